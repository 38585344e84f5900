"""What a click on a mark sets, and colors that work in both themes."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.charts import reach
from dashboard.charts.beyond_states import beyond_states
from dashboard.charts.distribution import distribution
from dashboard.charts.figure import BESIDE, ON_MARKS, Figure, Pick, Span, Together, Toggle
from dashboard.charts.price import price
from dashboard.charts.products import products
from dashboard.charts.ranked import ranked
from dashboard.view import View
from tests.dashboard.test_view import look
from tests.scoring.files import reviewed

STATE = Toggle("state", "code")
CELL = Together({"target": "where", "imaging": "how"})
SCORE = Span("score", "low", "high")
DISC_CT = {"where": "Disc", "how": "CT"}
CASES: dict[str, tuple[Pick, dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "a first value": (STATE, {"code": "FL"}, {}, {"state": ["FL"]}),
    "one more value": (STATE, {"code": "FL"}, {"state": ["CA"]}, {"state": ["CA", "FL"]}),
    "a value again": (STATE, {"code": "FL"}, {"state": ["CA", "FL"]}, {"state": ["CA"]}),
    "a mark that no filter names": (STATE, {"code": ""}, {"state": ["CA"]}, {}),
    "a cell": (CELL, DISC_CT, {"target": [], "imaging": None}, {"target": ["Disc"], "imaging": ["CT"]}),
    "another cell": (
        CELL,
        DISC_CT,
        {"target": ["Disc", "Muscle"], "imaging": ["CT"]},
        {"target": ["Disc"], "imaging": ["CT"]},
    ),
    "a cell again": (CELL, DISC_CT, {"target": ["Disc"], "imaging": ["CT"]}, {"target": [], "imaging": []}),
    "a cell without a filter": (CELL, {"where": "Disc", "how": ""}, {"target": ["Disc"]}, {}),
    "a range": (SCORE, {"low": 60, "high": 64}, {"score": (0, 100)}, {"score": (60, 64)}),
    "a range from zero": (SCORE, {"low": 0, "high": 4}, {}, {"score": (0, 4)}),
    "a range again": (SCORE, {"low": 60, "high": 64}, {"score": (60, 64)}, {"score": (0, 100)}),
    "no range": (SCORE, {}, {"score": (60, 64)}, {}),
}


@pytest.mark.parametrize(("pick", "mark", "held", "after"), CASES.values(), ids=CASES.keys())
def test_a_click(pick: Pick, mark: dict[str, Any], held: dict[str, Any], after: dict[str, Any]) -> None:
    """A click on a mark filters by it, a second click undoes it, and the previous selection is not changed in place."""
    before = {key: list(value) if isinstance(value, list) else value for key, value in held.items()}
    assert pick.after(mark, held) == after
    assert held == before


def light(color: str) -> float:
    """The relative luminance of #rrggbb, 0 to 1."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(color: str, background: str) -> float:
    """The contrast of two colors, 1 to 21."""
    low, high = sorted((light(color), light(background)))
    return (high + 0.05) / (low + 0.05)


FILLS = [fill for fill in reach.FILLS.values() if fill != "transparent"]
CONFIG = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_are_seen_in_both_themes(theme: str) -> None:
    """Every color of our own has a contrast of at least 3 to 1 with its background."""
    background = CONFIG["theme"][theme]["backgroundColor"]
    faint = {color: contrast(color, background) for color in (BESIDE, *FILLS) if contrast(color, background) < 3}
    assert not faint


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_higher_score_is_further_from_the_background(theme: str) -> None:
    """Score colors differ only in lightness, so that they work in gray; the lowest is not the background."""
    look_of = CONFIG["theme"][theme]
    steps = [contrast(color, look_of["backgroundColor"]) for color in look_of["chartSequentialColors"]]
    assert len(steps) == 10  # the platform accepts no other number
    assert steps == sorted(set(steps))
    assert steps[0] > 1.1


def test_text_on_marks_is_read() -> None:
    """Text on a colored mark has a contrast of at least 4.5 to 1."""
    assert min(contrast(ON_MARKS, fill) for fill in FILLS) >= 4.5


@pytest.mark.parametrize("draw", [ranked, distribution, reach.reach, products, price, beyond_states])
def test_a_chart_draws_its_rows_and_nothing_else(draw: Callable[[View], Figure]) -> None:
    """Every layer draws the chart's rows, under one name, and the data written into a specification stays there."""
    row = {"products": "PRP", "targets": "disc", "imaging": "CT", "credentials": "MD", "price_usd": "900"}
    review = reviewed([{"name": "A", "state": "FL", **row}, {"name": "B", "country": "MX", **row}])
    chart = draw(look(review)).chart
    spec = chart.spec
    assert spec["datasets"]["rows"] is chart.data
    assert spec["data"] == {"name": "rows"}
    assert not any("data" in layer for layer in spec.get("layer", ()))
    spec.clear()
    assert chart.spec["height"] == chart.height
