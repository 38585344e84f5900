"""Where places are, and how far clinics are from them, from a small file of our own making; never over the network.

In: a text that a person typed, or the cells of records. Out: a `Place`, or the coordinates of each clinic and its miles
from a place. Open `place_search.py` first; `build.py` makes the file, `gazetteer.py` reads it.
"""

from scoring.places.clinic_locations import SOURCES, Locations, locate
from scoring.places.distance import miles_between
from scoring.places.gazetteer import Place
from scoring.places.place_search import LONGEST, PlaceAnswer, find_place
from scoring.places.place_sources import Sources, sources

__all__ = [
    "LONGEST",
    "SOURCES",
    "Locations",
    "Place",
    "PlaceAnswer",
    "Sources",
    "find_place",
    "locate",
    "miles_between",
    "sources",
]
