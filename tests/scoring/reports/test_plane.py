"""Two measures at once, compared with a count of the clinics one by one."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import log10

import numpy as np
import pytest
from hypothesis import given, settings

from scoring import Review
from scoring.reports import MEASURES, MISSING, PER_DECADE, PRICE, STEP, plane, standing_alone
from tests.scoring.files import Row
from tests.scoring.reports.test_breakdown import CLINICS, made

COLUMNS = {
    "Score": "score",
    "Who": "credentials_score",
    "What": "products_score",
    "Where": "targets_score",
    "How": "imaging_score",
}
PRICES = {"500": 500, "$1,500": 1500}


def step(review: Review, place: int, row: Row, measure: str) -> int:
    """The step of one clinic, from its row of scores or its price."""
    if measure == PRICE:
        amount = PRICES.get(row["price_usd"])
        return MISSING if amount is None else round(log10(amount) * PER_DECADE)
    value = review.scores.iloc[place][COLUMNS[measure]]
    return MISSING if np.isnan(value) else int((value + STEP / 2) // STEP)


@settings(max_examples=15)
@given(CLINICS)
def test_every_point_has_the_clinics_that_are_there(rows: list[Row]) -> None:
    """For any two measures the count of a point is that of its clinics, who are named; those with neither are apart."""
    review = made(rows)
    everyone = np.ones(len(rows), dtype=bool)
    for x, y in (*combinations(MEASURES, 2), (PRICE, "Who")):
        points = [tuple(step(review, place, row, measure) for measure in (x, y)) for place, row in enumerate(rows)]
        whole = plane(review, x, y)
        cells = whole.cells(everyone)
        assert {(a, b): n for a, b, n in cells.itertuples(index=False)} == Counter(points)
        a, b = points[0]
        assert whole.clinics_at(everyone, a, b).tolist() == [n for n, at in enumerate(points) if at == (a, b)]


def test_a_mask_counts_its_clinics_alone() -> None:
    """A clinic that does not match is neither counted nor named, and its point is gone."""
    review = made([{"products": "PRP", "price_usd": "500"}, {"products": "PRP", "price_usd": "$1,500"}])
    whole = plane(review, "What", "Price")
    cells = whole.cells(np.array([False, True]))
    assert cells["clinics"].to_list() == [1]
    assert not len(whole.clinics_at(np.array([False, True]), int(cells["x"].iloc[0]), 27))


def test_an_outlier_is_far_from_all_others() -> None:
    """Only a point of one clinic can be far, by the distance to the next; a lone point has none to be far from."""
    apart = standing_alone(np.array([0.0, 0.1, 1.0, 0.0]), np.array([0.0, 0.0, 1.0, 0.5]), np.array([1, 5, 1, 2]))
    assert apart.tolist() == pytest.approx([0.1, 0.0, np.hypot(1.0, 0.5), 0.0])
    assert standing_alone(np.array([0.5]), np.array([0.5]), np.array([1])).tolist() == [0.0]
