"""The view: counts, key figures and order of the matching clinics."""

import numpy as np
import pytest

from dashboard.facets import Index
from dashboard.filters import Filters
from dashboard.sorts import SORTS
from dashboard.view import View
from scoring import Review


def look(review: Review, filters: Filters | None = None) -> View:
    """A view of the review."""
    return View(review, filters or Filters(), Index(review))


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
    figures = look(clinics, Filters(q="nowhere")).figures
    assert (figures.clinics, figures.scored, figures.median) == (0, 0, None)


def test_rank_stays_that_of_the_whole_file(clinics: Review) -> None:
    """A filter hides clinics and changes no rank."""
    view = look(clinics, Filters(state=frozenset({"CO"})))
    assert view.review.score_rows(view.rows(scored=True))["rank"].to_list() == [3]


def test_unscored_are_apart_and_alphabetical(clinics: Review) -> None:
    """Clinics without a score stand in a list of their own."""
    view = look(clinics)
    assert "delta" not in ids(view, view.rows(scored=True))
    assert ids(view, view.rows(scored=False, sort="name")) == ["delta"]


@pytest.mark.parametrize("sort", SORTS)
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


def test_without_leaves_filters_out(clinics: Review) -> None:
    """A chart of a filter counts the clinics that match all the others; of two, those that match the rest."""
    view = look(clinics, Filters(state=frozenset({"FL"}), target=frozenset({"disc"}), q="reno"))
    assert ids(view, np.flatnonzero(view.without("state"))) == ["echo"]
    assert ids(view, np.flatnonzero(view.without("state", "target"))) == ["delta", "echo"]
    assert ids(view, np.flatnonzero(view.without("q"))) == ["alpha"]
    assert not view.without("imaging").any()
    assert view.without("imaging") is view.mask
