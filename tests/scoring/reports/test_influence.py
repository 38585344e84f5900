"""What decides the scores of a file, computed again from tables of reviews alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import scoring
from scoring import QUESTIONS, Review
from scoring.reports.influence import column_falls, question_shares, rubric_effect
from scoring.vocabulary import DIMENSIONS
from tests.scoring.files import DAY, WHOLE, csv_bytes, reviewed

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
COLUMN_OF = {"who": "credentials", "what": "products", "where": "targets", "how": "imaging"}
UNEVEN = {"who": 40, "what": 12.5, "where": 30, "how": 5}


def weighted(review: Review) -> pd.DataFrame:
    """By clinic and question the share of the sure points; an empty column counts nothing."""
    points = review.scores[[f"{COLUMN_OF[question]}_score" for question in QUESTIONS]].astype("float64").fillna(0)
    points.columns = list(QUESTIONS)
    weights = pd.Series(review.weights)
    return points * weights / weights.sum()


# -- questions -----------------------------------------------------------------------------------------------------


def test_shares_by_hand() -> None:
    """Two clinics that differ by 40 points in Who and 20 in What: two thirds of the difference and one third."""
    # MD is 40 where PM&R is 80, BMC 55 where PRP is 75
    shares = question_shares(
        reviewed([{"name": "A", **WHOLE}, {"name": "B", **WHOLE, "credentials": "MD", "products": "BMC"}])
    )
    assert shares.to_dict() == pytest.approx({"who": 2 / 3, "what": 1 / 3, "where": 0, "how": 0})


def test_a_question_that_goes_against_the_score_has_a_negative_share() -> None:
    """Where the leader has fewer points in a question, that question reduces the difference."""
    # 80 and 55 against 40 and 75: scores differ by 5, Who carries 10 of it and What -5
    rows = [{"name": "A", **WHOLE, "products": "BMC"}, {"name": "B", **WHOLE, "credentials": "MD"}]
    assert question_shares(reviewed(rows)).to_dict() == pytest.approx({"who": 2, "what": -1, "where": 0, "how": 0})


@pytest.mark.parametrize("rows", [[{"name": "A", **WHOLE}], [{"name": "A", **WHOLE}, {"name": "B", **WHOLE}], []])
def test_without_a_difference_there_is_no_share(rows: list[dict[str, str]]) -> None:
    """Where no two scores differ, or no clinic has one, shares are missing and not 0."""
    shares = question_shares(reviewed([*rows, {"name": "Z", "credentials": "MD", "imaging": ""}]))
    assert list(shares.index) == list(QUESTIONS)
    assert shares.isna().all()


@pytest.mark.parametrize("weights", [None, UNEVEN], ids=["even", "uneven"])
def test_shares_of_the_example(weights: dict[str, float] | None) -> None:
    """The shares are covariances with the score over its variance, among the clinics with a score; they sum to 1."""
    review = scoring.review(EXAMPLE, weights=weights, reviewed_on=DAY)
    parts = weighted(review)[review.scores["score"].notna()]
    covariances = np.cov(parts.to_numpy().T, parts.sum(axis=1).to_numpy())[-1]
    shares = question_shares(review)
    assert shares.to_numpy() == pytest.approx(covariances[:-1] / covariances[-1])
    assert shares.sum() == pytest.approx(1)


# -- columns -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weights", [None, UNEVEN], ids=["even", "uneven"])
def test_falls_are_those_of_a_file_with_the_column_blanked(weights: dict[str, float] | None) -> None:
    """A column's fall is that of reviews of the file without it, among the clinics that have a score with it."""
    review = scoring.review(EXAMPLE, weights=weights, reviewed_on=DAY)
    file = pd.read_csv(EXAMPLE, dtype="str", keep_default_na=False)
    falls = column_falls(review)
    assert list(falls.index) == list(DIMENSIONS)
    scored = review.scores["score"].notna()
    for dimension in DIMENSIONS:
        content = io.BytesIO(file.assign(**{dimension: ""}).to_csv(index=False).encode())
        silent = scoring.review(content, weights=weights, reviewed_on=DAY)
        fall = (weighted(review).sum(axis=1) - weighted(silent).sum(axis=1))[scored]
        assert falls.loc[dimension].to_list() == pytest.approx([fall.mean(), fall.max()]), dimension
        assert fall.min() >= -1e-9  # silence never pays


