"""The difference of two scores by question, in tenths that add up to what is shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings

from scoring.decisions import gap, pair
from tests.scoring.decisions.weighed import EQUAL, WEIGHTS, Points, clinics, plain_score, review_of


@settings(max_examples=50)
@given(clinics(), clinics(), WEIGHTS)
@example(Points((951, 333, 667, 0)), Points((0, 1, 2, 1000)), (25.0, 25.0, 25.0, 25.0))
def test_parts_add_up_and_keep_their_sides(first: Points, second: Points, weights: tuple[float, ...]) -> None:
    """They sum to the difference shown; equal questions have 0, none changes sides, none is off by a tenth."""
    review = review_of([first, second], weights)
    assume(review.scored == 2)
    compared = pair(review, 0, 1)
    parts = gap(compared)
    shown = plain_score(first.lows, weights) - plain_score(second.lows, weights)
    sign = -1 if compared.reverses else 1
    assert sum(parts) == sign * shown
    exact = [Fraction(str(weight)) for weight in weights]
    for part, a, b, weight in zip(parts, first.lows, second.lows, exact, strict=True):
        true = sign * weight * (a - b) / sum(exact)
        assert abs(part - true) < 1
        assert part * true >= 0
        assert part == 0 or true


@settings(max_examples=50)
@given(clinics(), clinics(), WEIGHTS)
def test_the_order_of_naming_only_turns_the_sides(first: Points, second: Points, weights: tuple[float, ...]) -> None:
    """Named the other way around the same clinic is ahead by the same parts, unless both count the same everywhere."""
    review = review_of([first, second], weights)
    assume(review.scored == 2)
    forth, back = pair(review, 0, 1), pair(review, 1, 0)
    assume(sum(gap(forth)))
    assert forth.reverses != back.reverses
    assert (forth.ahead, forth.behind, gap(forth)) == (back.ahead, back.behind, gap(back))


def test_an_example_by_hand() -> None:
    """87.5 is 8.7 above 78.75, which shows as 78.8: 10.0 and 2.5 less 3.75, of which 3.8 are shown."""
    review = review_of([Points((900, 900, 700, 1000)), Points((500, 900, 850, 900))])
    compared = pair(review, 0, 1)
    assert (compared.ahead.score, compared.behind.score) == (875, 788)
    assert gap(compared) == (100, 0, -38, 25)


def test_parts_rounded_alone_would_not_add_up() -> None:
    """Three parts of 0.033 tenths more each are 0.1 points together, which one of them shows."""
    review = review_of([Points((1, 1, 1, 0)), Points((0, 0, 0, 0))], EQUAL)
    assert gap(pair(review, 0, 1)) == (1, 0, 0, 0)


def test_a_clinic_without_a_score_stands_nowhere() -> None:
    """A pair with one is refused."""
    review = review_of([Points((1, 1, 1, 1)), Points((1, 1, 1, 1), known=(True, False, False, False))])
    with pytest.raises(ValueError, match="neither above nor below"):
        pair(review, 0, 1)
