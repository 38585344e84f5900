"""Downloads: a file is made when a reader asks for it, and the platform keeps it while that reader stays.

A button that makes its file when pressed is not enough: the platform keeps such a file only until any two scripts
have ended, which on a busy host is before a browser fetches it.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import session_datasets
from dashboard.parameters import EXAMPLE
from dashboard.server import download_access
from dashboard.session_datasets import Dataset


def offer(label: str, make: Callable[[], bytes], name: str, *, meaning: str, key: str) -> None:
    """A button that opens a popover with `meaning` (plain text) and the CSV file, which is made only when opened."""
    part = st.popover(label, icon=":material/download:", key=key, on_change="rerun")
    if not part.open:
        return
    with part:
        st.caption(meaning)
        with st.spinner("Writing the file"):
            content = make()
        button("Save as CSV", content, name, key=f"{key}|file")


def button(  # noqa: PLR0913 - the label, the file, and its owner
    label: str,
    content: bytes,
    name: str,
    *,
    key: str,
    kind: str = "text/csv",
    meaning: str | None = None,
    dataset: Dataset | None = None,
) -> None:
    """A button that saves a file made from a dataset (default: the current one), for whoever may see it."""
    source = dataset or session_datasets.current()
    if source is not None:
        download_access.restrict(content, name, kind, EXAMPLE if source.id == EXAMPLE else source.file.published)
    st.download_button(
        label,
        content,
        file_name=name,
        mime=kind,
        help=meaning,
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )
