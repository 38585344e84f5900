"""What a chart consists of, and how a click on one of its marks changes filters. Values only: nothing here draws."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import altair as alt
import pandas as pd

from dashboard.filters import EVERY_SCORE

PICK = "pick"  # the name of the selection that a click makes
BESIDE = "#75818b"  # lines beside colored marks: visible on light and dark
ON_MARKS = "#0b1014"  # text on colored marks, which are light enough for it in both themes
FULL, PALE = 1.0, 0.3
ROWS = alt.NamedData("rows")  # the data of a template; each view brings its own rows
# Beside long labels on a phone the marks leave a legend or a title too little width, and both would be cut: there they
# end where the marks end, and extend to the left, under the labels.
_LEGEND_PLACE = {"anchor": {"signal": "width < 220 ? 'end' : 'start'"}}
_NARROW = {
    "legend": {"layout": {"top": _LEGEND_PLACE, "bottom": _LEGEND_PLACE}},
    "axisX": {"titleAnchor": {"expr": "width < 140 ? 'end' : 'middle'"}},
}
LEAVES_OUT = "Counts every clinic that the other filters leave; what is filtered here is in full color."
C = TypeVar("C", alt.Chart, alt.LayerChart)


@dataclass(frozen=True, eq=False)
class Chart:
    """Rows, the Vega-Lite specification that draws them, and the height in pixels, including axes and legend.

    `template`: JSON text, so that the shared value cannot be changed.
    """

    template: str
    data: pd.DataFrame
    height: int

    @property
    def spec(self) -> dict[str, Any]:
        """The specification with its rows, a new object for each caller."""
        specification: dict[str, Any] = json.loads(self.template)
        return specification | {"height": self.height, "datasets": {ROWS.name: self.data}}


class Pick(Protocol):
    """How a click on a mark changes filters."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The widget keys of the filters that a click changes."""
        ...

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns of the chart's data that a click reports."""
        ...

    def after(self, mark: Mapping[str, Any], widget_values: Mapping[str, Any]) -> dict[str, Any]:
        """Key -> widget value after a click on this mark; empty for a mark that no filter can express."""
        ...


@dataclass(frozen=True)
class Toggle:
    """A click adds the mark's label to a filter, or removes it."""

    key: str
    column: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The one filter."""
        return (self.key,)

    @property
    def fields(self) -> tuple[str, ...]:
        """The one column."""
        return (self.column,)

    def after(self, mark: Mapping[str, Any], widget_values: Mapping[str, Any]) -> dict[str, Any]:
        """The list of labels with the clicked one added, or removed if it was there."""
        label, labels = mark.get(self.column), list(widget_values.get(self.key) or [])
        if not label:
            return {}
        return {self.key: [chosen for chosen in labels if chosen != label] if label in labels else [*labels, label]}


@dataclass(frozen=True)
class Together:
    """A click on a cell sets several filters to that cell alone, or clears them if they hold just that cell."""

    columns: Mapping[str, str]

    @property
    def keys(self) -> tuple[str, ...]:
        """The filters that a cell sets."""
        return tuple(self.columns)

    @property
    def fields(self) -> tuple[str, ...]:
        """A column for each filter."""
        return tuple(self.columns.values())

    def after(self, mark: Mapping[str, Any], widget_values: Mapping[str, Any]) -> dict[str, Any]:
        """The filters set to the cell, or all cleared."""
        cell = {key: [mark.get(column)] for key, column in self.columns.items()}
        if not all(label for (label,) in cell.values()):
            return {}
        alone = all(list(widget_values.get(key) or []) == labels for key, labels in cell.items())
        return {key: [] for key in cell} if alone else dict(cell)


@dataclass(frozen=True)
class Span:
    """A click sets a range of whole points, both ends included, or resets it."""

    key: str
    low: str
    high: str
    whole: tuple[int, int] = EVERY_SCORE

    @property
    def keys(self) -> tuple[str, ...]:
        """The one filter."""
        return (self.key,)

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns of both ends."""
        return (self.low, self.high)

    def after(self, mark: Mapping[str, Any], widget_values: Mapping[str, Any]) -> dict[str, Any]:
        """The mark's range, or the whole range if the filter already holds the mark's."""
        if mark.get(self.low) is None or mark.get(self.high) is None:
            return {}
        span = (int(mark[self.low]), int(mark[self.high]))
        return {self.key: self.whole if tuple(widget_values.get(self.key) or ()) == span else span}


@dataclass(frozen=True)
class Offer:
    """A button under a chart: its text, and the label of the flag whose clinics it shows."""

    words: str
    flag: str


@dataclass(frozen=True)
class Figure:
    """A chart with its title, its takeaway for those who cannot see it, and a note (all plain text).

    `twin`: makes the table of the same numbers when a reader opens it.
    `pick`: how a click on a mark filters. `clinics`: id -> name of the clinics that a click on a mark (with a column
    `clinic_id`) offers to open. `width`: maximum in pixels, or None for the full width. `follows_width`: whether the
    chart is drawn as high as `style.css` says for a narrow screen; at most its own height.
    `offer`: a filter that the finding suggests. `clinics_at`: for a clicked mark that represents clinics, how many they
    are, and id -> name of the first. `variant`: what else the chart depends on; a mark of another variant is not kept.
    `counts`: which clinics it is about, such as "the 3 compared", if not those that match the filters.
    `sets_aside`: the filters, by key, that it does not apply, besides those that a click changes.
    `paper`: colors of the template that are equally bright -> colors for a picture, which may be read in gray.
    """

    title: str
    takeaway: str
    chart: Chart
    twin: Callable[[], pd.DataFrame]
    note: str = ""
    pick: Pick | None = None
    clinics: Mapping[str, str] = field(default_factory=dict)
    width: int | None = None
    follows_width: bool = False
    offer: Offer | None = None
    clinics_at: Callable[[Mapping[str, Any]], tuple[int, Mapping[str, str]]] | None = None
    variant: str = ""
    counts: str = ""
    sets_aside: tuple[str, ...] = ()
    paper: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> pd.DataFrame:
        """The numbers of the chart."""
        return self.twin()


@dataclass(frozen=True)
class Nothing:
    """Why there is nothing to draw (plain text). `filters`: whether clearing the reader's filters may help."""

    title: str
    why: str
    filters: bool = False


def clickable(chart: C, *fields: str) -> C:
    """The chart with a selection that reports these columns of the clicked mark."""
    return chart.add_params(alt.selection_point(name=PICK, fields=list(fields)))


def count_axis(ticks: int, least: int = 0, **looks: Any) -> alt.Axis:
    """An axis of counts or ranks with about this many ticks, blank between whole numbers and below `least`.

    The minimum step alone is not enough: a picture of two clinics said "0 1 1 2 2", because the renderer ignores it.
    """
    is_blank = f"datum.value % 1 !== 0 || datum.value < {least}"
    between: Any = {"condition": {"test": is_blank, "value": 0}, "value": 1}
    whole = f"{is_blank} ? '' : datum.label"
    return alt.Axis(
        tickMinStep=1, tickCount=ticks, format=",d", labelExpr=whole, tickOpacity=between, gridOpacity=between, **looks
    )


def template(chart: alt.Chart | alt.LayerChart) -> str:
    """A chart of `ROWS` without its height, validated by Altair. Cache it: it is most of the cost of a chart."""
    spec: dict[str, Any] = chart.to_dict()
    return json.dumps({key: value for key, value in spec.items() if key != "config"} | {"config": _NARROW})
