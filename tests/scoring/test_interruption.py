"""Ctrl-C before a program has loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("command", "loading"),
    [("scoring", "numpy"), ("scoring", "pandas"), ("publishing", "numpy"), ("publishing", "sqlalchemy")],
)
def test_a_program_that_is_interrupted_while_it_loads_ends_in_a_word(
    tmp_path: Path, command: str, loading: str
) -> None:
    """Whichever of its packages is being loaded: one line, and the exit code of shells."""
    (tmp_path / f"{loading}.py").write_text("raise KeyboardInterrupt\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-m", command, "--help"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "Interrupted.\n")


def test_who_imports_the_packages_keeps_what_ends_it(tmp_path: Path) -> None:
    """A program of somebody else ends as Python ends it: how is not for a library to say."""
    (tmp_path / "numpy.py").write_text("raise KeyboardInterrupt\n")
    ran = subprocess.run(
        [sys.executable, "-c", "import scoring"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr.endswith("\nKeyboardInterrupt\n")
