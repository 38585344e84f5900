"""The highest scores: what each question is sure to contribute, and what open questions could add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, partial

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import ROWS, Chart, Figure, Nothing, clickable, template
from dashboard.view import View
from dashboard.wording.figure_words import grades_in_words, none_of, possible_in_words, ranks_in_words
from scoring import QUESTIONS
from scoring.reports import counted, few_weights, names_shown
from scoring.scores import EMPTY, contributions, flag_bit, whole_weights

MOST_BARS = 20
SURE, POSSIBLE = "counted in the score", "open: possible, but not counted"
_BAR_HEIGHT = 26
_AROUND = 150  # for the legend and axis: with less, a few bars would overlap
# Vega: the most pixels of a label, a share of the container, as the bars need the rest on a phone. The chart's own
# `width` follows from its labels, so it counts nothing here: it is named because Vega computes an expression again
# only when a signal in it changes, as this one does when the window is resized.
_MOST_LABEL_WIDTH = "max(170, containerSize()[0] * 0.45 + 0 * width)"
_DASHES = (
    "Dashed parts show what a score could gain if every open question had its best answer. "
    "They count in neither the score nor the order."
)


def ranked(view: View, most: int = MOST_BARS) -> Figure | Nothing:
    """The highest scores among the matching clinics, each bar stacked by what each question contributes.

    Old records (flag `stale_record`) are omitted, and the note gives their number.
    """
    scored, old = _scored(view)
    if not len(scored):
        return _nothing(view, old)
    omitted_note = f"{counted(old, 'older record')} {'is' if old == 1 else 'are'} left out; the list has them."
    best = _drawn(view, scored[:most])
    levels = _levels(view, scored)
    title = _title(best, len(scored), _recent(view) * bool(old), int((levels == levels[0]).sum()))
    tied_note = _tied(levels, len(best))
    return _figure(view, scored[:most], best, title, (tied_note, omitted_note * bool(old)))


def _figure(view: View, rows: NDArray[np.int64], best: pd.DataFrame, title: str, notes: Sequence[str]) -> Figure:
    titles = tuple(view.review.rubric.questions[question].title for question in QUESTIONS)
    bars = _bars(view, rows, best, titles)
    notes = (_DASHES * bool((bars["kind"] == POSSIBLE).any()), *notes)
    return Figure(
        title=title,
        takeaway=_takeaway(best),
        chart=Chart(_template(titles), bars, _BAR_HEIGHT * len(best) + _AROUND),
        twin=partial(_twin, best, bars, titles),
        note=" ".join(filter(None, notes)),
        clinics=dict(zip(best["clinic_id"], best["name"], strict=True)),
    )


def _scored(view: View) -> tuple[NDArray[np.int64], int]:
    """Positions of the scored clinics with recent records, best first, and the number of old records."""
    rows = view.rows(scored=True).all()
    fresh = (view.review.profiles.flags & flag_bit("stale_record"))[view.review.profiles.codes[rows]] == 0
    return rows[fresh], int((~fresh).sum())


def _nothing(view: View, old: int) -> Nothing:
    if old:
        months = view.review.rubric.flags["stale_record"].months
        why = f"{counted(old, 'record')} with a score matched, older than {months} months: the list above has them."
        return Nothing("Only older records match", why, filters=bool(view.filters))
    if few_weights(view.review):
        return Nothing("No scores under these weights", "Give another question weight to see scores.")
    why = none_of(view.figures.clinics, "matching record", "state", "enough for a score")
    return Nothing("No scores to show", why, filters=bool(view.filters))


def _drawn(view: View, rows: NDArray[np.int64]) -> pd.DataFrame:
    """A row per clinic, in the given order.

    Columns: clinic_id, name, score, place (0 is the first), high (the possible score), and in words possible, ranks and
    grades.
    """
    scores = view.review.score_rows(rows)
    return pd.DataFrame(
        {
            "clinic_id": scores["clinic_id"],
            "name": names_shown(scores["name"]),
            "score": scores["score"],
            "place": np.arange(len(rows)),
            "high": scores["score_high"],
            "possible": possible_in_words(scores),
            "ranks": ranks_in_words(scores),
            "grades": grades_in_words(scores),
        }
    )


def _bars(view: View, rows: NDArray[np.int64], best: pd.DataFrame, titles: tuple[str, ...]) -> pd.DataFrame:
    """The parts of each clinic's bar with the clinic's own values: what counts by question, then what is possible.

    Further columns: label (beside the bar), question, order (of the parts of a bar), points (of the score), shown (in
    tenths, which add up to the score and to the possible score) and kind (`SURE`, or `POSSIBLE`, which only open
    questions have). If nothing is sure there is no `SURE` part.
    """
    totals, codes = view.review.totals, view.review.profiles.codes[rows]
    shares = whole_weights(view.review.weights)
    sure, score = totals.counted[codes].astype(np.int64), totals.score[codes].astype(np.int64)
    possible, gain = view.review.profiles.high[codes] - sure, totals.high[codes] - score
    parts = np.hstack([sure, possible])
    tenths = np.hstack([contributions(sure, shares, score), contributions(possible, shares, gain)])
    order = np.tile(np.arange(2 * len(titles)), len(rows))
    bars = best.assign(label=_labels(best)).loc[best.index.repeat(2 * len(titles))].reset_index(drop=True)
    bars = bars.assign(
        question=np.array(titles)[order % len(titles)],
        order=order,
        points=(parts / 10 * np.tile(shares / shares.sum(), 2)).ravel(),
        shown=tenths.ravel() / 10,
        kind=np.where(order < len(titles), SURE, POSSIBLE),
    )
    stated = view.review.profiles.value[codes] != EMPTY
    drawn = np.hstack([stated, np.zeros_like(stated)]).ravel() | (bars["points"] > 0)
    return bars[drawn].reset_index(drop=True)


def _labels(best: pd.DataFrame) -> list[str]:
    """Score and name; an invisible character keeps clinics of the same name apart."""
    occurrences: Counter[str] = Counter()
    labels = []
    for name, score in zip(best["name"], best["score"], strict=True):
        labels.append(f"{score:.1f}  {name}" + "\u200b" * occurrences[name])
        occurrences[name] += 1
    return labels


def _recent(view: View) -> str:
    return f" of the last {view.review.rubric.flags['stale_record'].months} months"


def _levels(view: View, scored: NDArray[np.int64]) -> NDArray[np.int64]:
    """The scores of these clinics in tenths of points, as they are sorted."""
    return view.review.totals.score[view.review.profiles.codes[scored]]


def _tied(levels: NDArray[np.int64], shown: int) -> str:
    """How many clinics that are not drawn have the lowest score drawn; "" if none has, or if all drawn tie."""
    lowest = levels[shown - 1]
    more = int((levels[shown:] == lowest).sum())
    if not more or lowest == levels[0]:
        return ""
    return f"{counted(more, 'more clinic')} {'has' if more == 1 else 'have'} {lowest / 10:.1f} too."


def _title(clinics: pd.DataFrame, scored: int, recent: str, level: int) -> str:
    shown = len(clinics)
    highest, lowest = clinics["score"].iloc[0], clinics["score"].iloc[-1]
    if shown == 1:
        return f"One score: {highest:.1f} of 100"
    if shown < level:
        return f"{level:,} of {scored:,} scores{recent} tie at {highest:.1f}, the highest; {shown} of them are drawn"
    which = f"The {shown} highest of {scored:,} scores{recent}" if shown < scored else f"All {shown} scores{recent}"
    return f"{which} are {highest:.1f}" if highest == lowest else f"{which} run from {highest:.1f} to {lowest:.1f}"


def _takeaway(clinics: pd.DataFrame) -> str:
    """The chart's finding, in a sentence."""
    highest, lowest = clinics["score"].max(), clinics["score"].min()
    first = clinics["name"][clinics["score"] == highest]
    lead = (
        f"{first.iloc[0]} scores highest, with" if len(first) == 1 else f"{len(first)} clinics share the highest score,"
    )
    return f"{lead} {highest:.1f} of 100" + (f"; the lowest shown is {lowest:.1f}." if lowest < highest else ".")


