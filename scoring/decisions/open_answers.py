"""How open answers could change an order: who is surely ahead, which answer lets another pass, possible ranks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.decisions.pair import Pair, weighted_sides
from scoring.review import Review
from scoring.rubric import QUESTIONS
from scoring.scores import Profiles, Totals, clinics_above


@dataclass(frozen=True)
class OpenAnswer:
    """A question that the clinic behind leaves open, in tenths of points.

    `low`, `high`: what is sure and what is possible. `passes_from`: the least that puts it ahead while its other
    answers count as they do now; None if this answer alone is not enough.
    """

    question: str
    low: int
    high: int
    passes_from: int | None


def surely_ahead(pair: Pair) -> bool:
    """Whether the one ahead stays ahead whatever the open answers of both turn out to be, under these weights."""
    return pair.ahead.low > pair.behind.high


def could_pass(pair: Pair) -> bool:
    """Whether some answers put the one behind ahead, under these weights.

    If neither this nor `surely_ahead` holds, the two can at most tie.
    """
    return pair.behind.high > pair.ahead.low


def surely_ahead_at_any_weights(pair: Pair) -> bool:
    """Whether the one ahead is sure of at least as much on every question as the other leaves possible."""
    return surely_ahead(pair) and all(difference >= 0 for difference in pair.sure_differences)


def surely_ahead_within(pair: Pair, percent: int) -> bool:
    """Whether no answers put the other ahead, with every weight up to this many percent lower or higher."""
    return _least_lead(pair, percent) > 0


def surely_not_behind_within(pair: Pair, percent: int) -> bool:
    """Whether answers and such weights together can at most make the two tie."""
    return _least_lead(pair, percent) >= 0


def _least_lead(pair: Pair, percent: int) -> int:
    """The lead that remains under the worst answers and weights, times a hundred times the sum of the weights."""
    ahead, behind = weighted_sides(pair.weights, pair.sure_differences)
    return (100 - percent) * ahead - (100 + percent) * behind


def open_answers(pair: Pair) -> tuple[OpenAnswer, ...]:
    """The questions that the one behind leaves open and that have weight, those that could change most first."""
    whole, behind = pair.whole, pair.behind
    weighed = sum(weight * points for weight, points in zip(pair.weights, behind.counted, strict=True))
    # Rounded half up, a score exceeds the other's from here on; twice the sum of weight times points, so it is whole.
    needed = 2 * whole * (pair.ahead.score + 1) - whole
    answers = []
    for place, weight in enumerate(pair.weights):
        low, high = behind.lows[place], behind.highs[place]
        if weight and low < high:
            rest = weighed - weight * behind.counted[place]
            least = max(low, -((2 * rest - needed) // (2 * weight)))
            answer = OpenAnswer(QUESTIONS[place], low, high, least if least <= high else None)
            answers.append((weight * (high - low), answer))
    return tuple(answer for _, answer in sorted(answers, key=lambda effect: -effect[0]))


@dataclass(frozen=True)
class PossibleRanks:
    """The best and the worst rank that are possible under these weights, whatever the open answers are.

    One entry per profile; -1 without a score. Exact: every open answer of any clinic may be anything in its range.
    """

    best: NDArray[np.int64]
    worst: NDArray[np.int64]


def possible_ranks(profiles: Profiles, totals: Totals) -> PossibleRanks:
    """By counting: surely ahead are clinics with more sure than this one leaves possible; maybe ahead, the converse."""
    scored = totals.scored
    counts = profiles.counts[scored]
    itself = totals.high > totals.low  # counted among those that may be ahead
    return PossibleRanks(
        best=np.where(scored, 1 + clinics_above(totals.low[scored], counts)[totals.high], -1),
        worst=np.where(scored, 1 + clinics_above(totals.high[scored], counts)[totals.low] - itself, -1),
    )


def unbeaten(review: Review) -> NDArray[np.bool_]:
    """The clinics that nobody in the file is surely ahead of, one entry per clinic; never an unscored one."""
    best = possible_ranks(review.profiles, review.totals).best
    mask: NDArray[np.bool_] = (best == 1)[review.profiles.codes]
    return mask
