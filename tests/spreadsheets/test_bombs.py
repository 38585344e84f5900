"""No workbook uses more memory than the limit, or ends more than the process that reads it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.spreadsheets.bombs import BOMBS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is watched, not limited")

ROOT = Path(__file__).parents[2]
MEMORY = 300_000_000
CODE = 60_000_000  # what a process maps besides the memory it writes to: Python and its modules
REFUSED = {
    "cells with value": "more than 300 MB of memory, which is the limit",
    "one cell": "more than 300 MB of memory",
    "nested cells": "could not be opened",
    "sheets": "99,999 sheets, more than are read",
    "parts": "50,0[0-9]{2} parts, more than are read",
    "attributes of the book": "more than 300 MB of memory",
    "a far cell": "more than 300 MB of memory",
}
READ_ALL = f"""
import json, resource
from scoring import Limits, UnreadableFile
from scoring.limits import Clock
from scoring.reading.workbook import read_sheet
from tests.spreadsheets.bombs import BOMBS

outcomes = {{}}
for name, made in BOMBS.items():
    try:
        outcomes[name] = read_sheet(made(), None, Clock(Limits(memory_bytes={MEMORY})))[1].data.decode()
    except UnreadableFile as reason:
        outcomes[name] = {{"refused": str(reason)}}
peak = 1024 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps({{"outcomes": outcomes, "peak": peak}}))
"""


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    """The result of each bomb, and the most memory that any process reading one used."""
    done = subprocess.run([sys.executable, "-c", READ_ALL], cwd=ROOT, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_refused_with_a_sentence(read: dict[str, Any], name: str) -> None:
    """A bomb that exceeds a limit is refused by that limit; otherwise its clinics are read."""
    outcome = read["outcomes"][name]
    if name in REFUSED:
        assert re.search(REFUSED[name], outcome["refused"])
        assert outcome["refused"].endswith("try again.")
    else:
        assert "Cedar Pain,DO; pain medicine" in outcome


def test_no_bomb_takes_more_memory_than_the_limit(read: dict[str, Any]) -> None:
    """The process that reads a bomb stays below the limit, however the bomb is made."""
    assert read["peak"] < MEMORY + CODE
