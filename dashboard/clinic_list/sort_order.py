"""The order of a list: its column and direction, as in the address and on screen."""

from __future__ import annotations

import streamlit as st

from dashboard import parameters
from dashboard.filters import NEAR
from dashboard.parameters import SORT
from dashboard.sorts import DOWN, NEAREST, ORDERS, in_words, usual

_IN_WORDS = "sort_in_words"


def current() -> str:
    """The current order: one of `sorts.ORDERS`."""
    return str(parameters.widget_value(SORT, _usual()))


def _is_near() -> bool:
    return NEAR.from_widgets(parameters.widget_value) is not None


def _usual() -> str:
    return usual(near_a_place=_is_near())


def reversed_order(order: str) -> str:
    """The same column in the other direction."""
    return order.removeprefix(DOWN) if order.startswith(DOWN) else f"{DOWN}{order}"


def by(column: str) -> None:
    """Sort by a column, or reverse the order if it is sorted by that column already (a callback)."""
    _keep(reversed_order(column) if current() == column else column)


def choice() -> str:
    """Draw the choice of an order, in words; returns the chosen order.

    A list that is bound to the address writes what it shows into it. So the list that readers see is separate from the
    one that holds the key in the address, which the stylesheet hides. Nothing is chosen by default, because the usual
    order near a place differs from the one elsewhere.
    """
    chosen = st.selectbox("Order in the address", ORDERS, index=None, key=SORT, bind="query-params")
    order = str(chosen or _usual())
    is_near = _is_near()
    offered = [offer for offer in ORDERS if is_near or offer == order or offer.removeprefix(DOWN) != NEAREST]
    st.session_state[_IN_WORDS] = order
    st.selectbox(
        "Sort by",
        offered,
        format_func=in_words,
        key=_IN_WORDS,
        on_change=_choose,
        label_visibility="collapsed",
        width=210,
    )
    return order


def _choose() -> None:
    _keep(st.session_state[_IN_WORDS])


def _keep(order: str) -> None:
    """Choose an order; the usual one is left out of the address."""
    st.session_state[SORT] = None if order == _usual() else order
