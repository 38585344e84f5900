"""The previous edition of a published list: named by its publisher, and shown to whoever opens it."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from dashboard import navigation, safe_text
from dashboard.dataset_link import read_dataset_link
from dashboard.datasets import published_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.parameters import CHANGES, PART, SINCE
from publishing import About, Gone, Predecessor
from scoring.reports import day_in_words

ANCHOR = "changes"  # of the Data page's parts


def name_field(dataset: Dataset) -> tuple[str | None, bool]:
    """A field for the edition before a list that is to be published; returns its id, and whether that can be named.

    It holds the edition that the list is compared with, if that is published.
    """
    compared = st.query_params.get(SINCE, "")
    known = compared if compared and isinstance(published_datasets.about(compared), About) else ""
    typed = st.text_input(
        "Link of the edition before it (optional)",
        known,
        key=f"predecessor|{dataset.id}|{known}",
        placeholder="The link of a list that is published here",
        help="Readers of this list can then open that edition too, and see what changed since.",
    )
    if not typed.strip():
        return None, True
    try:
        named = read_dataset_link(typed, urlsplit(st.context.url or "").netloc)
    except ValueError as reason:
        st.error(safe_text.markdown(str(reason)), icon=":material/link_off:")
        return None, False
    about = published_datasets.about(named)
    if named == dataset.id or not isinstance(about, About):
        sentence = "A list cannot be its own earlier edition."
        if named != dataset.id:
            sentence = published_datasets.earlier_absence_sentence(None if isinstance(about, About) else about)
        st.error(f"{safe_text.markdown(sentence)} Give another link, or none.", icon=":material/link_off:")
        return None, False
    published = day_in_words(about.published)
    st.caption(f"Earlier edition: {safe_text.markdown(about.name)}, published {published}.")
    return named, True


def link(dataset: Dataset, *, on_data_page: bool) -> None:
    """A link to what changed since the edition before a published list, or why that is gone; nothing without one."""
    predecessor = dataset.published.predecessor if dataset.published else None
    if isinstance(predecessor, Gone):
        st.caption(published_datasets.earlier_absence_sentence(predecessor))
    if not isinstance(predecessor, Predecessor):
        return
    words = f"What changed since the edition of {day_in_words(predecessor.published)}"
    icon = ":material/compare_arrows:"
    if not on_data_page:
        navigation.link("data", words, icon, {PART: CHANGES, SINCE: predecessor.dataset})
    elif _is_shown(predecessor):
        st.markdown(f"{icon} [{words}](#{ANCHOR})", width="content")
    else:
        st.button(words, icon=icon, type="tertiary", key="see_changes", on_click=_show, args=(predecessor.dataset,))


def _is_shown(predecessor: Predecessor) -> bool:
    """Whether the Data page shows what changed since this edition; its widget may not have been drawn yet."""
    part = st.session_state.get(PART) or st.query_params.get(PART)
    return part == CHANGES and st.query_params.get(SINCE, predecessor.dataset) == predecessor.dataset


def _show(predecessor: str) -> None:
    """Show on the Data page what changed (a callback)."""
    st.session_state[PART] = CHANGES
    navigation.go_to(SINCE, predecessor)
