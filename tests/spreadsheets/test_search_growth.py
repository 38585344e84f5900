"""Searching the XML of a workbook takes linear time, whatever is in its comments."""

from __future__ import annotations

import pytest

from spreadsheets.marks import read_marks
from spreadsheets.struck_text import struck_texts
from tests.growth import grows_linearly

STYLES = (
    b'<styleSheet><numFmts><numFmt numFmtId="99" formatCode="0%"/></numFmts><fonts><font><strike/></font></fonts>'
    b'<cellXfs><xf numFmtId="99" fontId="1"/><xf numFmtId="0" fontId="0"/>COMMENT</cellXfs></styleSheet>'
)
SHEET = b'<worksheet><!-- t="e" strike hidden= COMMENT --><sheetData/></worksheet>'
BYTES = 12_000  # and four times as many


def comment(start: bytes, piece: bytes, end: bytes, size: int) -> bytes:
    """About that many bytes of a piece, between others."""
    return start + piece * (size // len(piece)) + end


@pytest.mark.parametrize("end", [b"", b">", b"><v>", b"><is>", b"><f>"])
@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"", b"<c "),
        (b"", b"<c><f "),
        (b"", b"<row "),
        (b"", b"<col "),
        (b"", b"<c t='e' "),
        (b"", b"<c t='s' "),
        (b"", b"<c t='inlineStr' "),
        (b"", b"<c s='0' "),
        (b"<c", b" t='e'"),
        (b"<c", b" t='s'"),
        (b"<c", b" t='inlineStr'"),
        (b"<c", b" s='0'"),
    ],
)
def test_a_sheet_is_searched_once(start: bytes, piece: bytes, end: bytes) -> None:
    """Tags without ends, and one tag with many attributes, take time in proportion to their length."""

    def work(size: int) -> None:
        read_marks(SHEET.replace(b"COMMENT", comment(start, piece, end, size)), STYLES, {0: "a"})

    assert grows_linearly(work, BYTES)


@pytest.mark.parametrize("piece", [b"<xf ", b"<numFmt ", b"<font ", b"<font><strike ", b"<font><strike val='1' "])
def test_styles_are_searched_once(piece: bytes) -> None:
    """Styles, formats and fonts without ends take time in proportion to their length."""

    def work(size: int) -> None:
        content = comment(b"<!--", piece, b"-->", size)
        styles = STYLES.replace(b"COMMENT", content).replace(b"</fonts>", content + b"</fonts>")
        read_marks(b"<worksheet><c s='0'/></worksheet>", styles)

    assert grows_linearly(work, BYTES)


@pytest.mark.parametrize("piece", [b"<si>", b"<si ", b"<r>", b"<r><strike/><t ", b"<strike ", b"<t "])
@pytest.mark.parametrize("end", [b"", b"</si>", b"</r></si>"])
def test_texts_are_searched_once(piece: bytes, end: bytes) -> None:
    """Texts and their runs without ends take time in proportion to their length."""

    def work(size: int) -> None:
        struck_texts(comment(b"<sst><si><r><strike/></r>", piece, end, size) + b"</sst>")

    assert grows_linearly(work, BYTES)
