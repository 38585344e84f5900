"""Which sheet of a workbook is read, and main parts with other names."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
import xlsxwriter

import scoring
from tests.scoring.files import DAY
from tests.spreadsheets.bombs import CASES

HEADER = ["name", "credentials"]
COVER = [["Our directory"], ["Read this first"]]
CODES = [["code", "meaning"], ["MD", "physician"]]


def workbook(**sheets: list[list[str]]) -> bytes:
    """A workbook with these sheets, by name."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


@pytest.mark.parametrize("before", [{"Cover": COVER}, {"Cover": COVER, "Codes": CODES}, {"Empty": []}])
def test_the_first_sheet_with_clinics_is_read(before: dict[str, list[list[str]]]) -> None:
    """Sheets without the needed headers are skipped; the sheet that was read is named, and the others."""
    data = workbook(**before, List=[HEADER, ["Elm", "MD"]], Old=[HEADER, ["Oak", "DO"]])
    review = scoring.review(data, reviewed_on=DAY)
    assert review.records["name"].tolist() == ["Elm"]
    (problem,) = review.problems[review.problems["code"] == "sheet_chosen"].to_dict("records")
    assert problem["value"] == "List"
    assert problem["suggestion"].endswith(f": {', '.join([*before, 'Old'])}.")


def test_a_named_sheet_is_read_whatever_it_holds() -> None:
    """A sheet that a person names is used, even if another would do better."""
    data = workbook(Cover=COVER, List=[HEADER, ["Elm", "MD"]])
    with pytest.raises(scoring.UnreadableFile, match="Our directory"):
        scoring.review(data, sheet="Cover")


def test_the_first_sheet_is_kept_where_settings_name_its_headers() -> None:
    """Headers that only the settings know also make a sheet the list."""
    data = workbook(Praxen=[["Klinik", "Arzt"], ["Elm", "MD"]], List=[HEADER, ["Oak", "DO"]])
    review = scoring.review(data, columns={"Klinik": "name", "Arzt": "credentials"}, reviewed_on=DAY)
    assert review.records["name"].tolist() == ["Elm"]


def renamed(target: str) -> bytes:
    """The workbook of the test cases with its main part under another name."""
    folder, _, name = target.rpartition("/")
    names = {"xl/workbook.xml": target, "xl/_rels/workbook.xml.rels": f"{folder}/_rels/{name}.rels"}
    content = io.BytesIO()
    with ZipFile(CASES / "workbook.xlsx") as old, ZipFile(content, "w") as new:
        for part in old.namelist():
            text = old.read(part).replace(b"xl/workbook.xml", target.encode())
            new.writestr(names.get(part, part), text)
    return content.getvalue()


@pytest.mark.parametrize("target", ["xl/workbook2.xml", "xl/Book.xml", "xl/main-part.xml"])
def test_the_main_part_may_have_any_name(target: str) -> None:
    """The relations of the archive say which part is the workbook; its cells and marks are read as usual."""
    usual = scoring.review(CASES / "workbook.xlsx", reviewed_on=DAY)
    review = scoring.review(renamed(target), reviewed_on=DAY)
    assert review.records.equals(usual.records)
    assert review.problems.equals(usual.problems)


def test_an_archive_without_a_main_part_is_no_workbook() -> None:
    """An archive whose relations name a missing part is refused as an archive."""
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("_rels/.rels", '<R><Relationship Type="x/officeDocument" Target="xl/gone.xml"/></R>')
    with pytest.raises(scoring.UnreadableFile, match="zip archive"):
        scoring.review(content.getvalue())
