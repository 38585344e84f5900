"""Every task beside other programs, in one run: a table and charts in `benchmarks/results/`.

    python -m benchmarks.comparison --peers .venv-bench/bin/python [--quick] [--into FOLDER] [--runs 5]
        [--rows 1000 10000 100000 1000000]

`make bench` installs the peers and runs it. What is not installed is a line that says so.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Playwright, sync_playwright

from benchmarks import ranking_comparison, reading_comparison, screen_comparison
from benchmarks.comparison_charts import chart
from benchmarks.comparison_table import machine, quoted, report, summary, to_csv
from benchmarks.generate import generate
from benchmarks.measurement import OURS, Comparison, Measurement, NotMeasured
from benchmarks.peers import datasette_screen, frictionless_validation, lineup_screen, pymcdm_ranks, pysensmcda_ranks
from benchmarks.peers.peer_process import installed_versions
from benchmarks.peers.screen import ClinicFile
from benchmarks.peers.streamlit_screen import SCREENS
from benchmarks.read_score import ROOT, versions
from pictures.isolated_drawing import draw_apart
from tests.browser.serving import CHROMIUM_ARGS, NO_CHROMIUM, find_chromium

RESULTS = Path(__file__).with_name("results")
PARTIAL_RESULTS = RESULTS / "partial"  # of other sizes or runs than the usual; ignored by git
README = ROOT / "README.md"  # quotes a full run
ROWS, QUICK_ROWS = (1_000, 10_000, 100_000, 1_000_000), (1_000, 10_000)
RUNS, QUICK_RUNS = 5, 2
# On a screen the example represents a small file: it is what a first visitor sees.
SMALL_ROWS = 1_000
EXAMPLE, EXAMPLE_CLINICS = ROOT / "data" / "clinics.csv", 168
PACKAGES = {
    frictionless_validation.CONTENDER.name: "frictionless",
    pysensmcda_ranks.CONTENDER.name: "pysensmcda",
    pymcdm_ranks.CONTENDER.name: "pymcdm",
    datasette_screen.CONTENDER.name: "datasette",
}
_CHARTS = {
    reading_comparison.TASK: "read.svg",
    ranking_comparison.TASK: "rank.svg",
    **{task: f"{name}.svg" for name, task in screen_comparison.TASKS.items()},
}


def peer_versions(python: str) -> dict[str, str]:
    """Contender -> version, of those that are installed."""
    known = {}
    for name, package in PACKAGES.items():
        with suppress(NotMeasured):
            known[name] = installed_versions(python, [package])[package]
    with suppress(NotMeasured):
        known[lineup_screen.CONTENDER.name] = lineup_screen.version()
    return known


def revision() -> str:
    """The commit that was measured, if git can tell."""
    git = shutil.which("git")
    if git is None:
        return ""
    ended = subprocess.run(  # noqa: S603
        [git, "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return ended.stdout.strip()


def measure(comparison: Comparison, rows: Sequence[int], runs: int, python: str) -> Iterator[None]:
    """Every task at every size. Yields after each size, so that an interrupted run keeps its results."""
    screens = (*SCREENS, lineup_screen.SCREEN, datasette_screen.screen(python))
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        for count in rows:
            path = Path(folder) / f"{count}.csv"
            path.write_bytes(generate(count))
            _tell(count, reading_comparison.TASK)
            reading_comparison.compare(comparison, path, count, min(runs, 3), python)
            _tell(count, ranking_comparison.TASK)
            ranking_comparison.compare(comparison, count, min(runs, 3), python)
            clinics = ClinicFile(path, count) if count > SMALL_ROWS else ClinicFile(EXAMPLE, EXAMPLE_CLINICS)
            _tell(clinics.rows, "screens")
            screen_comparison.compare(comparison, screens, clinics, runs, partial(_launched, playwright))
            path.unlink()
            yield


def _launched(playwright: Playwright) -> Browser:
    chromium = find_chromium()
    if chromium is None:
        raise NotMeasured(f"not measured: {NO_CHROMIUM}")
    return playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)


def _tell(rows: int, task: str) -> None:
    sys.stderr.write(f"{rows:,} clinics: {task}\n")


def write(folder: Path, measurements: Sequence[Measurement], machines: Sequence[str]) -> None:
    """Write the table, the CSV, and a chart for each task that has a time."""
    folder.mkdir(parents=True, exist_ok=True)
    charts = {}
    for task, name in _CHARTS.items():
        lines = [line for line in measurements if line.task == task]
        if any(line.seconds is not None for line in lines):
            (folder / name).write_bytes(draw_apart(chart(lines, task), "svg"))
            charts[task] = name
    screens = (*(screen.contender for screen in SCREENS), lineup_screen.CONTENDER, datasette_screen.CONTENDER)
    contenders = {
        reading_comparison.TASK: reading_comparison.CONTENDERS,
        ranking_comparison.TASK: ranking_comparison.CONTENDERS,
        "screens": screens,
    }
    (folder / "README.md").write_text(report(measurements, contenders, machines, charts), encoding="utf-8")
    (folder / "measurements.csv").write_text(to_csv(measurements), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write the results."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.comparison", description="Measure against other programs."
    )
    parser.add_argument("--peers", metavar="PYTHON", required=True, help="a Python that has the peers of PyPI")
    parser.add_argument("--quick", action="store_true", help="small files and few runs, some four minutes")
    parser.add_argument("--rows", type=int, nargs="+")
    parser.add_argument("--runs", type=int)
    parser.add_argument("--into", type=Path, help="results/ beside this module, results/partial/ with another option")
    chosen = parser.parse_args(arguments)
    rows = sorted(chosen.rows or (QUICK_ROWS if chosen.quick else ROWS))
    runs = chosen.runs or (QUICK_RUNS if chosen.quick else RUNS)
    python = str(ROOT / chosen.peers) if "/" in chosen.peers else chosen.peers
    comparison = Comparison({OURS: revision(), **peer_versions(python)})
    before = machine()
    full = not (chosen.quick or chosen.rows or chosen.runs)
    folder = chosen.into or (RESULTS if full else PARTIAL_RESULTS)
    for _ in measure(comparison, rows, runs, python):
        write(folder, comparison.measurements, [before, machine(), versions("streamlit", "altair")])
    if folder == RESULTS:
        lines = [f"Measured on {before}:", "", *summary(comparison.measurements)]
        README.write_text(quoted(README.read_text(encoding="utf-8"), lines), encoding="utf-8")
    sys.stdout.write(f"{folder / 'README.md'}\n")


if __name__ == "__main__":
    main()
