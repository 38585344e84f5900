"""The distribution of scores: clinics per step of five points, with the grades that the score alone would earn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import (
    FULL,
    LEAVES_OUT,
    PALE,
    ROWS,
    Chart,
    Figure,
    Nothing,
    Span,
    clickable,
    count_axis,
    template,
)
from dashboard.filters import EVERY_SCORE, SCORE
from dashboard.view import View
from dashboard.wording.figure_words import median_in_words, none_of, tied_in_words
from scoring.reports import counted, few_weights, percent, quantiles
from scoring.scores import FULL as MOST_TENTHS

STEP = 5  # points
_HEIGHT, _SMALL_HEIGHT = 320, 145
_SMALL_TITLE = "Scores"
_PICK = Span(SCORE.key, "low", "high")


def distribution(view: View) -> Figure | Nothing:
    """Scores that match the other filters, by steps of whole points: 60 to 64 is 60.0 to 64.9; the last includes 100.

    The score filter uses whole points too, so a bar and the filter that it sets hold the same clinics.
    """
    totals, counts = view.review.totals, view.counts_without(SCORE.key)
    clinics, scored = int(counts.sum()), int(counts[totals.scored].sum())
    if not scored:
        return _nothing(view, clinics)
    by_tenth = np.bincount(
        totals.score[totals.scored], weights=counts[totals.scored], minlength=MOST_TENTHS + 1
    ).astype(int)
    score_range = view.filters[SCORE]
    rows = _rows(np.add.reduceat(by_tenth, np.arange(0, MOST_TENTHS, STEP * 10)), score_range)
    steps = tuple(view.review.rubric.grades.steps)
    title = _title(by_tenth)
    return Figure(
        title=title,
        takeaway=_takeaway(title, rows),
        chart=Chart(_template(steps), rows, _HEIGHT),
        twin=lambda: _twin(rows, steps),
        note=" ".join(filter(None, (_unscored_note(clinics - scored), LEAVES_OUT * (score_range != EVERY_SCORE)))),
        pick=_PICK,
    )


def small_distribution(view: View) -> Figure | Nothing:
    """The same by steps of ten points, as a small figure to put beside others."""
    whole = distribution(view)
    if isinstance(whole, Nothing):
        return replace(whole, title=_SMALL_TITLE)
    pairs = whole.chart.data["clinics"].to_numpy().reshape(-1, 2)
    rows = _rows(pairs.sum(axis=1), view.filters[SCORE])
    return replace(
        whole,
        title=_SMALL_TITLE,
        takeaway=_takeaway(whole.title, rows),
        note="",
        chart=Chart(_small_template(), rows, _SMALL_HEIGHT),
        twin=lambda: pd.DataFrame({"Score": rows["span"], "Clinics": rows["clinics"]}),
    )


def _rows(clinics: NDArray[np.int64], score_range: tuple[int, int]) -> pd.DataFrame:
    """Equal steps from 0 to 100 in ascending order; `low` and `high` are whole points, both inclusive."""
    step = 100 // len(clinics)
    low = np.arange(0, 100, step)
    high = np.where(low == 100 - step, 100, low + step - 1)
    whole = int(clinics.sum())
    selected = (low >= score_range[0]) & (high <= score_range[1])
    return pd.DataFrame(
        {
            "low": low,
            "high": high,
            "clinics": clinics,
            "opacity": np.where(selected, FULL, PALE),
            "end": low + step,
            "percent": [percent(number, whole) for number in clinics.tolist()],
            "span": [f"{first}\u2013{last}" for first, last in zip(low.tolist(), high.tolist(), strict=True)],
        }
    )


def _twin(rows: pd.DataFrame, steps: tuple[tuple[str, int], ...]) -> pd.DataFrame:
    grades = rows["low"].map(lambda low: next(grade for grade, least in steps if low >= least))
    return pd.DataFrame({"Score": rows["span"], "Grade by score alone": grades, "Clinics": rows["clinics"]})


def _title(by_tenth: NDArray[np.int64]) -> str:
    """The title: a few scores by their range, more by their middle half."""
    scored = int(by_tenth.sum())
    if scored < 4:
        low, high = (np.flatnonzero(by_tenth)[end] / 10 for end in (0, -1))
        if scored == 1:
            return f"One clinic has a score: {low:.1f}"
        return f"{scored} clinics have a score" + (f", {low:.1f} each" if low == high else f", {low:.1f} to {high:.1f}")
    low, high = map(median_in_words, quantiles(np.arange(len(by_tenth)) / 10, by_tenth, (0.25, 0.75)))
    if low == high:
        return f"At least half of {scored:,} scores are {low}"
    return f"The middle half of {scored:,} scores lies between {low} and {high}"


def _takeaway(title: str, rows: pd.DataFrame) -> str:
    """The title, and the steps with the most scores; a single score is in the title."""
    scored = int(rows["clinics"].sum())
    if scored == 1:
        return f"{title}."
    most = int(rows["clinics"].max())
    fullest = rows[rows["clinics"] == most]
    spans = [f"{low} to {high}" for low, high in zip(fullest["low"], fullest["high"], strict=True)]
    share = f"{most:,} of {counted(scored, 'score')}{' each' * (len(spans) > 1)}"
    return f"{title}. Most common: {tied_in_words(spans, 'steps')}, with {share}."


def _unscored_note(unscored: int) -> str:
    if not unscored:
        return ""
    return f"{counted(unscored, 'clinic')} without a score {'is' if unscored == 1 else 'are'} not drawn."


def _nothing(view: View, matched: int) -> Nothing:
    if few_weights(view.review):
        return Nothing("No scores under these weights", "Give another question weight to see scores.")
    why = none_of(matched, "matching record", "state", "enough for a score")
    return Nothing("No scores to show", why, filters=bool(view.filters))


@cache
def _template(steps: tuple[tuple[str, int], ...]) -> str:
    least = sorted(points for _, points in steps)
    ends = [*least[1:], 100]
    middles = {
        (low + high) / 2: grade for (grade, low), high in zip(sorted(steps, key=lambda s: s[1]), ends, strict=True)
    }
    says = "".join(f"datum.value == {middle} ? '{grade}' : " for middle, grade in middles.items())
    scale = alt.Scale(domain=[0, 100], nice=False)
    bars = _bars(scale, alt.Axis(values=[*least, 100], grid=True, gridDash=[3, 3]), "Score")
    top = alt.Axis(orient="top", values=list(middles), labelExpr=f"{says}''", grid=False, ticks=False, domain=False)
    x = alt.X("low:Q", scale=scale, title="Grade by score alone", axis=top)
    grades = alt.Chart(ROWS).mark_point(aria=False, opacity=0).encode(x=x)
    return template(
        alt.LayerChart(
            layer=[clickable(bars, "low", "high"), grades],
            resolve=alt.Resolve(axis=alt.AxisResolveMap(x="independent")),
        )
    )


@cache
def _small_template() -> str:
    scale = alt.Scale(domain=[0, 100], nice=False)
    bars = _bars(scale, alt.Axis(values=list(range(0, 101, 20)), grid=False), "Score")
    return template(alt.LayerChart(layer=[clickable(bars, "low", "high")]))


def _bars(scale: alt.Scale, axis: alt.Axis, title: str) -> alt.Chart:
    y = alt.Y("clinics:Q", title="Clinics", axis=count_axis(4))
    bars: alt.Chart = (
        alt.Chart(ROWS)
        .mark_bar(binSpacing=2, cursor="pointer")
        .encode(
            x=alt.X("low:Q", bin="binned", title=title, scale=scale, axis=axis),
            x2="end:Q",
            y=y,
            opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("span:N", title="Score"),
                alt.Tooltip("clinics:Q", title="Clinics", format=","),
                alt.Tooltip("percent:N", title="Of the scores"),
            ],
        )
    )
    return bars
