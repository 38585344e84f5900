"""Workbooks of a few kilobytes that unpack to far more: one for each way to make a parser use memory or time."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

CASES = Path(__file__).parents[1] / "cases"
SHEET, BOOK, STYLES, TEXTS = (f"xl/{part}.xml" for part in ("worksheets/sheet1", "workbook", "styles", "sharedStrings"))
SIZE = 60_000_000  # roughly what each unpacks to


def changed(part: str, change: Callable[[bytes], bytes], more_parts: int = 0) -> bytes:
    """The workbook of the test cases with one part changed, and with empty parts beside its own."""
    content = io.BytesIO()
    with ZipFile(CASES / "workbook.xlsx") as old, ZipFile(content, "w", ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        for number in range(more_parts):
            new.writestr(str(number), b"")
    return content.getvalue()


def before(end: bytes, content: bytes) -> Callable[[bytes], bytes]:
    """A change that inserts content before the first occurrence of `end` in a part."""
    return lambda part: part.replace(end, content + end, 1)


def _repeated(piece: bytes) -> bytes:
    return piece * (SIZE // len(piece))


def _sheets() -> bytes:
    return b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(2, 100_000))


def _attributes() -> bytes:
    return b"".join(b'a%d="" ' % number for number in range(1_000_000))


BOMBS: dict[str, Callable[[], bytes]] = {
    "styles": lambda: changed(STYLES, before(b"</cellXfs>", _repeated(b"<xf/>"))),
    "cells without value": lambda: changed(SHEET, before(b"</row>", _repeated(b"<c/>"))),
    "cells with value": lambda: changed(SHEET, before(b"</row>", _repeated(b"<c><v>1</v></c>"))),
    "one cell": lambda: changed(SHEET, before(b"</row>", b'<c t="str"><v>' + b"A" * SIZE + b"</v></c>")),
    "shared texts": lambda: changed(TEXTS, before(b"</sst>", _repeated(b"<si><t>a</t></si>"))),
    "struck texts": lambda: changed(
        TEXTS, before(b"</sst>", b"<si><r><rPr><strike/></rPr><t>a</t></r></si>" * 200_000)
    ),
    "merged cells": lambda: changed(
        SHEET,
        before(b"</worksheet>", b"<mergeCells>" + b'<mergeCell ref="A1:B1048576"/>' * 300_000 + b"</mergeCells>"),
    ),
    "nested cells": lambda: changed(SHEET, before(b"</row>", b"<c>" * 1_000_000 + b"</c>" * 1_000_000)),
    "nested elements": lambda: changed(BOOK, before(b"<sheets>", b"<x>" * 500_000 + b"</x>" * 500_000)),
    "sheets": lambda: changed(BOOK, before(b"</sheets>", _sheets())),
    "parts": lambda: changed("", bytes, more_parts=50_000),
    "attributes of a cell": lambda: changed(SHEET, lambda part: part.replace(b"<c ", b"<c " + _attributes(), 1)),
    "attributes of the book": lambda: changed(BOOK, lambda part: part.replace(b"<sheets", b"<sheets " + _attributes())),
    "a far cell": lambda: changed(
        SHEET, before(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    ),
}
