"""Where each clinic is: by its record's coordinates, else its ZIP code, else its city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.places.distance import miles_between
from scoring.places.gazetteer import HOME, TERRITORIES, Place, gazetteer
from scoring.places.place_name_keys import name_key
from scoring.places.place_search import LONGEST, clear_city
from scoring.reading import Column, as_dictionary, whole
from scoring.thresholds import number

Floats = NDArray[np.float64]
Codes = tuple[NDArray[np.int32], Sequence[str]]  # for each clinic the index of its value among the values
SOURCES = ("", "coordinates", "postal_code", "city")  # what a location was read from; "" for a clinic without any
_NOTHING, _COORDINATES, _ZIP_CODE, _CITY = range(len(SOURCES))
_FAR = number("far_coordinates")
_MILES_A_DEGREE = 69.0  # of latitude, rounded down: 69.09 on the sphere on which distances are measured
_POLE = 90.0  # degrees
# Behind the first digits of a ZIP code: four more, after a dash of any kind, and the country.
ZIP_TAIL = (
    r"(?:\s*[-\x{2010}-\x{2015}\x{2212}]?\s*\d{4})?"
    r"(?:[\s,]+(?i:USA?|U\.S\.(?:A\.?)?|United\s+States(?:\s+of\s+America)?))?\s*"
)
_DIGITS = rf"^\s*(?P<zip>\d{{5}}|\d{{3,4}}){ZIP_TAIL}$"  # leading zeros are lost if a file stores numbers


@dataclass(frozen=True, eq=False)
class Locations:
    """The location of each clinic.

    `latitude`, `longitude`: float64 degrees, nan if not known. `source`: int8, the index in `SOURCES` of what
    it was read from. `astray`: int32, the miles between the record's coordinates and the ZIP code or city that was
    used instead of them, 0 if its coordinates were used or there are none.
    """

    latitude: Floats
    longitude: Floats
    source: NDArray[np.int8]
    astray: NDArray[np.int32]

    def miles_from(self, place: Place, rows: slice | NDArray[np.int64] = slice(None)) -> Floats:
        """The miles of some clinics, by position, or of all, from a place: float64, nan if not known."""
        return miles_between(place.latitude, place.longitude, self.latitude[rows], self.longitude[rows])

    def within(self, place: Place, miles: float) -> NDArray[np.bool_]:
        """Which clinics are within some miles of a place: those whose degrees rule it out are not measured."""
        near, reach = np.zeros(len(self.source), dtype=np.bool_), miles / _MILES_A_DEGREE
        rows = np.flatnonzero((self.latitude >= place.latitude - reach) & (self.latitude <= place.latitude + reach))
        east = np.abs(self.longitude[rows] - place.longitude)
        rows = rows[np.minimum(east, 360 - east) <= _degrees_east(place.latitude, reach)]
        near[rows[self.miles_from(place, rows) <= miles]] = True
        return near

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which clinics have a known location."""
        located: NDArray[np.bool_] = self.source != _NOTHING
        return located


def _degrees_east(latitude: float, reach: float) -> float:
    """How many degrees of longitude a circle spans to each side; `latitude` of its middle and `reach` are in degrees.

    A meridian touches the circle where sin(longitude) = sin(reach) / cos(latitude); all meridians meet in a pole.
    """
    if abs(latitude) + reach >= _POLE:
        return 180.0
    return float(np.degrees(np.arcsin(np.sin(np.radians(reach)) / np.cos(np.radians(latitude)))))


def locate(known: Mapping[str, Column], state: Codes, country: Codes) -> Locations:
    """The locations of all clinics. `known`: canonical columns; `state`, `country`: two-letter codes, "" for none.

    Coordinates more than `far_coordinates` from the stated ZIP code or city are not used.
    """
    size = len(known["name"])
    latitude, longitude = _coordinates(known, size)
    by_zip_code = _by_zip_code(known, state, country, size)
    located = ~np.isnan(by_zip_code[0])
    by_city = _by_city(known, state, country, ~located)
    stated = np.where(located, by_zip_code, by_city)
    apart = np.full(size, np.nan)
    both = np.flatnonzero(~(np.isnan(latitude) | np.isnan(stated[0])))
    apart[both] = miles_between(latitude[both], longitude[both], *stated[:, both])
    astray = apart > _FAR
    taken = ~np.isnan(latitude) & ~astray
    source = np.select([taken, located, ~np.isnan(by_city[0])], [_COORDINATES, _ZIP_CODE, _CITY], _NOTHING).astype(
        np.int8
    )
    return Locations(
        np.where(taken, latitude, stated[0]),
        np.where(taken, longitude, stated[1]),
        source,
        np.where(astray, apart, 0).round().astype(np.int32),
    )


