"""Clinic: how sure its rank is, under open answers and under other weights, among the clinics around it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import chart_panel
from dashboard.charts.rank_neighbors import rank_neighbors
from dashboard.rank_ranges import ANSWERS, BOTH, WEIGHTS, rank_ranges
from dashboard.view import View
from scoring.reports import Account, counted, usual_ranks

RANK = "rank"  # anchor


def draw(view: View, account: Account) -> None:
    """Its rank and where it mostly lies, what could move it in three rows, and the clinics around it.

    Nothing without a score.
    """
    if not account.scored:
        return
    st.header("How sure is its rank?", anchor=RANK)
    ranges = rank_ranges(account.review, np.array([account.position])).iloc[0]
    scored = _scored(account)
    mostly = usual_ranks(ranges["both_best"], ranges["both_worst"])
    st.markdown(
        f"Its rank is **{ranges['rank']:,} of {scored:,}**; rank 1 has the highest score. It mostly **{mostly}**."
    )
    st.table(_moves(account, ranges, scored), hide_index=True, border="horizontal", alt="What could move its rank")
    chart_panel.figure(rank_neighbors(view, account), "rank_neighbors", view)


def _moves(account: Account, ranges: pd.Series[int], scored: int) -> pd.DataFrame:
    """What could move the rank, a row each: the ranks, and a sentence on what is varied."""
    rule = account.review.rubric.robustness
    often = f"{rule.high_percentile - rule.low_percentile} of 100 random tries end here"
    ahead, behind = ranges["answers_best"] - 1, scored - ranges["answers_worst"]
    sentences = {
        "weights": f"**{WEIGHTS.capitalize()}.** If each question counted up to {rule.spread_percent}% less or more: "
        f"{often}.",
        "answers": f"**{ANSWERS.capitalize()}.** The best and the worst that missing answers, its own and those of "
        f"others, can make of it. Whatever they are, {_stay(ahead, 'ahead of it')} and {_stay(behind, 'behind it')}.",
        "both": f"**{BOTH.capitalize()}.** {often.capitalize()}. This is the range beside its rank.",
    }
    return pd.DataFrame(
        {
            "Its rank": [_span(ranges[f"{key}_best"], ranges[f"{key}_worst"]) for key in sentences],
            "What could move it": list(sentences.values()),
        }
    )


def _stay(clinics: int, place: str) -> str:
    return f"{counted(clinics, 'clinic') if clinics else 'no clinic'} {'stay' if clinics > 1 else 'stays'} {place}"


def _span(best: int, worst: int) -> str:
    return f"**{best:,}**" if best == worst else f"**{best:,}\u00a0to\u00a0{worst:,}**"


def _scored(account: Account) -> int:
    """How many clinics have a score."""
    review = account.review
    return int(review.profiles.counts[review.totals.scored].sum())
