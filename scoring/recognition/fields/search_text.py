"""What a search looks through: the names and places of clinics, ignoring case and accents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from scoring.reading import Column, as_text, whole
from scoring.recognition.fields.text_keys import folded, plain_words
from scoring.thresholds import number

Searched: TypeAlias = Literal["name", "city", "postal_code"]
SEARCHED: tuple[Searched, ...] = ("name", "city", "postal_code")
_SHORTEST = number("shortest_misspelled_word")
_MOST_NEAR = 8  # words that one misspelled word may match
_MOST_REMEMBERED = 1_000  # words that were searched for


@dataclass(frozen=True)
class SearchCells:
    """The distinct cells of a column, folded, and each clinic's cell; the last is a blank one."""

    distinct: pa.Array
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, column: Column) -> SearchCells:
        """From a column of a file."""
        encoded = whole(as_text(column)).dictionary_encode()
        blank = len(encoded.dictionary)
        return cls(folded(encoded.dictionary), np.asarray(encoded.indices.fill_null(blank), dtype=np.int32))

    def hold(self, word: str, pattern: str = "") -> NDArray[np.bool_]:
        """Which clinics' cells hold a folded word, or match a pattern in its place."""
        look = pc.match_substring_regex if pattern else pc.match_substring
        hits: NDArray[np.bool_] = np.append(np.asarray(look(self.distinct, pattern=pattern or word)), [False])
        return hits[self.codes] if hits.any() else np.zeros(len(self.codes), dtype=np.bool_)


class SearchText:
    """The columns of a file that are searched, each distinct cell once. Which words any clinic has is remembered."""

    def __init__(self, cells: Mapping[str, SearchCells]) -> None:
        self.cells = cells
        self._is_held: dict[str, bool] = {}

    @classmethod
    def of(cls, known: Mapping[str, Column]) -> SearchText:
        """From the canonical columns of a file."""
        return cls({name: SearchCells.of(known[name]) for name in SEARCHED if name in known})

    def holds(self, word: str, pattern: str = "") -> NDArray[np.bool_]:
        """Which clinics hold a folded word as a part of any column. `pattern`: to search for instead."""
        first, *others = self.cells.values()
        held = first.hold(word, pattern)
        for cells in others:
            held |= cells.hold(word, pattern)
        if len(self._is_held) >= _MOST_REMEMBERED:
            self._is_held.clear()
        self._is_held[word] = bool(held.any())
        return held

    def is_named(self, word: str) -> NDArray[np.bool_]:
        """Which clinics hold a folded word in their names."""
        return self.cells["name"].hold(word)

    def near_words(self, word: str) -> tuple[str, ...]:
        """The words of names and cities that are one letter away from a word that no clinic holds; else none."""
        if len(word) < _SHORTEST:
            return ()
        is_held = self._is_held.get(word)
        if is_held or (is_held is None and self.holds(word).any()):
            return ()
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=1, limit=_MOST_NEAR)
        return tuple(match[0] for match in near)

    @cached_property
    def _words(self) -> list[str]:
        """The distinct words of names and cities, except those too short to be one letter away."""
        split = [pc.list_flatten(pc.split_pattern(plain_words(cells.distinct), " ")) for cells in self._texts]
        words = pc.unique(pa.chunked_array([words.cast(pa.string()) for words in split], pa.string())).to_pylist()
        return [word for word in words if len(word) >= _SHORTEST - 1]

    @property
    def _texts(self) -> list[SearchCells]:
        return [self.cells[name] for name in ("name", "city") if name in self.cells]


def folded_text(text: str) -> str:
    """A text in lower case and without accents, as in searches."""
    return str(folded(pa.array([text]))[0].as_py())
