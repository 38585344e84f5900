"""The marks of a map: few, at their clinics, and named after a place that has all of them within reach."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.places import find_place, miles_between, on_us_map, spots
from scoring.places.clinic_locations import Locations
from scoring.places.gazetteer import gazetteer
from scoring.places.spots import MOST_SPOTS, Spots

ZIPS = gazetteer().zip_points
SOMEWHERE = st.lists(
    st.tuples(st.floats(-90, 90), st.floats(-180, 180)) | st.sampled_from([tuple(point) for point in ZIPS[:, ::400].T]),
    max_size=30,
)


def located(points: np.ndarray) -> Locations:
    """Locations at these latitudes and longitudes, of shape (2, clinics)."""
    size = points.shape[1]
    return Locations(points[0], points[1], np.ones(size, dtype=np.int8), np.zeros(size, dtype=np.int32))


def spots_at(points: np.ndarray) -> Spots:
    """The spots of clinics that are all in the United States."""
    return spots(located(points), np.ones(points.shape[1], dtype=bool))


@settings(max_examples=30)
@given(SOMEWHERE)
def test_every_clinic_on_the_map_has_a_spot_within_reach_of_its_place(points: list[tuple[float, float]]) -> None:
    """A spot is amid its clinics, and the miles from its place to the furthest are its reach; others have no spot."""
    clinics = np.array(points).reshape(-1, 2).T
    made = spots_at(clinics)
    shown = on_us_map(*clinics)
    assert (made.codes[~shown] == len(made)).all()
    assert set(made.codes[shown].tolist()) == set(range(len(made)))
    for spot, place in enumerate(made.places):
        within = clinics[:, made.codes == spot]
        assert made.latitude[spot] == pytest.approx(within[0].mean())
        assert made.longitude[spot] == pytest.approx(within[1].mean())
        miles = miles_between(place.latitude, place.longitude, *within)
        assert made.reach[spot] == miles.max()


def test_a_spots_place_is_what_its_words_name() -> None:
    """What a click puts into the place field means the same place that the reach is measured from."""
    for place in spots_at(ZIPS[:, ::100]).places:
        answer = find_place(place.words)
        assert answer is not None
        assert answer.place == place


def test_spots_stay_few_however_many_clinics() -> None:
    """At every ZIP code there are still no more than fit; a lone clinic has one spot where it is."""
    assert 50 < len(spots_at(ZIPS)) <= MOST_SPOTS
    lone = spots_at(np.array([[27.95], [-82.46]]))
    assert (lone.latitude.tolist(), lone.longitude.tolist()) == ([27.95], [-82.46])
    assert [place.label for place in lone.places] == ["Tampa, FL"]
    assert len(spots_at(np.empty((2, 0)))) == 0


def test_who_is_of_another_country_has_no_spot() -> None:
    """Toronto is within the bounds of the map and not on it; nor is a clinic whose location is not known."""
    points = np.array([[43.65, 27.95, np.nan], [-79.38, -82.46, np.nan]])
    made = spots(located(points), np.array([False, True, True]))
    assert made.codes.tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ((21.3, -157.9), True),
        ((61.2, -149.9), True),
        ((18.4, -66.1), False),
        ((13.5, 144.8), False),
        ((48.9, 2.4), False),
    ],
)
def test_the_map_shows_the_states(place: tuple[float, float], shown: bool) -> None:
    """Honolulu and Anchorage are on it; San Juan, Guam, and Paris are not."""
    assert on_us_map(*np.array([place]).T).tolist() == [shown]
