"""Bytes to a table: what a file is, its encoding and dialect, one reader a format, and repair of broken rows.

In: a path, bytes or a binary file, and limits. Out: a `Table` of text, and problems. Open `source.py` first, then
`delimited_text.py`.
"""

from scoring.reading.delimited_text import fingerprint, read_table
from scoring.reading.formula_guard import GUARD, needs_guard
from scoring.reading.source import opened, read_bytes, sheets
from scoring.reading.table import NO_CLINICS, Column, Table, as_text, blank_cells, whole

__all__ = [
    "GUARD",
    "NO_CLINICS",
    "Column",
    "Table",
    "as_text",
    "blank_cells",
    "fingerprint",
    "needs_guard",
    "opened",
    "read_bytes",
    "read_table",
    "sheets",
    "whole",
]
