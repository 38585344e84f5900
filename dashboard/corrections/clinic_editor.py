"""An editable table of clinics with problems: terms as choices, with every change scored at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from dashboard import printed_table
from dashboard.corrections import clinic_problems
from dashboard.corrections.clinic_problems import PROBLEMS
from dashboard.corrections.decision_transfer import as_read
from dashboard.corrections.pagination import page_of
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.wording import clinic_labels
from scoring import DIMENSIONS, Review, vocabulary
from scoring.recipes import Edit, Recipe
from scoring.reports import clinics_to_correct, counted, positions_of

_ROWS, _ROW_HEIGHT = 15, 80
LEAVE_OUT = "Leave out"
_TEXTS = {"name": "Clinic", "state": "State", "as_of": "As of"}


def draw(review: Review, dataset: Dataset) -> None:
    """An editable table of the clinics with problems, those whose rank could change most first."""
    listing = clinics_to_correct(review)
    if listing.empty:
        st.success("No clinic of this file has a problem of its own.", icon=":material/check:")
        _draw_left_out(dataset)
        return
    st.markdown(
        f"**{counted(len(listing), 'clinic')}** with something to look at, those whose rank could change most first. "
        "Change a cell and the scores follow; your file stays as it is. Below the table, each note is given in full."
    )
    positions = listing["position"].to_numpy()[page_of(len(listing), "repairs_page", _ROWS)]
    key = f"repairs|{dataset.id}|{positions[0]}"
    ids = clinic_labels.ids(review, positions)
    words = {dimension: question.title for dimension, question in review.rubric.by_dimension.items()}
    table = clinic_table(review, positions)
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        height="content",
        row_height=_ROW_HEIGHT,
        disabled=[PROBLEMS],
        column_config={
            "Clinic": st.column_config.TextColumn(width=130, pinned=True),
            PROBLEMS: st.column_config.TextColumn(width=210),
            LEAVE_OUT: st.column_config.CheckboxColumn(width=105),
            **{
                words[dimension]: st.column_config.MultiselectColumn(
                    options=list(vocabulary().terms[dimension].values()), width=170
                )
                for dimension in DIMENSIONS
            },
        },
        on_change=_changed,
        args=(
            key,
            ids,
            {**{title: name for name, title in _TEXTS.items()}, **{title: name for name, title in words.items()}},
        ),
        alt="Clinics with problems, whose cells can be changed",
    )
    printed_table.twin(table)
    st.markdown("**What to look at, in full**")
    st.table(clinic_problems.in_full(review, positions), hide_index=True, border="horizontal", alt="What to look at")
    _draw_left_out(dataset)


def _draw_left_out(dataset: Dataset) -> None:
    """The clinics that were left out, with a way to restore them."""
    ids = dataset.recipe.exclude
    if ids:
        st.multiselect(
            "Left out",
            list(ids),
            default=list(ids),
            format_func=_labels_by_id(dataset).__getitem__,
            key=f"left_out|{dataset.id}",
            on_change=_restored,
            args=(f"left_out|{dataset.id}",),
            help="Take a clinic out of this list to see it again.",
        )


def _labels_by_id(dataset: Dataset) -> dict[str, str]:
    ids = dataset.recipe.exclude
    try:
        return names_of(ids, as_read(dataset, dataset.recipe))
    except ValueError:  # readable only without the clinics that were left out
        return {clinic_id: clinic_id for clinic_id in ids}


def names_of(ids: Sequence[str], review: Review) -> dict[str, str]:
    """Id -> a unique name and place; the id itself if the review has no such clinic."""
    located = positions_of(review, ids)
    rows = clinic_labels.labels(review, np.array(list(located.values()), dtype=np.int64))
    words = dict(zip(located, (", ".join(filter(None, label)) for _, *label in rows), strict=True))
    labels = {clinic_id: words.get(clinic_id, clinic_id) for clinic_id in ids}
    often = Counter(labels.values())
    return {clinic_id: name if often[name] == 1 else f"{name} ({clinic_id})" for clinic_id, name in labels.items()}


def clinic_table(review: Review, positions: NDArray[np.int64]) -> pd.DataFrame:
    """The clinics at these positions, one row each: labels understood for each question, and what to look at."""
    records = review.understood.rows_at(positions)
    texts = {title: records[name].fillna("").to_list() for name, title in _TEXTS.items()}
    return pd.DataFrame(
        {
            "Clinic": texts["Clinic"],
            LEAVE_OUT: [False] * len(positions),
            PROBLEMS: clinic_problems.in_short(review, positions),
            **{
                question.title: _labels(review, dimension, positions)
                for dimension, question in review.rubric.by_dimension.items()
            },
            "State": texts["State"],
            "As of": texts["As of"],
        }
    )


def _labels(review: Review, dimension: str, positions: NDArray[np.int64]) -> list[list[str]]:
    coded = review.understood.stated[dimension]
    return [[*vocabulary().labels(dimension, coded.values[code].terms)] for code in coded.codes[positions]]


def _changed(key: str, ids: Sequence[str], columns: Mapping[str, str]) -> None:
    """Apply changed cells (a callback)."""
    edited = st.session_state[key]["edited_rows"]
    session_datasets.decide(lambda recipe: repaired(recipe, ids, columns, edited))


def repaired(
    recipe: Recipe, ids: Sequence[str], columns: Mapping[str, str], edited: Mapping[int, Mapping[str, Any]]
) -> Recipe:
    """The recipe with the changes of the table. `columns`: title in the table -> canonical column."""
    edits = {(edit.clinic, edit.column): edit for edit in recipe.edits}
    exclude = list(recipe.exclude)
    for place, cells in edited.items():
        clinic = ids[int(place)]
        for title, value in cells.items():
            if title == LEAVE_OUT:
                exclude += [clinic] * bool(value)
            elif title in columns:
                text = "; ".join(value) if isinstance(value, list) else str(value or "")
                edits[clinic, columns[title]] = Edit(clinic=clinic, column=columns[title], value=text)
    return recipe.model_copy(update={"edits": tuple(edits.values()), "exclude": tuple(dict.fromkeys(exclude))})


def _restored(key: str) -> None:
    remaining = tuple(st.session_state[key])
    session_datasets.decide(lambda recipe: recipe.model_copy(update={"exclude": remaining}))
