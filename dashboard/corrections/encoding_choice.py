"""The choice of a text file's encoding, if the file does not declare it: each shows how uncertain words read in it."""

from __future__ import annotations

import streamlit as st

from dashboard.corrections import decision_transfer
from dashboard.datasets import loading
from dashboard.datasets.session_datasets import Dataset
from scoring import Review
from scoring.reading import ENCODINGS


def draw(dataset: Dataset, review: Review | None = None) -> None:
    """Say where the encoding is a guess, and draw the choice of another. `review`: None if there is none."""
    words = loading.word_readings(dataset)
    if not words:
        return
    unclear = [] if review is None else review.problem_table.with_codes("encoding_unclear")["value"].tolist()
    if unclear:
        st.warning(
            f"Read as {unclear[0]}, which is a guess: some letters may be wrong. Choose the encoding in which these "
            "words read right.",
            icon=":material/translate:",
        )
    labels = {encoding: f"{ENCODINGS[encoding]}: {read}" for encoding, read in words.items()}
    encodings = list(labels)
    now = dataset.recipe.encoding or encodings[0]
    key = f"encoding|{dataset.id}"
    st.selectbox(
        "Encoding of the file",
        encodings,
        index=encodings.index(now),
        format_func=labels.__getitem__,
        help="The file does not say how its letters are encoded. The words are from the file, as they read in each.",
        key=key,
        on_change=_chosen,
        args=(key,),
        width=520,
    )
    if unclear:
        st.button("Use this encoding", icon=":material/check:", key="encoding_right", on_click=_decide, args=(now,))


def _chosen(key: str) -> None:
    _decide(st.session_state[key])


def _decide(encoding: str) -> None:
    decision_transfer.decide(lambda recipe: recipe.model_copy(update={"encoding": encoding}))
