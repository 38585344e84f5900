"""How far the rank of a clinic can be trusted: its ranges under other weights, under open answers, and under both."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring import Review
from scoring.reports import WeightRanks, possible_ranks, weight_ranks

WEIGHTS, ANSWERS = "other weights", "open answers"
_weight_ranks: WeakKeyDictionary[Review, WeightRanks] = WeakKeyDictionary()  # with many profiles, a third of a second


def rank_ranges(review: Review, rows: NDArray[np.int64]) -> pd.DataFrame:
    """One row for each of these positions of scored clinics, in order; ranks are int64, 1 is the highest score.

    Columns: rank; weights_best, weights_worst (likely as weights move); answers_best, answers_worst (possible under any
    open answers); both_best, both_worst (likely as weights move and open answers vary).
    """
    if review not in _weight_ranks:
        _weight_ranks[review] = weight_ranks(review)
    moved, possible = _weight_ranks[review], possible_ranks(review.profiles, review.totals)
    codes = review.profiles.codes[rows]
    both_best, both_worst = review.robustness.ranges(codes)
    return pd.DataFrame(
        {
            "rank": review.totals.rank[codes],
            "weights_best": moved.best[codes],
            "weights_worst": moved.worst[codes],
            "answers_best": possible.best[codes],
            "answers_worst": possible.worst[codes],
            "both_best": both_best,
            "both_worst": both_worst,
        }
    )
