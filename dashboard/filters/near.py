"""The filter by distance from a place that a reader names: the clinics within a number of miles of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard.filters.filter import BOUND, Condition, Filter
from scoring import Review
from scoring.recognition import HOME
from scoring.reports import Place, PlaceAnswer, find_place, listed

WITHIN = "within"
ANY_DISTANCE = "any"
RADII = ("10", "25", "50", "100", "250", ANY_DISTANCE)  # miles, as a link has them
_LONGEST = 100  # characters, which no name of a place has
KILOMETERS_A_MILE = 1.609344  # by definition of the international mile
USUAL_RADIUS = "50"  # an hour or two on the road


@dataclass(frozen=True)
class Nearby:
    """A place, and the miles from it within which clinics are kept; None: all clinics, at any distance."""

    place: Place
    miles: int | None = int(USUAL_RADIUS)


class Near(Filter[Nearby | None]):
    """The clinics near a place. A text that names no clear place keeps every clinic; pages say so."""

    in_sidebar: ClassVar[bool] = False

    @property
    def nothing(self) -> None:
        """No place."""
        return None

    @property
    def empty(self) -> str:
        """No text."""
        return ""

    def bind(self) -> None:
        """Draw a text box for the place, and a choice of miles."""
        st.text_input(self.label, key=self.key, bind=BOUND, max_chars=_LONGEST)
        st.selectbox("Within", RADII, index=RADII.index(USUAL_RADIUS), key=WITHIN, bind=BOUND, format_func=str)

    def criterion(self, value: object) -> Nearby | None:
        """The place that a text means, with the usual miles; None for a text that names none."""
        answer = place_answer(str(value))
        return Nearby(answer.place) if answer and answer.place else None

    def from_widgets(self, widget_value: Callable[[str, Any], Any]) -> Nearby | None:
        """The place and the miles of both widgets."""
        nearby = self.criterion(widget_value(self.key, self.empty))
        radius = str(widget_value(WITHIN, USUAL_RADIUS))
        return nearby and Nearby(nearby.place, None if radius == ANY_DISTANCE else int(radius))

    def from_link(self, words: Sequence[str]) -> str:
        """The last text."""
        return words[-1]

    def refusal(self, words: Sequence[str]) -> str:
        """Refuses a text that means no place or several, and names those."""
        for text in words:
            answer = place_answer(text)
            if answer and answer.place is None:
                return f"{self.key}: {answer.note} {listed([place.words for place in answer.choices], 'or')}".strip()
        return ""

    def conditions(self, criterion: Nearby | None) -> list[Condition]:
        """The place with the miles."""
        if criterion is None:
            return []
        return [Condition(self.key, None, f"{self.name}: {criterion.place.label}{_in_words(criterion)}")]

    def mask(self, review: Review, criterion: Nearby | None) -> NDArray[np.bool_]:
        """The clinics within the miles; those without a known place are left out. Without miles, every clinic."""
        if criterion is None or criterion.miles is None:
            return np.ones(len(review), dtype=bool)
        return review.understood.locations.within(criterion.place, criterion.miles)


def _in_words(nearby: Nearby) -> str:
    """The miles of a place in words, with kilometers outside the US."""
    if nearby.miles is None:
        return ", at any distance"
    abroad = nearby.place.country != HOME
    return f", within {nearby.miles} miles" + f" ({nearby.miles * KILOMETERS_A_MILE:.0f} km)" * abroad


def place_answer(text: str) -> PlaceAnswer | None:
    """What a text in the box means; None for a blank one."""
    return find_place(text) if text.strip() else None
