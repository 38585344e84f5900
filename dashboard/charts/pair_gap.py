"""Why one clinic is above another: the difference of two scores by question, as bars to either side that add up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, partial

import altair as alt
import pandas as pd

from dashboard.charts.figure import BESIDE, Chart, Figure, Nothing, template
from dashboard.charts.group_rows import AROUND, LOWER, ROW_HEIGHT, rows_with_labels
from dashboard.safe_text import printable
from scoring.reports import MINUS, PairExplanation, QuestionGap, pair_sentences, points

_LEGEND = 50  # pixels
_SEPARATOR = " \u00b7 "
_LEAST_SPAN = 5  # points, the smallest judgment of the rubric: a smaller difference does not fill the chart
_NOTE = (
    "Each bar is a question's difference in points times its weight, divided by the sum of the weights. "
    "The bars add up to the total."
)


def pair_gap(explanation: PairExplanation) -> Figure | Nothing | None:
    """The parts of the difference between two clinics, from the side of the one ahead; None without two scores."""
    pair = explanation.pair
    if pair is None:
        return None
    gap = _Gap(explanation, (1, 0) if pair.reverses else (0, 1))
    ahead, behind = gap.names
    if pair.is_level:
        title = f"{ahead} and {behind} are tied at {points(pair.ahead.score)}"
    else:
        title = f"{ahead} is {points(gap.total)} above {behind}"
    if not any(gap.parts):
        return Nothing(title, "No question makes a visible difference between the two.")
    return Figure(
        title=title,
        takeaway=pair_sentences(explanation)[0],
        chart=Chart(_template(*gap.span), _rows(gap), ROW_HEIGHT * (len(gap.parts) + 1) + AROUND + _LEGEND),
        twin=partial(_table, gap),
        note=f"{_NOTE} A minus is in favor of {behind}." if min(gap.parts) < 0 else _NOTE,
        counts="the 2 compared",
    )


@dataclass(frozen=True)
class _Gap:
    """Two clinics from the side of the one ahead. `order`: their places in the explanation, the one ahead first."""

    explanation: PairExplanation
    order: tuple[int, int]

    @property
    def names(self) -> tuple[str, str]:
        """The names of both, the one ahead first, as they appear within our sentences."""
        ahead, behind = self.order
        return printable(self.explanation.names[ahead]), printable(self.explanation.names[behind])

    @property
    def parts(self) -> list[int]:
        """By how many tenths the one ahead leads, by question."""
        sign = -1 if self.order[0] else 1
        return [sign * entry.part for entry in self.explanation.questions]

    @property
    def total(self) -> int:
        """By how many tenths the one ahead leads."""
        return sum(self.parts)

    @property
    def span(self) -> tuple[int, int]:
        """The ends of the axis in points, in fives; it extends to the left only if a question favors the other."""
        step = 10 * _LEAST_SPAN
        low, high = min(*self.parts, 0), max(*self.parts, self.total, step)
        return _LEAST_SPAN * math.floor(low / step), _LEAST_SPAN * math.ceil(high / step)

    def against(self, entry: QuestionGap) -> str:
        """The points of both on a question, the one ahead first: 100.0 against 80.0; an open question has no number."""
        if not entry.weight:
            return "not counted, as its weight is 0"
        answers = (entry.answers[place] for place in self.order)
        ahead, behind = ("open" if answer.is_open else points(answer.counted) for answer in answers)
        return f"both {ahead}" if ahead == behind else f"{ahead} against {behind}"


def _rows(gap: _Gap) -> pd.DataFrame:
    """A row for the total, then one per question: place, label, zero, part (points), side, is_total, words.

    The total is drawn last.
    """
    labels: list[tuple[str, ...]] = [("In all", _signed(gap.total))]
    for entry, part in zip(gap.explanation.questions, gap.parts, strict=True):
        labels.append((entry.title, _signed(part), gap.against(entry)))
    parts = [gap.total, *gap.parts]
    return pd.DataFrame(
        {
            "place": [len(gap.parts), *range(len(gap.parts))],
            "label": [_SEPARATOR.join(label) for label in labels],
            "zero": 0.0,
            "part": [part / 10 for part in parts],
            "side": [f"In favor of {gap.names[part < 0]}" for part in parts],
            "is_total": [True, *(False for _ in gap.parts)],
            "words": [f"{gap.names[0]}: {', '.join(label)}" for label in labels],
        }
    )


def _signed(tenths: int) -> str:
    return f"{'+' if tenths > 0 else MINUS if tenths < 0 else ''}{points(abs(tenths))}"


def _table(gap: _Gap) -> pd.DataFrame:
    """One row per question and one for the total."""
    questions = gap.explanation.questions
    columns: dict[str, list[object]] = {
        "Question": [*(entry.title for entry in questions), "In all"],
        "Weight": [*(entry.weight for entry in questions), None],
    }
    for place, name in zip(gap.order, gap.names, strict=True):
        answers = [entry.answers[place] for entry in questions]
        score = gap.explanation.clinics[place].score / 10
        columns[f"{name}: points"] = [*(answer.counted / 10 for answer in answers), score]
        columns[f"{name}: possible"] = [*(answer.high / 10 for answer in answers), None]
    columns["Difference in the score"] = [part / 10 for part in (*gap.parts, gap.total)]
    return pd.DataFrame(columns)


@cache
def _template(low: int, high: int) -> str:
    """Bars from zero to either side, the total thicker, and a tick at zero; on an axis with these ends.

    The layer of the total comes first, because it decides which side has the first color.
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
