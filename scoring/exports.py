"""A review as a file: scores first, then the file's own columns, as CSV, Parquet or a spreadsheet."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scoring.errors import BadSettings
from scoring.reading import RUNS
from scoring.review import Review

SUFFIXES = (".csv", ".parquet", ".xlsx")
_IDS = frozenset(("clinic_id", "npi", "postal_code"))
_NUMBER = r"^\s*[+-]?\d+(?:[.,]\d+)*\s*$"


def export_frame(review: Review, rows: slice | np.ndarray | None = None) -> pd.DataFrame:
    """Score columns, then canonical columns, then the file's others; of some clinics, by position, or of all."""
    scores = review.score_rows(rows)
    records = review.records if rows is None else review.records.iloc[rows]
    carried = records.drop(columns=["clinic_id", "name"]).reset_index(drop=True)
    return pd.concat([scores, carried], axis=1)


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Text that a spreadsheet would run as a formula gets a leading `'`; ids and numbers stay as they are.

    Reading a file takes the `'` away again.
    """
    changed: dict[str, pd.Series[str]] = {}
    for column in map(str, frame.select_dtypes("str").columns.difference(_IDS)):
        text = frame[column]
        runs = np.asarray(pc.match_substring_regex(pa.array(text), RUNS).fill_null(fill_value=False))
        if runs.any():  # most columns hold none
            changed[column] = text.mask(runs & ~text.str.match(_NUMBER, na=False), "'" + text)
    headers = {header: f"'{header}" for header in frame.columns if re.match(RUNS, header)}
    return frame.assign(**changed).rename(columns=headers)


def to_csv(frame: pd.DataFrame) -> bytes:
    """UTF-8 CSV with formulas made harmless."""
    return guarded(frame).to_csv(index=False, lineterminator="\n").encode()


def write(frame: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write a frame in the form that the path's ending names. Raises `BadSettings` if it cannot be written."""
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadSettings(f"{target}: expected a name that ends in {', '.join(SUFFIXES)}.")
    try:
        with target.open("wb") as file:
            _write(frame, suffix, file)
    except OSError as error:
        raise BadSettings(f"{target} could not be written: {error.strerror}.") from None


def _write(frame: pd.DataFrame, suffix: str, file: BinaryIO) -> None:
    if suffix == ".csv":
        file.write(to_csv(frame))
    elif suffix == ".parquet":
        frame.to_parquet(file, index=False)
    else:
        plain_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": plain_text}) as book:
            guarded(frame).to_excel(book, index=False, sheet_name="clinics")
