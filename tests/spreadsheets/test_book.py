"""What is read from a workbook: values from every kind of file, and the marks that only its XML has."""

from __future__ import annotations

import io
from unittest.mock import Mock
from zipfile import BadZipFile, ZipFile

import pytest

import scoring
from scoring.problems import finding
from spreadsheets.__main__ import grouped
from spreadsheets.book import Book, Limits
from spreadsheets.marks import Marks, read_marks
from spreadsheets.refusals import Refused
from tests.spreadsheets.bombs import CASES, SHEET, changed

LIMITS = Limits(text_bytes=1_000_000, rows=1_000, columns=50)
STYLES = (
    b'<x:styleSheet xmlns:x="y"><x:numFmts><x:numFmt formatCode="00000" numFmtId="164"/></x:numFmts>'
    b'<x:cellStyleXfs><x:xf numFmtId="164"/></x:cellStyleXfs><x:cellXfs><x:xf numFmtId="0"/>'
    b'<x:xf fontId="0" numFmtId="164"/></x:cellXfs></x:styleSheet>'
)


def marks_of(rows: str) -> Marks:
    """The marks of a sheet with these rows."""
    return read_marks(f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode(), STYLES)


@pytest.mark.parametrize(
    ("cell", "notes"),
    [
        ('<c r="B7" t="e"><v>#N/A</v></c>', [(7, 1, "cell_error", "#N/A")]),
        ("<c s='1' t='e' r='AA7'><f>1/0</f><v>#DIV/0!</v></c>", [(7, 26, "cell_error", "#DIV/0!")]),
        ('<c t="e"/>', [(7, 0, "cell_error", "")]),
        ('<c r="B7"><f>A1</f></c>', [(7, 1, "formula_without_result", "")]),
        ('<c r="B7"><f>A1</f><v></v></c>', [(7, 1, "formula_without_result", "")]),
        ('<c r="B7" t="str"><f>A1</f></c>', [(7, 1, "formula_without_result", "")]),
        ('<c r="B7" t="str"><f>IF(A1,1,"")</f><v></v></c>', []),  # its result is the empty text
        ("<c r='B7' t='str'><f>A1</f><v/></c>", []),
        ('<c r="B7"><f t="shared" si="0"/><v/></c>', [(7, 1, "formula_without_result", "")]),
        ("<c><f/></c>", [(7, 0, "formula_without_result", "")]),
        ("<c/><c><v>1</v></c><c><f>A1</f></c>", [(7, 2, "formula_without_result", "")]),
        ('<c r="B7"><f>A1</f><v>0</v></c>', []),
        ('<c r="B7" t="str"><f t="shared" si="0"/><v>yes</v></c>', []),
        ('<c r="B7" t="s"><v>4</v></c><cols/>', []),
    ],
)
def test_errors_and_formulas_without_result_are_marked(cell: str, notes: list[tuple[int, int, str, str]]) -> None:
    """A cell is marked by its position, explicit or not, whatever the order of its attributes."""
    assert marks_of(f'<row r="7">{cell}</row>').notes == notes


def test_only_styles_of_cells_give_leading_zeros() -> None:
    """A format with zeros counts where a cell has the style with it; the styles of other things do not."""
    formats = marks_of('<row><c r="A1" s="1"/><c s="0"/></row><row><c/><c s="1"/></row>').formats
    assert {row: {place: shown("7") for place, shown in cells.items()} for row, cells in formats.items()} == {
        1: {0: "00007"},
        2: {1: "00007"},
    }
    assert marks_of('<row><c r="A1" s="11"/></row>').formats == {}


def test_tags_with_a_prefix_are_marked_too() -> None:
    """Some programs write every tag with a prefix."""
    sheet = b'<x:worksheet xmlns:x="y"><x:row r="2"><x:c r="C2" t="e"><x:v>#REF!</x:v></x:c></x:row></x:worksheet>'
    assert read_marks(sheet, STYLES).notes == [(2, 2, "cell_error", "#REF!")]


def written(data: bytes) -> str:
    """The first sheet of a workbook as CSV."""
    output = io.BytesIO()
    book = Book(data, LIMITS)
    book.write(book.sheets[0], output)
    return output.getvalue().decode()


def test_a_mark_beyond_the_cells_widens_every_row() -> None:
    """Anything that is said about a cell has a column for it."""
    data = changed(SHEET, lambda part: part.replace(b"</row>", b'<c r="H1" t="e"><v>#N/A</v></c></row>', 1))
    assert {line.count(",") for line in written(data).splitlines() if "pain" not in line} == {7}


@pytest.mark.parametrize("end", ["_x000D_\n", "&#13;", "&#13;&#10;"])
def test_a_line_end_in_a_cell_starts_no_row(end: str) -> None:
    """A line end of any kind becomes a plain one inside its cell, quoted."""
    data = changed("xl/sharedStrings.xml", lambda part: part.replace(b"Harbor Spine", f"Harbor{end}Spine".encode()))
    assert '\n"Harbor\nSpine",' in written(data)


