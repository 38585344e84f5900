"""How long it takes to find the clinics near a place: where they are, their distances, and the nearest first.

    python -m benchmarks.nearby_clinics [--rows 10000 1000000] [--runs 9] [--seed 7]

Clinics are placed at random in the contiguous US. They are located once by coordinates that nearly all differ, the
costliest, and once by ZIP codes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

import numpy as np
import pyarrow as pa

from benchmarks.read_score import versions
from scoring.places import Locations, Place, find_place, locate, miles_between

HEAD = ("clinics", "what", "median ms", "worst ms")
_NORTH, _SOUTH, _WEST, _EAST = 49.0, 25.0, -124.0, -67.0
_ZIP_CODES = ("80202", "33607", "10001", "60601", "98101", "73301", "02139", "94103")
_RADIUS = 50  # miles


def cells(rows: int, seed: int) -> dict[str, pa.Array]:
    """The columns of this many clinics that say where they are."""
    random = np.random.default_rng(seed)
    latitude, longitude = random.uniform(_SOUTH, _NORTH, rows), random.uniform(_WEST, _EAST, rows)
    zip_codes = pa.array(_ZIP_CODES).take(pa.array(random.integers(0, len(_ZIP_CODES), rows)))
    return {
        "name": pa.array(["A"]).take(pa.array(np.zeros(rows, dtype=np.int64))),
        "latitude": pa.array(latitude.round(4)).cast(pa.string()),
        "longitude": pa.array(longitude.round(4)).cast(pa.string()),
        "postal_code": zip_codes,
    }


def milliseconds(work: Callable[[], object], runs: int) -> list[float]:
    """The time of each run."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(1000 * (perf_counter() - start))
    return times


def table_rows(rows: int, runs: int, seed: int) -> list[tuple[str, ...]]:
    """The lines of the table for this many clinics."""
    columns = cells(rows, seed)
    nowhere = (np.zeros(rows, dtype=np.int32), ("",))
    by_zip_code = {name: columns[name] for name in ("name", "postal_code")}
    points = {name: columns[name] for name in ("name", "latitude", "longitude")}
    locations = locate(points, nowhere, nowhere)
    place = find_place(_ZIP_CODES[0]).place
    if place is None:
        raise LookupError(_ZIP_CODES[0])
    work: dict[str, Callable[[], object]] = {
        "located by ZIP code, once a file": lambda: locate(by_zip_code, nowhere, nowhere),
        "located by coordinates, once a file": lambda: locate(points, nowhere, nowhere),
        "distances, once a place": lambda: _distances(locations, place),
        f"filter within {_RADIUS} miles": lambda: locations.miles_from(place) <= _RADIUS,
        "all of them, nearest first": lambda: np.argsort(locations.miles_from(place), kind="stable"),
    }
    times = {what: milliseconds(step, runs) for what, step in work.items()}
    return [(f"{rows:,}", what, f"{median(taken):,.1f}", f"{max(taken):,.1f}") for what, taken in times.items()]


def _distances(locations: Locations, place: Place) -> np.ndarray:
    return miles_between(place.latitude, place.longitude, locations.latitude, locations.longitude)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nearby_clinics", description="Time nearby clinics.")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args(arguments)
    sys.stdout.write(f"{versions()} {chosen.runs} runs.\n\n")
    sys.stdout.writelines(f"| {' | '.join(line)} |\n" for line in (HEAD, ["---"] * len(HEAD)))
    for rows in chosen.rows:
        sys.stdout.writelines(f"| {' | '.join(line)} |\n" for line in table_rows(rows, chosen.runs, chosen.seed))


if __name__ == "__main__":
    main()
