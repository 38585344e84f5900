"""Garbage collection while a program loads, and afterwards."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

from scoring import garbage_collection

ROOT = Path(__file__).parents[2]


def test_what_a_program_has_loaded_is_not_collected(tmp_path: Path) -> None:
    """Once it has loaded, garbage is collected again, but not among its modules, words and rules."""
    program = tmp_path / "program"
    program.mkdir()
    (program / "__init__.py").write_text("import gc, scoring.interruption\nloaded = gc.get_freeze_count()\n")
    (program / "__main__.py").write_text(
        "import gc, program\nprint(program.loaded > 10_000, gc.isenabled(), gc.get_stats()[2]['collections'])\n"
    )
    paths = os.pathsep.join((str(tmp_path), str(ROOT)))
    ran = subprocess.run(
        [sys.executable, "-m", "program"],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "True True 0\n"


def test_who_imports_the_package_keeps_the_collector_as_it_was() -> None:
    """In a program of somebody else nothing is changed: that is not for a library to do."""
    before = gc.isenabled(), gc.get_freeze_count()
    garbage_collection.resume()
    assert (gc.isenabled(), gc.get_freeze_count()) == before
