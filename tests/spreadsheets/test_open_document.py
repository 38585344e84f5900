"""OpenDocument spreadsheets: cells include what the reader of values skips."""

from __future__ import annotations

import csv
import io
from zipfile import ZipFile

import pytest

from scoring.errors import UnreadableFile
from scoring.limits import Clock, Limits
from scoring.reading.workbook import read_sheet
from spreadsheets.book import Book
from spreadsheets.book import Limits as BookLimits
from spreadsheets.open_document import readable
from spreadsheets.refusals import Refused
from tests.growth import FAR, grows_linearly

LIMITS = BookLimits(text_bytes=1_000_000, rows=1_000, columns=50)
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
    return Book(file(*tables), LIMITS)


def file(*tables: str) -> bytes:
    """The file of a spreadsheet with these tables."""
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    return content.getvalue()


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


def written(opened: Book, sheet: str) -> tuple[list[list[str]], list[tuple[int, int, str, str]]]:
    """The rows of a sheet, and the notes about its cells."""
    output = io.BytesIO()
    notes = opened.write(sheet, output).notes
    return list(csv.reader(io.StringIO(output.getvalue().decode(), newline=""))), notes


def rows_of(*rows: list[str], name: str = "Clinics") -> str:
    """A table of these rows of tags of cells."""
    return f'<table:table table:name="{name}">{"".join(map(row_of, rows))}</table:table>'


def row_of(cells: list[str]) -> str:
    """A row of these cells; a number repeats the row that it begins."""
    repeated = f' table:number-rows-repeated="{cells[0]}"' if cells[0].isdigit() else ""
    return f"<table:table-row{repeated}>{''.join(cells[bool(repeated) :])}</table:table-row>"


def cell_of(text: str, rows: int = 1, columns: int = 1) -> str:
    """A cell that spans rows and columns."""
    span = f' table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
    return f"<table:table-cell{TEXT}{span}><text:p>{text}</text:p></table:table-cell>"


COVERED = "<table:covered-table-cell/>"
HEADER = [cell_of("name"), cell_of("city"), cell_of("state")]


def test_a_cell_over_several_rows_stands_for_each() -> None:
    """As in .xlsx, each row below gets its text, with a note; over columns too, only the first is filled."""
    table = rows_of(
        ["2", '<table:table-cell table:number-columns-repeated="3"/>'],
        HEADER,
        [cell_of("Elm", rows=2), cell_of("Reno"), cell_of("NV")],
        [COVERED, cell_of("Oak", rows=2, columns=2), COVERED],
        [cell_of("Ash"), '<table:covered-table-cell table:number-columns-repeated="2"/>'],
    )
    other = rows_of([cell_of("x", rows=2)], [COVERED, cell_of("y")], name="A &amp; B")
    opened = book(other, table)
    assert written(opened, "Clinics") == (
        [[""] * 3] * 2 + [["name", "city", "state"], ["Elm", "Reno", "NV"], ["Elm", "Oak", ""], ["Ash", "Oak", ""]],
        [(5, 0, "merged_cell", "Elm"), (6, 1, "merged_cell", "Oak")],
    )
    assert written(opened, "A & B") == ([["x", ""], ["x", "y"]], [(2, 0, "merged_cell", "x")])


def test_cells_over_columns_alone_fill_nothing() -> None:
    """A heading over two columns says nothing of the second."""
    assert written(book(rows_of([cell_of("Tampa", columns=2), COVERED], HEADER)), "Clinics")[1] == []


def test_a_table_inside_a_cell_is_refused() -> None:
    """Its cells would be lost without a word."""
    inner = table("<text:p>PRP</text:p>").replace("<table:table ", '<table:table table:is-sub-table="true" ')
    with pytest.raises(Refused, match="sub_tables"):
        book(table(f"<table:table-cell>{inner}</table:table-cell>"))


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


def test_many_tables_of_one_name_take_no_more_than_linear_time() -> None:
    """The number after a name is not sought from the first one on for each table."""

    def work(size: int) -> None:
        readable(b'<table:table table:name="Clinics"/>' * size)

    assert grows_linearly(work, 500, FAR)


WHOLE = table("<text:p>PRP</text:p>")


@pytest.mark.parametrize(
    "tables",
    [
        WHOLE.removesuffix("</table:table>"),
        WHOLE.replace("</table:table-row></table:table>", ""),
        WHOLE + '<table:table table:name="Notes">',
        WHOLE.replace("<table:table-cell", "<table:table-cell <table:table-cell"),
        WHOLE.replace("PRP", "PRP<!--"),
        WHOLE.replace("PRP", "<!-- <![CDATA[ --> PRP ]]>"),  # a comment that is open once the section is plain text
    ],
    ids=["table", "row", "second table", "cell", "comment", "comment of a section"],
)
def test_a_tag_that_is_never_closed_is_refused_at_once(tables: str) -> None:
    """The reader of values would look for its end until the time is up."""
    with pytest.raises(UnreadableFile, match="could not be opened"):
        read_sheet(file(tables), None, Clock(Limits(seconds=10)))


@pytest.mark.parametrize(
    "content", [b"", b"<a><![CDATA[ never closed", b"\xff\0<", table("<text:p>x</text:p>").encode()]
)
def test_content_without_any_of_these_stays_as_it_is(content: bytes) -> None:
    """Plain, damaged or encrypted content is returned unchanged."""
    assert readable(content) == content
