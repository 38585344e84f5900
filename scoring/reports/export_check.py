"""An export recomputed from its own records and settings, and where its figures differ."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from scoring.errors import BadSettings, UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog
from scoring.reading import ReadOptions, Table, as_text, read_bytes, read_table, whole
from scoring.recognition import SCORE_COLUMNS, SETTINGS_COLUMN, is_export, settings_in
from scoring.reports.export_settings import ExportSettings, read_settings
from scoring.review import Review, review
from scoring.rubric import Rubric
from scoring.vocabulary import vocabulary
from scoring.wording import counted

DIFFERENCE_COLUMNS = ("row", "column", "stated", "recomputed")
_INPUT = ("clinic_id", "name")  # the score columns that the record gives
_TEXTS = ("grade", "grade_high", "flags")
_WHOLE_FILE = ("rank", "rank_low", "rank_high", "tier")  # figures that depend on all clinics of the file
_NOT_OURS = (
    "This file is not an export from this program: its first columns are not clinic_id, name, score and so on. Give a "
    "file that `review FILE -o OUT` wrote, or that the pages saved."
)
_NO_SETTINGS = (
    f"This file does not state the settings that it was made with: its column {SETTINGS_COLUMN} is missing or blank. "
    "Export the clinics again."
)
_SEVERAL_SETTINGS = (
    f"This file states several settings in its column {SETTINGS_COLUMN}, as where exports were joined; check each "
    "export by itself."
)


@dataclass(frozen=True)
class ExportCheck:
    """The result of a check.

    `differences`: one row each, with the row in the file, the column, and what it states and what was computed, as
    text. `compared`: the columns that were compared. `left_out`: column -> why it was not. `strayed`: setting -> what
    this program has instead, so that figures may differ for that reason alone. `review`: the review of the file
    under its settings.
    """

    settings: ExportSettings
    review: Review
    differences: pd.DataFrame
    compared: tuple[str, ...]
    left_out: Mapping[str, str]
    strayed: Mapping[str, str]


def check_export(source: str | os.PathLike[str] | bytes, *, rubric: Rubric | None = None) -> ExportCheck:
    """Recompute an export. `rubric`: the one that it was made with, if that is not a shipped one.

    Raises `UnreadableFile` for a file that has no records or is not an export, `BadSettings` for unusable settings.
    """
    clock = Clock(Limits())
    data = read_bytes(source, clock.limits)
    table = read_table(data, ReadOptions(), ProblemLog(clock.limits), clock)
    if not is_export(table):
        raise UnreadableFile(_NOT_OURS)
    stated = settings_in(table)
    if not stated:
        raise UnreadableFile(_NO_SETTINGS)
    if len(stated) > 1:
        raise UnreadableFile(_SEVERAL_SETTINGS)
    settings = read_settings(stated[0])
    if settings.recipe_left_out:
        raise BadSettings("Its decisions were too long to be stated in the file, so it cannot be computed again.")
    again = review(
        data,
        rubric=rubric or settings.loaded_rubric(),
        weights=settings.weights,
        reviewed_on=settings.reviewed_on,
        recipe=settings.recipe,
        limits=clock.limits,
    )
    figures = _stated(table, again)
    left_out = _left_out(figures, settings, len(again))
    compared = tuple(name for name in figures.columns if name not in left_out)
    return ExportCheck(
        settings=settings,
        review=again,
        differences=_differences(figures[list(compared)], again),
        compared=compared,
        left_out=MappingProxyType(left_out),
        strayed=MappingProxyType(_strayed(settings, again.rubric)),
    )


def _stated(table: Table, again: Review) -> pd.DataFrame:
    """What the file states in the score columns of each clinic, as text, "" if blank."""
    at = np.searchsorted(table.rows, again.understood.rows)
    columns = {
        name: whole(as_text(table.columns[table.headers.index(name)])).to_pandas()
        for name in SCORE_COLUMNS
        if name in table.headers and name not in _INPUT
    }
    return pd.DataFrame(columns, dtype="str").iloc[at].fillna("").reset_index(drop=True)


def _left_out(stated: pd.DataFrame, settings: ExportSettings, clinics: int) -> dict[str, str]:
    """The columns that cannot be compared, with the reason."""
    left_out = {}
    if clinics != settings.clinics:
        reason = f"its file has {counted(settings.clinics, 'clinic')}, of which {clinics:,} stand here"
        left_out = dict.fromkeys(_WHOLE_FILE, reason)
    drawn = _WHOLE_FILE[1:]  # a workbook leaves them blank once its weights are changed
    blank = [name for name in drawn if name in stated.columns and not stated[name].any()]
    return left_out | dict.fromkeys(blank, "not stated for any clinic")


def _differences(stated: pd.DataFrame, again: Review) -> pd.DataFrame:
    """One row for each cell that does not state what was computed, in the order of the file."""
    scores = again.scores
    parts = []
    for name, cells in stated.items():
        computed = scores[name]
        if name in _TEXTS:
            computed = computed.astype("str").fillna("")
            unlike = np.asarray(cells != computed)
        else:
            values = computed.to_numpy(dtype=float, na_value=np.nan)
            numbers = pd.to_numeric(cells, errors="coerce").to_numpy(dtype=float)
            unlike = (numbers != values) & ~(np.isnan(values) & np.asarray(cells == ""))
        at = np.flatnonzero(unlike)
        rows, texts = again.understood.rows[at], (cells.iloc[at].tolist(), _texts_of(computed.iloc[at]))
        parts.append(pd.DataFrame(dict(zip(DIFFERENCE_COLUMNS, (rows, str(name), *texts), strict=True))))
    table = pd.concat(parts, ignore_index=True).astype(dict.fromkeys(DIFFERENCE_COLUMNS[1:], "str"))
    return table.sort_values("row", kind="stable", ignore_index=True)


def _texts_of(figures: pd.Series[Any]) -> list[str]:
    """Figures as an export writes them, "" if there is none."""
    return figures.astype(object).where(figures.notna(), "").map(str).tolist()


def _strayed(settings: ExportSettings, rubric: Rubric) -> dict[str, str]:
    """The settings that differ from what this program has, with what it has."""
    pairs = {
        "rubric": (settings.rubric, rubric.name),
        "rubric version": (settings.rubric_version, rubric.version),
        "vocabulary version": (settings.vocabulary_version, vocabulary().version),
    }
    return {name: f"{stated}, here {here}" for name, (stated, here) in pairs.items() if stated != here}
