"""Figures in words, the same wherever they are shown."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def ranks_in_words(scores: pd.DataFrame) -> pd.Series[str]:
    """The rank with how far it moves as weights and open questions are varied: 10 (8-14); empty where there is none."""
    words = scores["rank"].astype("str")
    ends = scores["rank_low"].astype("str") + "\u2013" + scores["rank_high"].astype("str")
    return (words + " (" + ends + ")").where(scores["rank"].notna(), "")


def grades_in_words(grades: pd.Series[str], earned: NDArray[np.str_]) -> pd.Series[str]:
    """The grade, with the one that the score alone would earn where a cap holds it down: C (A)."""
    capped = grades.notna() & (grades != earned)
    return grades.mask(capped, grades + " (" + pd.Series(earned, index=grades.index, dtype="str") + ")")
