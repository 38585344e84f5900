"""A problem as one cell of a table."""

from dashboard.corrections.problem_cells import problem_cell


def test_a_problem_says_where_it_is() -> None:
    """Its row follows the given word for it, then the column in words and the value, all as plain text."""
    cell = problem_cell("Not known", "Fix *it*", ("as_of", 1_234, "a_b_"), row_word="First in row")
    assert cell.startswith("Not known **Fix \\*it\\*** :gray[:small[First in row 1,234, ")
    assert cell.endswith(": a\\_b\\_]]")


def test_a_problem_of_the_whole_file_has_no_row() -> None:
    """Row 0 is the whole file, which is named without a colon where there is no value."""
    assert problem_cell("No", "Look", ("", 0, ""), row_word="Row") == "No **Look** :gray[:small[Whole file]]"
