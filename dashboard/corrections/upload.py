"""Uploading a file, and the help offered when it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd
import streamlit as st

from dashboard import parameters, printed_table, safe_text, settings
from dashboard.corrections import uploader_key, value_editor
from dashboard.corrections.progress import reading
from dashboard.datasets import loading, session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.wording.problem_advice import on_screen
from scoring import DIMENSIONS, BadSettings, UnreadableFile, load_rubric
from scoring.reading import suffixes_in_words
from scoring.recipes import load_recipe
from scoring.recognition import column_guide

NO_UPLOADS = "Uploads are turned off on this site; it shows only what is already here."
_REFUSED, _DIFFERS = "refused_file", "differs_from_link"


@dataclass(frozen=True)
class Refused:
    """A file that could not be read, and why.

    `headers`: its column headers, with `examples` of cells for each. `headerless`: whether they seem to be a clinic.
    `suggested`: canonical column -> header.
    """

    dataset: Dataset
    why: str
    headers: tuple[str, ...] = ()
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headerless: bool = False
    suggested: Mapping[str, str] = field(default_factory=dict)


def draw_uploader() -> None:
    """The uploader for a file and what happens to the file; or, in a read-only instance, a notice."""
    if settings.read_only():
        st.info(NO_UPLOADS, icon=":material/lock:")
        return
    st.markdown("Upload a file, see what was understood, fix what was not, and explore it on the other pages.")
    most = settings.limits().packed_bytes // 1_000_000
    key = uploader_key.current("upload")
    st.file_uploader(
        f"Drop a list of clinics here: {suffixes_in_words()}",
        key=key,
        max_upload_size=most,
        on_change=_uploaded,
        args=(key,),
    )
    st.caption(
        "A file that you upload is read on this server and not changed. Unless you publish it, no link opens it for "
        "others, and it is forgotten when you leave or reload the page."
    )


def draw_guide() -> None:
    """A guide to what a file may hold, column by column."""
    part = st.expander("What should the file look like?", icon=":material/help:", key="guide", on_change="rerun")
    if part.open:
        with part:
            st.markdown(
                "One row for each clinic, with its name and at least one of the four questions. Headers may be in "
                "other words and any order, and cells may hold lists in almost any form. A blank cell is *not stated*."
            )
            st.table(
                column_guide().rename(columns=str.capitalize).map(safe_text.markdown),
                hide_index=True,
                border="horizontal",
                alt="What each column holds",
            )


def _uploaded(key: str) -> None:
    """Open an uploaded file (a callback)."""
    uploaded_file = st.session_state[key]
    if uploaded_file is not None and not settings.read_only():
        uploader_key.renew("upload")
        open_dataset(session_datasets.from_upload(uploaded_file.name, uploaded_file.getvalue()))


def open_dataset(dataset: Dataset) -> None:
    """Read a file and make it current, or record why it cannot be read (a callback)."""
    try:
        with reading(dataset.file.name):
            loading.read(dataset, parameters.rubric().name)
    except (BadSettings, UnreadableFile) as reason:
        names = ("headers", "examples", "headerless", "suggested")
        details = {name: getattr(reason, name) for name in names if hasattr(reason, name)}
        st.session_state[_REFUSED] = Refused(dataset, str(reason), **details)
        return
    forget_refusal()
    st.session_state[_DIFFERS] = session_datasets.current() is None and session_datasets.chosen() != dataset.id
    parameters.clear_filters()
    st.session_state.pop(value_editor.QUESTION, None)
    session_datasets.show(dataset)


def forget_refusal() -> None:
    """Dismiss the file that could not be read (a callback)."""
    st.session_state.pop(_REFUSED, None)


def warn_if_other_file() -> None:
    """Warn once if the uploaded file is not the one that the link named."""
    if st.session_state.pop(_DIFFERS, False):
        st.warning(
            "Your link leads to other clinics: another file, or this file read with other decisions.",
            title="This is not the file in your link",
            icon=":material/difference:",
        )


def draw_refusal() -> None:
    """Why the last file could not be read, and what can be done about it; nothing if it was read."""
    refused: Refused | None = st.session_state.get(_REFUSED)
    if refused is None:
        return
    st.error(
        safe_text.markdown(on_screen(refused.why)),
        title=f"{safe_text.markdown(refused.dataset.file.name)} cannot be used as it is",
        icon=":material/error:",
    )
    if refused.headerless:
        st.button(
            "The first row is a clinic",
            type="primary",
            icon=":material/vertical_align_top:",
            key="first_row_is_clinic",
            on_click=_first_row_taken,
            args=(refused,),
        )
    elif refused.headers:
        _choose_columns(refused)
    st.button("Discard this file", icon=":material/close:", key="forget_refusal", on_click=forget_refusal)
    _say_what_follows(refused)


def _say_what_follows(refused: Refused) -> None:
    """Whose figures and downloads stand below the refusal: those of the list that was open before."""
    dataset = session_datasets.current()
    if dataset is None:
        return
    which = "the fictional example" if session_datasets.is_example(dataset) else "the list that was open before"
    st.info(
        f"Nothing of {safe_text.markdown(refused.dataset.file.name)} was used. What follows is about "
        f"**{safe_text.markdown(dataset.file.name)}**, {which}.",
        icon=":material/south:",
    )


def _first_row_taken(refused: Refused) -> None:
    """Read the file as one without a header; the reader says next which column is which (a callback)."""
    recipe = refused.dataset.recipe.model_copy(update={"first_row_is": "clinic"})
    open_dataset(replace(refused.dataset, recipe=recipe))


def _choose_columns(refused: Refused) -> None:
    """A form in which the reader says which column is which."""
    examples = {header: ", ".join(refused.examples.get(header, ())) for header in refused.headers}
    headers = list(dict.fromkeys(header for header in refused.headers if header.strip()))
    with st.form("choose_columns"):
        st.header("Which column is which?", anchor=False)
        st.caption("Choose the names and at least one of the four; leave the others empty.")
        suggested = refused.suggested
        name = headers.index(suggested["name"]) if "name" in suggested else None
        st.selectbox("The clinics' names", headers, index=name, key="column_of_name", placeholder="Choose a column")
        for dimension, question in load_rubric().by_dimension.items():
            st.multiselect(
                f"{question.title} ({dimension})",
                headers,
                default=suggested.get(dimension),
                key=f"column_of_{dimension}",
                placeholder="None",
            )
        st.form_submit_button("Use these columns", type="primary", on_click=_columns_chosen, args=(refused,))
    table = pd.DataFrame({"Column": list(examples), "Holds": list(examples.values())})
    st.dataframe(
        table,
        hide_index=True,
        placeholder="",
        alt="The columns of the file and what they hold",
    )
    printed_table.twin(table)


def _columns_chosen(refused: Refused) -> None:
    """Apply the reader's choice of columns (a callback)."""
    chosen = dict(refused.dataset.recipe.columns)
    fields: dict[str, list[str]] = {}
    if name := st.session_state["column_of_name"]:
        fields.setdefault(name, []).append("name")
    for dimension in DIMENSIONS:
        for header in st.session_state[f"column_of_{dimension}"]:
            fields.setdefault(header, []).append(dimension)
    chosen.update({header: tuple(names) for header, names in fields.items()})
    recipe = refused.dataset.recipe.model_copy(update={"columns": chosen})
    open_dataset(replace(refused.dataset, recipe=recipe))


def draw_recipe_uploader(dataset: Dataset) -> None:
    """The uploader for a recipe of an earlier visit, to apply to the current file; absent in a read-only instance."""
    if settings.read_only():
        st.caption(NO_UPLOADS)
        return
    key = uploader_key.current("recipe", counter="upload")
    st.file_uploader(
        "Apply a recipe that you saved (.json)",
        key=key,
        max_upload_size=5,
        on_change=_recipe_uploaded,
        args=(key, dataset),
    )


def _recipe_uploaded(key: str, dataset: Dataset) -> None:
    """Apply an uploaded recipe (a callback)."""
    uploaded_file = st.session_state[key]
    if uploaded_file is None or settings.read_only():
        return
    uploader_key.renew("upload")
    try:
        recipe = load_recipe(uploaded_file.getvalue())
    except BadSettings as reason:
        st.session_state[_REFUSED] = Refused(session_datasets.from_upload(uploaded_file.name, b""), str(reason))
        return
    open_dataset(dataset.under(recipe))
