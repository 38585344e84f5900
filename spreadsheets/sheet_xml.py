"""The XML of a sheet, searched but not parsed, which takes a third of the time: tags, cells and their positions.

A pattern seeks the end of a tag up to the next `<`, which no attribute holds, and an attribute once, before the tag's
end. So XML whose tags never end, as in a comment, is searched once and not from each tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_PREFIX = re.compile(rb"<(\w+:)?(?:worksheet|styleSheet|sst)[\s>]")
_START = 10_000  # bytes that hold the first tag
_REFERENCE = re.compile(rb"\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ROW = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_STYLE = re.compile(rb"\ss=[\"'](\d+)[\"']")
_MOST_NAMED = 200  # styles in one pattern; with more, every style is looked up


def tags(part: bytes, pattern: bytes) -> re.Pattern[bytes]:
    """A pattern with the prefix of the part's tags, usually none, in place of each `%s`."""
    prefix = _PREFIX.search(part, 0, _START)
    return re.compile(pattern.replace(b"%s", (prefix and prefix[1]) or b""))


def cells(sheet: bytes, pattern: bytes) -> Iterator[tuple[tuple[int, int], re.Match[bytes]]]:
    """The positions of the cells that match, row (from 1) and place (from 0), and the matches; group 1: attributes."""
    places = _Places(sheet)
    for cell in tags(sheet, pattern).finditer(sheet):
        yield places.of(cell), cell


def styled_cells(sheet: bytes, styles: Iterable[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """The cells with one of these styles: row (from 1), place (from 0), and the number of the style."""
    wanted = frozenset(styles)
    if not wanted:
        return
    numbers = b"|".join(wanted) if len(wanted) <= _MOST_NAMED else rb"\d+"
    for (row, place), cell in cells(sheet, rb"<%sc(?=\s)(?=[^<>]*?\ss=[\"'](?:" + numbers + rb")[\"'])([^<>]*)>"):
        style = _STYLE.search(cell[1])
        if style and style[1] in wanted:
            yield row, place, style[1]


def cell_styles(styles: bytes) -> list[bytes]:
    """The attributes of each style of a cell, in order; empty if there are none."""
    start, end = (tags(styles, tag).search(styles) for tag in (rb"<%scellXfs[\s>]", rb"</%scellXfs>"))
    if not start or not end:
        return []
    return [style[1] for style in tags(styles, rb"<%sxf((?:\s[^<>]*)?)>").finditer(styles, start.end(), end.start())]


class _Places:
    """The positions of the cells of a sheet, looked up in sheet order."""

    def __init__(self, sheet: bytes) -> None:
        self._row, self._place, self._at = 0, -1, -1
        self._tags = tags(sheet, rb"<%s(row|c)(?=[\s/>])([^<>]*)>").finditer(sheet)

    def of(self, cell: re.Match[bytes]) -> tuple[int, int]:
        """The position that the cell states, or else the one after the previous cell."""
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
