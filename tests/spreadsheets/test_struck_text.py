"""Struck-out text is found in styles, in shared texts and in cells, and nothing else counts as such."""

import pytest

from spreadsheets.struck_text import struck_cells, struck_texts

STYLES = (
    b'<styleSheet><fonts count="3"><font><sz val="11"/></font><font/><font><strike/></font>'
    b'<font><strike val="0"/></font></fonts><dxfs><dxf><font><strike/></font></dxf></dxfs>'
    b'<cellXfs><xf fontId="0"/><xf fontId="2"/><xf fontId="3"/></cellXfs></styleSheet>'
)
TEXTS = (
    b"<sst><si><t>a</t></si><si><r><t>PRP; </t></r><r><rPr><strike/></rPr><t>exosomes</t></r></si>"
    b"<si><r><rPr><b/></rPr><t>c</t></r></si><si><r><rPr><strike val='1'/></rPr><t>all &amp; more</t></r></si></sst>"
)


def sheet(cells: str) -> bytes:
    """A sheet with one row."""
    return f'<worksheet><sheetData><row r="4">{cells}</row></sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    ("cells", "rest"),
    [
        ('<c r="B4" s="1" t="s"><v>0</v></c>', {4: {1: ""}}),
        ('<c r="B4" s="2" t="s"><v>0</v></c>', {}),
        ('<c r="B4" s="0" t="s"><v>1</v></c>', {4: {1: "PRP; "}}),
        ('<c r="B4" t="s"><v>3</v></c><c r="C4" t="s"><v>2</v></c>', {4: {1: ""}}),
        ('<c r="B4"><v>1</v></c>', {}),
        (
            '<c r="B4" t="inlineStr"><is><r><rPr><strike/></rPr><t>MD</t></r><r><t>DO &amp; NP</t></r></is></c>',
            {4: {1: "DO & NP"}},
        ),
        ('<c r="B4" t="inlineStr"><is><t>strike</t></is></c>', {}),
    ],
)
def test_what_is_not_struck_out_is_left(cells: str, rest: dict[int, dict[int, str]]) -> None:
    """A struck cell has no text left, a partly struck one the rest, and others are not named."""
    assert struck_cells(sheet(cells), STYLES, struck_texts(TEXTS)) == rest


def test_texts_with_prefixed_tags_are_searched_too() -> None:
    """Some programs write every tag with a prefix."""
    texts = b'<x:sst xmlns:x="y"><x:si><x:r><x:rPr><x:strike/></x:rPr><x:t>a</x:t></x:r></x:si></x:sst>'
    assert struck_texts(texts) == {0: ""}


def test_characters_that_xml_cannot_hold_are_read() -> None:
    """They are written as codes; a text that looks like one, and half of a character, are told apart from them."""
    text = b"a_x000D_\nb _x005F_x000D_ _xD800_ _xZZZZ_"
    texts = b"<sst><si><r><t>%s</t></r><r><rPr><strike/></rPr><t>c</t></r></si></sst>" % text
    assert struck_texts(texts) == {0: "a\r\nb _x000D_ \ufffd _xZZZZ_"}
