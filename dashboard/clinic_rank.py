"""Clinic: how sure its rank is, under open answers and under other weights, among the clinics around it."""

from __future__ import annotations

import streamlit as st

from dashboard import chart_panel
from dashboard.charts.rank_neighbors import rank_neighbors
from dashboard.view import View
from scoring.reports import Account, counted, possible_ranks, usual_ranks

RANK = "rank"  # anchor


def draw(view: View, account: Account) -> None:
    """The possible ranks in a sentence, and the clinics around it; nothing without a score."""
    if not account.scored:
        return
    st.header("How sure is its rank?", anchor=RANK)
    st.markdown(ranks_in_words(account))
    chart_panel.figure(rank_neighbors(view, account), "rank_neighbors", view)
    st.caption(account.review.rubric.statements["possible_ranks"])


def ranks_in_words(account: Account) -> str:
    """The best and the worst rank that open answers leave possible, and how many clinics they put before and after."""
    totals, profiles = account.review.totals, account.review.profiles
    possible = possible_ranks(profiles, totals)
    best, worst = int(possible.best[account.profile]), int(possible.worst[account.profile])
    scored = int(profiles.counts[totals.scored].sum())
    ahead = "Nobody is surely ahead of it"
    if best > 1:
        ahead = f"{counted(best - 1, 'clinic')} {'is' if best == 2 else 'are'} surely ahead of it"
    behind = scored - worst
    passes = f"{counted(behind, 'clinic')} cannot pass it" if behind else "any other could pass it"
    span = f"only rank **{best:,}**" if best == worst else f"rank anywhere from **{best:,}** to **{worst:,}**"
    row = account.review.score_rows(slice(account.position, account.position + 1)).iloc[0]
    mostly = usual_ranks(row["rank_low"], row["rank_high"])
    return (
        f"Depending on the open answers in this file, it can {span} of {scored:,}. {ahead}, and {passes}. "
        f"Where weights and open answers vary at random, it mostly {mostly}. Rank 1 has the highest score."
    )
