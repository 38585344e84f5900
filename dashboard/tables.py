"""Tables: one page of clinics at a time, sorted on the server. Cells are literal, so record text is safe."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import streamlit as st
from numpy.typing import NDArray

from dashboard import clinic_labels, distances, downloads, navigation, safe_text, selection, sort_order, sorts
from dashboard.figure_words import grades_in_words, possible_in_words, ranks_in_words
from dashboard.parameters import PAGE
from dashboard.view import View
from scoring import QUESTIONS
from scoring.reports import NO_NAME, counted, exports
from scoring.rubric import Flag

PAGE_ROWS = 20
_HOST = r"^https?://(?:www\.)?([^/?#]+)"  # the part of a link that the browser shows: its host
_OPEN_PAGE = "open_page"
_USUAL = "Usual rank"
_UNKNOWN = "open"  # not stated, or not clearly enough
_POSSIBLE = (
    "Beside each score stands how high it could be **if what is open were good**, with the open questions in brackets; "
    "beside each grade, the grade that it could then be."
)


def scored_table(view: View) -> None:
    """A page of the matching clinics that have a score, with controls to sort and to turn pages."""
    sort = sort_order.choice()
    rows = view.rows(scored=True, sort=sort)
    shown, page = _turned(view, rows, PAGE, sort)
    sort_of = sorts.by_header(view.review.rubric)
    st.caption(_POSSIBLE)
    ids = clinic_labels.ids(view.review, shown)
    ticked = selection.ticked_rows(ids)
    key = f"scored|{page}|{sort}|{selection.table_round('scored', _list_settings(view, sort))}"
    st.dataframe(
        clinics_page(view, shown),
        key=key,
        hide_index=True,
        height="content",
        placeholder=_UNKNOWN,
        alt=f"Page {page} of the {len(rows)} scored clinics",
        column_config=_columns(view),
        selection_mode=["multi-row", "single-column"],
        selection_default={"selection": {"rows": ticked}},
        on_select=lambda: _chosen(key, ids, sort_of),
    )
    selection.actions(view, "scored")  # below the table, so that ticking does not move it


def compare_all(view: View) -> None:
    """A link that compares all matching clinics, if there are a few of them."""
    if view.figures.few and view.figures.clinics > 1:
        ids = clinic_labels.ids(view.review, view.all_rows(sort_order.current()))
        navigation.compare(ids, f"Compare these {len(ids)} clinics")


def open_table(view: View) -> None:
    """The matching clinics whose records state too little for a score, by name; drawn only when opened."""
    label = f"Too little stated for a score: {counted(view.figures.too_little, 'clinic')}"
    part = st.expander(label, expanded=not view.figures.scored, key="open_list", on_change="rerun")
    if not part.open:
        return
    with part:
        st.caption("Not a low score: their records leave too many questions open. In alphabetical order.")
        _open_page_of(view)


def _open_page_of(view: View) -> None:
    rows = view.rows(scored=False, sort="name")
    shown, page = _turned(view, rows, _OPEN_PAGE)
    ids = clinic_labels.ids(view.review, shown)
    ticked = selection.ticked_rows(ids)
    key = f"open|{page}|{selection.table_round('open', _list_settings(view, ''))}"
    titles = [view.review.rubric.questions[question].title for question in QUESTIONS]
    st.dataframe(
        clinics_page(view, shown)[["Clinic", *titles, "Coverage", "Place", "Flags", "Website"]],
        key=key,
        selection_mode="multi-row",
        selection_default={"selection": {"rows": ticked}},
        on_select=lambda: _chosen(key, ids, {}),
        hide_index=True,
        height="content",
        placeholder=_UNKNOWN,
        alt=f"{len(rows)} clinics whose records state too little for a score, by name",
        column_config=_columns(view),
    )
    selection.actions(view, "open")


def download(view: View) -> None:
    """Every matching clinic as a file, in the order of the table."""
    downloads.offer(
        f"Download {counted(view.figures.clinics, 'clinic')}",
        lambda: exports.to_csv(exports.export_frame(view.review, view.all_rows(sort_order.current()))),
        downloads.name_of_clinics(view.filters),
        meaning="In the order of the list: scores first, then every column of the file.",
        key="download",
    )


def clinics_page(view: View, rows: NDArray[np.int64]) -> pd.DataFrame:
    """The clinics at these positions as shown to readers, one row each."""
    scores = view.review.score_rows(rows)
    flags = view.review.rubric.flags
    questions = [view.review.rubric.questions[question] for question in QUESTIONS]
    labels = {codes: _in_words(codes, flags) for codes in scores["flags"].unique()}
    return pd.DataFrame(
        {
            "Clinic": scores["name"].fillna(NO_NAME),
            **({} if view.miles is None else {"Distance": distances.in_words(view, rows)}),
            "Score": scores["score"],
            "Possible": _possible(view, rows, scores),
            "Grade": grades_in_words(scores),
            "Tier": scores["tier"],
            "Rank": ranks_in_words(scores),
            **_usual_ranks(view, rows),
            "Flags": scores["flags"].map(labels),
            "Place": clinic_labels.places(view.review, rows),
            **{question.title: scores[f"{question.dimension}_score"] for question in questions},
            "Coverage": scores["coverage"],
            "Website": _links(view, rows),
        }
    )


def _possible(view: View, rows: NDArray[np.int64], scores: pd.DataFrame) -> pd.Series[str]:
    """How high each score could be and which questions leave it open: up to 81.3 (Where, How)."""
    review = view.review
    weighs = np.array([review.weights[question] > 0 for question in QUESTIONS])
    codes = review.profiles.codes[rows]
    matters = (review.profiles.low < review.profiles.high)[codes] & weighs
    titles = np.array([review.rubric.questions[question].title for question in QUESTIONS])
    names = pd.Series([f" ({', '.join(titles[which])})" for which in matters], index=scores.index, dtype="str")
    words = possible_in_words(scores)
    return words.where(~(scores["score"] < scores["score_high"]), words + names)


def _usual_ranks(view: View, rows: NDArray[np.int64]) -> dict[str, pd.Series[int]]:
    """A column of the ranks under the rubric's own weights; no column if the weights are unchanged."""
    if view.usual is None:
        return {}
    codes, totals = view.usual.profiles.codes[rows], view.usual.totals
    ranks = pd.array(totals.rank[codes], dtype="Int64")
    ranks[~totals.scored[codes]] = pd.NA
    return {_USUAL: pd.Series(ranks)}


