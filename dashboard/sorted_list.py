"""A lazily sorted list of clinics: only the part that is shown is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from dashboard.facets import Index
from dashboard.sorts import DOWN, Rows, distance_keys, sort_keys, sorted_rows
from scoring import Review
from scoring.recognition import counts_by_code

_FEW = 50_000  # clinics that take 20 ms to sort: fewer, or a longer part, are sorted as a whole
_AT_ONCE = 1 << 20  # clinics that are searched at a time, in the order of names

_FEW_MEASURED = 500_000  # clinics whose distances take 40 ms: with fewer, all are measured
_RADII = (10, 50, 250, 1_000)  # miles within which to look for the nearest clinics before measuring all
_SURELY_WITHIN = 1  # mile inside a radius, so that nobody outside is as near when distances are rounded


class SortedList:
    """Positions (int64) of clinics in an order: it has the length of an array of them, and is indexed like one."""

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
        """A position, or the positions of a slice without steps."""
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
        """The place of a clinic in the list, from 0; None if it is not in it."""
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


@dataclass(frozen=True)
class Distances:
    """How far clinics are from a place.

    `miles`: for the clinics at some positions, nan if not known. `within`: which clinics are within some miles,
    one bool per clinic.
    """

    miles: Callable[[Rows], NDArray[np.float64]]
    within: Callable[[float], NDArray[np.bool_]]


@dataclass(frozen=True, eq=False)
class Chosen:
    """The clinics of a list: those that match, among some profiles. Counts by profile look at no clinic.

    `matching`, `profiles`: bool, one per clinic and one per profile. `codes`: the profile of each clinic. `counts`: the
    matching clinics of each profile.
    """

    matching: NDArray[np.bool_]
    profiles: NDArray[np.bool_]
    codes: NDArray[np.int32]
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return int(self.counts[self.profiles].sum())

    def __contains__(self, position: int) -> bool:
        return bool(self.matching[position] and self.profiles[self.codes[position]])

    @cached_property
    def mask(self) -> NDArray[np.bool_]:
        """Which clinics are chosen, one bool per clinic."""
        chosen: NDArray[np.bool_] = self.profiles[self.codes]
        chosen &= self.matching
        return chosen

    def rows(self, among: NDArray[np.bool_] | None = None) -> Rows:
        """The positions of all, or of those among some clinics (bool, one per clinic), in ascending order."""
        rows = np.flatnonzero(self.matching if among is None else self.matching & among)
        return rows[self.profiles[self.codes[rows]]]

    def counts_by(self, codes: NDArray[Any], size: int) -> NDArray[np.int64]:
        """How many have each of `size` values; `codes`: the value of each clinic."""
        if codes is self.codes:
            return np.where(self.profiles, self.counts, 0)
        return counts_by_code(codes, self.mask, size)

    def rows_with(self, codes: NDArray[Any], fits: NDArray[np.bool_]) -> Rows:
        """The positions of those whose value fits; `fits`: bool, one per value."""
        if codes is self.codes:
            return np.flatnonzero((fits & self.profiles)[codes] & self.matching)
        return np.flatnonzero(fits[codes] & self.mask)


def sorted_list(
    order: str,
    chosen: Chosen,
    review: Review,
    index: Index,
    distances: Distances | None = None,
) -> SortedList:
    """The chosen clinics in one of `sorts.ORDERS`; ties by name. Raises `KeyError` for any other order.

    Without `distances` an order by distance means the usual one.
    """
    clinics, keys = len(chosen), sort_keys(order, review, is_near=distances is not None)
    is_by_name, backwards = order.removeprefix(DOWN) == "name", order.startswith(DOWN)

    def part(start: int, stop: int) -> Rows:
        stop = min(stop, clinics)
        if start >= stop:
            return np.zeros(0, dtype=np.int64)
        if clinics > _FEW and stop - start <= _FEW:
            if keys is not None:
                return _by_keys(keys, chosen, index, start, stop)
            if is_by_name:
                return _by_name(chosen.mask, index, (start, stop), backwards=backwards)
            if distances is not None:
                rows, miles = _measured(chosen, distances, 0 if backwards else stop)
                return _cut(distance_keys(order, miles), rows, index, (start, stop))
        measure = None if distances is None else distances.miles
        return sorted_rows(order, chosen.rows(), review, index, measure)[start:stop]

    def place(position: int) -> int | None:
        if position not in chosen:
            return None
        sooner = index.name_order < index.name_order[position]
        if keys is None:
            return int(np.count_nonzero(chosen.mask & (~sooner if backwards else sooner))) - backwards
        of_value, codes = keys
        own = of_value[codes[position]]
        lower = chosen.counts_by(codes, len(of_value))[of_value < own].sum()
        level = chosen.rows_with(codes, of_value == own)
        return int(lower + np.count_nonzero(sooner[level]))

    return SortedList(clinics, part, place if keys is not None or is_by_name else None)


def _by_keys(keys: tuple[NDArray[Any], NDArray[Any]], chosen: Chosen, index: Index, start: int, stop: int) -> Rows:
    """A part of a list whose keys have few distinct values: its edges are counted, and what is between them is sorted.

    `keys`: of each value, smallest first; and the value that each clinic has.
    """
    of_value, codes = keys
    below = _up_to_key(of_value, chosen.counts_by(codes, len(of_value)))
    first, last = np.searchsorted(below, [start, stop - 1], side="right").tolist()
    rows = chosen.rows_with(codes, (of_value >= first) & (of_value <= last))
    skipped = int(below[first - 1]) if first else 0
    return _cut(of_value[codes[rows]], rows, index, (start - skipped, stop - skipped))


def _measured(chosen: Chosen, distances: Distances, nearest: int) -> tuple[Rows, NDArray[np.float64]]:
    """Positions with their miles. `nearest`: how many of the nearest suffice, maybe more; 0: all are needed."""
    for radius in _RADII if nearest and len(chosen) > _FEW_MEASURED else ():
        rows = chosen.rows(distances.within(radius))
        miles = distances.miles(rows)
        if np.count_nonzero(miles <= radius - _SURELY_WITHIN) >= nearest:
            return rows, miles
    rows = chosen.rows()
    return rows, distances.miles(rows)


def _cut(keys: NDArray[Any], rows: Rows, index: Index, ends: tuple[int, int]) -> Rows:
    """The clinics from one place to another in the order by key, then by name. `keys`: of each of `rows`."""
    start, stop = ends
    distinct = keys.astype(np.int64) << 32 | index.name_order[rows]  # no two are alike, and keys are below 2**31
    within = np.argpartition(distinct, (start, stop - 1))[start:stop]
    return rows[within[np.argsort(distinct[within])]]


def _up_to_key(of_value: NDArray[Any], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many clinics have each key or a smaller one."""
    up_to: NDArray[np.int64] = np.cumsum(np.bincount(of_value, weights=counts).astype(np.int64))
    return up_to


def _by_name(chosen: NDArray[np.bool_], index: Index, ends: tuple[int, int], *, backwards: bool) -> Rows:
    """A part of a list in the order of names, scanned only as far as the part reaches."""
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
