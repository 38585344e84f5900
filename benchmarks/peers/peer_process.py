"""A program that runs in a peer's Python, within limits of time and memory, and prints its figures as JSON."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from typing import Any

from benchmarks.measurement import STEP_SECONDS, NotMeasured, TooSlow
from benchmarks.read_score import ROOT

_MOST_GIGABYTES = 12  # of address space: half of a machine with 24 GB, and more than any task here needs
_START_SECONDS = 20.0  # what loading a peer may take in addition to its step
_OUT_OF_MEMORY = "MemoryError"
# Available to every program, which runs in the checkout.
_PRELUDE = f"""
import json, resource, sys
from time import perf_counter, process_time
from benchmarks.process_peak import peak_megabytes
resource.setrlimit(resource.RLIMIT_AS, ({_MOST_GIGABYTES * 10**9}, {_MOST_GIGABYTES * 10**9}))
"""
_VERSIONS = """
from importlib.metadata import version
print(json.dumps({name: version(name) for name in sys.argv[1:]}))
"""


def printed(python: str, program: str, *arguments: str) -> dict[str, Any]:
    """What a program prints, a JSON object.

    Raises `TooSlow` after a minute, and `NotMeasured` with the end of its error if it fails or Python is not there.
    """
    command = [python, "-c", _PRELUDE + program, *arguments]
    try:
        ended = subprocess.run(  # noqa: S603 - our own program in a Python of the caller's choice
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=STEP_SECONDS + _START_SECONDS
        )
    except FileNotFoundError:
        raise NotMeasured(f"not measured: there is no {python}") from None
    except subprocess.TimeoutExpired:
        raise TooSlow from None
    if ended.returncode:
        raise NotMeasured(_reason(ended.stderr))
    answer: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return answer


def installed_versions(python: str, packages: Iterable[str]) -> dict[str, str]:
    """Package -> version in a peer's Python. Raises `NotMeasured` if one is not there."""
    return dict(printed(python, _VERSIONS, *packages))


def _reason(error: str) -> str:
    last = (error.strip().splitlines() or ["no output"])[-1]
    if _OUT_OF_MEMORY in last:
        return f"out of memory ({_MOST_GIGABYTES} GB)"
    return f"failed: {last[:120]}"
