"""Profiles and weights to totals, grades and ranks: whole-number arithmetic on one row per profile."""

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
from scoring.wording import shown_value

_FINEST_WEIGHT = 1_000_000  # weights are whole millionths, so that sums are exact
GRADES = "ABCDF"
_LETTERS = np.array([*GRADES, ""])


@dataclass(frozen=True)
class Totals:
    """Scores, grades and ranks. One entry per profile; unscored: -1 in scores and ranks, "" in grades.

    `score`: tenths that are sure. `low`, `high`: tenths, the bounds of what the record leaves possible; `low` is
    the score unless the rubric counts open questions at the middle. `coverage`: tenths. `counted`: tenths that each
    question counts with (profiles x questions). `earned`, `earned_high`: grades of `score` and `high` before caps.
    `grade`: the lowest grade whatever the open words mean, `grade_high` the highest. `rank`: 1 is best, within the
    whole file.

    Totals are kept for every reader's weights, so they are stored in few bytes: tenths and places in `GRADES` as arrays
    of 16 and 8 bits, from which properties make arrays to calculate with.
    """

    scored: NDArray[np.bool_]
    counted: NDArray[np.int32]
    _tenths: Mapping[str, NDArray[np.int16]]
    _grades: Mapping[str, NDArray[np.int8]]
    _rank: NDArray[np.int32]

    @property
    def score(self) -> NDArray[np.int64]:
        """Tenths."""
        return self._tenths["score"].astype(np.int64)

    @property
    def low(self) -> NDArray[np.int64]:
        """Tenths."""
        return self._tenths["low"].astype(np.int64)

    @property
    def high(self) -> NDArray[np.int64]:
        """Tenths."""
        return self._tenths["high"].astype(np.int64)

    @property
    def coverage(self) -> NDArray[np.int64]:
        """Tenths."""
        return self._tenths["coverage"].astype(np.int64)

    @property
    def rank(self) -> NDArray[np.int64]:
        """Ranks from 1."""
        return self._rank.astype(np.int64)

    @property
    def earned(self) -> NDArray[np.str_]:
        """Letters."""
        return _LETTERS[self._grades["earned"]]

    @property
    def earned_high(self) -> NDArray[np.str_]:
        """Letters."""
        return _LETTERS[self._grades["earned_high"]]

    @property
    def grade(self) -> NDArray[np.str_]:
        """Letters."""
        return _LETTERS[self._grades["grade"]]

    @property
    def grade_high(self) -> NDArray[np.str_]:
        """Letters."""
        return _LETTERS[self._grades["grade_high"]]


def checked_weights(weights: Mapping[str, float] | None, rubric: Rubric) -> Mapping[str, float]:
    """Weights by question, the rubric's if none is given. Raises `BadSettings`."""
    if not isinstance(weights, Mapping | None):
        raise BadSettings(
            f"weights: expected a number for each of {', '.join(QUESTIONS)}, found {shown_value(weights)}."
        )
    given = dict(weights or {})
    unknown = sorted(map(shown_value, set(given) - set(QUESTIONS)))
    if unknown:
        raise BadSettings(f"weights: expected {', '.join(QUESTIONS)}, found {', '.join(unknown)}.")
    complete: dict[str, float] = {**rubric.weights, **given}
    for question, weight in complete.items():
        if isinstance(weight, bool) or not isinstance(weight, Real) or not 0 <= weight <= 100:
            raise BadSettings(f"weights: {question}: expected a number from 0 to 100, found {shown_value(weight)}.")
    if not any(round(weight * _FINEST_WEIGHT) for weight in complete.values()):
        raise BadSettings("weights: all four are 0, so nothing can be scored. Give at least one more weight.")
    return MappingProxyType({question: complete[question] for question in QUESTIONS})


def whole_weights(weights: Mapping[str, float]) -> NDArray[np.int64]:
    """The weights in the order of `QUESTIONS`, in whole millionths."""
    return np.array([round(weights[question] * _FINEST_WEIGHT) for question in QUESTIONS], dtype=np.int64)


def totals(profiles: Profiles, weights: Mapping[str, float], rubric: Rubric) -> Totals:
    """Weigh the four questions of every profile; `weights` as `checked_weights` gives them."""
    shares = whole_weights(weights)
    middle = rubric.open_questions.counts == "middle"
    counted = (profiles.low + profiles.high + 1) // 2 if middle else profiles.low
    scored = is_scored(profiles.known, shares, rubric.coverage)

    def weighed(points: NDArray[np.int32]) -> NDArray[np.int64]:
        return np.where(scored, weighted_mean(points.astype(np.int64), shares), -1)

    score, highest = weighed(counted), weighed(profiles.high)
    tenths = {
        "score": score,
        "low": weighed(profiles.low) if middle else score,
        "high": highest,
        "coverage": weighted_mean(profiles.known * np.int64(FULL), shares),
    }
    earned, earned_high = _earned(score, rubric), _earned(highest, rubric)
    caps = caps_that_count(weights, rubric)
    grades = {
        "earned": earned,
        "earned_high": earned_high,
        "grade": _capped(earned, profiles.possible, caps),
        "grade_high": _capped(earned_high, profiles.certain, caps),
    }
    return Totals(
        scored=scored,
        counted=counted,
        _tenths={name: numbers.astype(np.int16) for name, numbers in tenths.items()},
        _grades={name: np.where(scored, places, len(GRADES)).astype(np.int8) for name, places in grades.items()},
        _rank=_ranks(score, scored, profiles.counts).astype(np.int32),
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


def _earned(score: NDArray[np.int64], rubric: Rubric) -> NDArray[np.int64]:
    """The grade that each score earns, by its index in `GRADES`."""
    lowest_first = rubric.grades.steps[::-1]
    edges = np.array([10 * least for _, least in lowest_first])
    places = np.array([GRADES.index(name) for name, _ in lowest_first])
    return places[np.maximum(np.searchsorted(edges, score, side="right") - 1, 0)]


def _capped(earned: NDArray[np.int64], flags: NDArray[np.int32], caps: Mapping[str, str]) -> NDArray[np.int64]:
    """The worst of the grade earned and of the caps whose flag is among the bits, by their index in `GRADES`."""
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
