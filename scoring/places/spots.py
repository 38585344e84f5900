"""The clinics on a map of the US, grouped into the cells of a grid, so that a map of any file has few marks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.places.clinic_locations import Locations
from scoring.places.distance import miles_between
from scoring.places.gazetteer import Place, gazetteer

A_DEGREE = 4  # the smallest cells per degree: 0.25 degrees hold a city
CELLS = (1, 2, 4, 10)  # in smallest cells per side: 0.25, 0.5, 1, and 2.5 degrees, which are a third of a state
MOST_SPOTS = 400  # more would overlap if the map is as wide as a phone
# South, north, west, and east of what the usual map of the US shows: the contiguous states, Alaska, and Hawaii.
_SHOWN = ((24.0, 50.0, -125.5, -66.0), (51.0, 72.0, -180.0, -129.0), (18.5, 22.5, -161.0, -154.0))
_COLUMNS = 360 * A_DEGREE  # of the smallest cells, around the earth
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Spots:
    """The marks of a map.

    `codes`: int32, the spot of each clinic; the number of spots for a clinic that is not on the map. For each spot:
    `latitude`, `longitude` (float64 degrees): the middle of its clinics. `places`: its largest city, or the nearest.
    `reach` (float64): the miles from that place to its furthest clinic.
    """

    codes: NDArray[np.int32]
    latitude: Floats
    longitude: Floats
    places: tuple[Place, ...]
    reach: Floats

    def __len__(self) -> int:
        return len(self.places)


def spots(locations: Locations, at_home: NDArray[np.bool_]) -> Spots:
    """The spots of the clinics that are at home and have a known location; cells as small as `MOST_SPOTS` allows.

    `at_home`: bool, one per clinic: not in another country.
    """
    rows = np.flatnonzero(at_home & on_us_map(locations.latitude, locations.longitude))
    latitude, longitude = locations.latitude[rows], locations.longitude[rows]
    smallest = _cells(latitude, longitude)
    occurring = np.flatnonzero(np.bincount(smallest))
    lookup = np.zeros(occurring.max(initial=0) + 1, dtype=np.int32)
    for size in CELLS:
        cells, which = np.unique(_larger(occurring, size), return_inverse=True)
        if len(cells) <= MOST_SPOTS:
            break
    lookup[occurring] = which
    codes = lookup[smallest]
    clinics = np.bincount(codes, minlength=len(cells))
    north, east = (
        np.bincount(codes, weights=degrees, minlength=len(cells)) / clinics for degrees in (latitude, longitude)
    )
    numbers = _cities(cells, size, north, east)
    points = gazetteer().city_points[:, numbers]
    reach = np.zeros(len(cells))
    np.maximum.at(reach, codes, miles_between(latitude, longitude, *points[:, codes]))
    of_all = np.full(len(at_home), len(cells), dtype=np.int32)
    of_all[rows] = codes
    return Spots(of_all, north, east, tuple(gazetteer().city(number) for number in numbers.tolist()), reach)


def on_us_map(latitude: Floats, longitude: Floats) -> NDArray[np.bool_]:
    """Which points are within what the map of the US shows; those whose degrees are nan are not."""
    shown = np.zeros(len(latitude), dtype=bool)
    for south, north, west, east in _SHOWN:
        shown |= (latitude >= south) & (latitude <= north) & (longitude >= west) & (longitude <= east)
    return shown


def _cells(latitude: Floats, longitude: Floats) -> NDArray[np.int64]:
    """The smallest cell of each point, as one number: rows from the South Pole, columns from the date line."""
    rows, columns = np.floor((latitude + 90) * A_DEGREE), np.floor((longitude + 180) * A_DEGREE)
    return (rows * _COLUMNS + columns).astype(np.int64)


def _larger(cells: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """The cell that each smallest cell lies in, on a grid `size` times as coarse."""
    rows, columns = np.divmod(cells, _COLUMNS)
    larger: NDArray[np.int64] = rows // size * _COLUMNS + columns // size
    return larger


def _cities(cells: NDArray[np.int64], size: int, latitude: Floats, longitude: Floats) -> NDArray[np.int64]:
    """The number of a city for each cell: the largest within it or, if there is none, the nearest to its middle."""
    known = gazetteer()
    numbers = known.home_cities
    points = known.city_points[:, numbers]
    order = np.argsort(-known.thousands[numbers], kind="stable")
    with_cities, largest = np.unique(_larger(_cells(*points[:, order]), size), return_index=True)
    at = np.minimum(np.searchsorted(with_cities, cells), len(with_cities) - 1)
    cities = numbers[order[largest[at]]]
    for cell in np.flatnonzero(with_cities[at] != cells).tolist():
        cities[cell] = numbers[np.argmin(miles_between(latitude[cell], longitude[cell], *points))]
    return cities
