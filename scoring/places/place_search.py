"""The place that a text means: a US ZIP code, or a city with its state or country, as people type it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from scoring.places.gazetteer import HOME, Gazetteer, Place, gazetteer, province_countries, region_codes
from scoring.places.nicknames import nicknames
from scoring.places.place_name_keys import name_key
from scoring.thresholds import number
from scoring.wording import cut, quoted

LONGEST = 100  # characters: the longest name of a place with its country has 60
MOST_CHOICES = 8
_LONGEST_SHOWN = 40  # characters of a text that is not understood
_CLEARLY_LARGER = number("clearly_larger_city")
_HOME_COUNTS = number("weight_of_us_city")
_OWN_NAME_COUNTS = number("weight_of_own_name")
_SHORTEST = number("shortest_misspelled_place")
_NEAR_ENOUGH = number("near_place")
_NEAR = re.compile(r"^(?:near me in|near(?:by)?|around|close to|in)\s+", re.IGNORECASE)
_NEAR_ME = re.compile(r"(?:close to|around|near(?:by)?) (?:me|here|my (?:home|place|location))", re.IGNORECASE)
_MILES = r"\d{1,4} ?(?:mi|miles?|km|kilomet(?:er|re)s?)"
_DISTANCE = re.compile(rf"^(?:within )?{_MILES} (?:from|of|around|near) ", re.IGNORECASE)
_ZIP = re.compile(r"(?:^|[\s,])(\d{5})(?:[- ]?\d{4})?$", re.ASCII)
_NO_ZERO = re.compile(r"\d{3,4}", re.ASCII)  # a ZIP code without its leading zeros
_LARGER_THAN_ITS_STATE = 500_000  # people: New York, Washington and Singapore are meant as cities, Delaware, OH is not
_NAME_A_CITY = "Name a city in it, or choose it as a filter."
_HOW = "Type a US ZIP code, or a city with its state or country: 80202, Tampa, FL, or Munich, Germany."


@dataclass(frozen=True)
class PlaceAnswer:
    """What a text means: `place`, or None if that is unclear.

    `choices`: places that it may also mean. `note`: a sentence on what was read differently from what was typed, or on
    why there is no place; "" if the text plainly means the place. `exact`: it is the name of a place, letter by letter.
    `explicit`: and can hardly be anything else, because it is a ZIP code, has a region, or begins with "near".
    """

    place: Place | None = None
    choices: tuple[Place, ...] = ()
    note: str = ""
    exact: bool = False
    explicit: bool = False


@lru_cache(maxsize=1_024)
def find_place(text: str) -> PlaceAnswer:
    """The place that a text means, using only the file of places."""
    if len(text) > LONGEST:
        return PlaceAnswer(note=f"{_shown(text)} is longer than the name of any place. {_HOW}")
    words = " ".join(text.split()).strip(" .,;")
    if not name_key(words):
        return PlaceAnswer(note=f"{_shown(text)} names no place. {_HOW}")
    if _NEAR_ME.fullmatch(words):
        return PlaceAnswer(note=f"This page does not know where you are. {_HOW}")
    if distance := _DISTANCE.match(words):
        answer = find_place(words[distance.end() :])
        return replace(answer, note=answer.note or "Only the place was read. Choose the miles under Within.")
    return _of_words(words)


def _of_words(words: str) -> PlaceAnswer:
    """The place that words mean, which may begin with "near"."""
    known = gazetteer()
    name = words if _named(words, known) else _NEAR.sub("", words)  # Near North Side is a place
    if city := nicknames().get(name_key(name)):
        return PlaceAnswer(find_place(city).place, note=f"{_shown(name)} was read as {city}.", exact=True)
    if zip_code := _ZIP.search(name):
        return _of_zip_code(zip_code[1], known)
    if _NO_ZERO.fullmatch(name):
        answer = _of_zip_code(name.zfill(5), known)
        return PlaceAnswer(answer.place, answer.choices, answer.note or f"Read as {name.zfill(5)}.")
    return _of_name(name, known, is_place=bool(_NEAR.match(words)))


def _of_name(words: str, known: Gazetteer, *, is_place: bool) -> PlaceAnswer:
    """The place with a name. `is_place`: the reader said that it is one."""
    places = _named(words, known)
    if region_codes(words) and max([place.population for place in places], default=0) < _LARGER_THAN_ITS_STATE:
        return PlaceAnswer(choices=_offered(places), note=f"{_shown(words)} is a state or a country. {_NAME_A_CITY}")
    if not places:
        return _of_slip(words, known)
    answer = _answer(words, places)
    has_region = not known.cities(name_key(words))
    return replace(answer, exact=True, explicit=answer.place is not None and (is_place or has_region))


def clear_city(key: str, region: str) -> Place | None:
    """The city with a name of this key in a region, or that is clearly meant by its name alone; None if none is.

    `region`: US-FL, or a country; "" for the whole world.
    """
    known = gazetteer()
    cities = known.cities(key, region)
    if region not in ("", HOME):
        cities = cities[:1]
    return _answer(key, [known.city(city) for city in cities]).place if cities else None


def _of_zip_code(digits: str, known: Gazetteer) -> PlaceAnswer:
    place = known.zip_code(digits)
    if place:
        return PlaceAnswer(place, exact=True, explicit=True)
    near = tuple(filter(None, map(known.zip_code, known.nearest_zip_codes(digits, 3))))
    return PlaceAnswer(choices=near, note=f"{digits} is not a US ZIP code that is known here. The nearest by number:")


def _named(words: str, known: Gazetteer) -> list[Place]:
    """The places with exactly this name, in the region that the words end with, if any."""
    for name, regions in _readings(words):
        for region in regions or [""]:
            if cities := known.cities(name_key(name), region):
                return [known.city(city) for city in cities[: 1 if regions else None]]
    return []


def _readings(words: str) -> list[tuple[str, Sequence[str]]]:
    """How a text may be split into a name and the regions it may be in, the likeliest first.

    After a comma comes a region, which only the country may follow; without a comma, the last three words may be it.
    None if the text after the comma is no known region.
    """
    name, *rest = [part.strip() for part in words.split(",")]
    if rest:
        regions = [code for part in rest if _regions(part) != [HOME] for code in _regions(part)]
        return [(name, regions or [HOME])] if all(map(_regions, filter(None, rest))) else []
    parts = words.split()
    ends = [(parts[:-size], _regions(" ".join(parts[-size:]))) for size in range(1, min(4, len(parts)))]
    return [(words, []), *((" ".join(start), regions) for start, regions in ends if regions)]


def _regions(words: str) -> list[str]:
    """The regions that may follow the name of a city: states and countries, or else the country of a province."""
    return region_codes(words) or province_countries(words)


def _answer(words: str, places: Sequence[Place], note: str = "") -> PlaceAnswer:
    """The largest of several places if it is clearly the largest; else a choice of them.

    `note`: a remark on the choice; where there is one, the words are misspelled and the remark says how they were read.
    """
    key = name_key(words)
    sizes = {place: _size(place, key) for place in places}
    first, *others = sorted(sizes, key=lambda place: -sizes[place])
    if not others or sizes[first] >= _CLEARLY_LARGER * max(sizes[others[0]], 1):
        return PlaceAnswer(first, _offered(others), note and f"{_shown(words)} was read as {first.label}.")
    return PlaceAnswer(choices=_offered([first, *others]), note=note or f"{_shown(words)} may be several places:")


def _size(place: Place, key: str) -> int:
    """How likely a place is meant: by its population, and whether the key is that of its own name."""
    own = name_key(place.label.rpartition(",")[0]) == key
    return place.population * (_HOME_COUNTS if place.country == HOME else 1) * (_OWN_NAME_COUNTS if own else 1)


def _offered(places: Sequence[Place]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(places))[:MOST_CHOICES]


def _of_slip(words: str, known: Gazetteer) -> PlaceAnswer:
    """The place whose name differs by one letter, or else the nearest names to choose from."""
    readings = _readings(words)
    if not readings:
        name, _, rest = words.partition(",")
        places = [known.city(city) for city in known.cities(name_key(name))]
        return PlaceAnswer(
            choices=_offered(places),
            note=f"{_shown(rest.strip())} is not a state or country that is known here. {_HOW}",
        )
    if slips := _similar(readings, known, OSA.distance, 1):
        return _answer(words, slips, f"{_shown(words)} is not a place that is known here. One letter away:")
    near = _offered(_similar(readings, known, fuzz.ratio, _NEAR_ENOUGH))
    return PlaceAnswer(
        choices=near,
        note=f"{_shown(words)} is not a place that is known here. {'The nearest names:' if near else _HOW}",
    )


def _similar(
    readings: Sequence[tuple[str, Sequence[str]]], known: Gazetteer, scorer: Callable[..., float], cutoff: int
) -> list[Place]:
    """The places whose names are at least this similar, for each reading of a text."""
    places = []
    for name, regions in readings:
        key = name_key(name)
        if len(key) >= _SHORTEST:
            keys = known.keys_in(regions) if regions else known.keys
            similar = process.extract(key, keys, scorer=scorer, score_cutoff=cutoff, limit=MOST_CHOICES)
            places += [_first(known, match[0], regions) for match in similar]
    return places


def _first(known: Gazetteer, key: str, regions: Sequence[str]) -> Place:
    cities = next(filter(None, (known.cities(key, region) for region in regions or [""])))
    return known.city(cities[0])


def _shown(text: str) -> str:
    return quoted(cut(text, _LONGEST_SHOWN))
