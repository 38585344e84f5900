"""The active filters of a view as chips, each a button that removes it."""

from __future__ import annotations

import streamlit as st

from dashboard import filters, parameters, safe_text
from dashboard.view import View


def draw(view: View) -> None:
    """The active filters, each a button that removes it, and a button that clears all.

    On a phone a button with the number of active filters comes first. It opens them, by `filter_drawer.js`: the server
    does not know how wide the screen is. The container exists even without filters, because the browser redraws
    elements whose position changes.
    """
    conditions = filters.conditions(view.filters)
    with st.container(horizontal=True, gap="small", key="chips"):
        label = f"Filters ({len(conditions)})" if conditions else "Filters"
        st.button(label, icon=":material/tune:", key="open_filters")
        if not conditions:
            return
        for condition in conditions:
            st.button(
                safe_text.markdown(condition.words),
                icon=":material/close:",
                key=f"chip|{condition.key}|{condition.value or ''}",
                help="Remove this filter",
                on_click=parameters.release,
                args=(condition.key, condition.value),
            )
        st.button(
            "Clear all",
            icon=":material/filter_alt_off:",
            type="tertiary",
            key="clear_chips",
            on_click=parameters.clear_filters,
        )
