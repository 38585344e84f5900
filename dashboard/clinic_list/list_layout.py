"""How Explore lays out its clinics: as cards or a table, those without a score in a part that opens on request."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.parameters import widget_value
from dashboard.view import View
from dashboard.wording.figure_words import unscored_in_words
from scoring.reports import counted

CARDS, TABLE = LAYOUTS = ("Cards", "Table")
_KEY = "layout"


def is_cards() -> bool:
    """Whether clinics are laid out as cards, which can be read before the choice is drawn."""
    return bool(widget_value(_KEY, CARDS) == CARDS)


def draw_choice(view: View) -> str:
    """Draw the heading of the list, and the choice between cards and a table; returns one of `LAYOUTS`.

    The choice holds until the page is reloaded.
    """
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="list_head"):
        scored = view.figures.scored
        head = counted(scored, "scored clinic") if scored else "No clinic here has a score"
        st.header(head, anchor=False, width="content")
        return st.segmented_control(
            "Show clinics as",
            LAYOUTS,
            default=LAYOUTS[0],
            required=True,
            key=_KEY,
            persist_state="session",
            label_visibility="collapsed",
        )


def draw_open_list(view: View) -> DeltaGenerator | None:
    """The place for the clinics without a score, which opens on request; None while it is closed."""
    label = f"{unscored_in_words(view.review)}: {counted(view.figures.too_little, 'clinic')}"
    part = st.expander(label, expanded=not view.figures.scored, key="open_list", on_change="rerun")
    if not part.open:
        return None
    part.caption("Not a low score: their records leave too many questions open. In alphabetical order.")
    return part
