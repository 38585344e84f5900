"""The list of clinics as a table, one page at a time, sorted on the server. Cells are literal: record text is safe."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from dashboard import distances, downloads, navigation, printed_table, safe_text, selection, sharing, sorts
from dashboard.clinic_list import list_page, sort_order
from dashboard.clinic_list.list_page import ROWS_PER_PAGE
from dashboard.datasets import session_datasets
from dashboard.parameters import PAGE
from dashboard.view import View
from dashboard.wording import clinic_labels
from dashboard.wording.figure_words import flags_in_words, grades_in_words, possible_in_words, ranks_in_words
from scoring import QUESTIONS
from scoring.reading import cells_at
from scoring.recognition import Stated
from scoring.reports import counted, day_in_words, exports
from scoring.vocabulary import vocabulary

_HOST = r"^https?://(?:www\.)?([^/?#]+)"  # the part of a link that the browser shows: its host
_USUAL = "Usual rank"
_UNKNOWN = "open"  # not stated, or not clearly enough
_LETTER, _AROUND, _WIDEST = 7.6, 28, 420  # pixels of a name: an average letter, the cell's edges, the widest column
_HINT = "Select one clinic to open it, or two to six to compare (keyboard: Shift+Space)."
_HINT_ALONE = "Select the clinic to open it (keyboard: Shift+Space)."
_POSSIBLE = (
    "Beside each score: how high it could be **if every open question had its best answer**, with the open questions "
    "in parentheses. Beside each grade: the grade it could then have."
)


def scored_table(view: View) -> None:
    """A page of the matching clinics that have a score, with controls to sort and to turn pages."""
    with st.container(horizontal=True, vertical_alignment="center", key="order"):
        sort = sort_order.choice()
        rows = view.rows(scored=True, sort=sort)
        page = list_page.draw_pages(view, rows, ROWS_PER_PAGE, PAGE, sort)
    shown = clinics_page(view, page.rows)
    sort_of = sorts.by_header(view.review.rubric)
    st.caption(_POSSIBLE)
    ids = clinic_labels.ids(view.review, page.rows)
    ticked = selection.ticked_rows(ids)
    key = f"scored|{page.number}|{sort}|{selection.table_round('scored', page.settings)}"
    st.dataframe(
        shown,
        key=key,
        hide_index=True,
        height="content",
        placeholder=_UNKNOWN,
        alt=f"Page {page.number} of the {len(rows)} scored clinics",
        column_config=_columns(view, shown),
        selection_mode=["multi-row", "single-column"],
        selection_default={"selection": {"rows": ticked}},
        on_select=lambda: _chosen(key, ids, sort_of),
    )
    printed_table.twin(shown.drop(columns="Website"), _UNKNOWN)
    selection.actions(view, "scored", _HINT, _HINT_ALONE)  # below the table, so that ticking does not move it


def compare_all(view: View) -> None:
    """A link that compares all matching clinics, if there are a few of them."""
    if view.figures.few and view.figures.clinics > 1:
        ids = clinic_labels.ids(view.review, view.all_rows(sort_order.current()).all())
        navigation.compare(ids, f"Compare these {len(ids)} clinics")


def open_table(view: View) -> None:
    """A page of the matching clinics whose records do not state enough for a score, by name."""
    rows = view.rows(scored=False, sort="name")
    page = list_page.draw_pages(view, rows, ROWS_PER_PAGE, "open_page")
    ids = clinic_labels.ids(view.review, page.rows)
    ticked = selection.ticked_rows(ids)
    key = f"open|{page.number}|{selection.table_round('open', page.settings)}"
    shown = clinics_page(view, page.rows).drop(columns=["Score", "Possible", "Grade", "Tier", "Rank"])
    shown = shown.drop(columns=_USUAL, errors="ignore")
    st.dataframe(
        shown,
        key=key,
        selection_mode="multi-row",
        selection_default={"selection": {"rows": ticked}},
        on_select=lambda: _chosen(key, ids, {}),
        hide_index=True,
        height="content",
        placeholder=_UNKNOWN,
        alt=f"{counted(len(rows), 'clinic')} without enough stated for a score, by name",
        column_config=_columns(view, shown),
    )
    printed_table.twin(shown.drop(columns="Website"), _UNKNOWN)
    selection.actions(view, "open", _HINT, _HINT_ALONE)


def download(view: View) -> None:
    """Every matching clinic as a file, in the order of the table."""
    order = sort_order.current()
    dataset = session_datasets.current()
    if dataset and dataset.file.folder and view.figures.clinics > downloads.MOST_OF_A_FOLDER:
        st.caption(f"Filter to {downloads.MOST_OF_A_FOLDER:,} clinics or fewer to download them.")
        return
    fits = view.figures.clinics <= downloads.MOST_IN_WORKBOOK
    downloads.offer(
        f"Download {counted(view.figures.clinics, 'clinic')}",
        lambda: exports.clinics_csv(view.review, view.all_rows(order)[:]),
        downloads.name_of_clinics(view.filters),
        meaning="In the order of the list: scores first, then every column of the file.",
        key="download",
        workbook=(lambda: exports.workbook_bytes(view.review, view.all_rows(order).all(), sharing.notes()))
        if fits
        else None,
    )


def clinics_page(view: View, rows: NDArray[np.int64]) -> pd.DataFrame:
    """The clinics at these positions as shown to readers, one row each."""
    scores = view.review.score_rows(rows)
    questions = [view.review.rubric.questions[question] for question in QUESTIONS]
    labels = {codes: ", ".join(flags_in_words(view.review, codes.split(";"))) for codes in scores["flags"].unique()}
    return pd.DataFrame(
        {
            "Clinic": clinic_labels.names(view.review, rows),
            "Place": clinic_labels.places(view.review, rows),
            **({} if not view.is_near else {"Distance": distances.in_words(view, rows)}),
            "Grade": grades_in_words(scores),
            "Score": scores["score"],
            "Possible": _possible(view, rows, scores),
            **{question.title: scores[f"{question.dimension}_score"] for question in questions},
            "Products": _terms(view, rows, "products"),
            "Imaging": _terms(view, rows, "imaging"),
            "Price": [price or clinic_labels.NOT_STATED for price in clinic_labels.prices(view.review, rows)],
            "Flags": scores["flags"].map(labels),
            "Rank": ranks_in_words(scores),
            **_usual_ranks(view, rows),
            "Tier": scores["tier"],
            "Coverage": scores["coverage"],
            "Record as of": _days(view, rows),
            "Website": _links(view, rows),
        }
    )


def _terms(view: View, rows: NDArray[np.int64], dimension: str) -> list[str]:
    """What each clinic states in a dimension, in words."""
    column = view.review.understood.stated[dimension]
    stated = [_stated_in_words(dimension, column.values[code]) for code in column.codes[rows].tolist()]
    silences = clinic_labels.silences(view.review, dimension, rows)
    return [words or silence for words, silence in zip(stated, silences, strict=True)]


def _stated_in_words(dimension: str, stated: Stated) -> str:
    words = vocabulary().ambiguous[dimension]
    known = vocabulary().labels(dimension, stated.terms)
    unclear = [words[word].unclear_label for word in sorted(stated.ambiguous)]
    return ", ".join([*known, *unclear])


def _days(view: View, rows: NDArray[np.int64]) -> list[str]:
    as_of = view.review.understood.as_of
    days = [as_of.values[code] for code in as_of.codes[rows].tolist()]
    return [day_in_words(day) if day else clinic_labels.NOT_STATED for day in days]


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
    addresses = cells_at(known["website"], rows).to_pylist() if "website" in known else [None] * len(rows)
    return [safe_text.link(address) if address else None for address in addresses]


def _columns(view: View, shown: pd.DataFrame) -> dict[str, Any]:
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
        "Clinic": st.column_config.TextColumn(width=_name_width(shown["Clinic"]), pinned=True),
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


def _name_width(names: pd.Series[str]) -> int:
    """Pixels for the longest of these names, so that none is cut."""
    longest = int(names.str.len().max()) if len(names) else 0
    return min(round(longest * _LETTER) + _AROUND, _WIDEST)


def _chosen(key: str, ids: list[str], sort_of: dict[str, str]) -> None:
    """Apply ticked rows, and sort by the column of a chosen header or reverse the order (a callback)."""
    chosen = st.session_state[key].selection
    selection.tick(ids, chosen.rows)
    for header in chosen.columns:
        column = sort_of.get(header)
        if column:
            sort_order.by(column)
