"""A sorted list of clinics, of which only the part that is looked at is worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from dashboard.facets import Index
from dashboard.sorts import DOWN, Rows, sort_keys, sorted_rows
from scoring import Review
from scoring.recognition import counts_by_code

_FEW = 50_000  # clinics that are sorted in some 20 ms: of fewer, or for a longer part, no part is looked for
_AT_ONCE = 1 << 20  # clinics in the order of names that are looked through at a time


class SortedList:
    """Positions (int64) of clinics in an order, as long as an array of them, and taken from like one."""

    def __init__(
        self, clinics: int, part: Callable[[int, int], Rows], place: Callable[[int], int | None] | None = None
    ) -> None:
        self._clinics, self._part, self._place = clinics, part, place

    def __len__(self) -> int:
        return self._clinics

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> int | Rows:
        """A position, or those of a part without steps."""
        if isinstance(at, slice):
            start, stop, _ = at.indices(len(self))
            return self._part(start, max(stop, start))
        place = at + len(self) * (at < 0)
        if not 0 <= place < len(self):
            raise IndexError(at)
        return int(self._part(place, place + 1)[0])

    def __iter__(self) -> Iterator[int]:
        return iter(self.all().tolist())

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Rows:
        """All of them, as NumPy asks for it."""
        del copy
        return self.all().astype(dtype or np.int64, copy=False)

    def all(self) -> Rows:
        """All of them."""
        return self._part(0, len(self))

    def place_of(self, position: int) -> int | None:
        """Where a clinic stands in the list, from 0; None if it is not in it."""
        if self._place is not None:
            return self._place(position)
        at = np.flatnonzero(self.all() == position)
        return int(at[0]) if len(at) else None

    def before(self, other: SortedList) -> SortedList:
        """This list, and another one below it."""
        size = len(self)

        def part(start: int, stop: int) -> Rows:
            rest = other[max(start - size, 0) : max(stop - size, 0)]
            return np.concatenate([self[min(start, size) : min(stop, size)], rest])

        def place(position: int) -> int | None:
            below = self.place_of(position)
            if below is None and (after := other.place_of(position)) is not None:
                return size + after
            return below

        return SortedList(size + len(other), part, place)


def sorted_list(
    order: str,
    chosen: NDArray[np.bool_],
    review: Review,
    index: Index,
    miles: Callable[[Rows], NDArray[np.float64]] | None = None,
) -> SortedList:
    """The chosen clinics in one of `sorts.ORDERS`; ties by name. Raises `KeyError` for any other order.

    `chosen`: bool, one a clinic. `miles`: those of the clinics at some positions, nan where they are not known; without
    them an order by distance is the usual one.
    """
    count, keys = int(np.count_nonzero(chosen)), sort_keys(order, review, is_near=miles is not None)
    is_by_name, backwards = order.removeprefix(DOWN) == "name", order.startswith(DOWN)

    def part(start: int, stop: int) -> Rows:
        if count > _FEW and stop - start <= _FEW:
            if keys is not None:
                return _by_keys(keys, chosen, index, start, stop)
            if is_by_name:
                return _by_name(chosen, index, (start, stop), backwards=backwards)
        return sorted_rows(order, np.flatnonzero(chosen), review, index, miles)[start:stop]

    def place(position: int) -> int | None:
        if not chosen[position]:
            return None
        sooner = index.name_order < index.name_order[position]
        if keys is None:
            return int(np.count_nonzero(chosen & (~sooner if backwards else sooner))) - backwards
        of_value, codes = keys
        own = of_value[codes[position]]
        lower = counts_by_code(codes, chosen, len(of_value))[of_value < own].sum()
        return int(lower + np.count_nonzero((of_value == own)[codes] & chosen & sooner))

    return SortedList(count, part, place if keys is not None or is_by_name else None)


def _by_keys(
    keys: tuple[NDArray[Any], NDArray[Any]], chosen: NDArray[np.bool_], index: Index, start: int, stop: int
) -> Rows:
    """A part of a list whose keys are those of few values: the edges are counted, and what lies within is sorted.

    `keys`: of each value, smallest first; and the value that each clinic has.
    """
    of_value, codes = keys
    below = _up_to_key(of_value, counts_by_code(codes, chosen, len(of_value)))
    first, last = np.searchsorted(below, [start, stop - 1], side="right").tolist() if stop > start else (1, 0)
    within = (of_value >= first) & (of_value <= last)
    rows = np.flatnonzero(within[codes] & chosen)
    rows = rows[np.lexsort((index.name_order[rows], of_value[codes[rows]]))]
    skipped = int(below[first - 1]) if first and stop > start else 0
    return rows[start - skipped : stop - skipped]


def _up_to_key(of_value: NDArray[Any], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many clinics have each key or a smaller one."""
    up_to: NDArray[np.int64] = np.cumsum(np.bincount(of_value, weights=counts).astype(np.int64))
    return up_to


def _by_name(chosen: NDArray[np.bool_], index: Index, ends: tuple[int, int], *, backwards: bool) -> Rows:
    """A part of a list in the order of names, looked through only as far as the part reaches."""
    every = index.by_name[::-1] if backwards else index.by_name
    start, stop = ends
    before, parts = 0, [np.zeros(0, dtype=np.int64)]
    for first in range(0, len(every), _AT_ONCE):
        if before >= stop:
            break
        clinics = every[first : first + _AT_ONCE]
        matching = np.compress(chosen[clinics], clinics)
        parts.append(matching[max(start - before, 0) : max(stop - before, 0)].astype(np.int64))
        before += len(matching)
    return np.concatenate(parts)
