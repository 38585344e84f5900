"""Workbooks to a table of text, as a spreadsheet shows them; nothing in a workbook is run or fetched.

A child process, `python -m spreadsheets`, reads the cells and writes them as CSV in one fixed dialect, so that nothing
has to be guessed.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np

from scoring import child_process
from scoring.errors import BadSettings, UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog, finding
from scoring.reading.arrow_csv import parsed
from scoring.reading.artifacts import without_artifacts
from scoring.reading.csv_rows import LongRow, first_rows_of
from scoring.reading.dialect import FIRST_ROWS, LONG_ROW, NO_TEXT, Layout
from scoring.reading.encoding import without_nul
from scoring.reading.file_format import Format, ReadOptions
from scoring.reading.formula_guard import without_guards
from scoring.reading.header_row import find_header, full_header, log_rows_above, names_clinics, texts_of
from scoring.reading.html_entities import without_entities
from scoring.reading.source import DO_THIS, Source, read_bytes
from scoring.reading.table import NO_CLINICS, Table, numbered, with_first_row_as_clinic
from scoring.wording import shown_value

_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip archive, and the container of old office files
_REFUSED = {
    "damaged": f"This workbook could not be opened; it may be damaged, or have a password. Open it, and {DO_THIS}",
    "damaged_archive": f"This is a spreadsheet or a zip archive that is damaged; {DO_THIS}",
    "document": f"This is a text document, not a list; {DO_THIS}",
    "presentation": f"This is a presentation, not a list; {DO_THIS}",
    "numbers": "This is a file of Apple Numbers, Pages or Keynote; export the list as CSV or .xlsx, and try again.",
    "report": "This is a report of Power BI; export the list from it as CSV or .xlsx, and try again.",
    "mail": f"This is an e-mail, not a list; {DO_THIS}",
    "archive": f"This is a zip archive, not a CSV file; unpack it, or {DO_THIS}",
    "password": f"This workbook has a password; open it, and {DO_THIS}",
    "sub_tables": f"The workbook has tables inside of cells, which are not read; open it, and {DO_THIS}",
    "no_sheets": f"The workbook has no sheet with cells; {DO_THIS}",
    "parts": f"The workbook has {{size:,}} parts, more than are read; {DO_THIS}",
    "sheets": f"The workbook has {{size:,}} sheets, more than are read; {DO_THIS}",
}

_DELIMITER = ","
_MOST_TRIED = 10  # sheets, including the first: a cover, notes and lists of codes may come before the list
_NOT_WORKBOOKS = ("damaged_archive", "document", "presentation", "numbers", "report", "mail", "archive")


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet as UTF-8 CSV: commas, standard quotes, rows of equal length.

    `notes`: cells that show something other than their value: place (from 0), code, value and rows (from 1), in the
    order of places.
    `has_marks`: whether the workbook says which cells these are. `hidden_rows`: how many are hidden; `hidden_columns`:
    their places, from 0, as half-open ranges.
    """

    data: bytes
    notes: tuple[tuple[int, str, str, list[int]], ...]
    has_marks: bool
    hidden_rows: int = 0
    hidden_columns: tuple[tuple[int, int], ...] = ()


class _NoWorkbook(UnreadableFile):
    """The bytes are not a workbook."""


def sheets(source: Source, *, limits: Limits | None = None) -> tuple[str, ...]:
    """The names of a workbook's sheets, visible ones first; none for a file that is not a workbook.

    Raises `UnreadableFile` for a file that cannot be opened.
    """
    clock = Clock(limits or Limits())
    return sheets_in(read_bytes(source, clock.limits), clock)


def sheets_in(data: bytes, clock: Clock) -> tuple[str, ...]:
    """The names of the sheets of a workbook, as from `sheets`."""
    if not _begins_like_workbook(data):
        return ()
    try:
        answer, _ = _read(data, None, clock)
    except _NoWorkbook:
        return ()
    return tuple(answer["sheets"])


def read_workbook(data: bytes, options: ReadOptions, problems: ProblemLog, clock: Clock) -> Table:
    """The table in a sheet of a workbook. Raises as `Format` says, and `BadSettings` for a sheet it lacks."""
    sheet = _sheet_of_clinics(data, options, problems, clock)
    if not sheet.data:
        raise UnreadableFile("The sheet is empty; name another with the sheet setting, or save the list as CSV.")
    text = without_nul(sheet.data.removeprefix(codecs.BOM_UTF8), problems)
    lines = clock.limits.check_lines(text)
    layout = _layout(text, options, clock)
    clock.limits.check_cells(lines, len(layout.header))
    if layout.start == len(text):
        raise UnreadableFile(NO_CLINICS)
    clock.check()
    count, columns = parsed(memoryview(text)[layout.start :], layout, options.as_dictionary, quoted=b'"' in text)
    clock.limits.check_rows(layout.row + count)
    table = numbered(layout.header, columns, layout.row, count)
    log_rows_above(layout.above, problems)
    _log_notes(sheet, table, problems, clock)
    table = without_artifacts(table, problems)
    if options.first_row_is == "clinic":
        table = with_first_row_as_clinic(table)
    if b"&" in text:
        table = without_entities(table, problems)
    return without_guards(table) if b"'" in text else table


