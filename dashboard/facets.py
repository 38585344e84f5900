"""How many clinics hold each value of a filter: counted by bits or by distinct cells, and cached."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from dashboard.bitmap_index import BitmapIndex
from scoring import DIMENSIONS, Review
from scoring.recognition import HOME, NOTHING, Stated, counts_by_code, paired
from scoring.reports import Spots, spots
from scoring.scores import flag_bit
from scoring.vocabulary import vocabulary

_MOST_MASKS = 64  # of a million clinics 8 MB
_MOST_CODE_COUNTS = 32  # of 57,000 profiles, which ten million clinics may have, 15 MB
_MOST_LABEL_COUNTS = 1_024  # a few dozen numbers each
AMBIGUOUS = "?"  # a cell with a word that may mean several terms
V = TypeVar("V")


class KeptValues(Generic[V]):
    """At most `most` values by key, shared by all readers; the oldest makes room."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Hashable, V] = {}
        self._changing = Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value under a key; `make` makes it if it is not kept."""
        value = self._values.get(key)
        if value is None:
            value = make()
            with self._changing:
                while len(self._values) >= self._most:
                    del self._values[next(iter(self._values))]
                self._values[key] = value
        return value


@dataclass(frozen=True)
class Holders:
    """Which clinics hold which values of a column. `grid`: bool, a row per distinct cell and a column per value."""

    values: tuple[str, ...]
    grid: NDArray[np.bool_]
    _bitmaps: BitmapIndex = field(repr=False)

    @classmethod
    def of(cls, values: tuple[str, ...], codes: NDArray[np.int32], grid: NDArray[np.bool_]) -> Holders:
        """`codes`: the distinct cell of each clinic."""
        return cls(values, grid, BitmapIndex(codes, grid))

    def clinics(self, mask: NDArray[np.bool_]) -> dict[str, int]:
        """Value -> number of clinics of a mask that hold it."""
        return dict(zip(self.values, self._bitmaps.counts(mask).tolist(), strict=True))


@dataclass(frozen=True)
class Pairs:
    """The distinct pairs of cells in two columns. `codes`: each clinic's pair; `left`, `right`: each pair's cells."""

    codes: NDArray[np.int32]
    left: NDArray[np.int64]
    right: NDArray[np.int64]

    def clinics(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Number of clinics of a mask, per pair."""
        return counts_by_code(self.codes, mask, len(self.left))


_SORTED_FASTER = 50  # times fewer than all clinics: sorting them is then faster than looking through all


class Index:
    """What views of a file look up repeatedly: made once per file and shared. It does not depend on weights."""

    def __init__(self, review: Review) -> None:
        self._records = review.understood
        self.masks: KeptValues[NDArray[np.uint8]] = KeptValues(_MOST_MASKS)
        """Which clinics a criterion keeps, a bit each, as `unpacked` takes them."""
        self.code_counts: KeptValues[NDArray[np.int64]] = KeptValues(_MOST_CODE_COUNTS)
        """The number of clinics that criteria keep, by profile, day, or pair of cells."""
        self.label_counts: KeptValues[Mapping[str, int]] = KeptValues(_MOST_LABEL_COUNTS)
        """The number of clinics by label of a filter that criteria keep."""
        self.by_name = self._records.by_name
        self.name_order = self._records.name_order
        """Each clinic's position in alphabetical order of names."""
        self.holders: Mapping[str, Holders] = {name: self._holders(name) for name in DIMENSIONS}
        """Dimension -> terms by distinct cell, then "" (nothing stated) and `AMBIGUOUS`."""
        flags, codes = tuple(review.rubric.flags), review.profiles.codes
        carries = review.profiles.flags[:, None] & np.array([flag_bit(code) for code in flags]) != 0
        self.flags = Holders.of(flags, codes, carries)

    def in_order_of_names(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Some positions in alphabetical order of names; if many, filtered from the order of all instead of sorted."""
        if len(rows) * _SORTED_FASTER < len(self.by_name):
            return rows[np.argsort(self.name_order[rows])]
        is_among = np.zeros(len(self.by_name), dtype=bool)
        is_among[rows] = True
        return np.compress(is_among[self.by_name], self.by_name).astype(np.int64)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that records state, by code."""
        country = self._records.country
        clinics = country.counts(np.ones(len(country.codes), dtype=bool)).tolist()
        return frozenset(code for code, count in zip(country.values, clinics, strict=True) if code and count)

    @cached_property
    def guidance(self) -> Pairs:
        """Targets (left) with imaging (right)."""
        imaging = self._records.stated["imaging"]
        return _pairs(self._records.stated["targets"].codes, imaging.codes, len(imaging.values))

    @cached_property
    def prices(self) -> Pairs:
        """Products (left) with prices (right)."""
        price = self._records.price
        return _pairs(self._records.stated["products"].codes, price.codes, len(price.values))

    @cached_property
    def unknown_products(self) -> NDArray[np.bool_]:
        """Whether each clinic names products in unknown words only. "No exosomes" and "n/a" are understood."""
        open_ = self._records.stated["products"].mask(lambda stated: stated == NOTHING)
        rows = self._records.problems.rows_with("not_recognised", "products")
        unknown: NDArray[np.bool_] = open_ & np.isin(self._records.rows, rows)
        return unknown

    @cached_property
    def spots(self) -> Spots:
        """The marks of the clinics on a map of the US."""
        records = self._records
        return spots(records.locations, records.country.mask(lambda code: code in ("", HOME)))

    def _holders(self, dimension: str) -> Holders:
        stated = self._records.stated[dimension]
        values = (*vocabulary().terms[dimension], "", AMBIGUOUS)
        place = {value: number for number, value in enumerate(values)}
        grid = np.zeros((len(stated.values), len(values)), dtype=bool)
        for cell, its_terms in enumerate(stated.values):
            grid[cell, [place[value] for value in _values(its_terms)]] = True
        return Holders.of(values, stated.codes, grid)


def unpacked(bits: NDArray[np.uint8], size: int) -> NDArray[np.bool_]:
    """A mask of `size` clinics from its bits."""
    return np.unpackbits(bits, count=size).view(np.bool_)


def _values(stated: Stated) -> Iterable[str]:
    if not stated.terms and not stated.ambiguous:
        return ("",)
    return (*stated.terms, AMBIGUOUS) if stated.ambiguous else stated.terms


def _pairs(left: NDArray[np.int32], right: NDArray[np.int32], size: int) -> Pairs:
    codes, numbers = paired(left, right, size)
    return Pairs(codes, *np.divmod(numbers, size))


def by_term(index: Index, dimension: str, mask: NDArray[np.bool_]) -> dict[str, int]:
    """Term -> number of clinics of the mask that state it; "": that state nothing; `AMBIGUOUS`: with unclear words."""
    return index.holders[dimension].clinics(mask)


def by_state(review: Review, mask: NDArray[np.bool_]) -> dict[str, int]:
    """Two-letter state -> number of clinics of the mask; "": without a state."""
    state = review.understood.state
    return dict(zip(state.values, state.counts(mask).tolist(), strict=True))


def most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The labels with a count above zero: highest count first, then by label."""
    return sorted(((label, count) for label, count in counts.items() if count), key=lambda pair: (-pair[1], pair[0]))
