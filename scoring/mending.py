"""Text that is not in order to columns: what is broken is mended row by row, each repair being told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from scoring.errors import UnreadableFile
from scoring.layout import Layout
from scoring.limits import Clock
from scoring.parsing import parsed
from scoring.problems import Finding, ProblemLog, finding
from scoring.table import NO_CLINICS, Column, Table, whole


@dataclass(frozen=True)
class _Part:
    """Rows as Arrow has them, and those that it handed back: their places among all rows, and their text."""

    count: int
    columns: list[Column]
    odd: list[tuple[int, str]]
    quoted: bool


def read_mended(
    data: bytes, layout: Layout, as_dictionary: frozenset[str], problems: ProblemLog, clock: Clock
) -> Table:
    """The table in UTF-8 text, whatever its quotes and the lengths of its rows.

    Raises `UnreadableFile` without rows, and when the clock's time is up.
    """
    rows = data[layout.start :].rstrip(b"\r\n")
    csv.field_size_limit(max(csv.field_size_limit(), len(rows) + 1))
    if layout.options:
        rows = _rewritten(rows, layout)
    parts: list[_Part] = []
    for text, quoted in _by_quotes(rows, layout, problems):
        clock.check()
        parts.append(_read(text, layout, as_dictionary, quoted=quoted))
    if not sum(part.count for part in parts):
        raise UnreadableFile(NO_CLINICS)
    return _joined(parts, layout, problems, clock)


def _rewritten(rows: bytes, layout: Layout) -> bytes:
    """The same rows with the usual quotes."""
    text = io.StringIO()
    reader = csv.reader(io.StringIO(rows.decode(), newline=""), delimiter=layout.delimiter, **layout.options)
    csv.writer(text, delimiter=layout.delimiter, lineterminator="\n").writerows(reader)
    return text.getvalue().rstrip("\n").encode()


def _by_quotes(rows: bytes, layout: Layout, problems: ProblemLog) -> Iterator[tuple[bytes, bool]]:
    """The rows in one piece, or in two: from a quote that is never closed on, quotes are text and swallow no row."""
    if rows.count(b'"') % 2:
        lines = list(io.StringIO(rows.decode(), newline=""))
        lines[-1] += "\n"
        last: list[str] = []
        reader = csv.reader([*lines, "end"], delimiter=layout.delimiter)
        number = done = before = 0
        for row in reader:
            last, number, before, done = row, number + 1, done, reader.line_num
        if last != ["end"]:  # swallowed by the last row, which began after `before` lines
            problems.add("", finding("quote_not_closed"), layout.row + number)
            start = len("".join(lines[:before]).encode())
            yield rows[:start], True
            yield rows[start:], False
            return
    yield rows, True


def _read(rows: bytes, layout: Layout, as_dictionary: frozenset[str], *, quoted: bool) -> _Part:
    odd: list[tuple[int, str]] = []
    if not rows:
        return _Part(0, [pa.array([], pa.string()) for _ in layout.header], odd, quoted)
    try:
        count, columns = parsed(rows, layout, as_dictionary, quoted=quoted, odd=odd)
    except pa.ArrowInvalid as error:
        reason = str(error).splitlines()[0]
        raise UnreadableFile(f"The file could not be read as CSV ({reason}); export the list again.") from error
    return _Part(count, columns, odd, quoted)


def _joined(parts: list[_Part], layout: Layout, problems: ProblemLog, clock: Clock) -> Table:
    """All rows in their order, the odd ones fitted to the header; blank ones are left out."""
    fitter = _Fitter(layout, problems)
    numbers: list[np.ndarray] = []
    first = layout.row + 1
    for part in parts:
        at = np.array([place for place, _ in part.odd], dtype=np.int64)
        numbers.append(np.delete(np.arange(first, first + part.count), at))
        for place, text in part.odd:
            clock.check()
            fitter.add(text, first + place, quoted=part.quoted)
        first += part.count
    fitter.log()
    rows = np.concatenate([*numbers, np.array(fitter.rows, dtype=np.int64)])
    columns = [_one([part.columns[place] for part in parts]) for place in range(len(layout.header))]
    if fitter.rows:
        order = pa.array(np.argsort(rows, kind="stable"))
        fitted = zip(columns, zip(*fitter.cells, strict=True), strict=True)
        columns = [_one([column, pa.array(cells, pa.string())]).take(order) for column, cells in fitted]
        rows = np.sort(rows)
    if not len(rows):
        raise UnreadableFile(NO_CLINICS)
    places = tuple(range(1, len(layout.header) + 1))
    return Table(layout.header, tuple(columns), rows, layout.row, first - 1, places)


def _one(columns: list[Column]) -> Column:
    """Columns one below the other; dictionary-encoded, in one piece, if any is."""
    if len(columns) == 1:
        return columns[0]
    if not any(pa.types.is_dictionary(column.type) for column in columns):
        return pa.chunked_array([chunk for column in columns for chunk in _chunks(column)], pa.string())
    encoded = [
        column if pa.types.is_dictionary(column.type) else whole(column).dictionary_encode() for column in columns
    ]
    return whole(pa.chunked_array(encoded))


def _chunks(column: Column) -> list[pa.Array]:
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]


class _Fitter:
    """Rows with too few or too many cells, as long as the header in the end."""

    def __init__(self, layout: Layout, problems: ProblemLog) -> None:
        self._layout = layout
        self._problems = problems
        self._short: dict[int, Finding] = {}
        self._blank: list[int] = []
        self._found: list[Finding] = []
        self._found_in: list[int] = []
        self.rows: list[int] = []
        self.cells: list[list[str | None]] = []

    def add(self, text: str, number: int, *, quoted: bool) -> None:
        """Fit a row, given as it stands in the file."""
        width = len(self._layout.header)
        lines, delimiter = io.StringIO(text, newline=""), self._layout.delimiter
        plain = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        cells = next(csv.reader(lines, delimiter=delimiter) if quoted else plain, [])
        if not any(map(str.strip, cells)):
            self._blank.append(number)
            return
        if len(cells) < width:
            short = self._short.get(len(cells)) or finding("row_too_short", found=len(cells), expected=width)
            self._short[len(cells)] = short
            self._tell(short, number)
        elif any(map(str.strip, cells[width:])):
            rest = ", ".join(cells[width:])
            self._tell(finding("row_too_long", rest, found=len(cells), expected=width), number)
        self.rows.append(number)
        self.cells.append([cell or None for cell in cells[:width]] + [None] * (width - len(cells)))

    def _tell(self, found: Finding, number: int) -> None:
        self._found.append(found)
        self._found_in.append(number)

    def log(self) -> None:
        """Tell of what was done."""
        self._problems.add("", finding("blank_row"), self._blank)
        self._problems.add_many("", self._found, np.array(self._found_in, dtype=np.int64), np.arange(len(self._found)))
