"""The difference between two scores by question, in tenths that add up to it exactly."""

from __future__ import annotations

import numpy as np

from scoring.decisions.pair import Numbers, Pair
from scoring.scores import contributions


def gap(pair: Pair) -> Numbers:
    """By how many tenths of the score the one ahead leads, by question; these add up to the difference shown."""
    differences = np.array([pair.differences], dtype=np.int64)
    shown = np.array([pair.ahead.score - pair.behind.score], dtype=np.int64)
    (tenths,) = contributions(differences, np.array(pair.weights, dtype=np.int64), shown)
    return tuple(tenths.tolist())
