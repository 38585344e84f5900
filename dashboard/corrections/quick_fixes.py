"""One click for a problem whose words are similar to something known: it applies to all rows with the value."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import safe_text
from dashboard.corrections import decision_transfer, value_editor
from dashboard.corrections.column_editor import TAKEN, matched
from dashboard.corrections.pagination import page_of
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from scoring import DIMENSIONS, Review
from scoring.recipes import PLACES, Recipe
from scoring.reports import NearColumn, NearTerm, ProblemKinds, counted, near_columns, near_term
from scoring.vocabulary import value_key

_LONGEST = 60  # characters of a value on a button
_MOST_COLUMNS = 4  # that a problem offers
_ROWS = 10
_LISTS = frozenset((*DIMENSIONS, "credentials_verified", "claims", "notes"))  # several columns may feed these


def draw_offers(kinds: ProblemKinds, here: slice, review: Review, dataset: Dataset) -> None:
    """A button for each problem in view that a click may settle. `here`: those of the kinds in view."""
    in_view = kinds.frame(here)
    terms = _terms(kinds, in_view, review)
    missing = [dimension for dimension in DIMENSIONS if dimension not in review.understood.known]
    columns = [
        near
        for code, column in in_view[["code", "column"]].itertuples(index=False)
        for near in near_columns(review, code, column, missing)[:_MOST_COLUMNS]
    ]
    if not terms and not columns:
        return
    with st.container(border=True, key="near_terms"):
        st.markdown("**One click settles these**, in all rows with the value. It can be undone.")
        for near, clinics in terms:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{_quoted(near.value)} :gray[:small[{counted(clinics, 'clinic')}]]", width="content")
                st.button(
                    safe_text.label(f"Read as {safe_text.markdown(near.label)}", near.value),
                    icon=":material/check:",
                    key=f"near|{dataset.id}|{near.field}|{near.value}",
                    on_click=_read_as,
                    args=(near,),
                )
        for column in columns:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"The column {_quoted(column.header)}", width="content")
                st.button(
                    safe_text.label(_use_in_words(column.field, review), column.header),
                    icon=":material/view_column:",
                    key=f"near_column|{dataset.id}|{column.field}|{column.header}",
                    on_click=_use_column,
                    args=(column, review),
                )


def _terms(kinds: ProblemKinds, in_view: pd.DataFrame, review: Review) -> list[tuple[NearTerm, int]]:
    """What the values in view may have meant, and how many clinics hold each, in any of its spellings."""
    near_by_key: dict[tuple[str, str], NearTerm] = {}
    for code, column, value in in_view[["code", "column", "value"]].itertuples(index=False):
        key = (column, value_key(value))
        if key not in near_by_key and (near := near_term(review, code, column, value)):
            near_by_key[key] = near
    if not near_by_key:
        return []
    alike = kinds.of_columns({field for field, _ in near_by_key})
    by_value = [alike["column"], alike["value"].map(value_key)]
    clinics = alike["clinics"].groupby([*by_value, alike["code"]]).sum().groupby(level=[0, 1]).max()
    return [(near, int(clinics[key])) for key, near in near_by_key.items()]


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{safe_text.markdown(line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…')}”"


def _use_in_words(field: str, review: Review) -> str:
    if field not in review.understood.known:
        return f"Use as {field}"
    return f"Use for {field} too" if field in _LISTS else f"Use for {field} instead"


def _read_as(near: NearTerm) -> None:
    """Assign something similar to a value in all its rows (a callback)."""
    session_datasets.decide(lambda recipe: value_editor.assigned(recipe, near.field, near.value, near.terms))


def _as_read(field: str, value: str) -> None:
    """Undo what was said about a value (a callback)."""
    session_datasets.decide(lambda recipe: value_editor.assigned(recipe, field, value, None))


def _use_column(column: NearColumn, review: Review) -> None:
    """Assign a column to a field (a callback)."""
    decision_transfer.decide(lambda recipe: with_column(recipe, column, review))


def with_column(recipe: Recipe, column: NearColumn, review: Review) -> Recipe:
    """The recipe in which a column feeds a field: added to the current columns for lists, replacing them for others."""
    edited = {}
    for place, match in enumerate(review.matches):
        if match.header == column.header:
            edited[place] = {TAKEN: [*match.fields, column.field]}
        elif column.field in match.fields:
            rest = [field for field in match.fields if field != column.field]
            edited[place] = {TAKEN: list(match.fields) if column.field in _LISTS else rest}
    return matched(recipe, review.matches, edited)


def draw_decisions(dataset: Dataset) -> None:
    """The states and countries that the reader assigned, with a way to undo that; nothing without any."""
    places = [(field, value) for field in PLACES for value in dataset.recipe.values.get(field, {})]
    if not places:
        return
    with st.container(key="places_decided"):
        for field, value in places[page_of(len(places), "places_page", _ROWS)]:
            (code,) = dataset.recipe.values[field][value]
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{_quoted(value)} is read as the {field} {code}.", width="content")
                st.button(
                    safe_text.label("Undo", value),
                    icon=":material/undo:",
                    key=f"place|{dataset.id}|{field}|{value_key(value)}",
                    on_click=_as_read,
                    args=(field, value),
                )
