"""Rows without a clinic's name that are no clinics: totals in another column, notices, the summary below a group."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.problems import ProblemLog, finding
from scoring.reading import Column, as_text, blank_cells, whole
from scoring.recognition.columns.known_columns import Columns
from scoring.vocabulary import DIMENSIONS, header_key, vocabulary

# "Total", "Grand total: 12", "Count: 2", "12 clinics", "(12 rows)" of a database; not a clinic "Total Spine Care".
TOTAL = (
    r"(?i)^\s*(?:(?:grand |sub[ -]?)?totals?\s*(?:$|[:=(\d-]|(?:number of )?\w+\s*[:=]\s*\d[\d,]*\s*$)|"
    r"(?:record )?count\s*[:=]\s*\d+\s*$|"
    r"\(?\d+ (?:clinic|provider|record|result|row)s?(?: affected| in set.*)?\)?\s*$)"
)
# As spreadsheets write it below a group of rows: "FL Count", "Grand Total".
SUBTOTAL = r"(?i)^\s*(\S.*?)\s+(?:count|total|average|max|min|product)\s*$"
WORDS = r"[^\d\s.,$%()-]"  # finds a cell that is more than a number
_UNNAMED = rf"^[\d\s.,$%()-]*$|{TOTAL}"  # a subtotal may have a number in the place of the name
_ANY_TOTAL = rf"{TOTAL}|{SUBTOTAL}"
_LAST = 20  # rows searched for a notice; lists have a handful of rows below them


def rows_without_a_name(
    columns: Columns, others: NDArray[np.int64], described: int, *, last: bool
) -> dict[str, NDArray[np.int64]]:
    """Problem -> the positions of rows that are no clinics, because they hold a total or a notice in some column.

    Or nothing in a column that is read, as the summary below a group on a board. `others`: rows known to be no clinics;
    so are the first `described`. `last`: whether the rows reach the end of their file, below which a notice stands.
    """
    names = columns.known["name"]
    unnamed = holds(names, _UNNAMED) | np.asarray(names.is_null(), dtype=bool)
    at = np.setdiff1d(np.flatnonzero(unnamed[described:]) + described, others)
    if not len(at):
        return {}
    rows = pa.array(at)
    total, other, filled, read = (np.zeros(len(at), dtype=np.int64) for _ in range(4))
    for name, column in (*columns.known.items(), *columns.other_columns.items()):
        cells = column.take(rows)
        is_total, is_filled = holds(cells, TOTAL if name in DIMENSIONS else _ANY_TOTAL), ~blank_cells(cells)
        total += is_total
        other += holds(cells, WORDS) & ~is_total
        filled += is_filled
        read += is_filled if name in columns.known else 0
    totals = (total > 0) & (other == 0)
    notices = ~totals & (filled == 1) & (at >= len(columns) - _LAST) & last
    notices[notices] = [_is_notice(columns, position) for position in at[notices].tolist()]
    unread = ~totals & ~notices & (filled > 0) & (read == 0)
    masks = {"total_row": totals, "notice_row": notices, "nameless_row": unread}
    return {code: at[mask] for code, mask in masks.items() if mask.any()}


def log_rows(code: str, columns: Columns, rows: NDArray[np.int64], problems: ProblemLog) -> None:
    """Log rows with the text of their cells."""
    texts = _texts(columns, rows).dictionary_encode()
    findings = [finding(code, text) for text in texts.dictionary.to_pylist()]
    problems.add_many("", findings, columns.rows[rows], np.asarray(texts.indices))


def holds(column: Column, pattern: str) -> NDArray[np.bool_]:
    """Which cells of a column a pattern finds; each distinct cell of an encoded one is searched once."""
    if pa.types.is_dictionary(column.type):
        hits = np.append(holds(column.dictionary, pattern), False)  # the last entry serves null cells
        return np.asarray(hits[column.indices.fill_null(len(hits) - 1).to_numpy(zero_copy_only=False)], dtype=bool)
    return np.asarray(pc.match_substring_regex(column, pattern).fill_null(fill_value=False), dtype=bool)


def _is_notice(columns: Columns, position: int) -> bool:
    text = _texts(columns, np.array([position]))[0].as_py()
    return bool(vocabulary().other_rows.notices.search(header_key(text)))


def _texts(columns: Columns, rows: NDArray[np.int64]) -> pa.Array:
    """The cells of some rows, each row as one text."""
    groups = (columns.known, columns.other_columns)
    taken = [as_text(column.take(pa.array(rows))) for group in groups for column in group.values()]
    parts = [pc.if_else(pc.match_substring_regex(part, r"\S"), part, pa.scalar(None, pa.string())) for part in taken]
    return whole(pc.binary_join_element_wise(*parts, " / ", null_handling="skip"))
