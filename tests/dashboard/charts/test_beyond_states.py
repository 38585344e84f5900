"""Territories and other countries: bars by their clinics, in the color of their scores."""

import pytest

from dashboard.charts.beyond_states import beyond_states
from dashboard.charts.figure import FULL, PALE
from dashboard.filters import COUNTRY, Filters
from scoring import review
from tests.dashboard.charts.test_state_map import located
from tests.dashboard.test_view import look


def test_countries_and_territories_are_ranked_bars() -> None:
    """Sorted by their clinics, with the label by which a click filters; unknown countries are called just that."""
    drawn = beyond_states(look(located(("FL", "US"), ("", "MX"), ("", "MX"), ("", "Atlantis"), ("PR", "US"))))
    assert drawn is not None
    assert drawn.title == "4 of 5 clinics are in 3 countries and territories outside the states"
    assert drawn.table[["Place", "Clinics"]].to_numpy().tolist() == [
        ["Mexico", 2],
        ["Not recognized", 1],
        ["Puerto Rico", 1],
    ]
    marks = drawn.chart.data[["state", "country", "near", "within"]].to_numpy().tolist()
    assert marks == [["", "Mexico", "", ""], ["", "Not recognized", "", ""], ["PR", "", "", ""]]
    assert {label for _, label, _, _ in marks} <= COUNTRY.labels().keys() | {""}
    assert drawn.pick is not None


@pytest.mark.parametrize(
    ("places", "title"),
    [
        ([("", "MX")], "1 clinic in Mexico"),
        ([("", "MX")] * 2, "All 2 clinics are in Mexico"),
        ([("", "MX")] * 2 + [("FL", "")], "2 of 3 clinics are in Mexico"),
    ],
)
def test_titles_say_how_many_of_all(places: list[tuple[str, str]], title: str) -> None:
    """One clinic, all of them, or a part of them in one country are each said as they are."""
    drawn = beyond_states(look(located(*places)))
    assert drawn is not None
    assert drawn.title == title


def test_a_file_of_the_states_shows_no_world() -> None:
    """Where all clinics are in states, or state no country, there is no such chart."""
    assert beyond_states(look(located(("FL", "US"), ("CO", ""), ("", "")))) is None


def test_medians_are_those_of_the_country() -> None:
    """The scores of the example's clinics abroad, computed with plain pandas, determine the colors of the bars."""
    example = review("data/clinics.csv")
    drawn = beyond_states(look(example))
    assert drawn is not None
    codes = [example.understood.country.values[code] for code in example.understood.country.codes]
    medians = example.scores["score"].groupby(codes).agg(["size", "count", "median"]).drop(["", "US"], errors="ignore")
    table = drawn.table.set_index("Place").rename({"Canada": "CA", "Mexico": "MX", "Panama": "PA"})
    table = table.rename({"Cayman Islands": "KY"}).sort_index()
    assert table["Clinics"].to_dict() == medians["size"].to_dict()
    assert table["Median score"].to_list() == pytest.approx(medians["median"].to_list(), abs=0.051, nan_ok=True)


def test_its_own_filters_only_pale_what_they_leave_out() -> None:
    """With a country chosen the others keep their counts, and are faded."""
    drawn = beyond_states(look(located(("", "MX"), ("", "CA"), ("FL", "")), Filters(country=frozenset({"MX"}))))
    assert drawn is not None
    assert drawn.chart.data[["country", "clinics", "opacity"]].to_numpy().tolist() == [
        ["Canada", 1, PALE],
        ["Mexico", 1, FULL],
    ]
