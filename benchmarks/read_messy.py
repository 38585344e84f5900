"""How fast a messy file is understood, next to frictionless on the same file and Arrow on a clean one.

    python -m benchmarks.read_messy [--rows 100000] [--runs 5] [--frictionless PYTHON]

frictionless is no dependency of this project: `make bench` installs it into `.venv-bench`, whose Python is passed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from benchmarks.generate import LATEST, generate, spoiled
from benchmarks.peers.frictionless_validation import validate
from benchmarks.read_score import versions

ROOT = Path(__file__).parents[1]


def timed(act: Callable[[], tuple[int, int]]) -> dict[str, Any]:
    """Wall-clock and CPU seconds; `act` returns the numbers of rows and problems."""
    wall, cpu = perf_counter(), process_time()
    rows, problems = act()
    return {"seconds": perf_counter() - wall, "cpu": process_time() - cpu, "rows": rows, "problems": problems}


def ours(path: Path) -> dict[str, Any]:
    """The file read, recognized, and scored, with its problems in a frame."""
    import scoring  # noqa: PLC0415 - each contender loads in its own process

    def act() -> tuple[int, int]:
        review = scoring.review(path, reviewed_on=LATEST)
        return len(review), len(review.problems)

    return _warm(act)


def table(path: Path) -> dict[str, Any]:
    """The file as a table of text, with broken rows reported: what Arrow does, and no cell recognized."""
    from scoring.limits import Clock, Limits  # noqa: PLC0415
    from scoring.problems import ProblemLog  # noqa: PLC0415
    from scoring.reading import ReadOptions, read_bytes, read_table  # noqa: PLC0415
    from scoring.recognition import dictionary_headers  # noqa: PLC0415

    def act() -> tuple[int, int]:
        problems, clock = ProblemLog(), Clock(Limits())
        options = ReadOptions(dictionary_headers(None))
        return len(read_table(read_bytes(path, clock.limits), options, problems, clock).rows), len(problems.frame())

    return _warm(act)


def arrow(path: Path) -> dict[str, Any]:
    """`pyarrow.csv`, every column as text."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.csv as pacsv  # noqa: PLC0415

    with path.open(encoding="utf-8") as file:
        columns = pacsv.ConvertOptions(column_types=dict.fromkeys(file.readline().strip().split(","), pa.string()))
    parse = pacsv.ParseOptions(newlines_in_values=True)
    return _warm(lambda: (pacsv.read_csv(path, parse_options=parse, convert_options=columns).num_rows, 0))


def _warm(act: Callable[[], tuple[int, int]]) -> dict[str, Any]:
    """As the command line and the app run: memory recycled, words and rules read before the first file."""
    from scoring import load_rubric, process_memory, vocabulary  # noqa: PLC0415

    process_memory.recycle()
    vocabulary()
    load_rubric()
    return timed(act)


CONTENDERS: dict[str, Callable[[Path], dict[str, Any]]] = {"ours": ours, "table": table, "arrow": arrow}


def _run(*command: str) -> dict[str, Any]:
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


def _has_frictionless(python: str) -> bool:
    ran = subprocess.run([python, "-c", "import frictionless"], capture_output=True, check=False)  # noqa: S603
    return ran.returncode == 0


def compare(rows: int, runs: int, python: str) -> dict[str, list[dict[str, Any]]]:
    """Run every contender `runs` times, in turn, each in its own process."""
    results: dict[str, list[dict[str, Any]]] = {}
    beside = _has_frictionless(python)
    with TemporaryDirectory() as folder:
        clean, mess = Path(folder) / "clean.csv", Path(folder) / "messy.csv"
        clean.write_bytes(generate(rows, mess=0))
        mess.write_bytes(spoiled(generate(rows)))
        for _ in range(runs):
            for title, name, path in (
                ("messy: read, recognized, scored, problems reported", "ours", mess),
                ("messy: read as text, broken rows reported", "table", mess),
                ("clean: read, recognized, scored, problems reported", "ours", clean),
                ("clean: read as text", "table", clean),
                ("clean: `pyarrow.csv`, all text", "arrow", clean),
            ):
                measured = _run(sys.executable, "-m", "benchmarks.read_messy", "--only", name, str(path))
                results.setdefault(title, []).append(measured)
            for title, path, encoding in (("messy", mess, "cp1252"), ("clean", clean, "utf-8")) if beside else ():
                measured = validate(python, path, encoding)
                results.setdefault(f"{title}: frictionless `validate`", []).append(measured)
    return results


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.read_messy", description="Time a file not in order.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--frictionless", metavar="PYTHON", default=sys.executable, help="a Python that has it")
    parser.add_argument("--only", nargs=2, metavar=("CONTENDER", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    out = sys.stdout
    if arguments.only:
        json.dump(CONTENDERS[arguments.only[0]](Path(arguments.only[1])), out)
        return
    out.write(f"{versions()} {arguments.rows:,} rows, medians of {arguments.runs} runs.\n\n")
    out.write("| what | seconds | processor seconds | rows | problems |\n| --- | --- | --- | --- | --- |\n")
    for title, runs in compare(arguments.rows, arguments.runs, arguments.frictionless).items():
        seconds, cpu = (median(run[name] for run in runs) for name in ("seconds", "cpu"))
        out.write(f"| {title} | {seconds:.3g} | {cpu:.3g} | {runs[0]['rows']:,} | {runs[0]['problems']:,} |\n")
    if not _has_frictionless(arguments.frictionless):
        out.write(
            "\nfrictionless is not installed here and was left out; see the head of this file for how to add it.\n"
        )


if __name__ == "__main__":
    main()
