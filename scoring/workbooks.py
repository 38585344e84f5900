"""Workbooks (.xlsx) to rows of text, as a spreadsheet shows them: nothing in a workbook is run or looked up.

openpyxl reads them row by row, so that limits hold while it reads, and defusedxml refuses entities.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from scoring.errors import BadSettings, UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog, finding

if TYPE_CHECKING:
    import openpyxl
    from openpyxl.cell.read_only import ReadOnlyCell

_DAMAGED = "This workbook could not be opened; it may be damaged. Save the list of clinics as CSV and try again."
_FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")
_ALL_ZEROS = re.compile("0+")


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet as UTF-8 CSV, and cells that were left blank: row and column (from 0), code and value."""

    data: bytes
    blanked: tuple[tuple[int, int, str, str], ...]


class _Timed(io.BytesIO):
    """Bytes that can be read until the clock stops."""

    def __init__(self, data: bytes, clock: Clock) -> None:
        super().__init__(data)
        self._clock = clock

    def read(self, size: int | None = -1) -> bytes:
        self._clock.check()
        return super().read(size)


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook with sheets in XML."""
    return "xl/workbook.xml" in _names(data)


def archive_kind(data: bytes) -> str:
    """What a zip archive that is no such workbook seems to be."""
    names = _names(data)
    if "xl/workbook.bin" in names:
        return "a binary spreadsheet (.xlsb)"
    if "word/document.xml" in names:
        return "a Word document"
    if "content.xml" in names:
        return "an OpenDocument file"
    return "a zip archive" if names else "a spreadsheet or a zip archive that is damaged"


def _names(data: bytes) -> set[str]:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return set()


def sheet_names(data: bytes, limits: Limits) -> tuple[str, ...]:
    """The names of a workbook's sheets: those in view, then hidden ones. Raises `UnreadableFile`."""
    with _opened(data, limits, Clock(limits)) as book:
        return _listed(book)


def read_sheet(data: bytes, sheet: str | None, problems: ProblemLog, limits: Limits) -> Sheet:
    """One sheet, the first in view unless another is named. Raises `UnreadableFile`, or `BadSettings` for the name."""
    clock = Clock(limits)
    blanked: list[tuple[int, int, str, str]] = []
    with _opened(data, limits, clock) as book:
        names = _listed(book)
        if sheet is not None and sheet not in names:
            raise BadSettings(f"sheet: the workbook has no sheet {sheet!r}. Its sheets: {', '.join(names)}.")
        if sheet is None and len(names) > 1:
            problems.add("", finding("sheet_chosen", names[0], found=len(names), rest=", ".join(names[1:])))
        chosen = names[0] if sheet is None else sheet
        rows = []
        for number, cells in _rows(book[chosen], limits, clock):
            row = [_text(cell) for cell in cells]
            for place, cell in enumerate(cells):
                if cell.data_type == "e":
                    blanked.append((number, place, "cell_error", row[place]))
                    row[place] = ""
            rows.append(row)
    if _has_formulas(data):
        with _opened(data, limits, clock, formulas=True) as book:
            told = {(number, place) for number, place, _, _ in blanked}
            for number, cells in _rows(book[chosen], limits, clock):
                blanked += [
                    (number, place, "formula_without_result", "")
                    for place, cell in enumerate(cells)
                    if cell.data_type == "f" and (number, place) not in told and not any(rows[number - 1][place:][:1])
                ]
    return Sheet(_as_csv(rows, limits), tuple(blanked))


@contextmanager
def _opened(data: bytes, limits: Limits, clock: Clock, *, formulas: bool = False) -> Iterator[openpyxl.Workbook]:
    """A workbook whose parts are within the limits. Whatever goes wrong inside is an `UnreadableFile`."""
    import openpyxl  # noqa: PLC0415 - a tenth of the time that the whole program takes to start

    try:
        with ZipFile(io.BytesIO(data)) as archive:
            limits.check_unpacked(sum(part.file_size for part in archive.infolist()))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are not read: styles, validation, extensions
            book = openpyxl.load_workbook(_Timed(data, clock), read_only=True, data_only=not formulas, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except (UnreadableFile, BadSettings):
        raise
    except Exception as error:  # a damaged workbook can make a parser raise anything
        raise UnreadableFile(_DAMAGED) from error


def _listed(book: openpyxl.Workbook) -> tuple[str, ...]:
    names = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
    if not names:
        raise UnreadableFile("The workbook has no sheet with cells; save the list of clinics as CSV and try again.")
    return tuple(sheet.title for sheet in names)


def _rows(sheet: Any, limits: Limits, clock: Clock) -> Iterator[tuple[int, tuple[ReadOnlyCell, ...]]]:
    """Every row with its number. Cells that only carry a format widen no row."""
    sheet.reset_dimensions()  # what a workbook says of its size is not to be trusted
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number % 256 == 0:
            clock.check()
        limits.check_rows(number)
        width = len(cells)
        while width and cells[width - 1].value is None and cells[width - 1].data_type != "f":
            width -= 1
        limits.check_columns(width)
        yield number, cells[:width]


def _text(cell: ReadOnlyCell) -> str:
    """A cell as a spreadsheet shows it, without the grouping and rounding of its format."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "")  # how a line end of Windows is written in XML
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        text = _plain_number(value)
        form = cell.number_format
        return text.zfill(len(form)) if text.isdigit() and _ALL_ZEROS.fullmatch(form) else text
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _plain_number(value: float) -> str:
    """All digits that a spreadsheet keeps, fifteen, and no exponent."""
    if isinstance(value, int):
        return str(value)
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _has_formulas(data: bytes) -> bool:
    with ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(_FORMULA.search(archive.read(name)) for name in sheets)


def _as_csv(rows: list[list[str]], limits: Limits) -> bytes:
    while rows and not any(map(str.strip, rows[-1])):
        del rows[-1]
    width = max(map(len, rows), default=0)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow(row + [""] * (width - len(row)))
        limits.check_unpacked(text.tell())
    return text.getvalue().encode()
