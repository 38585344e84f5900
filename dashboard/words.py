"""Figures in words, the same wherever they are shown."""

from __future__ import annotations

import pandas as pd


def ranks_in_words(scores: pd.DataFrame) -> pd.Series[str]:
    """The rank with the interval that open questions allow: 10 (10-14); empty where there is none."""
    words = scores["rank"].astype("str")
    ends = scores["rank_low"].astype("str") + "\u2013" + scores["rank_high"].astype("str")
    return (words + " (" + ends + ")").where(scores["rank"].notna(), "")
