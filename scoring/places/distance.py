"""The distance between two points on the earth."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

_RADIUS = 3_958.7613  # miles: the mean radius of the earth (IUGG), 6,371.0088 km


def miles_between(
    latitude: ArrayLike, longitude: ArrayLike, other_latitude: ArrayLike, other_longitude: ArrayLike
) -> NDArray[np.float64]:
    """Miles along a great circle of a sphere, 0.6% off at most; degrees in, float64 out, nan if one is nan.

    The haversine formula, which is exact for near points too (Sinnott, Sky and Telescope 68, 1984).
    """
    north, east = (np.radians(np.asarray(angle, dtype=np.float64)) for angle in (latitude, longitude))
    other_north, other_east = (
        np.radians(np.asarray(angle, dtype=np.float64)) for angle in (other_latitude, other_longitude)
    )
    half_chord = (
        np.sin((north - other_north) / 2) ** 2
        + np.cos(north) * np.cos(other_north) * np.sin((east - other_east) / 2) ** 2
    )
    distances: NDArray[np.float64] = 2 * _RADIUS * np.arcsin(np.sqrt(np.clip(half_chord, 0, 1)))
    return distances


def circle(latitude: float, longitude: float, miles: float, points: int) -> tuple[NDArray[np.float64], ...]:
    """The latitudes and longitudes in degrees, float64, of points at even angles `miles` from a point.

    The first point is repeated at the end. The direct formula of a sphere, for distances that reach no pole.
    """
    bearing = np.linspace(0, 2 * np.pi, points + 1)
    north, angle = np.radians(latitude), miles / _RADIUS
    its_north = np.arcsin(np.sin(north) * np.cos(angle) + np.cos(north) * np.sin(angle) * np.cos(bearing))
    east = np.arctan2(
        np.sin(bearing) * np.sin(angle) * np.cos(north), np.cos(angle) - np.sin(north) * np.sin(its_north)
    )
    return np.degrees(its_north), longitude + np.degrees(east)
