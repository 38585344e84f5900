"""Exports: scores first, the file's own columns after them, and nothing that a spreadsheet would run."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from scoring import CANONICAL, SCORE_COLUMNS, BadSettings, review
from scoring.reports import exports

DAY = date(2026, 11, 1)
FORMULA = '=HYPERLINK("http://e.example","x")'
QUOTED = FORMULA.replace('"', '""')
CLINICS = f"""clinic_id,name,state,phone,credentials,products,targets,imaging,npi,score,notes,=Rating,balance
-alpha,=1+1 Spine,FL,+1 813 555 0101,MD,PRP,disc,CT,0123456789,high,"{QUOTED}",@five,-12.5
beta,Beta,CO,,NP,BMC,disc,none,,,plain,-2+3,7
""".encode()


@pytest.fixture
def frame() -> pd.DataFrame:
    """The export of two clinics, one of them full of formulas."""
    return exports.export_frame(review(CLINICS, reviewed_on=DAY))


def test_scores_come_first_then_the_canonical_then_the_others(frame: pd.DataFrame) -> None:
    """The order of columns is the contract's, and a column of the file that collides is renamed."""
    rest = [name for name in CANONICAL if name not in SCORE_COLUMNS]
    assert list(frame.columns) == [*SCORE_COLUMNS, *rest, "score_in_file", "=Rating", "balance"]
    assert frame["score_in_file"].to_list()[0] == "high"


def test_ranks_and_tiers_are_whole_numbers_or_empty() -> None:
    """A rank, its interval and a tier are written without decimals; an unscored clinic's are empty."""
    found = review(b"name,credentials,products,targets,imaging\nA,MD,PRP,disc,CT\nB,MD,,,\n", reviewed_on=DAY)
    lines = exports.to_csv(exports.export_frame(found)).decode().splitlines()
    place = SCORE_COLUMNS.index("rank")
    assert [line.split(",")[place : place + 4] for line in lines[1:]] == [["1"] * 4, [""] * 4]


def test_formulas_are_made_harmless_and_numbers_left_alone(frame: pd.DataFrame) -> None:
    """Text that begins like a formula gets a quote before it, ids too; numbers do not."""
    safe = exports.guarded(frame).iloc[0]
    assert safe["name"] == "'=1+1 Spine"
    assert safe["notes"] == f"'{FORMULA}"
    assert safe["'=Rating"] == "'@five"
    assert safe["phone"] == "'+1 813 555 0101"
    assert safe["clinic_id"] == "'-alpha"
    assert safe["npi"] == "0123456789"
    assert safe["balance"] == "-12.5"
    assert exports.guarded(frame)["'=Rating"][1] == "'-2+3"


def test_guarding_changes_no_frame_it_is_given(frame: pd.DataFrame) -> None:
    """The exported frame keeps its text."""
    before = frame.copy()
    exports.guarded(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_an_export_reads_back_to_the_same_review(frame: pd.DataFrame) -> None:
    """Reading takes the quotes off again, so scores, records and ids come back."""
    first = review(CLINICS, reviewed_on=DAY)
    again = review(exports.to_csv(frame), reviewed_on=DAY)
    pd.testing.assert_frame_equal(again.scores, first.scores)
    pd.testing.assert_frame_equal(again.records[list(CANONICAL)], first.records[list(CANONICAL)])
    assert again.records["=Rating"].to_list() == first.records["=Rating"].to_list()


# How another program reads each format that can be written: a new one needs its reader here.
READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".csv": partial(pd.read_csv, dtype="str"),
    ".parquet": pd.read_parquet,
    ".xlsx": partial(pd.read_excel, dtype="str", engine="openpyxl"),
}


@pytest.mark.parametrize("suffix", exports.WRITERS)
def test_every_form_holds_every_cell(frame: pd.DataFrame, tmp_path: Path, suffix: str) -> None:
    """CSV, Parquet and spreadsheet hold the same clinics under the same headers."""
    path = tmp_path / f"scored{suffix}"
    exports.write(frame, path)
    written = frame if suffix == ".parquet" else exports.guarded(frame)
    back = READERS[suffix](path)
    assert list(back.columns) == list(written.columns)
    for column in written:
        kind = "float" if written[column].dtype.kind in "iuf" else "str"
        cells = [each[column].astype(kind).fillna(-1.0 if kind == "float" else "") for each in (back, written)]
        assert cells[0].to_list() == cells[1].to_list()


