"""The notice in place of a page whose settings or file cannot be used."""

from __future__ import annotations

import streamlit as st

from dashboard import data_notice, navigation, parameters, safe_text, settings
from dashboard.datasets import session_datasets
from scoring import UnreadableFile
from scoring.reports import capitalized


def draw(reason: Exception | str, *, uploader_in_view: bool = False) -> None:
    """The reason, and what to do next. `uploader_in_view`: on Data, where a link to that page would lead nowhere."""
    sentence = f"{capitalized(str(reason)).rstrip('.')}."
    if isinstance(reason, UnreadableFile):
        st.error(safe_text.markdown(sentence), title="These clinics cannot be shown", icon=":material/error:")
        with st.container(horizontal=True, vertical_alignment="center", key="no_clinics"):
            if not (settings.read_only() or uploader_in_view):
                navigation.link("data", "Upload a file", ":material/upload_file:")
            if session_datasets.current() is None:
                data_notice.draw_example_button()
        return
    st.error(safe_text.markdown(sentence), title="This cannot be scored", icon=":material/error:")
    st.button(
        "Reset weights",
        key="equal_here",
        on_click=parameters.reset_weights,
    )
