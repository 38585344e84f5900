"""Ranks, ranges, and grades in words, the same on every page."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def ranks_in_words(scores: pd.DataFrame) -> pd.Series[str]:
    """The rank, and its range as weights and open questions vary: 10 (8-14), or 10 if it does not move.

    Empty for unscored clinics.
    """
    ranks = zip(scores["rank"], scores["rank_low"], scores["rank_high"], strict=True)
    words = ["" if rank is pd.NA else _moving(rank, low, high) for rank, low, high in ranks]
    return pd.Series(words, index=scores.index, dtype="str")


def ranges_in_words(scores: pd.DataFrame) -> pd.Series[str]:
    """The lowest and highest score that open questions allow, without decimals: 41-86, or "certain"."""
    ends = zip(scores["score_low"], scores["score_high"], strict=True)
    words = pd.Series([between(low, high) for low, high in ends], index=scores.index, dtype="str")
    return words.where(scores["score"].notna(), "")


def grades_in_words(grades: pd.Series[str], earned: NDArray[np.str_]) -> pd.Series[str]:
    """The grade; where a cap lowers it, also the grade that the score alone would earn: C (A)."""
    capped = grades.notna() & (grades != earned)
    rows = zip(grades, earned, capped, strict=True)
    words = [f"{grade} ({score})" if is_capped else grade for grade, score, is_capped in rows]
    return pd.Series(words, index=grades.index, dtype="str")


def _moving(rank: int, low: int, high: int) -> str:
    return f"{rank} ({low}\u2013{high})" if low < high else f"{rank}"


def between(low: float, high: float) -> str:
    """The ends of a range without decimals, or "certain" if they are equal."""
    return "certain" if low == high else f"{low:.0f}\u2013{high:.0f}"
