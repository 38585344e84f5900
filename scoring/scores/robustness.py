"""How firm a rank is: ranks drawn again with weights and open questions varied, and tiers from the same draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.rubric import RobustnessRule, Rubric
from scoring.scores.points import FULL
from scoring.scores.profiles import Profiles
from scoring.scores.totals import Totals, whole_weights

_STEPS = FULL + 1  # points are tenths from 0 to 1000, so ranks are found by counting and never by sorting clinics
_WHOLE = 2**40  # drawn weights are whole and sum to this: times points they stay below 2**53, exact as floats
_FEW = 24  # kinds for which comparing all is faster than a table of a million totals
_AT_ONCE = 131_072  # totals drawn at a time, whatever the file
_BLOCKS_RANKED = 24  # times as many, whose ranks are looked up together
_MOST_KEPT = 16_000_000  # drawn totals (32 MB) that are kept to be gone through again; more are drawn again


@dataclass(frozen=True)
class Robustness:
    """One entry a profile, -1 where unscored. Every reader's weights keep theirs, so in integers of few bits.

    `rank_low`, `rank_high`: the best and worst rank that the draws leave likely, the rank itself included.
    `tier`: 1 is the first. Every clinic of a tier below scores at least the rubric's `tier_points` less than the
    leader of a tier above it, and is behind it in at least `beats_percent` of the draws. Tied scores share a tier.
    """

    rank_low: NDArray[np.int32]
    rank_high: NDArray[np.int32]
    tier: NDArray[np.int16]


@dataclass(frozen=True)
class _Kinds:
    """The distinct combinations of points among scored profiles, best first; the order of rows has no say in it.

    Flags and questions without weight make no difference. Clinics of one kind share their draws: nothing tells them
    apart but the order of the file, which must change nothing. Level scores: the narrowest range first, then the
    lowest points. `kind`: of each scored profile. `low`, `span`: whole tenths by question that has weight.
    `open`: where a question is not sure. `keys`: a number that is the same wherever the points are.
    """

    kind: NDArray[np.int64]
    low: NDArray[np.float64]
    span: NDArray[np.float64]
    keys: NDArray[np.uint64]
    score: NDArray[np.int64]
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.counts)


def rank_robustness(profiles: Profiles, totals: Totals, weights: Mapping[str, float], rubric: Rubric) -> Robustness:
    """Intervals of ranks and tiers; `totals` as `totals()` gives them for these profiles and weights."""
    rule = rubric.robustness
    shares = whole_weights(weights)
    kinds = _kinds(profiles, totals, shares > 0)
    draws = _Draws(kinds, drawn_weights(shares, rule)[:, shares > 0], np.flatnonzero(shares > 0), rule.seed)
    ranks_in = _ranks(kinds, draws)
    best, worst = np.empty((2, len(kinds)), dtype=np.int64)
    low, high = ((rule.draws - 1) * rule.low_percentile // 100, -((1 - rule.draws) * rule.high_percentile // 100))
    for at, tenths in draws.slabs():
        ranks = ranks_in(tenths).T.copy()
        ranks.sort(axis=1)  # of a thousand numbers quicker than to partition them
        best[at], worst[at] = ranks[:, low], ranks[:, high]

    def by_profile(values: NDArray[np.int64]) -> NDArray[np.int32]:
        spread = np.full(len(profiles), -1, dtype=np.int32)
        spread[totals.scored] = values[kinds.kind]
        return spread

    return Robustness(
        rank_low=np.minimum(totals.rank, by_profile(best)).astype(np.int32),
        rank_high=np.maximum(totals.rank, by_profile(worst)).astype(np.int32),
        tier=by_profile(_tiers(kinds, draws, rule)).astype(np.int16),
    )


def drawn_weights(weights: NDArray[np.int64], rule: RobustnessRule) -> NDArray[np.float64]:
    """Weights of each draw (draws x questions): varied one by one, then whole shares of 2**40. Zero stays zero."""
    spread = rule.spread_percent / 100
    random = np.random.default_rng((rule.seed, 0))
    varied = weights * random.uniform(1 - spread, 1 + spread, (rule.draws, len(weights)))
    shares: NDArray[np.float64] = np.round(varied / varied.sum(axis=1, keepdims=True) * _WHOLE)
    shares[np.arange(rule.draws), shares.argmax(axis=1)] += _WHOLE - shares.sum(axis=1)
    return shares


def _kinds(profiles: Profiles, totals: Totals, weighted: NDArray[np.bool_]) -> _Kinds:
    at = np.flatnonzero(totals.scored)
    low, high = (points[at][:, weighted].astype(np.int64) for points in (profiles.low, profiles.high))
    points = low * _STEPS + high
    keys = np.column_stack([-totals.score[at], totals.high[at] - totals.low[at], points])
    order = np.lexsort(keys.T[::-1])
    new = np.ones(len(at), dtype=np.bool_)
    new[1:] = (keys[order[1:]] != keys[order[:-1]]).any(axis=1)
    kind = np.empty(len(at), dtype=np.int64)
    kind[order] = np.cumsum(new) - 1
    first = order[new]
    return _Kinds(
        kind=kind,
        low=low[first].astype(np.float64),
        span=(high - low)[first].astype(np.float64),
        keys=_hashed(points[first]),
        score=totals.score[at][first],
        counts=np.bincount(kind, weights=profiles.counts[at], minlength=len(first)).astype(np.int64),
    )


class _Draws:
    """Drawn totals in 2**-40 tenths: the same for a kind whatever else the file holds, and whenever they are drawn."""

    def __init__(self, kinds: _Kinds, weights: NDArray[np.float64], questions: NDArray[np.int64], seed: int) -> None:
        self._kinds, self._weights = kinds, weights
        self.number = len(weights)
        self._kept: NDArray[np.int16] | None = None
        numbers = np.arange(len(weights), dtype=np.uint64)
        self._streams = [_mixed(numbers + np.uint64((seed * 4 + int(question) + 1) << 20)) for question in questions]

    def of(self, rows: slice | NDArray[np.int64]) -> NDArray[np.float64]:
        """The totals of some kinds, a row a kind and a column a draw."""
        kinds = self._kinds
        keys, span = kinds.keys[rows], kinds.span[rows]
        totals = kinds.low[rows] @ self._weights.T
        for question, (share, stream) in enumerate(zip(self._weights.T, self._streams, strict=True)):
            open_ = np.flatnonzero(span[:, question])
            above = _uniform(keys[open_, None] ^ stream, span[open_, question, None])
            above *= share
            totals[open_] += above
        return totals

    def slabs(self) -> Iterator[tuple[slice, NDArray[np.int16]]]:
        """All kinds, some at a time: a row a draw and a column a kind, in whole tenths rounded half up."""
        count, size = len(self._kinds), max(_BLOCKS_RANKED * _AT_ONCE // self.number, 1)
        if self._kept is None and count * self.number <= _MOST_KEPT:
            self._kept = self._tenths(slice(0, count))
        for start in range(0, count, size):
            at = slice(start, min(start + size, count))
            yield at, self._tenths(at) if self._kept is None else self._kept[:, at]

    def are_behind(self, rows: NDArray[np.int64], leader: int, enough: int) -> NDArray[np.bool_]:
        """Whether each of some kinds has a lower total than a leader in enough draws."""
        behind, unsure = np.zeros(len(rows), dtype=np.bool_), np.arange(len(rows))
        if self._kept is not None:  # tenths are lower only where totals are, which decides nearly all
            tenths, level = self._kept[:, rows], self._kept[:, leader, None]
            behind = np.count_nonzero(tenths < level, axis=0) >= enough
            unsure = np.flatnonzero(~behind & (np.count_nonzero(tenths <= level, axis=0) >= enough))
        if len(unsure):
            below = self.of(rows[unsure]) < self.of(slice(leader, leader + 1))
            behind[unsure] = np.count_nonzero(below, axis=1) >= enough
        return behind

    def _tenths(self, rows: slice) -> NDArray[np.int16]:
        tenths = np.empty((self.number, rows.stop - rows.start), dtype=np.int16)
        size = max(_AT_ONCE // self.number, 1)
        for start in range(rows.start, rows.stop, size):
            at = slice(start, min(start + size, rows.stop))
            tenths[:, at.start - rows.start : at.stop - rows.start] = (self.of(at) / _WHOLE + 0.5).astype(np.int16).T
        return tenths


def _hashed(points: NDArray[np.int64]) -> NDArray[np.uint64]:
    """One number for each row of points."""
    keys = np.zeros(len(points), dtype=np.uint64)
    for column in points.T:
        keys = _mixed(keys + column.astype(np.uint64))
    return keys


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers that show no pattern of those they come from: one step of SplitMix64 (Steele, Lea and Flood, 2014)."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    shifted = np.empty_like(mixed)  # one for all steps: memory that is new each time takes longer than they do
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed ^= np.right_shift(mixed, np.uint64(shift), out=shifted)
        mixed *= np.uint64(factor)
    mixed ^= np.right_shift(mixed, np.uint64(31), out=shifted)
    return mixed


def _uniform(numbers: NDArray[np.uint64], most: NDArray[np.float64]) -> NDArray[np.float64]:
    """Numbers from 0 to `most`, made from the numbers given."""
    mixed = _mixed(numbers)
    mixed >>= np.uint64(11)
    return mixed * (most * 2.0**-53)  # a power of two, so that the result is rounded once, as `most` times a share is


def _ranks(kinds: _Kinds, draws: _Draws) -> Callable[[NDArray[np.int16]], NDArray[np.integer[Any]]]:
    """What gives the rank of drawn totals in their draws, which are rows: 1 plus the clinics that are above.

    Of many kinds the clinics at each possible total are counted once, in a table; of a few, each is compared.
    """
    if len(kinds) <= _FEW:
        every = np.hstack([np.empty((draws.number, 0), dtype=np.int16), *(tenths for _, tenths in draws.slabs())])
        clinics_of = kinds.counts.astype(np.int32)
        return lambda tenths: 1 + ((every[:, :, None] > tenths[:, None]) * clinics_of[:, None]).sum(axis=1)
    clinics, weights = np.zeros((draws.number, _STEPS)), kinds.counts.astype(np.float64)
    for at, tenths in draws.slabs():
        for draw, row in enumerate(tenths):  # a table of one draw stays in the processor's cache
            clinics[draw] += np.bincount(row, weights=weights[at], minlength=_STEPS)
    up_to = np.cumsum(clinics, axis=1).astype(np.int32)
    table = 1 + up_to[:, -1:] - up_to
    return lambda tenths: np.stack([ranks.take(row) for ranks, row in zip(table, tenths, strict=True)])


def _tiers(kinds: _Kinds, draws: _Draws, rule: RobustnessRule) -> NDArray[np.int64]:
    """The tier of each kind.

    From a leader on, the next tier begins below the last kind that is not clearly behind it. So kinds are looked at
    from the last one up, as far as that one; those that the leader beats on every question need no draws.
    """
    opens = np.searchsorted(-kinds.score, -kinds.score)  # of each kind, the first with the same score
    starts = [0]
    enough = -(-rule.draws * rule.beats_percent // 100)
    block = max(_AT_ONCE // rule.draws, 1)
    while len(kinds):
        leader = starts[-1]
        far = int(np.searchsorted(-kinds.score, 10 * rule.tier_points - kinds.score[leader]))
        dominated = (kinds.low[far:] + kinds.span[far:] <= kinds.low[leader]).all(axis=1)
        unsure = far + np.flatnonzero(~dominated)
        last = far - 1  # the last kind that is not clearly behind
        for stop in range(len(unsure), 0, -block):
            rows = unsure[max(stop - block, 0) : stop]
            behind = draws.are_behind(rows, leader, enough)
            if not behind.all():
                last = int(rows[np.flatnonzero(~behind)[-1]])
                break
        start = int(np.searchsorted(-kinds.score, -kinds.score[last], side="right"))
        if start >= len(kinds):
            break
        starts.append(start)
    return np.searchsorted(starts, opens, side="right")
