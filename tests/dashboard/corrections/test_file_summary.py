"""The summary of a file: what became of every row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import scoring
from dashboard.corrections import file_summary
from scoring import LEFT_OUT
from scoring.recipes.recipe import Merge, Recipe
from tests.scoring.files import DAY, reviewed

CASES = Path(__file__).parents[2] / "cases"
MESSY = Path(__file__).parents[2] / "browser" / "messy_list" / "clinics.csv"
READ = [MESSY, *(CASES / name for name in ("blank_rows.csv", "description_row.csv", "footer.csv"))]


def test_every_kind_of_row_that_is_no_clinic_has_words() -> None:
    """The summary can name each kind of row, whatever the reason why it is not counted."""
    assert set(file_summary.LEFT_OUT_ROWS) == set(LEFT_OUT)


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_the_kinds_add_up_to_the_rows_that_are_not_counted(path: Path) -> None:
    """No row is counted twice, and none is left out."""
    review = scoring.review(path, reviewed_on=DAY)
    kinds = file_summary.left_out(review)
    assert sum(int(re.match(r"\d+", kind)[0]) for kind in kinds) == review.accounting.left_out  # type: ignore[index]


def test_merged_rows_are_said_to_be_merged() -> None:
    """After merging two rows and leaving a clinic out a reader sees just that, not that three rows are no clinics."""
    rows = [{"clinic_id": key, "name": f"Clinic {key}", "credentials": "MD", "imaging": "CT"} for key in "abcd"]
    recipe = Recipe(merges=(Merge(keep=("a", "b"), drop=("c",)),), exclude=("d",))
    review = reviewed(
        [*rows, {"clinic_id": "e", "name": "Clinic e", "credentials": "MD", "imaging": "CT"}], recipe=recipe
    )
    assert file_summary.sentences(review)[0] == (
        "3 rows are not counted as clinics: 2 rows merged into others and 1 clinic left out by hand. See the problems."
    )
