"""What a click on a place does: one kind of place at a time, and a second click undoes it."""

from typing import Any

import pytest

from dashboard.charts.whereabouts import FILTERED, Whereabouts, radius
from dashboard.filters import FILTERS, WITHIN

NOTHING = {"state": [], "country": [], "near": "", "within": "50"}
DENVER = {"near": "Denver, CO", "within": "25"}
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "a state": ({"state": "FL"}, {}, {"state": ["FL"]}),
    "a second state": ({"state": "FL"}, {"state": ["CO"]}, {"state": ["CO", "FL"]}),
    "a state again": ({"state": "FL"}, {"state": ["FL"]}, {}),
    "a state elsewhere": ({"state": "FL"}, DENVER, {"state": ["FL"]}),
    "a mark": ({"state": "", **DENVER}, {"state": ["FL"], "near": ""}, DENVER),
    "a mark again": (DENVER, DENVER, {}),
    "a mark of other miles": (DENVER, {"near": "Denver, CO", "within": "100"}, DENVER),
    "a country": ({"country": "Mexico"}, {"state": ["FL"]}, {"country": ["Mexico"]}),
    "a country again": ({"country": "Mexico", "state": ""}, {"country": ["Mexico", "Peru"]}, {"country": ["Peru"]}),
}


@pytest.mark.parametrize(("mark", "held", "after"), CASES.values(), ids=CASES.keys())
def test_a_click_on_a_place(mark: dict[str, Any], held: dict[str, Any], after: dict[str, Any]) -> None:
    """It sets or clears its own filter and clears the other filters of place, which would leave no clinic beside it."""
    assert Whereabouts().after(mark, held) == NOTHING | after


def test_a_mark_without_a_place_changes_nothing() -> None:
    """A click outside all marks leaves every filter unchanged."""
    assert Whereabouts().after({"state": "", "country": None, "near": ""}, {"state": ["FL"]}) == {}


def test_it_changes_the_filters_of_places() -> None:
    """Its keys are those of the filters of places, and the miles."""
    assert set(Whereabouts().keys) == {*FILTERED, WITHIN}
    assert set(FILTERED) < FILTERS.keys()


@pytest.mark.parametrize(("miles", "choice"), [(0, "10"), (10, "10"), (10.01, "25"), (224, "250"), (251, "any")])
def test_the_radius_reaches_as_far_as_the_clinics(miles: float, choice: str) -> None:
    """It is the smallest choice that holds all of them, or any distance beyond the largest."""
    assert radius(miles) == choice
