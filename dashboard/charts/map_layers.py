"""The layers of the map: outlines of states filled by score, a circle around a place, and marks of clinics."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from dashboard.browser.map_outlines import STATES
from dashboard.charts.figure import BESIDE, ON_MARKS, ROWS, clickable, template
from dashboard.charts.whereabouts import Whereabouts

# The kinds of rows, by the column `kind`.
STATE_ROW, SPOT, CIRCLE, PLACE = "state", "spot", "circle", "place"
_STRIPES = 9  # across a state
SCORES = alt.Scale(domain=[0, 100], range="ramp")  # the theme's colors, one set for light and one for dark
_COLOR = alt.Color(
    "score:Q",
    scale=SCORES,
    legend=alt.Legend(
        title="Median score",
        orient="top",
        direction="horizontal",
        gradientLength=200,
        gradientThickness=10,
        gradientOpacity=1,
        tickCount=5,
    ),
)


_TOOLTIP = alt.Tooltip("words:N", title="Here")
_OPACITY = alt.FillOpacity("opacity:Q", scale=None, legend=None)
_LOOKED_UP = ("score", "scored", "clinics", "words", "opacity")


@cache
def map_template() -> str:
    """The map. Columns of its rows: kind, latitude, longitude, the fields of `Whereabouts`, and those of `_LOOKED_UP`.

    `scored`: whether a state or mark has a score; `order`: of the points of the circle. Layers that are often empty are
    hidden from screen readers, which would find a picture without a name: states and the table say what they show.
    """
    ring = (
        _of_kind(CIRCLE)
        .mark_line(aria=False, color=BESIDE, strokeWidth=1.5, strokeDash=[5, 3])
        .encode(longitude="longitude:Q", latitude="latitude:Q", order="order:Q")
    )
    place = (
        _of_kind(PLACE)
        .mark_point(aria=False, shape="cross", size=80, filled=True, fill=ON_MARKS, stroke="#ffffff")
        .encode(longitude="longitude:Q", latitude="latitude:Q", tooltip=_TOOLTIP)
    )
    hollow = _spots("!datum.scored", aria=False, fill="transparent", stroke=BESIDE)
    scored = _spots("datum.scored", stroke=ON_MARKS).encode(color=_COLOR)
    layers = [_outlines(), _filled(), _striped(), hollow, clickable(scored, *Whereabouts().fields), ring, place]
    return template(alt.LayerChart(layer=layers).project(type="albersUsa"))


def _of_kind(kind: str) -> alt.Chart:
    chart: alt.Chart = alt.Chart(ROWS).transform_filter(f"datum.kind == '{kind}'")
    return chart


def _states() -> alt.Chart:
    """The shapes of all states, with the columns of their rows."""
    fields = list(dict.fromkeys((*Whereabouts().fields, *_LOOKED_UP)))
    states: alt.Chart = alt.Chart(alt.topo_feature(STATES, "states")).transform_lookup(
        lookup="id", from_=alt.LookupData(data=ROWS, key="state", fields=fields)
    )
    return states


def _outlines() -> alt.Chart:
    outlines: alt.Chart = (
        _states()
        .mark_geoshape(fill="transparent", stroke=BESIDE, strokeWidth=0.7, cursor="pointer")
        .encode(description="words:N", tooltip=_TOOLTIP)
    )
    return outlines


def _filled() -> alt.Chart:
    filled: alt.Chart = (
        _states()
        .transform_filter("datum.scored")
        .mark_geoshape(stroke=BESIDE, strokeWidth=0.7, cursor="pointer", aria=False)
        .encode(color=_COLOR, fillOpacity=_OPACITY, tooltip=_TOOLTIP)
    )
    return filled


def _striped() -> alt.Chart:
    """Stripes over the states whose clinics have no score, because any color could be mistaken for a low score."""
    stripes: list[dict[str, Any]] = []
    for number in range(_STRIPES):
        start, middle, end = (part / _STRIPES for part in (number, number + 0.75, number + 1))
        stripes += [
            {"offset": offset, "color": color}
            for offset, color in ((start, "transparent"), (middle, "transparent"), (middle, BESIDE), (end, BESIDE))
        ]
    gradient = {"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 1, "stops": stripes}
    striped: alt.Chart = (
        _states()
        .transform_filter("datum.clinics > 0 && !datum.scored")
        .mark_geoshape(fill=gradient, stroke=BESIDE, strokeWidth=0.7, cursor="pointer", aria=False)
        .encode(fillOpacity=_OPACITY, tooltip=_TOOLTIP)
    )
    return striped


def _spots(test: str, **looks: Any) -> alt.Chart:
    spots: alt.Chart = (
        _of_kind(SPOT)
        .transform_filter(test)
        .mark_circle(strokeWidth=1, cursor="pointer", **looks)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            size=alt.Size("size:Q", scale=None, legend=None),
            opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
            description="words:N",
            tooltip=_TOOLTIP,
        )
    )
    return spots
