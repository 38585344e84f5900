"""Parts of a table that describe no clinic: columns that count rows, empty columns, identifiers, repeated headers."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.errors import UnreadableFile
from scoring.limits import Clock
from scoring.problems import ProblemLog, finding
from scoring.reading.csv_rows import has_stray_quotes
from scoring.reading.dialect import Layout
from scoring.reading.lookup_cells import without_lookups
from scoring.reading.table import NO_CLINICS, Column, Table, as_text, may_hold
from scoring.vocabulary import header_key

_IDENTIFIER = '{"ImportId"'


def without_artifacts(table: Table, problems: ProblemLog) -> Table:
    """Leave out a column that counts rows, empty columns, a survey's row of identifiers, and repeated headers.

    Each except an empty column is a problem. Raises `UnreadableFile` if no row remains.
    """
    table = without_lookups(_without_counts_and_empty_columns(table, problems), problems)
    return _without_repeated_headers(_without_identifiers(table, problems), problems)


def _without_counts_and_empty_columns(table: Table, problems: ProblemLog) -> Table:
    """Leave out columns with neither header nor cells, and a first column that counts the rows."""
    keep = []
    for place, header in enumerate(table.headers):
        key = header_key(header)
        if key and not key.startswith("unnamed "):
            keep.append(place)
        elif place == 0 and _counts(table.columns[place]):
            problems.add(header, finding("index_column", header.strip()), table.header_row)
        elif not _empty(table.columns[place]):
            keep.append(place)
    if len(keep) == len(table.headers):
        return table
    return table.with_columns(keep)


def _counts(column: Column) -> bool:
    """Whether the cells are 0, 1, 2 ... or 1, 2, 3 ..."""
    try:
        numbers = np.asarray(as_text(column).drop_null().cast(pa.int64()))
    except pa.ArrowInvalid:
        return False
    return len(numbers) > 0 and numbers[0] in (0, 1) and bool((np.diff(numbers) == 1).all())


def _empty(column: Column) -> bool:
    return column.null_count == len(column) or not pc.any(pc.not_equal(pc.utf8_trim_whitespace(column), "")).as_py()


def _without_identifiers(table: Table, problems: ProblemLog) -> Table:
    """Leave out the row in which a survey gives each column's identifier: as a cell it would answer nothing."""
    first = (column[0].as_py() or "" for column in table.columns if len(column))
    filled = (text for text in first if text.strip())
    if not next(filled, "").startswith(_IDENTIFIER) or not all(text.startswith(_IDENTIFIER) for text in filled):
        return table
    if len(table.rows) == 1:
        raise UnreadableFile(NO_CLINICS)
    problems.add("", finding("description_row"), table.rows[:1])
    return table.filter(np.arange(len(table.rows)) > 0)


def _without_repeated_headers(table: Table, problems: ProblemLog) -> Table:
    """Leave out rows that repeat the header, as in files that were joined from several."""
    at = _rows_like(table, table.headers)
    if not len(at):
        return table
    keep = np.ones(len(table.rows), dtype=bool)
    keep[at] = False
    if not keep.any():
        raise UnreadableFile(NO_CLINICS)
    problems.add("", finding("header_again"), table.rows[at])
    return table.filter(keep)


def _rows_like(table: Table, cells: tuple[str, ...]) -> NDArray[np.int64]:
    """The positions of rows with exactly these cells."""
    at: NDArray[np.int64] | None = None
    plain = sorted(range(len(cells)), key=lambda place: pa.types.is_dictionary(table.columns[place].type))
    for place in plain:
        column = table.columns[place] if at is None else table.columns[place].take(pa.array(at))
        same = pc.equal(as_text(column), cells[place]) if cells[place] else pc.is_null(column)
        hits = np.flatnonzero(same.fill_null(fill_value=False)) if pc.any(same).as_py() else np.zeros(0, np.int64)
        at = hits if at is None else at[hits]
        if not len(at):
            break
    return np.zeros(0, dtype=np.int64) if at is None else at


def log_rows_in_cells(data: bytes, table: Table, layout: Layout, problems: ProblemLog, clock: Clock) -> None:
    """Log the cells into which a stray quote may have drawn a whole row."""
    width = len(layout.header)
    suspects: list[tuple[str, NDArray[np.int64]]] = []
    for header, column in zip(table.headers, table.columns, strict=True):
        if pa.types.is_dictionary(column.type):
            row_like = _like_rows(column.dictionary, layout.delimiter, width)
            if not row_like.any():
                continue
            row_like = np.append(row_like, False)[np.asarray(column.indices.fill_null(len(row_like)))]
        else:
            row_like = _like_rows(column, layout.delimiter, width)
        if row_like.any():
            suspects.append((header, table.rows[row_like]))
    if suspects and has_stray_quotes(data, layout.start, layout.delimiter, clock):
        for header, rows in suspects:
            problems.add(header, finding("rows_in_cell"), rows)


def _like_rows(column: Column, delimiter: str, width: int) -> NDArray[np.bool_]:
    """Which cells hold a line break and as many delimiters as a row."""
    if not may_hold(column, "\n"):
        return np.zeros(len(column), dtype=bool)
    broken = pc.match_substring(column, "\n")
    if not pc.any(broken).as_py():
        return np.zeros(len(column), dtype=bool)
    row_like = np.asarray(broken.fill_null(fill_value=False)).copy()
    at = np.flatnonzero(row_like)
    row_like[at] = np.asarray(pc.greater_equal(pc.count_substring(column.take(pa.array(at)), delimiter), width - 1))
    return row_like
