"""The columns of the file: how each was read, how surely, and the reader's corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import printed_table
from dashboard.corrections import column_questions, decision_transfer
from dashboard.datasets.session_datasets import Dataset
from dashboard.wording.column_words import column_in_words
from scoring import CANONICAL, Review
from scoring.recipes import Recipe
from scoring.recognition import Match
from scoring.reports import listed

HEADER, HOLDS, TAKEN, WHY = "Column", "Holds", "Read as", "Why"
# All columns of a typical file are in view at once. Long headers, which often begin alike, get more lines.
_MOST_IN_VIEW, _MOST_HEIGHT = 25, 900
_LONGEST_IN_A_LINE, _MORE_LINES = 26, 70  # from 70 pixels on, the table wraps lines
_FEW_ROWS = 50  # percent: where a column is understood in fewer, the table says so
_REASONS = {
    "setting": "your choice",
    "name": "its name",
    "synonym": "a similar name",
    "yes_no": "its name, and cells that say yes or no",
    "": "kept, but not used in scores",
}


def columns_table(matches: Sequence[Match]) -> pd.DataFrame:
    """The columns of a file, one row each; `Taken for` holds lists of canonical column names."""
    return pd.DataFrame(
        {
            HEADER: [" ".join(match.header.split()) or "(no title)" for match in matches],
            TAKEN: [list(match.fields) for match in matches],
            HOLDS: [", ".join(match.examples) for match in matches],
            WHY: [reason(match) for match in matches],
        }
    )


def reason(match: Match) -> str:
    """Why a column was assigned to its fields, with the confidence if that is below 100%."""
    if match.offered and not match.fields:
        return f"not used; may be {column_in_words(match.offered)} ({match.understood}%)"
    sure = f" ({match.confidence}%)" if match.fields and match.confidence < 100 else ""
    few = match.understood is not None and match.understood < _FEW_ROWS
    return _REASONS[match.matched_by] + sure + (f"; {match.understood}% understood" if few else "")


def draw(review: Review, dataset: Dataset) -> None:
    """The columns on offer as questions, and all columns as a table whose second column is editable."""
    column_questions.draw(review, dataset)
    st.markdown(
        "How each column was read. Change **Read as** where it is wrong: one column can be read as several things, and "
        "several columns as one."
    )
    key = f"columns|{dataset.id}"
    table = columns_table(review.matches)
    long = table[HEADER].str.len().max() > _LONGEST_IN_A_LINE
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        height="content" if len(table) <= _MOST_IN_VIEW // (2 if long else 1) else _MOST_HEIGHT,
        row_height=_MORE_LINES if long else None,
        disabled=[HEADER, HOLDS, WHY],
        column_config={
            HEADER: st.column_config.TextColumn(width=205, pinned=True),
            TAKEN: st.column_config.MultiselectColumn(options=list(CANONICAL), format_func=column_in_words, width=165),
            HOLDS: st.column_config.TextColumn(width=215),
            WHY: st.column_config.TextColumn(width=215),
        },
        on_change=_changed,
        args=(key, review.matches),
        alt="The columns of the file and what each was read as",
    )
    printed_table.twin(table.assign(**{TAKEN: [listed([*map(column_in_words, fields)]) for fields in table[TAKEN]]}))


def _changed(key: str, matches: Sequence[Match]) -> None:
    """Apply changed cells (a callback)."""
    edited = st.session_state[key]["edited_rows"]
    decision_transfer.decide(lambda recipe: matched(recipe, matches, edited))


def matched(recipe: Recipe, matches: Sequence[Match], edited: Mapping[int, Mapping[str, Any]]) -> Recipe:
    """The recipe with the changes of the table. `edited`: row number -> changed cells."""
    changed = {
        matches[int(place)].header: tuple(cells[TAKEN] or ()) for place, cells in edited.items() if TAKEN in cells
    }
    return column_questions.assigned(recipe, changed)
