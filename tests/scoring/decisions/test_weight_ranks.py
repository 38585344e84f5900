"""Ranks under moved weights alone, compared with a plain ranking of every clinic in every draw."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import scoring
from scoring.decisions import weight_ranks
from scoring.scores import whole_weights
from scoring.scores.drawn_totals import drawn_weights

EXAMPLE = scoring.review(Path(__file__).parents[3] / "data" / "clinics.csv")


@pytest.mark.parametrize("weights", [{}, {"who": 60, "how": 5}, {"what": 0}])
def test_they_are_what_other_weights_alone_give(weights: dict[str, float]) -> None:
    """Every clinic is ranked in every draw of weights, each question as it counts now: percentiles and own rank."""
    review = EXAMPLE.with_weights({**EXAMPLE.weights, **weights})
    rule = review.rubric.robustness
    scored = np.flatnonzero(review.totals.scored)
    drawn = drawn_weights(whole_weights(review.weights), rule)
    totals = np.floor(review.totals.counted[scored] @ (drawn / drawn.sum(axis=1, keepdims=True)).T + 0.5)
    counts = review.profiles.counts[scored]
    ranks = np.sort(1 + np.array([counts @ (totals > own) for own in totals]), axis=1)
    low = math.floor((rule.draws - 1) * rule.low_percentile / 100)
    high = math.ceil((rule.draws - 1) * rule.high_percentile / 100)
    made = weight_ranks(review)
    assert made.best[scored].tolist() == np.minimum(ranks[:, low], review.totals.rank[scored]).tolist()
    assert made.worst[scored].tolist() == np.maximum(ranks[:, high], review.totals.rank[scored]).tolist()
    assert (made.best[~review.totals.scored] == -1).all()


def test_open_answers_have_no_part_in_them() -> None:
    """Where nothing is open they are the review's own ranges, and opening answers does not change them."""
    settled = replace(EXAMPLE, profiles=replace(EXAMPLE.profiles, high=EXAMPLE.profiles.low))
    made, other = weight_ranks(EXAMPLE), weight_ranks(settled)
    scored = EXAMPLE.totals.scored
    assert np.array_equal(made.best[scored], settled.robustness.rank_low[scored])
    assert np.array_equal(made.worst[scored], settled.robustness.rank_high[scored])
    assert np.array_equal(made.best, other.best)


def test_one_question_alone_moves_no_rank() -> None:
    """With one weight above 0 no draw changes the order."""
    review = EXAMPLE.with_weights({"who": 10, "what": 10, "where": 0, "how": 0})
    alone = replace(review, weights={"who": 10, "what": 0, "where": 0, "how": 0})
    made = weight_ranks(alone)
    assert np.array_equal(made.best, alone.totals.rank)
    assert np.array_equal(made.worst, alone.totals.rank)
