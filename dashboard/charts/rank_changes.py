"""The clinics that moved most in rank from one edition of a list to the next: from where to where, and mainly why."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import Chart, Figure, Nothing
from dashboard.charts.group_rows import rows_of
from dashboard.charts.rank_dumbbells import MOST, height, template_of, tied_names
from scoring.reports import MOVE_COLUMNS, EditionChanges, counted, names_shown

CAUSES = ("the rules", "the weights", "its own record", "the other clinics")  # in the order of `MOVE_COLUMNS`
_BY_COLOR = CAUSES[2:] + CAUSES[1::-1]  # usually only the first two occur, which then keep their colors
QUESTION = "Which clinics moved most in rank?"
_NOTE = (
    "Ring: the rank before. Dot: now; further right is better. The color says what moved it most. Rules, weights, its "
    "own record and the other clinics are replaced in this order, and the places of the four add up to the move."
)


def rank_changes(changes: EditionChanges, editions: str) -> Figure | Nothing:
    """The biggest gains and losses. `editions`: which two are compared, in a sentence, plain text."""
    entries = biggest_moves(changes)
    if not len(entries):
        return Nothing(QUESTION, "No clinic that has a rank in both editions moved.")
    moved = changes.rows(entries)
    moved["name"] = names_shown(moved["name"])
    firsts = [moved.iloc[[0]], moved.iloc[[-1]]] if len(moved) > 1 else [moved.iloc[[0]]]
    ends = [first for first, sign in zip(firsts, (1, -1), strict=False) if first["rank_move"].iloc[0] * sign > 0]
    ends = ends or firsts[:1]
    answer = ", ".join(_end(moved, changes, int(end["rank_move"].iloc[0])) for end in ends)
    rows = _rows(moved)
    causes = tuple(cause for cause in _BY_COLOR if cause in set(rows["cause"]))
    total = int((changes.moves != 0).sum())
    rest = f" The {len(moved):,} biggest of {counted(total, 'move')}." if total > len(moved) else ""
    return Figure(
        title=f"{QUESTION} {answer}",
        takeaway=f"{answer}. {' '.join(rows['words'].head(3))}",
        chart=Chart(template_of("cause", causes, "Moved most by"), rows, height(len(rows), len(causes) + 1)),
        twin=partial(_table, moved),
        note=f"{_NOTE}{rest} {editions}",
        clinics=dict(zip(moved["clinic_id"], moved["name"], strict=True)),
        variant=changes.before.dataset,
        counts="those in both editions that moved most in rank",
    )


def biggest_moves(changes: EditionChanges) -> NDArray[np.int64]:
    """The entries with the biggest gains, the biggest first, then those with the biggest losses, the biggest last."""
    order = np.argsort(-changes.moves, kind="stable")
    up, down = order[:MOST], order[::-1][:MOST][::-1]
    return np.concatenate([up[changes.moves[up] > 0], down[changes.moves[down] < 0]])


def _end(moved: pd.DataFrame, changes: EditionChanges, places: int) -> str:
    """Who moved by the most places one way, and by how many."""
    tied = int((changes.moves == places).sum())
    return f"{tied_names(moved['name'][moved['rank_move'] == places], tied)} {_move(places)}{' each' * (tied > 1)}"


def _move(places: int) -> str:
    return f"{'up' if places > 0 else 'down'} {abs(places):,}"


def _rows(moved: pd.DataFrame) -> pd.DataFrame:
    """One row per clinic: place, label, clinic_id, rank_before, rank_after, cause, words."""
    repeats = moved.groupby("name").cumcount()  # an invisible character keeps clinics of the same name apart
    parts = moved[list(MOVE_COLUMNS)].to_numpy(dtype=np.int64)
    return pd.DataFrame(
        {
            "place": np.arange(len(moved)),
            "label": [
                f"{_move(row.rank_move).capitalize()} \u00b7 {row.name}" + "\u200b" * n
                for row, n in zip(rows_of(moved), repeats, strict=True)
            ],
            "clinic_id": moved["clinic_id"].to_list(),
            "rank_before": moved["rank_before"].to_list(),
            "rank_after": moved["rank_after"].to_list(),
            "cause": [CAUSES[place] for place in np.abs(parts).argmax(axis=1)],
            "words": [
                f"{row.name}: rank {row.rank_before:,} before, {row.rank_after:,} now, {_move(row.rank_move)}: {split}."
                for row, split in zip(rows_of(moved), map(_split, parts.tolist()), strict=True)
            ],
        }
    )


def _split(parts: list[int]) -> str:
    return ", ".join(f"{_move(part)} by {cause}" for part, cause in zip(parts, CAUSES, strict=True) if part)


def _table(moved: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Clinic": moved["name"],
            "Rank before": moved["rank_before"],
            "Rank now": moved["rank_after"],
            "Places up": moved["rank_move"],
            **{f"By {cause}": moved[column] for column, cause in zip(MOVE_COLUMNS, CAUSES, strict=True)},
        }
    )
