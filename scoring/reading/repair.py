"""Malformed text to a table: broken quotes and rows of odd lengths, with a problem for each repair."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scoring.errors import UnreadableFile
from scoring.limits import Clock
from scoring.problems import ProblemLog, finding
from scoring.reading.arrow_csv import parsed, parsed_without_odd_rows
from scoring.reading.csv_rows import LongRow, unclosed_quote, with_usual_quotes
from scoring.reading.dialect import Layout
from scoring.reading.table import NO_CLINICS, Column, Table, as_dictionary, whole


@dataclass(frozen=True)
class _Part:
    """Some rows of the file: their row numbers (int64), ascending, and their columns."""

    rows: NDArray[np.int64]
    columns: list[Column]


@dataclass(frozen=True)
class DamagedText:
    """Reads UTF-8 text in this layout, whatever its quotes and row lengths."""

    layout: Layout
    as_dictionary: frozenset[str]
    problems: ProblemLog
    clock: Clock

    def table(self, data: bytes, stop: int) -> Table:
        """The table in the text up to byte `stop`.

        Raises `UnreadableFile` if there are no rows, and when the clock's time is up.
        """
        layout, start = self.layout, self.layout.start
        if layout.options or not layout.delimiter.isascii():  # Arrow reads neither
            with suppress(LongRow):  # read with standard quotes instead
                data = with_usual_quotes(data[:stop], start, layout.delimiter, layout.options, self.clock)
                usual = replace(self, layout=replace(layout, delimiter=",", options={}, start=0))
                return usual.table(data, len(data))
        parts: list[_Part] = []
        last = layout.row
        for first, end, quoted in self._by_quotes(data, start, stop):
            self.clock.check()
            if first < end:
                last, read = self._read(memoryview(data)[first:end], last, quoted=quoted)
                parts += read
        if not sum(len(part.rows) for part in parts):
            raise UnreadableFile(NO_CLINICS)
        rows = np.concatenate([part.rows for part in parts])
        columns = [_joined([part.columns[place] for part in parts]) for place in range(len(layout.header))]
        if (rows[1:] < rows[:-1]).any():
            order = pa.array(np.argsort(rows, kind="stable"))
            columns = [column.take(order) for column in columns]
            rows = np.sort(rows)
        places = tuple(range(1, len(layout.header) + 1))
        return Table(layout.header, tuple(columns), rows, layout.row, last, places)

    def _by_quotes(self, data: bytes, start: int, stop: int) -> Iterator[tuple[int, int, bool]]:
        """The byte ranges of the rows, one or two, and whether quotes hold cells together.

        From a quote that is never closed on, quotes are plain text, so that they swallow no rows.
        """
        odd = data.count(b'"', start, stop) % 2
        if odd and (opened := unclosed_quote(data, start, self.layout.delimiter, self.clock)):
            place, before = opened
            self.problems.add("", finding("quote_not_closed"), self.layout.row + 1 + place)
            yield start, before, True
            yield before, stop, False
        else:
            yield start, stop, True

    def _read(self, text: memoryview, above: int, *, quoted: bool) -> tuple[int, list[_Part]]:
        """The number of the last row; the regular rows and the odd ones, if any. `above`: the row before the text."""
        try:
            count, columns, odd = parsed_without_odd_rows(
                text, self.layout, self.as_dictionary, self.clock, quoted=quoted
            )
            places = np.frombuffer(odd.places, dtype=np.int64)
            parts = [_Part(np.delete(np.arange(above + 1, above + 1 + count), places), columns)]
            if len(odd):
                _, fitted = parsed(memoryview(odd.text), self.layout, self.as_dictionary, quoted=quoted)
                filled = odd.log(fitted, above + 1, self.problems)
                keep = pa.array(filled)
                parts.append(_Part((above + 1 + places)[filled], [column.filter(keep) for column in fitted]))
        except pa.ArrowInvalid as error:
            reason = str(error).splitlines()[0]
            raise UnreadableFile(f"The file could not be read as CSV ({reason}); export the list again.") from error
        return above + count, parts


def _joined(columns: list[Column]) -> Column:
    """The concatenated columns; dictionary-encoded, as one array, if any of them is."""
    if len(columns) == 1:
        return columns[0]
    if not any(pa.types.is_dictionary(column.type) for column in columns):
        return pa.chunked_array([chunk for column in columns for chunk in _chunks(column)], pa.string())
    return whole(pa.chunked_array(list(map(as_dictionary, columns))))


def _chunks(column: Column) -> list[pa.Array]:
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]
