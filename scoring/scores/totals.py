"""Profiles and weights to totals, grades and ranks: whole-number arithmetic on one row a profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from scoring.errors import BadSettings
from scoring.rubric import QUESTIONS, Rubric
from scoring.scores.profiles import Profiles, flag_bit
from scoring.scores.questions import EMPTY, FULL

_FINEST_WEIGHT = 1_000_000  # weights are whole millionths, so that sums are exact
GRADES = "ABCDF"


@dataclass(frozen=True)
class Totals:
    """One entry a profile. Unscored: -1 in scores and ranks, "" in `grade`.

    `score`, `low`, `high`, `coverage`: tenths. `earned`: grade before caps. `counted`: tenths that each question
    counts with, the middle of its range where it is empty (profiles x questions). `rank`: 1 is best, within the
    whole file.
    """

    scored: NDArray[np.bool_]
    score: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    coverage: NDArray[np.int64]
    counted: NDArray[np.int64]
    earned: NDArray[np.str_]
    grade: NDArray[np.str_]
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
    whole = int(shares.sum())
    value, low, high = (a.astype(np.int64) for a in (profiles.value, profiles.low, profiles.high))
    stated = value != EMPTY
    counted = np.where(stated, value, (low + high + 1) // 2)

    def mean(points: NDArray[np.int64]) -> NDArray[np.int64]:
        return (2 * (points @ shares) + whole) // (2 * whole)

    share = stated @ shares
    rule = rubric.coverage
    questions = (stated & (shares > 0)).sum(axis=1)
    scored = (share * 100 >= rule.least_percent * whole) & (questions >= rule.least_questions)
    score, lowest, highest = (np.where(scored, mean(points), -1) for points in (counted, low, high))
    earned = _grades(score, rubric)
    grade = _capped(earned, profiles.flags, share < whole, shares, rubric)
    blank = np.where(scored, "", "-")
    return Totals(
        scored=scored,
        score=score,
        low=lowest,
        high=highest,
        coverage=(2 * share * FULL + whole) // (2 * whole),
        counted=counted,
        earned=np.where(blank == "", earned, ""),
        grade=np.where(blank == "", grade, ""),
        rank=_ranks(score, scored, profiles.counts),
    )


def _grades(score: NDArray[np.int64], rubric: Rubric) -> NDArray[np.str_]:
    lowest_first = rubric.grades.steps[::-1]
    edges = np.array([10 * least for _, least in lowest_first])
    names = np.array([name for name, _ in lowest_first])
    return names[np.maximum(np.searchsorted(edges, score, side="right") - 1, 0)]


def _capped(
    earned: NDArray[np.str_],
    flags: NDArray[np.int32],
    partial: NDArray[np.bool_],
    shares: NDArray[np.int64],
    rubric: Rubric,
) -> NDArray[np.str_]:
    """The worst of the grade earned and of the caps that count; a cap counts while its question has weight."""
    worst: NDArray[np.int64] = np.array([GRADES.index(grade) for grade in earned])
    worst = np.where(partial, np.maximum(worst, GRADES.index(rubric.coverage.cap)), worst)
    for code, cap in caps_that_count(shares, rubric).items():
        hit = (flags & flag_bit(code)) != 0
        worst = np.where(hit, np.maximum(worst, GRADES.index(cap)), worst)
    return np.array(list(GRADES))[worst]


def caps_that_count(weights: NDArray[np.int64] | Mapping[str, float], rubric: Rubric) -> dict[str, str]:
    """The flags that cap the grade under these weights, with the best grade that each allows."""
    by_question = weights if isinstance(weights, Mapping) else dict(zip(QUESTIONS, weights, strict=True))
    return {
        code: flag.cap
        for code, flag in rubric.flags.items()
        if flag.cap and (flag.question is None or by_question[flag.question] > 0)
    }


def _ranks(score: NDArray[np.int64], scored: NDArray[np.bool_], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """1 plus the clinics with a higher score, by counting: there are 1,001 scores, so nothing is sorted."""
    at = np.bincount(score[scored], weights=counts[scored], minlength=FULL + 1).astype(np.int64)
    higher = at.sum() - np.cumsum(at)
    return np.where(scored, 1 + higher[score], -1)
