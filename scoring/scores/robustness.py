"""How firm a rank is: ranks drawn again with weights and open questions varied, and tiers from the same draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.rubric import RobustnessRule, Rubric
from scoring.scores.profiles import Profiles
from scoring.scores.questions import FULL
from scoring.scores.totals import Totals, whole_weights

_STEPS = FULL + 1  # points are tenths from 0 to 1000, so ranks are found by counting and never by sorting clinics
_WHOLE = 2**40  # drawn weights are whole and sum to this: times points they stay below 2**53, exact as floats
_AT_ONCE = 131_072  # drawn totals held at a time, whatever the file; another number would draw other ones


@dataclass(frozen=True)
class Robustness:
    """One entry a profile, -1 where unscored.

    `rank_low`, `rank_high`: the best and worst rank that the draws leave likely, the rank itself included.
    `tier`: 1 is the first. Level scores share a tier, and of level ones the one with the highest lowest score leads.
    A tier starts at the first score at which the running tier's leader beats any clinic often enough.
    """

    rank_low: NDArray[np.int64]
    rank_high: NDArray[np.int64]
    tier: NDArray[np.int64]


@dataclass(frozen=True)
class _Kinds:
    """The distinct combinations of points among scored profiles, best first; the order of rows has no say in it.

    Flags and questions without weight make no difference. Clinics of one kind share their draws: nothing tells
    them apart but the order of the file, which must change nothing. `kind`: of each scored profile.
    """

    kind: NDArray[np.int64]
    low: NDArray[np.float64]
    span: NDArray[np.float32]
    score: NDArray[np.int64]
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.counts)


def rank_robustness(profiles: Profiles, found: Totals, weights: Mapping[str, float], rubric: Rubric) -> Robustness:
    """Intervals of ranks and tiers; `found` as `totals` gives it for these profiles and weights."""
    rule = rubric.robustness
    shares = whole_weights(weights)
    kinds = _kinds(profiles, found, shares > 0)
    drawn = drawn_weights(shares, rule)[:, shares > 0]
    ranks_of = _ranks(kinds, drawn, rule.seed)
    best, worst = np.empty((2, len(kinds)), dtype=np.int64)
    low, high = ((rule.draws - 1) * rule.low_percentile // 100, -((1 - rule.draws) * rule.high_percentile // 100))
    ladder = _Ladder(kinds.score, -(-rule.draws * rule.beats_percent // 100))
    for start, points in _blocks(kinds, drawn, rule.seed):
        ranks = np.sort(ranks_of[_bins(points)], axis=1)
        best[start : start + len(points)] = ranks[:, low]
        worst[start : start + len(points)] = ranks[:, high]
        ladder.go_down(start, points)

    def by_profile(each: NDArray[np.int64]) -> NDArray[np.int64]:
        spread = np.full(len(profiles), -1)
        spread[found.scored] = each[kinds.kind]
        return spread

    return Robustness(
        rank_low=np.minimum(found.rank, by_profile(best)),
        rank_high=np.maximum(found.rank, by_profile(worst)),
        tier=by_profile(ladder.tiers()),
    )


def drawn_weights(weights: NDArray[np.int64], rule: RobustnessRule) -> NDArray[np.float64]:
    """Weights of each draw (draws x questions): varied one by one, then whole shares of 2**40. Zero stays zero."""
    spread = rule.spread_percent / 100
    random = np.random.default_rng((rule.seed, 0))
    varied = weights * random.uniform(1 - spread, 1 + spread, (rule.draws, len(weights)))
    shares: NDArray[np.float64] = np.round(varied / varied.sum(axis=1, keepdims=True) * _WHOLE)
    shares[np.arange(rule.draws), shares.argmax(axis=1)] += _WHOLE - shares.sum(axis=1)
    return shares


def _kinds(profiles: Profiles, found: Totals, weighted: NDArray[np.bool_]) -> _Kinds:
    at = np.flatnonzero(found.scored)
    counted, low, high = (a[at][:, weighted].astype(np.int64) for a in (found.counted, profiles.low, profiles.high))
    points = (counted * _STEPS + low) * _STEPS + high
    keys = np.column_stack([-found.score[at], -found.low[at], points])
    order = np.lexsort(keys.T[::-1])
    new = np.ones(len(at), dtype=np.bool_)
    new[1:] = (keys[order[1:]] != keys[order[:-1]]).any(axis=1)
    kind = np.empty(len(at), dtype=np.int64)
    kind[order] = np.cumsum(new) - 1
    first = order[new]
    return _Kinds(
        kind=kind,
        low=low[first].astype(np.float64),
        span=(high - low)[first].astype(np.float32),
        score=found.score[at][first],
        counts=np.bincount(kind, weights=profiles.counts[at], minlength=len(first)).astype(np.int64),
    )


def _blocks(kinds: _Kinds, weights: NDArray[np.float64], seed: int) -> Iterator[tuple[int, NDArray[np.int16]]]:
    """Totals in tenths by kind and draw, some kinds at a time, each block with the place of its first kind.

    Each block has its own seed, so that going through them again costs time and no memory.
    """
    size = max(_AT_ONCE // len(weights), 1)
    for start in range(0, len(kinds), size):
        low, span = kinds.low[start : start + size], kinds.span[start : start + size]
        random = np.random.default_rng((seed, 1 + start))
        totals = low @ weights.T
        for question, share in enumerate(weights.T):
            open_ = np.flatnonzero(span[:, question])
            above = random.random((len(open_), len(share)), dtype=np.float32)
            above *= span[open_, question, None]
            totals[open_] += above * share
        yield start, (totals / _WHOLE + 0.5).astype(np.int16)  # never negative, so this rounds half up


def _bins(points: NDArray[np.int16]) -> NDArray[np.int64]:
    """The place of each total among the possible totals of all draws."""
    return points + np.arange(points.shape[1]) * _STEPS


def _ranks(kinds: _Kinds, weights: NDArray[np.float64], seed: int) -> NDArray[np.int32]:
    """The rank that each possible total has in each draw: 1 plus the clinics that are above it."""
    draws = len(weights)
    clinics = np.zeros(draws * _STEPS, dtype=np.int64)
    for start, points in _blocks(kinds, weights, seed):
        counts = np.repeat(kinds.counts[start : start + len(points)], draws)
        np.add.at(clinics, _bins(points).ravel(), counts)  # a bincount would make a table as large for each block
    up_to = np.cumsum(clinics.reshape(draws, _STEPS), axis=1)
    return (1 + up_to[:, -1:] - up_to).astype(np.int32).ravel()


class _Ladder:
    """Finds where tiers start, going down the kinds block by block."""

    def __init__(self, score: NDArray[np.int64], enough: int) -> None:
        self._opens = np.searchsorted(-score, -score)  # of each kind, the first with the same score
        self._enough = enough
        self._starts = [0]
        self._leader = self._opener = np.empty(0, dtype=np.int16)

    def go_down(self, start: int, points: NDArray[np.int16]) -> None:
        """Take the next kinds, with their totals in every draw."""
        if start == 0:
            self._leader = points[0]
        stop = start + len(points)
        at = start
        while True:
            beaten = (self._leader > points[at - start :]).sum(axis=1) >= self._enough
            beaten &= self._opens[at:stop] > self._starts[-1]
            if not beaten.any():
                break
            first = int(self._opens[at + beaten.argmax()])
            self._leader = points[first - start] if first >= start else self._opener
            self._starts.append(first)
            at = max(first, start)
        if (last := self._opens[stop - 1]) >= start:
            self._opener = points[last - start]  # its score may go on in the next block

    def tiers(self) -> NDArray[np.int64]:
        """The tier of each kind."""
        return np.searchsorted(self._starts, np.arange(len(self._opens)), side="right")
