"""The file of places holds what its sources say, where they say it."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.places import miles_between, sources
from scoring.places.gazetteer import FILE, gazetteer
from scoring.vocabulary import vocabulary

KNOWN = gazetteer()
# Coordinates of town halls and post offices, by hand from maps, in degrees.
LANDMARKS = {
    "80202": (39.752, -104.995),
    "10001": (40.751, -73.997),
    "33607": (27.963, -82.492),
    "99501": (61.217, -149.876),
    "96813": (21.313, -157.850),
    "00901": (18.466, -66.107),
}


@pytest.mark.parametrize(("digits", "point"), LANDMARKS.items())
def test_known_zip_codes_lie_where_they_are(digits: str, point: tuple[float, float]) -> None:
    """The middle of a ZIP code is within three miles of its post office."""
    place = KNOWN.zip_code(digits)
    assert place is not None
    assert miles_between(place.latitude, place.longitude, *point) < 3


@pytest.mark.parametrize(
    ("key", "region", "point"),
    [
        ("denver", "US-CO", (39.739, -104.985)),
        ("newyork", "US-NY", (40.713, -74.006)),
        ("sanjuan", "US-PR", (18.466, -66.106)),
        ("tijuana", "MX", (32.533, -117.019)),
        ("munich", "DE", (48.137, 11.576)),
        ("sydney", "AU", (-33.869, 151.209)),
    ],
)
def test_known_cities_lie_where_they_are(key: str, region: str, point: tuple[float, float]) -> None:
    """A city is within ten miles of its town hall, in both hemispheres."""
    (number, *_) = KNOWN.cities(key, region)
    place = KNOWN.city(number)
    assert miles_between(place.latitude, place.longitude, *point) < 10


def test_every_point_is_on_the_earth() -> None:
    """Latitudes and longitudes are in range, and none is the 0, 0 of a blank."""
    for points in (KNOWN.zip_points, KNOWN.city_points):
        assert (np.abs(points[0]) <= 90).all()
        assert (np.abs(points[1]) <= 180).all()
        assert (points != 0).any(axis=0).all()


def test_every_state_has_zip_codes() -> None:
    """Each state and territory of the vocabulary has ZIP codes, and no ZIP code is of any other region."""
    regions, codes = KNOWN.zip_regions
    assert {regions[code] for code in np.unique(codes)} == {f"US-{state}" for state in vocabulary().states}


def test_it_is_small() -> None:
    """The file stays below a megabyte, as it is part of every checkout."""
    assert FILE.stat().st_size < 1_000_000


def test_it_is_described_as_it_is() -> None:
    """Method describes the file with its actual numbers, and names every source with its license."""
    cities = [KNOWN.city(number) for number in range(KNOWN.city_points.shape[1])]
    at_home = sum(place.country == "US" for place in cities)
    described = sources()
    assert f"{len(KNOWN.zips):,} US ZIP codes, {at_home:,} US towns" in described.holds
    assert f" {len(cities) - at_home:,} cities of other countries" in described.holds
    assert [source.license for source in described.sources] == ["MIT", "CC BY 4.0"]
    assert [source.license.split(";")[0] for source in described.outlines] == ["ISC"]
