"""Where places are, and how far clinics are from them, from a small generated file; never over the network.

In: a text that a person typed, or the cells of records. Out: a `Place`, or the coordinates of each clinic and its miles
from a place. Open `place_search.py` first; `build.py` makes the file, `gazetteer.py` reads it.
"""

from scoring.places.clinic_locations import SOURCES, ZIP_TAIL, Locations, locate
from scoring.places.distance import circle, miles_between
from scoring.places.gazetteer import TERRITORIES, Place, country_name
from scoring.places.outlines import outlines, outlines_text
from scoring.places.place_search import LONGEST, PlaceAnswer, find_place
from scoring.places.place_sources import Sources, sources
from scoring.places.spots import Spots, on_us_map, spots

__all__ = [
    "LONGEST",
    "SOURCES",
    "TERRITORIES",
    "ZIP_TAIL",
    "Locations",
    "Place",
    "PlaceAnswer",
    "Sources",
    "Spots",
    "circle",
    "country_name",
    "find_place",
    "locate",
    "miles_between",
    "on_us_map",
    "outlines",
    "outlines_text",
    "sources",
    "spots",
]
