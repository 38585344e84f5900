"""What changed from an earlier edition to the current list: counts, sentences, a chart, a table and a file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from dashboard import chart_panel, printed_table, safe_text
from dashboard.charts.rank_changes import rank_changes
from dashboard.corrections.edition_choice import earlier_edition, edition_in_words
from dashboard.corrections.edition_scoring import read_edition
from dashboard.corrections.pagination import page_of
from dashboard.datasets import edition_comparison
from dashboard.datasets.session_datasets import Dataset
from dashboard.downloads import name_of_result, offer
from dashboard.view import View
from dashboard.wording.column_words import column_in_words
from scoring import CANONICAL, BadSettings, UnreadableFile
from scoring.reports import (
    CHANGE_KINDS,
    MOVE_COLUMNS,
    EditionChanges,
    capitalized,
    counted,
    exports,
    match_sentences,
    names_shown,
    score_sentences,
)

_ROWS = 15
_MOST_IN_WORKBOOK = 5_000  # changes: more take this process over three seconds to write, while other readers wait
_TITLES = ("New", "Gone", "Changed", "Moved in rank only")  # of `CHANGE_KINDS`, in their order
_ALL, _STATUS = "All", "Score gained or lost"
_MOVES = ("Rules", "Weights", "Own record", "Others")
_COLUMN_WORDS = {column: column_in_words(column) for column in CANONICAL}


def draw(view: View, dataset: Dataset) -> None:
    """The choice of an earlier edition, and what changed since."""
    earlier = earlier_edition(dataset)
    if earlier is None:
        return
    try:
        before = read_edition(earlier, view.review)
    except (BadSettings, UnreadableFile) as reason:
        name = safe_text.markdown(earlier.file.name)
        st.error(safe_text.markdown(str(reason)), title=f"{name} cannot be compared", icon=":material/error:")
        return
    _draw_changes(edition_comparison.compare(before, view.review), earlier, dataset, view)


def _draw_changes(changes: EditionChanges, earlier: Dataset, dataset: Dataset, view: View) -> None:
    """Everything that is shown and offered about the changes."""
    st.subheader(f"What changed since {safe_text.markdown(edition_in_words(earlier))}?", anchor=False)
    _counts(changes)
    if not len(changes.differences):
        st.success("Every clinic states and scores the same as before, and no rank moved.", icon=":material/check:")
        return
    sentences = (*match_sentences(changes), *score_sentences(changes))
    st.markdown("\n".join(f"- {safe_text.markdown(line)}" for line in sentences))
    prints = f"Earlier edition: {edition_in_words(earlier)}, file {changes.before.fingerprint[:12]}."
    chart_panel.figure(rank_changes(changes, prints), "rank_changes", view)
    _table(changes)
    offer(
        "All changes",
        partial(_csv, changes),
        name_of_result(dataset.file.name, "changes"),
        meaning="A row for each clinic that is new, gone, changed or moved, with its scores before and after.",
        key="changes",
        workbook=partial(_workbook, changes),
        workbook_meaning="The same table as values.",
    )


def _counts(changes: EditionChanges) -> None:
    """How many clinics are new, gone, changed, moved and the same, in one line."""
    numbers = [*changes.differences.counts.values(), changes.differences.unchanged]
    with st.container(horizontal=True, key="key_figures"):
        for title, number in zip((*_TITLES, "The same"), numbers, strict=True):
            st.metric(title, f"{number:,}", width="content")


def _table(changes: EditionChanges) -> None:
    """One page of the changes of a kind, the biggest moves first."""
    masks = entries_by_choice(changes)
    sizes = {choice: int(mask.sum()) for choice, mask in masks.items()}
    chosen = st.segmented_control(
        "Show",
        [choice for choice, size in sizes.items() if size],
        format_func=lambda choice: f"{choice} ({sizes[choice]:,})",
        default=_ALL,
        required=True,
        key=f"changes_shown|{changes.before.dataset}",
        label_visibility="collapsed",
        wrap=True,
    )
    entries = in_order(changes, masks[chosen])
    page = page_of(len(entries), f"changes_page|{chosen}", _ROWS)
    table = changes_table(changes, entries[page])
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        placeholder="",
        column_config={
            "Clinic": st.column_config.TextColumn(width=200, pinned=True),
            "What changed in its record": st.column_config.TextColumn(width=420),
        },
        alt=f"What changed: {chosen.lower()}, {counted(len(entries), 'clinic')}",
    )
    printed_table.twin(table)
    st.caption(
        "Places up: the rank before less the rank now. Rules, weights, its own record and the other clinics are "
        "replaced in this order, and the places of the four add up to it exactly; in another order they would be "
        "divided differently. A clinic that has no score at some step has no places."
    )


def entries_by_choice(changes: EditionChanges) -> dict[str, NDArray[np.bool_]]:
    """Choice of the table -> a mask over the entries."""
    kinds = {title: changes.kinds == kind for title, kind in zip(_TITLES, CHANGE_KINDS, strict=True)}
    everything = np.ones(len(changes.differences), dtype=np.bool_)
    return {_ALL: everything, **kinds, _STATUS: changes.statuses != ""}


def in_order(changes: EditionChanges, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The entries of a mask, the biggest moves first; the others in their own order."""
    entries = np.flatnonzero(mask)
    return entries[np.argsort(-np.abs(changes.moves[entries]), kind="stable")]


