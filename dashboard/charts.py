"""Charts: small frames to Altair, each with a title that says what it shows and a takeaway in words."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from dashboard.view import NOT_STATED, STATED, View
from scoring import QUESTIONS

MOST_BARS = 20
_BAR_HEIGHT = 26
_AROUND = 110  # legend above, axis below
_LABEL_WIDTH = 170
_LEGEND = alt.Legend(title=None, orient="top", direction="horizontal", columns=2)
_QUIET_TEXT = "#728391"  # reads on both themes


@dataclass(frozen=True)
class Figure:
    """A chart with its title (plain text), its takeaway for those who cannot see it, and its numbers."""

    title: str
    takeaway: str
    chart: alt.Chart | alt.LayerChart
    table: pd.DataFrame


def ranked(view: View, most: int = MOST_BARS) -> Figure:
    """The highest scores among the matching clinics, each bar stacked by what each question contributes."""
    best = view.best(most)
    shown = best["clinic_id"].nunique()
    titles = [view.review.rubric.questions[question].title for question in QUESTIONS]
    first = best.iloc[0]
    scored = view.figures.scored
    which = f"The {shown} highest of {scored:,} scores" if shown < scored else f"All {shown} scores"
    title = f"{which if shown > 1 else 'The one score'}: what each question contributes"
    takeaway = f"{first['name']} scores highest, with {first['score']:.1f} of 100" + (
        f"; the lowest of the {shown} shown scores {best.iloc[-1]['score']:.1f}." if shown > 1 else "."
    )
    labelled = best.assign(
        label=best["rank"].astype(str) + ". " + best["name"].str.slice(0, 60),
        order=best["question"].map({name: place for place, name in enumerate(titles)}),
    )
    y = alt.Y(
        "label:N",
        sort=alt.EncodingSortField("place", op="min"),
        title=None,
        axis=alt.Axis(labelLimit=_LABEL_WIDTH, labelOverlap=False, ticks=False, domain=False),
    )
    bars = (
        alt.Chart(labelled)
        .mark_bar(height=_BAR_HEIGHT - 8)
        .encode(
            y=y,
            x=alt.X(
                "points:Q",
                title="Score (0 to 100)",
                scale=alt.Scale(domain=[0, 108], nice=False),
                axis=alt.Axis(values=[0, 20, 40, 60, 80, 100]),
            ),
            color=alt.Color(
                "question:N",
                scale=alt.Scale(domain=titles),
                legend=_LEGEND,
            ),
            order=alt.Order("order:Q"),
            opacity=alt.Opacity(
                "stated:O",
                scale=alt.Scale(domain=[STATED, NOT_STATED], range=[1.0, 0.35]),
                legend=_LEGEND if (best["stated"] == NOT_STATED).any() else None,
            ),
            tooltip=[
                alt.Tooltip("name:N", title="Clinic"),
                alt.Tooltip("question:N", title="Question"),
                alt.Tooltip("points:Q", title="Contributes", format=".1f"),
                alt.Tooltip("stated:N", title="Its record"),
                alt.Tooltip("score:Q", title="Score", format=".1f"),
                alt.Tooltip("grade:N", title="Grade"),
            ],
        )
    )
    totals = (
        alt.Chart(labelled.drop_duplicates("place"))
        .mark_text(align="left", dx=4, color=_QUIET_TEXT, aria=False)
        .encode(y=y, x=alt.X("score:Q"), text=alt.Text("score:Q", format=".1f"))
    )
    chart = (bars + totals).properties(height=_BAR_HEIGHT * shown + _AROUND)
    table = best.pivot_table(
        index=["place", "rank", "name", "grade", "score"], columns="question", values="points", sort=False
    )[titles]
    return Figure(title, takeaway, chart, table.reset_index().drop(columns="place").rename(columns=str.capitalize))
