"""Merged cells: what their first row holds applies to the rows below it."""

from spreadsheets.merged_cells import MergedCells

ROWS = [["Elm", "MD"], ["", "NP"], ["", ""], ["Oak", "DO"]]


def test_a_cell_over_several_rows_stands_for_each() -> None:
    """Each row below gets the text, with a note that says where and what."""
    notes: list[tuple[int, int, str, str]] = []
    rows = list(MergedCells([((0, 0), (1, 0))], notes).filled(iter(ROWS)))
    assert rows == [["Elm", "MD"], ["Elm", "NP"], ["", ""], ["Oak", "DO"]]
    assert notes == [(2, 0, "merged_cell", "Elm")]


def test_a_cell_over_several_columns_fills_no_other_column() -> None:
    """A heading over two columns says nothing about the second; if it is over rows too, its first column is filled."""
    notes: list[tuple[int, int, str, str]] = []
    rows = [["Tampa", ""], ["", ""]]
    assert list(MergedCells([((0, 0), (0, 1))], notes).filled(iter(rows))) == rows
    assert list(MergedCells([((0, 0), (1, 1))], notes).filled(iter(rows))) == [["Tampa", ""], ["Tampa", ""]]


def test_ranges_beyond_the_cells_and_without_text_fill_nothing() -> None:
    """A range may end far below the rows, be beside them, or hold nothing."""
    notes: list[tuple[int, int, str, str]] = []
    ranges = [((3, 0), (1_000_000, 0)), ((0, 9), (5, 9)), ((2, 1), (3, 1))]
    assert list(MergedCells(ranges, notes).filled(iter(ROWS))) == ROWS
    assert list(MergedCells(None, notes).filled(iter(ROWS))) == ROWS
    assert notes == []
