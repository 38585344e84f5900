"""Clinics listed twice: the rows side by side, and one click to merge them or to keep them apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from dashboard import safe_text
from dashboard.corrections import merge_list
from dashboard.corrections.merge_decisions import Choice, kept_apart, merged
from dashboard.corrections.pagination import page_of
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.wording import clinic_labels
from scoring import Review
from scoring.reports import WHY_ALIKE, alike_groups, counted, listed, side_by_side

Ints = NDArray[np.int64]
_CARDS_PER_PAGE = 5
_ABREAST = 4  # rows side by side; further rows of a group follow the choice for all
_MOST_TO_CHOOSE = 12  # rows of a group that can be chosen from one by one
_MOST_AT_ONCE = 1_000  # groups that one click merges, so that the recipe stays a small file that opens at once
_LONGEST = 160  # characters of a cell
_TWO = 2
EVERY, FIELD = "All", "Column"


def draw(review: Review, dataset: Dataset) -> None:
    """The clinics that may be listed twice, and what was decided about others; nothing if there are none."""
    groups = alike_groups(review)
    if groups.empty and not dataset.recipe.merges and not dataset.recipe.apart:
        return
    st.subheader("Clinics listed twice", anchor=False)
    if not groups.empty:
        _undecided(groups, review, dataset)
    merge_list.draw(review, dataset)


def _undecided(groups: pd.DataFrame, review: Review, dataset: Dataset) -> None:
    rows, clinics = counted(len(groups), "row"), counted(groups["group"].nunique(), "clinic")
    st.markdown(
        f"{rows} may be {clinics}. **Merge** combines what all of the rows say: lists are joined, a blank is filled "
        "from another row, and prices, dates, and the like come from the newest row. **Keep** uses one row only. "
        "What is not used is listed among the problems, and you can undo everything."
    )
    shown = _with_reason(groups)
    positions, whys = shown["position"].to_numpy(), shown["why"].to_numpy()
    starts = np.flatnonzero(np.diff(shown["group"], prepend=-1))
    ends = np.append(starts[1:], len(positions))
    _gather_all(positions, starts, ends, review, dataset)
    here = page_of(len(starts), "twice_page", _CARDS_PER_PAGE)
    for group, why in zip(_groups(positions, starts[here], ends[here]), whys[starts[here]].tolist(), strict=True):
        with st.container(border=True, key=f"card|{dataset.id}|{group[0]}"):
            _card(group, WHY_ALIKE[why], review, f"twice|{dataset.id}|{group[0]}")


def _groups(positions: Ints, starts: Ints, ends: Ints) -> list[list[int]]:
    """The positions of the clinics of the groups that begin and end there."""
    return [positions[start:end].tolist() for start, end in zip(starts, ends, strict=True)]


def _with_reason(groups: pd.DataFrame) -> pd.DataFrame:
    """The groups that look alike for the reason that the reader chooses, if there are several reasons."""
    reasons = [WHY_ALIKE[why].capitalize() for why in sorted(groups["why"].unique())]
    if len(reasons) == 1:
        return groups
    reason = st.segmented_control(
        "Match on",
        [EVERY, *reasons],
        default=EVERY,
        required=True,
        key="alike_by",
        label_visibility="collapsed",
        wrap=True,
    )
    chosen = [why for why, words in enumerate(WHY_ALIKE) if words.capitalize() == reason]
    return groups if reason not in reasons else groups[groups["why"].isin(chosen)]


def _gather_all(positions: Ints, starts: Ints, ends: Ints, review: Review, dataset: Dataset) -> None:
    """A button that merges the groups shown, on any page; large groups are left to a person."""
    small = ends - starts <= _MOST_TO_CHOOSE
    count = int(small.sum())
    if count < _TWO:
        return
    now = _groups(positions, starts[small][:_MOST_AT_ONCE], ends[small][:_MOST_AT_ONCE])
    which = f"all {count:,}" if len(now) == count else f"the first {len(now):,} of {count:,}"
    st.button(
        f"Merge {which}",
        icon=":material/merge:",
        key=f"gather_all|{dataset.id}",
        on_click=_gather_groups,
        args=(now, review),
        help=f"Groups of more than {_MOST_TO_CHOOSE} rows are left for you to look at."
        if count < len(starts)
        else None,
    )


def _card(positions: list[int], why: str, review: Review, key: str) -> None:
    """The rows of one group side by side, and what they may be."""
    first = np.array(positions[:1])
    (title,) = clinic_labels.titles(review, first)
    st.markdown(f"**{safe_text.markdown(title)}** :gray[:small[{counted(len(positions), 'row')}: {why}]]")
    chosen = np.array(_chosen(positions, review, key))
    if len(chosen) < _TWO:
        st.caption("Choose two rows or more.")
        return
    cells = side_by_side(review, chosen[:_ABREAST].tolist())
    rows = review.understood.rows[chosen].tolist()
    st.table(
        comparison(cells, rows[:_ABREAST], _scores(review, chosen[:_ABREAST])),
        hide_index=True,
        border="horizontal",
        alt="What the rows state where they differ",
    )
    if more := len(chosen) - len(rows[:_ABREAST]):
        st.caption(f"And {counted(more, 'more row')}.")
    if same := cells.loc[~cells["differs"], "field"].to_list():
        st.caption(f"The same in {'both' if len(chosen) == _TWO else 'all'}: {safe_text.markdown(listed(same))}.")
    _choices(title, clinic_labels.keys(review, chosen), clinic_labels.ids(review, chosen), rows, key)


def _chosen(positions: list[int], review: Review, key: str) -> list[int]:
    """The rows of a group that the reader means: all, unless there are a few that can be chosen from."""
    if not _TWO < len(positions) <= _MOST_TO_CHOOSE:
        return positions
    rows = {f"Row {review.understood.rows[position]:,}": position for position in positions}
    words = st.pills(
        "Rows that are one clinic",
        list(rows),
        selection_mode="multi",
        default=list(rows),
        key=f"{key}|rows",
    )
    return [rows[word] for word in rows if word in words]


def comparison(cells: pd.DataFrame, rows: Sequence[int], scores: Sequence[str]) -> pd.DataFrame:
    """The cells that differ, one row each, in Markdown: the field, then a column for each row of the file.

    `cells`: as from `side_by_side`, and the scores of the rows come first.
    """
    differing = cells[cells["differs"]]
    fields = ["score", *differing["field"]]
    columns = {
        f"Row {row:,}": [score, *map(_shown, differing[str(place)])]
        for place, (row, score) in enumerate(zip(rows, scores, strict=True))
    }
    return pd.DataFrame({FIELD: [f":gray[{safe_text.markdown(field)}]" for field in fields], **columns}, dtype="str")


def _shown(cell: str) -> str:
    if not cell.strip():
        return ":gray[not stated]"
    return f"**{safe_text.markdown(cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + '…')}**"


def _scores(review: Review, positions: np.ndarray) -> list[str]:
    scores = review.score_rows(positions)
    return [
        "no score" if pd.isna(score) else f"{score:.1f} ({grade})"
        for score, grade in zip(scores["score"], scores["grade"], strict=True)
    ]


def _choices(title: str, keys: list[str], ids: list[str], rows: list[int], key: str) -> None:
    """The buttons of a group with this title: merge its rows, keep one of them, or keep them apart."""
    several = len(keys) > _TWO
    by_key = dict(zip(keys, ids, strict=True))
    options = [(f"Merge all {len(keys):,}" if several else "Merge both", "merge", "gather", Choice(tuple(keys)))]
    for row, kept in zip(rows[:_ABREAST], keys, strict=False):
        rest = tuple(other for other in keys if other != kept)
        options.append((f"Keep row {row:,}", "check", str(row), Choice((kept,), rest)))
    with st.container(horizontal=True, gap="small"):
        for label, icon, name, choice in options:
            st.button(
                safe_text.label(label, title),
                icon=f":material/{icon}:",
                key=f"{key}|{name}",
                on_click=_merge,
                args=([choice], by_key),
            )
        st.button(
            safe_text.label(f"These are {f'{len(keys):,}' if several else 'two'} clinics", title),
            icon=":material/call_split:",
            key=f"{key}|apart",
            on_click=_keep_apart,
            args=(keys,),
        )


def _merge(choices: list[Choice], ids: dict[str, str]) -> None:
    """Merge clinics (a callback). `ids`: by key."""
    session_datasets.decide(lambda recipe: merged(recipe, choices, ids))


def _gather_groups(groups: Sequence[list[int]], review: Review) -> None:
    """Merge the rows of each group (a callback)."""
    at = np.concatenate([np.array(group, dtype=np.int64) for group in groups])
    keys, ids = iter(clinic_labels.keys(review, at)), clinic_labels.ids(review, at)
    by_key = dict(zip(clinic_labels.keys(review, at), ids, strict=True))
    _merge([Choice(tuple(next(keys) for _ in group)) for group in groups], by_key)


def _keep_apart(keys: Sequence[str]) -> None:
    """Say that these are separate clinics (a callback)."""
    session_datasets.decide(lambda recipe: kept_apart(recipe, keys))
