"""Workbooks: scores, grades and ranks follow the weights in a spreadsheet as they do here, and no text runs."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from scoring import QUESTIONS, SCORE_COLUMNS, Review, review
from scoring.recognition import CAP_COLUMNS, HIGH_COLUMNS, SETTINGS_COLUMN, STATED_COLUMNS
from scoring.reports import exports, live_workbook, read_settings
from tests.scoring.reports.libreoffice import NO_LIBREOFFICE, find_libreoffice, recalculated, spoiled

DAY = date(2026, 11, 1)
EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
# Ties, halves to round, nothing sure, caps that are possible, sure or gone with their question, no score.
AWKWARD = b"""name,credentials,products,targets,imaging,claims,as_of,notes
Level,MD,PRP,disc,CT,,,=1+1
Level too,MD,PRP,disc,CT,,2019-01-01,"=HYPERLINK(""http://e.example"",""x"")"
Blind,MD,BMC,disc; facet,none,,,007
Nobody,,PRP,disc,fluoroscopy,,,-2+3
Not stated,,,,,,,@now
Little,MD,,,,,,1e5
Vague,MD,stem cells,disc,fluoroscopy,,,yes
Vague guide,MD,PRP; stem cells,disc; SI joint; facet,image guidance,,,\xe2\x80\x8b=1
Nurse,NP,exosomes,knee; disc,ultrasound,cures back pain,,
Open,PM&R,,disc,,100% safe,,
Much,"MD, PM&R, IOF",BMC,disc; facet; SI joint; epidural; muscle; ligament,fluoroscopy with contrast,,,
"""
WEIGHTS: tuple[Mapping[str, float], ...] = (
    {"who": 100, "what": 0, "where": 0, "how": 0},
    {"who": 0, "what": 50, "where": 50, "how": 0},
    {"who": 33.333333, "what": 12.5, "where": 7, "how": 1},
    {"who": 0, "what": 0, "where": 0.000001, "how": 100},
    {"who": 5, "what": 95, "where": 40.25, "how": 60},
)
COMPUTED = ("score", "score_low", "score_high", "coverage", "grade", "grade_high", "rank")
DRAWN = ("rank_low", "rank_high", "tier")
# Which workbook gets which weights.
TYPED = (*((name, number) for name in ("example", "awkward") for number in range(len(WEIGHTS))), ("part", 2))
PART = np.array([150, 3, 7, 99, 4, 11])


@pytest.fixture(scope="module")
def example() -> Review:
    """The example clinics."""
    return review(EXAMPLE, reviewed_on=DAY)


@pytest.fixture(scope="module")
def awkward() -> Review:
    """Clinics that are hard to score right."""
    return review(AWKWARD, reviewed_on=DAY)


@pytest.fixture(scope="module")
def computed_by_libreoffice(
    example: Review, awkward: Review, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], pd.DataFrame]:
    """The clinics sheet of each workbook as LibreOffice computes it, from workbooks with false results."""
    program = find_libreoffice()
    if program is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(NO_LIBREOFFICE)
    folder, results = tmp_path_factory.mktemp("false"), tmp_path_factory.mktemp("computed")
    half = review(AWKWARD, reviewed_on=DAY, rubric="half")
    books = {
        "example": exports.workbook_bytes(example),
        "part": exports.workbook_bytes(example, PART),
        "awkward": exports.workbook_bytes(awkward),
        "half": exports.workbook_bytes(half),
    }
    paths = [spoiled(book, folder / f"{name}.xlsx") for name, book in books.items()]
    for name, number in (*TYPED, ("half", 2)):
        cells = dict(zip(("B3", "C3", "D3", "E3"), WEIGHTS[number].values(), strict=True))
        paths.append(spoiled(books[name], folder / f"{name}|{number}.xlsx", cells))
    recalculated(program, paths, results)
    return lambda name: clinics_of((results / f"{name}.xlsx").read_bytes())


def clinics_of(book: bytes) -> pd.DataFrame:
    """The values of the first sheet."""
    return pd.read_excel(io.BytesIO(book), engine="openpyxl", keep_default_na=False, na_values=[""])


def unlike(values: pd.DataFrame, expected: pd.DataFrame, columns: tuple[str, ...]) -> list[str]:
    """The cells of some columns that differ."""
    return [
        f"{name} in row {row}: {value!r}, not {right!r}"
        for name in columns
        for row, (value, right) in enumerate(zip(values[name], expected[name], strict=True), start=2)
        if not (pd.isna(value) and (pd.isna(right) or right == "")) and value != right
    ]


@pytest.mark.parametrize("name", ["example", "part", "awkward", "half"])
def test_a_spreadsheet_computes_what_the_program_does(
    name: str, example: Review, awkward: Review, computed_by_libreoffice: Callable[[str], pd.DataFrame]
) -> None:
    """Recalculated from false results, no score, bound, coverage, grade, rank, range or tier differs."""
    expected = {
        "example": example.scores,
        "part": example.score_rows(PART),
        "awkward": awkward.scores,
        "half": review(AWKWARD, reviewed_on=DAY, rubric="half").scores,
    }[name]
    assert unlike(computed_by_libreoffice(name), expected, (*COMPUTED, *DRAWN)) == []


@pytest.mark.parametrize(("name", "number"), TYPED)
def test_changed_weights_give_what_the_program_gives(
    name: str, number: int, example: Review, awkward: Review, computed_by_libreoffice: Callable[[str], pd.DataFrame]
) -> None:
    """Weights typed into the sheet change every score, grade and rank, and the settings; drawn results become blank."""
    again = (awkward if name == "awkward" else example).with_weights(WEIGHTS[number])
    expected = again.score_rows(PART) if name == "part" else again.scores
    values = computed_by_libreoffice(f"{name}|{number}")
    assert unlike(values, expected, COMPUTED) == []
    assert values[list(DRAWN)].isna().all(axis=None)
    assert dict(read_settings(values[SETTINGS_COLUMN][0]).weights) == WEIGHTS[number]


def test_open_questions_in_the_middle_follow_the_weights_too(
    computed_by_libreoffice: Callable[[str], pd.DataFrame],
) -> None:
    """Under the rubric `half` the score counts the middle of a range, and its bounds are below and above it."""
    expected = review(AWKWARD, reviewed_on=DAY, rubric="half", weights=WEIGHTS[2]).scores
    assert (expected["score_low"] < expected["score"]).any()
    assert unlike(computed_by_libreoffice("half|2"), expected, COMPUTED) == []


@pytest.mark.parametrize("rows", [None, PART], ids=["whole", "part"])
def test_values_are_beside_the_formulas(example: Review, rows: np.ndarray | None) -> None:
    """A program that computes nothing reads the same table as in any other export, before the columns with formulas."""
    values = clinics_of(exports.workbook_bytes(example, rows))
    frame = exports.guarded(exports.export_frame(example, rows))
    assert list(values.columns)[: len(frame.columns)] == list(frame.columns)
    assert set(values.columns[len(frame.columns) :]) <= {*HIGH_COLUMNS, *STATED_COLUMNS, *CAP_COLUMNS, SETTINGS_COLUMN}
    assert unlike(values, frame, SCORE_COLUMNS) == []


def test_only_computed_columns_hold_formulas(awkward: Review) -> None:
    """Text of a record is text, with the mark that keeps a spreadsheet from running it when a cell is edited."""
    book = openpyxl.load_workbook(io.BytesIO(exports.workbook_bytes(awkward)))
    clinics = book["clinics"]
    headers = [cell.value for cell in clinics[1]]
    cells = [cell for row in clinics.iter_rows(min_row=2) for cell in row]
    running = {headers[cell.column - 1] for cell in cells if cell.data_type == "f"}
    assert running == {*COMPUTED, *DRAWN, SETTINGS_COLUMN}
    for sheet in book.worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert sheet.title in {"clinics", "weights"} or not any(cell.data_type == "f" for cell in cells)
        assert all(cell.quotePrefix for cell in cells if cell.data_type == "s" and not cell.font.b), sheet.title
        assert not any(cell.hyperlink for cell in cells)


def test_a_formula_looks_at_its_own_row_only(example: Review) -> None:
    """Rows can be sorted in a spreadsheet: a formula only refers to its own row, or to what all rows share."""
    clinics = openpyxl.load_workbook(io.BytesIO(exports.workbook_bytes(example, PART)))["clinics"]
    formulas = [cell for row in clinics.iter_rows(min_row=2) for cell in row if cell.data_type == "f"]
    rows = [{int(number) for number in re.findall(r"\b[A-Z]{1,3}(\d+)\b", cell.value)} for cell in formulas]
    assert any(rows)
    assert [cell.value for cell, named in zip(formulas, rows, strict=True) if not named <= {cell.row}] == []


def test_a_workbook_reads_back_to_the_same_review(awkward: Review) -> None:
    """Nothing computed is read as the file's own, and the only problem says so."""
    again = review(exports.workbook_bytes(awkward), reviewed_on=DAY)
    pd.testing.assert_frame_equal(exports.export_frame(again), exports.export_frame(awkward))
    known = {*awkward.problems["code"], "own_scores", "sheet_chosen"}
    assert set(again.problems["code"]) <= known
    assert dict(read_settings(again.settings_in_file).weights) == dict(awkward.weights)


