"""How far open answers leave an order open, compared with trying every answer one by one."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import scoring
from scoring import QUESTIONS
from scoring.decisions import (
    Pair,
    could_pass,
    open_answers,
    pair,
    possible_ranks,
    surely_ahead,
    surely_ahead_at_any_weights,
    surely_ahead_within,
    unbeaten,
)
from tests.scoring import reference_ranks
from tests.scoring.decisions.weighed import WEIGHTS, Points, clinics, corners, plain_is_scored, plain_score, review_of

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
Weights = tuple[float, ...]
FILES = st.lists(clinics(all_known=False), min_size=1, max_size=8)


def compared(first: Points, second: Points, weights: Weights) -> tuple[Pair, Points, Points]:
    """The pair of two scored clinics, and the points of the one ahead and the other."""
    review = review_of([first, second], weights)
    assume(review.scored == 2)
    made = pair(review, 0, 1)
    return (made, second, first) if made.reverses else (made, first, second)


@settings(max_examples=50)
@given(clinics(), clinics(), WEIGHTS, st.data())
def test_who_is_surely_ahead_stays_so(first: Points, second: Points, weights: Weights, data: st.DataObject) -> None:
    """Whatever both answer within their ranges; and one that could pass does, with its best answers."""
    made, ahead, behind = compared(first, second, weights)
    answers = [
        [data.draw(st.integers(low, high)) for low, high in zip(clinic.lows, clinic.most, strict=True)]
        for clinic in (ahead, behind)
    ]
    score, other = (plain_score(points, weights) for points in answers)
    if surely_ahead(made):
        assert score > other
        assert not could_pass(made)
    if not could_pass(made):
        assert score >= other
    assert could_pass(made) == (plain_score(behind.most, weights) > plain_score(ahead.lows, weights))


@settings(max_examples=50)
@given(clinics(), clinics(), WEIGHTS)
def test_an_answer_passes_from_the_least_that_is_enough(first: Points, second: Points, weights: Weights) -> None:
    """With it the other is ahead, with a tenth less it is not; the answer that could change most comes first."""
    made, ahead, behind = compared(first, second, weights)
    target = plain_score(ahead.lows, weights)
    answers = {answer.question: answer for answer in open_answers(made)}
    effects = []
    for place, question in enumerate(QUESTIONS):
        low, high = behind.lows[place], behind.most[place]
        if not weights[place] or low == high:
            assert question not in answers
            continue

        def passes(value: int, place: int = place) -> bool:
            return plain_score([*behind.lows[:place], value, *behind.lows[place + 1 :]], weights) > target

        least = answers[question].passes_from
        assert passes(high) == (least is not None)
        if least is not None:
            assert low < least <= high
            assert passes(least)
            assert not passes(least - 1)
        assert (answers[question].low, answers[question].high) == (low, high)
    for question in answers:
        place = QUESTIONS.index(question)
        effects.append(Fraction(str(weights[place])) * (behind.most[place] - behind.lows[place]))
    assert effects == sorted(effects, reverse=True)


@settings(max_examples=50)
@given(clinics(), clinics(), WEIGHTS, st.integers(0, 99))
def test_surely_ahead_under_other_weights(first: Points, second: Points, weights: Weights, percent: int) -> None:
    """Within some percent: at every corner of the weights, with worst answers. At any weights: also with one alone."""
    made, ahead, behind = compared(first, second, weights)
    apart = [low - high for low, high in zip(ahead.lows, behind.most, strict=True)]
    sums = [
        sum(w * d for w, d in zip(corner, apart, strict=True)) for corner in corners(weights, Fraction(percent, 100))
    ]
    assert surely_ahead_within(made, percent) == all(total > 0 for total in sums)
    if surely_ahead_at_any_weights(made):
        assert min(apart) >= 0
        assert surely_ahead(made)
    elif surely_ahead(made):
        assert min(apart) < 0


@settings(max_examples=50)
@given(FILES, WEIGHTS)
def test_possible_ranks_are_counted(clinics_of_file: list[Points], weights: Weights) -> None:
    """Clinic by clinic: a clinic that is surely ahead cannot be passed, and one that may be ahead may pass."""
    counts = [1 + place % 3 for place in range(len(clinics_of_file))]
    review = review_of(clinics_of_file, weights, counts)
    everybody = [clinic for clinic, count in zip(clinics_of_file, counts, strict=True) for _ in range(count)]
    scored = [plain_is_scored(clinic.known, weights) for clinic in everybody]
    ranked = [clinic for clinic, is_scored in zip(everybody, scored, strict=True) if is_scored]
    lows = [Fraction(plain_score(clinic.lows, weights)) for clinic in ranked]
    highs = [Fraction(plain_score(clinic.most, weights)) for clinic in ranked]
    expected = iter(reference_ranks.possible_ranks(lows, highs))
    ranks = possible_ranks(review.profiles, review.totals)
    codes = review.profiles.codes
    shown = list(zip(ranks.best[codes].tolist(), ranks.worst[codes].tolist(), strict=True))
    expected_ranks = [next(expected) if is_scored else (-1, -1) for is_scored in scored]
    assert shown == expected_ranks
    assert unbeaten(review).tolist() == [best == 1 for best, _ in expected_ranks]


def test_the_unbeaten_of_the_example() -> None:
    """A clinic is unbeaten if no other's sure score exceeds its possible score; an unscored one never is."""
    review = scoring.review(EXAMPLE)
    scores = review.scores
    expected = scores["score_high"] >= scores["score_low"].max()
    mask = unbeaten(review)
    assert mask.tolist() == expected.tolist()
    assert 0 < mask.sum() < len(review)
    assert not mask[scores["score"].isna().to_numpy()].any()


def test_a_rank_lies_between_its_possible_ones() -> None:
    """The rank of every scored clinic of the example is no better than the best and no worse than the worst."""
    review = scoring.review(EXAMPLE, weights={"who": 40, "what": 10, "where": 0, "how": 50})
    ranks, scored = possible_ranks(review.profiles, review.totals), review.totals.scored
    assert (ranks.best <= review.totals.rank)[scored].all()
    assert (review.totals.rank <= ranks.worst)[scored].all()
    assert np.array_equal(ranks.best == -1, ~scored)