def test_a_spreadsheet_holds_no_formula_and_no_link(frame: pd.DataFrame, tmp_path: Path) -> None:
    """Every text cell of the spreadsheet is text, as another program reads it."""
    path = tmp_path / "scored.xlsx"
    exports.write(frame, path)
    sheet = openpyxl.load_workbook(path).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_a_spreadsheet_reads_back_to_the_same_review(frame: pd.DataFrame, tmp_path: Path) -> None:
    """A workbook is read as a CSV file is, guards and all."""
    path = tmp_path / "scored.xlsx"
    exports.write(frame, path)
    again = review(path, reviewed_on=DAY)
    pd.testing.assert_frame_equal(exports.export_frame(again), frame)


@pytest.mark.parametrize(
    ("wide", "says"),
    [
        (pd.DataFrame({"notes": ["x" * 32_768]}), "one of 'notes' has 32,768"),
        (pd.DataFrame({"notes": ["\U0001f4a9" * 16_384]}), "one of 'notes' has 32,768"),
        (pd.DataFrame({"x" * 32_768: ["x"]}), "one of 'header' has 32,768"),
        (pd.DataFrame({"notes": ["=" + "x" * 32_766]}), "one of 'notes' has 32,768"),  # with its guard
        (pd.DataFrame({"notes": pd.array(["x"], dtype="str").take([0] * 1_048_576)}), "there are 1,048,577"),
        (pd.DataFrame(np.zeros((1, 16_385))).rename(columns=str), "and 16,385"),
    ],
    ids=["long", "long_in_units", "long_header", "long_with_guard", "rows", "columns"],
)
def test_what_a_workbook_cannot_hold_is_refused(wide: pd.DataFrame, says: str, tmp_path: Path) -> None:
    """A cell that would be cut, and rows or columns beyond a sheet, are refused in a sentence; nothing is written."""
    with pytest.raises(BadSettings, match=says) as refused:
        exports.write(wide, tmp_path / "scored.xlsx")
    assert "write .csv or .parquet instead" in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_a_workbook_holds_the_longest_cell_whole(tmp_path: Path) -> None:
    """At the very limit nothing is cut."""
    exports.write(pd.DataFrame({"notes": ["x" * 32_767]}), tmp_path / "long.xlsx")
    assert len(openpyxl.load_workbook(tmp_path / "long.xlsx").active["A2"].value) == 32_767


def test_the_scores_of_an_export_are_worked_out_anew(frame: pd.DataFrame) -> None:
    """Its own score columns are left out, with a problem that says so; the file's own column `score` stays."""
    stale = frame.assign(score=1.5, grade="A")
    again = review(exports.to_csv(stale), reviewed_on=DAY)
    pd.testing.assert_frame_equal(exports.export_frame(again), frame)
    problem = again.problems.set_index("code").loc["own_scores"]
    assert (problem["row"], problem["message"].count(f"computed for it ({len(SCORE_COLUMNS) - 2})")) == (1, 1)
    assert len(again.records) == again.accounting.clinics == 2


def test_an_export_of_the_earlier_layout_is_known_too(frame: pd.DataFrame) -> None:
    """An export made before possible grades existed reads back to the same review, with the same problem."""
    earlier = frame.drop(columns="grade_high")
    again = review(exports.to_csv(earlier.assign(score=1.5)), reviewed_on=DAY)
    pd.testing.assert_frame_equal(exports.export_frame(again), frame)
    assert again.problems["code"].to_list().count("own_scores") == 1


def test_score_columns_of_another_program_are_kept(frame: pd.DataFrame) -> None:
    """A file that has only some of these headers, or has them in another order, loses none of its columns."""
    for other in (frame.drop(columns="tier"), frame[frame.columns[::-1]]):
        again = review(exports.to_csv(other), reviewed_on=DAY)
        assert "own_scores" not in again.problems["code"].to_list()
        assert again.records["grade_in_file"].to_list() == other["grade"].to_list()


@pytest.mark.parametrize(("name", "says"), [("scored.pdf", ".xlsx"), ("missing/scored.csv", "could not be written")])
def test_a_file_that_cannot_be_written_is_refused(frame: pd.DataFrame, tmp_path: Path, name: str, says: str) -> None:
    """An unknown suffix or a missing folder is refused in a sentence."""
    with pytest.raises(BadSettings, match=says):
        exports.write(frame, tmp_path / name)


def test_the_formats_are_named_wherever_one_is_needed(frame: pd.DataFrame, tmp_path: Path) -> None:
    """A refusal names the suffix of every format that can be written, so that the next attempt succeeds."""
    with pytest.raises(BadSettings) as refused:
        exports.write(frame, tmp_path / "scored.pdf")
    assert str(refused.value).endswith("expected a name that ends in .csv, .parquet or .xlsx.")
    assert all(suffix in exports.suffixes_in_words() for suffix in exports.WRITERS)
