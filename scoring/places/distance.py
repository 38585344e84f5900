"""The distance between two points of the earth."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

_RADIUS = 3_958.7613  # miles: the mean radius of the earth (IUGG), 6,371.0088 km


def miles_between(
    latitude: ArrayLike, longitude: ArrayLike, other_latitude: ArrayLike, other_longitude: ArrayLike
) -> NDArray[np.float64]:
    """Miles along a great circle of a sphere, 0.6% off at most; degrees in, float64 out, nan where one is nan.

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
