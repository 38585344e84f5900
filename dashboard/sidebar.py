"""The sidebar: the filters, on pages that they change, and the weights that all pages share."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import parameters, weight_presets
from dashboard.datasets import session_datasets
from dashboard.filters import BOUND, FILTERS
from dashboard.parameters import DATA, RUBRIC, RUBRICS
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile
from scoring.reports import counted

_DATASETS = "The example, the list of this site, or a file that you uploaded on the Data page, by its id."


def draw() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Draw weights, data and rubric; returns the places of the filters above them, and of a button below them."""
    with st.sidebar:
        filters = st.container()
        _draw_weights()
        _draw_data()
        return filters, st.empty()


def draw_filters(filters: DeltaGenerator, close: DeltaGenerator) -> None:
    """Draw the filters and their button in their places.

    The page comes first: a reader who filters looks at the clinics, and counting and drawing choices takes a while.
    """
    with filters:
        clinics = _draw_filters()
    # On a phone the filters cover the page: this button, by `filter_drawer.js`, closes them.
    close.button(f"Show {clinics}", type="primary", width="stretch", key="close_filters")


def _draw_filters() -> str:
    """Draw the filters; returns how many clinics match, in words. Errors are left to the page, which explains them."""
    try:
        view = current_view()
    except (BadSettings, UnreadableFile):
        return "the page"
    for entry in FILTERS.values():
        if entry.in_sidebar and (entry.offered(view.index) or entry.key in view.filters.criteria):
            entry.draw(view.choices(entry.key))
    st.button(
        "Clear all filters",
        icon=":material/filter_alt_off:",
        width="stretch",
        key="clear",
        on_click=parameters.clear_filters,
    )
    return counted(view.figures.clinics, "clinic")


def _draw_weights() -> None:
    with st.expander("Question weights", icon=":material/tune:", expanded=True):
        presets = st.container()  # above the sliders, whose values they follow
        for question, rule in parameters.rubric().questions.items():
            st.slider(rule.title, 0, 100, rule.weight, key=question, bind=BOUND, help=rule.asks)
        with presets:
            weight_presets.draw()
        st.button(
            "Reset weights",
            icon=":material/balance:",
            width="stretch",
            key="equal",
            on_click=parameters.reset_weights,
        )


def _draw_data() -> None:
    with st.expander("Data and rubric", icon=":material/database:"):
        st.selectbox("Clinics", session_datasets.choices(), key=DATA, bind=BOUND, help=_DATASETS)
        st.selectbox(
            "Rubric",
            RUBRICS,
            key=RUBRIC,
            bind=BOUND,
            help="no-iof: the default rubric with the IOF fellowship not counted. half: the default rubric with an "
            "open question counted at the middle of what it leaves possible.",
        )
