"""What the XML of a sheet says about its cells besides values, if it changes their meaning.

Errors, formulas without a result, numbers as formats show them, struck-out text, and hidden rows and columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType

from spreadsheets.number_formats import Shown, shown_formats
from spreadsheets.sheet_xml import cells, styled_cells, tags
from spreadsheets.struck_text import struck_cells

_FORMULA = rb"\s*<%sf(?=[\s/>])[^<>]*(?:(?<=/)>|>[^<]*</%sf>)"
_ERROR_CELL = rb"<%sc(?=\s)(?=[^<>]*?\st=[\"']e[\"'])([^<>]*)>(?:" + _FORMULA + rb")?(?:\s*<%sv>([^<]*))?"
_UNSOLVED_CELL = rb"<%sc((?=[\s>])[^<>]*)>" + _FORMULA + rb"\s*(?:<%sv\s*/>|<%sv>\s*</%sv>|</%sc>)"
_TEXT_RESULT = re.compile(rb"\st=[\"']str[\"']")
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
_FIRST, _LAST = re.compile(rb"\smin=[\"'](\d{1,5})[\"']"), re.compile(rb"\smax=[\"'](\d{1,5})[\"']")


@dataclass
class Marks:
    """Cells by row (from 1) and place (from 0).

    `notes`: what a person should know about a cell, as row, place, code and value.
    `formats`: by row and place, how the cell shows a number. `struck`: by row and place, the part of its text that is
    not struck out. `hidden_rows`: how many rows are hidden; `hidden_columns`: their places, as half-open ranges.
    """

    notes: list[tuple[int, int, str, str]] = field(default_factory=list)
    formats: dict[int, dict[int, Shown]] = field(default_factory=dict)
    struck: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def read_marks(sheet: bytes, styles: bytes, rests: Mapping[int, str] = MappingProxyType({})) -> Marks:
    """The marks from the XML of a sheet and of the workbook's styles. `rests`: of shared texts, from `struck_texts`."""
    marks = Marks()
    has_errors = b't="e"' in sheet or b"t='e'" in sheet  # quick to see, and rare
    for (row, place), cell in cells(sheet, _ERROR_CELL) if has_errors else ():
        marks.notes.append((row, place, "cell_error", unescape((cell[2] or b"").decode(errors="replace"))))
    errors = {(row, place) for row, place, _, _ in marks.notes}
    for at, cell in cells(sheet, _UNSOLVED_CELL):
        is_empty_text = _TEXT_RESULT.search(cell[1]) and not cell[0].endswith(b"c>")  # `c>`: there is a value
        if at not in errors and not is_empty_text:
            marks.notes.append((*at, "formula_without_result", ""))
    formats = shown_formats(styles)
    for row, place, style in styled_cells(sheet, formats):
        marks.formats.setdefault(row, {})[place] = formats[style]
    marks.struck = struck_cells(sheet, styles, rests)
    if b"hidden=" in sheet:
        marks.hidden_rows = sum(_HIDDEN.search(row[1]) is not None for row in _rows(sheet))
        marks.hidden_columns = list(_hidden_columns(sheet))
    return marks


def _rows(sheet: bytes) -> Iterator[re.Match[bytes]]:
    return tags(sheet, rb"<%srow(\s[^<>]*)>").finditer(sheet)


def _hidden_columns(sheet: bytes) -> Iterator[tuple[int, int]]:
    for column in tags(sheet, rb"<%scol(\s[^<>]*)>").finditer(sheet):
        first, last = _FIRST.search(column[1]), _LAST.search(column[1])
        if _HIDDEN.search(column[1]) and first and last:
            yield int(first[1]) - 1, int(last[1])
