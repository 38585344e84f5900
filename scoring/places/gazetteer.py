"""The known places: US ZIP codes, US cities, and the large cities of other countries, read once from one small file.

`build.py` makes that file and says from what.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pycountry
from numpy.typing import NDArray

from scoring.places.place_name_keys import name_key
from scoring.vocabulary import spelling, vocabulary

FILE = Path(__file__).with_name("gazetteer.npz")
HOME = "US"
TERRITORIES = ("PR", "VI", "GU")  # countries in lists of countries, states in the files of clinics and for the US mail
_BESIDE_ISO = {"XK": "Kosovo"}  # a GeoNames code that is not in ISO's list
_PROVINCE_CODES = ("CA", "AU")  # countries whose addresses have a code of the province: Toronto, ON
A_DEGREE = 100  # coordinates are stored in hundredths of a degree, which are half a mile off at most


@dataclass(frozen=True)
class Place:
    """A place: its name in full, its latitude and longitude in degrees, and its two-letter country.

    `region`: a state such as US-FL, or the country. `population`: people, to the next thousand; 0 if not known.
    `words`: what a person may type to find this place.
    """

    label: str
    latitude: float
    longitude: float
    region: str
    population: int = 0
    words: str = ""

    @property
    def country(self) -> str:
        """The two-letter code of the country."""
        return self.region[:2]


class Gazetteer:
    """Looks up ZIP codes and names. Cities are numbered; several may share a name."""

    def __init__(self, file: Path) -> None:
        with np.load(file, allow_pickle=False) as stored:
            self.zips: NDArray[np.int64] = np.cumsum(stored["zip_steps"], dtype=np.int64)
            """ZIP codes as numbers, in ascending order."""
            self.zip_points = _degrees(stored["zip_points"])
            """Latitude and longitude of each ZIP code, in degrees: float64, of shape (2, ZIP codes)."""
            self.city_points = _degrees(stored["city_points"])
            """Latitude and longitude of each city, in degrees: float64, of shape (2, cities)."""
            self._zip_cities = stored["zip_cities"]
            self._names = _texts(stored["names"])
            regions, codes = _texts(stored["regions"]), stored["city_regions"]
            self._regions = [regions[code] for code in codes.tolist()]
            self.zip_regions = regions, codes[self._zip_cities]
            """Regions, and for each ZIP code the place of its own among them."""
            self.thousands: NDArray[np.int64] = stored["city_thousands"].astype(np.int64)
            """The population of each city, in thousands, rounded up; 0 where it is not known."""
            self.home_cities = np.flatnonzero([region.startswith(f"{HOME}-") for region in self._regions])
            """The numbers of the cities of the US."""
            self.keys = _texts(stored["keys"])
            """The keys of all names, in ascending order; a key stands once for each city that it names."""
            self._key_cities = stored["key_cities"].tolist()

    def cities(self, key: str, region: str = "") -> list[int]:
        """The numbers of the cities with a name of this key, all or those of one region.

        Those with exactly that name first, then the largest. `region`: US-FL, or a country, which includes the cities
        of its states.
        """
        cities = self._key_cities[bisect_left(self.keys, key) : bisect_right(self.keys, key)]
        fitting = [city for city in cities if self._regions[city].startswith(region)]
        return sorted(
            fitting,
            key=lambda city: (name_key(self._names[city]) != key, -self.thousands[city], self._regions[city]),
        )

    def keys_in(self, regions: Sequence[str]) -> set[str]:
        """The keys of the names of the cities in some regions."""
        within = [region.startswith(tuple(regions)) for region in self._regions]
        return {key for key, city in zip(self.keys, self._key_cities, strict=True) if within[city]}

    def city(self, number: int) -> Place:
        """A city as a place: Denver, CO, or Munich, Germany."""
        region = self._regions[number]
        latitude, longitude = self.city_points[:, number].tolist()
        home, _, state = region.partition("-")
        label = f"{self._names[number]}, {state or country_name(home)}"
        return Place(label, latitude, longitude, region, 1_000 * int(self.thousands[number]), label)

    def zip_code(self, digits: str) -> Place | None:
        """A ZIP code of five digits as a place: 80202 (Denver, CO); None if there is none."""
        at = int(np.searchsorted(self.zips, int(digits)))
        if at == len(self.zips) or self.zips[at] != int(digits):
            return None
        latitude, longitude = self.zip_points[:, at].tolist()
        city = self.city(int(self._zip_cities[at]))
        return Place(f"{digits} ({city.label})", latitude, longitude, city.region, words=digits)

    def nearest_zip_codes(self, digits: str, most: int) -> list[str]:
        """The ZIP codes nearest by number, which belong to the same mail district or the next."""
        nearest = np.argsort(np.abs(self.zips - int(digits)), kind="stable")[:most]
        return [f"{self.zips[at]:05}" for at in nearest.tolist()]


@cache
def gazetteer() -> Gazetteer:
    """All known places, read at the first use."""
    return Gazetteer(FILE)


def region_codes(text: str) -> list[str]:
    """The regions that a text may name, states before countries: CA is California, or Canada."""
    words, key = vocabulary(), _region_key(text)
    state, country = words.state_codes.get(key), words.country_codes.get(key)
    country = country or _country_labels().get(key)
    return [region for region in (f"{HOME}-{state}" if state else None, country) if region]


def province_countries(text: str) -> list[str]:
    """The countries other than the US with a province of that name, or, for some, of that code: ON is in Canada."""
    return _provinces().get(_region_key(text), [])


def _region_key(text: str) -> str:
    return spelling(text.replace(".", ""))  # D.C.


@cache
def _provinces() -> Mapping[str, list[str]]:
    """Countries by the names of their provinces, and by the codes of those that people write after a city."""
    countries: dict[str, list[str]] = {}
    for province in pycountry.subdivisions:
        country, _, code = str(province.code).partition("-")
        if country != HOME:
            for word in (str(province.name), *([code] if country in _PROVINCE_CODES else [])):
                known = countries.setdefault(spelling(word), [])
                if country not in known:
                    known.append(country)
    return countries


@cache
def country_name(code: str) -> str:
    """The name of a country that people use."""
    if code in _BESIDE_ISO:
        return _BESIDE_ISO[code]
    country = pycountry.countries.get(alpha_2=code)
    name, _, rest = str(getattr(country, "common_name", country.name) if country else code).partition(", ")
    return f"{rest} {name}".strip()  # "Congo, The Democratic Republic of the"


@cache
def _country_labels() -> Mapping[str, str]:
    """Every two-letter code, and every name that labels places, by spelling: some are in no list of words of files."""
    codes = [*_BESIDE_ISO, *(str(country.alpha_2) for country in pycountry.countries)]
    return {spelling(word): code for code in codes for word in (code, country_name(code))}


def _degrees(stored: NDArray[np.int16]) -> NDArray[np.float64]:
    return stored / A_DEGREE


def _texts(stored: NDArray[np.uint8]) -> Sequence[str]:
    return stored.tobytes().decode().split("\n")
