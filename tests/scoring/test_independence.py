"""No reader affects another's results: files can be read in any order, and at the same time."""

from __future__ import annotations

import csv
import locale
import logging
import os
import random
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from decimal import getcontext
from hashlib import sha256
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import scoring
from scoring import UnreadableFile
from tests.scoring.files import DAY

CASES = Path(__file__).parents[1] / "cases"
HEADER = b"name,credentials,imaging\n"
LONG = b"x" * 200_000  # longer than the greatest cell that Python's csv module takes by itself
FILES = {
    **{path.name: path.read_bytes() for path in sorted(CASES.iterdir()) if path.suffix != ".toml"},
    "long cell in order": HEADER + LONG + b",MD,CT\n",
    "long cell in an odd row": HEADER + LONG + b",MD,CT,x\nHarbor,MD,CT\n",
    "long cell and an open quote": HEADER + b'Harbor,MD,CT\n"' + LONG + b",MD,CT\n",
    "long cell, quotes at odd places": HEADER + b'"' + LONG + b'" a,MD,CT\n"Har\nbor,,"x",MD,CT\n',
    "long cell and unusual quotes": HEADER + b'"\\"' + LONG + b'\\"",MD,CT\n"a \\"b\\", c",MD,CT\n',
    "long header": b"name,credentials,imaging," + LONG + b"\nHarbor,MD,CT,x\n",
}
ROOT = Path(__file__).parents[2]
LONG_FILES = [name for name in FILES if name.startswith("long")]
# A process for each file, forked from one that has loaded the program, which takes most of the time, and has read
# nothing. Only there would a limit that the first reader raises be noticed.
FRESH = """
import os
from tests.scoring.test_independence import LONG_FILES, outcome, state

for name in LONG_FILES:
    if os.fork() == 0:
        before = state()  # not earlier: a fork has random numbers of its own
        print(name, outcome(name), state() == before, sep="\t", flush=True)
        os._exit(0)
    os.wait()
"""
THREADS = 4


def outcome(name: str) -> str:
    """The result of a file, as a digest of all that a review says, or the sentence that refuses it."""
    try:
        review = scoring.review(FILES[name], reviewed_on=DAY)
    except UnreadableFile as refused:
        return str(refused)
    digest = sha256()
    for frame in (review.records, review.scores, review.problems):  # every cell, label and type
        digest.update(repr((frame.dtypes.to_list(), frame.columns.to_list(), frame.index.to_list())).encode())
        digest.update(repr([frame[name].to_list() for name in frame]).encode())
    return digest.hexdigest()


def state() -> tuple[object, ...]:
    """Process-wide state that a reader might change."""
    log = logging.getLogger("scoring")
    numbers = (repr(getcontext()), sys.get_int_max_str_digits(), random.getstate(), np.geterr())
    surroundings = (locale.setlocale(locale.LC_ALL), dict(os.environ), Path.cwd(), sys.getrecursionlimit())
    tables = (csv.field_size_limit(), csv.list_dialects(), pd.describe_option(_print_desc=False), pa.cpu_count())
    return log.level, tuple(log.handlers), tuple(warnings.filters), numbers, surroundings, tables


@pytest.fixture(scope="module")
def alone() -> dict[str, str]:
    """The result of each file, read one after another in alphabetical order."""
    return {name: outcome(name) for name in sorted(FILES)}


def test_long_cells_are_read_whatever_was_read_before(alone: dict[str, str]) -> None:
    """A cell beyond the csv module's own limit is read in a file of any kind, and refused in none."""
    assert not [name for name in FILES if name.startswith("long cell") and alone[name].endswith(".")]


@pytest.fixture(scope="module")
def fresh() -> dict[str, tuple[str, str]]:
    """The result of each long file in a process that has read no other, and whether the process is unchanged."""
    ran = subprocess.run([sys.executable, "-c", FRESH], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = (line.split("\t") for line in ran.stdout.splitlines())
    return {name: (result, unchanged) for name, result, unchanged in lines}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be copied here")
@pytest.mark.parametrize("name", LONG_FILES)
def test_a_file_is_read_as_in_a_fresh_process(
    name: str, alone: dict[str, str], fresh: dict[str, tuple[str, str]]
) -> None:
    """A process that has read no other file gives the same result for a long cell, and is unchanged."""
    assert fresh.get(name) == (alone[name], "True")


def test_files_are_read_alike_in_any_order(alone: dict[str, str]) -> None:
    """The result of a file does not depend on those read before, and reading leaves no trace."""
    names = sorted(FILES)
    Random(1).shuffle(names)  # noqa: S311 - the same order in every run
    before = state()
    assert {name: outcome(name) for name in names} == alone
    assert state() == before


def test_files_are_read_alike_at_the_same_time(alone: dict[str, str]) -> None:
    """The result of a file does not depend on those that others read at the same time."""
    names = sorted(FILES)
    Random(2).shuffle(names)  # noqa: S311
    before = state()
    with ThreadPoolExecutor(THREADS) as readers:
        for name, became in zip(names, readers.map(outcome, names), strict=True):
            assert became == alone[name], name
    assert state() == before
