"""Makes the outlines of the US states, `states.json`, from a package of outlines that the program itself does not need.

From the checkout, with npm for the download:

    npm pack us-atlas@3.0.1
    tar xzf us-atlas-3.0.1.tgz package/states-10m.json
    python -m scoring.places.build_outlines package/states-10m.json

`us-atlas` (ISC) holds the cartographic boundaries of the US Census Bureau as TopoJSON: a line between two states is
stored once, as an arc that both share. Arcs are thinned one by one and their ends stay, so that neighbors still meet.
The same version gives the same file, byte for byte. `sources.toml` says what was used, and when.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import accumulate, pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from scoring.places.gazetteer import TERRITORIES
from scoring.places.outlines import FILE
from scoring.vocabulary import vocabulary

_TOLERANCE = 0.03  # degrees off the line: a third of a pixel if the whole country is 620 pixels wide
_SMALLEST_ISLAND = 0.02  # square degrees, a few pixels: smaller islands are left out if the state has other land
_GRID = 0.01  # degrees: coordinates are whole multiples of it
_MIDDLE = cos(radians(38))  # how much shorter a degree of longitude is in the middle of the country

Point = tuple[float, float]
Arc = list[Point]


def build(source: Path) -> None:
    """Write the file of outlines from the TopoJSON of us-atlas."""
    FILE.write_text(json.dumps(thinned(json.loads(source.read_text(encoding="utf-8"))), separators=(",", ":")) + "\n")


def thinned(topology: dict[str, Any]) -> dict[str, Any]:
    """The states of a topology with fewer points and two-letter codes as ids; territories are left out.

    Arcs stay shared. Those that no state uses any more are dropped.
    """
    arcs = [_on_grid(_simplified(arc)) for arc in _decoded(topology)]
    codes = {name: code for code, name in vocabulary().states.items() if code not in TERRITORIES}
    states = {
        codes[state["properties"]["name"]]: _land(state, arcs)
        for state in topology["objects"]["states"]["geometries"]
        if state["properties"]["name"] in codes
    }
    used = sorted({_arc(number) for land in states.values() for number in _numbers(land)})
    place = {number: at for at, number in enumerate(used)}
    geometries = [
        {"type": "MultiPolygon", "id": code, "arcs": _renumbered(land, place)} for code, land in sorted(states.items())
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [_GRID, _GRID], "translate": [0, 0]},
        "objects": {"states": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_steps(arcs[number]) for number in used],
    }


def _decoded(topology: dict[str, Any]) -> Iterator[Arc]:
    """The arcs in degrees: they are stored as steps from point to point, on a grid."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        points = zip(*(accumulate(steps) for steps in zip(*arc, strict=True)), strict=True)
        yield [(x * wide + west, y * high + south) for x, y in points]


def _simplified(arc: Arc) -> Arc:
    """An arc without the points that lie near the line between the others; its ends stay.

    D. Douglas and T. Peucker, The Canadian Cartographer 10 (1973).
    """
    if len(arc) < 3:
        return arc
    distances = [_distance(point, arc[0], arc[-1]) for point in arc[1:-1]]
    furthest = max(range(len(distances)), key=distances.__getitem__)
    if distances[furthest] <= _TOLERANCE:
        return [arc[0], arc[-1]]
    return _simplified(arc[: furthest + 2])[:-1] + _simplified(arc[furthest + 1 :])


def _distance(point: Point, start: Point, end: Point) -> float:
    """The distance of a point from a line segment, in degrees of latitude."""
    x, y = (point[0] - start[0]) * _MIDDLE, point[1] - start[1]
    along, up = (end[0] - start[0]) * _MIDDLE, end[1] - start[1]
    length = along**2 + up**2
    part = min(max((x * along + y * up) / length, 0), 1) if length else 0
    return hypot(x - part * along, y - part * up)


def _on_grid(arc: Arc) -> list[tuple[int, int]]:
    """An arc in whole multiples of `_GRID`, without points that became identical."""
    points = [(round(x / _GRID), round(y / _GRID)) for x, y in arc]
    return points[:1] + [point for before, point in pairwise(points) if point != before]


def _land(state: dict[str, Any], arcs: list[list[tuple[int, int]]]) -> list[list[list[int]]]:
    """The polygons of a state: the largest, and the others that are large enough to be seen."""
    polygons = [state["arcs"]] if state["type"] == "Polygon" else state["arcs"]
    areas = [_area(polygon[0], arcs) for polygon in polygons]
    least = min(_SMALLEST_ISLAND, max(areas))
    return [polygon for polygon, area in zip(polygons, areas, strict=True) if area >= least]


def _area(ring: list[int], arcs: list[list[tuple[int, int]]]) -> float:
    """The area within a ring, in square degrees of latitude, by the shoelace formula."""
    points = [point for number in ring for point in (arcs[number] if number >= 0 else arcs[_arc(number)][::-1])[:-1]]
    twice = sum(x * after[1] - after[0] * y for (x, y), after in zip(points, points[1:] + points[:1], strict=True))
    return abs(twice) / 2 * _GRID**2 * _MIDDLE


def _arc(number: int) -> int:
    """The arc that a ring names: a negative number means an arc that is traversed backward."""
    return number if number >= 0 else ~number


def _numbers(land: list[list[list[int]]]) -> Iterator[int]:
    return (number for polygon in land for ring in polygon for number in ring)


def _renumbered(land: list[list[list[int]]], place: dict[int, int]) -> list[list[list[int]]]:
    return [
        [[place[number] if number >= 0 else ~place[~number] for number in ring] for ring in polygon] for polygon in land
    ]


def _steps(arc: list[tuple[int, int]]) -> list[list[int]]:
    """The first point, then the step from each point to the next."""
    return [list(arc[0])] + [[x - before[0], y - before[1]] for before, (x, y) in pairwise(arc)]


if __name__ == "__main__":
    build(Path(sys.argv[1]))
