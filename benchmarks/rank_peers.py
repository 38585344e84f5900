"""Ranks under a thousand weightings, beside pysensmcda in one run: the same points, the same weights, the same ranks.

    python -m benchmarks.rank_peers --pysensmcda PYTHON [--runs 5] [--seed 7]

pysensmcda is no dependency of this project: `make bench` installs it into `.venv-bench`, whose Python is passed.

Both run in turn. Any difference between their likely ranks stops the benchmark.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

import scoring
from benchmarks.peers import pysensmcda_ranks
from benchmarks.peers.peer_process import installed_versions
from benchmarks.ranks import CLINICS, PROFILES, milliseconds, profiles_of_clinics, random_profiles
from benchmarks.read_score import versions
from scoring.scores import Profiles, Robustness, totals

HEAD = ("clinics", "what", "median ms", "processor ms", "x ours, processor")
Times = list[tuple[float, float]]


def settled(profiles: Profiles) -> Profiles:
    """The scored profiles of a file, one clinic each, with only the sure points of every question."""
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


def refuse_difference(profiles: Profiles, likely: np.ndarray) -> None:
    """Raise AssertionError unless the peer's likely ranks (best and worst x clinics) are ours."""
    rubric = scoring.load_rubric()
    weighed = totals(profiles, rubric.weights, rubric)
    ours = Robustness(profiles, weighed, rubric.weights, rubric)
    np.testing.assert_array_equal(np.minimum(likely[0], weighed.rank), ours.rank_low)
    np.testing.assert_array_equal(np.maximum(likely[1], weighed.rank), ours.rank_high)


def compare(profiles: Profiles, runs: int, python: str) -> dict[str, Times]:
    """The times of both in turn, and also of ours with open answers drawn."""
    same_work = settled(profiles)
    times: dict[str, Times] = {}
    for _ in range(runs):
        times.setdefault("ours: likely ranks, and tiers", []).extend(milliseconds(same_work, 1))
        result = pysensmcda_ranks.ranks(python, same_work)
        refuse_difference(same_work, result["likely"])
        times.setdefault(pysensmcda_ranks.CONTENDER.name, []).append(result["times"])
        times.setdefault("ours, with open answers drawn as well", []).extend(milliseconds(profiles, 1))
    return times


def table_rows(clinics: int, times: dict[str, Times]) -> list[tuple[str, ...]]:
    """A line for each contender. The ratio is that of the CPU times, which other work affects least."""
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
    peer = installed_versions(chosen.pysensmcda, ["pysensmcda"])["pysensmcda"]
    draws = scoring.load_rubric().robustness.draws
    sys.stdout.write(f"{versions()} pysensmcda {peer}. {draws:,} draws, {chosen.runs} runs.\n\n")
    sys.stdout.writelines(f"| {' | '.join(line)} |\n" for line in (HEAD, ["---"] * len(HEAD)))
    for profiles in (
        profiles_of_clinics(chosen.clinics, chosen.seed),
        random_profiles(chosen.profiles, chosen.seed),
    ):
        rows = table_rows(len(settled(profiles)), compare(profiles, chosen.runs, chosen.pysensmcda))
        sys.stdout.writelines(f"| {' | '.join(line)} |\n" for line in rows)


if __name__ == "__main__":
    main()
