"""The highest scores: what each question contributes, and how far open questions could move each score."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import BESIDE, ROWS, Chart, Figure, Nothing, clickable, template
from dashboard.view import View
from dashboard.words import grades_in_words, ranks_in_words
from scoring import QUESTIONS
from scoring.account import NO_NAME
from scoring.answers import EMPTY
from scoring.explanation import counted, few_weights
from scoring.profiles import flag_bit

MOST_BARS = 20
ANSWERED, OPEN = "answered", "open: counts at the middle of its range"
_BAR_HEIGHT = 26
_AROUND = 150  # legend above, axis below: with less, few bars are squeezed onto each other
_LABEL_WIDTH = 170
_BELOW = 10  # pixels from the middle of a bar to the line of its bounds
_PALER = "Paler parts are open questions: not stated, or not clearly. They count at the middle of their range."
_LINES = "The line under a bar runs from the lowest to the highest score that its open questions allow."


def ranked(view: View, most: int = MOST_BARS) -> Figure | Nothing:
    """The highest scores among the matching clinics, each bar stacked by what each question contributes.

    Old records (flag `stale_record`) are left out, and their number is said.
    """
    scored, old = _scored(view)
    if not len(scored):
        return _nothing(view, old)
    left_out = f"{counted(old, 'older record')} {'is' if old == 1 else 'are'} left out; the table has them."
    best = _parts(view, scored[:most])
    return _figure(
        view, best, _title(best.drop_duplicates("place"), len(scored), _recent(view) * bool(old)), left_out * bool(old)
    )


def compared(view: View, positions: Sequence[int]) -> Figure | Nothing:
    """Some clinics in the order given, drawn as the ranked ones are; those without a score have no bar."""
    rows = np.array(positions, dtype=np.int64)
    scored = rows[view.review.totals.scored[view.review.profiles.codes[rows]]]
    if not len(scored):
        return Nothing(
            "None of these clinics has a score", "Too much is left open. The table shows what they do state."
        )
    best = _parts(view, scored)
    scores = best.drop_duplicates("place")["score"].sort_values()
    apart = f"{scores.iloc[-1] - scores.iloc[0]:.1f} points lie between the highest and the lowest score"
    title = apart if len(scores) > 1 else "One of these clinics has a score"
    without = len(rows) - len(scored)
    left_out = f"{counted(without, 'clinic')} without a score {'has' if without == 1 else 'have'} no bar."
    return _figure(view, best, title, left_out * bool(without))


def _figure(view: View, best: pd.DataFrame, title: str, left_out: str) -> Figure:
    titles = tuple(view.review.rubric.questions[question].title for question in QUESTIONS)
    clinics = best.drop_duplicates("place")
    lines = (best["low"] < best["high"]).any()
    notes = (_PALER * bool((best["stated"] == OPEN).any()), _LINES * bool(lines), left_out)
    return Figure(
        title=title,
        takeaway=_takeaway(clinics),
        chart=Chart(_template(titles), _labelled(best, titles), _BAR_HEIGHT * best["place"].nunique() + _AROUND),
        twin=partial(_twin, best, titles),
        note=" ".join(filter(None, notes)),
        clinics=dict(zip(clinics["clinic_id"], clinics["name"].fillna(NO_NAME), strict=True)),
    )


def _scored(view: View) -> tuple[NDArray[np.int64], int]:
    """Positions of the scored clinics whose records are not old, best first, and how many are left out as old."""
    rows = view.rows(scored=True)
    fresh = (view.review.profiles.flags & flag_bit("stale_record"))[view.review.profiles.codes[rows]] == 0
    return rows[fresh], int((~fresh).sum())


def _nothing(view: View, old: int) -> Nothing:
    if old:
        months = view.review.rubric.flags["stale_record"].months
        why = f"{counted(old, 'record')} with a score matched, older than {months} months: the table below has them."
        return Nothing("Only older records match", why, filters=bool(view.filters))
    if few_weights(view.review):
        return Nothing("No scores under these weights", "Give another question weight to see scores.")
    why = f"Of {counted(view.figures.clinics, 'matching record')} none states enough for a score."
    return Nothing("No scores to show", why, filters=bool(view.filters))


def _parts(view: View, rows: NDArray[np.int64]) -> pd.DataFrame:
    """A row for each question of each clinic.

    Columns: clinic_id, name, rank, rank_low, rank_high, score, grade, low, high (bounds of the score), earned
    (the grade before caps), place (0 is best), question, points (its part of the score), stated (`ANSWERED` or `OPEN`).
    """
    scores = view.review.score_rows(rows)
    codes = view.review.profiles.codes[rows]
    shares = np.array([view.review.weights[question] for question in QUESTIONS], dtype=float)
    points = view.review.totals.counted[codes] / 10 * shares / shares.sum()
    each = len(QUESTIONS)
    once = scores[["clinic_id", "name", "rank", "rank_low", "rank_high", "score", "grade"]].assign(
        low=scores["score_low"],
        high=scores["score_high"],
        earned=view.review.totals.earned[codes],
        place=np.arange(len(rows)),
    )
    titles = [view.review.rubric.questions[question].title for question in QUESTIONS]
    return once.loc[once.index.repeat(each)].assign(
        question=np.tile(titles, len(rows)),
        points=points.ravel(),
        stated=np.where(view.review.profiles.value[codes] == EMPTY, OPEN, ANSWERED).ravel(),
    )


def _recent(view: View) -> str:
    return f" of the last {view.review.rubric.flags['stale_record'].months} months"


def _title(clinics: pd.DataFrame, scored: int, recent: str = "") -> str:
    shown = len(clinics)
    highest, lowest = clinics["score"].iloc[0], clinics["score"].iloc[-1]
    if shown == 1:
        return f"One score: {highest:.1f} of 100"
    which = f"The {shown} highest of {scored:,} scores{recent}" if shown < scored else f"All {shown} scores{recent}"
    return f"{which} are {highest:.1f}" if highest == lowest else f"{which} run from {highest:.1f} to {lowest:.1f}"


def _takeaway(clinics: pd.DataFrame) -> str:
    """What the chart shows, in a sentence."""
    highest, lowest = clinics["score"].max(), clinics["score"].min()
    first = clinics["name"][clinics["score"] == highest].fillna(NO_NAME)
    lead = (
        f"{first.iloc[0]} scores highest, with" if len(first) == 1 else f"{len(first)} clinics share the highest score,"
    )
    return f"{lead} {highest:.1f} of 100" + (f"; the lowest shown is {lowest:.1f}." if lowest < highest else ".")


def _twin(best: pd.DataFrame, titles: tuple[str, ...]) -> pd.DataFrame:
    """The numbers of the bars, a row a clinic."""
    clinics = best.drop_duplicates("place").set_index("place")
    points = best.pivot_table(index="place", columns="question", values="points")[list(titles)].round(1)
    open_ = best[best["stated"] == OPEN].groupby("place")["question"].agg(", ".join)
    twin = pd.DataFrame(
        {
            "Clinic": clinics["name"].fillna(NO_NAME),
            "Grade": grades_in_words(clinics["grade"], clinics["earned"].to_numpy()),
            "Score": clinics["score"],
            "Lowest": clinics["low"],
            "Highest": clinics["high"],
            **points,
        }
    )
    return twin.assign(**{"Open questions": open_.reindex(clinics.index).fillna("")}).reset_index(drop=True)


def _labelled(best: pd.DataFrame, titles: tuple[str, ...]) -> pd.DataFrame:
    """With what is written beside the bars. `from` and `to` are filled once a clinic, and only where bounds differ."""
    order = best["question"].map({name: place for place, name in enumerate(titles)})
    bounded = (order == 0) & (best["low"] < best["high"])
    return best.assign(
        label=best["score"].map("{:.1f}  ".format) + _apart(best["name"].fillna(NO_NAME), best["place"]),
        ranks=ranks_in_words(best),
        grades=grades_in_words(best["grade"], best["earned"].to_numpy()),
        bounds=best["low"].map("{:.1f}\u2013".format) + best["high"].map("{:.1f}".format),
        order=order,
        **{"from": best["low"].where(bounded), "to": best["high"].where(bounded)},
    ).drop(columns=["rank", "rank_low", "rank_high", "grade", "earned", "low", "high"])


def _apart(names: pd.Series[str], places: pd.Series[int]) -> pd.Series[str]:
    """Names as labels: clinics of the same name keep a bar each, by a sign that is not seen."""
    first = pd.DataFrame({"name": names, "place": places}).drop_duplicates()
    again = first.groupby("name").cumcount().set_axis(first["place"])
    return names + places.map(again).map(lambda number: "\u200b" * number)


@cache
def _template(titles: tuple[str, ...]) -> str:
    y = alt.Y(
        "label:N",
        sort=alt.EncodingSortField("place", op="min"),
        title=None,
        axis=alt.Axis(labelLimit=_LABEL_WIDTH, labelOverlap=False, ticks=False, domain=False),
    )
    stack = (
        alt.Chart(ROWS)
        .mark_bar(height=_BAR_HEIGHT - 12, yOffset=-2, cursor="pointer")
        .encode(
            y=y,
            x=alt.X("points:Q", title="Score", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5)),
            color=alt.Color(
                "question:N",
                scale=alt.Scale(domain=list(titles)),
                legend=alt.Legend(title=None, orient="top", direction="horizontal", columns=2),
            ),
            order=alt.Order("order:Q"),
            opacity=alt.Opacity("stated:O", scale=alt.Scale(domain=[ANSWERED, OPEN], range=[1.0, 0.35]), legend=None),
            tooltip=[
                alt.Tooltip("name:N", title="Clinic"),
                alt.Tooltip("question:N", title="Question"),
                alt.Tooltip("points:Q", title="Contributes", format=".1f"),
                alt.Tooltip("stated:N", title="The question is"),
                alt.Tooltip("score:Q", title="Score", format=".1f"),
                alt.Tooltip("bounds:N", title="Lowest and highest"),
                alt.Tooltip("grades:N", title="Grade"),
                alt.Tooltip("ranks:N", title="Rank"),
            ],
        )
    )
    bounds = alt.Chart(ROWS).encode(y=y)
    line = bounds.mark_rule(aria=False, color=BESIDE, size=1.5, yOffset=_BELOW - 2).encode(x="from:Q", x2="to:Q")
    ends = [
        bounds.mark_tick(aria=False, color=BESIDE, thickness=1.5, height=6, yOffset=_BELOW - 2).encode(x=f"{end}:Q")
        for end in ("from", "to")
    ]
    return template(alt.LayerChart(layer=[clickable(stack, "clinic_id"), line, *ends]))
