"""A file read and checked: ours, frictionless, and readers that understand nothing, as the floor."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from benchmarks.measurement import OURS, Act, Comparison, Contender, Run
from benchmarks.peers import frictionless_validation
from benchmarks.peers.frictionless_validation import validate
from benchmarks.read_score import run_module

TASK = "read and check a file"
_READERS = {
    OURS: ("scored", Contender(OURS, "`scoring.review`: read, every cell recognized, scored, broken rows found.")),
    "pandas `read_csv`": ("pandas", Contender("pandas `read_csv`", "Reads all as text.", "checks nothing")),
    "pyarrow `read_csv`": (
        "pyarrow",
        Contender("pyarrow `read_csv`", "Reads all as text: the floor.", "checks nothing"),
    ),
    "csv.DictReader": (
        "plain",
        Contender(
            "csv.DictReader",
            "Each row recognized and scored by itself, with our rules; 20,000 rows are timed and scaled.",
            "no work is shared between rows, no problems, no duplicates",
        ),
    ),
}
CONTENDERS = (*(contender for _, contender in _READERS.values()), frictionless_validation.CONTENDER)


def compare(comparison: Comparison, path: Path, rows: int, runs: int, python: str) -> None:
    """Measure every contender on this file of `rows` clinics."""
    acts: dict[str, Act] = {name: partial(_read, reader, path, rows) for name, (reader, _) in _READERS.items()}
    acts[frictionless_validation.CONTENDER.name] = partial(_validate, python, path)
    comparison.compare(TASK, rows, acts, runs)


def _read(reader: str, path: Path, rows: int) -> Run:
    """One run of a contender of `read_score`; if a file was timed in part, scaled and without its memory."""
    measured = json.loads(run_module("benchmarks.contenders", reader, str(path)))
    scale = rows / measured["rows"]
    return Run(measured["seconds"] * scale, megabytes=measured["peak"] if scale == 1 else None)


def _validate(python: str, path: Path) -> Run:
    measured = validate(python, path)
    return Run(measured["seconds"], megabytes=measured["peak"])
