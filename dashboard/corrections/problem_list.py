"""The problems of the file, ordered by what they could change."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.corrections import quick_fixes
from dashboard.corrections.pagination import page_of
from dashboard.corrections.problem_cells import problem_cell
from dashboard.datasets.session_datasets import Dataset
from dashboard.wording.problem_advice import on_screen
from scoring import Review
from scoring.reports import counted, problem_kinds

_ROWS = 15
MATTER, UNSCORED = "Problem, and what to do", "No score"


def draw(review: Review, dataset: Dataset) -> None:
    """Problems grouped by kind, those that could change most first."""
    kinds = problem_kinds(review)
    quick_fixes.draw_decisions(dataset)
    if not len(kinds):
        st.success("No problems were found in this file.", icon=":material/check:")
        return
    st.markdown(
        f"{_how_many(len(review.problem_table), len(kinds))} *Clinics*: how many have it. *No score*: how many of "
        "these are unscored. *Ranks*: the most places that one of the others could move once it is fixed."
    )
    here = page_of(len(kinds), "troubles_page", _ROWS)
    quick_fixes.draw_offers(kinds, here, review, dataset)
    with st.container(key="problem_kinds"):
        st.table(
            problem_table(kinds.frame(here)),
            hide_index=True,
            border="horizontal",
            alt="Problems by what they could change",
        )


def _how_many(problems: int, different: int) -> str:
    """The number of problems, as Markdown, and of different ones if some repeat: each has a row in the table."""
    repeats = f", **{different:,}** different" * (different < problems)
    order = ", those that matter most first" * (different > 1)
    return f"**{counted(problems, 'problem')}**{repeats}{order}."


def problem_table(kinds: pd.DataFrame) -> pd.DataFrame:
    """Consequences in Markdown for display; the long text is in one column, which wraps."""
    columns = ("message", "suggestion", "column", "first_row", "value")
    rows = kinds[list(columns)].itertuples(index=False, name=None)
    return pd.DataFrame(
        {
            MATTER: [
                problem_cell(message, on_screen(advice), (column, row, value), row_word="First in row")
                for message, advice, column, row, value in rows
            ],
            "Clinics": kinds["clinics"].map("{:,}".format),
            UNSCORED: kinds["unscored"].map("{:,}".format),
            "Ranks": kinds["ranks"].map("{:,}".format),
        },
        dtype="str",
    )
