"""Parquet to a table of text: numbers, dates and booleans as a workbook shows them, lists joined by semicolons.

The header counts as row 1, so the first record is row 2. Text stays dictionary-encoded until its size is known, because
few bytes of a file may encode a long text in every row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from scoring.child_process import says_no_memory
from scoring.errors import UnreadableFile
from scoring.limits import Clock
from scoring.problems import ProblemLog, finding
from scoring.reading.arrow_times import is_time, knows_zone, times_as_text
from scoring.reading.artifacts import without_artifacts
from scoring.reading.file_format import Format, ReadOptions
from scoring.reading.html_entities import without_entities
from scoring.reading.parquet_footer import column_sizes
from scoring.reading.source import DO_THIS
from scoring.reading.table import Column, Table, has_nul, numbered, semicolons, stated, whole
from scoring.vocabulary import header_key
from spreadsheets.cell_text import text as shown

_MAGIC = (b"PAR1", b"PARE")  # plain and encrypted
_DAMAGED = f"This is a Parquet file that cannot be read; it may be damaged or encrypted. Export it again, or {DO_THIS}"
# Bytes of a value in memory, by physical type; for text, those of its dictionary index.
_WIDTHS = {"BOOLEAN": 1, "INT32": 4, "FLOAT": 4, "INT64": 8, "DOUBLE": 8, "INT96": 12, "BYTE_ARRAY": 4}
_IsType = Callable[[pa.DataType], bool]
_LISTS: tuple[_IsType, ...] = (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)
_TEXTS: tuple[_IsType, ...] = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
_BYTES: tuple[_IsType, ...] = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view)


class _NotText(Exception):
    """The values are of a type without a plain text form."""


def read_parquet(data: bytes, options: ReadOptions, problems: ProblemLog, clock: Clock) -> Table:
    """The table of a Parquet file; a column without a plain text form is left out, which is a problem.

    Raises `UnreadableFile` for a damaged file, one without records, beyond a limit, and when the clock's time is up;
    `MemoryError` where there is no memory left.
    """
    clock.limits.check_text(len(data))
    try:
        table = without_artifacts(_Reader(problems, clock).table(data, options), problems)
        return without_entities(table, problems)
    except UnreadableFile:
        raise
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:  # the last for names that are not UTF-8
        if says_no_memory(str(error)):  # Arrow has several errors for it
            raise MemoryError(str(error)) from error
        raise UnreadableFile(_DAMAGED) from error


@dataclass
class _Reader:
    """Reads one file.

    `size`: bytes of its table as text so far, a separator for each cell. `zones`: the unknown time zones of columns.
    """

    problems: ProblemLog
    clock: Clock
    size: int = 0
    has_nul: bool = False
    zones: dict[str, str] = field(default_factory=dict)

    def table(self, data: bytes, options: ReadOptions) -> Table:
        """The table, read one row group at a time. Raises what `read_parquet` does, and Arrow's own errors."""
        metadata = pq.read_metadata(pa.BufferReader(data))
        self._check(metadata, data)
        leaves = [metadata.schema.column(place) for place in range(metadata.num_columns)]
        texts = [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY"]
        # Nanoseconds, Arrow's choice for INT96, silently overflow outside the years 1678 to 2261.
        file = pq.ParquetFile(pa.BufferReader(data), read_dictionary=texts, coerce_int96_timestamp_unit="us")
        names = file.schema_arrow.names
        headers = [name.replace("\0", "") for name in names]
        self.has_nul = headers != names
        self.clock.limits.check_columns(len(headers))
        pieces: list[list[pa.Array]] = [[] for _ in headers]
        left_out: dict[int, str] = {}
        count = 0
        for group in range(file.num_row_groups):
            self.clock.check()
            rows = file.read_row_group(group)
            for place, header in enumerate(headers):
                if place not in left_out:
                    try:
                        pieces[place] += self._texts(rows.column(place), header, count + 2)
                    except _NotText:
                        left_out[place] = str(metadata.schema.to_arrow_schema().field(place).type)
            count += rows.num_rows
        for place, kind in left_out.items():
            self.problems.add(headers[place], finding("column_not_read", kind), 1)
        for header, zone in self.zones.items():
            self.problems.add(header, finding("time_zone_unknown", zone), 1)
        if self.has_nul:
            self.problems.add("", finding("nul_bytes"))
        columns: list[Column] = []
        for place in (places_read := [place for place in range(len(headers)) if place not in left_out]):
            column = pa.chunked_array(pieces[place], pa.string())
            encode = header_key(headers[place]) in options.as_dictionary
            columns.append(whole(column.dictionary_encode()) if encode else column)
        return numbered([headers[place] for place in places_read], columns, 1, count)

    def _check(self, metadata: pq.FileMetaData, data: bytes) -> None:
        """Raise `UnreadableFile` for sizes beyond the limits, according to the file, before any of it is unpacked."""
        limits = self.clock.limits
        if not metadata.num_rows or not metadata.num_columns:
            raise UnreadableFile(f"The Parquet file holds no records; export it again, or {DO_THIS}")
        limits.check_rows(metadata.num_rows + 1)
        limits.check_columns(metadata.num_columns)
        limits.check_cells(metadata.num_rows + 1, metadata.num_columns)
        leaves = map(metadata.schema.column, range(metadata.num_columns))
        widths = [_WIDTHS.get(leaf.physical_type) or leaf.length for leaf in leaves]
        packed = values = 0
        for sizes in column_sizes(data, self.clock):
            for width, (count, size) in zip(widths, sizes, strict=False):  # Arrow refuses a column that is missing
                packed += size
                values += count * width
        limits.check_unpacked(max(packed, values))

    def _texts(self, column: pa.ChunkedArray, header: str, first: int) -> list[pa.Array]:
        """The cells of a column as text; null where nothing is stated. `first`: the row of the first cell."""
        texts = []
        for cells in column.chunks:
            piece = self._text(cells, header, first + np.arange(len(cells)))
            self.has_nul = self.has_nul or has_nul(piece)
            texts.append(stated(piece))
            first += len(cells)
        return texts

    def _text(self, cells: pa.Array, header: str, rows: NDArray[np.int64]) -> pa.Array:
        """The text of each cell; null, and logged, for a value without one. Converts each distinct value once."""
        if _is(cells.type, _LISTS):
            return self._joined(cells, header, rows)
        try:
            encoded = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
        except pa.ArrowNotImplementedError:  # nested records and extension types
            raise _NotText from None
        values = _checked(encoded.dictionary)
        words = _words(values)
        if lost := int(pc.sum(pc.match_substring(words, "\ufffd")).as_py() or 0) if _is(values.type, _BYTES) else 0:
            self.problems.add(header, finding("characters_lost", "UTF-8", count=lost), 1)
        if not knows_zone(values.type):
            self.zones[header] = values.type.tz
        lengths = pc.binary_length(words).take(encoded.indices)
        self.size += int(pc.sum(lengths).as_py() or 0) + len(cells)
        self.clock.limits.check_unpacked(self.size)
        texts = words.take(encoded.indices)
        if words.null_count > values.null_count:
            none_of_its_kind = np.asarray(pc.and_(texts.is_null(), values.take(encoded.indices).is_valid()))
            code = "time_out_of_range" if is_time(values.type) else "number_not_finite"
            self.problems.add(header, finding(code), np.unique(rows[none_of_its_kind]))
        return texts

    def _joined(self, lists: pa.Array, header: str, rows: NDArray[np.int64]) -> pa.Array:
        """The items of each list, joined by semicolons."""
        items = lists.flatten()
        if _is(items.type, _LISTS):
            raise _NotText
        lists_of = np.asarray(pc.list_parent_indices(lists))
        texts = self._text(items, header, rows[lists_of])
        keep = texts.is_valid()
        counts = np.bincount(lists_of[np.asarray(keep)], minlength=len(lists))
        return semicolons(texts.filter(keep), counts)


def _is(kind: pa.DataType, kinds: tuple[_IsType, ...]) -> bool:
    return any(is_kind(kind) for is_kind in kinds)


def _checked(values: pa.Array) -> pa.Array:
    """The values; as bytes if they are declared as text but are not UTF-8, which Arrow does not check."""
    if not _is(values.type, _TEXTS):
        return values
    try:
        values.validate(full=True)
    except pa.ArrowInvalid:
        return values.cast(pa.large_binary())
    return values


def _words(values: pa.Array) -> pa.Array:
    """The text of each value, null for one that has none. Raises `_NotText` for types without."""
    kind = values.type
    if _is(kind, _TEXTS) or pa.types.is_integer(kind) or pa.types.is_null(kind):
        return values.cast(pa.string())
    if _is(kind, _BYTES):
        texts = [None if value is None else value.decode(errors="replace") for value in values.to_pylist()]
        return pa.array(texts, pa.string())
    if is_time(kind):
        return times_as_text(values)
    if pa.types.is_floating(kind) and kind != pa.float64():
        values = values.cast(pa.string()).cast(pa.float64())  # 27.9, without digits beyond its precision
    elif not _is(kind, (pa.types.is_floating, pa.types.is_boolean, pa.types.is_decimal)):
        raise _NotText
    return pa.array([_plain(value) for value in values.to_pylist()], pa.string())


def _plain(value: Any) -> str | None:
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return None
    if not isinstance(value, Decimal):
        return shown(value)
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _begins_like_parquet(data: bytes) -> bool:
    return data.startswith(_MAGIC)


# The sizes that a file states are checked, but they may be false, so a separate process reads it.
FORMAT = Format("Parquet", (".parquet",), _begins_like_parquet, read_parquet, grows=True, bounded=False)
