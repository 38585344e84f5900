"""Charts: small frames to Altair, each with a title that says what it shows and a takeaway in words."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from dashboard.view import ANSWERED, OPEN, View
from dashboard.words import grades_in_words, ranks_in_words
from scoring import QUESTIONS

MOST_BARS = 20
_BAR_HEIGHT = 26
_AROUND = 110  # legend above, axis below
_LABEL_WIDTH = 170
_LEGEND = alt.Legend(title=None, orient="top", direction="horizontal", columns=2)
_PALER = "Paler parts are open questions: not stated, or not clearly. They count at the middle of their range."


@dataclass(frozen=True)
class Figure:
    """A chart with its title (plain text), its takeaway for those who cannot see it, its numbers and a note."""

    title: str
    takeaway: str
    chart: alt.Chart
    table: pd.DataFrame
    note: str = ""


def ranked(view: View, most: int = MOST_BARS) -> Figure:
    """The highest scores among the matching clinics, each bar stacked by what each question contributes."""
    best = view.best(most)
    titles = [view.review.rubric.questions[question].title for question in QUESTIONS]
    clinics = best.drop_duplicates("place")
    shown, scored = len(clinics), view.figures.scored
    which = f"The {shown} highest of {scored:,} scores" if shown < scored else f"All {shown} scores"
    title = f"{which if shown > 1 else 'One score'}: what each question contributes"
    note = _PALER if (best["stated"] == OPEN).any() else ""
    return Figure(title, _takeaway(clinics), _bars(best, titles), _twin(best, titles), note)


def _takeaway(clinics: pd.DataFrame) -> str:
    """What the chart shows, in a sentence."""
    highest, lowest = clinics["score"].iloc[0], clinics["score"].iloc[-1]
    first = clinics["name"][clinics["score"] == highest]
    lead = (
        f"{first.iloc[0]} scores highest, with" if len(first) == 1 else f"{len(first)} clinics share the highest score,"
    )
    return f"{lead} {highest:.1f} of 100" + (f"; the lowest shown is {lowest:.1f}." if lowest < highest else ".")


def _twin(best: pd.DataFrame, titles: list[str]) -> pd.DataFrame:
    """The numbers of the bars, a row a clinic."""
    clinics = best.drop_duplicates("place").set_index("place")
    points = best.pivot_table(index="place", columns="question", values="points")[titles].round(1)
    open_ = best[best["stated"] == OPEN].groupby("place")["question"].agg(", ".join)
    twin = pd.DataFrame(
        {
            "Clinic": clinics["name"],
            "Grade": grades_in_words(clinics["grade"], clinics["earned"].to_numpy()),
            "Score": clinics["score"],
            **points,
        }
    )
    return twin.assign(**{"Open questions": open_.reindex(clinics.index).fillna("")}).reset_index(drop=True)


def _bars(best: pd.DataFrame, titles: list[str]) -> alt.Chart:
    labelled = best.assign(
        label=best["score"].map("{:.1f}  ".format) + _apart(best["name"].fillna("(no name)"), best["place"]),
        ranks=ranks_in_words(best),
        grades=grades_in_words(best["grade"], best["earned"].to_numpy()),
        order=best["question"].map({name: place for place, name in enumerate(titles)}),
    )
    y = alt.Y(
        "label:N",
        sort=alt.EncodingSortField("place", op="min"),
        title=None,
        axis=alt.Axis(labelLimit=_LABEL_WIDTH, labelOverlap=False, ticks=False, domain=False),
    )
    chart: alt.Chart = (
        alt.Chart(labelled)
        .mark_bar(height=_BAR_HEIGHT - 8)
        .encode(
            y=y,
            x=alt.X("points:Q", title="Score", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5)),
            color=alt.Color("question:N", scale=alt.Scale(domain=titles), legend=_LEGEND),
            order=alt.Order("order:Q"),
            opacity=alt.Opacity("stated:O", scale=alt.Scale(domain=[ANSWERED, OPEN], range=[1.0, 0.35]), legend=None),
            tooltip=[
                alt.Tooltip("name:N", title="Clinic"),
                alt.Tooltip("question:N", title="Question"),
                alt.Tooltip("points:Q", title="Contributes", format=".1f"),
                alt.Tooltip("stated:N", title="The question is"),
                alt.Tooltip("score:Q", title="Score", format=".1f"),
                alt.Tooltip("grades:N", title="Grade"),
                alt.Tooltip("ranks:N", title="Rank"),
            ],
        )
        .properties(height=_BAR_HEIGHT * best["place"].nunique() + _AROUND)
    )
    return chart


def _apart(names: pd.Series[str], places: pd.Series[int]) -> pd.Series[str]:
    """Names as labels: clinics of the same name keep a bar each, by a sign that is not seen."""
    first = pd.DataFrame({"name": names, "place": places}).drop_duplicates()
    again = first.groupby("name").cumcount().set_axis(first["place"])
    return names + places.map(again).map(lambda number: "\u200b" * number)
