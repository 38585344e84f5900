"""The list of clinics as cards: one page at a time, each card with a link to its reasons and a tick."""

from __future__ import annotations

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import distances, navigation, selection, shortlist
from dashboard.clinic_card import Card, card_html, cards
from dashboard.clinic_list import list_page, sort_order
from dashboard.clinic_list.list_page import CARDS_PER_PAGE
from dashboard.parameters import PAGE
from dashboard.view import View


def scored_cards(view: View) -> None:
    """A page of the matching clinics that have a score, with controls to sort and to turn pages."""
    with st.container(horizontal=True, vertical_alignment="center", key="order"):
        sort = sort_order.choice()
        page = list_page.draw_pages(view, view.rows(scored=True, sort=sort), CARDS_PER_PAGE, PAGE, sort)
    _draw(view, page.rows, "scored")
    list_page.next_button(page, PAGE)


def open_cards(view: View) -> None:
    """A page of the matching clinics whose records do not state enough for a score, by name."""
    page = list_page.draw_pages(view, view.rows(scored=False, sort="name"), CARDS_PER_PAGE, "open_page")
    _draw(view, page.rows, "open")


def _draw(view: View, rows: NDArray[np.int64], name: str) -> None:
    for place, card in enumerate(cards(view, rows, distances.on_cards(view, rows))):
        # One row that wraps after the card: a separate box for the buttons would be redrawn ten times at every change.
        with st.container(border=True, horizontal=True, gap="medium", key=f"{name}_card_{place}"):
            _draw_card(card, name)
    selection.actions(view, name, "Add two to six clinics to the shortlist to compare them.")


def _draw_card(card: Card, name: str) -> None:
    st.html(card_html(card))
    navigation.why(card.clinic_id, card.title, scored=not card.unscored)
    shortlist.tick(card.clinic_id, card.title, key=name)
