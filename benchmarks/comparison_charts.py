"""Time against rows, one line per contender, as the specification of a picture."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any

import altair as alt
import pandas as pd

from benchmarks.measurement import OURS, STEP_SECONDS, Measurement

# The light theme's, ours first.
COLORS = ("#0072b2", "#e69f00", "#00795a", "#d489b1", "#56b4e9", "#d55e00")
_WIDTH, _HEIGHT = 460, 300
_LABEL_GAP = 0.055  # of the height: labels nearer than this would overlap
_INK, _RULE = "#0f171f", "#75818b"


def chart(measurements: Sequence[Measurement], title: str) -> dict[str, Any]:
    """The Vega-Lite specification for the measurements of one task. A stopped one is drawn at the limit, hollow."""
    points = _points(measurements)
    # Including those without a time, so that a contender has one color on all charts of the same contenders.
    names = sorted(dict.fromkeys(line.contender for line in measurements), key=lambda name: name != OURS)
    rows = sorted(set(points["rows"]))
    x = alt.X(
        "rows:Q", title="clinics", scale=alt.Scale(type="log"), axis=alt.Axis(values=rows, format="~s", grid=False)
    )
    low, high = points["seconds"].min(), points["seconds"].max()
    decades = [10.0**power for power in range(floor(log10(low)), ceil(log10(high)) + 1)]
    scale = alt.Scale(type="log", domain=[decades[0], max(1.3 * high, 10 * decades[0])], nice=False)
    y = alt.Y("seconds:Q", title="seconds", scale=scale, axis=alt.Axis(format="~g", values=decades))
    color = alt.Color("contender:N", legend=None, scale=alt.Scale(domain=names, range=list(COLORS[: len(names)])))
    base = alt.Chart(points).encode(x=x, y=y, color=color)
    width = alt.condition(alt.datum.contender == OURS, alt.value(3.5), alt.value(1.75))
    lines = base.mark_line().encode(strokeWidth=width, detail="contender:N")
    dots = base.transform_filter("!datum.stopped").mark_point(filled=True, size=45, opacity=1)
    stopped = base.transform_filter("datum.stopped").mark_point(shape="triangle-up", size=90, fill="white", opacity=1)
    labels = (
        alt.Chart(_labels(points))
        .mark_text(align="left", dx=12, fontSize=12)
        .encode(x=x, y=alt.Y("place:Q"), text="label:N", color=alt.value(_INK))
    )
    layers = alt.layer(lines, dots, stopped, labels).properties(width=_WIDTH, height=_HEIGHT)
    specification: dict[str, Any] = (
        layers.properties(
            title=alt.Title(title.capitalize(), anchor="start", fontSize=15, color=_INK),
            padding=8,
            background="white",
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_INK, titleColor=_INK, titleFontWeight="normal", gridColor="#e3e6e8", tickColor=_RULE
        )
        .to_dict()
    )
    return specification


def _points(measurements: Sequence[Measurement]) -> pd.DataFrame:
    """A row for each measurement with a time, and for the first size at which a contender was stopped."""
    points = []
    ended = set()
    for line in sorted(measurements, key=lambda line: (line.contender != OURS, line.contender, line.rows)):
        stopped = line.seconds is None and line.reason.startswith(">")
        if line.contender in ended or (line.seconds is None and not stopped):
            continue
        if stopped:
            ended.add(line.contender)
        points.append((line.contender, line.rows, STEP_SECONDS if stopped else line.seconds, stopped))
    return pd.DataFrame(points, columns=["contender", "rows", "seconds", "stopped"])


def _labels(points: pd.DataFrame) -> pd.DataFrame:
    """The name of each contender beside its last point, moved up where two would overlap."""
    last = points.groupby("contender", sort=False).tail(1).sort_values("seconds")
    low, high = log10(points["seconds"].min()), log10(points["seconds"].max())
    gap = max(high - low, 1e-9) * _LABEL_GAP
    places: list[float] = []
    for seconds in last["seconds"]:
        places.append(max(log10(seconds), places[-1] + gap) if places else log10(seconds))
    names = last["contender"] + last["stopped"].map({True: f" (> {STEP_SECONDS:.0f} s)", False: ""})
    return last.assign(place=[10**place for place in places], label=names.str.replace("`", "", regex=False))
