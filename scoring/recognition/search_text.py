"""What a search looks through: the names and places of clinics, whatever the case and the accents of their letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from scoring.reading import Column, as_text
from scoring.recognition.text_keys import folded, plain_words
from scoring.thresholds import number

SEARCHED = ("name", "city", "postal_code")
_SHORTEST = number("shortest_misspelt_word")
_MOST_NEAR = 8  # words that one misspelt word may be taken for
_MOST_REMEMBERED = 1_000  # words of searches


class SearchText:
    """The columns of a file that are searched. What was searched for is remembered, as pages ask again."""

    def __init__(self, known: Mapping[str, Column]) -> None:
        texts = {name: as_text(known[name]) for name in SEARCHED if name in known}
        self._columns = {name: _without_accents(column) for name, column in texts.items()}
        self._is_held: dict[str, bool] = {}

    def holds(self, word: str, pattern: str = "") -> NDArray[np.bool_]:
        """Which clinics hold a word as a part of any column. `pattern`: a regular expression to look for instead."""
        hits = [self._hits(column, word, pattern) for column in self._columns.values()]
        held: NDArray[np.bool_] = np.logical_or.reduce(hits)
        if len(self._is_held) >= _MOST_REMEMBERED:
            self._is_held.clear()
        self._is_held[word] = bool(held.any())
        return held

    def is_named(self, word: str) -> NDArray[np.bool_]:
        """Which clinics hold a word in their names."""
        return self._hits(self._columns["name"], word, "")

    def near_words(self, word: str) -> tuple[str, ...]:
        """The words of names and cities that are one letter away from a word that no clinic holds; else none."""
        if len(word) < _SHORTEST:
            return ()
        if word not in self._is_held:
            self.holds(word)
        if self._is_held[word]:
            return ()
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=1, limit=_MOST_NEAR)
        return tuple(match[0] for match in near)

    @cached_property
    def _words(self) -> list[str]:
        """The distinct words of names and cities."""
        texts = [pc.unique(self._columns[name]) for name in ("name", "city") if name in self._columns]
        split = [pc.list_flatten(pc.split_pattern(plain_words(column), " ")) for column in texts]
        words = pc.unique(pa.concat_arrays(split)).to_pylist()
        return [word for word in words if word and len(word) >= _SHORTEST - 1]

    @staticmethod
    def _hits(column: pa.Array, word: str, pattern: str) -> NDArray[np.bool_]:
        look = pc.match_substring_regex if pattern else pc.match_substring
        hits = look(column, pattern=pattern or word, ignore_case=True).fill_null(fill_value=False)
        return np.asarray(hits)


def folded_text(text: str) -> str:
    """A text in lower case and without accents, as it is looked for."""
    return str(folded(pa.array([text]))[0].as_py())


def _without_accents(column: pa.Array) -> pa.Array:
    """The column as it is where it has no accents, which most have not; else folded."""
    return column if pc.all(pc.string_is_ascii(column), min_count=0).as_py() else folded(column)
