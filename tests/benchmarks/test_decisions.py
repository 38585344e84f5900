"""What decisions are timed on: every pair, clinic and run separately, and a table of the times."""

from __future__ import annotations

import pytest

from benchmarks.decisions import HEAD, main, table_row


def test_each_kind_of_decision_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """There are as many pairs, clinics and runs as requested, and each line has a cell for each heading."""
    main(["--pairs", "4", "--clinics", "3", "--runs", "2"])
    lines = [line.strip("| \n").split(" | ") for line in capsys.readouterr().out.splitlines()[2:]]
    assert [len(line) for line in lines] == [len(HEAD)] * 5
    assert [line[1] for line in lines[2:]] == ["4", "3", "2"]


def test_a_line_shows_the_middle_and_the_slow_ones() -> None:
    """The median and the 95th percentile of wall-clock time, and the median of CPU time."""
    times = [(float(number), number / 2) for number in range(1, 100)]
    assert table_row("pairs", times, aim=5) == ("pairs", "99", "50.0", "95.0", "25.0", "5")
