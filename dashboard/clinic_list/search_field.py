"""The one search: a field that takes the name of a clinic, a place to be near, or both, and the miles around the place.

What is typed becomes the words to look for (`q`) and the place (`near`), which the address holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard import parameters
from dashboard.filters import (
    ANY_DISTANCE,
    LONGEST_SEARCH,
    NEAR,
    RADII,
    SEARCH,
    USUAL_RADIUS,
    WITHIN,
    Filters,
    control_key,
    follow,
    is_name,
    matching,
    place_answer,
)
from dashboard.view import last_view

FIELD = "find"
LABEL = "Near a place, or by name"
_NEAR = re.compile(r"near\s+(?P<place>.+)", re.IGNORECASE)
_BOTH = re.compile(r"(?P<words>.+?)\s+near\s+(?P<place>.+)", re.IGNORECASE)
_THEN_ZIP = re.compile(r"(?P<words>.+?),?\s+(?P<place>\d{5})")
_HELP = (
    "A US ZIP code, or a city with its state or country, finds the clinics near it: 80202, Tampa, FL, or Munich, "
    "Germany. Other words are searched for in each clinic's name, city, postal code, and US state. Both at once: spine "
    "near Denver, or spine 80202."
)


@dataclass(frozen=True)
class Sought:
    """What a reader looks for: words of clinics, and a place to be near. Either may be blank."""

    words: str = ""
    place: str = ""

    @property
    def text(self) -> str:
        """The text of the field, which `read` reads as the same."""
        return f"{self.words} near {self.place}" if self.words and self.place else self.words or self.place


@dataclass(frozen=True)
class Clinics:
    """What is known about the clinics of a file when a text is read.

    `are_named`: whether a clinic's name holds words. `match`: whether a search for words leaves any clinic.
    """

    are_named: Callable[[str], bool]
    match: Callable[[str], bool]


def read(text: str, clinics: Clinics) -> Sought:
    """What a text means: words, a place, or both.

    The first of these that applies:

    1. "WORDS near PLACE", or "WORDS ZIP" if some clinic matches the words and they name no city: both.
    2. A ZIP code, a place with its region, or a city name that no clinic's name holds: a place.
    3. "near PLACE": a place.
    4. A city name shared by several cities or one letter off, if no clinic matches the text: a place.
    5. Anything else: words.
    """
    text = " ".join(text.split())
    answer = place_answer(text)
    if answer is None:
        return Sought()
    if both := _words_and_place(text, clinics):
        return both
    if answer.place and (answer.explicit or (answer.exact and not clinics.are_named(text))):
        return Sought(place=answer.place.words)
    if (match := _NEAR.fullmatch(text)) and _is_place(match["place"]):
        return Sought(place=match["place"])
    if (answer.place or answer.exact) and not clinics.match(text):
        return Sought(place=text)
    return Sought(words=text)


def _words_and_place(text: str, clinics: Clinics) -> Sought | None:
    """The words and the place of a text that has both, else None."""
    if (match := _BOTH.fullmatch(text)) and _is_place(match["place"]):
        return Sought(match["words"], match["place"])
    if (match := _THEN_ZIP.fullmatch(text)) and _is_known(match["place"]) and _are_of_clinics(match["words"], clinics):
        return Sought(match["words"], match["place"])
    return None


def draw() -> None:
    """Draw the field and the choice of miles, in one row."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="search"):
        words, place = (str(parameters.widget_value(entry.key, entry.empty)) for entry in (SEARCH, NEAR))
        follow(FIELD, Sought(words, place).text)
        st.text_input(
            LABEL,
            key=FIELD,
            placeholder="ZIP code, city, or clinic",
            help=_HELP,
            icon=":material/search:",
            max_chars=LONGEST_SEARCH,
            on_change=_look,
        )
        miles = control_key(WITHIN)
        follow(miles, parameters.widget_value(WITHIN, USUAL_RADIUS))
        st.selectbox("Within", RADII, key=miles, format_func=_in_words, on_change=_keep_miles, width=140)


def _in_words(radius: str) -> str:
    return "Any distance" if radius == ANY_DISTANCE else f"{radius} miles"


def _is_place(text: str) -> bool:
    """Whether a text that a reader entered as a place names one, or some to choose from."""
    answer = place_answer(text)
    return answer is not None and bool(answer.place or answer.choices)


def _is_known(zip_code: str) -> bool:
    answer = place_answer(zip_code)
    return answer is not None and answer.place is not None


def _are_of_clinics(words: str, clinics: Clinics) -> bool:
    """Whether words before a ZIP code are about clinics, and not its city."""
    answer = place_answer(words)
    return not (answer and answer.exact) and clinics.match(words)


def _look() -> None:
    """Put what was typed into the address (a callback)."""
    view = last_view()
    clinics = Clinics(
        are_named=lambda words: view is not None and is_name(view.review, words),
        match=lambda words: view is not None and bool(matching(view.review, Filters(q=words)).any()),
    )
    sought = read(st.session_state[FIELD], clinics)
    st.session_state[SEARCH.key], st.session_state[NEAR.key] = sought.words, sought.place


def _keep_miles() -> None:
    """Put the miles into the address (a callback)."""
    st.session_state[WITHIN] = st.session_state[control_key(WITHIN)]
