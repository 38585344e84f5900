"""Two measures at once: how many clinics are at a point, and which clinics stand alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import BESIDE, ON_MARKS, ROWS, Chart, Figure, Nothing, clickable, template
from dashboard.charts.mark_areas import AREA, COUNTED_FROM, scales, sizes
from dashboard.view import View
from dashboard.wording.figure_words import none_of
from scoring.recognition import dollars
from scoring.reports import (
    MISSING,
    PER_DECADE,
    PRICE,
    SCORE,
    STEP,
    Plane,
    counted,
    listed,
    names_shown,
    plane,
    quantiles,
    standing_alone,
)

MOST_NAMED = 5
_OFF = math.ceil((10 ** (0.5 / PER_DECADE) - 1) * 100)  # percent: half a step of prices, so the most that one is off
LEAST_ALONE = 0.1  # of an axis: two steps of points
MOST_AT_A_POINT = 12  # clinics that a click lists
_HEIGHT = 440
_LEAST_RANGE = 1e-9  # of an axis with a single value
_HUE = "#4695cc"  # visible in light and dark
_TICKS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


@dataclass(frozen=True)
class Axis:
    """An axis: title, ends, ticks, and for the clinics without the measure their place, its border, and words."""

    title: str
    ends: tuple[float, float]
    ticks: tuple[float, ...]
    apart: float
    border: float
    missing: str
    without: str
    money: bool = False

    def positions(self, steps: NDArray[np.int64]) -> NDArray[np.float64]:
        """Where the steps of the measure are."""
        return np.where(steps == MISSING, self.apart, steps / PER_DECADE if self.money else steps * float(STEP))

    def words(self, step: int) -> str:
        """A step in words."""
        if step == MISSING:
            return f"{self.title}: {self.missing}"
        return f"{self.title} about {_money(step)}" if self.money else f"{self.title} about {step * STEP}"


def two_measures(view: View, x: str, y: str) -> Figure | Nothing:
    """The matching clinics by two of `MEASURES`, counted on a grid; open values are outside the axes."""
    if x == y:
        return Nothing("Choose two different measures", f"Both are set to {x}.")
    whole_plane = plane(view.review, x, y)
    cells = whole_plane.cells(view.mask)
    known = (cells["x"] != MISSING) & (cells["y"] != MISSING)
    if not known.any():
        why = none_of(int(np.count_nonzero(view.mask)), "matching clinic", "have", f"both {x} and {y}")
        return Nothing("No clinic has both", why, filters=bool(view.filters))
    axes = _axis(x, cells["x"].to_numpy()), _axis(y, cells["y"].to_numpy())
    rows = _rows(cells, axes)
    names = _alone(view, whole_plane, rows)
    numbers = {place: str(number) for number, place in enumerate(names, 1)}
    rows = rows.assign(
        name=[names.get(place, "") for place in rows.index],
        number=[numbers.get(place, "") for place in rows.index],
    )
    both = cells[known]
    title = _title(view, both, x, y)
    alone = listed([f"{numbers[place]} {name}" for place, name in names.items()])
    apart = f"Outliers: {alone}." * bool(names)
    return Figure(
        title=title,
        takeaway=f"{title}. {apart}".strip(),
        chart=Chart(_template(*axes), rows, _HEIGHT),
        twin=lambda: pd.DataFrame(
            {
                x: [axes[0].words(step).removeprefix(x).lstrip(": ") for step in cells["x"]],
                y: [axes[1].words(step).removeprefix(y).lstrip(": ") for step in cells["y"]],
                "Clinics": cells["clinics"],
            }
        ),
        note=f"{apart} {_note(cells, axes)}".strip(),
        clinics_at=lambda mark: _clinics_at(view, whole_plane, mark),
        variant=f"{x}|{y}",
    )


def _money(step: int) -> str:
    return dollars(float(f"{10 ** (step / PER_DECADE):.2g}"))


def _axis(measure: str, steps: NDArray[np.int64]) -> Axis:
    if measure != PRICE:
        missing, without = ("no score", "without a score") if measure == SCORE else ("open", f"with {measure} open")
        scale: tuple[float, ...] = (-10, 0, 20, 40, 60, 80, 100)
        return Axis(measure, (-14, 106), scale, apart=-10, border=-5, missing=missing, without=without)
    known = steps[steps != MISSING] / PER_DECADE
    step = 1 / PER_DECADE
    low, high = float(known.min()) - step, float(known.max()) + step
    ticks = tuple(float(np.log10(tick)) for tick in _TICKS if low <= np.log10(tick) <= high)
    apart = low - step
    ends, words = (apart - step, high), ("no price", "without a stated price")
    return Axis(measure, ends, (apart, *ticks), apart, low, *words, money=True)


def _rows(cells: pd.DataFrame, axes: tuple[Axis, Axis]) -> pd.DataFrame:
    """One row per point, the fullest first, so that small marks are drawn above large ones."""
    cells = cells.sort_values(["clinics", "x", "y"], ascending=[False, True, True], ignore_index=True)
    missing = (cells["x"] == MISSING) | (cells["y"] == MISSING)
    size = sizes(cells["clinics"].to_numpy())
    places = [axis.positions(cells[side].to_numpy()) for side, axis in zip("xy", axes, strict=True)]
    shares = [place / (axis.ends[1] - axis.ends[0]) for place, axis in zip(places, axes, strict=True)]
    per_pixel, most = scales(shares[0], shares[1], size)
    return pd.DataFrame(
        {
            "step_x": cells["x"],
            "step_y": cells["y"],
            "x": places[0],
            "y": places[1],
            "border_x": axes[0].border,
            "border_y": axes[1].border,
            "clinics": cells["clinics"],
            "size": size,
            "per_pixel": per_pixel,
            "most": most,
            "fill": np.where(missing, 0.0, 0.8),
            "ink": np.where(missing, BESIDE, ON_MARKS),
            "count": [f"{n:,}" if n < 1000 else f"{n / 1000:,.0f}k" for n in cells["clinics"]],
            "hue": "number",
            "words": [
                f"{counted(n, 'clinic')}: {axes[0].words(x)}, {axes[1].words(y)}"
                for x, y, n in zip(cells["x"], cells["y"], cells["clinics"], strict=True)
            ],
        }
    )


def _alone(view: View, whole_plane: Plane, rows: pd.DataFrame) -> dict[int, str]:
    """Row -> name of the clinics that are furthest from all others, among those with both measures."""
    known = rows[(rows["step_x"] != MISSING) & (rows["step_y"] != MISSING)]
    across, up = (
        ((known[side] - known[side].min()) / max(np.ptp(known[side]), _LEAST_RANGE)).to_numpy() for side in ("x", "y")
    )
    apart = pd.Series(standing_alone(across, up, known["clinics"].to_numpy()), index=known.index)
    chosen = apart[apart >= LEAST_ALONE].sort_values(ascending=False, kind="stable").head(MOST_NAMED)
    names = {}
    for place in chosen.index:
        at = whole_plane.clinics_at(view.mask, int(rows.loc[place, "step_x"]), int(rows.loc[place, "step_y"]))
        names[place] = next(iter(_names(view, at).values()))
    return names


def _clinics_at(view: View, whole_plane: Plane, mark: Mapping[str, Any]) -> tuple[int, dict[str, str]]:
    """How many clinics are at a clicked point, and id -> name of the first of them by name."""
    steps = [mark.get(column) for column in ("step_x", "step_y")]
    across, up = (int(step) if isinstance(step, int | float) else None for step in steps)
    if across is None or up is None:
        return 0, {}
    at = whole_plane.clinics_at(view.mask, across, up)
    first = at[np.argsort(view.index.name_order[at])][:MOST_AT_A_POINT]
    return len(at), _names(view, first)


def _names(view: View, positions: NDArray[np.int64]) -> dict[str, str]:
    scores = view.review.score_rows(positions, ranges=False)
    return dict(zip(scores["clinic_id"], names_shown(scores["name"]), strict=True))


def _note(cells: pd.DataFrame, axes: tuple[Axis, Axis]) -> str:
    points = f"points to the nearest {STEP}" * any(not axis.money for axis in axes)
    prices = f"prices to within {_OFF}%" * any(axis.money for axis in axes)
    near = listed([words for words in (points, prices) if words])
    sentences = [f"Larger dots stand for more clinics. Dots show {near}."]
    open_words = [
        f"{int(cells['clinics'][cells[side] == MISSING].sum()):,} {axis.without}"
        for side, axis in zip("xy", axes, strict=True)
        if (cells[side] == MISSING).any()
    ]
    if open_words:
        sentences.append(
            f"Hollow, outside the axes: {listed(open_words)}. What is open is not zero: it may be anything."
        )
    if any(axis.title not in (PRICE, SCORE) for axis in axes):
        sentences.append("A question that is partly open is drawn at the points that are sure.")
    return " ".join(sentences)


def _title(view: View, both: pd.DataFrame, x: str, y: str) -> str:
    """How many reach a good grade on both, or what the better half asks."""
    whole = int(both["clinics"].sum())
    if PRICE in (x, y):
        return _price_title(both, x, y, whole)
    good = int(view.review.rubric.grades.steps[1][1])
    reaches = [both[side] * STEP >= good for side in "xy"]
    on_both = int(both["clinics"][reaches[0] & reaches[1]].sum())
    on_one = int(both["clinics"][reaches[0] ^ reaches[1]].sum())
    if whole == 1:
        at = f"on {x} and on {y}" if on_both else f"on one of {x} and {y}" if on_one else f"on neither {x} nor {y}"
        return f"The one clinic drawn reaches about {good} {at}"
    return f"{on_both:,} of {counted(whole, 'clinic')} reach about {good} on {x} and on {y}; {on_one:,} on one of them"


def _price_title(both: pd.DataFrame, x: str, y: str, whole: int) -> str:
    price, other = ("x", "y") if x == PRICE else ("y", "x")
    name = y if x == PRICE else x
    (middle,) = quantiles(both[other].to_numpy(float), both["clinics"].to_numpy(), (0.5,))
    halves = both[both[other] > middle], both[both[other] <= middle]
    if halves[0].empty:
        level = f"about {middle * STEP:.0f}"
        if name == SCORE:
            return f"{counted(whole, 'clinic')} with a price score{'s' * (whole == 1)} {level}"
        return f"{counted(whole, 'clinic')} with a price {'has' if whole == 1 else 'have'} {level} on {name}"
    above = (
        f"Clinics that score above {middle * STEP:.0f}"
        if name == SCORE
        else f"Clinics above {middle * STEP:.0f} on {name}"
    )
    asks = [_money(round(quantiles(h[price].to_numpy(float), h["clinics"].to_numpy(), (0.5,))[0])) for h in halves]
    if asks[0] == asks[1]:
        return f"{above} and the others state about the same median price, {asks[0]}"
    return f"{above} state a median price of about {asks[0]}, the others {asks[1]}"


@lru_cache(maxsize=64)
def _template(x: Axis, y: Axis) -> str:
    shown = f"datum.area < {COUNTED_FROM} ? '' : datum.count"
    base = (
        alt.Chart(ROWS)
        .transform_calculate(area=AREA)
        .transform_calculate(shown=shown)
        .encode(x=_channel(alt.X, "x:Q", x), y=_channel(alt.Y, "y:Q", y))
    )
    base = base.encode(
        description="words:N",
        tooltip=[alt.Tooltip("words:N", title="Here"), alt.Tooltip("name:N", title="Name")],
    )
    mark = base.mark_circle(color=_HUE, stroke=_HUE, strokeWidth=1.5, opacity=1, cursor="pointer").encode(
        size=alt.Size("area:Q", scale=None, legend=None),
        fillOpacity=alt.FillOpacity("fill:Q", scale=None, legend=None),
    )
    count = base.mark_text(fontSize=11, aria=False, cursor="pointer").encode(
        text="shown:N", color=alt.Color("ink:N", scale=None, legend=None)
    )
    number = base.mark_text(align="left", dx=9, dy=-6, fontSize=13, fontWeight="bold", aria=False).encode(
        text="number:N",
        color=alt.Color("hue:N", legend=None),  # text without its own color is black, even in dark mode
    )
    borders = [
        alt.Chart(ROWS).mark_rule(aria=False, color=BESIDE, strokeDash=[3, 3]).encode(x="mean(border_x):Q"),
        alt.Chart(ROWS).mark_rule(aria=False, color=BESIDE, strokeDash=[3, 3]).encode(y="mean(border_y):Q"),
    ]
    return template(alt.LayerChart(layer=[*borders, clickable(mark, "step_x", "step_y"), count, number]))


def _channel(channel: Any, field: str, axis: Axis) -> Any:
    shown = "format(pow(10, datum.value), '$,.0f')" if axis.money else "datum.label"
    return channel(
        field,
        title=axis.title,
        scale=alt.Scale(domain=list(axis.ends), nice=False, zero=False),
        axis=alt.Axis(
            values=list(axis.ticks),
            labelExpr=f"datum.value == {axis.apart} ? '{axis.missing}' : {shown}",
            grid=True,
            gridOpacity=0.4,
            labelOverlap=False,
        ),
    )
