"""What a file may be: limits that apply before memory or time is spent, and sheets of workbooks."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring import BadSettings, Limits, UnreadableFile
from scoring.limits import Clock, byte_count
from tests.scoring.files import DAY

CASES = Path(__file__).parents[2] / "cases"
TEXT = b"name,credentials,imaging\n" + b"Harbor Spine,MD,CT\n" * 40
SMALL = Limits(packed_bytes=2_000, text_bytes=4_000, rows=50, columns=5, seconds=20)
SHEET = "xl/worksheets/sheet1.xml"


def workbook(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    """A workbook written by `fill`."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        fill(book)
    return content.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with one part changed."""
    content = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(content, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return content.getvalue()


@pytest.mark.parametrize(
    ("data", "limits", "says"),
    [
        pytest.param(TEXT, replace(SMALL, text_bytes=500), "The file has 0.1 MB and the limit is 0.1 MB", id="size"),
        pytest.param(TEXT, replace(SMALL, rows=40), "more than 40 rows, which is the limit", id="rows"),
        pytest.param(
            TEXT.replace(b"\n", b"\n\n"), replace(SMALL, rows=60), "more than 60 rows", id="rows, blank ones too"
        ),
        pytest.param(TEXT + b"\n" * 300, SMALL, "more than 200 lines", id="lines"),
        pytest.param(b'name,imaging\nA,"' + b"\n" * 300 + b'CT"\n', SMALL, "more than 200 lines", id="lines in a cell"),
        pytest.param(b"name,imaging,a\n" + b"\n" * 45, replace(SMALL, cells=100), "the limit is 100 cells", id="cells"),
        pytest.param(b"name,imaging,a,b,c,d\nA,CT,,,,\n", SMALL, "has 6 columns and the limit is 5", id="columns"),
        pytest.param(
            b"name,imaging\n" + b"A,CT,,,,\n" * 3, SMALL, "has 6 columns", id="columns below a short header"
        ),
        pytest.param(
            gzip.compress(b"\0" * 10_000_000), replace(SMALL, packed_bytes=50_000), "unpacks to more", id="gzip"
        ),
        pytest.param(b"," * 9_000_000, Limits(), "longer than 8 MB", id="first row"),
        pytest.param(gzip.compress(TEXT * 5, 0), SMALL, "The compressed file has", id="packed size"),
    ],
)  # fmt: skip
def test_a_file_beyond_a_limit_is_refused(data: bytes, limits: Limits, says: str) -> None:
    """The refusal names the limit and says what to do."""
    with pytest.raises(UnreadableFile, match=says) as refused:
        scoring.review(data, limits=limits)
    assert "try again." in str(refused.value)


def test_a_file_at_its_limits_is_read() -> None:
    """A file exactly at a limit is read."""
    exact = Limits(packed_bytes=0, text_bytes=len(TEXT), rows=41, columns=3)
    assert len(scoring.review(TEXT, limits=exact)) == 40
    packed = gzip.compress(TEXT)
    assert len(scoring.review(packed, limits=replace(exact, packed_bytes=len(packed)))) == 40


def test_no_more_of_a_file_is_read_than_the_limit(tmp_path: Path) -> None:
    """A large file is refused by its size, and a stream is read only until it is known to be too large."""
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(5_000_000_000)  # a hole, which takes no space on disk
    with pytest.raises(UnreadableFile, match=r"5,000 MB and the limit is 200 MB"):
        scoring.review(path)

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert 0 <= size <= 4_001
            return b"x" * size

    with pytest.raises(UnreadableFile, match="limit"):
        scoring.review(Endless(), limits=SMALL)  # type: ignore[arg-type]


def test_a_workbook_with_a_far_cell_takes_no_memory_for_the_cells_between() -> None:
    """A cell in the last column is beyond the limit of columns; a row far down, beyond that of rows."""
    last = workbook(lambda book: book.add_worksheet().write(0, 16_383, "x"))
    with pytest.raises(UnreadableFile, match="16,384 columns"):
        scoring.review(last)
    deep = workbook(lambda book: book.add_worksheet().write(1_048_575, 0, "x"))
    with pytest.raises(UnreadableFile, match="more than 1,000 rows"):
        scoring.review(deep, limits=Limits(rows=1_000))


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    """The unpacked size of a workbook's parts counts, however small the file is."""
    bomb = changed((CASES / "workbook.xlsx").read_bytes(), SHEET, lambda part: part + b" " * 30_000_000)
    assert len(bomb) < 200_000
    with pytest.raises(UnreadableFile, match="unpacks to more than 20 MB"):
        scoring.review(bomb, limits=Limits(text_bytes=20_000_000))


