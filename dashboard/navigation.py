"""Links between pages. A link keeps the filters and adds one step to the browser's history, which Back undoes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from dashboard import safe_text
from dashboard.page_registry import PAGES
from dashboard.parameters import CLINIC, COMPARE, MOST_COMPARED

_BASKET = "compared_last"


def link(page: str, label: str, icon: str, query: Mapping[str, str | list[str]] | None = None) -> None:
    """A link to another page of the registry. Within one page, use `go_to`: a link would not update the address.

    `label` is Markdown.
    """
    try:
        st.page_link(PAGES[page].path, label=label, icon=icon, query_params=query)
    except StreamlitPageNotFoundError:  # a page that runs alone has no other pages
        st.markdown(label)


def open_clinic(clinic_id: str, label: str) -> None:
    """A link that opens a clinic's page. `label` is text of a record."""
    link("clinic", safe_text.markdown(label), ":material/open_in_new:", {CLINIC: clinic_id})


def why(clinic_id: str, title: str, *, scored: bool) -> None:
    """A link from a clinic in a list to the page that says why it has its score or none. `title`: of the clinic."""
    words = "Why this score" if scored else "Why no score"
    link("clinic", safe_text.label(words, title), ":material/help_center:", {CLINIC: clinic_id})


def compare(clinic_ids: Iterable[str], label: str) -> None:
    """A link that compares some clinics, at most `MOST_COMPARED`. `label` is text of a record."""
    chosen = list(dict.fromkeys(clinic_ids))[:MOST_COMPARED]
    link("compare", safe_text.markdown(label), ":material/compare_arrows:", {COMPARE: chosen})


def go_to(key: str, value: str | list[str]) -> None:
    """Show something else on this page (a callback) by changing the address; Back returns."""
    st.query_params[key] = value


def basket() -> list[str]:
    """The clinics that this reader compared last, until the page is reloaded."""
    return list(st.session_state.get(_BASKET, []))


def remember(clinic_ids: Iterable[str]) -> None:
    """Remember the compared clinics, so that other pages can add to them."""
    st.session_state[_BASKET] = list(clinic_ids)
