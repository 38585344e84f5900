"""How many clinics hold each value of a filter, counted over a file's distinct cells, never over its rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring import DIMENSIONS, Review
from scoring.recognition import HOME, NOTHING, Stated, counts_by_code, paired
from scoring.reports import Spots, spots
from scoring.scores import flag_bit
from scoring.vocabulary import vocabulary

_MOST_MASKS = 64  # of a million clinics 8 MB
AMBIGUOUS = "?"  # a cell with a word that may mean several terms


@dataclass(frozen=True)
class Holders:
    """Which distinct cells of a column hold which values, as pairs of indexes: `cells[i]` holds `values[places[i]]`."""

    values: tuple[str, ...]
    cells: NDArray[np.int64]
    places: NDArray[np.int64]
    size: int

    def clinics(self, by_cell: NDArray[np.int64]) -> dict[str, int]:
        """Value -> number of clinics that hold it. `by_cell`: number of clinics per distinct cell."""
        counts = np.bincount(self.places, weights=by_cell[self.cells], minlength=len(self.values)).astype(int)
        return dict(zip(self.values, counts.tolist(), strict=True))

    @cached_property
    def grid(self) -> NDArray[np.bool_]:
        """The same as a matrix: one row per distinct cell, one column per value."""
        table = np.zeros((self.size, len(self.values)), dtype=bool)
        table[self.cells, self.places] = True
        return table


@dataclass(frozen=True)
class Pairs:
    """The distinct pairs of cells in two columns. `codes`: each clinic's pair; `left`, `right`: each pair's cells."""

    codes: NDArray[np.int32]
    left: NDArray[np.int64]
    right: NDArray[np.int64]

    def clinics(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Number of clinics of a mask, per pair."""
        return counts_by_code(self.codes, mask, len(self.left))


_SORTED_FASTER = 50  # times fewer than all clinics: sorting them takes less than looking through all


class Index:
    """What views of a file look up repeatedly: made once per file and shared. It does not depend on weights."""

    def __init__(self, review: Review) -> None:
        self._records = review.understood
        self._bits: dict[Hashable, NDArray[np.uint8]] = {}
        self.by_name = self._records.by_name
        self.name_order = self._records.name_order
        """Each clinic's position in alphabetical order of names."""
        self.holders: Mapping[str, Holders] = {name: self._holders(name) for name in DIMENSIONS}
        """Dimension -> terms by distinct cell, then "" (nothing stated) and `AMBIGUOUS`."""

    def bits(self, criterion: Hashable, mask: Callable[[], NDArray[np.bool_]]) -> NDArray[np.uint8]:
        """Which clinics a criterion keeps, a bit each, as `unpacked` takes them; `mask` makes it where it is not kept.

        All readers share them. Neither Back nor a moved weight makes them anew.
        """
        bits = self._bits.get(criterion)
        if bits is None:
            bits = np.packbits(mask())
            while len(self._bits) >= _MOST_MASKS:
                self._bits.pop(next(iter(self._bits), criterion), None)
            self._bits[criterion] = bits
        return bits

    def in_order_of_names(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Some positions in alphabetical order of names; many are not sorted, but looked for in the order of all."""
        if len(rows) * _SORTED_FASTER < len(self.by_name):
            return rows[np.argsort(self.name_order[rows])]
        is_among = np.zeros(len(self.by_name), dtype=bool)
        is_among[rows] = True
        return np.compress(is_among[self.by_name], self.by_name).astype(np.int64)

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
        cells = self._records.stated[dimension].values
        values = (*vocabulary().terms[dimension], "", AMBIGUOUS)
        place = {value: number for number, value in enumerate(values)}
        pairs = [(cell, place[value]) for cell, stated in enumerate(cells) for value in _values(stated)]
        table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return Holders(values, table[:, 0], table[:, 1], len(cells))


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


def by_term(review: Review, index: Index, dimension: str, mask: NDArray[np.bool_]) -> dict[str, int]:
    """Term -> number of clinics of the mask that state it; "": that state nothing; `AMBIGUOUS`: with unclear words."""
    stated = review.understood.stated[dimension]
    return index.holders[dimension].clinics(stated.counts(mask))


def by_state(review: Review, mask: NDArray[np.bool_]) -> dict[str, int]:
    """Two-letter state -> number of clinics of the mask; "": without a state."""
    state = review.understood.state
    return dict(zip(state.values, state.counts(mask).tolist(), strict=True))


def by_flag(review: Review, mask: NDArray[np.bool_]) -> dict[str, int]:
    """Flag -> number of clinics of the mask that carry it."""
    counts = review.profiles.counts_of(mask)
    flags = review.profiles.flags
    return {code: int(counts[(flags & flag_bit(code)) != 0].sum()) for code in review.rubric.flags}


def most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The labels with a count above zero: highest count first, then by label."""
    return sorted(((label, count) for label, count in counts.items() if count), key=lambda pair: (-pair[1], pair[0]))
