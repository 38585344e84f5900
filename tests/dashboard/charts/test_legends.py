"""The legends of all charts: the browser is never told both to draw one and not to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.charts.figure import Figure
from dashboard.charts.movers import movers
from dashboard.charts.registry import AT_A_GLANCE, CHARTS
from scoring.reports import weight_moves
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE

CHANNELS = ("color", "fill", "stroke", "shape")  # their legends are merged where they share a field
FIGURES = {key: draw for figures in (*CHARTS.values(), AT_A_GLANCE) for key, draw in figures.items()}


def encodings(part: Any) -> Iterator[dict[str, Any]]:
    """Every encoding of a specification, in any layer."""
    for name, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        if name == "encoding":
            yield inner
        yield from encodings(inner)


def contradictory_fields(figure: Figure) -> list[str]:
    """The fields of a chart with a legend in one channel and none in another."""
    told: dict[str, set[bool]] = {}
    for encoding in encodings(json.loads(figure.chart.template)):
        for channel in CHANNELS:
            coded = encoding.get(channel, {})
            if "field" in coded and coded.get("scale", {}) is not None:
                told.setdefault(coded["field"], set()).add(coded.get("legend", {}) is None)
    return [field for field, answers in told.items() if len(answers) > 1]


@pytest.mark.parametrize("key", FIGURES)
def test_a_legend_is_drawn_or_not(key: str) -> None:
    """No chart of Explore gives a field a legend for its color and none for its outline: the browser warns of it."""
    figure = FIGURES[key](look(EXAMPLE))
    assert not isinstance(figure, Figure) or contradictory_fields(figure) == []


def test_so_is_the_legend_of_moved_ranks() -> None:
    """Nor does the chart of moves in rank under the reader's weights."""
    moved = EXAMPLE.with_weights({"who": 60, "what": 10})
    figure = movers(look(moved), EXAMPLE, weight_moves(EXAMPLE, moved))
    assert isinstance(figure, Figure)
    assert contradictory_fields(figure) == []
