"""The text of a file to its table: at once where it is in order, mended where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import numpy as np
import pyarrow as pa

from scoring.errors import UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog, finding
from scoring.reading.arrow_csv import parsed
from scoring.reading.artifacts import tell_of_rows_in_cells, without_counts_and_empty_columns, without_repeated_headers
from scoring.reading.dialect import Layout, find_layout
from scoring.reading.encoding import as_utf8, has_mark
from scoring.reading.formula_guard import unguarded
from scoring.reading.repair import DamagedText
from scoring.reading.source import Opened
from scoring.reading.table import NO_CLINICS, Table

_UTF8_MARK = b"\xef\xbb\xbf"
_START = 1 << 16


def fingerprint(data: bytes) -> str:
    """SHA-256 of the bytes, as 64 hexadecimal digits."""
    return sha256(data).hexdigest()


def read_table(  # noqa: PLR0913, PLR0917 - the settings of a review
    source: Opened,
    problems: ProblemLog,
    as_dictionary: frozenset[str],
    also_known: frozenset[str] = frozenset(),
    limits: Limits | None = None,
    clock: Clock | None = None,
) -> Table:
    """The table in a text. Columns whose header key is in `as_dictionary` come dictionary-encoded.

    `also_known`: keys of headers that mean something beside the vocabulary's. `clock`: one that runs already.
    A well-formed UTF-8 file is read at
    once by Arrow. In any other, what is broken is mended, each repair being logged, and the rest is Arrow's still.
    Raises `UnreadableFile` if there are no rows, or more than the limits allow.
    """
    limits = limits or Limits()
    clock = clock or Clock(limits)
    lines = limits.check_lines(source.data)

    def layout_of(data: bytes) -> Layout:
        clock.check()
        layout = find_layout(data, source.delimiter, also_known, limits, clock)
        limits.check_cells(lines, len(layout.header))
        return layout

    data = source.data.removeprefix(_UTF8_MARK)
    fast = _read_fast(data, layout_of, as_dictionary)
    if fast is None:
        data = as_utf8(source.data, problems, clock)
        if _doubled_ends(data):
            data = data.replace(b"\r\r\n", b"\r\n")
        layout = layout_of(data)
        table = DamagedText(layout, as_dictionary, problems, clock).table(data, _end(data))
    else:
        layout, table = fast
    limits.check_rows(table.last_row)
    _tell_of_lines_above(layout, problems)
    clock.check()
    for row, place, code, value in source.blanked:
        if row >= table.header_row:
            header = table.headers[place].strip() if place < len(table.headers) else ""
            problems.add(header or f"column_{place + 1}", finding(code, value), row)
    ends = lines + (data[-1:] not in (b"\r", b"\n"))
    if b'"' in data and ends > table.last_row:  # some line ends stand inside cells
        tell_of_rows_in_cells(data, table, layout, problems, clock)
    table = without_repeated_headers(without_counts_and_empty_columns(table, problems), problems)
    if table.places and table.places[-1] > layout.named and table.places[0] == 1:
        found = finding("header_too_short", found=len(layout.header), expected=layout.named)
        problems.add("", found, table.header_row)
    if b"'" not in data:
        return table
    headers = tuple(unguarded(pa.array(table.headers, pa.string())).to_pylist())
    return replace(table, headers=headers, columns=tuple(map(unguarded, table.columns)))


def _read_fast(
    data: bytes, layout_of: Callable[[bytes], Layout], as_dictionary: frozenset[str]
) -> tuple[Layout, Table] | None:
    """The table of a file that is in order, or None where something needs mending."""
    if has_mark(data) or b"\0" in data or data.count(b'"') % 2 or _doubled_ends(data):
        return None
    try:
        layout = layout_of(data)
    except UnicodeDecodeError:
        return None
    if layout.options:
        return None
    stop = _end(data)
    if stop <= layout.start:
        raise UnreadableFile(NO_CLINICS)
    rows = memoryview(data)[layout.start : stop]
    try:
        count, columns = parsed(rows, layout, as_dictionary, quoted=b'"' in data)
    except (pa.ArrowInvalid, UnicodeDecodeError):  # the latter where Arrow quotes bytes that are no text
        return None
    last = layout.row + count
    places = tuple(range(1, len(layout.header) + 1))
    numbers = np.arange(layout.row + 1, last + 1, dtype=np.int64)
    return layout, Table(layout.header, tuple(columns), numbers, layout.row, last, places)


def _end(data: bytes) -> int:
    """Where the text ends, line ends after it aside."""
    last = data[-_START:].rstrip(b"\r\n")
    return max(len(data) - _START, 0) + len(last) if last else len(data.rstrip(b"\r\n"))


def _doubled_ends(data: bytes) -> bool:
    """Whether line ends were translated twice, which would leave every second row blank."""
    return b"\r\r\n" in data[:_START]


def _tell_of_lines_above(layout: Layout, problems: ProblemLog) -> None:
    lines = [line for line in layout.above if line and not line.lower().strip('"').startswith("sep=")]
    if lines:
        problems.add("", finding("lines_above_header", " / ".join(lines), found=len(lines)), 1)
