"""A problem as one cell of a table."""

import re

import pytest

from dashboard.corrections.problem_cells import problem_cell
from dashboard.wording.problem_advice import sentence
from scoring.problem_catalogue import CATALOGUE


def test_a_problem_says_where_it_is() -> None:
    """Its row follows the given word for it, then the column in words and the value, all as plain text."""
    cell = problem_cell("Not known", "Fix *it*", ("as_of", 1_234, "a_b_"), row_word="First in row")
    assert cell.startswith("Not known\\. **Fix \\*it\\*** :gray[:small[First in row 1,234, ")
    assert cell.endswith(": a\\_b\\_]]")


@pytest.mark.parametrize("code", CATALOGUE)
def test_advice_begins_a_sentence(code: str) -> None:
    """Every message ends before its advice, one that ends with a value of the file too, and none ends twice."""
    message = CATALOGUE[code][0].replace("{value}", "Total")
    assert re.search(r"[.!?\u2026][\u201d\u2019\"')]*$", sentence(message))
    assert not re.search(r"[.!?]{2}$", sentence(message))


def test_a_problem_of_the_whole_file_has_no_row() -> None:
    """Row 0 is the whole file, which is named without a colon where there is no value."""
    assert problem_cell("No", "Look", ("", 0, ""), row_word="Row") == "No\\. **Look** :gray[:small[Whole file]]"