@pytest.mark.parametrize("text", ["_x000D_A", "a_x000d_b", "_x0041_"])
def test_a_text_that_looks_like_a_character_code_stays(text: str) -> None:
    """A workbook escapes it so that it differs from a character, and it is read that way."""
    escaped = text.replace("_x", "_x005F_x").encode()
    data = changed("xl/sharedStrings.xml", lambda part: part.replace(b"Harbor Spine", escaped))
    assert f"\n{text}," in written(data)


def test_a_part_that_unpacks_to_more_than_it_says_is_refused() -> None:
    """The size that an archive states for a part cannot be trusted, and is not."""
    data = changed(SHEET, lambda part: part + b" " * 100_000)
    with ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    with pytest.raises(BadZipFile, match="CRC"):
        written(data.replace(size, b"\x10\0\0\0"))


def test_parts_that_unpack_to_too_much_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their unpacked size is known from the archive's directory, and refused before any is opened."""
    data = changed(SHEET, lambda part: part + b" " * 30_000_000)
    unpack = Mock(side_effect=AssertionError)
    monkeypatch.setattr(ZipFile, "open", unpack)
    with pytest.raises(Refused) as refused:
        Book(data, Limits(text_bytes=20_000_000, rows=50, columns=50))
    assert refused.value.code == "unpacked"
    assert len(data) < 200_000
    unpack.assert_not_called()


def test_limits_are_reported_by_a_code_and_a_size() -> None:
    """Rows and columns beyond a limit are counted before any is written."""
    data = (CASES / "workbook.xlsx").read_bytes()
    for limits, code, size in (
        (Limits(1_000_000, 2, 50), "rows", 3),
        (Limits(1_000_000, 50, 4), "columns", 5),
        (Limits(100, 50, 50), "unpacked", None),
    ):
        output = io.BytesIO()
        with pytest.raises(Refused) as refused:
            Book(data, limits).write("Clinics", output)
        assert refused.value.code == code
        assert size in (None, refused.value.size)
        assert not output.getvalue()


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("word/document.xml", "", "document"),
        ("ppt/presentation.xml", "", "presentation"),
        ("Index/Document.iwa", "", "numbers"),
        ("Index.zip", "", "numbers"),
        ("DataModel", "", "report"),
        ("content.xml", "application/vnd.oasis.opendocument.text", "document"),
        ("content.xml", "application/vnd.oasis.opendocument.presentation", "presentation"),
        ("clinics.csv", "", "archive"),
    ],
)
def test_an_archive_without_a_workbook_is_refused_by_its_kind(part: str, text: str, code: str) -> None:
    """Documents of other programs are archives too, and distinguished from archives of files."""
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("mimetype", text)
        archive.writestr(part, "x")
    with pytest.raises(Refused) as refused:
        Book(content.getvalue(), LIMITS)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        ("WordDocument", "document"),
        ("PowerPoint Document", "presentation"),
        ("__substg1.0_001A", "mail"),
        ("x", "damaged"),
    ],
)
def test_an_old_office_file_without_a_workbook_is_refused_by_its_kind(stream: str, code: str) -> None:
    """Its directory names its content; if that is nothing else, it is a damaged workbook."""
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)
    with pytest.raises(Refused) as refused:
        Book(data, LIMITS)
    assert refused.value.code == code


def test_what_holds_for_many_cells_is_said_once() -> None:
    """Notes are grouped by column, code and the start of their value, each with its rows."""
    long = "x" * 1_000
    notes = [
        (2, 3, "cell_error", "#N/A"),
        (2, 1, "merged_cell", long),
        (3, 3, "cell_error", "#N/A"),
        (3, 1, "merged_cell", long),
        (3, 3, "cell_error", "#REF!"),
    ]
    assert grouped(notes) == [
        (1, "merged_cell", long[:301], [2, 3]),
        (3, "cell_error", "#N/A", [2, 3]),
        (3, "cell_error", "#REF!", [3]),
    ]


@pytest.mark.parametrize("cell", ['<c t="e"><v>#N/A</v></c>', "<c><f>A1</f></c>"])
def test_a_problem_of_many_cells_is_worded_once(monkeypatch: pytest.MonkeyPatch, cell: str) -> None:
    """A workbook in which every cell of a column shows an error takes no sentence for each, and loses none."""
    counted = Mock(side_effect=finding)
    monkeypatch.setattr("scoring.reading.workbook.finding", counted)
    rows = b"".join(b'<row r="%d"><c t="str"><v>Elm</v></c>%s</row>' % (row, cell.encode()) for row in range(9, 1_009))
    review = scoring.review(changed(SHEET, lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>")))
    problems = review.problems[review.problems["code"].isin(["cell_error", "formula_without_result"])]
    assert problems["row"].tolist() == list(range(9, 1_009))
    assert counted.call_count < 5
