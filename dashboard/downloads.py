"""Files to take along: made once a reader asks for one, and kept by the platform as long as that reader stays.

A button that makes its file when it is pressed is not enough: the platform keeps such a file only until two scripts of
any reader have ended, which on a busy host is sooner than a browser fetches it.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def offer(label: str, make: Callable[[], bytes], name: str, *, meaning: str, key: str) -> None:
    """A button that opens on what the CSV file holds (plain text), and the file: made only while that is open."""
    part = st.popover(label, icon=":material/download:", key=key, on_change="rerun")
    if not part.open:
        return
    with part:
        st.caption(meaning)
        with st.spinner("Writing the file"):
            content = make()
        st.download_button(
            "Save as CSV",
            content,
            file_name=name,
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"{key}|file",
        )
