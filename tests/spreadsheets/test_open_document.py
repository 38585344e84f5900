"""OpenDocument spreadsheets: cells include what the reader of values skips."""

from __future__ import annotations

import csv
import io
from zipfile import ZipFile

import pytest

from spreadsheets.book import Book, Limits
from spreadsheets.open_document import readable

LIMITS = Limits(text_bytes=1_000_000, rows=1_000, columns=50)
NAMES = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in {"office": "office", "table": "table", "text": "text"}.items()
}


def table(*cells: str, name: str = "Clinics") -> str:
    """A table of one row with these cells, each a text or a cell's tag."""
    texts = (cell if "<table:" in cell else f"<table:table-cell{TEXT}>{cell}</table:table-cell>" for cell in cells)
    return f'<table:table table:name="{name}"><table:table-row>{"".join(texts)}</table:table-row></table:table>'


TEXT = ' office:value-type="string"'


def book(*tables: str) -> Book:
    """The spreadsheet with these tables."""
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    return Book(content.getvalue(), LIMITS)


def cells_of(opened: Book, sheet: str) -> list[str]:
    """The cells of the first row of a sheet."""
    output = io.BytesIO()
    opened.write(sheet, output)
    return next(csv.reader(io.StringIO(output.getvalue().decode(), newline="")), [])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<text:p>PRP<text:line-break/>BMAC</text:p>", "PRP\nBMAC"),
        ("<text:p>PRP<text:line-break></text:line-break>BMAC</text:p>", "PRP\nBMAC"),
        ("<text:p>PRP</text:p><text:p>BMAC</text:p>", "PRP\nBMAC"),
        ("<text:p>PRP<text:tab/>BMAC</text:p>", "PRP\tBMAC"),
        ('<text:p>PRP<text:tab text:tab-ref="1"/>BMAC</text:p>', "PRP\tBMAC"),
        ('<text:p>PRP<text:s text:c="3"/>BMAC</text:p>', "PRP   BMAC"),
        ("<text:p>P<text:span>R</text:span>P</text:p>", "PRP"),
        ("<text:p><![CDATA[Elm & <Oak>]]> Co</text:p>", "Elm & <Oak> Co"),
        ("<office:annotation><text:p>ask</text:p></office:annotation><text:p>PRP</text:p>", "PRP"),
    ],
)
def test_a_text_is_read_as_it_shows(cell: str, text: str) -> None:
    """Breaks, tabs, blanks and literal sections are part of a text, and join no words; a comment is not."""
    assert cells_of(book(table(cell, "<text:p>CT</text:p>")), "Clinics") == [text, "CT"]


def test_repeated_and_covered_cells_have_their_places() -> None:
    """A repeated cell is in each of its columns, and a covered one keeps those after it in theirs."""
    repeated = f'<table:table-cell{TEXT} table:number-columns-repeated="2"><text:p>PRP</text:p></table:table-cell>'
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    assert cells_of(book(table(repeated, covered, "<text:p>CT</text:p>")), "Clinics") == ["PRP", "PRP", "", "", "CT"]


@pytest.mark.parametrize(("currency", "text"), [("EUR", "900.5 EUR"), ("USD", "900.5")])
def test_an_amount_in_another_currency_names_it(currency: str, text: str) -> None:
    """An amount of euros is not read as one of dollars."""
    amount = f'<table:table-cell office:value-type="currency" office:currency="{currency}" office:value="900.5">'
    assert cells_of(book(table(f"{amount}<text:p>900,50</text:p></table:table-cell>")), "Clinics") == [text]


def test_tables_of_one_name_are_each_read() -> None:
    """The second has a number after its name, one that no other table has."""
    names = ["Clinics", "Clinics", "Clinics (2)", "Clinics"]
    opened = book(*(table(f"<text:p>{place}</text:p>", name=name) for place, name in enumerate(names)))
    assert opened.sheets == ["Clinics", "Clinics (3)", "Clinics (2)", "Clinics (4)"]
    assert [cells_of(opened, name) for name in opened.sheets] == [["0"], ["1"], ["2"], ["3"]]


@pytest.mark.parametrize(
    "content", [b"", b"<a><![CDATA[ never closed", b"\xff\0<", table("<text:p>x</text:p>").encode()]
)
def test_content_without_any_of_these_stays_as_it_is(content: bytes) -> None:
    """Plain, damaged or encrypted content is returned unchanged."""
    assert readable(content) == content
