"""Explore: which clinics disclose good practice, and on which question."""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard import page_parts, tables
from dashboard.charts.distribution import distribution
from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.places import countries, states
from dashboard.charts.price import price
from dashboard.charts.products import products
from dashboard.charts.ranked import ranked
from dashboard.charts.reach import reach
from dashboard.clinic_search import link_finder
from dashboard.parameters import CHARTS
from dashboard.view import View, current_view
from scoring import BadSettings, UnreadableFile
from scoring.reports import counted, few_weights

# In the order of `CHARTS`. Only the one that is chosen is drawn, which keeps a change of filter quick.
FIGURES: tuple[Mapping[str, Callable[[View], Figure | Nothing | None]], ...] = (
    {"ranked": ranked},
    {"spread": distribution},
    {"reach": reach},
    {"products": products},
    {"prices": price},
    {"states": states, "countries": countries},
)

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
    page_parts.how_scored(view)
    if few_weights(view.review):
        page_parts.refused(few_weights(view.review))

    # Of few clinics the names come first, and of many what they have in common.
    first, then = st.container(key="first"), st.container(key="then")
    figures, lists = (then, first) if page_parts.names_first(view) else (first, then)

    with figures:
        page_parts.key_figures(view)
        if view.figures.clinics:
            chosen = page_parts.chart_choice()
            for key, draw in dict(zip(CHARTS, FIGURES, strict=True))[chosen].items():
                page_parts.figure(draw(view), key)
            page_parts.caution(view.review)
            tables.download(view)
        else:
            page_parts.nothing_found()

    with lists:
        tables.compare_all(view)
        if view.figures.scored:
            st.subheader(counted(view.figures.scored, "scored clinic"), anchor=False)
            tables.scored_table(view)
        if view.figures.too_little and not few_weights(view.review):
            tables.open_table(view)
