"""What distances are timed on: clinics that say where they are, and a table line for each step."""

from benchmarks.nearby_clinics import HEAD, cells, table_rows


def test_every_step_has_a_line() -> None:
    """Each line has a cell for each heading, for the number of clinics requested."""
    lines = table_rows(200, 1, 7)
    assert len(lines) == 5
    assert {(len(line), line[0]) for line in lines} == {(len(HEAD), "200")}


def test_every_clinic_says_where_it_is() -> None:
    """The same seed gives the same cells, all filled."""
    assert cells(50, 1) == cells(50, 1)
    assert not any(column.null_count for column in cells(50, 1).values())
