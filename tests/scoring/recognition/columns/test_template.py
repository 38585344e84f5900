"""The template: what it holds, and three clinics typed into it in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import scoring
from scoring import CANONICAL, DIMENSIONS, UnreadableFile
from scoring.__main__ import main
from scoring.recognition.columns.template import column_guide, template
from tests.scoring.files import DAY, reviewed

CLINICS = (
    {
        "name": "Clínica Montréal \u2013 Spine",
        "city": "Montréal",
        "country": "Canada",
        "credentials": "MD; PM&R",
        "products": "PRP; BMAC",
        "targets": "disc, facet",
        "imaging": "fluoroscopy",
        "price_usd": "1.200,50",
        "as_of": "2026-05-31",
    },
    {
        "name": 'The "Back" Clinic, Zürich',
        "city": "Zürich",
        "country": "CH",
        "credentials": "DC",
        "products": "exosomes",
        "imaging": "none",
        "price_usd": "900",
        "notes": "asks twice; then waits",
    },
    {
        "name": "Harbor Spine",
        "city": "Tampa",
        "state": "FL",
        "postal_code": "02114",
        "credentials": "MD",
        "products": "stem cells",
        "targets": "disc",
        "imaging": "ultrasound",
        "price_usd": "1200,5",
    },
)


def rows_of(content: bytes) -> list[list[str]]:
    """The rows of the template, headers first."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def filled(delimiter: str) -> str:
    """The template with three clinics instead of its examples, as a spreadsheet saves it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows_of(template())[0], restval="", delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(CLINICS)
    return text.getvalue()


def workbook() -> bytes:
    """The same as a workbook, with prices and dates as a spreadsheet keeps them."""
    book = openpyxl.Workbook()
    sheet = book.active
    headers = rows_of(template())[0]
    sheet.append(headers)
    typed = {"1.200,50": 1200.5, "900": 900, "1200,5": 1200.5, "2026-05-31": date(2026, 5, 31)}
    for clinic in CLINICS:
        sheet.append([typed.get(clinic.get(header, ""), clinic.get(header)) for header in headers])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


SAVED: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "semicolons and Windows-1252": (lambda: filled(";").encode("cp1252"), {"encoding_guessed"}),
    "semicolons and UTF-8": (lambda: filled(";").encode("utf-8-sig"), set()),
    "commas and UTF-8": (lambda: filled(",").encode("utf-8-sig"), set()),
    "Unicode text": (lambda: filled("\t").encode("utf-16"), set()),
    "workbook": (workbook, set()),
}


@pytest.mark.parametrize(("content", "told"), SAVED.values(), ids=SAVED)
def test_the_first_try_just_works(content: Callable[[], bytes], told: set[str]) -> None:
    """Three clinics typed into the template are read and scored, however the spreadsheet saves them."""
    review = reviewed(content())
    assert review.records["name"].to_list() == [clinic["name"] for clinic in CLINICS]
    assert review.records["city"].to_list() == ["Montréal", "Zürich", "Tampa"]
    assert review.records["postal_code"].fillna("").to_list() == ["", "", "02114"]
    assert review.scores["score"].notna().all()
    prices = review.understood.price
    assert [prices.values[code].amount for code in prices.codes] == [1200.5, 900.0, 1200.5]
    assert set(review.problems["code"]) - told == {"ambiguous_word"}
    assert told <= set(review.problems["code"])
    assert not set(review.records.columns) - set(CANONICAL)


def test_its_examples_are_understood() -> None:
    """Under names of their own, the example rows are read and scored without a problem."""
    text = template().decode("utf-8-sig").replace("xample clinic (delete this row)", "ntry")
    review = reviewed(text)
    assert review.problems.empty
    assert review.scores["score"].notna().all()
    labels = {label for dimension in DIMENSIONS for label in scoring.vocabulary().terms[dimension].values()}
    cells = [cell for name in DIMENSIONS for cell in review.records[name].dropna()]
    assert {item for cell in cells for item in cell.split("; ")} - {"None"} <= labels


def test_its_headers_are_the_canonical_ones() -> None:
    """Every canonical column is there, in the usual order except the id, which comes last and stays blank."""
    headers, *rows = rows_of(template())
    assert headers == [*CANONICAL[1:], CANONICAL[0]]
    assert [row[-1] for row in rows] == ["", ""]
    assert template().startswith(b"\xef\xbb\xbf")
    assert all("delete this row" in row[0] for row in rows)


def test_example_rows_left_in_the_file_are_harmless() -> None:
    """They are left out, each with a problem that names its row, and change no score."""
    examples = template().decode("utf-8-sig").splitlines()[1:]
    header, *clinics = filled(",").splitlines()
    plain = reviewed("\n".join([header, *clinics]))
    review = reviewed("\n".join([header, examples[0], *clinics, examples[1].replace("Second", " Second", 1)]))
    pd.testing.assert_frame_equal(review.scores, plain.scores)
    left = review.problems[review.problems["code"] == "template_example_row"]
    assert left[["row", "column"]].to_numpy().tolist() == [[2, "name"], [6, "name"]]
    assert left["value"].str.startswith(("Example clinic", "Second example clinic")).all()
    assert review.accounting.left_out == 2


def test_the_template_itself_is_refused_in_plain_words() -> None:
    """A file of only examples is not a directory yet; the sentence says what to do."""
    with pytest.raises(UnreadableFile, match="example rows alone; add a row for each clinic"):
        scoring.review(template(), reviewed_on=DAY)


def test_the_guide_says_what_each_column_holds() -> None:
    """There is one line per column in the template's order; the name is needed, and one of the four questions."""
    guide = column_guide()
    assert list(guide.columns) == ["column", "holds", "example", "needed"]
    assert guide["column"].to_list() == rows_of(template())[0]
    assert all(isinstance(guide[name].dtype, pd.StringDtype) for name in guide)
    needed = guide.set_index("column")["needed"]
    assert needed["name"] == "always"
    assert set(needed.index[needed == "one of these four"]) == set(DIMENSIONS)
    assert (guide[["holds", "example"]] != "").all(axis=None)


def test_the_examples_of_the_guide_are_understood() -> None:
    """A row made of the guide's examples is read and scored without a problem."""
    guide = column_guide()
    review = reviewed([dict(zip(guide["column"], guide["example"], strict=True))])
    assert review.problems.empty
    assert review.scores["score"].notna().all()


def test_the_command_line_writes_it(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """It is printed, or written to a file; a path that cannot be written gives one sentence and exit code 2."""
    assert main(["template"]) == 0
    assert capsysbinary.readouterr().out == template()
    assert main(["template", "-o", str(tmp_path / "new.csv")]) == 0
    assert (tmp_path / "new.csv").read_bytes() == template()
    assert main(["template", "-o", str(tmp_path / "none" / "new.csv")]) == 2
    assert b"could not be written: its folder" in capsysbinary.readouterr().err
