"""The notice above every page: whose clinics these are, and that nobody has checked them."""

from __future__ import annotations

import streamlit as st

from dashboard import earlier_edition, settings, sharing
from dashboard.datasets import session_datasets


def draw(*, on_data_page: bool) -> None:
    """Above every page: where these clinics come from, that nobody has checked them, and what came before."""
    dataset = session_datasets.current()
    if dataset is None:
        return
    if session_datasets.is_example(dataset):
        changed = " You changed how it is read." if dataset.recipe else ""
        with st.container(horizontal=True, vertical_alignment="center", key="whose_example"):
            st.markdown(
                f":violet-badge[Example data] Every clinic here is fictional.{changed}",
                width="content",
            )
            if first := session_datasets.hosted():
                st.button(
                    "Show this site's list",
                    icon=":material/undo:",
                    key="hosted",
                    type="tertiary",
                    on_click=session_datasets.show,
                    args=(first,),
                )
        return
    with st.container(horizontal=True, vertical_alignment="center", key="whose_data"):
        st.markdown(sharing.standing(dataset), width="content")
        contact = settings.correction_contact()
        if (dataset.published or dataset.hosted) and contact:
            st.link_button("Report or correct a record", contact, icon=":material/flag:", type="tertiary")
        draw_example_button()
        earlier_edition.link(dataset, on_data_page=on_data_page)


def draw_example_button() -> None:
    """A button that opens the example."""
    st.button(
        "Show the example",
        icon=":material/undo:",
        key="example",
        type="tertiary",
        on_click=session_datasets.show,
        args=(session_datasets.example(),),
    )
