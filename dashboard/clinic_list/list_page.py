"""One page of a list of clinics: the list is sorted and cut on the server, so the browser gets only that page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import link_notice, parameters, printed_table, sorts, streamlit_platform
from dashboard.parameters import PAGE
from dashboard.sorted_list import SortedList
from dashboard.view import View

ROWS_PER_PAGE = 20
CARDS_PER_PAGE = 10
_MOST_BUTTONS = 5  # pages to choose from at once, so that they fit a phone
_WIDTH = 300  # pixels for them; fitted to its content, the choice would keep the width of a shorter list before it


@dataclass(frozen=True)
class ListPage:
    """Positions of the clinics of one page, its number from 1 of how many, and the settings that determine the list."""

    rows: NDArray[np.int64]
    number: int
    pages: int
    settings: tuple[object, ...]


def report_missing_page(view: View, *, as_cards: bool) -> None:
    """Remove a page that the list does not have from the address, and say so; the list starts at page 1.

    A page that the reader was on before the list became shorter is not mentioned.
    """
    size = CARDS_PER_PAGE if as_cards else ROWS_PER_PAGE
    with st.container(key="missing_page"):  # keeps what follows in place
        requested = parameters.requested_page(parameters.link())
        if requested is not None and requested > _pages(view.figures.scored, size):
            streamlit_platform.take_out_of_address([PAGE])
            if st.session_state.get(PAGE) != requested:
                link_notice.draw_missing_page(str(requested))


def _pages(clinics: int, size: int) -> int:
    return max(math.ceil(clinics / size), 1)


def draw_pages(view: View, rows: SortedList, size: int, key: str, sort: str = "") -> ListPage:
    """Draw buttons to turn the pages of a list; returns the current page. New settings start at page 1.

    `size`: clinics per page. `sort`: the order of the list, which is one of its settings.
    """
    pages = _pages(len(rows), size)
    settings = (view.filters, dict(view.review.weights), view.review.rubric.name, sort, size)
    if st.session_state.get(f"{key}_of", settings) != settings or st.session_state.get(key, 1) > pages:
        st.session_state[key] = 1
    st.session_state[f"{key}_of"] = settings
    bind: Literal["query-params"] | None = "query-params" if key == PAGE else None
    page = int(st.pagination(pages, key=key, bind=bind, max_visible_pages=_MOST_BUTTONS, width=_WIDTH))
    part = slice((page - 1) * size, page * size)
    if len(rows):
        printed_table.part(part, len(rows), sorts.in_words(sort) if sort else "")
    return ListPage(rows[part], page, pages, settings)


def next_button(page: ListPage, key: str) -> None:
    """Below a long page, a button that turns to the next one; nothing on the last. `history.js` shows its top."""
    if page.number < page.pages:
        st.button(
            f"Page {page.number + 1} of {page.pages}",
            icon=":material/arrow_forward:",
            key="next_page",
            on_click=lambda: st.session_state.update({key: page.number + 1}),
        )
