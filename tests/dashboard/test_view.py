"""The view: counts, key figures, order and contributions of the matching clinics."""

from itertools import pairwise

import numpy as np
import pytest

from dashboard.filters import Filters, matching
from dashboard.parameters import SORTS
from dashboard.view import ANSWERED, OPEN, View
from scoring import Review


def look(review: Review, filters: Filters | None = None) -> View:
    """A view of the review, names in the order of the alphabet."""
    asked = filters or Filters()
    order = review.records["name"].str.lower().rank().to_numpy().astype(np.int32)
    return View(review, asked, matching(review, asked), order)


def ids(view: View, rows: np.ndarray) -> list[str]:
    """The ids of the clinics at these positions."""
    return view.review.scores["clinic_id"].iloc[rows].to_list()


def test_key_figures(clinics: Review) -> None:
    """Clinics, scored, flagged and too little are counted among the matching; the median is of the scored."""
    figures = look(clinics).figures
    assert (figures.clinics, figures.scored, figures.too_little) == (5, 4, 1)
    assert figures.flagged == 2
    assert figures.median == pytest.approx(clinics.scores["score"].median(), abs=0.051)


def test_key_figures_of_nothing(clinics: Review) -> None:
    """Where nothing matches there is no median, and nothing is counted."""
    figures = look(clinics, Filters(search="nowhere")).figures
    assert (figures.clinics, figures.scored, figures.median) == (0, 0, None)


def test_rank_stays_that_of_the_whole_file(clinics: Review) -> None:
    """A filter hides clinics and changes no rank."""
    view = look(clinics, Filters(states=frozenset({"CO"})))
    assert view.review.score_rows(view.rows(scored=True))["rank"].to_list() == [3]


def test_unscored_are_apart_and_alphabetical(clinics: Review) -> None:
    """Clinics without a score stand in a list of their own."""
    view = look(clinics)
    assert "delta" not in ids(view, view.rows(scored=True))
    assert ids(view, view.rows(scored=False, sort="name")) == ["delta"]


@pytest.mark.parametrize("sort", [sort for sort in SORTS if not sort.startswith("-")])
def test_minus_turns_the_order_round(clinics: Review, sort: str) -> None:
    """Both directions hold the same clinics, and what is not stated stays at the end."""
    view = look(clinics)
    up, down = (
        ids(view, view.rows(scored=True, sort=sort)),
        ids(view, view.rows(scored=True, sort=f"-{sort}")),
    )
    assert sorted(up) == sorted(down)
    if sort == "who":
        assert up == ["echo", "beta", "alpha", "gamma"]
        assert down == ["alpha", "beta", "echo", "gamma"]
    if sort == "name":
        assert up == ["alpha", "beta", "echo", "gamma"] == down[::-1]


def test_contributions_add_up_to_the_score(clinics: Review) -> None:
    """The four parts of a bar are its score, and open questions say that they count half."""
    best = look(clinics.with_weights({"who": 40, "how": 5})).best(10)
    for _, bar in best.groupby("clinic_id"):
        assert bar["points"].sum() == pytest.approx(bar["score"].iloc[0], abs=0.051)
    gamma = best[best["clinic_id"] == "gamma"].set_index("question")["stated"]
    assert gamma.to_dict() == {"Who": OPEN, "What": ANSWERED, "Where": ANSWERED, "How": ANSWERED}


def test_best_are_the_highest(clinics: Review) -> None:
    """The chart's clinics are those with the highest scores, best first."""
    best = look(clinics).best(2).drop_duplicates("place")
    scores = clinics.scores["score"].dropna().sort_values(ascending=False)
    assert best["score"].to_list() == scores.head(2).to_list()
    assert all(first >= second for first, second in pairwise(best["score"]))
