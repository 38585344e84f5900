"""The files of tests/cases: each has one quirk of real exports, and an expected result."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import scoring
from scoring import UnreadableFile
from scoring.problem_catalogue import LEFT_OUT
from tests.scoring.files import CODES_OF_FILES, DAY

CASES = Path(__file__).parents[1] / "cases"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((CASES / "expected.toml").read_text(encoding="utf-8"))
READ = [name for name, case in EXPECTED.items() if "refused" not in case]
REFUSED = [name for name, case in EXPECTED.items() if "refused" in case]


@cache
def review_of(name: str) -> scoring.Review:
    """The review of a file, made once for every test that looks at it."""
    return scoring.review(CASES / name, reviewed_on=DAY)


def terms_of(review: scoring.Review, dimension: str) -> list[str]:
    """The sure terms that each clinic states, in alphabetical order, separated by `;`."""
    coded = review.understood.stated[dimension]
    return ["; ".join(sorted(coded.values[code].terms)) for code in coded.codes]


def test_the_table_and_the_folder_name_the_same_files() -> None:
    """Every file has an expected outcome, every outcome a file, and there are enough of both."""
    assert {path.name for path in CASES.iterdir()} - {"expected.toml"} == set(EXPECTED)
    assert len(EXPECTED) >= 60


def test_every_problem_occurs() -> None:
    """The table has a file for each code of the catalogue, and no code that the catalogue lacks.

    What comes from a recipe or a register is no quirk of a file: its codes have their own tests.
    """
    assert {code for case in EXPECTED.values() for code in case.get("problems", {})} == CODES_OF_FILES


@pytest.mark.parametrize("name", READ)
def test_a_file_is_read_as_expected(name: str) -> None:
    """The file has that many clinics and scores, exactly these problems, and these names, cells and terms."""
    case = EXPECTED[name]
    review = review_of(name)
    assert review.records["name"].fillna("").tolist() == case.get("names", review.records["name"].fillna("").tolist())
    for field, cells in case.get("cells", {}).items():
        assert review.records[field].fillna("").tolist() == cells
    for dimension, terms in case.get("states", {}).items():
        assert terms_of(review, dimension) == terms
    assert review.problems["code"].value_counts().to_dict() == case.get("problems", {})
    assert (len(review), review.scores["score"].notna().sum()) == (case["clinics"], case["scored"])


@pytest.mark.parametrize("name", READ)
def test_every_row_of_a_file_is_accounted_for(name: str) -> None:
    """Rows are above the header, the header, clinics, or left out with a problem that names the row."""
    review = review_of(name)
    went = review.accounting
    problems = review.problems
    assert went.rows == EXPECTED[name]["rows"]
    assert went.rows == went.above + went.header + went.left_out + went.joined + went.clinics
    assert went.clinics == len(review)
    assert went.left_out == problems.loc[problems["code"].isin(LEFT_OUT), "row"].nunique()


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_as_expected(name: str) -> None:
    """A file that is no list of clinics is refused in one sentence that says what it is."""
    with pytest.raises(UnreadableFile) as refused:
        scoring.review(CASES / name)
    text = str(refused.value)
    assert EXPECTED[name]["refused"] in text
    assert text.endswith(".")
    assert "\n" not in text


def test_values_stay_as_written() -> None:
    """Leading zeros, long numbers and dates are text; a workbook shows them plainly, without an exponent."""
    texts = scoring.review(CASES / "zeros_and_long_numbers.csv").records.iloc[0]
    assert texts[["clinic_id", "postal_code", "npi", "phone", "as_of"]].tolist() == [
        "007",
        "02114",
        "0123456789",
        "+16175550101",
        "2026-05-31",
    ]
    sheet = scoring.review(CASES / "workbook_types.xlsx").records.iloc[0]
    assert sheet[["postal_code", "npi", "as_of", "price_usd", "notes"]].tolist() == [
        "02114",
        "1234567893",
        "2026-05-31",
        "900",
        "yes",
    ]


def test_problems_name_the_row_of_the_file() -> None:
    """Rows above the header are rows of the file: problems below them have the actual row number."""
    problems = scoring.review(CASES / "title_lines.csv", columns={"credentials": "notes"}, reviewed_on=DAY).problems
    assert problems[["row", "code"]].to_numpy().tolist() == [[1, "lines_above_header"]]
    late = (CASES / "title_lines.csv").read_bytes() + b"\nMesa Clinic,MD,Kinetic Gel 7,disc,CT\n"
    found = scoring.review(late, reviewed_on=DAY).problems
    assert found[["row", "code"]].to_numpy().tolist() == [
        [1, "lines_above_header"],
        [7, "blank_row"],
        [8, "not_recognised"],
    ]
