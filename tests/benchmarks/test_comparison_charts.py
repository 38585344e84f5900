"""The charts of a comparison: one point per time, and labels that do not overlap."""

from __future__ import annotations

from itertools import pairwise
from math import log10
from typing import Any

import pandas as pd

from benchmarks.comparison_charts import COLORS, chart
from benchmarks.measurement import OURS, Measurement


def lines(contender: str, *seconds: float | str) -> list[Measurement]:
    """A contender's times on 1,000, 10,000 and more rows, or the reasons why it has none."""
    return [
        Measurement("a task", contender, "", 1_000 * 10**step, reason=value)
        if isinstance(value, str)
        else Measurement("a task", contender, "", 1_000 * 10**step, 1, value, 1.0)
        for step, value in enumerate(seconds)
    ]


def data(specification: dict[str, Any]) -> list[pd.DataFrame]:
    """The data of the chart: the points, then the labels."""
    points, labels = sorted(map(pd.DataFrame, specification["datasets"].values()), key=lambda frame: "label" in frame)
    return [points, labels]


def test_each_time_is_a_point() -> None:
    """Whatever the order of the contenders, ours comes first and has the first color."""
    specification = chart([*lines("peer", 1.0, 2.0), *lines(OURS, 0.1, 0.2)], "a task")
    points, _ = data(specification)
    assert points[["contender", "rows", "seconds"]].values.tolist() == [
        [OURS, 1_000, 0.1], [OURS, 10_000, 0.2], ["peer", 1_000, 1.0], ["peer", 10_000, 2.0],
    ]  # fmt: skip
    scale = specification["layer"][0]["encoding"]["color"]["scale"]
    assert (scale["domain"], scale["range"]) == ([OURS, "peer"], list(COLORS[:2]))


def test_what_was_stopped_ends_its_line_at_the_limit() -> None:
    """Once, at the first size where it was stopped; what was not measured for another reason gets no point."""
    stopped = lines("peer", 9.0, "> 60 s", "> 60 s at 10,000 rows already")
    missing = lines("missing", "not measured: no npm")
    points, labels = data(chart([*lines(OURS, 0.1, 0.2, 0.3), *stopped, *missing], "a task"))
    assert points.loc[points["contender"] == "peer", ["rows", "seconds", "stopped"]].values.tolist() == [
        [1_000, 9.0, False], [10_000, 60.0, True],
    ]  # fmt: skip
    assert set(labels["label"]) == {OURS, "peer (> 60 s)"}


def test_labels_do_not_overlap() -> None:
    """Contenders that end at the same time are labeled one above the other, in the order of their times."""
    _, labels = data(chart([*lines(OURS, 0.1, 1.0), *lines("a", 0.1, 1.0), *lines("b", 9.0, 1.01)], "a task"))
    places = [log10(place) for place in labels["place"]]
    gap = 0.05 * (log10(9.0) - log10(0.1))
    assert all(higher - lower >= gap for lower, higher in pairwise(places))
    assert list(labels["contender"]) == [OURS, "a", "b"]
