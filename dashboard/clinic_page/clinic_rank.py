"""Clinic: how sure its rank is, under open answers and under other weights, and the clinics around it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import chart_panel
from dashboard.charts.rank_neighbors import rank_neighbors
from dashboard.view import View
from dashboard.wording.figure_words import rank_of_scored
from dashboard.wording.rank_ranges import ANSWERS, WEIGHTS, rank_ranges
from scoring.reports import Account, counted, listed, quoted, share_in_words, usual_ranks

RANK = "rank"  # anchor


def draw(view: View, account: Account) -> None:
    """Its rank and where it mostly lies, how far it could move in three rows, and the clinics around it.

    Nothing without a score.
    """
    if not account.scored:
        return
    review = account.review
    st.header("How sure is its rank?", anchor=RANK)
    if account.is_alone:
        st.markdown("No other clinic in this file has a score, so its rank and its tier say nothing.")
        return
    ranges = rank_ranges(review, np.array([account.position])).iloc[0]
    mostly = usual_ranks(ranges["both_best"], ranges["both_worst"])
    st.markdown(f"Its rank is **{rank_of_scored(account)}**; rank 1 has the highest score. It mostly **{mostly}**.")
    not_weighed = listed([quoted(flag.label) for flag in account.flags.values()])
    st.caption(
        "Each range is calculated separately. The first two leave out the most extreme tries; the last includes "
        "everything." + f" Not weighed in them: {not_weighed}, which scores and ranks leave out." * bool(not_weighed)
    )
    st.table(_moves(account, ranges), hide_index=True, border="horizontal", alt="How far its rank could move")
    chart_panel.figure(rank_neighbors(view, account), "rank_neighbors", view)


def _moves(account: Account, ranges: pd.Series[int]) -> pd.DataFrame:
    """What could move the rank, one row each: the ranks, and a sentence on what is varied."""
    rule = account.review.rubric.robustness
    often = f"{rule.high_percentile - rule.low_percentile} of 100 tries end here"
    weighed = f"every question counts up to {share_in_words(rule.spread_percent)} less or more, at random"
    ahead, behind = int(ranges["answers_best"]) - 1, account.review.scored - int(ranges["answers_worst"])
    stay = (
        f"{counted(ahead, 'clinic')} {'stays' if ahead == 1 else 'stay'} ahead of it" if ahead else "none stays ahead"
    )
    passes = f"{counted(behind, 'clinic')} cannot pass it" if behind else "any other could pass it"
    sentences = {
        "both": f"**Mostly.** {often}: in each, {weighed}, and open answers, its own and those of others, are drawn "
        "at random too.",
        "weights": f"**Mostly, with {WEIGHTS} alone.** {often}: in each, {weighed}, and open answers count as they do "
        "now.",
        "answers": f"**Anywhere, with {ANSWERS} alone.** Whatever its own and those of others turn out to be, {stay}, "
        f"and {passes}; the weights are those set now, and no record states more than it does.",
    }
    return pd.DataFrame(
        {
            "Rank": [_span(ranges[f"{key}_best"], ranges[f"{key}_worst"]) for key in sentences],
            "How far it could move": list(sentences.values()),
        }
    )


def _span(best: int, worst: int) -> str:
    return f"**{best:,}**" if best == worst else f"**{best:,}\u00a0to\u00a0{worst:,}**"
