"""Rows of groups: name and numbers are above the marks, so they need no room beside them, even on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.figure import BESIDE, ON_MARKS, ROWS, clickable, template

ROW_HEIGHT = 42
AROUND = 80  # for the axis, its title and the edges: less would be taken from the rows, whose labels then overlap
MOST_ROWS = 60  # every US state and territory
LOWER = 8  # pixels below the middle of a row, where its marks are
_HIGHER = 10  # pixels above it, where its label is: closer to its own marks than to those of the row above
_DASH = 18  # pixels: the half of a row below its label
HERE = "\u25b8 "  # before the label of the row that a chart is about
_PAIR_GAP = 7  # pixels between the two marks of a pair
_SHARE_AXIS = alt.Axis(format=".0%", tickCount=5, grid=False)


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a small frame, one for each group, with one column per attribute."""
    return iter(frame.itertuples(index=False))


@cache
def share_template() -> str:
    """Dots with intervals, sorted, and a dashed line for all clinics.

    Columns of its rows: place, label, share, low, high, overall, opacity, faint, hue, words, pick.
    """
    base = rows_with_labels()
    share = alt.X("share:Q", title="Share of the clinics of each group", scale=_whole(), axis=_SHARE_AXIS)
    line = base.mark_rule(aria=False, size=5, strokeCap="round", yOffset=LOWER).encode(
        x=alt.X("low:Q", title="Share of the clinics of each group", scale=_whole(), axis=_SHARE_AXIS),
        x2="high:Q",
        opacity=alt.Opacity("faint:Q", scale=None, legend=None),
        color=alt.Color("hue:N", legend=None),  # a rule without its own color is black, even in dark mode
    )
    dot = base.mark_point(filled=True, size=110, opacity=1, cursor="pointer", yOffset=LOWER).encode(
        x=share, opacity=alt.Opacity("opacity:Q", scale=None, legend=None)
    )
    return template(alt.LayerChart(layer=[_overall(base), line, clickable(dot, "pick")]))


@cache
def spread_template(title: str, form: str, whole: tuple[float, float] | None) -> str:
    """Strips from the 10th to the 90th and the 25th to the 75th percentile, with the median.

    `title`: of the axis. `form`: of its numbers. `whole`: its ends; None for those of the rows. Columns of its rows:
    place, label, p10, p25, median, p75, p90, overall, words, opacity, pick.
    """
    base = rows_with_labels().encode(opacity=alt.Opacity("opacity:Q", scale=None, legend=None))
    scale = alt.Scale(domain=list(whole)) if whole else alt.Scale(zero=True)
    axis = alt.Axis(format=form, tickCount=5, grid=False)
    outer = base.mark_bar(height=5, fillOpacity=0.45, yOffset=LOWER, aria=False).encode(
        x=alt.X("p10:Q", title=title, scale=scale, axis=axis), x2="p90:Q"
    )
    inner = base.mark_bar(height=13, cursor="pointer", yOffset=LOWER).encode(x="p25:Q", x2="p75:Q")
    tick = tick_of(base).encode(x="median:Q")
    return template(alt.LayerChart(layer=[_overall(base), outer, clickable(inner, "pick"), tick]))


@cache
def pair_template() -> str:
    """Two marks per row, distinguished by color and shape, each with its interval.

    Columns of its rows, two for each row of the chart: place, label, side, shift, share, low, high, words.
    """
    base = rows_with_labels()
    legend = alt.Legend(title=None, orient="top", direction="vertical", columns=1, labelLimit=330, symbolOpacity=1)
    side = alt.Color("side:N", sort=None, legend=legend)
    shape = alt.Shape("side:N", sort=None, legend=legend, scale=alt.Scale(range=["circle", "square"]))
    stroke = alt.Stroke("side:N", sort=None, legend=legend)  # a color would separate the legends of color and shape
    layers = []
    for number in (0, 1):
        own = base.transform_filter(f"datum.shift == {number}")
        offset = LOWER - _PAIR_GAP // 2 + number * _PAIR_GAP
        x = alt.X("low:Q", title="Share of the clinics of each group", scale=_whole(), axis=_SHARE_AXIS)
        layers.append(
            own.mark_rule(aria=False, size=3, opacity=0.55, yOffset=offset).encode(x=x, x2="high:Q", stroke=stroke)
        )
        layers.append(
            own.mark_point(filled=True, size=90, opacity=1, yOffset=offset).encode(x="share:Q", color=side, shape=shape)
        )
    return template(alt.LayerChart(layer=layers))


def rows_with_labels(padding: float | None = None, *, spare: int = 0) -> alt.Chart:
    """Row labels as axis labels, because only axis text has the color of the theme; the axis is inside the chart.

    It has the whole width but for `spare` pixels at its end, and the row that the chart is about is bold. `padding`:
    between rows, as a share of a row; None for the default.
    """
    axis = alt.Axis(
        labelAlign="left",
        labelOffset=-_HIGHER,
        labelPadding=0,
        labelLimit=alt.ExprRef(f"width - {spare}"),
        labelOverlap=False,
        labelFlush=False,
        labelFontSize=alt.ExprRef("width < 260 ? 11 : 13"),  # the longest label with both its shares fits a phone
        labelFontWeight=alt.condition(f"indexof(datum.label, '{HERE}') == 0", alt.value("bold"), alt.value("normal")),
        maxExtent=0,
        ticks=False,
        domain=False,
        grid=False,
        zindex=1,
    )
    scale = alt.Undefined if padding is None else alt.Scale(padding=padding)
    order = alt.EncodingSortField("place", op="min")
    return alt.Chart(ROWS).encode(
        y=alt.Y("label:N", sort=order, title=None, axis=axis, scale=scale),
        description="words:N",
        tooltip=alt.Tooltip("words:N", title="Here"),
    )


def tick_of(base: alt.Chart) -> alt.Chart:
    """An upright tick on a bar, so narrow that a short bar still shows on both sides; `size` is free to encode."""
    tick: alt.Chart = base.mark_point(
        shape="M-0.22,-1L0.22,-1L0.22,1L-0.22,1Z",
        fill="#ffffff",
        stroke=ON_MARKS,
        strokeWidth=1,
        opacity=1,
        size=220,
        yOffset=LOWER,
        aria=False,
    )
    return tick


def _overall(base: alt.Chart) -> alt.Chart:
    """A dashed line for all clinics: a dash in each row, below its label."""
    dashes: alt.Chart = base.mark_tick(aria=False, color=BESIDE, thickness=1.5, size=_DASH, yOffset=LOWER).encode(
        x="overall:Q", opacity=alt.value(1)
    )
    return dashes


def _whole() -> alt.Scale:
    return alt.Scale(domain=[0, 1])  # fixed, so that different selections can be compared
