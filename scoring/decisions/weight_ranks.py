"""The ranks that are likely under other weights while every question counts as it does now, open answers aside."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scoring.review import Review
from scoring.scores import Robustness


@dataclass(frozen=True)
class WeightRanks:
    """The best and the worst rank that are likely when only the weights vary, including the rank itself.

    One entry per profile; -1 without a score.
    """

    best: NDArray[np.int32]
    worst: NDArray[np.int32]


def weight_ranks(review: Review) -> WeightRanks:
    """By the drawn weights of the rubric's robustness rule, and its percentiles."""
    counted = review.totals.counted.astype(np.int32)
    settled = replace(review.profiles, low=counted, high=counted)
    ranges = Robustness(settled, review.totals, review.weights, review.rubric)
    return WeightRanks(ranges.rank_low, ranges.rank_high)
