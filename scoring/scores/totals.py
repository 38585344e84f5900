"""Profiles and weights to totals, grades and ranks: whole-number arithmetic on one row a profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from scoring.errors import BadSettings
from scoring.rubric import QUESTIONS, Coverage, Rubric
from scoring.scores.points import FULL
from scoring.scores.profiles import Profiles, flag_bit

_FINEST_WEIGHT = 1_000_000  # weights are whole millionths, so that sums are exact
GRADES = "ABCDF"


@dataclass(frozen=True)
class Totals:
    """One entry a profile. Unscored: -1 in scores and ranks, "" in grades.

    `score`: tenths, what the record makes sure. `low`, `high`: tenths, the bounds of what it leaves possible; `low` is
    the score unless the rubric counts open questions at the middle. `coverage`: tenths. `counted`: tenths that each
    question counts with (profiles x questions). `earned`, `earned_high`: grades of `score` and `high` before caps.
    `grade`: the lowest grade whatever the open words mean, `grade_high` the highest. `rank`: 1 is best, within the
    whole file.
    """

    scored: NDArray[np.bool_]
    score: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    coverage: NDArray[np.int64]
    counted: NDArray[np.int64]
    earned: NDArray[np.str_]
    earned_high: NDArray[np.str_]
    grade: NDArray[np.str_]
    grade_high: NDArray[np.str_]
    rank: NDArray[np.int64]


def checked_weights(weights: Mapping[str, float] | None, rubric: Rubric) -> Mapping[str, float]:
    """Weights by question, the rubric's where none is given. Raises `BadSettings`."""
    if not isinstance(weights, Mapping | None):
        raise BadSettings(f"weights: expected a number for each of {', '.join(QUESTIONS)}, found {weights!r}.")
    given = dict(weights or {})
    unknown = sorted(map(repr, set(given) - set(QUESTIONS)))
    if unknown:
        raise BadSettings(f"weights: expected {', '.join(QUESTIONS)}, found {', '.join(unknown)}.")
    complete: dict[str, float] = {**rubric.weights, **given}
    for question, weight in complete.items():
        if isinstance(weight, bool) or not isinstance(weight, Real) or not 0 <= weight <= 100:
            raise BadSettings(f"weights: {question}: expected a number from 0 to 100, found {weight!r}.")
    if not any(round(weight * _FINEST_WEIGHT) for weight in complete.values()):
        raise BadSettings("weights: all four are 0, so nothing can be scored. Give at least one more weight.")
    return MappingProxyType({question: complete[question] for question in QUESTIONS})


def whole_weights(weights: Mapping[str, float]) -> NDArray[np.int64]:
    """The weights in the order of `QUESTIONS`, in whole millionths."""
    return np.array([round(weights[question] * _FINEST_WEIGHT) for question in QUESTIONS], dtype=np.int64)


def totals(profiles: Profiles, weights: Mapping[str, float], rubric: Rubric) -> Totals:
    """Weigh the four questions of every profile; `weights` as `checked_weights` gives them."""
    shares = whole_weights(weights)
    low, high = (a.astype(np.int64) for a in (profiles.low, profiles.high))
    counted = (low + high + 1) // 2 if rubric.open_questions.counts == "middle" else low
    scored = is_scored(profiles.known, shares, rubric.coverage)
    score, lowest, highest = (np.where(scored, weighted_mean(points, shares), -1) for points in (counted, low, high))
    earned, earned_high = _grades(score, rubric), _grades(highest, rubric)
    caps = caps_that_count(weights, rubric)
    names = np.array([*GRADES, ""])

    def shown(grades: NDArray[np.int64]) -> NDArray[np.str_]:
        return names[np.where(scored, grades, len(GRADES))]

    return Totals(
        scored=scored,
        score=score,
        low=lowest,
        high=highest,
        coverage=weighted_mean(profiles.known * np.int64(FULL), shares),
        counted=counted,
        earned=shown(earned),
        earned_high=shown(earned_high),
        grade=shown(_capped(earned, profiles.possible, caps)),
        grade_high=shown(_capped(earned_high, profiles.certain, caps)),
        rank=_ranks(score, scored, profiles.counts),
    )


def weighted_mean(points: NDArray[np.int64], shares: NDArray[np.int64]) -> NDArray[np.int64]:
    """The mean of points (rows x questions), in their unit, halves rounded up.

    `shares`: whole weights by question, or a column for each of several weightings (questions x weightings), which
    gives a column each. Every weighting has a weight above 0.
    """
    whole = shares.sum(axis=0)
    mean: NDArray[np.int64] = (2 * (points @ shares) + whole) // (2 * whole)
    return mean


def is_scored(known: NDArray[np.bool_], shares: NDArray[np.int64], rule: Coverage) -> NDArray[np.bool_]:
    """Whether enough is known for a score; `known` (rows x questions), `shares` as for `weighted_mean`."""
    enough_weight = known @ shares * 100 >= rule.least_percent * shares.sum(axis=0)
    answered = known.astype(np.int64) @ (shares > 0)
    scored: NDArray[np.bool_] = enough_weight & (answered >= rule.least_questions)
    return scored


def _grades(score: NDArray[np.int64], rubric: Rubric) -> NDArray[np.int64]:
    """The grade that each score earns, by its place in `GRADES`."""
    lowest_first = rubric.grades.steps[::-1]
    edges = np.array([10 * least for _, least in lowest_first])
    places = np.array([GRADES.index(name) for name, _ in lowest_first])
    return places[np.maximum(np.searchsorted(edges, score, side="right") - 1, 0)]


def _capped(earned: NDArray[np.int64], flags: NDArray[np.int32], caps: Mapping[str, str]) -> NDArray[np.int64]:
    """The worst of the grade earned and of the caps whose flag is among the bits; places in `GRADES`."""
    worst = earned
    for code, cap in caps.items():
        worst = np.where((flags & flag_bit(code)) != 0, np.maximum(worst, GRADES.index(cap)), worst)
    return worst


def caps_that_count(weights: Mapping[str, float], rubric: Rubric) -> dict[str, str]:
    """The flags that cap the grade under these weights, with the best grade that each allows.

    A cap of no question always counts; another only while one of its questions has weight.
    """
    return {
        code: flag.cap
        for code, flag in rubric.flags.items()
        if flag.cap and (not flag.questions or any(weights[question] > 0 for question in flag.questions))
    }


def _ranks(score: NDArray[np.int64], scored: NDArray[np.bool_], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """1 plus the clinics with a higher score, by counting: there are 1,001 scores, so nothing is sorted."""
    return np.where(scored, 1 + clinics_above(score[scored], counts[scored])[score], -1)


def clinics_above(score: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many clinics have more than each score from 0 to 1000 tenths (int64, 1,001 entries).

    `score`: in tenths, of profiles that have one. `counts`: their clinics.
    """
    at = np.bincount(score, weights=counts, minlength=FULL + 1).astype(np.int64)
    above: NDArray[np.int64] = at.sum() - np.cumsum(at)
    return above
