"""Bytes to rows: what is refused and why, what is repaired and reported, and how rows are numbered."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import scoring
from scoring import UnreadableFile
from tests.scoring.files import DAY, WHOLE, csv_bytes, reviewed

HEADER = "name,credentials,products\n"
TWO = "name,credentials,products\nÅsa Clinic,MD,PRP\nB,RN,BMC\n"


@pytest.mark.parametrize(
    ("data", "says", "advises"),
    [
        pytest.param(b"", "is empty", "export", id="empty"),
        pytest.param(b" \r\n \n", "holds no text", "export", id="white space only"),
        pytest.param(b"\0\0\0\0", "holds no text", "export", id="NULs only"),
        pytest.param(b"\xef\xbb\xbf", "holds no text", "export", id="byte order mark only"),
        pytest.param(b"name,imaging", "no clinics below", "add a row", id="header only"),
        pytest.param(b"name,imaging\n", "no clinics below", "add a row", id="header and line break"),
        pytest.param(b"name,imaging\n\n\r\n\n", "no clinics below", "add a row", id="header and blank lines"),
        pytest.param(b"name,imaging\n,\n , \n", "no clinics below", "add a row", id="header and separators"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture", "save", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", "picture", "save", id="JPEG"),
        pytest.param(b"%PDF-1.7", "PDF", "save", id="PDF"),
        pytest.param(b"PK\x03\x04\x14\0", "spreadsheet or a zip", "save", id="XLSX"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "could not be opened", "save", id="XLS"),
        pytest.param(b"\x1f\x8b\x08", "compressed", "save", id="gzip"),
        pytest.param(b"<!DOCTYPE html>\n<html><body>name,imaging", "web page", "download", id="HTML"),
        pytest.param(b"\n  <HTML lang=en>", "web page", "download", id="HTML after blanks"),
        pytest.param(b'{"name": "A"}', "JSON", "save", id="JSON"),
        pytest.param(b"PAR1", "Parquet", "save", id="Parquet"),
        pytest.param(b"name,city\nA,Tampa\n", "who injects, what, where or how", "name at least", id="no dimension"),
        pytest.param(b"city,imaging\nTampa,CT\n", "clinics' names", "name one of them 'name'", id="no name"),
        pytest.param(b"just some text\nof no use\n", "clinics' names", "name one of them", id="prose"),
    ],
)  # fmt: skip
def test_a_file_without_records_is_refused(data: bytes, says: str, advises: str) -> None:
    """The refusal of anything but a list of clinics says what it is and what to do, in full sentences on one line."""
    with pytest.raises(UnreadableFile) as refused:
        scoring.review(data)
    text = str(refused.value)
    assert says in text
    assert advises in text
    assert text.endswith(".")
    assert "\n" not in text


def test_headers_found_are_listed_when_one_is_missing() -> None:
    """A refusal for a missing column lists the headers of the file, but only a few."""
    with pytest.raises(UnreadableFile) as refused:
        scoring.review((",".join(f"h{n}" for n in range(40)) + "\n" + "," * 39 + "x\n").encode())
    assert "h0, h1" in str(refused.value)
    assert "and 28 more" in str(refused.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """A path that does not exist, or that is a folder, is named in the refusal."""
    missing = tmp_path / "nowhere.csv"
    with pytest.raises(UnreadableFile, match=r"no file at .*nowhere\.csv.*check"):
        scoring.review(missing)
    with pytest.raises(UnreadableFile, match="is a folder"):
        scoring.review(str(tmp_path))
    with pytest.raises(UnreadableFile, match="could not be opened"):
        scoring.review("a\0b")


def test_every_kind_of_source_gives_the_same_review(tmp_path: Path) -> None:
    """A path, its text, bytes and a binary file all give the same review."""
    path = tmp_path / "clinics.csv"
    path.write_bytes(TWO.encode())
    sources = [path, str(path), TWO.encode(), bytearray(TWO.encode()), io.BytesIO(TWO.encode())]
    reviews = [scoring.review(source, reviewed_on=DAY) for source in sources]
    assert len({review.fingerprint for review in reviews}) == 1
    for review in reviews[1:]:
        assert review.scores.equals(reviews[0].scores)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TWO.encode(), id="as it is"),
        pytest.param(TWO.rstrip().encode(), id="no last line break"),
        pytest.param(TWO.encode("utf-8-sig"), id="byte order mark"),
        pytest.param(TWO.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(TWO.replace("\n", "\r\n").encode("utf-8-sig"), id="byte order mark and CRLF"),
        pytest.param(TWO.replace("\n", "\r").encode(), id="CR"),
        pytest.param((TWO + "\n\n").encode(), id="blank lines at the end"),
        pytest.param(("\n\r\n" + TWO).encode(), id="blank lines at the start"),
        pytest.param(TWO.replace(",", ";").encode(), id="semicolons"),
        pytest.param(TWO.replace(",", "\t").encode(), id="tabs"),
        pytest.param(TWO.replace(",", "|").encode(), id="bars"),
        pytest.param(TWO.encode("utf-16"), id="UTF-16"),
        pytest.param(TWO.replace("Åsa Clinic", '"Åsa Clinic"').encode(), id="quotes"),
        pytest.param(TWO.replace("name,", '"name",').encode(), id="quoted header"),
    ],
)  # fmt: skip
def test_any_usual_file_reads_the_same_without_problems(data: bytes) -> None:
    """Line ends, byte order marks, delimiters and Unicode encodings make no difference, and cause no problem."""
    review = reviewed(data)
    assert review.records[["name", "credentials", "products"]].to_numpy().tolist() == [
        ["Åsa Clinic", "MD", "PRP"],
        ["B", "RN", "BMC"],
    ]
    assert review.scores["score"].tolist() == [28.8, 15.0]  # (40 + 75) / 4, (5 + 55) / 4
    assert review.problems.empty


def test_windows_text_is_read_and_reported() -> None:
    """A file in Windows-1252 keeps its accents, and the guess is reported for the whole file."""
    review = reviewed("name,imaging\nCafé “Spine”,CT\n".encode("cp1252"))
    assert review.records["name"][0] == "Café “Spine”"
    assert review.problems[["row", "code"]].to_numpy().tolist() == [[0, "encoding_guessed"]]


def test_nul_characters_are_left_out_and_reported() -> None:
    """NUL characters inside a file are left out, and the rest is read."""
    review = reviewed(b"name,imaging\nA\0,C\0T\n")
    assert review.records[["name", "imaging"]].to_numpy().tolist() == [["A", "CT"]]
    assert review.problems[["row", "code"]].to_numpy().tolist() == [[0, "nul_bytes"]]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_quoted_cell_may_hold_line_breaks_quotes_and_delimiters(ending: str) -> None:
    """A quoted cell keeps its line breaks, delimiters and doubled quotes, and is part of one row."""
    lines = ['name,products,notes', '"A, ""B""","PRP', 'BMC",x', "C,Kinetic Gel 7,"]  # fmt: skip
    review = reviewed(ending.join(lines) + ending)
    assert review.records["name"].tolist() == ['A, "B"', "C"]
    assert review.scores["products_score"][0] == 75.0
    assert review.problems["row"].tolist() == [3]


