"""The charts of a report: those of the page for the same view, drawn one at a time, each in its own process."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.picture import chart_specification
from dashboard.charts.registry import CHARTS
from dashboard.view import View
from dashboard.view_report.inline_picture import inline_picture
from pictures.isolated_drawing import MEGABYTE, CannotDraw, DrawingLimits, draw_apart

BY_CHOICE = ("Two groups", "Two measures")  # charts that answer a reader's own question
LIMITS = DrawingLimits(picture_bytes=MEGABYTE, seconds=10.0, patience=10.0)  # a map of all states takes a fifth of that
_WIDTH = 500  # pixels between the axes: readable on paper, and on a phone with little scrolling
_NOT_DRAWN = "This chart could not be drawn here; the page of this view has it."


@dataclass(frozen=True)
class Chart:
    """A chart of a report: its finding, its picture as markup ("" without one), and what else to say about it."""

    title: str
    picture: str
    note: str


def figures_of(view: View, chosen: str = "") -> dict[str, Figure | Nothing]:
    """The figures of a report by their keys. `chosen`: the chart that the reader has on the page."""
    drawn = {
        key: draw(view)
        for name, figures in CHARTS.items()
        if name not in BY_CHOICE or name == chosen
        for key, draw in figures.items()
    }
    return {key: figure for key, figure in drawn.items() if figure is not None}


def report_chart(key: str, figure: Figure | Nothing) -> Chart:
    """A figure as a chart of a report. If it cannot be drawn, the chart says so, and what it would show."""
    if isinstance(figure, Nothing):
        return Chart(figure.title, "", figure.why)
    try:
        svg = draw_apart(chart_specification(figure, _WIDTH), "svg", LIMITS)
        return Chart(figure.title, inline_picture(svg, key, figure.takeaway), figure.note)
    except (CannotDraw, ValueError):
        return Chart(figure.title, "", f"{_NOT_DRAWN} {figure.takeaway}")
