"""The outlines of the states: valid TopoJSON with every state, in which neighbors share their border."""

from itertools import accumulate
from typing import Any

from scoring.places import TERRITORIES, outlines
from scoring.places.build_outlines import thinned
from scoring.places.outlines import FILE
from scoring.vocabulary import vocabulary

TOPOLOGY = outlines()
STATES = {state["id"]: state for state in TOPOLOGY["objects"]["states"]["geometries"]}
Point = tuple[float, float]


def arc(topology: dict[str, Any], number: int) -> list[Point]:
    """The points of an arc in degrees; those of a negative number run backwards, as the format has it."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    steps = topology["arcs"][number if number >= 0 else ~number]
    points = zip(*(accumulate(step) for step in zip(*steps, strict=True)), strict=True)
    degrees = [(x * wide + west, y * high + south) for x, y in points]
    return degrees if number >= 0 else degrees[::-1]


def rings(topology: dict[str, Any], state: dict[str, Any]) -> list[list[list[Point]]]:
    """The arcs of each ring of a state, one after the other, in degrees."""
    return [[arc(topology, number) for number in ring] for polygon in state["arcs"] for ring in polygon]


def arcs_of(state: dict[str, Any]) -> set[int]:
    """The arcs of a state, whichever way they run."""
    return {number if number >= 0 else ~number for polygon in state["arcs"] for ring in polygon for number in ring}


def test_every_state_has_an_outline() -> None:
    """All states that a record may name have one, except the territories, which the map has no room for."""
    assert STATES.keys() == vocabulary().states.keys() - set(TERRITORIES)


def test_every_ring_is_closed_and_has_an_area() -> None:
    """Each arc begins where the one before it ends, the last ends where the first begins, and none is a mere line."""
    for code, state in STATES.items():
        for ring in rings(TOPOLOGY, state):
            assert all(before[-1] == after[0] for before, after in zip(ring, ring[1:] + ring[:1], strict=True)), code
            assert len({point for points in ring for point in points}) >= 3, code


def test_neighbors_share_their_border() -> None:
    """The border of two states is one arc that both use, so that thinning opens no gap; no arc is unused."""
    for one_state, other in (("CO", "KS"), ("TX", "NM"), ("MD", "DC"), ("ME", "NH")):
        assert arcs_of(STATES[one_state]) & arcs_of(STATES[other])
    assert not arcs_of(STATES["CO"]) & arcs_of(STATES["FL"])
    used = set().union(*map(arcs_of, STATES.values()))
    assert used == set(range(len(TOPOLOGY["arcs"])))


def test_outlines_are_where_the_states_are() -> None:
    """The corners of Colorado are at their legal 37 and 41 degrees north, and Alaska reaches furthest north."""
    points = [point for ring in rings(TOPOLOGY, STATES["CO"]) for points in ring for point in points]
    longitude, latitude = zip(*points, strict=True)
    ends = min(longitude), max(longitude), min(latitude), max(latitude)
    assert all(abs(end - stated) < 0.05 for end, stated in zip(ends, (-109.05, -102.05, 37, 41), strict=True))
    north = {
        code: max(y for ring in rings(TOPOLOGY, state) for line in ring for _, y in line)
        for code, state in STATES.items()
    }
    assert max(north, key=north.__getitem__) == "AK"


def test_the_file_is_small() -> None:
    """It stays below 50 kB, as every reader of the map fetches it."""
    assert FILE.stat().st_size < 50_000


def test_thinning_keeps_ends_and_drops_what_cannot_be_seen() -> None:
    """Points near a line are dropped and far ones stay; an islet is dropped, and so is what no state uses any more."""
    border = [[0, 0], [1, 5], [-1, 5]]  # in steps: a hundredth of a degree east of the line at most
    east = [[0, 10], [100, 0], [0, -10], [-100, 0]]
    islet = [[500, 500], [1, 0], [0, 1], [-1, -1]]
    topology = {
        "transform": {"scale": [0.01, 0.01], "translate": [-100, 40]},
        "objects": {
            "states": {
                "geometries": [
                    {"type": "MultiPolygon", "properties": {"name": "Kansas"}, "arcs": [[[0, 1]], [[2]]]},
                    {"type": "Polygon", "properties": {"name": "Guam"}, "arcs": [[3]]},
                ]
            }
        },
        "arcs": [border, east, islet, islet],
    }
    made = thinned(topology)
    (kansas,) = made["objects"]["states"]["geometries"]
    assert (kansas["id"], kansas["arcs"]) == ("KS", [[[0, 1]]])
    assert arc(made, 0) == [(-100.0, 40.0), (-100.0, 40.1)]
    assert [len(line) for line in made["arcs"]] == [2, 4]
    assert topology["arcs"][0] == border
