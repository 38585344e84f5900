"""One cell on its own, as the contract offers it."""

from __future__ import annotations

import numpy as np
import pytest

import scoring
from scoring import BadSettings
from tests.scoring.files import reviewed


@pytest.mark.parametrize(
    ("dimension", "cell", "terms", "ambiguous", "codes"),
    [
        ("credentials", "MD medical director, RN injector", {"rn"}, set(), {"not_the_injector"}),
        ("credentials", "Dr. Reyes", set(), {"doctor"}, {"ambiguous_word"}),
        ("products", "PRP and stem cells", {"prp"}, {"stem_cells"}, {"ambiguous_word"}),
        ("targets", "disc; facet joints", {"disc", "facet"}, set(), set()),
        ("imaging", "by feel", {"none"}, set(), set()),
        ("imaging", "", set(), set(), set()),
    ],
)
def test_a_cell_gives_terms_ambiguous_words_and_problems(
    dimension: str, cell: str, terms: set[str], ambiguous: set[str], codes: set[str]
) -> None:
    """Terms and ambiguous words come as frozen sets of keys, problems with a code and two sentences."""
    statement = scoring.recognise(dimension, cell)
    assert (statement.terms, statement.ambiguous) == (terms, ambiguous)
    assert isinstance(statement.terms, frozenset)
    assert isinstance(statement.ambiguous, frozenset)
    assert {problem.code for problem in statement.problems} == codes
    assert all(problem.message and problem.suggestion for problem in statement.problems)


@pytest.mark.parametrize("cell", ["MD; Dr. Roe", "wizard", "MD, PM&R; RN injects", "retired anesthesiologist"])
def test_a_cell_alone_is_read_as_in_a_file(cell: str) -> None:
    """A cell on its own states the same, and has the same problems, as in a file."""
    review = reviewed([{"name": "A", "imaging": "CT", "credentials": cell}])
    (code,) = np.unique(review.understood.stated["credentials"].codes)
    in_file = review.understood.stated["credentials"].values[code]
    statement = scoring.recognise("credentials", cell)
    assert (statement.terms, statement.ambiguous) == (in_file.terms, in_file.ambiguous)
    problems = review.problems[review.problems["column"] == "credentials"]
    assert [problem.code for problem in statement.problems] == problems[problems["row"] == 2]["code"].to_list()


@pytest.mark.parametrize(("dimension", "cell"), [("claims", "PRP"), ("who", "MD"), ("products", None)])
def test_what_is_no_cell_of_a_dimension_is_refused(dimension: str, cell: str) -> None:
    """An unknown dimension, and a cell that is not text, are refused in a sentence."""
    with pytest.raises(BadSettings, match=r"expected .*, found"):
        scoring.recognise(dimension, cell)
