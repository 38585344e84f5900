"""Which weights swap two clinics, compared with trying every slider step and every corner of a box of weights."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import scoring
from scoring import QUESTIONS, Review
from scoring.decisions import STEPS, Pair, dominates, pair, single_weight_swaps, swap
from tests.scoring.decisions.weighed import (
    WEIGHTS,
    Points,
    clinics,
    plain_is_scored,
    plain_score,
    review_of,
)

Weights = tuple[float, ...]


def compared(first: Points, second: Points, weights: Weights) -> tuple[Review, Pair, Points, Points]:
    """A review of two scored clinics, their pair, and the points of the one ahead and the other."""
    review = review_of([first, second], weights)
    assume(review.scored == 2)
    made = pair(review, 0, 1)
    ahead, behind = (second, first) if made.reverses else (first, second)
    return review, made, ahead, behind


@settings(max_examples=50)
@given(clinics(all_known=False), clinics(all_known=False), WEIGHTS)
def test_one_weight_is_the_nearest_of_all_slider_steps(first: Points, second: Points, weights: Weights) -> None:
    """The nearest of 0, 5 to 100 at which the other's rounded score is higher, both being scored; nearest first."""
    review, made, ahead, behind = compared(first, second, weights)
    nearest = {}
    for place, question in enumerate(QUESTIONS):
        swapped = []
        for step in range(0, 101, 5):
            moved = [*weights[:place], float(step), *weights[place + 1 :]]
            scored = any(moved) and all(plain_is_scored(clinic.known, moved) for clinic in (ahead, behind))
            if scored and plain_score(behind.lows, moved) > plain_score(ahead.lows, moved):
                swapped.append(step)
        if swapped:
            nearest[question] = min(swapped, key=lambda step: (abs(step - weights[place]), step))
    steps = single_weight_swaps(made, review.rubric.coverage)
    assert steps == nearest
    distances = [abs(step - review.weights[question]) for question, step in steps.items()]
    assert distances == sorted(distances)


@settings(max_examples=50)
@given(clinics(), clinics(), WEIGHTS)
def test_the_move_is_the_least_that_reaches_a_corner(first: Points, second: Points, weights: Weights) -> None:
    """By bisection over boxes of weights: the other ties at a corner of the box of that size, and of none smaller."""
    _, made, ahead, behind = compared(first, second, weights)
    needed = swap(made)
    differences = [a - b for a, b in zip(ahead.lows, behind.lows, strict=True)]
    exact = [Fraction(str(weight)) for weight in weights]

    def is_reached(move: Fraction) -> bool:
        ends = [(w * d * (1 - move), w * d * (1 + move)) for w, d in zip(exact, differences, strict=True)]
        return min(map(sum, product(*ends))) <= 0

    if needed is None:
        assert all(difference >= 0 for difference in differences)
        return
    if not is_reached(Fraction(1)):
        pytest.fail("weights of 0 draw level")
    low, high = Fraction(0), Fraction(1)
    for _ in range(44):
        middle = (low + high) / 2
        low, high = (low, middle) if is_reached(middle) else (middle, high)
    assert needed.move == pytest.approx(float(high), abs=1e-11)


@settings(max_examples=50)
@given(clinics(), clinics(), WEIGHTS)
@example(Points((0, 189, 650, 9)), Points((0, 332, 336, 0)), (5.0, 75.0, 90.0, 5.0))  # one once exceeded 100
def test_at_the_weights_of_the_swap_both_are_level(first: Points, second: Points, weights: Weights) -> None:
    """They are from 0 to 100, none has moved by more than stated, and the weighted sums are equal."""
    _, made, ahead, behind = compared(first, second, weights)
    assume(all(weights))
    needed = swap(made)
    assume(needed is not None)
    assert needed is not None
    moved = [needed.weights[question] for question in QUESTIONS]
    assert all(0 <= weight <= 100 for weight in moved)
    difference = sum(w * (a - b) for w, a, b in zip(moved, ahead.lows, behind.lows, strict=True))
    assert difference == pytest.approx(0, abs=1e-6)
    if max(weights) <= 50:  # nothing had to be scaled down to 100
        assert all(abs(a - b) <= b * needed.move + 1e-9 for a, b in zip(moved, weights, strict=True))


@settings(max_examples=50)
@given(clinics(), clinics(), WEIGHTS, st.integers(0, 2**32))
def test_a_dominated_clinic_never_passes(first: Points, second: Points, weights: Weights, seed: int) -> None:
    """No draw of weights, including zeros, puts it ahead; and one that is not dominated leads under some weights."""
    review, made, _, _ = compared(first, second, weights)
    drawn = np.random.default_rng(seed).choice([0.0, 1.0, 5.0, 25.0, 100.0], (60, 4))
    ahead, behind = (1, 0) if made.reverses else (0, 1)
    passes = False
    for draw in [*drawn[drawn.any(axis=1)].tolist(), *np.eye(4).tolist()]:
        values = review.profiles.low.astype(np.int64) @ np.array(draw, dtype=np.int64)
        passes = passes or bool(values[behind] > values[ahead])
    assert passes != dominates(made)
    assert (swap(made) is None) == dominates(made)
    if dominates(made):
        assert not single_weight_swaps(made, review.rubric.coverage)


def test_a_question_without_weight_may_speak_for_the_other() -> None:
    """No percentage moves a weight of 0, so the answer is the full percentage, with weight on that question."""
    made = pair(review_of([Points((900, 500, 0, 0)), Points((100, 500, 0, 800))], (50, 50, 0, 0)), 0, 1)
    needed = swap(made)
    assert not dominates(made)
    assert needed is not None
    assert needed.move == 1
    assert dict(needed.weights) == {"who": 0, "what": 50, "where": 0, "how": 100}


def test_the_rubric_says_which_weights_are_tried() -> None:
    """Its sentence on swaps and the steps agree: from 0 to 100 in fives."""
    sentence = scoring.load_rubric().statements["swap"]
    assert "from 0 to 100 in steps of five" in sentence
    assert list(range(0, 101, 5)) == list(STEPS)


def test_level_clinics_need_no_move() -> None:
    """Where the weighted sums are equal already, the move is 0, or there is none as nothing differs."""
    level = pair(review_of([Points((800, 0, 0, 0)), Points((0, 800, 0, 0))]), 0, 1)
    needed = swap(level)
    assert needed is not None
    assert needed.move == 0
    same = pair(review_of([Points((800, 0, 0, 0)), Points((800, 0, 0, 0))]), 0, 1)
    assert dominates(same)
    assert swap(same) is None
