"""A review as a live workbook: change a weight, and every score, grade and rank follows.

The first sheet is the table of every other export, with formulas for what depends on the weights; then come the
weights, the rubric, the problems, and about the file. Computed values are stored with each formula, for programs
that do not calculate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, BinaryIO

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scoring.errors import BadSettings
from scoring.recognition import HIGH_COLUMNS, SETTINGS_COLUMN, STATED_COLUMNS
from scoring.reports.export_settings import export_settings, settings_text
from scoring.reports.export_table import export_frame, formula_columns, guarded, with_settings
from scoring.reports.sheet_limits import beyond_a_sheet
from scoring.reports.workbook_formulas import POINT_COLUMNS, Cells, Formula, as_exported, clinic_formulas, score_formula
from scoring.reports.workbook_sheets import Notes, about_table, problem_table, rubric_table, write_weights
from scoring.reports.workbook_texts import keep_texts
from scoring.review import Review

# Rows with formulas: with more, changing a weight takes a spreadsheet seconds, because each rank counts all scores.
MOST_LIVE = 5_000
_CLINICS, _OTHERS = "clinics", "others"
_DRAWN = ("rank_low", "rank_high", "tier")
_OTHERS_RANK = f'+SUMIF({_OTHERS}_scores,">"&{{score}},{_OTHERS}_clinics)'
_WIDTHS = {"name": 32, "flags": 28, SETTINGS_COLUMN: 12}
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class _EmptyText(str):
    """An empty text as the result of a formula: XlsxWriter leaves the type out of what equals "", as if unsolved."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


_EMPTY_TEXT = _EmptyText()


def workbook_bytes(review: Review, rows: np.ndarray | None = None, notes: Notes | None = None) -> bytes:
    """The workbook as bytes. Raises `BadSettings` as `write_live_workbook` does."""
    file = BytesIO()
    write_live_workbook(review, file, rows, notes)
    return file.getvalue()


def write_live_workbook(
    review: Review, file: BinaryIO, rows: np.ndarray | None = None, notes: Notes | None = None
) -> None:
    """Write the clinics at some positions of a review, or all, as a workbook that computes scores, grades and ranks.

    Ranks are within the whole file: a sheet holds what they need about clinics that are not among these. Beyond
    `MOST_LIVE` rows the workbook holds only values, and says so. Raises `BadSettings` if no sheet holds the clinics;
    nothing is written then.
    """
    others = _others(review, rows)
    table = export_frame(review, rows)
    is_live = len(table) + len(others) <= MOST_LIVE
    if is_live:
        table = pd.concat([table, formula_columns(review, rows)], axis=1)
    table = guarded(with_settings(table, review))
    if reason := beyond_a_sheet(table):
        raise BadSettings(f"{reason}.")
    counts = review.rubric.open_questions.counts
    with xlsxwriter.Workbook(file, _PLAIN) as book:
        keep_texts(book)
        text = book.add_format({"quote_prefix": True})
        sheet = book.add_worksheet(_CLINICS)
        cells = Cells(list(map(str, table.columns)))
        formulas = clinic_formulas(cells, counts, _OTHERS_RANK if len(others) else "") if is_live else {}
        _write_table(sheet, table, text, formulas)
        sheet.freeze_panes(1, 2)
        write_weights(book, review)
        if is_live and len(table):
            book.define_name("scores", f"={_CLINICS}!{cells.column('score', len(table))}")
            sheet.write_formula(cells.at(SETTINGS_COLUMN, 2), "=settings", text, settings_text(export_settings(review)))
        if is_live and len(others):
            _write_others(book, others, counts, text)
        for name, beside in (
            ("rubric", rubric_table(review.rubric)),
            ("problems", problem_table(review, rows)),
            ("about", about_table(review, len(table), notes or Notes(), is_live=is_live)),
        ):
            _write_table(book.add_worksheet(name), guarded(beside), text)


def _others(review: Review, rows: np.ndarray | None) -> pd.DataFrame:
    """The profiles of the clinics that are not at some positions, with how many have each; none for all clinics."""
    profiles = review.profiles
    counts = profiles.counts.copy()
    if rows is None:
        counts[:] = 0
    else:
        np.subtract.at(counts, profiles.codes[rows], 1)
    at = np.flatnonzero(counts)
    columns: dict[str, np.ndarray] = {"clinics": counts[at]}
    for place, (low, high, stated) in enumerate(zip(POINT_COLUMNS, HIGH_COLUMNS, STATED_COLUMNS, strict=True)):
        columns[low], columns[high] = profiles.low[at, place] / 10, profiles.high[at, place] / 10
        columns[stated] = profiles.known[at, place].astype(np.int64)
    columns["score"] = np.where(review.totals.scored[at], review.totals.score[at] / 10, np.nan)
    return pd.DataFrame(columns, columns=["clinics", *POINT_COLUMNS, *HIGH_COLUMNS, *STATED_COLUMNS, "score"])


def _write_others(book: xlsxwriter.Workbook, others: pd.DataFrame, counts: str, text: Format) -> None:
    cells = Cells(list(others.columns))
    _write_table(book.add_worksheet(_OTHERS), others, text, {"score": score_formula(cells, counts)})
    for name, column in (("scores", "score"), ("clinics", "clinics")):
        book.define_name(f"{_OTHERS}_{name}", f"={_OTHERS}!{cells.column(column, len(others))}")


def _write_table(
    sheet: Worksheet, frame: pd.DataFrame, text: Format, formulas: Mapping[str, Formula] | None = None
) -> None:
    """Write a table below its header: a formula with its value if there is one, else text as text, and numbers."""
    for place, (name, column) in enumerate(frame.items()):
        sheet.write_string(0, place, str(name), text)
        sheet.set_column(place, place, _WIDTHS.get(str(name), 14))
        values = _cells(column)
        formula = (formulas or {}).get(str(name))
        if formula is not None:
            for row, value in enumerate(values, start=1):
                sheet.write_formula(row, place, formula(row + 1), None, _EMPTY_TEXT if value is None else value)
        elif formulas and "score" in formulas and name in _DRAWN:
            for row, value in enumerate(values, start=1):
                if value is not None:
                    sheet.write_formula(row, place, as_exported(value), None, value)
        else:
            _write_values(sheet, place, values, text)


def _write_values(sheet: Worksheet, place: int, values: Sequence[Any], text: Format) -> None:
    for row, value in enumerate(values, start=1):
        if value is None:
            continue
        if isinstance(value, str):
            sheet.write_string(row, place, value, text)
        else:
            sheet.write_number(row, place, value)


def _cells(column: pd.Series[Any]) -> list[Any]:
    """The cells of a column as text and numbers, None where empty."""
    values = column.astype(object).where(column.notna(), None).tolist()
    return [None if value == "" else value for value in values]
