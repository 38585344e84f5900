"""Ranks under a thousand weightings, beside pysensmcda in one run: the same points, the same weights, the same ranks.

    python -m benchmarks.rank_peers --pysensmcda PYTHON [--runs 5] [--seed 7]

pysensmcda is not a dependency of this project. Install it in an environment of its own and pass its Python:

    python -m venv other && other/bin/pip install pysensmcda
    python -m benchmarks.rank_peers --pysensmcda other/bin/python

Both run by turns. A difference in any rank that they leave likely stops the benchmark.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

import scoring
from benchmarks.ranks import CLINICS, PROFILES, milliseconds, profiles_of_clinics, random_profiles
from benchmarks.read_score import versions
from scoring.scores import Profiles, drawn_weights, rank_robustness, totals, whole_weights

HEAD = ("clinics", "what", "median ms", "processor ms", "x ours, processor")
WHOLE = 2**40  # what drawn weights add up to
# A weighted sum as a plain function leaves it the least to do; it is rounded as a score is. The percentiles of its
# ranks are one more step, which is not timed.
_SIMULATE = """
import json, sys
from importlib.metadata import version
from time import perf_counter, process_time
import numpy as np
from pysensmcda.smaa import simulate
folder, whole, low, high = sys.argv[1], *map(int, sys.argv[2:])
given = np.load(folder + "/given.npz")
points, weights = given["points"], given["weights"]
def weighted_sum(matrix, shares, types):
    return np.floor(matrix @ shares / whole + 0.5)
simulate(weighted_sum, points[:9], np.ones(points.shape[1]), weights=weights[:9])  # what a first call loads
wall, processor = perf_counter(), process_time()
result = simulate(weighted_sum, points, np.ones(points.shape[1]), weights=weights)
times = (1000 * (perf_counter() - wall), 1000 * (process_time() - processor))
np.save(folder + "/likely.npy", np.partition(result.rankings, (low, high), axis=0)[[low, high]])
print(json.dumps({"times": times, "version": version("pysensmcda")}))
"""

Times = list[tuple[float, float]]


def settled(profiles: Profiles) -> Profiles:
    """The scored profiles of a file, a clinic each, in which every question counts with what is sure of it."""
    rubric = scoring.load_rubric()
    scored = totals(profiles, rubric.weights, rubric).scored
    codes = profiles.codes[scored[profiles.codes]]
    columns = ("known", "flags", "possible", "certain")
    return replace(
        profiles,
        codes=np.arange(len(codes), dtype=np.int32),
        low=profiles.low[codes],
        high=profiles.low[codes],
        counts=np.ones(len(codes), dtype=np.int64),
        **{name: getattr(profiles, name)[codes] for name in columns},
    )


def peer(python: str, profiles: Profiles) -> dict[str, Any]:
    """One run of pysensmcda over these profiles: its time, that of the processor, its version, and the likely ranks."""
    rule = scoring.load_rubric().robustness
    weights = drawn_weights(whole_weights(scoring.load_rubric().weights), rule)
    ends = ((rule.draws - 1) * rule.low_percentile // 100, -((1 - rule.draws) * rule.high_percentile // 100))
    with TemporaryDirectory() as folder:
        np.savez(Path(folder) / "given.npz", points=profiles.low.astype(float), weights=weights)
        command = (python, "-c", _SIMULATE, folder, str(WHOLE), *map(str, ends))
        ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
        result: dict[str, Any] = json.loads(ran.stdout)
        return {**result, "likely": np.load(Path(folder) / "likely.npy")}


def refuse_difference(profiles: Profiles, likely: np.ndarray) -> None:
    """Raise AssertionError unless the peer's likely ranks (best and worst x clinics) are ours."""
    rubric = scoring.load_rubric()
    weighed = totals(profiles, rubric.weights, rubric)
    ours = rank_robustness(profiles, weighed, rubric.weights, rubric)
    np.testing.assert_array_equal(np.minimum(likely[0], weighed.rank), ours.rank_low)
    np.testing.assert_array_equal(np.maximum(likely[1], weighed.rank), ours.rank_high)


def compare(profiles: Profiles, runs: int, python: str) -> dict[str, Times]:
    """The times of both by turns, and of ours with open answers drawn, too."""
    same_work = settled(profiles)
    times: dict[str, Times] = {}
    for _ in range(runs):
        times.setdefault("ours: likely ranks, and tiers", []).extend(milliseconds(same_work, 1))
        result = peer(python, same_work)
        refuse_difference(same_work, result["likely"])
        times.setdefault(f"pysensmcda {result['version']}: `simulate`", []).append(result["times"])
        times.setdefault("ours, with open answers drawn as well", []).extend(milliseconds(profiles, 1))
    return times


def table_rows(clinics: int, times: dict[str, Times]) -> list[tuple[str, ...]]:
    """A line for each contender. The ratio is that of the processor's times, which other work moves least."""
    first = next(iter(times.values()))
    rows: list[tuple[str, ...]] = []
    for title, measured in times.items():
        wall, processor = (median(values) for values in zip(*measured, strict=True))
        ratio = median(theirs[1] / ours[1] for theirs, ours in zip(measured, first, strict=True))
        rows.append((f"{clinics:,}", title, f"{wall:,.1f}", f"{processor:,.1f}", f"{ratio:,.1f}"))
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure both sizes and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rank_peers", description="Time ranks beside a peer.")
    parser.add_argument("--pysensmcda", metavar="PYTHON", required=True, help="a Python that has it")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--clinics", type=int, default=CLINICS)
    parser.add_argument("--profiles", type=int, default=PROFILES)
    chosen = parser.parse_args(arguments)
    sys.stdout.write(f"{versions()} {scoring.load_rubric().robustness.draws:,} draws, {chosen.runs} runs.\n\n")
    sys.stdout.writelines(f"| {' | '.join(line)} |\n" for line in (HEAD, ["---"] * len(HEAD)))
    for profiles in (
        profiles_of_clinics(chosen.clinics, chosen.seed),
        random_profiles(chosen.profiles, chosen.seed),
    ):
        rows = table_rows(len(settled(profiles)), compare(profiles, chosen.runs, chosen.pysensmcda))
        sys.stdout.writelines(f"| {' | '.join(line)} |\n" for line in rows)


if __name__ == "__main__":
    main()