def test_text_that_many_cells_share_counts_each_time() -> None:
    """One long text that every cell points to does not get around the limit."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for row in range(60):
            sheet.write_row(row, 0, ["x" * 30_000] * 4)

    data = workbook(fill)
    assert len(data) < 50_000
    with pytest.raises(UnreadableFile, match="unpacks to more than 2 MB"):
        scoring.review(data, limits=Limits(text_bytes=2_000_000))


def test_reading_a_workbook_ends_when_time_is_up() -> None:
    """A limit of seconds holds while a workbook is read, and its refusal names it."""
    with pytest.raises(UnreadableFile, match="longer than 0 seconds, which is the limit; save it as CSV"):
        scoring.review(CASES / "workbook.xlsx", limits=Limits(seconds=0))
    with pytest.raises(UnreadableFile, match="longer than"):
        scoring.review(CASES / "packed.csv.gz", limits=Limits(seconds=0))


def test_a_clock_is_silent_until_its_time() -> None:
    """A clock with time left raises nothing."""
    Clock(Limits(seconds=60)).check()


def test_sheets_of_a_workbook_are_listed_and_chosen() -> None:
    """Sheets are listed, visible ones first; a named one is read without a problem, and an unknown name is refused."""
    path = CASES / "workbook_two_sheets.xlsx"
    assert scoring.sheets(path) == ("Clinics", "Prices")
    assert scoring.sheets(path.read_bytes()) == ("Clinics", "Prices")
    assert scoring.sheets(CASES / "workbook_hidden_sheet.xlsx") == ("Clinics", "Notes")
    assert scoring.sheets(CASES / "clean.csv") == scoring.sheets(CASES / "archive.zip") == ()
    chosen = scoring.review(path, sheet="Prices", reviewed_on=DAY)
    assert chosen.records["name"].tolist() == ["Mesa Clinic"]
    assert chosen.problems.empty
    with pytest.raises(BadSettings, match=r"no sheet 'Costs'.*Clinics, Prices"):
        scoring.review(path, sheet="Costs")
    with pytest.raises(BadSettings, match="no workbook"):
        scoring.review(CASES / "clean.csv", sheet="Clinics")
    with pytest.raises(UnreadableFile, match="may be damaged"):
        scoring.sheets(CASES / "workbook_damaged.xlsx")


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (900.0, "General", "900"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "0.00E+00", "100000000000000000000"),
        (1e-7, "General", "0.0000001"),
        (-12.5, "$#,##0.00", "-12.5"),
        (12345678901, "General", "12345678901"),
        (2114, "00000", "02114"),
        (46173, "mmm d, yyyy", "2026-05-31"),
        (46173.5, "yyyy-mm-dd hh:mm", "2026-05-31 12:00:00"),
        (0.25, "hh:mm", "06:00:00"),
        (True, "General", "yes"),
        (False, "General", "no"),
    ],
)
def test_cells_of_a_workbook_are_shown_plainly(value: float, form: str, text: str) -> None:
    """Numbers have all their digits and no exponent, dates are ISO, and yes or no are words."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "imaging", "other"])
        sheet.write_row(1, 0, ["A", "CT"])
        sheet.write(1, 2, value, book.add_format({"num_format": form}))

    assert scoring.review(workbook(fill)).records["other"].tolist() == [text]


def test_formulas_are_never_worked_out() -> None:
    """A formula is its stored result, text that looks like a formula is text, and links lead nowhere."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "imaging", "other"])
        sheet.write_string(1, 0, "=1+1")
        sheet.write_formula(1, 1, '=WEBSERVICE("http://x.example")', None, "CT")
        sheet.write_url(1, 2, "file:///etc/passwd", string="see")

    row = scoring.review(workbook(fill)).records.iloc[0]
    assert row[["name", "imaging", "other"]].tolist() == ["=1+1", "CT", "see"]


def test_external_entities_are_refused() -> None:
    """A workbook with an entity that names a local file shows nothing of that file."""
    entity = b'<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/hostname">]><sst'
    data = changed(
        (CASES / "workbook.xlsx").read_bytes(),
        "xl/sharedStrings.xml",
        lambda part: part.replace(b"<sst", entity, 1).replace(b"Harbor", b"&a;"),
    )
    with pytest.raises(UnreadableFile, match="could not be opened"):
        scoring.review(data)


@pytest.mark.parametrize(
    ("row", "column", "cell", "code", "named"),
    [
        (2, 4, "=1+1", "formula_without_result", "column_5"),
        (2, 1, "=1+1", "formula_without_result", "imaging"),
        (0, 4, "=1+1", "formula_without_result", "column_5"),
        (2, 4, "=NA()", "cell_error", "column_5"),
        (2, 0, "=NA()", "cell_error", "name"),
    ],
)
def test_a_blanked_cell_is_told_where_it_stands(row: int, column: int, cell: str, code: str, named: str) -> None:
    """A formula or error cell is reported by row and column, beyond the width of the header too."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for number, cells in enumerate((["name", "imaging"], ["A", "CT"], ["B", "CT"])):
            sheet.write_row(number, 0, cells)
        sheet.write_formula(row, column, cell, None, "#N/A" if code == "cell_error" else "")

    problems = scoring.review(workbook(fill), reviewed_on=DAY).problems
    found = problems[problems["code"] == code]
    assert found[["row", "column"]].to_numpy().tolist() == [[row + 1, named]]


@given(st.binary(max_size=40), st.integers(1, 9), st.sampled_from([b"\n", b'"', b"\0"]))
def test_a_byte_is_counted_piece_by_piece(data: bytes, piece: int, sign: bytes) -> None:
    """However a text is cut into pieces, every byte of it counts once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scoring.limits._COUNTED", piece)
        assert byte_count(data, sign) == data.count(sign)


@pytest.mark.parametrize(
    "rest", [b"\x1f\x8c" + gzip.compress(TEXT)[2:], b"Elm,MD,PRP\n", b"\0\0x"], ids=["broken magic", "text", "zeros"]
)
def test_what_follows_the_last_member_of_a_gzip_file_is_not_lost(rest: bytes) -> None:
    """A damaged later member, or text after it, makes the file damaged; zeros are padding."""
    packed = gzip.compress(TEXT)
    with pytest.raises(UnreadableFile, match="compressed file, damaged or cut short"):
        scoring.review(packed + rest)
    assert len(scoring.review(packed + b"\0" * 1_000)) == len(scoring.review(packed))
