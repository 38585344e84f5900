"""Rows of CSV text by Python's own reader, where Arrow falls short: first rows, unusual quotes, broken quotes.

The only module that reads with `csv`. The longest cell of `csv` is a setting of the whole process, so it is set here
once, beyond what any file within the limits holds.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, TextIO

from scoring.limits import Clock

csv.field_size_limit(2**31 - 1)  # as large as every platform allows

# Bytes of one row. Python's reader takes up to eight bytes of memory for a character of a cell, and a list of clinics
# has no such row: a longer one was joined by a quote that is never closed.
LONGEST_ROW = 1 << 24
_AFTER_THE_LAST = "end"


class LongRow(ValueError):
    """A row is longer than `LONGEST_ROW`."""


def first_rows(text: str, delimiter: str, most: int, options: Mapping[str, Any]) -> tuple[list[list[str]], list[int]]:
    """At most `most` rows of a text, and the number of lines read after each. Options are those of `csv.reader`."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, **options)
    rows, ends = [], []
    for row in islice(reader, most):
        rows.append(row)
        ends.append(reader.line_num)
    return rows, ends


def first_lines(text: str, count: int) -> str:
    """The first `count` lines of a text, with their line ends."""
    return "".join(islice(io.StringIO(text, newline=""), count))


def first_row(text: str, delimiter: str, *, quoted: bool) -> list[str]:
    """The cells of the first row of a text; unless `quoted`, quotes are plain text."""
    if not quoted:
        return next(iter(io.StringIO(text, newline="")), "").rstrip("\r\n").split(delimiter)
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])


class _TextRows:
    """The rows of UTF-8 text from byte `start` on, in order. `end`: the bytes before the next row.

    `after`: a line that follows the last. Raises `LongRow`, and `UnreadableFile` when the clock's time is up.
    """

    def __init__(
        self, data: bytes, start: int, delimiter: str, clock: Clock, *, after: str = "", **options: Any
    ) -> None:
        self.end = start
        self._read = start
        self._clock = clock
        self._after = after
        content = io.BytesIO(data)  # shares the memory of the bytes
        content.seek(start)
        self._text = io.TextIOWrapper(content, "utf-8", newline="")
        self._rows = csv.reader(self._lines(), delimiter=delimiter, **options)

    def __iter__(self) -> Iterator[list[str]]:
        for row in self._rows:
            self.end = self._read
            yield row

    def _lines(self) -> Iterator[str]:
        while line := self._text.readline(LONGEST_ROW + 1):
            self._clock.check()
            self._read += len(line) if line.isascii() else len(line.encode())
            if self._read - self.end > LONGEST_ROW:
                raise LongRow
            yield line
        if self._after:
            yield self._after


def first_rows_of(data: bytes, delimiter: str, most: int, clock: Clock) -> tuple[list[list[str]], list[int]]:
    """At most `most` rows of UTF-8 text with standard quotes, and the byte at which each ends.

    Raises `LongRow`.
    """
    rows = _TextRows(data, 0, delimiter, clock)
    cells, ends = [], []
    for row in islice(rows, most):
        cells.append(row)
        ends.append(rows.end)
    return cells, ends


def unclosed_quote(data: bytes, start: int, delimiter: str, clock: Clock) -> tuple[int, int] | None:
    """The position of a quote that is never closed, in the rows from byte `start` on; None if all are closed.

    The position is its row, from 0, and the bytes before that row. A row longer than `LONGEST_ROW` is assumed to be
    joined by such a quote.
    """
    rows = _TextRows(data, start, delimiter, clock, after=_AFTER_THE_LAST)
    place, before = -1, start
    row: list[str] = []
    try:
        end = start
        for cells in rows:
            place, before, end, row = place + 1, end, rows.end, cells
    except LongRow:
        return place + 1, rows.end
    return None if row == [_AFTER_THE_LAST] else (place, before)


def has_stray_quotes(data: bytes, start: int, delimiter: str, clock: Clock) -> bool:
    """Whether a closing quote is followed by more of its cell, in the rows from byte `start` on."""
    try:
        for _ in _TextRows(data, start, delimiter, clock, strict=True):
            pass
    except (csv.Error, LongRow):
        return True
    return False


def with_usual_quotes(data: bytes, start: int, delimiter: str, options: Mapping[str, Any], clock: Clock) -> bytes:
    """The rows from byte `start` on, read with these options of `csv.reader`, as CSV with commas and standard quotes.

    Raises `LongRow`.
    """
    if "escapechar" in options:  # the backslash of \N escapes nothing
        border = rb"[^\r\n" + re.escape(delimiter.encode()) + rb"]"
        null = re.compile(rb"(?<!" + border + rb")\\N(?!" + border + rb")")
        data, start = null.sub(rb"\\\\N", data[start:]), 0
    content = io.BytesIO()
    with io.TextIOWrapper(content, "utf-8", newline="") as text:
        csv_writer(text, ",").writerows(_TextRows(data, start, delimiter, clock, **options))
        text.flush()
        return content.getvalue()


def csv_writer(text: TextIO, delimiter: str) -> Any:
    """A writer of rows with standard quotes.

    Python 3.11 quotes a cell for a line break only if the writer's line end has that character, hence both here.
    """
    return csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