def _links(view: View, rows: NDArray[np.int64]) -> list[str | None]:
    """The websites that are safe to open; None for all others."""
    known = view.review.understood.known
    addresses = known["website"].take(pa.array(rows)).to_pylist() if "website" in known else [None] * len(rows)
    return [safe_text.link(address) if address else None for address in addresses]


def _in_words(codes: str, flags: Mapping[str, Flag]) -> str:
    return ", ".join(flags[code].label for code in codes.split(";") if code)


def _columns(view: View) -> dict[str, Any]:
    rubric = view.review.rubric
    points = {
        rubric.questions[question].title: st.column_config.NumberColumn(
            format="%.1f", help=rubric.questions[question].asks, width="small"
        )
        for question in QUESTIONS
    }
    return {
        "Rank": st.column_config.TextColumn(
            help="1 is the highest score in the file; then how far it moves as weights and open questions are varied",
            width=100,
        ),
        _USUAL: st.column_config.NumberColumn(width=90, help="The rank under the rubric's own weights"),
        "Clinic": st.column_config.TextColumn(width=150, pinned=True),
        "Possible": st.column_config.TextColumn(width=155, help=rubric.statements["bounds"]),
        "Tier": st.column_config.NumberColumn(width=55, help=rubric.statements["tiers"]),
        "Place": st.column_config.TextColumn(width="medium"),
        "Distance": st.column_config.TextColumn(width=125, help=distances.MEANING),
        "Score": st.column_config.ProgressColumn(format="%.1f", min_value=0, max_value=100, width=95),
        "Grade": st.column_config.TextColumn(
            width=85, help=f"{rubric.grades.meaning} {rubric.statements['caps_shown']}"
        ),
        **points,
        "Coverage": st.column_config.NumberColumn(
            format="%.0f%%", help="Share of the weight whose questions the record answers", width="small"
        ),
        "Flags": st.column_config.TextColumn(width="large"),
        "Website": st.column_config.LinkColumn(display_text=_HOST, width="medium"),
    }


def _turned(view: View, rows: NDArray[np.int64], key: str, sort: str = "") -> tuple[NDArray[np.int64], int]:
    """Draw buttons to turn pages; returns the rows of the current page and its number. New settings start at page 1.

    The buttons are above the table, so that the top of a new page is in view.
    """
    pages = max(math.ceil(len(rows) / PAGE_ROWS), 1)
    settings = _list_settings(view, sort)
    if st.session_state.get(f"{key}_of", settings) != settings or st.session_state.get(key, 1) > pages:
        st.session_state[key] = 1
    st.session_state[f"{key}_of"] = settings
    page = int(st.pagination(pages, key=key, bind="query-params" if key == PAGE else None))
    return rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS], page


def _list_settings(view: View, sort: str) -> tuple[object, ...]:
    """The settings that determine a list: filters, weights, rubric, and order."""
    return view.filters, dict(view.review.weights), view.review.rubric.name, sort


def _chosen(key: str, ids: list[str], sort_of: dict[str, str]) -> None:
    """Apply ticked rows, and sort by the column of a chosen header or reverse the order (a callback)."""
    chosen = st.session_state[key].selection
    selection.tick(ids, chosen.rows)
    for header in chosen.columns:
        column = sort_of.get(header)
        if column:
            sort_order.by(column)
