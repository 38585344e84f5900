"""How fast a file is read and scored, next to other readers and a plain scorer, in one run.

    python -m benchmarks.read_score [--rows 1000 10000 100000 1000000] [--runs 3] [--seed 7] [--mess 1.0]

Every measurement runs in its own process, so that neither memory nor caches leak into the next. This process
loads nothing large: a child process starts with its parent's peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
TITLES = {
    "scored": "`scoring.review`: read, recognized, scored",
    "frames": "the same, its three frames made",
    "pyarrow": "`pyarrow.csv.read_csv`, all text",
    "pandas": "`pandas.read_csv`, all text",
    "plain": "row by row in plain Python",
}
HEAD = ("rows", "MB", "what", "seconds", "x pyarrow", "peak MB")

Measured = Mapping[str, Any]


def measure(path: Path, rows: int, runs: int) -> dict[str, list[Measured]]:
    """Run all contenders `runs` times, in turn. Raises `ValueError` if one has not read every row."""
    measurements: dict[str, list[Measured]] = {name: [] for name in TITLES}
    for _ in range(runs):
        for name in TITLES:
            measured = json.loads(run_module("benchmarks.contenders", name, str(path)))
            if name == "plain":
                measured["seconds"] *= rows / measured["rows"]
            elif measured["rows"] != rows:
                raise ValueError(f"{name} read {measured['rows']} rows of {rows}")
            measurements[name].append(measured)
    return measurements


def table_rows(rows: int, size: float, measurements: Mapping[str, list[Measured]]) -> list[tuple[str, ...]]:
    """Lines of the table: medians over the runs; the ratio is the median of the ratios of each run."""
    lines: list[tuple[str, ...]] = []
    for name, title in TITLES.items():
        seconds = [measured["seconds"] for measured in measurements[name]]
        ratio = median(a / b["seconds"] for a, b in zip(seconds, measurements["pyarrow"], strict=True))
        timed = measurements[name][0]["rows"]
        more = f", {timed:,} rows timed" if timed != rows else ""
        peak = f"{median(measured['peak'] for measured in measurements[name]):,.0f}" if not more else "-"
        lines.append((f"{rows:,}", f"{size:.1f}", title + more, _digits(median(seconds)), f"{ratio:.1f}", peak))
    return lines


def phases(measurements: Mapping[str, list[Measured]]) -> str:
    """How our own time divides into phases."""
    ours = measurements["frames"]
    parts = {name: median(measured[name] for measured in ours) for name in ("review", "scores", "problems", "records")}
    first = median(measured["start"] for measured in ours)
    seconds_in_words = ", ".join(f"{name} {_digits(seconds)}" for name, seconds in parts.items())
    return f"Ours in seconds: {seconds_in_words}. Before the first file: {_digits(first)} for words and rules."


def versions(*more: str) -> str:
    """The machine and the versions that figures depend on, in one line."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "pandas", "pyarrow", *more))
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {packages}."


def _digits(seconds: float) -> str:
    return f"{seconds:,.0f}" if seconds >= 100 else f"{seconds:.3g}"


def run_module(module: str, *arguments: str) -> str:
    """What a module of ours prints, run in its own process."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603


def main() -> None:
    """Measure files of the requested sizes and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.read_score", description="Time reading and scoring.")
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", default="7")
    parser.add_argument("--mess", default="1.0")
    arguments = parser.parse_args()
    out = sys.stdout
    out.write(f"{versions()} Medians of {arguments.runs} runs.\n\n")
    out.writelines(f"| {' | '.join(line)} |\n" for line in (HEAD, ["---"] * len(HEAD)))
    phase_lines = []
    with TemporaryDirectory() as folder:
        for rows in arguments.rows:
            path = Path(folder) / f"{rows}.csv"
            run_module("benchmarks.generate", str(rows), str(path), "--seed", arguments.seed, "--mess", arguments.mess)
            measurements = measure(path, rows, arguments.runs)
            out.writelines(
                f"| {' | '.join(line)} |\n" for line in table_rows(rows, path.stat().st_size / 1e6, measurements)
            )
            out.flush()
            phase_lines.append(f"{rows:,} rows. {phases(measurements)}")
            path.unlink()
    out.write("\n" + "\n".join(phase_lines) + "\n")


if __name__ == "__main__":
    main()
