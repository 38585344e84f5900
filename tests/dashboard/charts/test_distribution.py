"""The spread of scores: each step holds the same clinics as the filter that it sets."""

import numpy as np
import pytest

from dashboard.charts.distribution import distribution
from dashboard.charts.figure import Figure, Nothing
from dashboard.filters import Filters, matching
from scoring import Review
from tests.dashboard.test_view import look
from tests.scoring.files import WHOLE, reviewed

PEOPLE = ("MD", "RN", "MD; PM&R", "MD; dermatology", "DC", "MD; pain medicine; PM&R")
PRODUCTS = ("PRP", "BMC", "exosomes", "ozone", "PRP; exosomes")


@pytest.fixture(scope="module")
def many() -> Review:
    """Thirty clinics with many different scores."""
    rows = [
        {"name": f"{people} {product}", "credentials": people, "products": product, "targets": "disc", "imaging": "CT"}
        for people in PEOPLE
        for product in PRODUCTS
    ]
    return reviewed(rows)


def figure(review: Review, filters: Filters | None = None) -> Figure:
    """The chart of a review that has something to draw."""
    drawn = distribution(look(review, filters))
    assert isinstance(drawn, Figure)
    return drawn


def test_a_step_and_its_filter_hold_the_same_clinics(many: Review) -> None:
    """The count of every bar is that of the clinics that match the filter set by a click on it."""
    drawn = figure(many)
    pick = drawn.pick
    assert pick is not None
    for bar in drawn.chart.data.to_dict("records"):
        score = pick.after(bar, {})["score"]
        assert bar["clinics"] == matching(many, Filters(score=score)).sum(), score
    assert drawn.chart.data["clinics"].sum() == len(many)
    assert drawn.table["Clinics"].to_list() == drawn.chart.data["clinics"].to_list()


def test_its_own_filter_only_pales_bars(many: Review) -> None:
    """With a range chosen every bar stays, and only those of the range keep their color."""
    bars = figure(many, Filters(score=(45, 49))).chart.data
    assert bars["clinics"].to_list() == figure(many).chart.data["clinics"].to_list()
    assert bars["low"][bars["opacity"] == 1].to_list() == [45]


def test_the_title_is_the_middle_half(many: Review) -> None:
    """Many scores are described by the range of their middle half."""
    low, high = np.quantile(many.scores["score"], [0.25, 0.75], method="inverted_cdf")
    drawn = figure(many)
    assert drawn.title == f"The middle half of 30 scores lies between {low:.1f} and {high:.1f}"
    assert drawn.takeaway.startswith(drawn.title)


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["A"], "One clinic has a score: 65.0"),  # (40 + 75 + 50 + 95) / 4: a disc by CT, contrast not stated
        (["A", "B"], "2 clinics have a score, 65.0 each"),
        (["A", "C"], "2 clinics have a score, 60.0 to 65.0"),  # BMC earns 55 in place of the 75 of PRP
        (["A", "B", "D", "E"], "At least half of 4 scores are 65.0"),
    ],
)
def test_few_scores_are_told_by_themselves(names: list[str], title: str) -> None:
    """One, two or equal scores are no distribution: they are named, and one has no most common step."""
    whole = {"credentials": "MD", "products": "PRP", "targets": "disc", "imaging": "CT"}
    rows = [{"name": name, **whole, **({"products": "BMC"} if name == "C" else {})} for name in names]
    drawn = figure(reviewed(rows))
    assert drawn.title == title
    assert ("Most common" in drawn.takeaway) == (len(names) > 1)


def test_the_best_score_is_in_the_last_step() -> None:
    """100 is drawn in the step from 95, whose filter includes it too."""
    best = {"credentials": "MD; PM&R; pain medicine", "credentials_verified": "MD; PM&R; pain medicine"}
    review = reviewed([{"name": "A", **best, "products": "PRP", "targets": "disc; facet; SIJ; nerve", "imaging": "CT"}])
    bars = figure(review.with_weights({"what": 0, "where": 0})).chart.data
    assert bars.iloc[-1][["low", "high", "clinics"]].to_list() == [95, 100, 1]


def test_the_unscored_are_counted(clinics: Review) -> None:
    """Clinics without a score have no bar but a sentence; if there is no score at all nothing is drawn."""
    assert figure(clinics).note.startswith("1 clinic without a score is not drawn.")
    assert distribution(look(clinics, Filters(q="delta"))) == Nothing(
        "No scores to show", "The one matching record does not state enough for a score.", filters=True
    )
    assert "weights" in distribution(look(clinics.with_weights({"what": 0, "where": 0, "how": 0}))).title


def test_grades_are_those_of_the_rubric(many: Review) -> None:
    """In the table each step has the grade that its scores earn by themselves."""
    earned = dict(zip(many.totals.score // 10 // 5 * 5, many.totals.earned, strict=True))
    twin = figure(many).table
    for low, grade in earned.items():
        assert twin["Grade by score alone"][low // 5] == grade


def test_steps_that_tie_are_named_as_ties(many: Review) -> None:
    """A step with the most scores is named alone, and two that tie are named together."""
    takeaway = figure(many).takeaway
    bars = figure(many).chart.data.sort_values("clinics", ascending=False)
    low, high, most = bars[["low", "high", "clinics"]].iloc[0]
    assert takeaway.endswith(f"Most common: {low} to {high}, with {most} of 30 scores.")
    two = figure(reviewed([{**WHOLE, "name": who, "credentials": who} for who in ("MD", "RN")]))
    bars = two.chart.data[two.chart.data["clinics"] == 1]
    first, second = (f"{low} to {high}" for low, high in zip(bars["low"], bars["high"], strict=True))
    assert two.takeaway.endswith(f"Most common: {first} and {second}, with 1 of 2 scores each.")