def _log_notes(sheet: Sheet, table: Table, problems: ProblemLog, clock: Clock) -> None:
    """Log what the workbook says about cells from the header on, and what it hides."""

    def header(place: int) -> str:
        text = table.headers[place].strip() if place < len(table.headers) else ""
        return text or f"column_{place + 1}"

    for place, of_place in groupby(sheet.notes, key=itemgetter(0)):
        clock.check()
        notes = list(of_place)
        rows = np.concatenate([np.array(at) for *_, at in notes])
        which = np.repeat(np.arange(len(notes)), [len(at) for *_, at in notes])
        below = rows >= table.header_row
        findings = [finding(code, value) for _, code, value, _ in notes]
        problems.add_many(header(place), findings, rows[below], which[below])
    hidden = [
        header(place) for first, end in sheet.hidden_columns for place in range(first, min(end, len(table.headers)))
    ]
    if sheet.hidden_rows or hidden:
        columns = ", ".join(hidden) or "none"
        problems.add("", finding("hidden_cells", columns, count=sheet.hidden_rows))


def _layout(text: bytes, options: ReadOptions, clock: Clock) -> Layout:
    """Where the header is in the rows of a sheet. Raises `UnreadableFile` if there is none."""
    try:
        rows, ends = first_rows_of(text, _DELIMITER, FIRST_ROWS, clock)
    except LongRow:
        raise UnreadableFile(LONG_ROW) from None
    header = find_header(rows, options.also_known)
    if header is None:
        raise UnreadableFile(NO_TEXT)
    cells, at = full_header(rows, header.at)
    above = (*texts_of(rows[: header.at]), *[""] * (at - header.at))
    return Layout(_DELIMITER, tuple(cells), len(cells), at + 1, above, ends[at])


def _sheet_of_clinics(data: bytes, options: ReadOptions, problems: ProblemLog, clock: Clock) -> Sheet:
    """The named sheet, or else the first one whose header names the required columns, or else the first one."""
    names, sheet = read_sheet(data, options.sheet, clock)
    chosen = options.sheet or names[0]
    if options.sheet is None and len(names) > 1 and not _header_is_known(sheet, options, clock):
        for name in names[1:_MOST_TRIED]:
            _, other = read_sheet(data, name, clock)
            if _names_clinics(other, options, clock):
                chosen, sheet = name, other
                break
    if options.sheet is None and len(names) > 1:
        others = ", ".join(name for name in names if name != chosen)
        problems.add("", finding("sheet_chosen", chosen, count=len(names), rest=others))
    if sheet.data and not sheet.has_marks:
        problems.add("", finding("workbook_of_values"))
    return sheet


def _header_is_known(sheet: Sheet, options: ReadOptions, clock: Clock) -> bool:
    """Whether a sheet has a header with more than one known column, including those of the settings."""
    rows = _first_rows(sheet, clock)
    header = find_header(rows, options.also_known)
    return header is not None and header.known > 1


def _names_clinics(sheet: Sheet, options: ReadOptions, clock: Clock) -> bool:
    return names_clinics(_first_rows(sheet, clock), options.also_known)


def _first_rows(sheet: Sheet, clock: Clock) -> list[list[str]]:
    try:
        return first_rows_of(sheet.data.removeprefix(codecs.BOM_UTF8), _DELIMITER, FIRST_ROWS, clock)[0]
    except LongRow:
        return []


def read_sheet(data: bytes, sheet: str | None, clock: Clock) -> tuple[list[str], Sheet]:
    """The names of all sheets, and the named sheet, or else the first visible one.

    Raises `UnreadableFile`, or `BadSettings` for the name.
    """
    answer, text = _read(data, sheet or "", clock)
    names = answer["sheets"]
    if sheet is not None and sheet not in names:
        raise BadSettings(f"sheet: the workbook has no sheet {shown_value(sheet)}. Its sheets: {', '.join(names)}.")
    notes = tuple((place, code, value, at) for place, code, value, at in answer["notes"])
    rows, columns = answer["hidden"]
    return names, Sheet(text, notes, answer["has_marks"], rows, tuple((first, end) for first, end in columns))


def _read(data: bytes, sheet: str | None, clock: Clock) -> tuple[Mapping[str, Any], bytes]:
    """The facts about a workbook and the text of a sheet: the first for "", none for None."""
    limits = clock.limits
    limits.check_packed(len(data))
    clock.check()
    request = {
        "sheet": sheet,
        "memory_bytes": limits.memory_bytes,
        "limits": {"text_bytes": limits.text_bytes, "rows": limits.rows, "columns": limits.columns},
    }
    ended = child_process.run(
        "spreadsheets", json.dumps(request), data, memory_bytes=limits.memory_bytes, look=lambda _: clock.check()
    )
    if ended.short_of_memory:
        raise limits.out_of_memory()
    if ended.code:
        raise UnreadableFile(_REFUSED["damaged"])
    answer = json.loads(ended.error_lines[-1])
    if "refused" in answer:
        _refuse(answer["refused"], answer.get("size", 0), limits)
    return answer, ended.output


def _refuse(code: str, size: int, limits: Limits) -> None:
    """Raise `UnreadableFile` with the message of the limit or of the code."""
    if code == "memory":
        raise limits.out_of_memory()
    checks = {"unpacked": limits.check_unpacked, "rows": limits.check_rows, "columns": limits.check_columns}
    if code in checks:
        checks[code](size)
    raise (_NoWorkbook if code in _NOT_WORKBOOKS else UnreadableFile)(_REFUSED[code].format(size=size))


def _begins_like_workbook(data: bytes) -> bool:
    """Whether bytes begin like a workbook; this process looks at nothing else."""
    return data.startswith(_MAGIC)


_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
FORMAT = Format("workbook", _SUFFIXES, _begins_like_workbook, read_workbook, grows=True, has_sheets=True)
