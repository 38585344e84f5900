"""The order of a list: its column and direction, as in the address and in words."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import parameters
from dashboard.parameters import SORT, SORTS
from scoring import QUESTIONS

_DOWN = "-"
COLUMNS = tuple(word for word in SORTS if not word.startswith(_DOWN))
IN_WORDS: Mapping[str, tuple[str, str]] = {
    "rank": ("Highest score first", "Lowest score first"),
    "name": ("From A to Z", "From Z to A"),
    "state": ("By state, from A to Z", "By state, from Z to A"),
    "coverage": ("Least stated first", "Most stated first"),
    **dict.fromkeys(QUESTIONS, ("Fewest points first", "Most points first")),
}


def current() -> str:
    """The current order: one of `parameters.SORTS`."""
    return str(parameters.widget_value(SORT, SORTS[0]))


def turned(order: str) -> str:
    """The same column in the other direction."""
    return order.removeprefix(_DOWN) if order.startswith(_DOWN) else f"{_DOWN}{order}"


def in_words(order: str) -> str:
    """The direction of an order, in words."""
    return IN_WORDS[order.removeprefix(_DOWN)][order.startswith(_DOWN)]


def by(column: str) -> None:
    """Sort by a column, or reverse the order if it is sorted by that column already (a callback)."""
    st.session_state[SORT] = turned(column) if current() == column else column


def choice() -> str:
    """Draw the choice of a column and direction; returns the chosen order.

    The list holds the columns, and a reversed order, with its minus sign, only if the address or the reader chose it.
    So the list stays short, and its values are those of the address.
    """
    orders_in_use = (current(), *st.query_params.get_all(SORT))
    with st.container(horizontal=True, vertical_alignment="bottom", key="order"):
        order = st.selectbox(
            "Sort by",
            [word for word in SORTS if word in COLUMNS or word in orders_in_use],
            key=SORT,
            bind="query-params",
            width=180,
            help="Choosing a column's header sorts too; choosing it again turns the order round.",
        )
        st.button(
            in_words(order),
            icon=":material/swap_vert:",
            key="turn_order",
            help="Turn the order round",
            on_click=by,
            args=(order.removeprefix(_DOWN),),
        )
    return order
