"""How much each question and column matters in one file: its share of the differences, and how far scores move."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import pandas as pd

from scoring.limits import Clock, Limits
from scoring.recognition import NOTHING, Coded, Records
from scoring.review import Review
from scoring.rubric import QUESTIONS, Rubric
from scoring.scores import Profiles, profiles, totals, whole_weights
from scoring.vocabulary import DIMENSIONS

T = TypeVar("T")


def question_shares(review: Review) -> pd.Series[float]:
    """What share of the differences between scores each question carries; by question, sums to 1.

    The covariance of its weighted points with the score, divided by the variance of the score. All missing if no two
    scores differ.
    """
    scored, counts = review.totals.scored, review.profiles.counts
    shares = whole_weights(review.weights)
    parts = review.totals.counted[scored] * shares / shares.sum()
    clinics = counts[scored]
    if len(parts) == 0:
        return pd.Series(np.nan, index=list(QUESTIONS))
    centered = parts - np.average(parts, axis=0, weights=clinics)
    score = centered.sum(axis=1)
    variance = float(np.average(score**2, weights=clinics))
    covariances = np.average(centered * score[:, None], axis=0, weights=clinics)
    return pd.Series(covariances / variance if variance > 0 else np.nan, index=list(QUESTIONS))


def column_falls(review: Review, every: int = 1) -> pd.DataFrame:
    """How far scores fall if one column is left blank, over the clinics that have a score now.

    `every`: 10 to use only every tenth clinic. Each column takes another pass over them.
    Index: the four dimension columns. Columns: mean, most (float64, points). Imaging acts in two questions.
    """
    records, rubric = _every(review.understood, every), review.rubric
    codes = review.profiles.codes[::every]
    scored = review.totals.scored[codes]
    before = _points(review.profiles, review)[codes]
    falls = {}
    for dimension in DIMENSIONS:
        blank = Coded(np.zeros_like(records.stated[dimension].codes), (NOTHING,))
        silent = replace(records, stated=MappingProxyType({**records.stated, dimension: blank}))
        after = profiles(silent, rubric, review.reviewed_on, Clock(Limits()))
        fall = (before - _points(after, review)[after.codes])[scored]
        falls[dimension] = (fall.mean(), fall.max()) if len(fall) else (np.nan, np.nan)
    return pd.DataFrame.from_dict(falls, orient="index", columns=["mean", "most"])


def _every(records: Records, step: int) -> Records:
    """What a sample of clinics states, as far as answers depend on it."""
    return replace(
        records,
        rows=records.rows[::step],
        stated=MappingProxyType({name: _of_every(coded, step) for name, coded in records.stated.items()}),
        country=_of_every(records.country, step),
        as_of=_of_every(records.as_of, step),
    )


def _of_every(coded: Coded[T], step: int) -> Coded[T]:
    return Coded(coded.codes[::step], coded.values)


def _points(answers: Profiles, review: Review) -> np.ndarray:
    """The weighted mean of what counts, in points with decimals, whether there is a score or not; by profile."""
    shares = whole_weights(review.weights)
    counted = totals(answers, review.weights, review.rubric).counted
    mean: np.ndarray = counted @ shares / shares.sum() / 10
    return mean


@dataclass(frozen=True)
class RubricEffect:
    """What changes in a file under another rubric.

    `clinics`: that have a score under both. `moved`: whose rank differs. `median_ranks`, `most_ranks`: by how many
    ranks these move. `mean_points`: mean change of the score of all. `grades`: clinics whose grade differs.
    """

    clinics: int
    moved: int
    median_ranks: float
    most_ranks: int
    mean_points: float
    grades: int


def rubric_effect(review: Review, rubric: Rubric) -> RubricEffect:
    """What changes if the same records are scored under another rubric, with the same weights."""
    answers = profiles(review.understood, rubric, review.reviewed_on, Clock(Limits()))
    changed = totals(answers, review.weights, rubric)
    both = review.totals.scored[review.profiles.codes] & changed.scored[answers.codes]
    now, then = np.compress(both, review.profiles.codes), np.compress(both, answers.codes)
    before, after = (of.rank.astype(np.int32) for of in (review.totals, changed))  # half of what int64 takes
    ranks = np.abs(after[then] - before[now])
    moved = ranks[ranks > 0]
    points = (changed.score[then] - review.totals.score[now]) / 10
    return RubricEffect(
        clinics=len(now),
        moved=len(moved),
        median_ranks=float(np.median(moved)) if len(moved) else 0.0,
        most_ranks=int(moved.max()) if len(moved) else 0,
        mean_points=float(points.mean()) if len(points) else 0.0,
        grades=int((changed.grade[then] != review.totals.grade[now]).sum()),
    )
