"""The choice of a chart, and above the chart its own choices; the address holds each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard import bound_choice, parameters
from dashboard.charts.registry import CHARTS
from dashboard.filters import BOUND
from dashboard.parameters import ACROSS, BY, GROUP_A, GROUP_B, MEASURE, SHARE, UP
from scoring.reports import BY as GROUPINGS
from scoring.reports import COMPARED, MEASURES, PRICE, SCORE, fixed_groups

_WIDTH = 220  # pixels: two side by side on a tablet, one on a phone


def draw_chart_choice() -> str:
    """Draw the choice of a chart; returns a key of `CHARTS`."""
    return bound_choice.draw("Chart", tuple(CHARTS), parameters.CHART)


def draw(chart: str) -> None:
    """Draw the choices of a chart, a key of `CHARTS`; most have none."""
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
            select_all=False,  # Enter would select everything that matches what was typed
            help="In each group, the share of clinics whose record states, or is flagged for, at least one of these.",
        )


def _two_groups() -> None:
    labels = tuple(fixed_groups())
    _group("Group A", labels, parameters.FIRST_GROUP, GROUP_A)
    _group("Group B", (parameters.REST, *labels), parameters.REST, GROUP_B)


def _group(title: str, labels: Sequence[str], usual: str, key: str) -> None:
    """A list of groups by the names that people type. As with the order, a hidden widget holds the link's label."""
    bound = st.selectbox(f"{title} in the address", labels, index=labels.index(usual), key=key, bind=BOUND)
    control = f"{key}_in_words"
    st.session_state[control] = bound
    st.selectbox(
        title,
        labels,
        key=control,
        format_func=group_in_words,
        on_change=partial(_keep, key, control),
        width=2 * _WIDTH,
    )


def group_in_words(label: str) -> str:
    """The label of a group as listed: a state has its name and its code, because people type either."""
    group = fixed_groups().get(label)
    named = group is not None and group.key and group.name not in label
    return f"{label.removesuffix(group.key)}{group.name} ({group.key})" if group is not None and named else label


def _keep(key: str, control: str) -> None:
    """Put the chosen group into the address (a callback)."""
    st.session_state[key] = st.session_state[control]


def _two_measures() -> None:
    across, up = MEASURES.index(SCORE), MEASURES.index(PRICE)
    st.selectbox("Horizontal axis", MEASURES, index=across, key=ACROSS, bind=BOUND, width=_WIDTH)
    st.selectbox("Vertical axis", MEASURES, index=up, key=UP, bind=BOUND, width=_WIDTH)


_CHOICES: dict[str, Callable[[], None]] = {
    "Breakdown": _breakdown,
    "Two groups": _two_groups,
    "Two measures": _two_measures,
}
