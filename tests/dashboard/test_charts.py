"""Charts as data: what is drawn, said and shown as a table is the same."""

import json

from dashboard import charts
from dashboard.filters import Filters
from scoring import Review, review
from tests.dashboard.test_view import look


def test_ranked_chart_draws_the_contributions(clinics: Review) -> None:
    """Every clinic's bar has one part a question, and its table twin holds the same numbers."""
    figure = charts.ranked(look(clinics))
    bars = figure.chart.data
    assert bars.groupby("clinic_id")["question"].count().to_dict() == dict.fromkeys(
        ("alpha", "beta", "gamma", "echo"), 4
    )
    twin = figure.table.set_index("Clinic")[["Who", "What", "Where", "How"]].to_dict("index")
    for name, parts in twin.items():
        drawn = bars[bars["name"] == name].set_index("question")["points"].round(1).to_dict()
        assert parts == drawn


def test_title_and_takeaway_follow_the_data(clinics: Review) -> None:
    """The title says how many of how many; the takeaway names the highest."""
    figure = charts.ranked(look(clinics), most=2)
    assert figure.title == "The 2 highest of 4 scores: what each question contributes"
    assert figure.takeaway.startswith("Alpha Spine scores highest")
    assert charts.ranked(look(clinics)).title.startswith("All 4 scores")
    assert charts.ranked(look(clinics, Filters(search="alpha"))).title.startswith("One score")


def test_bars_stay_within_a_fixed_scale(clinics: Review) -> None:
    """The axis runs from 0 to 100 whatever is filtered, so that bars can be compared between views."""
    spec = json.loads(charts.ranked(look(clinics, Filters(search="beta"))).chart.to_json())
    assert spec["encoding"]["x"]["scale"]["domain"] == [0, 100]


def test_what_the_browser_gets_does_not_grow(clinics: Review) -> None:
    """However many clinics match, the chart holds its bars and no more."""
    assert len(charts.ranked(look(clinics), most=3).chart.data) == 12


def test_level_leaders_are_counted_not_named() -> None:
    """Where several clinics share the highest score the takeaway names none of them, and each has its own bar."""
    same = "Same Name,MD,PRP,disc,CT\n"
    leaders = review(f"name,credentials,products,targets,imaging\n{same * 2}Other,MD,BMC,disc,CT\n".encode())
    figure = charts.ranked(look(leaders))
    assert figure.takeaway.startswith("2 clinics share the highest score")
    assert figure.chart.data.groupby("label")["points"].sum().round(1).to_list() == [67.5, 70.0, 70.0]


def test_open_questions_are_named_in_the_twin(clinics: Review) -> None:
    """What the bars show by paler parts the table says in words."""
    twin = charts.ranked(look(clinics)).table.set_index("Clinic")["Open questions"]
    assert twin["Gamma Clinic"] == "Who"
    assert twin["Alpha Spine"] == ""
    assert charts.ranked(look(clinics)).note
    assert not charts.ranked(look(clinics, Filters(search="alpha"))).note
