"""The ranks and tiers of the second scorer are those that a person works out from clause 9 with a pencil."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.scoring.reference_ranks import possible_ranks, rank_interval, ranks, tiers


def test_ranks_and_what_is_possible() -> None:
    """Equal totals share the lowest rank; only a clinic surely ahead, or surely behind, narrows what is possible."""
    lows, highs = [Fraction(n) for n in (80, 70, 70, 40)], [Fraction(n) for n in (80, 90, 75, 70)]
    assert ranks(lows) == [1, 2, 2, 4]
    assert possible_ranks(lows, highs) == [(1, 2), (1, 3), (2, 3), (2, 4)]


def test_an_interval_holds_the_rank_and_the_drawn_ranks_but_the_furthest() -> None:
    """Of 101 draws the five furthest at either end are left out, and the rank itself never is."""
    assert rank_interval(50, range(1, 102)) == (6, 96)
    assert rank_interval(2, range(1, 102)) == (2, 96)
    assert rank_interval(3, [7]) == (3, 7)


def drawn(*totals: float) -> list[list[float]]:
    """The same totals in each of twenty draws."""
    return [[total] * 20 for total in totals]


@pytest.mark.parametrize(
    ("scores", "draws", "expected"),
    [
        ((80, 76, 75, 71, 70), drawn(80, 76, 75, 71, 70), [1, 1, 2, 2, 3]),
        # one draw in twenty may go the other way, two may not
        ((80, 70), [[80] * 20, [70] * 19 + [80]], [1, 2]),
        ((80, 70), [[80] * 20, [70] * 18 + [80] * 2], [1, 1]),
        # the third is not surely below, so the tier extends past the second, which is
        ((80, 70, 60, 50), [[80] * 20, [70] * 20, [90] * 20, [50] * 20], [1, 1, 1, 2]),
        ((80, 80, 80), drawn(80, 80, 80), [1, 1, 1]),
        ((), [], []),
    ],
)
def test_tiers(scores: tuple[int, ...], draws: list[list[float]], expected: list[int]) -> None:
    """Clause 9: every clinic from the next tier down is 5.0 lower, and below the leader in 95% of the draws."""
    count = len(scores)
    assert tiers([Fraction(n) for n in scores], [Fraction(0)] * count, range(count), draws) == expected


def test_the_leader_of_tied_clinics_is_the_narrowest_then_the_lowest_key() -> None:
    """Whose draws count where several clinics have the best score is decided by their ranges, then by their keys."""
    scores, draws = [Fraction(80), Fraction(80), Fraction(70)], [[60] * 20, [80] * 20, [70] * 20]
    assert tiers(scores, [Fraction(10), Fraction(0), Fraction(0)], [1, 2, 3], draws) == [1, 1, 2]
    assert tiers(scores, [Fraction(0), Fraction(10), Fraction(0)], [1, 2, 3], draws) == [1, 1, 1]
    assert tiers(scores, [Fraction(0)] * 3, [1, 2, 3], draws) == [1, 1, 1]
    assert tiers(scores, [Fraction(0)] * 3, [2, 1, 3], draws) == [1, 1, 2]
