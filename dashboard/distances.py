"""How far clinics are from the place that a reader named, in words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.filters import KILOMETERS_A_MILE, NEAR
from dashboard.view import View
from scoring.recognition import HOME
from scoring.reports import LOCATION_SOURCES, counted

MEANING = (
    "In a straight line from the middle of the place. By ZIP code, by city: the record has no coordinates that can be "
    "used, so the middle of its ZIP code or city is measured."
)
_BY_SOURCE = {"postal_code": ", by ZIP code", "city": ", by city"}
_TENTHS_BELOW = 9.95
UNKNOWN = "not known"


def in_words(view: View, rows: NDArray[np.int64]) -> list[str]:
    """The distances of the clinics at these positions: 3.4 miles, or 120 km, by city. Empty if no place is named.

    In kilometers if the place is outside the US.
    """
    nearby = view.filters[NEAR]
    if nearby is None:
        return []
    factor, unit = (1.0, "miles") if nearby.place.country == HOME else (KILOMETERS_A_MILE, "km")
    sources = view.review.understood.locations.source[rows].tolist()
    return [
        UNKNOWN if np.isnan(length) else f"{_measured(length, unit)}{_BY_SOURCE.get(LOCATION_SOURCES[source], '')}"
        for length, source in zip((view.miles_of(rows) * factor).tolist(), sources, strict=True)
    ]


def on_cards(view: View, rows: NDArray[np.int64]) -> list[str]:
    """The distances of the clinics at these positions as one fact among others: Distance not known."""
    return [f"Distance {words}" if words == UNKNOWN else words for words in in_words(view, rows)]


def _measured(length: float, unit: str) -> str:
    """A length with its unit, no more exact than the coordinates of places."""
    if length < 1:
        return f"under 1 {unit.removesuffix('s')}"
    return f"{length:.1f} {unit}" if length < _TENTHS_BELOW else f"{length:,.0f} {unit}"


def unplaced_in_words(view: View) -> str:
    """How many matching clinics have no known place, and what becomes of them; "" if none."""
    nearby = view.filters[NEAR]
    if nearby is None or not view.unplaced:
        return ""
    fate = ("comes last", "come last") if nearby.miles is None else ("is left out", "are left out")
    several = view.unplaced > 1
    return f"{counted(view.unplaced, 'clinic')} {'have' if several else 'has'} no known place, and {fate[several]}."
