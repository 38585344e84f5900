"""Ctrl-C before a program has loaded, and the system's request to end while it works."""

from __future__ import annotations

import os
import signal
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


# The program as `python -m scoring` starts it, which gets a signal as soon as it reviews a part.
SIGNALED = """
import os, runpy, signal, sys
number = int(os.environ["SIGNAL"])
signal.signal(number, signal.Handlers(int(os.environ["ON_SIGNAL"])))  # whatever this program was started with
import scoring.engine.part_review
from scoring import UnreadableFile
def review(*_, **__):
    os.kill(os.getpid(), number)
    raise UnreadableFile("The signal was ignored.")
scoring.engine.part_review.review = review
runpy.run_module("scoring", run_name="__main__")
"""


def signaled(folder: Path, number: signal.Signals, on_signal: signal.Handlers) -> subprocess.CompletedProcess[str]:
    """A run that reviews a list into a folder, and gets a signal in the middle; `on_signal`: what is set for it."""
    (folder / "list.csv").write_text("name,imaging\nA,CT\n")
    arguments = ["review", str(folder / "list.csv"), "-o", f"{folder / 'out'}/"]
    environment = {**os.environ, "SIGNAL": str(int(number)), "ON_SIGNAL": str(int(on_signal))}
    command = [sys.executable, "-c", SIGNALED, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_that_the_system_ends_leaves_nothing_unfinished(tmp_path: Path, number: signal.Signals) -> None:
    """A time limit, a shutdown or a closed terminal ends it like Ctrl-C, with the exit code of shells."""
    ran = signaled(tmp_path, number, signal.SIG_DFL)
    assert ran.returncode == 128 + number
    assert ran.stderr.endswith("Interrupted.\n")
    assert "Traceback" not in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_a_signal_that_is_to_be_ignored_is(tmp_path: Path) -> None:
    """A program that is started to outlive its terminal, as by `nohup`, does."""
    ran = signaled(tmp_path, signal.SIGHUP, signal.SIG_IGN)
    assert ran.returncode == 2
    assert "The signal was ignored." in ran.stderr
