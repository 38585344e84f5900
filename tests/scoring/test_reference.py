"""Reviews of random files agree, figure by figure, with a second scorer that was written apart from the first."""

from __future__ import annotations

from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.vocabulary import DIMENSIONS, vocabulary
from tests.scoring import reference
from tests.scoring.files import DAY, reviewed
from tests.scoring.reference import Clinic, Result
from tests.scoring.reference_points import IMAGING, PEOPLE, PRODUCT, TARGETS
from tests.scoring.reference_readings import MAY_BE
from tests.scoring.strategies import RANDOMS, SPELLED, WEIGHTS, as_row, clinics

COLUMNS = {
    "score": "score",
    "score_low": "low",
    "score_high": "high",
    "coverage": "coverage",
    "grade": "grade",
    "grade_high": "grade_high",
    "rank": "rank",
}
QUESTIONS = {
    "credentials_score": "who",
    "products_score": "what",
    "targets_score": "where",
    "imaging_score": "how",
}


def printed(expected: Result) -> dict[str, object]:
    """The expected row of scores, with None where it is empty."""
    row = {column: getattr(expected, name) for column, name in COLUMNS.items()}
    row |= {column: expected.values[question] for column, question in QUESTIONS.items()}
    numbers = {
        column: value if value is None or isinstance(value, (str, int)) else float(value)
        for column, value in row.items()
    }
    return {**numbers, "flags": ";".join(expected.flags)}


def rows_of(scores: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of scores that the reference knows of, with None where they are empty."""
    chosen = scores[[*COLUMNS, *QUESTIONS, "flags"]]
    return chosen.astype(object).where(chosen.notna(), None).to_dict("records")


def test_the_reference_knows_every_term() -> None:
    """The second scorer has every term and ambiguous word of the vocabulary, and random files can spell it."""
    tables = dict(zip(DIMENSIONS, (PEOPLE, PRODUCT, TARGETS, IMAGING), strict=True))
    terms = {dimension: set(vocabulary().terms[dimension]) for dimension in DIMENSIONS}
    assert {dimension: set(table) for dimension, table in tables.items()} == terms, "reference_points.py"
    entries = [entry for words in vocabulary().ambiguous.values() for entry in words.items()]
    words = {code for code, entry in entries if not entry.in_doubt}  # "possibly PRP" is made of its term
    assert set(MAY_BE) == words, "reference_readings.py"
    assert set(SPELLED) == words.union(*terms.values()), "SPELLED of strategies.py"


@pytest.mark.parametrize(("rubric", "iof", "examples"), [("default", 10, 60), ("no-iof", 0, 20), ("half", 10, 20)])
def test_review_agrees_with_the_reference(rubric: str, iof: int, examples: int) -> None:
    """Scores, bounds, coverage, grades, ranks and flags of any file are those that the clauses give."""

    @settings(max_examples=examples, deadline=None)
    @given(st.lists(clinics(), min_size=1, max_size=10), WEIGHTS, RANDOMS)
    def agrees(file: list[Clinic], weights: dict[str, float], random: Random) -> None:
        rows = [as_row(clinic, f"Clinic {number}", random) for number, clinic in enumerate(file)]
        actual = reviewed(rows, weights=weights, rubric=rubric).scores
        expected = reference.score_all(file, weights, DAY, iof, half=rubric == "half")
        assert rows_of(actual) == [printed(result) for result in expected], rows

    agrees()
