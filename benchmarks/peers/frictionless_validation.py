"""frictionless, which checks tabular files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.measurement import Contender
from benchmarks.peers.peer_process import printed

CONTENDER = Contender(
    "frictionless `validate`",
    "Reads the file and reports every broken row; told the encoding, and to go on after a thousand errors.",
    lacks="recognizes no cell: no terms, no scores, no duplicates",
    more="schemas with types and constraints for each column, foreign keys, many more formats",
)
_VALIDATE = """
from frictionless import Checklist, Resource, system
import frictionless
path, encoding = sys.argv[1:]
wall, cpu = perf_counter(), process_time()
with system.use_context(trusted=True):
    report = Resource(path=path, encoding=encoding).validate(Checklist(), limit_errors=10**9)
timing = {"seconds": perf_counter() - wall, "cpu": process_time() - cpu, "peak": peak_megabytes()}
rows, errors = report.tasks[0].stats["rows"], len(report.flatten(["type"]))
print(json.dumps({**timing, "rows": rows, "problems": errors, "version": frictionless.__version__}))
"""


def validate(python: str, path: Path, encoding: str = "utf-8") -> dict[str, Any]:
    """One validation: seconds, CPU seconds, peak megabytes, rows, and problems. Raises `NotMeasured`."""
    return printed(python, _VALIDATE, str(path), encoding)
