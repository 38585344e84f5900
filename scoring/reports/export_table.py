"""The table of an export: scores first, then the file's own columns, then what else was computed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from scoring.reading import GUARD, needs_guard
from scoring.recognition import CAP_COLUMNS, HIGH_COLUMNS, PRICE_COLUMNS, SETTINGS_COLUMN, STATED_COLUMNS
from scoring.reports.export_settings import export_settings, settings_text
from scoring.review import Review
from scoring.rubric import FLAGS
from scoring.scores import flag_bit


def export_frame(review: Review, rows: slice | np.ndarray | None = None) -> pd.DataFrame:
    """Score columns, then canonical columns, then the file's other columns; for some clinics, by position, or all.

    If any price of the file is a range, or only its lowest or highest end, `PRICE_COLUMNS` come last (float64, US
    dollars).
    """
    scores = review.score_rows(rows)
    records = review.records if rows is None else review.understood.rows_at(rows)
    carried = records.drop(columns=["clinic_id", "name"])
    return pd.concat([scores, carried, _price_ends(review, rows)], axis=1)


def with_settings(frame: pd.DataFrame, review: Review) -> pd.DataFrame:
    """An export with the settings of its review as the last column, in the first row; the other rows are empty."""
    text = settings_text(export_settings(review))
    cells = pd.array([text, None][: len(frame)], dtype="str").take(np.minimum(np.arange(len(frame)), 1))
    return frame.assign(**{SETTINGS_COLUMN: cells})


def formula_columns(review: Review, rows: slice | np.ndarray | None = None) -> pd.DataFrame:
    """What the formulas of a workbook need for each clinic besides its points.

    `HIGH_COLUMNS`: the most points that each question may earn (float64, 0-100). `STATED_COLUMNS`: 1 if its own
    column states a term, else 0. `CAP_COLUMNS` of the flags that the rubric lets cap the grade: 2 if every reading
    of the record brings the flag, 1 if some does, else 0. Caps whose questions have no weight are among them.
    """
    profiles = review.profiles
    codes = profiles.codes[slice(None) if rows is None else rows]
    columns: dict[str, np.ndarray] = {}
    for place, (high, stated) in enumerate(zip(HIGH_COLUMNS, STATED_COLUMNS, strict=True)):
        columns[high] = profiles.high[codes, place] / 10
        columns[stated] = profiles.known[codes, place].astype(np.int64)
    for code, column in zip(FLAGS, CAP_COLUMNS, strict=True):
        if review.rubric.flags[code].cap:
            bit = flag_bit(code)
            levels = ((profiles.possible & bit) != 0).astype(np.int64) + ((profiles.certain & bit) != 0)
            columns[column] = levels[codes]
    ordered = [name for name in (*HIGH_COLUMNS, *STATED_COLUMNS, *CAP_COLUMNS) if name in columns]
    return pd.DataFrame(columns, columns=ordered)


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
    for column, text in texts(frame).items():
        runs = np.asarray(needs_guard(pa.array(text)))
        if runs.any():  # most columns hold none
            changed[column] = text.mask(runs, GUARD + text)
    runs = np.asarray(needs_guard(pa.array(list(map(str, frame.columns)))))
    return frame.assign(**changed).rename(columns={header: f"{GUARD}{header}" for header in frame.columns[runs]})


def texts(frame: pd.DataFrame) -> dict[str, pd.Series[str]]:
    """The columns that hold text or values of mixed types, as text."""
    return {str(name): text.astype("str") for name, text in frame.select_dtypes(["str", "object", "category"]).items()}