def test_rows_of_the_wrong_length_are_kept_and_reported() -> None:
    """A short row is filled with blanks, a long one cut, and each is a problem of its row."""
    review = reviewed("name,credentials,imaging\nA,MD\nB,MD,CT,spare,more\nC,MD,CT,,\nD,MD,CT\n")
    assert review.records[["name", "imaging"]].fillna("").to_numpy().tolist() == [
        ["A", ""],
        ["B", "CT"],
        ["C", "CT"],
        ["D", "CT"],
    ]
    problems = review.problems[["row", "code", "value"]].to_numpy().tolist()
    assert problems == [[2, "row_too_short", ""], [3, "row_too_long", "spare, more"]]


def test_blank_rows_are_left_out_and_reported() -> None:
    """Rows without text are not clinics; the rows after them keep their numbers in the file."""
    review = reviewed("name,imaging,notes\nA,CT,\n\n,,\n  , ,\t\nB,Kinetic Gel 7,\n")
    assert review.records["name"].tolist() == ["A", "B"]
    problems = review.problems[["row", "code"]].to_numpy().tolist()
    assert problems == [[3, "blank_row"], [4, "blank_row"], [5, "blank_row"], [6, "not_recognised"]]


@pytest.mark.parametrize("name", ["", "   "])
def test_a_row_without_a_name_is_kept_and_reported(name: str) -> None:
    """A row that states something but has no name is a clinic, and the missing name is a problem."""
    review = reviewed([{"name": name, **WHOLE}])
    assert len(review) == 1
    assert review.problems[["row", "column", "code"]].to_numpy().tolist() == [[2, "name", "name_missing"]]


def test_a_delimiter_inside_headers_does_not_mislead() -> None:
    """The delimiter is the one under which most headers are known."""
    review = reviewed("name;credentials;notes, remarks, and, more, of, it\nA;MD, PM&R;x\n")
    assert review.scores["credentials_score"][0] == 80.0
    assert "notes, remarks, and, more, of, it" in review.records


