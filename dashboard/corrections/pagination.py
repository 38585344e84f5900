"""Long lists on the Data page, one page at a time, so that the data sent to the browser does not grow with the file."""

from __future__ import annotations

import math

import streamlit as st

from dashboard import printed_table


def page_of(count: int, key: str, rows: int) -> slice:
    """Draw buttons to turn pages, if there are several; returns which of the `count` rows are on the page."""
    pages = max(math.ceil(count / rows), 1)
    if st.session_state.get(key, 1) > pages:
        st.session_state[key] = 1
    if pages == 1:
        return slice(0, rows)
    page = int(st.pagination(pages, key=key))
    part = slice((page - 1) * rows, page * rows)
    printed_table.part(part, count)
    return part