def test_falls_by_hand() -> None:
    """Imaging acts in two questions: without it both Where and How are open, and nothing of them is sure."""
    # 80, 75, 50, 95; without targets How is sure of 85, that of the worst target
    falls = column_falls(reviewed([{"name": "A", **WHOLE}]))
    expected = {"credentials": 80 / 4, "products": 75 / 4, "targets": (50 + 10) / 4, "imaging": (50 + 95) / 4}
    assert falls["mean"].to_dict() == pytest.approx(expected)
    assert falls["most"].to_dict() == pytest.approx(expected)


def test_without_a_score_nothing_falls() -> None:
    """Where no clinic has a score, falls are missing and not 0."""
    assert column_falls(reviewed([{"name": "A", "credentials": "MD", "imaging": ""}])).isna().all(axis=None)


# -- rubrics -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["no-iof", "half", "default"])
def test_the_effect_of_a_rubric_is_the_difference_of_two_reviews(name: str) -> None:
    """Moves of ranks, changes of grades and of scores are those between the tables of two reviews."""
    review = scoring.review(EXAMPLE, reviewed_on=DAY)
    now, then = review.scores, scoring.review(EXAMPLE, rubric=name, reviewed_on=DAY).scores
    both = now["score"].notna() & then["score"].notna()
    ranks = (then["rank"] - now["rank"])[both].abs()
    moved = ranks[ranks > 0]
    effect = rubric_effect(review, scoring.load_rubric(name))
    assert (effect.clinics, effect.moved) == (both.sum(), len(moved))
    assert (effect.median_ranks, effect.most_ranks) == ((moved.median(), moved.max()) if len(moved) else (0, 0))
    assert effect.mean_points == pytest.approx((then["score"] - now["score"])[both].mean())
    assert effect.grades == (then["grade"] != now["grade"])[both].sum()
    assert name != "half" or effect.moved


def test_the_effect_of_a_rubric_by_hand() -> None:
    """Without the fellowship's 10 points its clinic falls behind the other: both move by one rank."""
    # 50 for MD and IOF, 45 for the dermatologist; then 40 against 45: one score of two falls by 10 / 4
    rows = [{"name": "A", **WHOLE, "credentials": "MD; IOF"}, {"name": "B", **WHOLE, "credentials": "dermatology"}]
    effect = rubric_effect(reviewed(rows), scoring.load_rubric("no-iof"))
    assert (effect.clinics, effect.moved, effect.median_ranks, effect.most_ranks, effect.grades) == (2, 2, 1, 1, 0)
    # (50 + 75 + 50 + 95) / 4 = 67.5, then 65.0
    assert effect.mean_points == pytest.approx(-2.5 / 2)


def test_a_rubric_has_no_effect_where_no_clinic_has_a_score() -> None:
    """Without scores nothing moves, and no figure is missing."""
    effect = rubric_effect(reviewed([{"name": "A", "credentials": "MD", "imaging": ""}]), scoring.load_rubric("half"))
    assert (effect.clinics, effect.moved, effect.median_ranks, effect.mean_points, effect.grades) == (0, 0, 0, 0, 0)


def test_a_sample_of_the_clinics_is_used() -> None:
    """For a third of the clinics the falls are those of a file with only these, as no fall depends on ranks."""
    text = EXAMPLE.read_text(encoding="utf-8")
    clinics = list(csv.DictReader(io.StringIO(text)))
    whole, thinned = (scoring.review(csv_bytes(part), reviewed_on=DAY) for part in (clinics, clinics[::3]))
    pd.testing.assert_frame_equal(column_falls(whole, 3), column_falls(thinned))
    assert not column_falls(whole).equals(column_falls(whole, 3))
