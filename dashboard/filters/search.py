"""The filter by name or place: every word of a search must match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard.filters.filter import BOUND, Condition, Filter
from scoring import Review
from scoring.recognition import Records, folded_text
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
        """The clinics that hold every word somewhere in name, city, postal code or state, ignoring case and accents."""
        return _holders(review.understood, search_words(criterion))


def is_name(review: Review, text: str) -> bool:
    """Whether the name of any clinic holds every word of a text."""
    names = [review.understood.search_text.is_named(word) for word in search_words(text)]
    return bool(np.logical_and.reduce(names).any())


def corrections(review: Review, text: str) -> dict[str, tuple[str, ...]]:
    """The words of a search that no clinic has, each with the words of clinics that it is read as."""
    records = review.understood
    unknown = [
        word for word in search_words(text) if not any(_is_of_state(word, code) for code in records.state.values)
    ]
    near = {word: records.search_text.near_words(word) for word in unknown if word not in _SAINTS}
    return {word: words for word, words in near.items() if words}


def search_words(text: str) -> list[str]:
    """The words of a search in lower case, without accents and surrounding punctuation, and without "and".

    A word of punctuation only is kept, and so is "and" if there is nothing else.
    """
    words = [_bare(word) for word in folded_text(text).replace(",", " ").replace(";", " ").split()]
    return [word for word in words if word not in _AND] or words


def _bare(word: str) -> str:
    return word.strip(".:") if any(character.isalnum() for character in word) else word


def _holders(records: Records, words: list[str]) -> NDArray[np.bool_]:
    """Which clinics match every word. A state matches by its code or a word of its name; "St" equals "Saint".

    A word that no clinic has matches as the words that are one letter away from it.
    """
    matches = np.ones(len(records), dtype=bool)
    for word in words:
        hits = records.search_text.holds(word, _SAINT if word in _SAINTS else "")
        if any(_is_of_state(word, code) for code in records.state.values):
            hits |= records.state.mask(partial(_is_of_state, word))
        if not hits.any():
            for near in records.search_text.near_words(word):
                hits |= records.search_text.holds(near)
        matches &= hits
    return matches


def _is_of_state(word: str, code: str) -> bool:
    return bool(code) and word in (code.lower(), *vocabulary().states[code].lower().split())
