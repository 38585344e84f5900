"""Two measures at once, as counts: which clinics share a point of the plane, and which points are isolated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.recognition import paired
from scoring.review import Review
from scoring.rubric import QUESTIONS
from scoring.scores import EMPTY

STEP = 5  # points: half of the rubric's smallest step between two levels of guidance, so that no two levels merge
PER_DECADE = 10  # steps of prices, evenly spaced by ratio: each is 26% above the one before
MISSING = -1_000  # the step of a clinic without the measure; far from any price and score
SCORE, PRICE = "Score", "Price"
MEASURES = (SCORE, "Who", "What", "Where", "How", PRICE)  # in links; the titles of the four questions


@dataclass(frozen=True, eq=False)
class Plane:
    """The clinics by two measures.

    `codes`: each clinic's place in `x` and `y`, which hold steps of the measures, `MISSING` if a clinic has none.
    """

    codes: NDArray[np.int32]
    x: NDArray[np.int64]
    y: NDArray[np.int64]

    def cells(self, mask: NDArray[np.bool_]) -> pd.DataFrame:
        """Columns x, y (steps) and clinics (of the mask), one row for each point with a clinic, int64."""
        counts = np.bincount(np.compress(mask, self.codes), minlength=len(self.x))
        points = pd.DataFrame({"x": self.x, "y": self.y, "clinics": counts})[counts > 0]
        return points.groupby(["x", "y"])["clinics"].sum().reset_index()

    def clinics_at(self, mask: NDArray[np.bool_], x: int, y: int) -> NDArray[np.int64]:
        """Positions of the clinics of the mask at a point."""
        there = (self.x == x) & (self.y == y)
        return np.flatnonzero(mask & there[self.codes])


def plane(review: Review, x: str, y: str) -> Plane:
    """The clinics of a review by two of `MEASURES`, which must differ."""
    profiles = review.profiles
    if PRICE not in (x, y):
        return Plane(profiles.codes, _steps(review, x), _steps(review, y))
    price = review.understood.price
    codes, ids = paired(profiles.codes, price.codes, len(price.values))
    of_profile, of_price = np.divmod(ids, len(price.values))
    prices = price_steps(np.array([value.amount for value in price.values], dtype=float))[of_price]
    if x == PRICE:
        return Plane(codes, prices, _steps(review, y)[of_profile])
    return Plane(codes, _steps(review, x)[of_profile], prices)


def price_steps(amounts: NDArray[np.float64]) -> NDArray[np.int64]:
    """US dollars to the nearest step by ratio; `MISSING` for nan. Less than a dollar counts as one."""
    known = np.isfinite(amounts)
    steps = np.round(np.log10(np.clip(np.where(known, amounts, 1.0), 1.0, None)) * PER_DECADE)
    return np.where(known, steps, MISSING).astype(np.int64)


def _steps(review: Review, measure: str) -> NDArray[np.int64]:
    """By profile: the nearest step of the score or of a question, `MISSING` if it has none or it is open."""
    if measure == SCORE:
        tenths, known = review.totals.score, review.totals.scored
    else:
        titles = [review.rubric.questions[question].title for question in QUESTIONS]
        tenths = review.profiles.value[:, titles.index(measure)].astype(np.int64)
        known = tenths != EMPTY
    return np.where(known, (tenths + 5 * STEP) // (10 * STEP), MISSING).astype(np.int64)


def standing_alone(x: NDArray[np.float64], y: NDArray[np.float64], clinics: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each point of one clinic, the distance to the nearest other point; 0 for points of several clinics.

    `x`, `y`: positions as shares of their axes, 0 to 1. Few points: the plane has some hundreds of steps.
    """
    if len(x) < 2:
        return np.zeros(len(x))
    apart = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    np.fill_diagonal(apart, np.inf)
    return np.where(clinics == 1, apart.min(axis=1), 0.0)
