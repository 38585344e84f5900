"""The check of the Data page against a register of providers: its upload, its results, and undoing it."""

from __future__ import annotations

import io

import pandas as pd
import streamlit as st

from dashboard import parameters, safe_text, settings
from dashboard.corrections import uploader_key
from dashboard.corrections.clinic_editor import names_of
from dashboard.corrections.progress import reading
from dashboard.corrections.upload import NO_UPLOADS
from dashboard.datasets import loading, session_datasets
from dashboard.datasets.session_datasets import Dataset
from scoring import BadSettings, Review, UnreadableFile, unexpected_as_unreadable
from scoring.recipes import RegisterCheck
from scoring.register import check_register, summary
from scoring.reports import counted

_REFUSED = "refused_register"
_MOST_ROWS = 200
_MATCHED_BY = {"npi": "NPI", "name and place": "Name and place"}


def draw(review: Review, dataset: Dataset) -> None:
    """The results of checking the current file, and the upload of a register."""
    st.header("Check against a register", anchor=False)
    check = dataset.recipe.register_check
    if check:
        _result(review, check)
    else:
        st.markdown(
            "NPPES is the public US register of providers. Upload an extract of it, and the people in this list are "
            "looked up by NPI, or by name and place where only one entry fits."
        )
    st.caption(
        "Entries are self-reported: a match means that the record and the register agree, not that anyone is board "
        "certified. Nothing in your file is overwritten, and the register is not kept."
    )
    if settings.read_only():
        st.caption(NO_UPLOADS)
        return
    _uploader()
    if reason := st.session_state.get(_REFUSED):
        st.error(safe_text.markdown(reason), title="The register was not used", icon=":material/error:")


def _result(review: Review, check: RegisterCheck) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="register_check"):
        st.markdown(safe_text.markdown(summary(check, len(review))))
        st.button("Undo the check", key="no_register", icon=":material/undo:", on_click=_taken_back)
    if not check.listings:
        return
    with st.expander(
        f"{counted(len(check.listings), 'entry', 'entries')} of {safe_text.markdown(check.register_name)}"
    ):
        rows = check.listings[:_MOST_ROWS]
        names = names_of(list(dict.fromkeys(listing.clinic for listing in rows)), review)
        st.dataframe(
            pd.DataFrame(
                {
                    "Clinic": [names[listing.clinic] for listing in rows],
                    "NPI": [listing.npi for listing in rows],
                    "Matched by": [_MATCHED_BY[listing.matched_by] for listing in rows],
                    "Listed as (self-reported)": [listing.trainings for listing in rows],
                    "Checks a training": ["Yes" if listing.terms else "No" for listing in rows],
                }
            ),
            hide_index=True,
            placeholder="",
            alt="Entries of the register for people of these clinics",
        )
        if len(check.listings) > _MOST_ROWS:
            st.caption(f"The first {_MOST_ROWS} are shown; the recipe has all.")


def _uploader() -> None:
    most = settings.limits().packed_bytes // 1_000_000
    key = uploader_key.current("register")
    st.file_uploader(
        "Drop an extract of the NPPES file here: CSV, .csv.gz or .zip",
        key=key,
        max_upload_size=most,
        on_change=_uploaded,
        args=(key,),
        help="The monthly file itself is too large to upload. Run python -m scoring verify with it and save the "
        "recipe; that can be applied here.",
    )


def _uploaded(key: str) -> None:
    """Check the current file against an uploaded register (a callback)."""
    uploaded_file, now = st.session_state[key], session_datasets.current()
    if uploaded_file is None or now is None or settings.read_only():
        return
    uploader_key.renew("register")
    st.session_state.pop(_REFUSED, None)
    try:
        with reading(uploaded_file.name), unexpected_as_unreadable():
            review = loading.read(now, parameters.rubric().name)
            source = io.BytesIO(uploaded_file.getvalue())
            check = check_register(review, source, name=uploaded_file.name, limits=settings.limits())
    except (BadSettings, UnreadableFile) as reason:
        st.session_state[_REFUSED] = str(reason)
        return
    session_datasets.decide(lambda recipe: recipe.model_copy(update={"register_check": check}))


def _taken_back() -> None:
    """Remove the results of the register check (a callback)."""
    session_datasets.decide(lambda recipe: recipe.model_copy(update={"register_check": None}))
