"""A table of text: one row per clinic, cells as they are in the file, blank cells as nulls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.chunked_columns import cells_taken

NO_CLINICS = "The file has a header row and no clinics below it; add a row for each clinic."
NULL = r"\N"

# White space, control and zero-width characters, and letters and marks that are invisible.
_UNSEEN = r"^[\s\p{Z}\p{Cc}\p{Cf}\x{034f}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{2800}\x{3164}\x{ffa0}]*$"

Column: TypeAlias = pa.Array | pa.ChunkedArray  # text in chunks, or dictionary-encoded text in one piece


@dataclass(frozen=True)
class Table:
    """A file's cells.

    `columns`: text or dictionary-encoded text; `rows`: the row numbers in the file (int64); `header_row`: the number of
    the row that holds `headers`, 0 if none does; `last_row`: the number of the last row of the file; `places`: of the
    columns, from 1.
    """

    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: NDArray[np.int64]
    header_row: int
    last_row: int
    places: tuple[int, ...]

    def with_columns(self, keep: Sequence[int]) -> Table:
        """The same rows with some of the columns, by their positions here."""
        return replace(
            self,
            headers=tuple(self.headers[place] for place in keep),
            columns=tuple(self.columns[place] for place in keep),
            places=tuple(self.places[place] for place in keep),
        )

    def filter(self, keep: NDArray[np.bool_]) -> Table:
        """The rows of the mask `keep`, one boolean per row."""
        mask = pa.array(keep)
        return replace(self, columns=tuple(column.filter(mask) for column in self.columns), rows=self.rows[keep])


@dataclass(frozen=True)
class FileEnds:
    """Whether the rows of a table begin with the `first` of their file, and end with the `last`."""

    first: bool = True
    last: bool = True


WHOLE_FILE = FileEnds()


def numbered(headers: Sequence[str], columns: Sequence[Column], header_row: int, count: int) -> Table:
    """The table of `count` consecutive rows below the header, with every column of the file."""
    last = header_row + count
    numbers = np.arange(header_row + 1, last + 1, dtype=np.int64)
    return Table(tuple(headers), tuple(columns), numbers, header_row, last, tuple(range(1, len(headers) + 1)))


def with_first_row_as_clinic(table: Table) -> Table:
    """The table of a file without a header: what was read as its header is its first row.

    The columns are named by their places, `column_1` and so on, and `header_row` is 0.
    """
    cells = stated(pa.array([header.strip() for header in table.headers], pa.string()))
    columns = []
    for place, column in enumerate(table.columns):
        text = as_text(column)
        chunks = text.chunks if isinstance(text, pa.ChunkedArray) else [text]
        columns.append(pa.chunked_array([cells.slice(place, 1), *chunks], pa.string()))
    headers = tuple(f"column_{place}" for place in table.places)
    rows = np.append(np.int64(table.header_row), table.rows)
    return replace(table, headers=headers, columns=tuple(columns), rows=rows, header_row=0)


def with_places_as_headers(table: Table) -> Table:
    """The table of later rows of a file without a header, under the headers of `with_first_row_as_clinic`."""
    return replace(table, headers=tuple(f"column_{place}" for place in table.places), header_row=0)


def whole(column: Column) -> pa.Array:
    """A column as one array; the dictionaries of its chunks are unified."""
    if not isinstance(column, pa.ChunkedArray):
        return column
    return (column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column).combine_chunks()


def as_dictionary(column: Column) -> pa.DictionaryArray:
    """The same column dictionary-encoded, as one array: its chunks are joined first, which is much faster."""
    return whole(column if pa.types.is_dictionary(column.type) else whole(column).dictionary_encode())


def cells_at(column: Column, rows: slice | np.ndarray) -> Column:
    """The cells at some positions, at a cost that does not depend on the length of the column."""
    if isinstance(rows, slice):
        start, stop, _ = rows.indices(len(column))
        return column.slice(start, max(stop - start, 0))
    return cells_taken(column, rows)


def may_hold(column: Column, character: str) -> bool:
    """Whether any cell of a text column may hold an ASCII character.

    The search is in the bytes of the column, which is much faster than cell by cell. If the column is a slice of
    another, True may be wrong; False never is.
    """
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    texts = (chunk.buffers()[2] for chunk in chunks)
    return any(text is not None and (np.frombuffer(text, dtype=np.uint8) == ord(character)).any() for text in texts)


def semicolons(texts: pa.Array, counts: NDArray[np.int64]) -> pa.Array:
    """The texts joined by semicolons into one cell per row, `counts[i]` of them for row i."""
    offsets = pa.array(np.concatenate([[0], np.cumsum(counts)]), pa.int32())
    return pc.binary_join(pa.ListArray.from_arrays(offsets, texts), "; ")


def has_nul(texts: pa.Array) -> bool:
    """Whether any text holds a NUL character."""
    return bool(pc.any(pc.match_substring(texts, "\0")).as_py())


def stated(texts: pa.Array) -> pa.Array:
    """Texts as a table holds them: without NUL characters, empty cells as nulls."""
    plain = pc.replace_substring(texts, "\0", "") if has_nul(texts) else texts
    return pc.if_else(pc.equal(plain, ""), pa.scalar(None, texts.type), plain)


def without_nulls(table: Table) -> Table:
    r"""The table with cells that are just `\N` blank: so PostgreSQL and MySQL write that a cell holds nothing."""
    return replace(table, columns=tuple(with_texts(column, _without_nulls) for column in table.columns))


def _without_nulls(texts: Column) -> Column:
    nulls = pc.equal(texts, NULL)
    return pc.if_else(nulls, pa.scalar(None, texts.type), texts) if pc.any(nulls).as_py() else texts


def as_text(column: Column) -> Column:
    """The same column as plain text, decoded if it is dictionary-encoded."""
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def with_texts(column: Column, change: Callable[[Column], Column]) -> Column:
    """The column with its texts changed, each distinct text of an encoded one once; the same column if none changes.

    `change` returns the same object that it was given if it changes none.
    """
    if not pa.types.is_dictionary(column.type):
        return change(column)
    texts = column.dictionary.cast(pa.string())
    changed = change(texts)
    if changed is texts:
        return column
    return pa.DictionaryArray.from_arrays(column.indices, changed).cast(pa.string()).dictionary_encode()


def blank_cells(column: Column) -> NDArray[np.bool_]:
    """Which cells of a column hold nothing visible."""
    if pa.types.is_dictionary(column.type):
        is_blank: NDArray[np.bool_] = np.append(
            blank_cells(column.dictionary), [True]
        )  # the last entry serves null cells
        codes: NDArray[np.int32] = column.indices.fill_null(len(is_blank) - 1).to_numpy(zero_copy_only=False)
        return is_blank[codes]
    # Most begin with visible ASCII; checking for that takes a fifth of the pattern's time.
    is_seen = pc.and_(pc.greater_equal(column, "!"), pc.less(column, "\x7f")).fill_null(fill_value=False)
    blank: NDArray[np.bool_] = ~np.asarray(is_seen, dtype=bool)
    if blank.any():
        unsure = column.filter(pa.array(blank))
        blank[blank] = pc.match_substring_regex(unsure, _UNSEEN).fill_null(fill_value=True)
    return blank
