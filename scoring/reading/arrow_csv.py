"""Text to columns with Arrow: all at once if every row is well formed, or without the rows that are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv

from scoring.limits import Clock
from scoring.reading.dialect import Layout
from scoring.reading.ragged_rows import OddRows
from scoring.reading.table import Column, whole
from scoring.vocabulary import header_key

_DICTIONARY = pa.dictionary(pa.int32(), pa.string())
_BLOCK = 1 << 22  # bytes; measured: Arrow's own 1 MiB is a fifth slower with dictionaries


def parsed(
    rows: bytes | memoryview, layout: Layout, as_dictionary: frozenset[str], *, quoted: bool
) -> tuple[int, list[Column]]:
    """The number of UTF-8 rows, and their columns. `quoted`: whether quotes hold cells together.

    Raises `pyarrow.ArrowInvalid` for rows with more or fewer cells than the header, for text that is not UTF-8 (or
    `UnicodeDecodeError`), and for anything else that Arrow cannot read.
    """
    table = _in_blocks(rows, lambda block: _read(rows, layout, as_dictionary, block, None, quoted=quoted))
    return table.num_rows, _columns(table)


def parsed_without_odd_rows(
    rows: bytes | memoryview, layout: Layout, as_dictionary: frozenset[str], clock: Clock, *, quoted: bool
) -> tuple[int, list[Column], OddRows]:
    """The number of all rows, the columns of those with as many cells as the header, and the odd rows.

    Raises `pyarrow.ArrowInvalid`, and `UnreadableFile` for rows that are too long or when the clock's time is up.
    """

    def read(block: int) -> tuple[pa.Table, OddRows]:
        odd = OddRows(layout, clock, quoted=quoted)
        try:
            return _read(rows, layout, as_dictionary, block, odd.take, quoted=quoted), odd
        except pa.ArrowInvalid:
            if odd.refusal:
                raise odd.refusal from None
            raise

    table, odd = _in_blocks(rows, read)
    return table.num_rows + len(odd), _columns(table), odd


def _in_blocks(rows: bytes | memoryview, read: Callable[[int], Any]) -> Any:
    """The result of `read` with blocks of the usual size, or with one block if a row may be longer than that."""
    try:
        return read(_BLOCK)
    except pa.ArrowInvalid:
        if len(rows) < _BLOCK:
            raise
        return read(len(rows) + 2)


def _read(  # noqa: PLR0913 - everything that Arrow needs
    rows: bytes | memoryview,
    layout: Layout,
    as_dictionary: frozenset[str],
    block: int,
    odd_row: Callable[[Any], str] | None,
    *,
    quoted: bool,
) -> pa.Table:
    names = [str(place) for place in range(len(layout.header))]
    types = {
        name: _DICTIONARY if header_key(text) in as_dictionary else pa.string()
        for name, text in zip(names, layout.header, strict=True)
    }
    return pacsv.read_csv(
        pa.BufferReader(pa.py_buffer(rows)),
        # only a single thread numbers rows for a handler
        pacsv.ReadOptions(column_names=names, block_size=block, use_threads=odd_row is None),
        pacsv.ParseOptions(
            delimiter=layout.delimiter,
            quote_char='"' if quoted else False,
            newlines_in_values=quoted,
            ignore_empty_lines=False,
            invalid_row_handler=odd_row,
        ),
        pacsv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True),
    )


def _columns(table: pa.Table) -> list[Column]:
    return [whole(column) if pa.types.is_dictionary(column.type) else column for column in table.columns]
