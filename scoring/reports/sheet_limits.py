"""What a worksheet can hold: writers silently cut anything beyond these limits."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scoring.reports.export_table import guarded, texts

# Rows with the header, columns, and UTF-16 units in a cell.
_SHEET_ROWS, _SHEET_COLUMNS, _SHEET_CELL = 1_048_576, 16_384, 32_767


def beyond_a_sheet(frame: pd.DataFrame) -> str:
    """Why a sheet cannot hold a frame with its guards, "" if it can."""
    frame = guarded(frame)
    rows, columns = len(frame) + 1, len(frame.columns)
    if rows > _SHEET_ROWS or columns > _SHEET_COLUMNS:
        return (
            f"a sheet of a workbook holds {_SHEET_ROWS:,} rows with the header and {_SHEET_COLUMNS:,} columns, and "
            f"there are {rows:,} and {columns:,}"
        )
    cells_of = {"header": pd.Series(frame.columns, dtype="str")} | texts(frame)
    for column, text in cells_of.items():
        cells = pa.array(text)
        units = pc.add(pc.utf8_length(cells), pc.count_substring_regex(cells, r"[\x{10000}-\x{10ffff}]"))
        most = pc.max(units).as_py()
        if most is not None and most > _SHEET_CELL:
            return f"a cell of a workbook holds {_SHEET_CELL:,} characters, and one of {column[:80]!r} has {most:,}"
    return ""
