"""The benchmark of the worst files adds up the right processes."""

from benchmarks.worst import HEAD, Course, family, table_row


def test_a_family_is_a_process_and_all_below_it() -> None:
    """Helpers of helpers count; other programs do not."""
    assert family(1, {2: 1, 3: 2, 4: 9, 9: 0}) == {1, 2, 3}


def test_a_row_has_a_figure_under_each_head() -> None:
    """The table is as wide as its header, even where the fourth reader got no answer."""
    assert len(table_row("gzip", 7_800, Course(200.0))) == len(HEAD)
