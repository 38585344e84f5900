"""What each question contributes to a score, in tenths that add up to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def contributions(points: NDArray[np.int64], shares: NDArray[np.int64], sums: NDArray[np.int64]) -> NDArray[np.int64]:
    """The tenths that each question contributes (rows x questions).

    `points`: tenths by question, or by how many tenths two clinics differ (rows x questions). `shares`: whole weights
    by question, not all 0. `sums`: what the contributions of each row add up to, the weighted mean of its points as it
    is shown.

    Largest remainders (Hamilton, 1792): every part is rounded down, and the missing tenths go to the parts that lost
    most, of equal ones to the first. So a question of 0 stays 0, no part changes its sign, and none is off by a whole
    tenth.
    """
    parts, lost = np.divmod(points * shares, shares.sum())
    missing = sums - parts.sum(axis=1)
    place = np.argsort(np.argsort(-lost, axis=1, kind="stable"), axis=1)
    tenths: NDArray[np.int64] = parts + (place < missing[:, np.newaxis])
    return tenths
