"""A figure as the specification of a picture to publish: with its title, its note and its source, for paper.

A picture is read without its page. So it is black on white, distinguishes by lightness as well as by color, cuts
nothing off, and keeps nothing that responds to clicks.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.browser import map_outlines
from dashboard.charts.figure import ROWS, Figure
from dashboard.safe_text import printable

# Vl-convert ships the first; the others have the same widths, for anyone who opens an SVG without it.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# The hues of the light theme, at lightnesses that can be distinguished in grayscale too.
CATEGORIES = ("#00507d", "#e69f00", "#00805d", "#efc3dc")
# From a low score to a high one: the light theme's own colors, which differ only in lightness.
SCORES = ("#e6f1f8", "#c9e1ef", "#acd0e6", "#8fc0dd", "#6ba7cb", "#478fba", "#2376a8", "#1b6490", "#125177", "#0a3f5f")
_HUE = "#0072b2"  # for marks that all mean the same: the light theme's first
_WIDTH = 640  # pixels of a chart between its axes; labels come on top
_TITLE_LINE, _TEXT_LINE = 72, 120  # characters of a line at these sizes in that width; a longer one widens the picture
_MARKS = ("area", "bar", "circle", "line", "point", "rect", "tick")
_ON_SCREEN_ONLY = frozenset(("$schema", "config", "labelLimit", "tooltip", "cursor"))


def picture_specification(figure: Figure, lines: Sequence[str]) -> dict[str, Any]:
    """A Vega-Lite specification with its rows. `lines`: the plain text under the chart, besides its note."""
    title = {"text": _wrapped([figure.title], _TITLE_LINE), "fontSize": 18, "fontWeight": "bold", "offset": 18}
    source = {"text": _wrapped([figure.note, *lines], _TEXT_LINE), "fontSize": 11, "fontWeight": "normal"}
    aside = {"orient": "bottom", "lineHeight": 15, "offset": 18}
    placed = {"anchor": "start", "frame": "bounds"}
    return _specification(figure, _WIDTH, 20, {"title": {**placed, **title}}, {"title": {**placed, **aside, **source}})


def chart_specification(figure: Figure, width: int) -> dict[str, Any]:
    """The same for a chart whose title is in a text. `width`: pixels between its axes, if it has none of its own."""
    return _specification(figure, width, 4, {}, {})


def _specification(
    figure: Figure, width: int, padding: int, above: Mapping[str, Any], below: Mapping[str, Any]
) -> dict[str, Any]:
    """`above` and `below`: other text of the picture, and of the chart in it."""
    drawing = _on_paper(json.loads(figure.chart.template), figure.paper)
    width = figure.width or width
    chart = {**drawing, "width": width, "height": figure.chart.height, **below}
    specification: dict[str, Any] = _printable(
        {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "background": "white",
            "padding": padding,
            "params": [{"name": "width", "value": width}],  # a chart within another has no `width` of its own to read
            **above,
            "datasets": {ROWS.name: json.loads(figure.chart.data.to_json(orient="records"))},
            "vconcat": [chart],
            "config": _CONFIG,
        }
    )
    return specification


def _wrapped(paragraphs: Sequence[str], line: int) -> list[str]:
    """Lines of about this many characters; each paragraph starts a new line, and so does a long word."""
    return [part for text in paragraphs for part in textwrap.wrap(text, line, break_long_words=False)]


def _on_paper(part: Any, colors: Mapping[str, str]) -> Any:
    """A part of a specification without what only a screen needs, and with its colors for paper.

    A legend below would end up under the source, so it goes above the chart.
    """
    if isinstance(part, list):
        return [_on_paper(item, colors) for item in part]
    if isinstance(part, dict):
        kept = {key: _on_paper(item, colors) for key, item in part.items() if key not in _ON_SCREEN_ONLY}
        if "params" in kept:
            kept["params"] = [param for param in kept["params"] if "select" not in param]
        if "url" in kept:  # a picture is drawn without a network
            kept["values"] = map_outlines.content(kept.pop("url"))
        legend = kept.get("legend")
        if isinstance(legend, dict) and legend.get("orient") == "bottom":
            kept["legend"] = {**legend, "orient": "top"}
        return kept
    return colors.get(part, part) if isinstance(part, str) else part


def _printable(part: Any) -> Any:
    if isinstance(part, list):
        return [_printable(item) for item in part]
    if isinstance(part, dict):
        return {key: _printable(item) for key, item in part.items()}
    return printable(part) if isinstance(part, str) else part


_INK = {"labelColor": "black", "titleColor": "black", "labelFontSize": 12, "titleFontSize": 12, "labelLimit": 0}
_CONFIG: dict[str, Any] = {
    "font": FONT,
    "view": {"stroke": None},
    "range": {"category": list(CATEGORIES), "ramp": list(SCORES)},
    "axis": {**_INK, "titleFontWeight": "normal", "gridColor": "#e3e6e8", "domainColor": "#555", "tickColor": "#555"},
    "legend": {**_INK, "symbolLimit": 0},
    "title": {"color": "black"},
    **{mark: {"color": _HUE} for mark in _MARKS},
}
