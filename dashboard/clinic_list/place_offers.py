"""What else a search may mean: places for its words, and alternatives for an ambiguous place name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard import distances, parameters, safe_text
from dashboard.filters import NEAR, SEARCH, corrections, place_answer
from dashboard.view import View
from scoring.reports import Place, listed, quoted

_MOST_OFFERED = 4


def draw(view: View) -> None:
    """Draw what the reader should know about the place, and places to choose instead; nothing if all is clear.

    The container exists even when empty, because the browser redraws elements whose position changes.
    """
    with st.container(key="place_offers"):
        offered = _offer_for_place(str(parameters.widget_value(NEAR.key, NEAR.empty)))
        _report_corrections(view, view.filters[SEARCH])
        _offer_for_search(view, view.filters[SEARCH], offered)
        if unplaced := distances.unplaced_in_words(view):
            st.caption(unplaced)


def _offer_for_place(text: str) -> Sequence[Place]:
    """Say how the place was read, and offer others if it is not clear; returns those."""
    answer = place_answer(text)
    if answer and answer.place is None:
        st.warning(safe_text.markdown(answer.note), title="Near which place?", icon=":material/location_off:")
        return _buttons(answer.choices, _choose)
    if answer and answer.note:
        st.caption(safe_text.markdown(answer.note))
    return ()


def _report_corrections(view: View, text: str) -> None:
    """Say which words of the search no clinic has, and how they were read."""
    for word, words in corrections(view.review, text).items():
        read_as = listed([quoted(near) for near in words], "or")
        st.caption(safe_text.markdown(f"No clinic has {quoted(word)}: it was read as {read_as}."))


def _offer_for_search(view: View, text: str, offered: Sequence[Place]) -> None:
    """Offer the places that the words of the search name, or that are one letter away if no clinic has the words.

    Those that are `offered` already are left out: the platform allows no second button for the same place.
    """
    answer = place_answer(text)
    if answer is None or not (answer.exact or not view.figures.clinics):
        return
    named = answer.choices if answer.place is None else (answer.place,)
    places = [place for place in named if place not in offered]
    if places:
        st.caption(f"Or look near {'this place' if len(places) == 1 else 'one of these places'}:")
        _buttons(places, _choose_instead)


def _buttons(places: Sequence[Place], choose: Callable[[Place], None]) -> Sequence[Place]:
    """Draw a button for each of the first places; returns those."""
    drawn = places[:_MOST_OFFERED]
    with st.container(horizontal=True, gap="small"):
        for place in drawn:
            st.button(
                safe_text.markdown(f"Near {place.label}"),
                key=f"near|{place.words}",
                icon=":material/near_me:",
                on_click=choose,
                args=(place,),
            )
    return drawn


def _choose(place: Place) -> None:
    """Search near a place (a callback)."""
    st.session_state[NEAR.key] = place.words


def _choose_instead(place: Place) -> None:
    """Search near a place instead of for words (a callback)."""
    _choose(place)
    parameters.release(SEARCH.key)
