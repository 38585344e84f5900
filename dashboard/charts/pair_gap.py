"""Why one clinic is above another: the difference of two scores by question, as bars to either side that add up."""

from __future__ import annotations

import math
from functools import cache

import altair as alt
import pandas as pd

from dashboard.charts.figure import BESIDE, Chart, Figure, Nothing, template
from dashboard.charts.group_rows import AROUND, LOWER, ROW_HEIGHT, rows_with_labels
from scoring.reports import PairExplanation, QuestionGap, pair_sentences, points

_LEGEND = 60  # pixels
_SEPARATOR = " \u00b7 "
_MINUS = "\u2212"
_LEAST_SPAN = 5  # points, the smallest judgment of the rubric: a smaller difference fills no chart
_NOTE = (
    "Each bar is a question's difference in points times its weight, by the sum of the weights. "
    "The bars add up to the total."
)


def pair_gap(explanation: PairExplanation) -> Figure | Nothing | None:
    """The parts of the difference between two clinics, from the side of the one ahead; None without two scores."""
    pair = explanation.pair
    if pair is None:
        return None
    names = explanation.names[::-1] if pair.reverses else explanation.names
    parts = _parts(explanation)
    if pair.is_level:
        title = f"{names[0]} and {names[1]} are tied at {points(pair.ahead.score)}"
    else:
        title = f"{names[0]} is {points(sum(parts))} above {names[1]}"
    if not any(parts):
        return Nothing(title, "No question makes a visible difference between the two.")
    return Figure(
        title=title,
        takeaway=pair_sentences(explanation)[0],
        chart=Chart(
            _template(*_span(parts)), _rows(explanation, names), ROW_HEIGHT * (len(parts) + 1) + AROUND + _LEGEND
        ),
        twin=lambda: _table(explanation, names),
        note=_NOTE,
        counts="the 2 compared",
    )


def _parts(explanation: PairExplanation) -> list[int]:
    """Tenths by question that the one ahead has more."""
    sign = -1 if explanation.pair and explanation.pair.reverses else 1
    return [sign * entry.part for entry in explanation.questions]


def _span(parts: list[int]) -> tuple[int, int]:
    """The ends of the axis in points, in fives; to the left only where a question speaks for the other."""
    step = 10 * _LEAST_SPAN
    low, high = min(parts), max(*parts, sum(parts))
    return _LEAST_SPAN * math.floor(min(low, 0) / step), _LEAST_SPAN * math.ceil(max(high, step) / step)


def _rows(explanation: PairExplanation, names: tuple[str, str]) -> pd.DataFrame:
    """A row for the total, then one a question: place, label, zero, part (points), side, is_total, words.

    The total comes first, so that the clinic ahead always has the first color, and is drawn below.
    """
    parts = _parts(explanation)
    entries: list[tuple[tuple[str, ...], int]] = [(("In all", _signed(sum(parts))), sum(parts))]
    for entry, part in zip(explanation.questions, parts, strict=True):
        entries.append(((entry.title, _signed(part), _against(explanation, entry)), part))
    return pd.DataFrame(
        {
            "place": [len(parts), *range(len(parts))],
            "label": [_SEPARATOR.join(says) for says, _ in entries],
            "zero": 0.0,
            "part": [part / 10 for _, part in entries],
            "side": [f"In favor of {names[part < 0]}" for _, part in entries],
            "is_total": [True, *(False for _ in parts)],
            "words": [f"{names[0]}: {', '.join(says)}" for says, _ in entries],
        }
    )


def _against(explanation: PairExplanation, entry: QuestionGap) -> str:
    """The points of both on a question, of the one ahead first: 100.0 against 80.0."""
    if not entry.weight:
        return "not counted, as its weight is 0"
    reverses = explanation.pair is not None and explanation.pair.reverses
    first, second = entry.answers[::-1] if reverses else entry.answers
    if first.counted == second.counted:
        return f"both {points(first.counted)}"
    return f"{points(first.counted)} against {points(second.counted)}"


def _signed(tenths: int) -> str:
    return f"{'+' if tenths > 0 else _MINUS if tenths < 0 else ''}{points(abs(tenths))}"


def _table(explanation: PairExplanation, names: tuple[str, str]) -> pd.DataFrame:
    """A row a question and one for the total."""
    reverses = explanation.pair is not None and explanation.pair.reverses
    parts = _parts(explanation)
    columns: dict[str, list[object]] = {
        "Question": [*(entry.title for entry in explanation.questions), "In all"],
        "Weight": [*(entry.weight for entry in explanation.questions), None],
    }
    for side, name in zip((1, 0) if reverses else (0, 1), names, strict=True):
        answers = [entry.answers[side] for entry in explanation.questions]
        score = explanation.clinics[side].score / 10
        columns[f"{name}: points"] = [*(answer.counted / 10 for answer in answers), score]
        columns[f"{name}: possible"] = [*(answer.high / 10 for answer in answers), None]
    columns["Difference in the score"] = [*(part / 10 for part in parts), sum(parts) / 10]
    return pd.DataFrame(columns)


@cache
def _template(low: int, high: int) -> str:
    """Bars from zero to either side, the total thicker, and a tick at zero; on an axis with these ends.

    The layer of the total comes first, as it decides which side has the first color.
    """
    base = rows_with_labels()
    scale = alt.Scale(domain=[low, high], nice=False)
    axis = alt.Axis(format="+~f", tickCount=5, grid=False)
    legend = alt.Legend(title=None, orient="top", direction="vertical", columns=1, labelLimit=330)
    layers = []
    for is_total, height in ((True, 17), (False, 10)):
        own = base.transform_filter(f"datum.is_total == {str(is_total).lower()}")
        layers.append(
            own.mark_bar(height=height, yOffset=LOWER).encode(
                x=alt.X("zero:Q", title="Points of the score", scale=scale, axis=axis),
                x2="part:Q",
                color=alt.Color("side:N", sort=None, legend=legend),
            )
        )
    zero = base.mark_tick(orient="vertical", aria=False, color=BESIDE, thickness=1.5, size=19, yOffset=LOWER)
    return template(alt.LayerChart(layer=[*layers, zero.encode(x="zero:Q")]))
