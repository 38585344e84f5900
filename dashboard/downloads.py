"""Downloads: their names, and the buttons that save them.

A file is made when a reader asks for it, and the platform keeps it while that reader stays.

A button that makes its file when pressed is not enough: the platform keeps such a file only until any two scripts
have ended, which on a busy host is before a browser fetches it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard import filters
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.parameters import EXAMPLE
from dashboard.server import download_access

TEMPLATE_NAME = "clinics-template.csv"
_LONGEST_NAME = 60  # characters of the filters: enough to tell files apart, far below any limit of a file system


def name_of_clinics(chosen: filters.Filters) -> str:
    """The name of a file of clinics, made from the filters, so that different selections get different names."""
    conditions = filters.conditions(chosen)
    words = " ".join(condition.value or condition.words.partition(": ")[2] for condition in conditions)
    plain = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:_LONGEST_NAME].strip("-")
    return f"clinics-scored{'-' * bool(plain)}{plain}.csv"


def name_of_result(source: str, result: str, suffix: str = ".csv") -> str:
    """The name of what was made of a reader's file: clinics.xlsx -> clinics-problems.csv."""
    return f"{Path(source).stem or 'clinics'}-{result}{suffix}"


def name_of_table(figure: str) -> str:
    """The name of a figure's table, by the key of the figure."""
    return f"{figure}.csv"


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
