"""The filter by name or place: every word of a search must match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import pyarrow.compute as pc
import streamlit as st
from numpy.typing import NDArray

from dashboard.filters.filter import BOUND, Condition, Filter
from scoring import Review
from scoring.reading import Column
from scoring.recognition import Records
from scoring.vocabulary import vocabulary

LONGEST_SEARCH, MOST_WORDS = 200, 12  # characters and words: no name and place need more, and each word takes time
_AND = frozenset(("and", "&", "+"))
_SAINTS = frozenset(("st", "saint"))
_SAINT = r"\b(?:st|saint)\b"


@dataclass(frozen=True, kw_only=True)
class Search(Filter[str]):
    """The clinics whose name or place holds every word of a text."""

    in_sidebar: ClassVar[bool] = False

    @property
    def nothing(self) -> str:
        """No text."""
        return ""

    @property
    def empty(self) -> str:
        """No text."""
        return ""

    def bind(self) -> None:
        """Draw a text box."""
        st.text_input(self.label, key=self.key, bind=BOUND)

    def criterion(self, value: object) -> str:
        """The text to search for, cut if it is longer than any name and place."""
        return " ".join(str(value)[:LONGEST_SEARCH].split()[:MOST_WORDS])

    def from_link(self, words: Sequence[str]) -> str:
        """The last text."""
        return words[-1]

    def refusal(self, words: Sequence[str]) -> str:
        """Refuses a text that would be cut."""
        if any(self.criterion(text) != " ".join(text.split()) for text in words):
            return f"{self.key}: expected at most {MOST_WORDS} words, of {LONGEST_SEARCH} characters together."
        return ""

    def conditions(self, criterion: str) -> list[Condition]:
        """The text as a whole."""
        return [Condition(self.key, None, f"{self.name}: {criterion}")]

    def mask(self, review: Review, criterion: str) -> NDArray[np.bool_]:
        """The clinics that hold every word somewhere in name, city, postal code or state, ignoring case."""
        return _holders(review.understood, search_words(criterion))


def is_name(review: Review, text: str) -> bool:
    """Whether the name of any clinic holds every word of a text."""
    names = review.understood.known.get("name")
    if names is None:
        return False
    holds = [_word_hits(names, word) for word in search_words(text)]
    return bool(np.logical_and.reduce(holds).any())


def search_words(text: str) -> list[str]:
    """The words of a search in lower case, without surrounding punctuation, and without "and".

    A word of punctuation only is kept, and so is "and" if there is nothing else.
    """
    words = [_bare(word) for word in text.lower().replace(",", " ").replace(";", " ").split()]
    return [word for word in words if word not in _AND] or words


def _bare(word: str) -> str:
    return word.strip(".:") if any(sign.isalnum() for sign in word) else word


def _holders(records: Records, words: list[str]) -> NDArray[np.bool_]:
    """Which clinics match every word. A state matches by its code or a word of its name; "St" equals "Saint"."""
    columns = [records.known[name] for name in ("name", "city", "postal_code") if name in records.known]
    matches = np.ones(len(records), dtype=bool)
    for word in words:
        in_state = records.state.mask(partial(_is_of_state, word))
        matches &= np.logical_or.reduce([*(_word_hits(column, word) for column in columns), in_state])
    return matches


def _word_hits(column: Column, word: str) -> NDArray[np.bool_]:
    """Which cells of a column hold a word, ignoring case."""
    holds = pc.match_substring_regex if word in _SAINTS else pc.match_substring
    hits = holds(column, pattern=_SAINT if word in _SAINTS else word, ignore_case=True)
    return np.asarray(hits.fill_null(fill_value=False))


def _is_of_state(word: str, code: str) -> bool:
    return bool(code) and word in (code.lower(), *vocabulary().states[code].lower().split())
