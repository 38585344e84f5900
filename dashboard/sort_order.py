"""The order of a list: its column and direction, as in the address and in words."""

from __future__ import annotations

import streamlit as st

from dashboard import parameters
from dashboard.filters import NEAR
from dashboard.parameters import SORT
from dashboard.sorts import DOWN, NEAREST, ORDERS, SORTS, usual


def current() -> str:
    """The current order: one of `sorts.ORDERS`."""
    return str(parameters.widget_value(SORT, _usual()))


def _is_near() -> bool:
    return NEAR.from_widgets(parameters.widget_value) is not None


def _usual() -> str:
    return usual(near_a_place=_is_near())


def turned(order: str) -> str:
    """The same column in the other direction."""
    return order.removeprefix(DOWN) if order.startswith(DOWN) else f"{DOWN}{order}"


def in_words(order: str) -> str:
    """The direction of an order, in words."""
    sort = SORTS[order.removeprefix(DOWN)]
    return sort.down if order.startswith(DOWN) else sort.up


def by(column: str) -> None:
    """Sort by a column, or reverse the order if it is sorted by that column already (a callback)."""
    order = turned(column) if current() == column else column
    st.session_state[SORT] = None if order == _usual() else order


def choice() -> str:
    """Draw the choice of a column and direction; returns the chosen order.

    The list holds the columns, and a reversed order, with its minus sign, only if the address or the reader chose it.
    So the list stays short, and its values are those of the address. Nothing is chosen by default, as the usual order
    is another near a place than elsewhere; so whatever is chosen stands in the address.
    """
    orders_in_use = (current(), *st.query_params.get_all(SORT))
    offered = [order for order in ORDERS if order in SORTS or order in orders_in_use]
    if not _is_near():
        offered = [order for order in offered if order.removeprefix(DOWN) != NEAREST]
    with st.container(horizontal=True, vertical_alignment="bottom", key="order"):
        chosen = st.selectbox(
            "Sort by",
            offered,
            index=None,
            placeholder=_usual(),
            key=SORT,
            bind="query-params",
            width=180,
            help="Choosing a column's header sorts too; choosing it again turns the order round.",
        )
        order = chosen or _usual()
        st.button(
            in_words(order),
            icon=":material/swap_vert:",
            key="turn_order",
            help="Turn the order round",
            on_click=by,
            args=(order.removeprefix(DOWN),),
        )
    return order
