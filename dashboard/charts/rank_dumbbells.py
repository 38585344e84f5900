"""Moves of ranks as dumbbells: in each row a bar from a ring (before) to a dot (now), under its label."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import altair as alt
import pandas as pd

from dashboard.charts.figure import clickable, count_axis, template
from dashboard.charts.group_rows import AROUND, LOWER, ROW_HEIGHT, rows_with_labels
from scoring.reports import listed

MOST = 7  # gains, and as many losses: together they fit a screen
_NAMED = 3
_LEGEND_ROW, _BELOW_LEGEND = 25, 24  # pixels
_RING, _DOT = 50, 70  # square pixels: larger ones would hide short bars on a phone


def height(rows: int, legend_rows: int) -> int:
    """Pixels of a chart of this many clinics."""
    return ROW_HEIGHT * rows + AROUND + _LEGEND_ROW * legend_rows + _BELOW_LEGEND


def tied_names(names: pd.Series[str], clinics: int) -> str:
    """Who moved furthest: up to three by name, of more their number. `names`: of the first of these clinics."""
    return listed(list(names)[:clinics]) if clinics <= _NAMED else f"{clinics:,} clinics"


@cache
def template_of(color: str, domain: Sequence[str], legend_title: str | None) -> str:
    """The specification; rank 1 is at the right.

    Columns of its rows: place, label, rank_before, rank_after, clinic_id, words, and the one that `color` names, which
    holds words of `domain`. With a title the legend has a row for each of these words, otherwise one row for all.
    """
    base = rows_with_labels()
    legend = alt.Legend(title=legend_title, orient="top", columns=1 if legend_title else 0)  # 0: as many as there are
    scale = alt.Scale(domain=list(domain))
    colored = alt.Color(f"{color}:N", scale=scale, legend=legend)
    x = alt.X(
        "rank_before:Q",
        title="Rank, 1 is the highest score",
        scale=alt.Scale(reverse=True, zero=False, nice=False, padding=10),
        axis=count_axis(5, least=1, grid=False),  # with few ranks, it would begin below the first
    )
    bar = base.mark_bar(height=5, yOffset=LOWER, cursor="pointer").encode(x=x, x2="rank_after:Q", color=colored)
    ring = base.mark_point(
        filled=True, fill="#ffffff", strokeWidth=2, opacity=1, size=_RING, yOffset=LOWER, aria=False
    ).encode(x=x, stroke=alt.Stroke(f"{color}:N", scale=scale, legend=legend))
    dot = base.mark_point(filled=True, strokeWidth=0, opacity=1, size=_DOT, yOffset=LOWER, aria=False).encode(
        x="rank_after:Q", color=colored
    )
    return template(alt.LayerChart(layer=[clickable(bar, "clinic_id"), ring, dot]))
