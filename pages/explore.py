"""Explore: which clinics disclose good practice, and on which question."""

import streamlit as st

from dashboard import chart_panel, page_parts, place_offers, tables
from dashboard.charts.registry import CHARTS
from dashboard.clinic_search import link_finder
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile
from scoring.reports import counted, few_weights

st.title("Which clinics disclose good practice?", anchor=False)
st.markdown(
    "Each clinic's record is scored on four questions: "
    "**who** injects, **what**, **where**, and **how** the needle is guided."
)

try:
    view = current_view()
except (BadSettings, UnreadableFile) as reason:
    page_parts.refused(reason)
else:
    link_finder(view, "Find one clinic", "find_one")
    page_parts.chips(view)
    place_offers.draw(view)
    page_parts.scoring_notes(view)
    if few_weights(view.review):
        page_parts.refused(few_weights(view.review))

    # For a few clinics the names come first; for many, what they have in common.
    first, then = st.container(key="first"), st.container(key="then")
    figures, lists = (then, first) if chart_panel.names_first(view) else (first, then)

    with figures:
        page_parts.key_figures(view)
        if view.figures.clinics:
            # Only the chosen chart is drawn, which keeps filtering fast.
            for key, draw in CHARTS[page_parts.chart_choice()].items():
                chart_panel.figure(draw(view), key)
            page_parts.caution(view.review)
            tables.download(view)
        else:
            page_parts.no_matches()

    with lists:
        tables.compare_all(view)
        if view.figures.scored:
            st.subheader(counted(view.figures.scored, "scored clinic"), anchor=False)
            tables.scored_table(view)
        if view.figures.too_little and not few_weights(view.review):
            tables.open_table(view)
