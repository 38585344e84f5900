"""A review as a file: scores first, then the file's own columns, as CSV, Parquet or a live workbook.

No cell of a CSV or a workbook runs, whatever its column: see `formula_guard`; only the program's own formulas do.
Parquet holds text unchanged, because programs that read it do not run any. Reading an export removes the guards, so
that its next export is identical. Every export states the settings of its review, so that it can be recomputed.
"""

from __future__ import annotations

import csv
import os
import re
import traceback
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Literal, TypeAlias

import numpy as np
import pandas as pd
from xlsxwriter.exceptions import FileCreateError

from scoring.errors import BadSettings
from scoring.file_faults import not_written, shown_path
from scoring.recognition import SETTINGS_COLUMN
from scoring.reports.export_table import export_frame, guarded, with_settings
from scoring.reports.live_workbook import MOST_LIVE, workbook_bytes, write_live_workbook
from scoring.reports.sheet_limits import beyond_a_sheet
from scoring.reports.workbook_sheets import Notes
from scoring.reports.workbook_texts import keep_texts
from scoring.review import Review
from scoring.wording import listed
from scoring.written_file import write_bytes

__all__ = [
    "MOST_LIVE",
    "WRITERS",
    "Notes",
    "check_suffix",
    "clinics_csv",
    "export_frame",
    "guarded",
    "problems_csv",
    "suffixes_in_words",
    "to_csv",
    "with_settings",
    "workbook_bytes",
    "write",
    "write_review",
]

_ROWS_AT_ONCE = 20_000  # of a CSV, as Python's own texts: about 20 MB
# Line ends that spreadsheets know and Python's writer leaves unquoted, in UTF-8, where they are unambiguous.
_LINE_END = re.compile(rb"[\r\x0b\x0c\x1c-\x1e]|\xc2\x85|\xe2\x80[\xa8\xa9]")


def clinics_csv(review: Review, rows: slice | np.ndarray | None = None) -> bytes:
    """The clinics at some positions of a review, or all, as CSV with its settings."""
    chosen = None if rows is None else np.arange(len(review))[rows]

    def piece(at: slice) -> pd.DataFrame:
        frame = export_frame(review, at if chosen is None else chosen[at])
        if at.start:  # the settings are in the first row of all
            return frame.assign(**{SETTINGS_COLUMN: pd.Series(index=frame.index, dtype="str")})
        return with_settings(frame, review)

    return _csv_of(piece, len(review) if chosen is None else len(chosen))


def problems_csv(review: Review) -> bytes:
    """All problems of a review as CSV."""
    return _csv_of(review.problem_table.frame, len(review.problem_table))


def to_csv(frame: pd.DataFrame) -> bytes:
    """UTF-8 CSV with formulas made harmless, and every cell quoted that holds a line end of any kind."""
    return _csv_of(lambda at: frame.iloc[at], len(frame))


def _csv_of(piece: Callable[[slice], pd.DataFrame], rows: int) -> bytes:
    """The same as `to_csv` of a frame, of which only a piece at a time is made: all of it may take ten times the file.

    `piece`: the rows of the frame at some positions.
    """
    quoting: Literal[0, 2]
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC):
        content = BytesIO()
        for start in range(0, max(rows, 1), _ROWS_AT_ONCE):
            safe = guarded(piece(slice(start, min(start + _ROWS_AT_ONCE, rows))))
            text = safe.to_csv(index=False, header=not start, lineterminator="\n", quoting=quoting).encode()
            if quoting == csv.QUOTE_MINIMAL and _LINE_END.search(text):
                break  # rare: then all text is quoted, as the writer cannot quote selectively
            content.write(text)
        else:
            break
    return content.getvalue()


def _write_csv(frame: pd.DataFrame, file: BinaryIO) -> None:
    file.write(to_csv(frame))


def _write_parquet(frame: pd.DataFrame, file: BinaryIO) -> None:
    frame.to_parquet(file, index=False)


def _write_workbook(frame: pd.DataFrame, file: BinaryIO) -> None:
    plain_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": plain_text}) as book:
        keep_texts(book.book)
        guarded(frame).to_excel(book, index=False, sheet_name="clinics")


Writer: TypeAlias = Callable[[pd.DataFrame, BinaryIO], None]
# Suffix -> what writes a frame to a file of that format.
WRITERS: Mapping[str, Writer] = MappingProxyType(
    {".csv": _write_csv, ".parquet": _write_parquet, ".xlsx": _write_workbook}
)
# Suffix -> why a file of that format cannot hold a frame, "" if it can. A format without an entry holds any.
_REFUSALS: Mapping[str, Callable[[pd.DataFrame], str]] = MappingProxyType({".xlsx": beyond_a_sheet})


def suffixes_in_words() -> str:
    """The suffixes of the files that can be written, as a list in words."""
    return listed(list(WRITERS), "or")


def write_review(review: Review, path: str | os.PathLike[str]) -> None:
    """Write all clinics of a review in the format of the path's suffix. Raises `BadSettings` if that cannot be."""
    frame = with_settings(export_frame(review), review)
    _write(frame, path, {**WRITERS, ".xlsx": lambda _, file: write_live_workbook(review, file)})


def write(frame: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write a frame in the format of the path's suffix. Raises `BadSettings` if it cannot be written."""
    _write(frame, path, WRITERS)


def check_suffix(path: str | os.PathLike[str]) -> None:
    """Raise `BadSettings` if no format that can be written has the path's suffix."""
    if Path(path).suffix.lower() not in WRITERS:
        raise BadSettings(f"{shown_path(path)}: expected a name that ends in {suffixes_in_words()}.")


def _write(frame: pd.DataFrame, path: str | os.PathLike[str], writers: Mapping[str, Writer]) -> None:
    check_suffix(path)
    suffix = Path(path).suffix.lower()
    if suffix in _REFUSALS and (reason := _REFUSALS[suffix](frame)):
        unlimited = listed([other for other in writers if other not in _REFUSALS], "or")
        raise BadSettings(f"{shown_path(path)}: {reason}; write {unlimited} instead.")
    content = BytesIO()
    try:
        writers[suffix](frame, content)
    except (OSError, FileCreateError) as error:  # of the folder for temporary files
        for failed in filter(None, (error, error.__context__)):  # an archive closes while what it writes to is open
            traceback.clear_frames(failed.__traceback__)
        cause = error.args[0] if isinstance(error, FileCreateError) else error
        raise BadSettings(not_written(path, cause)) from None
    write_bytes(content.getbuffer(), path)
