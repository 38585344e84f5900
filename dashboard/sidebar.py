"""The sidebar: filters and weights that every page shares, each bound to its parameter of the address."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import parameters
from dashboard.parameters import DATA, DATASETS, FLAG, RUBRIC, RUBRICS, SCORE, SCORE_RANGE, SEARCH, STATE

_TERM_FILTERS = {
    "credential": "Who injects",
    "product": "What is injected",
    "target": "Where it goes",
    "imaging": "How it is guided",
}
_BOUND: Final = "query-params"


def draw() -> None:
    """Draw the filters and weights; what they hold is read with `dashboard.view.current_view`."""
    rubric = parameters.rubric()
    with st.sidebar:
        st.text_input(
            "Find a clinic",
            key=SEARCH,
            bind=_BOUND,
            placeholder="Name, city or postal code",
            icon=":material/search:",
        )
        st.multiselect("State", parameters.state_codes(), key=STATE, bind=_BOUND, placeholder="All states")
        for key, label in _TERM_FILTERS.items():
            st.multiselect(label, list(parameters.term_labels(key)), key=key, bind=_BOUND, placeholder="Anything")
        st.multiselect(
            "Leave out",
            list(parameters.flag_labels()),
            key=FLAG,
            bind=_BOUND,
            placeholder="No flag",
            help="Leaves out the clinics that carry any of these flags.",
        )
        st.slider(
            "Score",
            *SCORE_RANGE,
            SCORE_RANGE,
            key=SCORE,
            bind=_BOUND,
            help="Anything but the whole range leaves out the clinics without a score.",
        )
        st.button(
            "Clear all filters",
            icon=":material/filter_alt_off:",
            width="stretch",
            key="clear",
            on_click=parameters.clear_filters,
        )
        with st.expander("Weigh the questions", icon=":material/tune:", expanded=True):
            for question, rule in rubric.questions.items():
                st.slider(rule.title, 0, 100, rule.weight, key=question, bind=_BOUND, help=rule.asks)
            st.button(
                "Weigh them equally",
                icon=":material/balance:",
                width="stretch",
                key="equal",
                on_click=parameters.reset_weights,
            )
        with st.expander("Data and rubric", icon=":material/database:"):
            st.selectbox("Clinics", DATASETS, key=DATA, bind=_BOUND)
            st.selectbox(
                "Rubric",
                RUBRICS,
                key=RUBRIC,
                bind=_BOUND,
                help="no-iof is the default rubric with the IOF fellowship not counted.",
            )
