"""What the command line says on standard error: stages, one line for each fault, and what became of it."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Iterator

from scoring.stages import heard_by

_QUIET_SECONDS = 1.5


def tell(text: object) -> None:
    """Print a line on standard error; where that is closed or full, what was asked for goes on without it."""
    if sys.stderr is None:  # closed by the shell; `print` would turn to the standard output
        return
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # the interpreter's own flush, too


@contextlib.contextmanager
def progress() -> Iterator[None]:
    """Report the current stage on standard error once the work has taken more than a moment, and any faults."""
    log = logging.getLogger("scoring")
    faults = _Faults(logging.WARNING)
    stages = _Progress()
    log.addHandler(faults)
    try:
        with heard_by(stages.begin):
            yield
    finally:
        stages.end()
        log.removeHandler(faults)


class _Faults(logging.Handler):
    """Prints the one line that says what went wrong, without its traceback."""

    def emit(self, record: logging.LogRecord) -> None:
        tell(record.getMessage())


class _Progress:
    """Stays quiet at first, then prints the current stage and each later one."""

    def __init__(self) -> None:
        self._stage = "Starting"
        self._late = False
        self._timer = threading.Timer(_QUIET_SECONDS, self._speak)
        self._timer.daemon = True
        self._timer.start()

    def begin(self, stage: str) -> None:
        self._stage = stage
        if self._late:
            self._say()

    def end(self) -> None:
        self._timer.cancel()

    def _speak(self) -> None:
        self._late = True
        self._say()

    def _say(self) -> None:
        tell(f"{self._stage} ...")
