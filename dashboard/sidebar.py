"""The sidebar: filters and weights that every page shares, each bound to its parameter of the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import parameters, safe_text, session_datasets
from dashboard.filters import BOUND, FILTERS
from dashboard.parameters import DATA, RUBRIC, RUBRICS
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile

_MOST_COUNTS = 4
_DATASETS = "The example, or a file that you brought on the Data page, by its id."


def draw() -> None:
    """Draw the filters and weights; what they hold is read with `dashboard.view.current_view`."""
    rubric = parameters.rubric()
    counts: dict[str, DeltaGenerator] = {}
    with st.sidebar:
        for entry in FILTERS.values():
            entry.draw()
            if entry.counted:
                counts[entry.key] = st.empty()
        st.button(
            "Clear all filters",
            icon=":material/filter_alt_off:",
            width="stretch",
            key="clear",
            on_click=parameters.clear_filters,
        )
        with st.expander("Weigh the questions", icon=":material/tune:", expanded=True):
            for question, rule in rubric.questions.items():
                st.slider(rule.title, 0, 100, rule.weight, key=question, bind=BOUND, help=rule.asks)
            st.button(
                "Weigh them equally",
                icon=":material/balance:",
                width="stretch",
                key="equal",
                on_click=parameters.reset_weights,
            )
        with st.expander("Data and rubric", icon=":material/database:"):
            st.selectbox("Clinics", session_datasets.choices(), key=DATA, bind=BOUND, help=_DATASETS)
            st.selectbox(
                "Rubric",
                RUBRICS,
                key=RUBRIC,
                bind=BOUND,
                help="no-iof is the default rubric with the IOF fellowship not counted.",
            )
    _count(counts)


def _count(places: Mapping[str, DeltaGenerator]) -> None:
    """Under each filter how many clinics hold its values, among those that match all the others.

    Drawn once every widget stands: what a link holds is known only then. The page says what is wrong, if anything is.
    """
    try:
        view = current_view()
    except (BadSettings, UnreadableFile):
        return
    for key, place in places.items():
        place.caption(counts_in_words(view.facet(key)))


def counts_in_words(facet: list[tuple[str, int]], most: int = _MOST_COUNTS) -> str:
    """The first labels of a filter with their clinics, and how many labels more there are, as Markdown."""
    if not facet:
        return "None among the clinics that match"
    shown = " \u00b7 ".join(f"{safe_text.markdown(label)}\u00a0{count:,}" for label, count in facet[:most])
    return shown + (f" \u00b7 and {len(facet) - most} more" if len(facet) > most else "")
