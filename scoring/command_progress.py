"""Progress messages of the command line: stages on standard error, and one line for each fault."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Iterator

from scoring.stages import heard_by

_QUIET_SECONDS = 1.5


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
        print(record.getMessage(), file=sys.stderr)


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
        print(f"{self._stage} ...", file=sys.stderr, flush=True)
