"""Totals under drawn weights and drawn answers to open questions: the same for the same points, in any file."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

import numpy as np
from numpy.typing import NDArray

from scoring.rubric import RobustnessRule
from scoring.scores.points import FULL

_WHOLE = 2**40  # drawn weights are whole parts of this, and sum to it: multiplied by points they are exact as floats
_BITS = 16  # of a random number for each draw: a range has a thousand tenths at most
_PLACES = 2**_BITS  # of a range; a power of two, so that a place times the tenths of a range is exact
_AT_ONCE = 131_072  # totals drawn at a time, whatever the file
_BLOCKS_TOGETHER = 24  # how many of these are processed together
_MOST_KEPT = 16_000_000  # drawn totals (32 MB) that are kept for further passes; more are drawn again


def drawn_weights(weights: NDArray[np.int64], rule: RobustnessRule) -> NDArray[np.float64]:
    """Weights of each draw (draws x questions): varied one by one, then whole shares of 2**40. Zero stays zero."""
    spread = rule.spread_percent / 100
    random = np.random.default_rng((rule.seed, 0))
    varied = weights * random.uniform(1 - spread, 1 + spread, (rule.draws, len(weights)))
    shares: NDArray[np.float64] = np.round(varied / varied.sum(axis=1, keepdims=True) * _WHOLE)
    shares[np.arange(rule.draws), shares.argmax(axis=1)] += _WHOLE - shares.sum(axis=1)
    return shares


class DrawnTotals:
    """Totals in tenths, for combinations of points: the same for each whatever else there is, whenever drawn.

    `low`, `span`: tenths that are sure, and that are open beyond (combinations x questions). `weights`: by question, in
    whole millionths.
    """

    def __init__(
        self, low: NDArray[np.int64], span: NDArray[np.int64], weights: NDArray[np.int64], rule: RobustnessRule
    ) -> None:
        weighted = weights > 0
        self._low, self._span = (points[:, weighted].astype(np.float64) for points in (low, span))
        self._weights = drawn_weights(weights, rule)[:, weighted] / _WHOLE
        self._keys = _hashed((low * (FULL + 1) + low + span)[:, weighted])
        self._kept: NDArray[np.int16] | None = None
        numbers = np.arange(-(-rule.draws * _BITS // 64), dtype=np.uint64)
        streams = np.uint64(rule.seed * 4 + 1) + np.flatnonzero(weighted).astype(np.uint64)
        self._streams = [_mixed(numbers + (stream << np.uint64(20))) for stream in streams]

    def __len__(self) -> int:
        return len(self._low)

    @property
    def draws(self) -> int:
        """How often each is drawn."""
        return len(self._weights)

    def kept(self) -> DrawnTotals:
        """The same with all draws kept for further passes, unless there are too many."""
        same = copy(self)
        if len(self) * self.draws <= _MOST_KEPT:
            same._kept = self._tenths(np.arange(len(self)))  # noqa: SLF001 - our own
        return same

    def dominated_by(self, leader: int, rows: slice) -> NDArray[np.bool_]:
        """Which of some can have no more points on any question with weight than a leader surely has."""
        dominated: NDArray[np.bool_] = (self._low[rows] + self._span[rows] <= self._low[leader]).all(axis=1)
        return dominated

    def slabs(self, rows: NDArray[np.int64] | None = None) -> Iterator[tuple[slice, NDArray[np.int16]]]:
        """All, or those at some places, some at a time: one row per draw and a column for each of the slice.

        In whole tenths rounded half up.
        """
        places = np.arange(len(self)) if rows is None else rows
        size = max(_BLOCKS_TOGETHER * _AT_ONCE // self.draws, 1)
        for start in range(0, len(places), size):
            at = slice(start, min(start + size, len(places)))
            yield at, self._kept[:, at] if rows is None and self._kept is not None else self._tenths(places[at])

    def are_behind(self, rows: NDArray[np.int64], leader: int, enough: int) -> NDArray[np.bool_]:
        """Whether each of some has a lower total than a leader in enough draws."""
        behind, unsure = np.zeros(len(rows), dtype=np.bool_), np.arange(len(rows))
        if self._kept is not None:  # tenths are lower only where totals are, which decides nearly all
            tenths, level = self._kept[:, rows], self._kept[:, leader, None]
            behind = np.count_nonzero(tenths < level, axis=0) >= enough
            unsure = np.flatnonzero(~behind & (np.count_nonzero(tenths <= level, axis=0) >= enough))
        if len(unsure):
            below = self._totals(rows[unsure]) < self._totals(np.array([leader]))
            behind[unsure] = np.count_nonzero(below, axis=1) >= enough
        return behind

    @property
    def at_once(self) -> int:
        """How many are drawn at a time."""
        return max(_AT_ONCE // self.draws, 1)

    def _tenths(self, rows: NDArray[np.int64]) -> NDArray[np.int16]:
        tenths = np.empty((self.draws, len(rows)), dtype=np.int16)
        for start in range(0, len(rows), self.at_once):
            at = slice(start, start + self.at_once)
            totals = self._totals(rows[at])
            totals += 0.5
            tenths[:, at] = totals.astype(np.int16).T
        return tenths

    def _totals(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """A row for each of some, and one column per draw."""
        keys, places = self._keys[rows], self._span[rows] / _PLACES
        totals = self._low[rows] @ self._weights.T
        for question, (share, stream) in enumerate(zip(self._weights.T, self._streams, strict=True)):
            open_ = np.flatnonzero(places[:, question])
            above = _random_places(keys[open_, None] ^ stream)[:, : self.draws] * places[open_, question, None]
            above *= share
            totals[open_] += above
        return totals


def _hashed(points: NDArray[np.int64]) -> NDArray[np.uint64]:
    """One number for each row of points."""
    keys = np.zeros(len(points), dtype=np.uint64)
    for column in points.T:
        keys = _mixed(keys + column.astype(np.uint64))
    return keys


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers without any pattern of those they come from: one step of SplitMix64 (Steele, Lea and Flood, 2014)."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    shifted = np.empty_like(mixed)  # one for all steps: fresh memory each time takes longer than the steps
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed ^= np.right_shift(mixed, np.uint64(shift), out=shifted)
        mixed *= np.uint64(factor)
    mixed ^= np.right_shift(mixed, np.uint64(31), out=shifted)
    return mixed


def _random_places(numbers: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """Places in a range, evenly from 0 to 65,535: four made from each number of a row."""
    return _mixed(numbers).astype("<u8", copy=False).view("<u2").astype(np.uint16, copy=False)
