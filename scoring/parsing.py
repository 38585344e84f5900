"""Text that is in order to columns, by Arrow; rows that are not in order are handed back."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv

from scoring.layout import Layout
from scoring.table import Column, whole
from scoring.vocabulary import header_key

_DICTIONARY = pa.dictionary(pa.int32(), pa.string())
_BLOCK = 1 << 22  # bytes; measured: Arrow's own 1 MiB is a fifth slower with dictionaries


def parsed(
    rows: bytes | memoryview,
    layout: Layout,
    as_dictionary: frozenset[str],
    *,
    quoted: bool,
    odd: list[tuple[int, str]] | None = None,
) -> tuple[int, list[Column]]:
    """The number of UTF-8 rows, and their columns.

    `quoted`: whether quotes hold cells together. `odd`: filled with the places and texts of rows that have more or
    fewer cells than the header; they are in no column then, though they are in the number. Raises
    `pyarrow.ArrowInvalid` for such rows if there is no `odd`, for text that is not UTF-8 (or `UnicodeDecodeError`),
    and for what else Arrow cannot read.
    """
    set_aside: list[tuple[int, str]] = [] if odd is None else odd

    def odd_row(row: Any) -> str:
        set_aside.append((row.number - 1, row.text))
        return "skip"

    names = [str(place) for place in range(len(layout.header))]
    types = {
        name: _DICTIONARY if header_key(text) in as_dictionary else pa.string()
        for name, text in zip(names, layout.header, strict=True)
    }
    parse = pacsv.ParseOptions(
        delimiter=layout.delimiter,
        quote_char='"' if quoted else False,
        newlines_in_values=quoted,
        ignore_empty_lines=False,
        invalid_row_handler=None if odd is None else odd_row,
    )
    convert = pacsv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True)

    def read(block: int) -> pa.Table:
        read = pacsv.ReadOptions(column_names=names, block_size=block, use_threads=odd is None)
        return pacsv.read_csv(pa.BufferReader(pa.py_buffer(rows)), read, parse, convert)

    try:
        table = read(_BLOCK)
    except pa.ArrowInvalid:
        if odd is None:
            raise
        set_aside.clear()
        table = read(len(rows) + 2)  # a row may be longer than a block
    columns = [whole(column) if pa.types.is_dictionary(column.type) else column for column in table.columns]
    return table.num_rows + len(set_aside), columns
