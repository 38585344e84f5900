"""Charts as data: what is drawn, said and shown as a table is the same."""

import json

from dashboard import charts
from dashboard.filters import Filters
from scoring import Review
from tests.dashboard.test_view import look


def test_ranked_chart_draws_the_contributions(clinics: Review) -> None:
    """Every clinic's bar has one part a question, and its table twin holds the same numbers."""
    figure = charts.ranked(look(clinics))
    bars = figure.chart.layer[0].data
    assert bars.groupby("clinic_id")["question"].count().to_dict() == dict.fromkeys(
        ("alpha", "beta", "gamma", "echo"), 4
    )
    twin = figure.table.set_index("Name")[["Who", "What", "Where", "How"]].to_dict("index")
    for name, parts in twin.items():
        drawn = bars[bars["name"] == name].set_index("question")["points"].to_dict()
        assert parts == drawn


def test_title_and_takeaway_follow_the_data(clinics: Review) -> None:
    """The title says how many of how many; the takeaway names the highest."""
    figure = charts.ranked(look(clinics), most=2)
    assert figure.title == "The 2 highest of 4 scores: what each question contributes"
    assert "Alpha Spine" in figure.takeaway
    assert charts.ranked(look(clinics)).title.startswith("All 4 scores")
    assert charts.ranked(look(clinics, Filters(search="alpha"))).title.startswith("The one score")


def test_bars_stay_within_a_fixed_scale(clinics: Review) -> None:
    """The axis runs from 0 to 100 whatever is filtered, so that bars can be compared between views."""
    spec = json.loads(charts.ranked(look(clinics, Filters(search="beta"))).chart.to_json())
    axis = spec["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == [0, 20, 40, 60, 80, 100]


def test_what_the_browser_gets_does_not_grow(clinics: Review) -> None:
    """However many clinics match, the chart holds its bars and no more."""
    assert len(charts.ranked(look(clinics), most=3).chart.layer[0].data) == 12
