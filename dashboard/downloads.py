"""Downloads: their names, and the buttons that save them.

A file is made when a reader asks for it, and the platform keeps it while that reader stays.

The platform keeps what a button makes on press only until any two scripts have ended, which on a busy host is before
a browser fetches it. Such a file is restricted as a part of the page that had the button, which also keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard import filters, safe_text, streamlit_platform
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.parameters import CHANGES, EXAMPLE, PART
from dashboard.server import download_access
from scoring import BadSettings

MOST_IN_WORKBOOK = 2_000  # clinics: more take this process over two seconds to write, while other readers wait
MOST_OF_A_FOLDER = 100_000  # clinics of a folder in a download: a frame of more takes over 200 MB of this process
_KINDS = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WORKBOOK_MEANING = (
    "Scores, grades and ranks are formulas: change a weight on the weights sheet, and they recalculate. Other sheets "
    "hold the rules, the problems and the source."
)
TEMPLATE_NAME = "clinics-template.csv"
_LONGEST_NAME = 60  # characters of the filters: enough to tell files apart, far below any limit of a file system


def name_of_clinics(chosen: filters.Filters) -> str:
    """The name of a file of clinics, made from the filters, so that different selections get different names."""
    return f"clinics-scored{_ending(chosen)}.csv"


def name_of_result(source: str, result: str, suffix: str = ".csv") -> str:
    """The name of a file made from a reader's file: clinics.xlsx -> clinics-problems.csv."""
    return f"{Path(source).stem or 'clinics'}-{result}{suffix}"


def name_of_table(figure: str) -> str:
    """The name of a figure's table, by the key of the figure."""
    return f"{figure}.csv"


def name_of_report(chosen: filters.Filters) -> str:
    """The name of the report of a view, made from the filters."""
    return f"clinics-report{_ending(chosen)}.html"


def name_of_picture(figure: str, chosen: filters.Filters, kind: str) -> str:
    """The name of a picture, by the key of its figure and the filters. `kind`: "svg" or "png"."""
    return f"{figure}{_ending(chosen)}.{kind}"


def _ending(chosen: filters.Filters) -> str:
    """The filters as the end of a name: letters, digits and hyphens; "" without filters."""
    conditions = filters.conditions(chosen)
    words = " ".join(condition.value or condition.words.partition(": ")[2] for condition in conditions)
    plain = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:_LONGEST_NAME].strip("-")
    return f"{'-' * bool(plain)}{plain}"


def offer(  # noqa: PLR0913 - the label, the file, and its other form
    label: str,
    make: Callable[[], bytes],
    name: str,
    *,
    meaning: str,
    key: str,
    workbook: Callable[[], bytes] | None = None,
    workbook_meaning: str = _WORKBOOK_MEANING,
) -> None:
    """A button that opens a popover with `meaning` (plain text) and the CSV file, which is made only when opened.

    `workbook` makes the same clinics as a workbook, by default one with formulas, for a reader who chooses it;
    `BadSettings` from it says why there is none.
    """
    part = st.popover(label, icon=":material/download:", key=key, on_change="rerun")
    if not part.open:
        return
    with part:
        st.caption(meaning)
        if workbook is not None and _as_workbook(key):
            st.caption(workbook_meaning)
            make, name = workbook, Path(name).with_suffix(".xlsx").name
        try:
            with st.spinner("Writing the file"):
                content = make()
        except BadSettings as reason:
            st.caption(safe_text.markdown(str(reason)))
            return
        if name.endswith(".xlsx"):
            button("Save as Excel workbook", content, name, key=f"{key}|workbook")
        else:
            button("Save as CSV", content, name, key=f"{key}|file")


def _as_workbook(key: str) -> bool:
    """Draw the choice between the forms of a file; returns whether a workbook is chosen."""
    forms = ("CSV", "Excel workbook")
    chosen = st.segmented_control(
        "Form of the file", forms, default=forms[0], required=True, key=f"{key}|form", label_visibility="collapsed"
    )
    return chosen == forms[1]


def button(  # noqa: PLR0913 - the label, the file, and its owner
    label: str,
    content: bytes,
    name: str,
    *,
    key: str,
    meaning: str | None = None,
    dataset: Dataset | None = None,
) -> None:
    """A button that saves a file made from a dataset (default: the current one), for whoever may see it.

    A browser learns the kind of the file from the end of its name, which is in `_KINDS`.
    """
    source = dataset or session_datasets.current()
    kind = _KINDS[Path(name).suffix]
    if source is not None:
        download_access.restrict(content, name, kind, _published(source))
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


def made_when_pressed(label: str, make: Callable[[], bytes], name: str, *, key: str, kind: str) -> None:
    """A quiet button that makes a file of the current dataset when it is pressed, and saves it.

    `make` runs in its own thread, without a page. If it raises, the platform says below the button that there is
    no file.
    """
    source = session_datasets.current()
    published = _published(source) if source is not None else None
    restrict = streamlit_platform.for_this_page(download_access.restrict)

    def made() -> bytes:
        content = make()
        if source is not None:
            restrict(content, name, kind, published)
        return content

    st.download_button(
        label,
        made,
        file_name=name,
        mime=kind,
        type="tertiary",
        icon=":material/image:",
        on_click="ignore",
        key=key,
    )


def _published(source: Dataset) -> str | None:
    """The published dataset whose readers may fetch the file; None: only this reader may.

    None for an upload, and on the Changes part: the file may hold two editions, which may be open to different readers
    and end on different days. The host's list counts as the example does: always open to all.
    """
    if st.query_params.get(PART) == CHANGES:
        return None
    return EXAMPLE if source.id == EXAMPLE or source.hosted else source.file.published
