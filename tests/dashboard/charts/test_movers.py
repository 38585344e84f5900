"""The largest moves in rank under the reader's weights: which clinics, and their ranks, scores and tiers."""

from collections.abc import Mapping

import pandas as pd
import pytest

from dashboard.charts.figure import Figure
from dashboard.charts.movers import movers
from dashboard.charts.rank_dumbbells import MOST
from dashboard.facets import Index
from dashboard.filters import Filters
from dashboard.view import View
from scoring.reports import weight_moves
from tests.pages.test_pages import EXAMPLE

WEIGHTS = [preset.weights for preset in EXAMPLE.rubric.presets.values()] + [{"who": 1, "what": 0, "where": 0, "how": 9}]
NAMES = EXAMPLE.scores["name"].str.lower()


def moved(weights: Mapping[str, float], filters: Filters | None = None) -> tuple[View, Figure | None]:
    """The view under these weights, and its figure."""
    view = View(EXAMPLE.with_weights(weights), filters or Filters(), Index(EXAMPLE), EXAMPLE)
    return view, movers(view, EXAMPLE, weight_moves(EXAMPLE, view.review))


@pytest.mark.parametrize("filters", [Filters(), Filters(state=frozenset({"TX", "CA"}))], ids=["all", "filtered"])
@pytest.mark.parametrize("weights", WEIGHTS[1:])
def test_they_are_the_largest_gains_and_losses_in_view(weights: Mapping[str, float], filters: Filters) -> None:
    """Sorted row by row: up to seven that gain most, then up to seven that lose most; ties by name."""
    view, figure = moved(weights, filters)
    table = pd.DataFrame({"places": EXAMPLE.scores["rank"] - view.review.scores["rank"], "low": NAMES})
    table = table[view.mask].dropna()
    gains = table[table["places"] > 0].sort_values(["places", "low"], ascending=[False, True])
    losses = table[table["places"] < 0].sort_values(["places", "low"])
    rows = pd.concat([gains.head(MOST), losses.head(MOST)])
    assert figure is not None
    assert figure.table["Clinic"].to_list() == EXAMPLE.scores["name"].loc[rows.index].to_list()
    assert figure.table["Places up"].to_list() == rows["places"].to_list()
    for when, review in (("before", EXAMPLE), ("now", view.review)):
        for column in ("rank", "score", "tier"):
            own = review.scores[column].loc[rows.index].to_list()
            assert figure.table[f"{column.capitalize()} {when}"].to_list() == own
    assert list(figure.clinics) == figure.chart.data["clinic_id"].to_list()


@pytest.mark.parametrize("weights", WEIGHTS[1:])
def test_the_title_names_no_clinic_as_first_among_equals(weights: Mapping[str, float]) -> None:
    """The furthest moved are named if they are three or fewer, and counted if they are more."""
    view, figure = moved(weights)
    places = (EXAMPLE.scores["rank"] - view.review.scores["rank"]).dropna()
    names = EXAMPLE.scores["name"].loc[places.index]
    assert figure is not None
    for most in (int(places.max()), int(places.min())):
        tied = names[places == most].to_list()
        if len(tied) > 3:
            assert f"{len(tied)} clinics " in figure.title
        else:
            assert all(name in figure.title for name in tied)
        assert (f"{abs(most)} place{'s' * (abs(most) != 1)} each" in figure.title) is (len(tied) > 1)


def test_how_far_a_clinic_moved_stands_before_its_name() -> None:
    """A long name is cut at its end, so the number is never lost."""
    _, figure = moved(WEIGHTS[-1])
    assert figure is not None
    for label, name, places in zip(
        figure.chart.data["label"], figure.table["Clinic"], figure.table["Places up"], strict=True
    ):
        sign = "\u25b2" if places > 0 else "\u25bc"
        assert label.rstrip("\u200b") == f"{sign} {abs(places)} \u00b7 {name}"


def test_without_moves_there_is_no_figure() -> None:
    """The rubric's weights, and their double, move no clinic."""
    assert moved(WEIGHTS[0])[1] is None
    assert moved(dict.fromkeys(WEIGHTS[0], 50))[1] is None


def test_a_tier_is_named_before_and_after_only_where_it_changes() -> None:
    """The words of a mark name both tiers of a clinic whose tier changed, and the one of the others."""
    _, figure = moved(WEIGHTS[-1])
    assert figure is not None
    table, words = figure.table, figure.chart.data["words"]
    changed = table["Tier before"] != table["Tier now"]
    assert changed.any()
    assert words.str.contains(r"tier \d+ to \d+$").to_list() == changed.to_list()
    assert words.str.contains(r"tier \d+, as before$").to_list() == (~changed).to_list()
