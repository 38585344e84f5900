"""Files with one row per person: the rows are grouped into clinics if the reader says so."""

from __future__ import annotations

import streamlit as st

from dashboard import safe_text
from dashboard.corrections import decision_transfer
from dashboard.datasets.session_datasets import Dataset
from scoring import Review
from scoring.reports import counted


def draw(review: Review, dataset: Dataset) -> None:
    """Offer to group rows that may be people, or to undo that if they are grouped."""
    if dataset.recipe.one_row_is == "person":
        with st.container(horizontal=True, vertical_alignment="center", key="grouped"):
            st.markdown(
                f"Rows are read as people: {counted(review.accounting.joined, 'further person', 'further people')} "
                "joined the clinics of the same name and place.",
                width="content",
            )
            st.button(
                "Read each row as a clinic",
                key="one_row_is",
                icon=":material/undo:",
                on_click=_read_as,
                args=("clinic",),
            )
        return
    people = review.people
    if people is None:
        return
    with st.container(border=True, key="looks_like_people"):
        st.markdown(f"**A row for each person?** {safe_text.markdown(people.why)}.")
        st.button(
            f"Group {counted(people.rows, 'row')} into {counted(people.clinics, 'clinic')}",
            key="one_row_is",
            icon=":material/groups:",
            type="primary",
            on_click=_read_as,
            args=("person",),
        )
        st.caption(
            "Their credentials are combined, so that a nurse's row does not become a clinic without a physician. "
            "You can undo it."
        )


def _read_as(unit: str) -> None:
    """Read each row as a clinic or as a person (a callback)."""
    decision_transfer.decide(lambda recipe: recipe.model_copy(update={"one_row_is": unit}))
