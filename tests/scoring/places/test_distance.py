"""Laws of the distance between two points."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.places import miles_between

LATITUDE, LONGITUDE = st.floats(-90, 90), st.floats(-180, 180)
POINT = st.tuples(LATITUDE, LONGITUDE)


@given(POINT, POINT)
def test_it_is_the_same_both_ways(here: tuple[float, float], there: tuple[float, float]) -> None:
    """There and back are equally far, and no more than halfway around the earth."""
    miles = miles_between(*here, *there)
    assert np.isclose(miles, miles_between(*there, *here))
    assert 0 <= miles < 12_451


@given(POINT)
def test_it_is_nothing_to_itself(here: tuple[float, float]) -> None:
    """A point is at no distance from itself."""
    assert miles_between(*here, *here) == 0


@given(POINT, POINT, POINT)
def test_a_detour_is_no_shorter(
    here: tuple[float, float], there: tuple[float, float], beyond: tuple[float, float]
) -> None:
    """The way through a third point is at least as long."""
    direct = miles_between(*here, *beyond)
    assert direct <= miles_between(*here, *there) + miles_between(*there, *beyond) + 1e-3


def test_known_distances() -> None:
    """Denver to Tampa is 1,519 miles, a degree along the equator 69, and unknown points have no distance."""
    miles = miles_between(39.739, -104.985, [27.951, np.nan], [-82.459, -82.459])
    assert round(float(miles[0]) / 10) == 152
    assert np.isnan(miles[1])
    assert round(float(miles_between(0, 0, 0, 1)), 1) == 69.1
