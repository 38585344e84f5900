"""The values of the file: how each was read, and a way to say what it means in all its rows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import printed_table, safe_text
from dashboard.corrections.pagination import page_of
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from scoring import DIMENSIONS, Review, vocabulary
from scoring.recipes import Recipe
from scoring.reports import ASSIGNED, DENIED, NOT_COUNTED, UNDERSTOOD, counted, values
from scoring.vocabulary import value_key

_CARDS_PER_PAGE, _ROWS = 8, 20
IGNORE = "Nothing to count"
QUESTION = "values_of"  # widget key; reset for each file, to start at a question that needs attention


def draw(review: Review, dataset: Dataset) -> None:
    """The values of one question: those that need the reader's decision as cards, the others as a table."""
    tables = {dimension: values(review, dimension) for dimension in DIMENSIONS}
    unclear_counts = {dimension: int((~_clear(table)).sum()) for dimension, table in tables.items()}
    titles = {dimension: question.title for dimension, question in review.rubric.by_dimension.items()}
    summary = " \u00b7 ".join(f"{titles[dimension]}\u00a0{count:,}" for dimension, count in unclear_counts.items())
    st.caption(f"Values not fully understood: {summary}")
    if QUESTION not in st.session_state:
        st.session_state[QUESTION] = max(DIMENSIONS, key=lambda name: unclear_counts[name] > 0)
    dimension = st.segmented_control(
        "Question",
        DIMENSIONS,
        format_func=titles.__getitem__,
        default=DIMENSIONS[0],
        required=True,
        key=QUESTION,
        label_visibility="collapsed",
    )
    table = tables[dimension]
    if table.empty:
        st.info(f"No column of this file says anything about {dimension}.", icon=":material/help:")
        return
    is_assigned = table["kind"] == ASSIGNED
    _unclear_values(table[~_clear(table)], dimension, dataset)
    _assigned_values(table[is_assigned], dimension, dataset)
    _understood(table[_clear(table) & ~is_assigned], dimension)


def _clear(table: pd.DataFrame) -> pd.Series[bool]:
    return table["kind"].isin((UNDERSTOOD, ASSIGNED, DENIED, NOT_COUNTED))


def _unclear_values(table: pd.DataFrame, dimension: str, dataset: Dataset) -> None:
    if table.empty:
        st.success("Every value of this question was understood.", icon=":material/check:")
        return
    st.markdown("Choose what a value means; every row that has it follows.")
    for value in table[page_of(len(table), f"values_page|{dimension}", _CARDS_PER_PAGE)].to_dict("records"):
        _card(dimension, dataset, {str(name): str(cell) for name, cell in value.items()})


def _assigned_values(table: pd.DataFrame, dimension: str, dataset: Dataset) -> None:
    """The values that the reader has assigned, to be changed or undone."""
    if table.empty:
        return
    st.subheader(f"Your choices for {counted(len(table), 'value')}", anchor=False)
    st.caption("Change the terms, or clear them to undo your choice.")
    for value in table[page_of(len(table), f"said_page|{dimension}", _CARDS_PER_PAGE)].to_dict("records"):
        _card(dimension, dataset, {str(name): str(cell) for name, cell in value.items()})


def _understood(table: pd.DataFrame, dimension: str) -> None:
    label = f"{counted(len(table), 'value')} that {'was' if len(table) == 1 else 'were'} understood"
    rest = st.expander(label, key="understood_values", on_change="rerun")
    if rest.open:
        with rest:
            names = {"value": "As written", "taken_for": "Read as", "clinics": "Clinics", "kind": "How"}
            shown = table[page_of(len(table), f"known_page|{dimension}", _ROWS)][list(names)].rename(columns=names)
            st.dataframe(
                shown,
                hide_index=True,
                placeholder="",
                alt="Values that were understood",
            )
            printed_table.twin(shown)


def _card(dimension: str, dataset: Dataset, value: dict[str, str]) -> None:
    """A card for one value, with the terms it can be assigned."""
    labels = [*vocabulary().terms[dimension].values(), IGNORE]
    written = value["value"]
    key = f"means|{dataset.id}|{dimension}|{written}"
    is_assigned = value["kind"] == ASSIGNED
    decided = dataset.recipe.assigned.get(dimension, {}).get(value_key(written), ())
    now = [*vocabulary().labels(dimension, decided)] or [IGNORE]
    with st.container(border=True):
        current_reading = f" Read as {safe_text.markdown(value['taken_for'])} so far." if value["taken_for"] else ""
        kind = "" if is_assigned else f": {safe_text.markdown(value['kind'])}.{current_reading}"
        st.markdown(f"**{safe_text.markdown(written)}** ({counted(int(value['clinics']), 'clinic')}){kind}")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.multiselect(
                f"It means ({written})",  # not drawn, so not Markdown: the name of the field for a reader who hears it
                labels,
                default=now if is_assigned else None,
                key=key,
                placeholder="Choose what it means",
                select_all=False,
                label_visibility="collapsed",
                on_change=_meaning_chosen,
                args=(key, dimension, written),
                width=360,
            )
            if value["near"]:
                st.button(
                    safe_text.label(f"It means {safe_text.markdown(value['near'])}", written),
                    key=f"{key}|near",
                    icon=":material/check:",
                    on_click=assign,
                    args=(dimension, written, [value["near"]]),
                )


def _meaning_chosen(key: str, dimension: str, written: str) -> None:
    """Apply a chosen meaning (a callback)."""
    assign(dimension, written, st.session_state[key])


def assign(dimension: str, written: str, labels: Sequence[str]) -> None:
    """Assign these terms to a value in all its rows (a callback)."""
    session_datasets.decide(lambda recipe: meaning(recipe, dimension, written, labels))


def meaning(recipe: Recipe, dimension: str, written: str, labels: Sequence[str]) -> Recipe:
    """The recipe with a value assigned to terms, by label. `IGNORE` alone: no term; no label: as read."""
    terms = {label: term for term, label in vocabulary().terms[dimension].items()}
    codes = tuple(terms[label] for label in labels if label in terms)
    return assigned(recipe, dimension, written, codes if labels else None)


def assigned(recipe: Recipe, field: str, written: str, terms: Sequence[str] | None) -> Recipe:
    """The recipe with a value of a dimension, state or country assigned to terms or a code; None: as read."""
    before = recipe.values.get(field, {})
    values = {value: known for value, known in before.items() if value_key(value) != value_key(written)}
    if terms is not None:
        values[written] = tuple(terms)
    unchanged = {name: known for name, known in recipe.values.items() if name != field}
    return recipe.model_copy(update={"values": {**unchanged, field: values} if values else unchanged})
