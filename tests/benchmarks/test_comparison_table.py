"""The files of a comparison: no measurement is left out, not even where another contender is ahead."""

from __future__ import annotations

import csv
from dataclasses import fields
from pathlib import Path

import pytest

from benchmarks.comparison import README, write
from benchmarks.comparison_table import HEAD, ahead, digits, quoted, report, summary, table, to_csv
from benchmarks.measurement import OURS, Contender, Measurement
from benchmarks.reading_comparison import TASK

LINES = (
    Measurement(TASK, OURS, "abc", 1_000, 3, 0.5, 1.0, 120.4, None),
    Measurement(TASK, "quick", "1.0", 1_000, 3, 0.05, 0.1, 60.0, 12.6),
    Measurement(TASK, "slow", "2.0", 1_000, reason="> 60 s"),
    Measurement(TASK, "missing", "", 1_000, reason="not measured: no npm"),
    Measurement(TASK, OURS, "abc", 100_000, 3, 12.345, 1.0, 1_200.0, None),
    Measurement(TASK, "quick", "1.0", 100_000, 3, 123.4, 10.0, None, None),
)


def test_each_measurement_has_a_line() -> None:
    """With its version, seconds, ratio, memory and bytes; one without seconds has a reason instead."""
    head, rule, *lines = table(LINES)
    assert head == f"| {' | '.join(HEAD)} |"
    assert len({line.count("|") for line in (head, rule, *lines)}) == 1
    assert lines == [
        "| 1,000 | ours abc | 0.5 | 1 | 120 | - |",
        "| 1,000 | quick 1.0 | 0.05 | 0.1 | 60 | 13 |",
        "| 1,000 | slow 2.0 | > 60 s | - | - | - |",
        "| 1,000 | missing | not measured: no npm | - | - | - |",
        "| 100,000 | ours abc | 12.3 | 1 | 1,200 | - |",
        "| 100,000 | quick 1.0 | 123 | 10 | - | - |",
    ]


def test_where_another_is_ahead_is_listed() -> None:
    """Every measurement in which another was faster, and no other; if there is none, the page says so."""
    second = Measurement(TASK, "second", "", 1_000, 1, 0.25, 0.5)
    assert ahead([*LINES, second]) == [f"- {TASK}, 1,000 rows: quick 0.1, second 0.5 of our time"]
    assert "quick 0.1 of our time" in report(LINES, {}, [], {})
    assert "Nowhere in this run." in report(LINES[-2:], {}, [], {})


def test_numbers_are_read_without_powers() -> None:
    """Any time or ratio, small or large, has three digits and no exponent."""
    shown = [digits(value) for value in (0.00012, 0.0123456, 1.0, 12.345, 99.96, 1234.5)]
    assert shown == ["0.0001", "0.0123", "1", "12.3", "100", "1,234"]


def test_the_file_of_all_figures_is_complete() -> None:
    """One row per measurement and one column per field, unrounded; what was not measured is blank."""
    rows = list(csv.DictReader(to_csv(LINES).splitlines()))
    assert [list(row) for row in rows] == [[field.name for field in fields(Measurement)]] * len(LINES)
    assert rows[4]["seconds"] == "12.345"
    assert (rows[2]["seconds"], rows[2]["reason"]) == ("", "> 60 s")


def test_a_page_with_a_chart_is_written(tmp_path: Path) -> None:
    """The page names the machine and the contenders, and shows the chart; tasks without a time have none."""
    unmeasured = Measurement("filter by a word", OURS, "abc", 168, reason="failed: a reason")
    write(tmp_path / "results", (*LINES, unmeasured), ["a machine"])
    page = (tmp_path / "results" / "README.md").read_text(encoding="utf-8")
    assert "- a machine" in page
    assert "](read.svg)" in page
    assert "](filter.svg)" not in page
    assert "| 168 | ours abc | failed: a reason |" in page
    assert "| read and check a file | frictionless `validate` |" in page
    assert (tmp_path / "results" / "read.svg").read_text(encoding="utf-8").startswith("<svg")
    assert {path.name for path in (tmp_path / "results").iterdir()} == {"README.md", "measurements.csv", "read.svg"}


def test_a_contender_says_what_it_lacks_and_has_more() -> None:
    """All three sentences are on the page."""
    page = report(LINES, {TASK: [Contender("peer", "Does this.", lacks="that", more="these")]}, [], {})
    assert f"| {TASK} | peer | Does this. | that | these |" in page


def test_the_summary_is_of_the_largest_size() -> None:
    """One line per task, at the largest size that ours completed; the others by their ratio, or why there is none."""
    stopped = Measurement(TASK, "slow", "2.0", 100_000, reason="> 60 s at 1,000 rows already")
    alone = Measurement("another", "quick", "1.0", 100_000, 1, 1.0)
    assert summary([*LINES, stopped, alone])[2:] == [
        f"| {TASK} | 100,000 | 12.3 s | quick 10 x; slow > 60 s at 1,000 rows already |"
    ]


def test_a_page_quotes_the_last_run() -> None:
    """Between the markers of the README is the latest measurement, and nothing else in it changes."""
    page = README.read_text(encoding="utf-8")
    once = quoted(page, ["the first run"])
    assert quoted(once, ["second", "line"]) == quoted(page, ["second", "line"])
    assert "the first run" not in quoted(once, [])
    assert [line for line in once.splitlines() if line not in page.splitlines()] == ["the first run"]
    with pytest.raises(ValueError, match="no <!--"):
        quoted("A page without marks.", ["the first run"])
