"""The sidebar: the filters and weights that all pages share, each bound to its parameter in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import parameters, safe_text
from dashboard.datasets import session_datasets
from dashboard.filters import BOUND, FILTERS
from dashboard.parameters import DATA, RUBRIC, RUBRICS
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile
from scoring.reports import counted

_MOST_COUNTS = 4
_DATASETS = "The example, or a file that you uploaded on the Data page, by its id."


def draw() -> None:
    """Draw the filters and weights; `dashboard.view.current_view` reads their values."""
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
        with st.expander("Question weights", icon=":material/tune:", expanded=True):
            for question, rule in rubric.questions.items():
                st.slider(rule.title, 0, 100, rule.weight, key=question, bind=BOUND, help=rule.asks)
            st.button(
                "Reset weights",
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
                help="no-iof: the default rubric with the IOF fellowship not counted. half: the default rubric with an "
                "open question counted at the middle of what it leaves possible.",
            )
        close = st.empty()
    _count(counts, close)


def _count(places: Mapping[str, DeltaGenerator], close: DeltaGenerator) -> None:
    """Under each filter, how many of the clinics that match all other filters hold its values.

    Drawn after every widget, because only then is the link applied. Errors are left to the page, which explains them.
    """
    try:
        view = current_view()
    except (BadSettings, UnreadableFile):
        return
    for key, place in places.items():
        place.caption(counts_in_words(view.facet(key)))
    # On a phone the filters lie over the page: this button, by `filter_drawer.js`, closes them.
    close.button(
        f"Show {counted(view.figures.clinics, 'clinic')}", type="primary", width="stretch", key="close_filters"
    )


def counts_in_words(facet: list[tuple[str, int]], most: int = _MOST_COUNTS) -> str:
    """The first labels of a filter with their counts, and how many more labels there are, as Markdown."""
    if not facet:
        return "None among the clinics that match"
    shown = " \u00b7 ".join(f"{safe_text.markdown(label)}\u00a0{count:,}" for label, count in facet[:most])
    return shown + (f" \u00b7 and {len(facet) - most} more" if len(facet) > most else "")
