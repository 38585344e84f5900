"""A clinic's problems: short enough for a cell of the table, and in full below it."""

from __future__ import annotations

import re

import numpy as np
import pytest

from dashboard.corrections import clinic_problems
from dashboard.corrections.clinic_problems import PROBLEMS
from scoring import Review
from scoring.reports import clinics_to_correct
from tests.pages.test_pages import EXAMPLE
from tests.scoring.files import reviewed

CELL = 150  # characters that four lines of the column hold
HOSTILE = "[x](https://evil.example) <b>*loud*</b> " + "very " * 30


def positions(review: Review) -> np.ndarray:
    """All clinics with a problem."""
    return clinics_to_correct(review)["position"].to_numpy()


def test_a_cell_is_short_whatever_the_file_says() -> None:
    """Many long values take as little room as few: the table's cells have room for four lines."""
    row = {"name": "A", **dict.fromkeys(("credentials", "products", "targets", "imaging"), HOSTILE), "as_of": "5/6/26"}
    for review in (EXAMPLE, reviewed([row])):
        cells = clinic_problems.in_short(review, positions(review))
        assert cells
        assert max(map(len, cells)) <= CELL


def test_a_cell_names_the_questions_and_their_words() -> None:
    """A question goes by its title, any other column by its words; a clinic that says nothing is described as such."""
    review = reviewed("name,credentials,products,targets,imaging,npi\nA,MD,stem cells,IV; back,CT,12\nB,,,,,\n")
    cells = clinic_problems.in_short(review, np.arange(2))
    assert cells[0].startswith("What: \u201cstem cells\u201d; Where: \u201cIV\u201d, \u201cback\u201d")
    assert cells[1] == "Not enough stated for a score"


def test_every_problem_is_in_full_below() -> None:
    """Message and suggestion of every problem of a clinic of the example, in full."""
    at = positions(EXAMPLE)
    texts = clinic_problems.in_full(EXAMPLE, at)[PROBLEMS]
    plain = [re.sub(r"[\\*\u2060]", "", text) for text in texts]
    rows = dict(zip(EXAMPLE.understood.rows[at], plain, strict=True))
    problems = EXAMPLE.problems[EXAMPLE.problems["row"].isin(list(rows))]
    assert len(problems) > len(rows) / 2
    for row, message, advice in problems[["row", "message", "suggestion"]].itertuples(index=False):
        assert message in rows[row]
        assert advice in rows[row]


@pytest.mark.parametrize("text", ["[x](https://evil.example)", "<b>", "*loud*"])
def test_text_of_a_record_stays_text(text: str) -> None:
    """No link, tag or emphasis of a record is active in the sentences."""
    review = reviewed([{"name": text, "credentials": text, "imaging": "CT"}])
    table = clinic_problems.in_full(review, np.arange(1))
    assert text not in table["Clinic"][0]
    assert text not in table[PROBLEMS][0]
