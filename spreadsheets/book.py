"""A workbook of any kind: its sheets, and the cells of one as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from spreadsheets.archive import OPEN_CONTENT, Archive
from spreadsheets.cell_text import text
from spreadsheets.marks import Marks, read_marks
from spreadsheets.merged_cells import MergedCells
from spreadsheets.open_document import SUB_TABLE, check_tags, merged_ranges, readable
from spreadsheets.refusals import Refused
from spreadsheets.struck_text import struck_texts

MOST_SHEETS = 1_000  # nobody makes more, or could choose from them
_ZIP = b"PK\x03\x04"
# Streams of old office files that are not workbooks, and the code of the refusal.
_OTHER_STREAMS = {"WordDocument": "document", "PowerPoint Document": "presentation", "__substg1.0_": "mail"}
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Limits:
    """The most that is read. `text_bytes`: of an unpacked archive, and of the text that is written."""

    text_bytes: int
    rows: int
    columns: int


class Book:
    """An open workbook. Raises `Refused` for one that cannot be opened."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._archive = Archive(data, limits.text_bytes) if data.startswith(_ZIP) else None
        self._rests: dict[int, str] = {}
        self._content = b""  # of OpenDocument
        if self._archive and self._archive.has_marks:
            self._rests = struck_texts(self._archive.part("xl/sharedStrings.xml"))  # refused if its size is false
            if not self._archive.has_usual_names:
                data = self._archive.with_usual_names()
        elif self._archive and (content := self._archive.part(OPEN_CONTENT)):
            if SUB_TABLE in content:
                raise Refused("sub_tables")
            self._content = readable(content)
            check_tags(self._content)
            data = data if self._content is content else self._archive.with_content(self._content)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except PasswordError:
            raise Refused("password") from None
        except CalamineError:
            raise Refused(_kind_of_old_file(data)) from None
        with_cells = [sheet for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        if len(with_cells) > MOST_SHEETS:
            raise Refused("sheets", len(with_cells))
        self.sheets = [sheet.name for sheet in sorted(with_cells, key=lambda sheet: sheet.visible != Visible.Visible)]
        if not self.sheets:
            raise Refused("no_sheets")

    @property
    def has_marks(self) -> bool:
        """Whether it shows errors, formulas without a result, and formats with leading zeros."""
        return self._archive is not None and self._archive.has_marks

    def write(self, name: str, output: BinaryIO) -> Marks:
        """Write the cells of a sheet as UTF-8 CSV with rows of equal width, and return the marks of its cells."""
        marks = Marks()
        if self._archive and self._archive.has_marks:
            marks = read_marks(self._archive.sheet(name), self._archive.part("xl/styles.xml"), self._rests)
        try:
            sheet = self._book.get_sheet_by_name(name)
        except CalamineError:
            raise Refused("damaged") from None
        rows, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
        if rows > self._limits.rows:
            raise Refused("rows", rows)
        width = max(width, *(place + 1 for _, place, _, _ in marks.notes), 0)
        if width > self._limits.columns:
            raise Refused("columns", width)
        ranges = merged_ranges(self._content, name) if self._content else sheet.merged_cell_ranges
        merged = MergedCells(ranges, marks.notes)
        size = 0
        for piece in _as_csv(_filled(merged.filled(_rows(sheet, marks, width)))):
            size += len(piece)
            if size > self._limits.text_bytes:
                raise Refused("unpacked", size)
            output.write(piece)
        return marks


def _kind_of_old_file(data: bytes) -> str:
    """Why a file cannot be opened as a workbook, judging by the streams in its directory."""
    others = (code for name, code in _OTHER_STREAMS.items() if name.encode("utf-16-le") in data)
    return next(others, "damaged")


def _rows(sheet: CalamineSheet, marks: Marks, width: int) -> Iterator[list[str]]:
    """The rows from the first on, with a text for every column."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for number, values in enumerate(sheet.iter_rows(), start=1):
        texts = before + [value if value.__class__ is str and "\r" not in value else text(value) for value in values]
        for place, shown in marks.formats.get(number, {}).items():
            if len(before) <= place < len(texts) and isinstance(values[place - len(before)], float):
                texts[place] = shown(texts[place])
        for place, rest in marks.struck.get(number, {}).items():
            if place < len(texts) and texts[place].strip():
                marks.notes.append((number, place, "struck_out", texts[place]))
                texts[place] = text(rest)
        yield texts + [""] * (width - len(texts))


def _filled(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows down to the last that holds anything."""
    blank: list[list[str]] = []
    for row in rows:
        if any(map(str.strip, row)):
            yield from blank
            blank = []
            yield row
        else:
            blank.append(row)


def _as_csv(rows: Iterator[list[str]]) -> Iterator[bytes]:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if number % _ROWS_AT_ONCE == 0:
            yield lines.getvalue().encode()
            lines.seek(0)
            lines.truncate()
    yield lines.getvalue().encode()
