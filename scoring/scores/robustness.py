"""How robust a rank is: ranks under drawn weights and open questions, and tiers from the same draws."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from scoring.rubric import RobustnessRule, Rubric
from scoring.scores.drawn_totals import DrawnTotals
from scoring.scores.points import FULL
from scoring.scores.profiles import Profiles
from scoring.scores.totals import Totals, whole_weights

_STEPS = FULL + 1  # points are tenths from 0 to 1000, so ranks are found by counting and never by sorting clinics
_FEW = 24  # kinds for which comparing all is faster than a table of a million totals
_MOST_RECENT = 4  # weightings whose table of ranks is kept, 4 MB each: turning a page needs it again

_Ranked = Callable[[NDArray[np.int16]], NDArray[np.integer[Any]]]


class Robustness:
    """How robust ranks are, by profile; -1 if unscored. Computed when first asked for, and only as far as asked.

    Ranges are those that the draws leave likely, including the rank itself. A tier of 1 is the first. Every clinic of a
    tier below scores at least the rubric's `tier_points` less than the leader of a tier above it, and is behind it in
    at least `beats_percent` of the draws. Tied scores share a tier.

    They are kept for every reader's weights, so they are integers of few bits.
    """

    def __init__(self, profiles: Profiles, totals: Totals, weights: Mapping[str, float], rubric: Rubric) -> None:
        self._profiles, self._totals, self._rule = profiles, totals, rubric.robustness
        self._shares = whole_weights(weights)
        self._kept: Callable[[], DrawnRanks | None] = _nothing

    @property
    def rank_low(self) -> NDArray[np.int32]:
        """The best rank that is likely, of every profile."""
        return self._ranges[0, :]

    @property
    def rank_high(self) -> NDArray[np.int32]:
        """The worst rank that is likely, of every profile."""
        return self._ranges[1, :]

    @cached_property
    def tier(self) -> NDArray[np.int16]:
        """The tier of every profile."""
        drawn = self._drawn()
        return _spread(drawn.tier, drawn.kinds.kind).astype(np.int16)

    def ranges(self, profiles: NDArray[np.integer[Any]] | slice) -> NDArray[np.int32]:
        """The best and the worst likely rank (2 x profiles) of some profiles, by number: what a page of them needs."""
        if isinstance(profiles, slice) or "_ranges" in vars(self):
            return self._ranges[:, profiles]
        drawn = self._drawn()
        kinds, kind = np.unique(drawn.kinds.kind[profiles], return_inverse=True)
        scored = kinds >= 0
        likely = np.full((2, len(kinds)), -1, dtype=np.int32)
        likely[:, scored] = _likely_ranks(drawn.draws, drawn.ranked, self._rule, kinds[scored])
        return _around(self._totals.rank[profiles], likely[:, kind])

    @cached_property
    def _ranges(self) -> NDArray[np.int32]:
        drawn = self._drawn(every=True)
        likely = _likely_ranks(drawn.draws, drawn.ranked, self._rule) if drawn.likely is None else drawn.likely
        return _around(self._totals.rank, _spread(likely, drawn.kinds.kind))

    def _drawn(self, *, every: bool = False) -> DrawnRanks:
        """The last draws if they are still kept; otherwise new ones, with the likely ranks of every kind or without."""
        drawn = self._kept()
        if drawn is None:
            drawn = DrawnRanks.of(self._profiles, self._totals, self._shares, self._rule, every=every)
            _recent.append(drawn)
            self._kept = ref(drawn)
        return drawn


def _nothing() -> None:
    """The placeholder before anything was drawn."""


def _spread(of_kind: NDArray[Any], kind: NDArray[np.int32]) -> NDArray[Any]:
    """What each profile has of what each kind has, -1 without a kind."""
    unscored = np.full((*of_kind.shape[:-1], 1), -1, dtype=of_kind.dtype)
    return np.concatenate([of_kind, unscored], axis=-1)[..., kind]


def _around(rank: NDArray[np.int64], likely: NDArray[Any]) -> NDArray[np.int32]:
    """Ranges wide enough for the rank itself."""
    return np.stack([np.minimum(rank, likely[0]), np.maximum(rank, likely[1])]).astype(np.int32)


@dataclass(frozen=True)
class _Kinds:
    """The distinct combinations of points among scored profiles, best first, independent of the order of rows.

    Flags make no difference. Clinics of one kind share their draws: only the order of the file distinguishes them,
    which must change nothing. Ties: the narrowest range first, then the lowest points that have weight.
    `kind`: of each profile, -1 if unscored. `low`, `span`: whole tenths by question. `counts`: clinics.
    """

    kind: NDArray[np.int32]
    low: NDArray[np.int64]
    span: NDArray[np.int64]
    score: NDArray[np.int64]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, profiles: Profiles, totals: Totals, weighted: NDArray[np.bool_]) -> _Kinds:
        combinations, scored = profiles.combinations, np.flatnonzero(totals.scored)
        codes = combinations.codes[scored]
        example = np.full(combinations.number, -1, dtype=np.int64)  # scored, as others with these points need not be
        example[codes] = scored
        at = example[example >= 0]
        low, high = (points[at].astype(np.int64) for points in (profiles.low, profiles.high))
        score, width = (numbers[at].astype(np.int64) for numbers in (totals.score, totals.high - totals.low))
        order = np.lexsort([*(low * _STEPS + high)[:, weighted].T[::-1], width, -score])
        of_combination = np.full(combinations.number, -1, dtype=np.int32)
        of_combination[np.flatnonzero(example >= 0)[order]] = np.arange(len(order))
        clinics = np.bincount(codes, weights=profiles.counts[scored], minlength=combinations.number)
        return cls(
            kind=np.where(totals.scored, of_combination[combinations.codes], np.int32(-1)),
            low=low[order],
            span=(high - low)[order],
            score=score[order],
            counts=clinics[example >= 0][order].astype(np.int64),
        )


@dataclass(frozen=True, eq=False)
class DrawnRanks:
    """What ranks and tiers of one weighting are computed from.

    `draws`: which draw again when asked. `ranked`: gives the rank of drawn totals in their draws. `tier`: of each kind.
    `likely`: the likely ranks of every kind (2 x kinds), None if only some were needed.
    """

    kinds: _Kinds
    draws: DrawnTotals
    ranked: _Ranked
    tier: NDArray[np.int64]
    likely: NDArray[np.int64] | None

    @classmethod
    def of(
        cls, profiles: Profiles, totals: Totals, shares: NDArray[np.int64], rule: RobustnessRule, *, every: bool
    ) -> DrawnRanks:
        """Draw for all profiles; with the likely ranks of every kind, or without."""
        kinds = _Kinds.of(profiles, totals, shares > 0)
        draws = DrawnTotals(kinds.low, kinds.span, shares, rule)
        kept = draws.kept()  # for the passes below, and no longer
        ranked = _ranked(kinds, kept)
        likely = _likely_ranks(kept, ranked, rule) if every else None
        return cls(kinds, draws, ranked, _tiers(kinds, kept, rule), likely)


_recent: deque[DrawnRanks] = deque(maxlen=_MOST_RECENT)  # keeps them alive; others hold only a weak reference


def _ranked(kinds: _Kinds, draws: DrawnTotals) -> _Ranked:
    """A function that gives the rank of drawn totals in their draws, which are rows: 1 plus the clinics above.

    With many kinds the clinics at each possible total are counted once, in a table; with a few, each is compared.
    """
    if len(draws) <= _FEW:
        every = np.hstack([np.empty((draws.draws, 0), dtype=np.int16), *(tenths for _, tenths in draws.slabs())])
        clinics_of = kinds.counts.astype(np.int32)
        return lambda tenths: 1 + ((every[:, :, None] > tenths[:, None]) * clinics_of[:, None]).sum(axis=1)
    clinics, weights = np.zeros((draws.draws, _STEPS)), kinds.counts.astype(np.float64)
    for at, tenths in draws.slabs():
        for draw, row in enumerate(tenths):  # a table of one draw stays in the processor's cache
            clinics[draw] += np.bincount(row, weights=weights[at], minlength=_STEPS)
    up_to = np.cumsum(clinics, axis=1).astype(np.int32)
    table = 1 + up_to[:, -1:] - up_to
    return lambda tenths: np.stack([ranks.take(row) for ranks, row in zip(table, tenths, strict=True)])


def _likely_ranks(
    draws: DrawnTotals, ranked: _Ranked, rule: RobustnessRule, kinds: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """The rule's low and high percentile of the ranks drawn (2 x kinds), of all or of some kinds."""
    low, high = ((rule.draws - 1) * rule.low_percentile // 100, -((1 - rule.draws) * rule.high_percentile // 100))
    likely = np.empty((2, len(draws) if kinds is None else len(kinds)), dtype=np.int64)
    for at, tenths in draws.slabs(kinds):
        ranks = ranked(tenths).T.copy()
        ranks.sort(axis=1)  # for a thousand numbers faster than partitioning them
        likely[:, at] = ranks[:, [low, high]].T
    return likely


def _tiers(kinds: _Kinds, draws: DrawnTotals, rule: RobustnessRule) -> NDArray[np.int64]:
    """The tier of each kind.

    The tier after a leader's begins below the last kind that is not clearly behind it. So kinds are checked from the
    last one up, as far as that one; those that the leader beats on every question need no draws.
    """
    opens = np.searchsorted(-kinds.score, -kinds.score)  # of each kind, the first with the same score
    starts = [0]
    enough = -(-rule.draws * rule.beats_percent // 100)
    while len(draws):
        leader = starts[-1]
        far = int(np.searchsorted(-kinds.score, 10 * rule.tier_points - kinds.score[leader]))
        unsure = far + np.flatnonzero(~draws.dominated_by(leader, slice(far, None)))
        last = far - 1  # the last kind that is not clearly behind
        for stop in range(len(unsure), 0, -draws.at_once):
            rows = unsure[max(stop - draws.at_once, 0) : stop]
            behind = draws.are_behind(rows, leader, enough)
            if not behind.all():
                last = int(rows[np.flatnonzero(~behind)[-1]])
                break
        start = int(np.searchsorted(-kinds.score, -kinds.score[last], side="right"))
        if start >= len(draws):
            break
        starts.append(start)
    return np.searchsorted(starts, opens, side="right")