def changes_table(changes: EditionChanges, entries: NDArray[np.int64]) -> pd.DataFrame:
    """These entries as readers see them; text of records is not escaped, because cells of a table are literal."""
    rows = changes.rows(entries, _COLUMN_WORDS)
    titles = dict(zip(CHANGE_KINDS, _TITLES, strict=True))
    labels = {code: flag.label for code, flag in changes.after.rubric.flags.items()}
    places = [", ".join(filter(None, place)) for place in zip(rows["city"], rows["state"], strict=True)]
    return pd.DataFrame(
        {
            "Clinic": names_shown(rows["name"]),
            "Places up": rows["rank_move"],
            **{title: rows[column] for title, column in zip(_MOVES, MOVE_COLUMNS, strict=True)},
            "Rank before": rows["rank_before"],
            "Rank now": rows["rank_after"],
            "Change": rows["change"].map(titles),
            "What changed in its record": rows["cells_in_words"],
            "Score and flags": [
                _status(status, gained, lost, labels)
                for status, gained, lost in zip(rows["status"], rows["flags_gained"], rows["flags_lost"], strict=True)
            ],
            "Score before": rows["score_before"],
            "Score now": rows["score_after"],
            "Grade before": rows["grade_before"],
            "Grade now": rows["grade_after"],
            "Place": places,
            "Matched by": rows["matched_by"],
        }
    )


def _status(status: str, gained: str, lost: str, labels: Mapping[str, str]) -> str:
    """What happened to a clinic's score and flags, in words."""
    flags = [
        f"flag {verb}: {labels[code]}"
        for verb, codes in (("gained", gained), ("lost", lost))
        for code in codes.split(";")
        if code
    ]
    return capitalized("; ".join(filter(None, (status, *flags))))


def _csv(changes: EditionChanges) -> bytes:
    return exports.to_csv(changes.export)


def _workbook(changes: EditionChanges) -> bytes:
    """The changes as a workbook. Raises `BadSettings` for too many."""
    number = len(changes.differences)
    if number > _MOST_IN_WORKBOOK:
        raise BadSettings(
            f"There are {number:,} changes, and this page writes at most {_MOST_IN_WORKBOOK:,} into a workbook. Save "
            "the CSV file, or write the workbook on the command line: see the README."
        )
    file = io.BytesIO()
    exports.WRITERS[".xlsx"](changes.export, file)
    return file.getvalue()
