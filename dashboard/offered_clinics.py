"""Clinics that an empty page offers: those of the shortlist, then the first of the filtered list."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import distances, navigation, safe_text, shortlist
from dashboard.clinic_card import Card, card_html, cards
from dashboard.clinic_search import Choice
from dashboard.view import View
from dashboard.wording import clinic_labels
from scoring.reports import positions_of

_MOST = 4  # cards of each kind: more would be a list, which Explore has


def draw(view: View, choice: Choice, without: Collection[str] = ()) -> None:
    """Cards of clinics, each with a button that chooses it; a link to the list if no clinic matches the filters."""
    short = _shortlisted(view, without)
    listed = _listed(view, {*without, *clinic_labels.ids(view.review, short)})
    _cards(view, "On your shortlist", short, choice)
    _cards(view, "First in the list, as it is filtered", listed, choice)
    if not len(short) and not len(listed):
        st.caption("No other clinic matches the filters.")
    navigation.link("explore", "Choose from the list", ":material/insights:")


def _shortlisted(view: View, without: Collection[str]) -> NDArray[np.int64]:
    located = positions_of(view.review, (clinic_id for clinic_id in shortlist.ids() if clinic_id not in without))
    return np.array(list(located.values()), dtype=np.int64)


def _listed(view: View, without: Collection[str]) -> NDArray[np.int64]:
    """The first clinics of the filtered list with a score, or without one if none has one."""
    rows = view.rows(scored=True, sort=view.usual_order)
    first = (rows if len(rows) else view.rows(scored=False, sort="name"))[: _MOST + len(without)]
    taken = list(positions_of(view.review, without).values())
    others: NDArray[np.int64] = first[~np.isin(first, taken)]
    return others[:_MOST]


def _cards(view: View, heading: str, rows: NDArray[np.int64], choice: Choice) -> None:
    if not len(rows):
        return
    st.header(heading, anchor=False)
    with st.grid(2, min_column_width=320, gap="small"):
        for card in cards(view, rows, distances.on_cards(view, rows)):
            with st.container(border=True, gap="small", height="stretch", key=f"offered_card_{card.clinic_id}"):
                _card(card, choice)


def _card(card: Card, choice: Choice) -> None:
    st.html(card_html(card))
    st.button(
        safe_text.label(choice.verb, card.title),
        key=f"offered|{card.clinic_id}",
        on_click=choice.pick,
        args=(card.clinic_id,),
        icon=choice.icon,
    )
