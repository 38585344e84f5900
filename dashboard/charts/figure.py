"""What a chart is made of, and what a click on one of its marks asks for. Values only: nothing here draws."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import altair as alt
import pandas as pd

from dashboard.filters import EVERY_SCORE

PICK = "pick"  # the name of the selection that a click on a mark makes
BESIDE = "#75818b"  # lines beside the coloured marks: seen on light and on dark
ON_MARKS = "#0b1014"  # text on coloured marks, which are light enough for it in both themes
FULL, PALE = 1.0, 0.3
ROWS = alt.NamedData("rows")  # what a template draws; the rows themselves come with each view
LEAVES_OUT = "Counts every clinic that the other filters leave; what is filtered here is in full colour."
C = TypeVar("C", alt.Chart, alt.LayerChart)


@dataclass(frozen=True, eq=False)
class Chart:
    """Rows, the Vega-Lite specification that draws them, and how high (pixels, with all around).

    `template`: JSON text, so that nobody changes what is shared.
    """

    template: str
    data: pd.DataFrame
    height: int

    @property
    def spec(self) -> dict[str, Any]:
        """The specification with its rows, for this caller alone."""
        specification: dict[str, Any] = json.loads(self.template)
        return specification | {"height": self.height, "datasets": {ROWS.name: self.data}}


class Pick(Protocol):
    """What a click on a mark asks for."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The filters that a click changes, by the keys of their widgets."""
        ...

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns of the chart's data that a click reports."""
        ...

    def after(self, mark: Mapping[str, Any], widget_values: Mapping[str, Any]) -> dict[str, Any]:
        """What the widgets hold after a click on this mark; nothing for a mark that no filter can name."""
        ...


@dataclass(frozen=True)
class Toggle:
    """A click adds the mark's label to a filter, or takes it out again."""

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
        """The list without the label if it holds it, with it if not."""
        label, labels = mark.get(self.column), list(widget_values.get(self.key) or [])
        if not label:
            return {}
        return {self.key: [chosen for chosen in labels if chosen != label] if label in labels else [*labels, label]}


@dataclass(frozen=True)
class Together:
    """A click on a cell sets several filters to the cell alone, or empties them all if they hold just that."""

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
        """The cell alone, or nothing in any of the filters."""
        cell = {key: [mark.get(column)] for key, column in self.columns.items()}
        if not all(label for (label,) in cell.values()):
            return {}
        alone = all(list(widget_values.get(key) or []) == labels for key, labels in cell.items())
        return {key: [] for key in cell} if alone else dict(cell)


@dataclass(frozen=True)
class Span:
    """A click sets a range of whole points, both ends included, or opens it again."""

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
        """The mark's range, or the whole one if the filter holds the mark's already."""
        if mark.get(self.low) is None or mark.get(self.high) is None:
            return {}
        span = (int(mark[self.low]), int(mark[self.high]))
        return {self.key: self.whole if tuple(widget_values.get(self.key) or ()) == span else span}


@dataclass(frozen=True)
class Offer:
    """A button under a chart: its words, and the label of the flag whose clinics it shows."""

    words: str
    flag: str


@dataclass(frozen=True)
class Figure:
    """A chart with its title (plain text), its takeaway for those who cannot see it, and a note.

    `twin`: makes the same as a table, which is wanted only when a reader opens it.
    `pick`: what a click on a mark filters. `clinics`: id -> name of the clinics that a click on a mark (with a column
    `clinic_id`) offers to open. `width`: pixels at most, or all that there is.
    `offer`: a filter that the finding leads to.
    """

    title: str
    takeaway: str
    chart: Chart
    twin: Callable[[], pd.DataFrame]
    note: str = ""
    pick: Pick | None = None
    clinics: Mapping[str, str] = field(default_factory=dict)
    width: int | None = None
    offer: Offer | None = None

    @property
    def table(self) -> pd.DataFrame:
        """The numbers of the chart."""
        return self.twin()


@dataclass(frozen=True)
class Nothing:
    """Why there is nothing to draw (plain text). `filters`: whether it is the reader's filters that leave nothing."""

    title: str
    why: str
    filters: bool = False


def clickable(chart: C, *fields: str) -> C:
    """The chart with a selection that reports these columns of the mark that is clicked."""
    return chart.add_params(alt.selection_point(name=PICK, fields=list(fields)))


def template(chart: alt.Chart | alt.LayerChart) -> str:
    """A chart of `ROWS` without its height, checked by Altair. To be kept: it is most of the cost of a chart."""
    spec: dict[str, Any] = chart.to_dict()
    return json.dumps({key: value for key, value in spec.items() if key != "config"})
