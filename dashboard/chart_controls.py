"""What a chart lets a reader choose, above it; each choice is bound to its parameter in the address."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import parameters
from dashboard.filters import BOUND
from dashboard.parameters import ACROSS, BY, GROUP_A, GROUP_B, MEASURE, SHARE, UP
from scoring.reports import BY as GROUPINGS
from scoring.reports import COMPARED, MEASURES, PRICE, SCORE, fixed_groups

_WIDTH = 220  # pixels: two beside each other on a tablet, one on a phone


def draw(chart: str) -> None:
    """Draw the choices of a chart, a key of `charts.registry.CHARTS`; most have none."""
    if chart in _CHOICES:
        with st.container(horizontal=True, vertical_alignment="bottom", key="chart_choices"):
            _CHOICES[chart]()


def _breakdown() -> None:
    st.selectbox("Group the clinics by", GROUPINGS, key=BY, bind=BOUND, width=_WIDTH)
    measure = st.selectbox("Show their", parameters.BREAKDOWN_MEASURES, key=MEASURE, bind=BOUND, width=_WIDTH)
    if measure == parameters.SHARES:
        st.multiselect(
            "With any of these",
            [label for label in fixed_groups() if label.startswith(COMPARED)],
            key=SHARE,
            bind=BOUND,
            placeholder="A flag that caps the grade",
            select_all=False,  # Enter would take all that match what was typed
            help="In each group, the share of clinics whose record states, or is flagged for, at least one of these.",
        )


def _two_groups() -> None:
    labels = list(fixed_groups())
    first = labels.index(parameters.FIRST_GROUP)
    st.selectbox("Group A", labels, index=first, key=GROUP_A, bind=BOUND, width=2 * _WIDTH)
    st.selectbox("Group B", [parameters.REST, *labels], key=GROUP_B, bind=BOUND, width=2 * _WIDTH)


def _two_measures() -> None:
    across, up = MEASURES.index(SCORE), MEASURES.index(PRICE)
    st.selectbox("Horizontal axis", MEASURES, index=across, key=ACROSS, bind=BOUND, width=_WIDTH)
    st.selectbox("Vertical axis", MEASURES, index=up, key=UP, bind=BOUND, width=_WIDTH)


_CHOICES: dict[str, Callable[[], None]] = {
    "Breakdown": _breakdown,
    "Two groups": _two_groups,
    "Two measures": _two_measures,
}
