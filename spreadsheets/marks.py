"""What the XML of a sheet says of its cells besides values: errors, formulas without a result, leading zeros.

The text is searched, not parsed, which takes a third of the time. Only these marks depend on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_PREFIX = re.compile(rb"<(\w+:)?(?:worksheet|styleSheet)[\s>]")
_START = 10_000  # bytes among which the first tag is
_FORMAT_ID = re.compile(rb"\snumFmtId=[\"'](\d+)[\"']")
_ZEROS = re.compile(rb"\sformatCode=[\"'](0+)[\"']")
_REFERENCE = re.compile(rb"\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ROW = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_STYLE = re.compile(rb"\ss=[\"'](\d+)[\"']")
_FORMULA = rb"\s*<%sf(?=[\s/>])[^>]*(?:(?<=/)>|>[^<]*</%sf>)"
_ERROR_CELL = rb"<%sc(?=\s)([^>]*?\st=[\"']e[\"'][^>]*)>(?:" + _FORMULA + rb")?(?:\s*<%sv>([^<]*))?"
_UNSOLVED_CELL = rb"<%sc((?=[\s>])[^>]*)>" + _FORMULA + rb"\s*(?:<%sv\s*/>|<%sv>\s*</%sv>|</%sc>)"


@dataclass
class Marks:
    """Cells by row (from 1) and place (from 0).

    `blanked`: cells without a usable value, as row, place, code and value. `digits`: by row and place, the number of
    digits with which a whole number is shown.
    """

    blanked: list[tuple[int, int, str, str]] = field(default_factory=list)
    digits: dict[int, dict[int, int]] = field(default_factory=dict)


def read_marks(sheet: bytes, styles: bytes) -> Marks:
    """What the XML of a sheet and of the workbook's styles say."""
    marks = Marks()
    has_errors = b't="e"' in sheet or b"t='e'" in sheet  # quick to see, and rare
    for (row, place), cell in _cells(sheet, _ERROR_CELL) if has_errors else ():
        marks.blanked.append((row, place, "cell_error", unescape((cell[2] or b"").decode(errors="replace"))))
    errors = {(row, place) for row, place, _, _ in marks.blanked}
    for at, _ in _cells(sheet, _UNSOLVED_CELL):
        if at not in errors:
            marks.blanked.append((*at, "formula_without_result", ""))
    if digits := _digits(styles):
        styled = rb"<%sc(?=\s)([^>]*?\ss=[\"'](?:" + b"|".join(digits) + rb")[\"'][^>]*)>"
        for (row, place), cell in _cells(sheet, styled):
            style = _STYLE.search(cell[1])
            if style:
                marks.digits.setdefault(row, {})[place] = digits[style[1]]
    return marks


def _digits(styles: bytes) -> dict[bytes, int]:
    """The numbers of the cell styles whose format is only zeros, and how many zeros."""
    formats = {
        number[1]: len(zeros[1])
        for form in _tags(styles, rb"<%snumFmt(\s[^>]*)>").finditer(styles)
        if (zeros := _ZEROS.search(form[1])) and (number := _FORMAT_ID.search(form[1]))
    }
    start, end = (_tags(styles, tag).search(styles) for tag in (rb"<%scellXfs[\s>]", rb"</%scellXfs>"))
    if not formats or not start or not end:
        return {}
    listed = enumerate(_tags(styles, rb"<%sxf(\s[^>]*)>").finditer(styles, start.end(), end.start()))
    numbers = ((place, _FORMAT_ID.search(style[1])) for place, style in listed)
    return {b"%d" % place: formats[number[1]] for place, number in numbers if number and number[1] in formats}


def _tags(part: bytes, pattern: bytes) -> re.Pattern[bytes]:
    """A pattern with the prefix of the part's tags, usually none, in place of each `%s`."""
    prefix = _PREFIX.search(part, 0, _START)
    return re.compile(pattern.replace(b"%s", (prefix and prefix[1]) or b""))


def _cells(sheet: bytes, pattern: bytes) -> Iterator[tuple[tuple[int, int], re.Match[bytes]]]:
    """The positions of the cells that match, row (from 1) and place (from 0), and the matches; group 1: attributes."""
    places = _Places(sheet)
    for cell in _tags(sheet, pattern).finditer(sheet):
        yield places.of(cell), cell


class _Places:
    """The positions of the cells of a sheet, looked up in sheet order."""

    def __init__(self, sheet: bytes) -> None:
        self._row, self._place, self._at = 0, -1, -1
        self._tags = _tags(sheet, rb"<%s(row|c)(?=[\s/>])([^>]*)>").finditer(sheet)

    def of(self, cell: re.Match[bytes]) -> tuple[int, int]:
        """The position that the cell states, or else the one after the cell before it."""
        if reference := _REFERENCE.search(cell[1]):
            return int(reference[2]), _place(reference[1])
        while self._at < cell.start():
            self._step(next(self._tags))
        return self._row, self._place

    def _step(self, tag: re.Match[bytes]) -> None:
        self._at = tag.start()
        if tag[1] == b"row":
            number = _ROW.search(tag[2])
            self._row, self._place = (int(number[1]) if number else self._row + 1), -1
        else:
            reference = _REFERENCE.search(tag[2])
            self._place = _place(reference[1]) if reference else self._place + 1


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = 26 * place + letter - ord("A") + 1
    return place - 1
