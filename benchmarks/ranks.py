"""How long a moved weight takes: totals, then ranks and tiers from the rubric's 1,000 draws.

    python -m benchmarks.ranks [--runs 15] [--seed 7]

Nothing is read: the profiles of a file, its distinct combinations of points, are all that other weights need.
"""

from __future__ import annotations

import argparse
import sys
from statistics import median
from time import perf_counter, process_time

import numpy as np

import scoring
from benchmarks.generate import LATEST, generate
from benchmarks.read_score import versions
from scoring.scores import FULL, Profiles, Robustness, totals

HEAD = ("what", "profiles", "median ms", "worst ms", "processor ms", "aim ms")
CLINICS, CLINICS_AIM = 200, 30  # a typical directory; the screen needs the rest of what feels immediate
PROFILES, PROFILES_AIM = 10_000, 1_000  # every clinic different: a slider may be moved again after a second
OPEN_SHARE = 0.375  # of questions that are open, as in the generated files


def profiles_of_clinics(clinics: int, seed: int) -> Profiles:
    """The profiles of a generated file with this many clinics."""
    return scoring.review(generate(clinics, seed=seed), reviewed_on=LATEST).profiles


def random_profiles(size: int, seed: int) -> Profiles:
    """This many profiles of one clinic each, with random points in tenths, so that hardly any two share a score."""
    random = np.random.default_rng(seed)
    ends = np.sort(random.integers(0, FULL + 1, (2, size, 4), dtype=np.int32), axis=0)
    is_open = random.random((size, 4)) < OPEN_SHARE
    low, high = ends[0], np.where(is_open, ends[1], ends[0])
    flags = np.zeros(size, dtype=np.int32)
    return Profiles(
        codes=np.arange(size, dtype=np.int32),
        low=low,
        high=high,
        known=np.ones((size, 4), dtype=np.bool_),
        flags=flags,
        possible=flags,
        certain=flags,
        counts=np.ones(size, dtype=np.int64),
    )


def milliseconds(profiles: Profiles, runs: int) -> list[tuple[float, float]]:
    """Wall-clock and CPU time of each run: the totals of all profiles, then their ranks and tiers."""
    rubric = scoring.load_rubric()
    times = []
    for _ in range(runs):
        start, processor_start = perf_counter(), process_time()
        robustness = Robustness(profiles, totals(profiles, rubric.weights, rubric), rubric.weights, rubric)
        _ = robustness.rank_low, robustness.rank_high, robustness.tier  # each is computed on first use
        times.append((1000 * (perf_counter() - start), 1000 * (process_time() - processor_start)))
    return times


def table_row(title: str, profiles: Profiles, times: list[tuple[float, float]], aim: int) -> tuple[str, ...]:
    """A line of the table. The CPU time is the median, which other work on the machine affects least."""
    wall, processor = zip(*times, strict=True)
    shown = (median(wall), max(wall), median(processor))
    return (title, f"{len(profiles):,}", *(f"{time:,.1f}" for time in shown), f"{aim:,}")


def main() -> None:
    """Measure both sizes and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranks", description="Time totals, ranks, and tiers.")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    cases = (
        (f"{CLINICS} clinics", profiles_of_clinics(CLINICS, arguments.seed), CLINICS_AIM),
        (f"{PROFILES:,} profiles", random_profiles(PROFILES, arguments.seed), PROFILES_AIM),
    )
    sys.stdout.write(f"{versions()} {arguments.runs} runs.\n\n")
    sys.stdout.writelines(f"| {' | '.join(line)} |\n" for line in (HEAD, ["---"] * len(HEAD)))
    for title, profiles, aim in cases:
        line = table_row(title, profiles, milliseconds(profiles, arguments.runs), aim)
        sys.stdout.write(f"| {' | '.join(line)} |\n")


if __name__ == "__main__":
    main()
