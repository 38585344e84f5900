"""The XML of an OpenDocument spreadsheet, changed so that the reader of its values sees what it would skip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import TypeAlias
from xml.parsers.expat import ExpatError, ParserCreate

from spreadsheets.refusals import Refused

Corner: TypeAlias = tuple[int, int]  # row and place, from 0

_LINE_BREAK = re.compile(rb"<text:line-break\s*(?:/>|>\s*</text:line-break>)")
_TAB = re.compile(rb"<text:tab(?:\s[^<>]*)?(?:/>|(?<!/)>\s*</text:tab>)")
_CELL = re.compile(rb"<table:table-cell(?=\s)[^<>]*>")
_TABLE = re.compile(rb"<table:table(?=\s)[^<>]*>")
_NAME = re.compile(rb"(\stable:name=)([\"'])(.*?)\2")
_TYPE = re.compile(rb"\soffice:value-type=[\"']currency[\"']")
_CURRENCY = re.compile(rb"\soffice:currency=[\"']([^\"']+)[\"']")
_VALUE = re.compile(rb"\soffice:value=[\"']([^\"']+)[\"']")
_SPANS_ROWS = re.compile(rb"\stable:number-rows-spanned=[\"'](?!1[\"'])(\d{1,7})[\"']")
_COLUMNS_REPEATED = re.compile(rb"\stable:number-columns-repeated=[\"'](\d{1,7})[\"']")
_ROWS_REPEATED = re.compile(rb"\stable:number-rows-repeated=[\"'](\d{1,7})[\"']")
_PART = re.compile(rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
SUB_TABLE = b"table:is-sub-table="  # of a table inside a cell, which the reader of values skips
_SECTION = b"<![CDATA["
_DOLLARS = b"USD"


def readable(content: bytes) -> bytes:
    """The same content, changed where the reader of its values would skip something; else the same bytes.

    Line breaks and tabs become characters, literal sections plain text, and amounts in currencies other than the
    dollar text with the currency's code; table names become distinct.
    """
    if _SECTION in content:
        content = _without_sections(content)
    if b"<text:line-break" in content:
        content = _LINE_BREAK.sub(b"\n", content)
    if b"<text:tab" in content:
        content = _TAB.sub(b"\t", content)
    if b"office:currency=" in content:
        content = _CELL.sub(_with_currency, content)
    names = [name[3] for table in _TABLE.finditer(content) if (name := _NAME.search(table[0]))]
    return content if len(names) == len(set(names)) else _with_distinct_names(content, set(names))


def check_tags(content: bytes) -> None:
    """Raise `Refused` unless every tag is closed: the reader of values would look for the end of a table forever."""
    try:
        ParserCreate().Parse(content, True)  # noqa: FBT003 - takes no keyword
    except ExpatError:
        raise Refused("damaged") from None


def merged_ranges(content: bytes, name: str) -> list[tuple[Corner, Corner]]:
    """The first and last corner (from 0) of each cell merged over several rows, in the table with this name."""
    return list(_ranges(content, name)) if _SPANS_ROWS.search(content) else []


def _ranges(content: bytes, name: str) -> Iterator[tuple[Corner, Corner]]:
    depth = row = place = 0
    following = 0  # the row after this one
    is_meant = False
    for end, part, attributes in (tag.groups() for tag in _PART.finditer(content)):
        if part == b"table":
            depth += -1 if end else not attributes.endswith(b"/")
            if depth == 1 and not end:  # a table inside a cell is not a sheet
                title = _NAME.search(attributes)
                is_meant = title is not None and unescape(title[3].decode(errors="replace")) == name
                following = 0
        elif end or depth != 1 or not is_meant:
            continue
        elif part == b"table-row":
            row, place = following, 0
            following += _number(_ROWS_REPEATED, attributes)
        else:
            if rows := _SPANS_ROWS.search(attributes):
                yield (row, place), (row + int(rows[1]) - 1, place)
            place += _number(_COLUMNS_REPEATED, attributes)


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    repeated = pattern.search(attributes)
    return int(repeated[1]) if repeated else 1


def _without_sections(content: bytes) -> bytes:
    """The content with the text of each literal section escaped; one that is never closed stays."""
    before, *rest = content.split(_SECTION)
    pieces = [before]
    for piece in rest:
        text, closed, after = piece.partition(b"]]>")
        pieces += [escape(text.decode(errors="replace")).encode(), after] if closed else [_SECTION, piece]
    return b"".join(pieces)


def _with_currency(cell: re.Match[bytes]) -> bytes:
    tag = cell[0]
    currency, value = _CURRENCY.search(tag), _VALUE.search(tag)
    if not currency or not value or currency[1] == _DOLLARS:
        return tag
    text = b' office:value-type="string" office:string-value="%s %s"' % (value[1], currency[1])
    return _TYPE.sub(lambda _: text, tag, count=1)


def _with_distinct_names(content: bytes, taken: set[bytes]) -> bytes:
    """The content with a number after the name of each table whose name an earlier table has."""
    seen: set[bytes] = set()
    numbers: dict[bytes, int] = {}  # by name: the next number to try, as many tables may have one name

    def distinct(table: re.Match[bytes]) -> bytes:
        name = _NAME.search(table[0])
        if name is None:
            return table[0]
        new, number = name[3], numbers.get(name[3], 2)
        while new in seen or (new in taken and new != name[3]):
            new, number = b"%s (%d)" % (name[3], number), number + 1
        seen.add(new)
        numbers[name[3]] = number
        return table[0][: name.start(3)] + new + table[0][name.end(3) :]

    return _TABLE.sub(distinct, content)
