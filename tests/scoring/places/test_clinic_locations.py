"""Where each clinic is: by its coordinates, its ZIP code or its city, and never by a guess."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from scoring.places import SOURCES, Place
from tests.scoring.files import reviewed

TAMPA = (27.96, -82.49)
CASES = {
    "coordinates": ({"latitude": "27.97", "longitude": "-82.50"}, "coordinates", (27.97, -82.50)),
    "a plus sign and blanks": ({"latitude": " +27.97 ", "longitude": "-82.5"}, "coordinates", (27.97, -82.5)),
    "one coordinate": ({"latitude": "27.97", "postal_code": "33607"}, "postal_code", TAMPA),
    "coordinates out of range": ({"latitude": "127", "longitude": "-82", "postal_code": "33607"}, "postal_code", TAMPA),
    "0, 0 of a database": ({"latitude": "0", "longitude": "0.0", "postal_code": "33607"}, "postal_code", TAMPA),
    "coordinates far from the ZIP code": (
        {"latitude": "27.97", "longitude": "82.5", "postal_code": "33607"},
        "postal_code",
        TAMPA,
    ),
    "coordinates near the ZIP code": (
        {"latitude": "28.5", "longitude": "-82.5", "postal_code": "33607"},
        "coordinates",
        (28.5, -82.5),
    ),
    "coordinates far from the city": (
        {"latitude": "-82.5", "longitude": "27.97", "city": "Tampa", "state": "FL"},
        "city",
        (27.95, -82.46),
    ),
    "a ZIP code": ({"postal_code": "33607"}, "postal_code", TAMPA),
    "a long ZIP code": ({"postal_code": "33607-1234"}, "postal_code", TAMPA),
    "a ZIP code with a dash of print and its country": ({"postal_code": "33607\u20131234, USA"}, "postal_code", TAMPA),
    "a ZIP code that lost its zero": ({"postal_code": "2139", "state": "MA"}, "postal_code", (42.36, -71.10)),
    "a ZIP code of another state": (
        {"postal_code": "33607", "state": "CO", "city": "Denver"},
        "city",
        (39.74, -104.98),
    ),
    "a postal code abroad": ({"postal_code": "22010", "country": "MX", "city": "Tijuana"}, "city", (32.5, -117.0)),
    "a postal code of a region abroad": ({"postal_code": "22010", "state": "Baja California"}, "", (np.nan, np.nan)),
    "a city and its state": ({"city": "tampa", "state": "Florida"}, "city", (27.95, -82.46)),
    "an island by its country": ({"city": "San Juan", "country": "PR"}, "city", (18.47, -66.11)),
    "a city abroad": ({"city": "München", "country": "Germany"}, "city", (48.14, 11.58)),
    "a city that is clear by itself": ({"city": "Denver"}, "city", (39.74, -104.98)),
    "a city that is not": ({"city": "Springfield"}, "", (np.nan, np.nan)),
    "a city of another state": ({"city": "Denver", "state": "VT"}, "", (np.nan, np.nan)),
    "a misspelled city": ({"city": "Tampaa", "state": "FL"}, "", (np.nan, np.nan)),
    "nothing": ({"city": "", "state": "FL"}, "", (np.nan, np.nan)),
}


@pytest.mark.parametrize(("cells", "source", "point"), CASES.values(), ids=CASES.keys())
def test_a_clinic_is_where_its_record_says(cells: dict[str, str], source: str, point: tuple[float, float]) -> None:
    """Coordinates come first where they agree with the rest, then the ZIP code, then the city; else there is none."""
    locations = reviewed([{"name": "A", "products": "PRP", **cells}]).understood.locations
    assert SOURCES[locations.source[0]] == source
    assert_allclose((locations.latitude[0], locations.longitude[0]), point, atol=0.03)


def test_all_records_at_once_are_as_each_by_itself() -> None:
    """No clinic's place depends on the other rows of the file."""
    rows = [{"name": "A", "products": "PRP", **cells} for cells, _, _ in CASES.values()]
    columns = sorted({name for row in rows for name in row})
    locations = reviewed([{name: row.get(name, "") for name in columns} for row in rows]).understood.locations
    assert [SOURCES[code] for code in locations.source] == [source for _, source, _ in CASES.values()]
    assert_allclose(locations.latitude, [point[0] for *_, point in CASES.values()], atol=0.03)


def test_coordinates_that_disagree_are_a_problem() -> None:
    """The problem says how far they are from what was used instead, and names the column."""
    rows = [{"name": "A", "products": "PRP", "latitude": "27.97", "longitude": "82.5", "postal_code": "33607"}]
    (problem,) = reviewed(rows).problems.query("code == 'coordinates_far'").itertuples()
    assert problem.column == "latitude"
    assert "lie 8," in problem.message
    assert "postal code" in problem.message


@pytest.mark.parametrize("miles", [0, 10, 250, 5_000, 13_000])
def test_who_is_within_some_miles_is_measured_like_the_distances(miles: int) -> None:
    """No clinic that is near enough is skipped unmeasured, wherever on earth the place is."""
    points = [(lat, lon) for lat in (-89.9, -30, 0.5, 27.9, 28.6, 60, 90) for lon in (-179.9, -82.4, 0, 97, 180)]
    rows = [{"name": "A", "products": "PRP", "latitude": f"{lat}", "longitude": f"{lon}"} for lat, lon in points]
    locations = reviewed([*rows, {"name": "Nowhere", "products": "PRP"}]).understood.locations
    for latitude, longitude in points:
        place = Place("Here", latitude, longitude, "US")
        every = locations.miles_from(place)
        assert locations.within(place, miles).tolist() == (every <= miles).tolist()
        assert locations.miles_from(place, np.array([3, 1])).tolist() == every[[3, 1]].tolist()
    assert locations.known.tolist() == [True] * len(points) + [False]
