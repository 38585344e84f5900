"""Formulas in text: which text a spreadsheet would run, and the guard that keeps it from doing so.

The guard is one `'` in front. It is added to text that would run and to text that already looks guarded, so that
removing one restores any text exactly.
"""

from __future__ import annotations

import operator
from dataclasses import replace
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from scoring.problems import ProblemLog, finding
from scoring.reading.table import Column, Table, with_texts

GUARD = "'"
# Blanks, control and zero-width characters, which a spreadsheet may drop before it evaluates a cell.
_UNSEEN = r"[\p{Z}\p{Cc}\p{Cf}]*"
# What opens a formula, full-width and small forms included, which some spreadsheets read as the plain signs; and the
# characters that OWASP adds, because they may open a new cell.
_OPENING = r"[=+\-@\t\n\r\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}\x{fe66}\x{fe62}\x{fe63}\x{fe6b}]"
_RUNS = f"^{GUARD}*{_UNSEEN}{_OPENING}"
_GUARDED = f"^{GUARD}({GUARD}*{_UNSEEN}{_OPENING})"
_TEXT_FORMULA = r'^="([^"]*)" *$'
_NUMBER = r"^ *[+-]?[0-9]+([.,][0-9]+)* *$"  # plain numbers are safe to run


def needs_guard(texts: Column) -> Column:
    """Which texts get the guard: those that would run, except plain numbers, and those that look guarded already.

    Booleans of the length of `texts` (an array or chunked array of text); False for a null.
    """
    runs = pc.match_substring_regex(texts, _RUNS)
    if not pc.any(runs).as_py():  # most columns hold none
        return runs.fill_null(fill_value=False)
    return pc.and_not(runs, pc.match_substring_regex(texts, _NUMBER)).fill_null(fill_value=False)


def without_text_formulas(table: Table, problems: ProblemLog) -> Table:
    """The same table, with formulas that are only quoted text replaced by that text; a problem if there are any.

    Exports write ="02114" so that a spreadsheet keeps the leading zero.
    """
    headers = _value_of_formula(pa.array(table.headers, pa.string()))
    columns = tuple(with_texts(column, _value_of_formula) for column in table.columns)
    if all(map(operator.is_, columns, table.columns)):
        return table
    problems.add("", finding("text_formulas"), table.header_row)
    return replace(table, headers=tuple(headers.to_pylist()), columns=columns)


def without_guards(table: Table) -> Table:
    """The same table, its headers and cells without the guard."""
    headers = tuple(unguarded(pa.array(table.headers, pa.string())).to_pylist())
    return replace(table, headers=headers, columns=tuple(map(unguarded, table.columns)))


def unguarded(column: Column) -> Column:
    """The same texts, plain or dictionary-encoded, without the guard."""
    return with_texts(column, partial(_plain, start=GUARD, pattern=_GUARDED))


def _value_of_formula(texts: Column) -> Column:
    return _plain(texts, "=", _TEXT_FORMULA)


def _plain(column: Column, start: str, pattern: str) -> Column:
    """The same texts, each match of a pattern reduced to its group; the same column if none begins that way."""
    if not pc.any(pc.starts_with(column, start)).as_py():  # quick to see, and most columns hold none
        return column
    if not pc.any(pc.match_substring_regex(column, pattern)).as_py():
        return column
    return pc.replace_substring_regex(column, pattern, r"\1", max_replacements=1)
