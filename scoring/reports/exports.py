"""A review as a file: scores first, then the file's own columns, as CSV, Parquet or a spreadsheet.

No cell of a CSV or a spreadsheet runs, whatever its column: see `formula_guard`. Parquet holds text unchanged, as
programs that read it run none. Reading an export removes the guards, so that its next export is identical.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scoring.errors import BadSettings
from scoring.reading import GUARD, needs_guard
from scoring.recognition import PRICE_COLUMNS
from scoring.review import Review
from scoring.wording import listed

# The limits of a sheet: rows with the header, columns, and UTF-16 units in a cell.
_SHEET_ROWS, _SHEET_COLUMNS, _SHEET_CELL = 1_048_576, 16_384, 32_767
# Line ends that spreadsheets know and Python's writer leaves unquoted, in UTF-8, where they are unambiguous.
_LINE_END = re.compile(rb"[\r\x0b\x0c\x1c-\x1e]|\xc2\x85|\xe2\x80[\xa8\xa9]")


def export_frame(review: Review, rows: slice | np.ndarray | None = None) -> pd.DataFrame:
    """Score columns, then canonical columns, then the file's other columns; for some clinics, by position, or all.

    Where any price of the file is a range, or only its lowest or highest end, `PRICE_COLUMNS` come last (float64, US
    dollars).
    """
    scores = review.score_rows(rows)
    records = review.records if rows is None else review.records.iloc[rows]
    carried = records.drop(columns=["clinic_id", "name"]).reset_index(drop=True)
    return pd.concat([scores, carried, _price_ends(review, rows)], axis=1)


def _price_ends(review: Review, rows: slice | np.ndarray | None) -> pd.DataFrame:
    """The lowest and highest price of each clinic; no columns if every price of the file is a single amount."""
    prices = review.understood.price
    if not any(price.is_range or price.is_open for price in prices.values):
        return pd.DataFrame()
    codes = prices.codes[slice(None) if rows is None else rows]
    ends = np.array([(price.low, price.high) for price in prices.values], dtype=float)  # nan where none is stated
    return pd.DataFrame(ends[codes], columns=list(PRICE_COLUMNS))


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Text that a spreadsheet would run as a formula gets a leading `'`, in every column and in headers.

    Plain numbers stay unchanged. Reading a file removes the `'`.
    """
    changed: dict[str, pd.Series[str]] = {}
    for column, text in _texts(frame).items():
        runs = np.asarray(needs_guard(pa.array(text)))
        if runs.any():  # most columns hold none
            changed[column] = text.mask(runs, GUARD + text)
    runs = np.asarray(needs_guard(pa.array(list(map(str, frame.columns)))))
    return frame.assign(**changed).rename(columns={header: f"{GUARD}{header}" for header in frame.columns[runs]})


def _texts(frame: pd.DataFrame) -> dict[str, pd.Series[str]]:
    """The columns that hold text or values of mixed types, as text."""
    return {str(name): text.astype("str") for name, text in frame.select_dtypes(["str", "object", "category"]).items()}


def to_csv(frame: pd.DataFrame) -> bytes:
    """UTF-8 CSV with formulas made harmless, and every cell quoted that holds a line end of any kind."""
    safe = guarded(frame)
    content = safe.to_csv(index=False, lineterminator="\n").encode()
    if _LINE_END.search(content):  # rare: then all text is quoted, as the writer cannot quote selectively
        content = safe.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC).encode()
    return content


def _beyond_a_sheet(frame: pd.DataFrame) -> str:
    """Why a sheet cannot hold a frame with its guards, "" if it can: writers cut long cells silently."""
    frame = guarded(frame)
    rows, columns = len(frame) + 1, len(frame.columns)
    if rows > _SHEET_ROWS or columns > _SHEET_COLUMNS:
        return (
            f"a sheet of a workbook holds {_SHEET_ROWS:,} rows with the header and {_SHEET_COLUMNS:,} columns, and "
            f"there are {rows:,} and {columns:,}"
        )
    texts = {"header": pd.Series(frame.columns, dtype="str")} | _texts(frame)
    for column, text in texts.items():
        cells = pa.array(text)
        units = pc.add(pc.utf8_length(cells), pc.count_substring_regex(cells, r"[\x{10000}-\x{10ffff}]"))
        most = pc.max(units).as_py()
        if most is not None and most > _SHEET_CELL:
            return f"a cell of a workbook holds {_SHEET_CELL:,} characters, and one of {column[:80]!r} has {most:,}"
    return ""


def _write_csv(frame: pd.DataFrame, file: BinaryIO) -> None:
    file.write(to_csv(frame))


def _write_parquet(frame: pd.DataFrame, file: BinaryIO) -> None:
    frame.to_parquet(file, index=False)


def _write_workbook(frame: pd.DataFrame, file: BinaryIO) -> None:
    plain_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": plain_text}) as book:
        guarded(frame).to_excel(book, index=False, sheet_name="clinics")


# Suffix -> what writes a frame to a file of that format.
WRITERS: Mapping[str, Callable[[pd.DataFrame, BinaryIO], None]] = MappingProxyType(
    {".csv": _write_csv, ".parquet": _write_parquet, ".xlsx": _write_workbook}
)
# Suffix -> why a file of that format cannot hold a frame, "" if it can. A format without an entry holds any.
_REFUSALS: Mapping[str, Callable[[pd.DataFrame], str]] = MappingProxyType({".xlsx": _beyond_a_sheet})


def suffixes_in_words() -> str:
    """The suffixes of the files that can be written, as a list in words."""
    return listed(list(WRITERS), "or")


def write(frame: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write a frame in the format of the path's suffix. Raises `BadSettings` if it cannot be written."""
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in WRITERS:
        raise BadSettings(f"{target}: expected a name that ends in {suffixes_in_words()}.")
    if suffix in _REFUSALS and (reason := _REFUSALS[suffix](frame)):
        unlimited = listed([other for other in WRITERS if other not in _REFUSALS], "or")
        raise BadSettings(f"{target}: {reason}; write {unlimited} instead.")
    try:
        with target.open("wb") as file:
            WRITERS[suffix](frame, file)
    except OSError as error:
        raise BadSettings(f"{target} could not be written: {error.strerror}.") from None