def test_cells_come_back_as_they_are() -> None:
    """Leading zeros, blanks within cells, odd signs and long numbers are kept exactly."""
    cells = {
        "postal_code": "02114",
        "npi": "0123456789",
        "phone": " +1 (617) 555-0101 ",
        "notes": "<b>=1+1</b> | 'x'",
        "latitude": "42.360",
        "clinic_id": "007",
    }
    review = reviewed([{"name": "A", **WHOLE, **cells}])
    assert review.records[list(cells)].iloc[0].to_dict() == cells
    assert review.scores["clinic_id"][0] == "007"


def test_records_have_the_canonical_columns_then_the_others() -> None:
    """Records have all canonical columns in order, then the file's others unchanged; blanks are missing values."""
    review = reviewed("Zest,imaging,name,Apple\n1,CT,A,\n")
    assert list(review.records) == [*scoring.CANONICAL, "Zest", "Apple"]
    row = review.records.iloc[0]
    assert row.dropna().drop("clinic_id").to_dict() == {"Zest": "1", "imaging": "CT", "name": "A"}


def test_many_rows_are_numbered_as_in_the_file() -> None:
    """Rows far down, beyond what is read at once, keep their numbers and their order."""
    many = 60_000
    rows = [{"name": f"Clinic {number}", **WHOLE, "notes": "x" * 20} for number in range(many)]
    rows[-2] = {**rows[-2], "products": "Kinetic Gel 7"}
    rows[17] = {**rows[17], "notes": "line\nbreak"}
    review = reviewed(csv_bytes(rows))
    assert len(review) == many
    assert review.records["name"].tolist() == [row["name"] for row in rows]
    assert review.problems["row"].tolist() == [many]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["newline", "both", "return"])
def test_a_quote_that_is_never_closed_swallows_no_row(end: str) -> None:
    """Whatever ends the lines, the rows after an open quote are read and the quote is reported."""
    review = reviewed(end.join(["name,imaging", "A,CT", 'B,"CT', "C,CT", "D,CT"]))
    assert review.records["name"].tolist() == ["A", "B", "C", "D"]
    assert "quote_not_closed" in set(review.problems["code"])


@pytest.mark.parametrize("name", [r"Elm \North", r'"Elm \"N\"~ Sports"'])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_the_sign_for_null_of_a_database_is_a_blank_cell(separator: str, name: str) -> None:
    r"""A cell that is just `\N` is blank, with escaped quotes in the file too; inside a cell it is text."""
    rows = [("name", "credentials", "imaging"), (name, r"\N", "CT"), ("Oak", "MD", r"\N")]
    review = reviewed("\n".join(separator.join(row) for row in rows).replace("~", separator).encode())
    assert review.records[["credentials", "imaging"]].fillna("").to_numpy().tolist() == [["", "CT"], ["MD", ""]]
    assert review.records["name"][0] in (r"Elm \North", f'Elm "N"{separator} Sports')
    assert "not_recognised" not in review.problems["code"].tolist()


PRINTED = """\
 id |    name    | credentials |   imaging
----+------------+-------------+-------------
  1 | Elm Clinic | MD         +| CT         +
    |            | physiatrist | fluoroscopy+
    |            |             | ultrasound
  2 | Oak "Spine | DO          | PET+
  3 | Ash+Birch  | DO          | CT
(3 rows)

"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_that_a_terminal_wraps_are_one_clinic_each(end: str) -> None:
    """A plus sign at the end of a cell's width means that the text continues below; the final count is not a clinic."""
    review = reviewed(PRINTED.replace("\n", end).encode())
    assert review.records["name"].str.strip().tolist() == ["Elm Clinic", 'Oak "Spine', "Ash+Birch"]
    assert review.records["credentials"].str.strip().tolist() == ["MD\nphysiatrist", "DO", "DO"]
    assert review.records["imaging"].str.strip().tolist() == ["CT\nfluoroscopy\nultrasound", "PET+", "CT"]
    assert review.problems.query("code == 'total_row'")["value"].tolist() == ["(3 rows)"]


def test_a_box_that_a_terminal_draws_is_read() -> None:
    """Its lines are reported as lines, and the count below it as a total, although the names are not on the left."""
    line = "+----+------------+---------+"
    rows = [
        line,
        "| id | name       | imaging |",
        line,
        "|  1 | Elm Clinic | CT      |",
        "|  2 | Oak        | NULL    |",
    ]
    review = reviewed("\n".join([*rows, line, "2 rows in set (0.00 sec)", ""]).encode())
    assert review.records["name"].str.strip().tolist() == ["Elm Clinic", "Oak"]
    assert review.problems["code"].value_counts()[["line_row", "total_row"]].tolist() == [2, 1]


def test_a_number_without_a_name_is_a_clinic() -> None:
    """Only a count of rows with a word is a total; an id alone is a clinic whose name is missing."""
    review = reviewed(b"id,name,imaging\n1,Elm,CT\n12,,\n")
    assert (len(review), review.problems["code"].tolist()) == (2, ["name_missing"])
