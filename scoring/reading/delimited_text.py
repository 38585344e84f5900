"""The text of a file to its table: directly if it is well formed, repaired if it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa

from scoring.errors import UnreadableFile
from scoring.limits import Clock, byte_count
from scoring.problems import ProblemLog, finding
from scoring.reading.aligned_text import with_tabs
from scoring.reading.arrow_csv import parsed
from scoring.reading.artifacts import log_rows_in_cells, without_artifacts
from scoring.reading.dialect import Layout, find_layout
from scoring.reading.encoding import as_utf8, has_mark, without_marks
from scoring.reading.file_format import Excerpt, Format, ReadOptions
from scoring.reading.formula_guard import without_guards, without_text_formulas
from scoring.reading.header_row import log_rows_above
from scoring.reading.html_entities import without_entities
from scoring.reading.repair import DamagedText
from scoring.reading.table import (
    NO_CLINICS,
    Table,
    numbered,
    with_first_row_as_clinic,
    with_places_as_headers,
    without_nulls,
)
from scoring.reading.wrapped_rows import without_wraps

_START = 1 << 16
_NO_TEXT = b" \t\r\n\0\xef\xbb\xbf"
_AFTER_THE_TEXT = b"\r\n\x1a"  # line ends, and the DOS end mark


def read_text(source: bytes, options: ReadOptions, problems: ProblemLog, clock: Clock) -> Table:
    """The table in a text.

    Arrow reads a well-formed UTF-8 file directly. In any other, broken rows are repaired, each repair is logged, and
    Arrow reads the rest.
    Raises `UnreadableFile` if there are no rows, or more than the limits allow.
    """
    limits, excerpt = clock.limits, options.excerpt
    limits.check_text(len(source))
    _refuse_no_text(source)
    lines = limits.check_lines(source)

    def layout_of(data: bytes) -> Layout:
        clock.check()
        layout = _numbered(excerpt) if excerpt else find_layout(data, options.also_known, clock)
        limits.check_cells(lines, len(layout.header))
        return layout

    data = source if has_mark(source) else without_marks(source)
    if excerpt is None and (aligned := with_tabs(data, clock)) is not None:
        problems.add("", finding("columns_aligned"))
        source = data = aligned
    elif excerpt is None and (unwrapped := without_wraps(data, clock)) is not None:
        source = data = unwrapped
    fast = _read_fast(data, layout_of, options.as_dictionary)
    if fast is None:
        data = as_utf8(source, problems, clock, options.encoding_read)
        if _doubled_ends(data):
            data = data.replace(b"\r\r\n", b"\r\n")
        layout = layout_of(data)
        table = DamagedText(layout, options.as_dictionary, problems, clock).table(data, _end(data))
    else:
        layout, table = fast
    if excerpt:
        table = _below_its_header(table, excerpt)
        if excerpt.ends.first and excerpt.encoding.guess and not options.encoding:
            problems.add("", excerpt.encoding.guess)
    limits.check_rows(table.last_row)
    log_rows_above(layout.above, problems)
    clock.check()
    ends = lines + (data[-1:] not in (b"\r", b"\n"))
    if b'"' in data and ends > table.last_row:  # some line ends are inside cells
        log_rows_in_cells(data, table, layout, problems, clock)
    table = without_artifacts(table, problems)
    if table.places and table.places[-1] > layout.header_width and table.places[0] == 1:
        problem = finding("header_too_short", count=len(layout.header), expected=layout.header_width)
        problems.add("", problem, table.header_row)
    return _as_meant(table, data, options, problems)


def _as_meant(table: Table, data: bytes, options: ReadOptions, problems: ProblemLog) -> Table:
    """The table without the NULL, formula quoting and HTML that programs wrote, with the first row read as decided."""
    if b"\\" in data:
        table = without_nulls(table)
    if b"=" in data:  # searching for one character is faster than for two
        table = without_text_formulas(table, problems)
    if options.first_row_is == "clinic":
        is_later = options.excerpt is not None and not options.excerpt.ends.first
        table = with_places_as_headers(table) if is_later else with_first_row_as_clinic(table)
    if b"&" in data:
        table = without_entities(table, problems)
    return without_guards(table) if b"'" in data else table


def _numbered(excerpt: Excerpt) -> Layout:
    """The layout that gives the rows of an excerpt their numbers in the whole text."""
    return replace(excerpt.layout, row=excerpt.first_row - 1)


def _below_its_header(table: Table, excerpt: Excerpt) -> Table:
    """The table of an excerpt with the header's own row; `last_row` counts only the rows of the excerpt."""
    header_row = excerpt.layout.row
    return replace(table, header_row=header_row, last_row=table.last_row - excerpt.first_row + 1 + header_row)


def _read_fast(
    data: bytes, layout_of: Callable[[bytes], Layout], as_dictionary: frozenset[str]
) -> tuple[Layout, Table] | None:
    """The table of a well-formed file, or None if something needs repair."""
    if has_mark(data) or b"\0" in data or byte_count(data, b'"') % 2 or _doubled_ends(data):
        return None
    try:
        layout = layout_of(data)
    except UnicodeDecodeError:
        return None
    if layout.options or not layout.delimiter.isascii():
        return None
    stop = _end(data)
    if stop <= layout.start:
        raise UnreadableFile(NO_CLINICS)
    rows = memoryview(data)[layout.start : stop]
    try:
        count, columns = parsed(rows, layout, as_dictionary, quoted=b'"' in data)
    except (pa.ArrowInvalid, UnicodeDecodeError):  # the latter if Arrow's message quotes bytes that are not text
        return None
    return layout, numbered(layout.header, columns, layout.row, count)


def _end(data: bytes) -> int:
    """Where the text ends, not counting trailing line ends and end marks."""
    last = data[-_START:].rstrip(_AFTER_THE_TEXT)
    return max(len(data) - _START, 0) + len(last) if last else len(data.rstrip(_AFTER_THE_TEXT))


def _doubled_ends(data: bytes) -> bool:
    """Whether line ends were converted twice, which would leave every second row blank."""
    return b"\r\r\n" in data[:_START]


def _refuse_no_text(data: bytes) -> None:
    if not data[:1024].strip(_NO_TEXT) and not data.strip(_NO_TEXT):
        fault = "holds no text" if data else "is empty"
        raise UnreadableFile(f"The file {fault}; export the list of clinics as CSV and try again.")


_SUFFIXES = (".csv", ".tsv", ".txt", ".csv.gz")
# Whatever no other format recognizes.
FORMAT = Format("delimited text", _SUFFIXES, lambda _: True, read_text, has_encoding=True)
