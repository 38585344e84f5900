"""Characters written in HTML, such as `&amp;` and `&#8217;`, as websites export them in names and lists."""

from __future__ import annotations

import operator
import re
from dataclasses import replace
from html import unescape

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.problems import ProblemLog, finding
from scoring.reading.table import Column, Table, may_hold, with_texts

# A text that was encoded twice, "&amp;amp;", is decoded fully; otherwise it would change with each reading.
_ENTITY = r"&(?:(?:amp|#38|#[xX]26);)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_ENTITIES = re.compile(_ENTITY)


def without_entities(table: Table, problems: ProblemLog) -> Table:
    """The same table, with entities replaced by their characters; a problem if there are any."""
    columns = tuple(with_texts(column, _plain) for column in table.columns)
    if all(map(operator.is_, columns, table.columns)):
        return table
    problems.add("", finding("html_entities"), table.header_row)
    return replace(table, columns=columns)


def as_read(text: str) -> str:
    """A text that a person enters, read like a cell of a file: without NUL characters and entities."""
    return _ENTITIES.sub(_character, text.replace("\0", ""))


def _plain(column: Column) -> Column:
    """The same texts without entities; the same column if none has any."""
    if not (may_hold(column, "&") and may_hold(column, ";")):  # quick to see, and most columns hold no entity
        return column
    matches = pc.match_substring_regex(column, _ENTITY).fill_null(fill_value=False)
    if not pc.any(matches).as_py():
        return column
    distinct = column.filter(matches).dictionary_encode()
    distinct = distinct.combine_chunks() if isinstance(distinct, pa.ChunkedArray) else distinct
    texts = distinct.dictionary.to_pylist()
    plain = pa.array([_ENTITIES.sub(_character, text) for text in texts], pa.string())
    if plain.equals(distinct.dictionary.cast(pa.string())):
        return column
    mask = pa.array(np.asarray(matches))
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return pc.replace_with_mask(whole, mask, plain.take(distinct.indices))


def _character(entity: re.Match[str]) -> str:
    """The character of an entity; if its ampersand is an entity itself, the character of the last one."""
    return unescape(f"&{entity[0].removeprefix('&').split(';')[-2]};")