def _twin(best: pd.DataFrame, bars: pd.DataFrame, titles: tuple[str, ...]) -> pd.DataFrame:
    """The numbers of the bars, a row per clinic."""
    sure, possible = (bars[bars["kind"] == kind] for kind in (SURE, POSSIBLE))
    points = sure.pivot_table(index="place", columns="question", values="shown").reindex(columns=list(titles))
    open_ = possible.groupby("place")["question"].agg(", ".join).reindex(best["place"], fill_value="")
    return pd.DataFrame(
        {
            "Clinic": best["name"],
            "Grade": best["grades"],
            "Score": best["score"],
            "Possible": best["high"],
            **points,
            "Open questions": open_,
        }
    )


@cache
def _template(titles: tuple[str, ...]) -> str:
    y = alt.Y(
        "label:N",
        sort=alt.EncodingSortField("place", op="min"),
        title=None,
        axis=alt.Axis(labelLimit=alt.ExprRef(_MOST_LABEL_WIDTH), labelOverlap=False, ticks=False, domain=False),
    )
    legend = alt.Legend(title=None, orient="top", direction="horizontal", columns=2)
    stack = (
        alt.Chart(ROWS)
        .mark_bar(height=_BAR_HEIGHT - 10, cursor="pointer")
        .encode(
            y=y,
            x=alt.X("points:Q", title="Score", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5)),
            color=alt.Color(
                "question:N",
                scale=alt.Scale(domain=list(titles)),
                legend=legend,
            ),
            order=alt.Order("order:Q"),
            fillOpacity=alt.FillOpacity("kind:O", scale=_scale([1.0, 0.15]), legend=None),
            strokeDash=alt.StrokeDash("kind:O", scale=_scale([[1, 0], [3, 2]]), legend=None),
            strokeWidth=alt.StrokeWidth("kind:O", scale=_scale([0, 1.2]), legend=None),
            stroke=alt.Stroke("question:N", scale=alt.Scale(domain=list(titles)), legend=legend),
            tooltip=[
                alt.Tooltip("name:N", title="Clinic"),
                alt.Tooltip("question:N", title="Question"),
                alt.Tooltip("shown:Q", title="Contributes", format=".1f"),
                alt.Tooltip("kind:N", title="This part"),
                alt.Tooltip("score:Q", title="Score", format=".1f"),
                alt.Tooltip("possible:N", title="With the best answers"),
                alt.Tooltip("grades:N", title="Grade"),
                alt.Tooltip("ranks:N", title="Rank"),
            ],
        )
    )
    return template(alt.LayerChart(layer=[clickable(stack, "clinic_id")]))


def _scale(values: list[float | Sequence[float]]) -> alt.Scale:
    return alt.Scale(domain=[SURE, POSSIBLE], range=values)