def _coordinates(known: Mapping[str, Column], size: int) -> tuple[Floats, Floats]:
    """Latitude and longitude of the records, nan in both if one is not understood. 0, 0 is a database's blank."""
    if not {"latitude", "longitude"} <= known.keys():
        return np.full(size, np.nan), np.full(size, np.nan)
    latitude, longitude = (_degrees(known[name], most) for name, most in (("latitude", 90), ("longitude", 180)))
    unknown = np.isnan(latitude) | np.isnan(longitude) | ((latitude == 0) & (longitude == 0))
    return np.where(unknown, np.nan, latitude), np.where(unknown, np.nan, longitude)


def _degrees(column: Column, most: int) -> Floats:
    encoded = pa.types.is_dictionary(column.type)  # else cells are mostly different, and are read one by one
    texts = pc.utf8_trim_whitespace(column.dictionary if encoded else whole(column))
    number_like = pc.match_substring_regex(texts, r"^[+-]?\d{1,3}(\.\d*)?$")
    plain_numbers = pc.utf8_ltrim(pc.if_else(number_like, texts, None), characters="+")
    values = np.asarray(plain_numbers.cast(pa.float64()).fill_null(np.nan))
    values = np.where(np.abs(values) <= most, values, np.nan)
    return _at(values, column) if encoded else values


def _by_zip_code(known: Mapping[str, Column], state: Codes, country: Codes, size: int) -> Floats:
    """Points of shape (2, clinics) by US ZIP code, nan if there is none, or if it belongs to another state."""
    points = np.full((2, size), np.nan)
    if "postal_code" not in known:
        return points
    places = gazetteer()
    cells = as_dictionary(known["postal_code"])
    digits = pc.struct_field(pc.extract_regex(cells.dictionary, _DIGITS), "zip")
    numbers = np.asarray(digits.cast(pa.int64()).fill_null(-1))
    at = np.minimum(np.searchsorted(places.zips, numbers), len(places.zips) - 1)
    exists = places.zips[at] == numbers
    which = _at(np.where(exists, at, -1).astype(np.float64), cells)
    rows = np.flatnonzero(np.nan_to_num(which, nan=-1) >= 0)
    which = which[rows].astype(np.int64)
    states = np.array([f"{HOME}-{code}" if code else "" for code in state[1]])
    regions, codes = places.zip_regions
    of_state = np.array([[region in ("", stated) for region in states] for stated in regions])
    countries = _served(country, state, known)
    fits = of_state[codes[which], state[0][rows]] & countries[rows]
    points[:, rows[fits]] = places.zip_points[:, which[fits]]
    return points


def _served(country: Codes, state: Codes, known: Mapping[str, Column]) -> NDArray[np.bool_]:
    """Which clinics the US mail may serve. If no country is stated, a state outside the US speaks against it."""
    stated = np.array([code in (HOME, *TERRITORIES) for code in country[1]])[country[0]]
    blank = np.array([code == "" for code in country[1]])[country[0]]
    of_us = np.array([code != "" for code in state[1]])[state[0]]
    without_state = ~np.asarray(known["state"].is_valid()) if "state" in known else np.ones(len(of_us), dtype=bool)
    served: NDArray[np.bool_] = stated | (blank & (of_us | without_state))
    return served


def _by_city(known: Mapping[str, Column], state: Codes, country: Codes, wanting: NDArray[np.bool_]) -> Floats:
    """Points of shape (2, clinics) by city with state or country, nan if that is unclear; only where missing."""
    points = np.full((2, len(wanting)), np.nan)
    if "city" not in known or not wanting.any():
        return points
    cells = as_dictionary(known["city"])
    rows = np.flatnonzero(wanting & np.asarray(cells.is_valid()))
    names = np.asarray(cells.indices.fill_null(0))[rows]
    states, countries = state[0][rows].astype(np.int64), country[0][rows]
    which, triples = pd.factorize((names * np.int64(len(state[1])) + states) * len(country[1]) + countries)
    texts = cells.dictionary.to_pylist()
    of_triples = []
    for triple in triples.tolist():
        (name, its_state), its_country = divmod(triple // len(country[1]), len(state[1])), triple % len(country[1])
        of_triples.append(_city(texts[name], state[1][its_state], country[1][its_country]))
    if of_triples:
        points[:, rows] = np.array(of_triples).T[:, which]
    return points


def _city(name: str, state: str, country: str) -> tuple[float, float]:
    """The point of a city, nan if it is not known or ambiguous."""
    region = f"{HOME}-{state}" if state else f"{HOME}-{country}" if country in TERRITORIES else country
    place = clear_city(name_key(name[:LONGEST]), region)
    return (place.latitude, place.longitude) if place else (np.nan, np.nan)


def _at(values: Floats, cells: pa.DictionaryArray) -> Floats:
    """The value of each cell by that of its distinct text, nan for a blank."""
    indices = cells.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
    looked_up: Floats = np.append(values, np.nan)[indices]
    return looked_up