def test_a_long_list_holds_only_values(example: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit there are no formulas, the figures are the same, and the workbook says so."""
    monkeypatch.setattr(live_workbook, "MOST_LIVE", len(example) - 1)
    content = exports.workbook_bytes(example)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert not any(cell.data_type == "f" for row in book["clinics"].iter_rows() for cell in row)
    assert unlike(clinics_of(content), example.scores, SCORE_COLUMNS) == []
    about = dict(book["about"].iter_rows(values_only=True))
    assert "too long for formulas" in about["figures"]


def test_a_workbook_says_what_it_was_made_from(example: Review) -> None:
    """File, versions, day, the address of the view, the rules with their reasons, and the problems are in it."""
    notes = exports.Notes(address="https://host.example/?state=FL", source="clinics.csv", notice="Fictional.")
    book = openpyxl.load_workbook(io.BytesIO(exports.workbook_bytes(example, PART, notes)))
    about = dict(book["about"].iter_rows(values_only=True))
    assert about["address of the view"] == "https://host.example/?state=FL"
    assert about["fingerprint of the file (SHA-256)"] == example.fingerprint
    assert about["versions"] == example.versions
    assert about["in this workbook"] == f"6 of {len(example)} clinics"
    assert (about["file"], about["data"]) == ("clinics.csv", "Fictional.")
    rules = {row[0]: row[2] for row in book["rubric"].iter_rows(values_only=True)}
    assert rules["questions.who"] == example.rubric.questions["who"].reason
    listed = example.problems[example.problems["row"].isin(example.understood.rows[PART])]
    assert book["problems"].max_row - 1 == len(listed)
    assert [cell.value for cell in book["weights"][2]][1:5] == [example.rubric.questions[q].title for q in QUESTIONS]


def test_an_empty_view_makes_a_workbook_too(example: Review) -> None:
    """A view without matches is a workbook with only headers."""
    assert clinics_of(exports.workbook_bytes(example, np.array([], dtype=np.int64))).empty
