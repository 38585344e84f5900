"""Cells of an intranet's lists: several choices as "PRP;#BMAC", and entries of another list as "3;#Chiropractor"."""

from __future__ import annotations

import operator
import re
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from scoring.problems import ProblemLog, finding
from scoring.reading.table import Column, Table, may_hold, whole, with_texts

_BETWEEN = ";#"
_OTHERWISE = re.compile(r"&#?\w+;#|://")  # "&amp;#39;" is a character, and an address may hold both signs
_ENTRY = 2  # parts of a looked-up entry: its number, and what it is


def without_lookups(table: Table, problems: ProblemLog) -> Table:
    """The table with such cells as lists with semicolons, without the entries' numbers; a problem if there are any."""
    columns = tuple(with_texts(column, _plain) for column in table.columns)
    if all(map(operator.is_, columns, table.columns)):
        return table
    problems.add("", finding("lookup_cells"), table.header_row)
    return replace(table, columns=columns)


def _plain(column: Column) -> Column:
    if not (may_hold(column, "#") and may_hold(column, ";")):
        return column
    matches = pc.match_substring(column, _BETWEEN).fill_null(fill_value=False)
    if not pc.any(matches).as_py():
        return column
    distinct = whole(column.filter(matches)).dictionary_encode()
    plain = pa.array([_listed(text) for text in distinct.dictionary.to_pylist()], pa.string())
    if plain.equals(distinct.dictionary.cast(pa.string())):
        return column
    return pc.replace_with_mask(whole(column), whole(matches), plain.take(distinct.indices))


def _listed(text: str) -> str | None:
    """The choices of a cell, or the entries without their numbers; None if there are none."""
    if _OTHERWISE.search(text):
        return text
    parts = [part.strip() for part in text.strip().removeprefix(_BETWEEN).removesuffix(_BETWEEN).split(_BETWEEN)]
    for first in range(_ENTRY):  # a person's number is behind the name
        numbers, entries = parts[first::_ENTRY], parts[1 - first :: _ENTRY]
        if len(numbers) == len(entries) and all(map(str.isdigit, numbers)) and not any(map(str.isdigit, entries)):
            parts = entries
    return "; ".join(filter(None, parts)) or None
