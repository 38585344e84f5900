"""Small files of clinics for the tests, and their reviews on a fixed day."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import scoring
from scoring import Review
from scoring.problem_catalogue import CATALOGUE
from scoring.reports.explanation import Account, account

DAY = date(2026, 11, 22)
WHOLE = {"credentials": "MD; PM&R", "products": "PRP", "targets": "disc", "imaging": "fluoroscopy"}

# What a file alone can show: the other problems come from decisions and from a register, which have their own tests.
CODES_OF_FILES = {
    code
    for code in CATALOGUE
    if code not in ("excluded", "merged", "merged_value", "people_disagree")
    and not code.startswith(("recipe_", "register_"))
}

Row = Mapping[str, str]


def csv_bytes(rows: Sequence[Row], columns: Sequence[str] | None = None) -> bytes:
    """The rows as UTF-8 CSV, under the columns that any of them has."""
    names = list(columns or dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    old_line_ends = any("\r" in cell for row in rows for cell in row.values())  # csv leaves these unquoted
    quoting = csv.QUOTE_ALL if old_line_ends else csv.QUOTE_MINIMAL
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n", quoting=quoting)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def parquet_bytes(columns: Mapping[str, Any], **options: Any) -> bytes:
    """The columns as Parquet. Options are those of `pyarrow.parquet.write_table`."""
    content = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), content, **options)
    return content.getvalue()


def reviewed(source: bytes | str | Sequence[Row], **settings: Any) -> Review:
    """The review of a file, given as bytes, as text or as rows."""
    data = source.encode() if isinstance(source, str) else source
    data = data if isinstance(data, bytes) else csv_bytes(data)
    return scoring.review(data, **{"reviewed_on": DAY, **settings})


def scored(cells: Row, **settings: Any) -> dict[str, Any]:
    """The row of scores of a file with one clinic; missing values are None."""
    frame = reviewed([{"name": "A", "imaging": "", **cells}], **settings).scores
    row = frame.astype(object).where(frame.notna(), None).iloc[0]
    return row.to_dict()


def told(cells: Row, **settings: Any) -> Account:
    """The account of a file with one clinic."""
    return account(reviewed([{"name": "A", "imaging": "", **cells}], **settings), 0)


def flags_of(cells: Row, **settings: Any) -> set[str]:
    """The flags of a file with one clinic."""
    return set((scored(cells, **settings)["flags"] or "").split(";")) - {""}
