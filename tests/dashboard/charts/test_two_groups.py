"""Two groups side by side: whose clinics they are, what is paired, and which gap comes first."""

from __future__ import annotations

import pytest

from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.two_groups import MOST_PAIRS, two_groups
from dashboard.filters import Filters
from dashboard.parameters import REST
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE

TERMS = EXAMPLE.understood.stated
FLUOROSCOPY = TERMS["imaging"].mask(lambda stated: "fluoroscopy" in stated.terms)
IN_TEXAS = (EXAMPLE.records["state"] == "TX").to_numpy()


def figure(a: str, b: str = REST, filters: Filters | None = None) -> Figure:
    """The pairs of two groups of the example that are large enough."""
    drawn = two_groups(look(EXAMPLE, filters), a, b)
    assert isinstance(drawn, Figure)
    return drawn


def test_both_shares_are_of_their_own_group() -> None:
    """Of those that list fluoroscopy, and of all others, so many state PRP."""
    prp = TERMS["products"].mask(lambda stated: "prp" in stated.terms)
    table = figure("How: Fluoroscopy").table.set_index("What is counted").loc["What: PRP"]
    assert table["A, clinics that list fluoroscopy: clinics"] == FLUOROSCOPY.sum()
    assert table["A, clinics that list fluoroscopy: of them"] == (FLUOROSCOPY & prp).sum()
    assert table["B, all others: clinics"] == (~FLUOROSCOPY).sum()
    assert table["B, all others: of them"] == (~FLUOROSCOPY & prp).sum()
    gap = (FLUOROSCOPY & prp).sum() / FLUOROSCOPY.sum() - (~FLUOROSCOPY & prp).sum() / (~FLUOROSCOPY).sum()
    assert table["Gap (points)"] == pytest.approx(100 * gap, abs=0.051)


def test_pairs_are_sorted_by_gap_and_differ_in_side() -> None:
    """Each row has one mark of A and one of B, the largest gap first, and the title names that one."""
    drawn = figure("How: Fluoroscopy")
    rows = drawn.chart.data
    sides = rows.pivot_table(index="place", columns="shift", values="share")
    assert len(sides) == MOST_PAIRS
    gaps = (sides[0] - sides[1]).abs()
    assert gaps.is_monotonic_decreasing
    assert rows["side"].unique().tolist() == [
        f"A: clinics that list fluoroscopy ({FLUOROSCOPY.sum()})",
        f"B: all others ({(~FLUOROSCOPY).sum()})",
    ]
    assert drawn.title.startswith(f"Largest gap: {sides[0][0]:.0%} of clinics that list fluoroscopy list SI joint")
    assert "Median score: " in drawn.note


def test_what_follows_from_the_groups_is_no_gap() -> None:
    """That all of A list fluoroscopy, and so none is silent on imaging, is only in the table."""
    drawn = figure("How: Fluoroscopy", "How: Ultrasound")
    labels = "".join(drawn.chart.data["label"])
    assert "How: Fluoroscopy" not in labels
    assert "How: Ultrasound" not in labels
    assert "How: Not stated" not in labels
    assert {"How: Fluoroscopy", "How: Ultrasound"} <= set(drawn.table["What is counted"])
    both = int((FLUOROSCOPY & TERMS["imaging"].mask(lambda stated: "ultrasound" in stated.terms)).sum())
    assert f"{both} clinics are in both." in drawn.note


def test_the_filter_of_a_groups_kind_gives_way() -> None:
    """With Florida chosen, Texas and the others keep their clinics, and the note says so; other filters apply."""
    drawn = figure("State: TX", filters=Filters(state=frozenset({"FL"})))
    assert f"A of {IN_TEXAS.sum()} and B of {(~IN_TEXAS).sum()} clinics" in drawn.note
    assert "The filter by state is ignored here" in drawn.note
    fewer = figure("State: TX", filters=Filters(imaging=frozenset({"fluoroscopy"})))
    assert f"A of {(IN_TEXAS & FLUOROSCOPY).sum()} and B of {(~IN_TEXAS & FLUOROSCOPY).sum()} clinics" in fewer.note


def test_groups_that_say_little_are_not_drawn() -> None:
    """A group of fewer than five clinics, or compared with itself, gets a sentence instead of a chart."""
    small = two_groups(look(EXAMPLE), "State: HI", REST)
    assert isinstance(small, Nothing)
    assert small.title == "A group is too small"
    assert small.why.startswith("A: 1, clinics in Hawaii. B: 167, all others.")
    same = two_groups(look(EXAMPLE), "State: TX", "State: TX")
    assert isinstance(same, Nothing)
    assert same.title == "Both groups are the same"
