"""How a click on a place filters: by states, by countries, or by the miles around a city; only by one of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.charts.figure import Toggle
from dashboard.filters import ANY_DISTANCE, COUNTRY, NEAR, RADII, STATE, USUAL_RADIUS, WITHIN

FILTERED = (STATE.key, COUNTRY.key, NEAR.key)  # the filters of places: charts of places count without them
_RELEASED = {STATE.key: [], COUNTRY.key: [], NEAR.key: "", WITHIN: USUAL_RADIUS}


@dataclass(frozen=True)
class Whereabouts:
    """A click on a state or country adds or removes it; a click on a mark sets its city and miles, or clears them.

    The other filters of places are cleared, because a state and a city elsewhere would leave no clinic.
    """

    @property
    def keys(self) -> tuple[str, ...]:
        """The filters, and the miles."""
        return tuple(_RELEASED)

    @property
    def fields(self) -> tuple[str, ...]:
        """Columns of the same names, "" where a mark has no such value."""
        return tuple(_RELEASED)

    def after(self, mark: Mapping[str, Any], widget_values: Mapping[str, Any]) -> dict[str, Any]:
        """The filter of the mark changed, and the others cleared."""
        if near := mark.get(NEAR.key):
            around = {NEAR.key: near, WITHIN: mark.get(WITHIN) or USUAL_RADIUS}
            held = all(widget_values.get(key) == value for key, value in around.items())
            return dict(_RELEASED) if held else _RELEASED | around
        for key in (STATE.key, COUNTRY.key):
            if change := Toggle(key, key).after(mark, widget_values):
                return _RELEASED | change
        return {}


def radius(miles: float) -> str:
    """The smallest of the radii on offer that reaches this far."""
    return next((choice for choice in RADII if choice != ANY_DISTANCE and int(choice) >= miles), ANY_DISTANCE)
