"""What the command line prints: results on standard output; stages, faults and summaries on standard error."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Iterator

from scoring.errors import BadSettings
from scoring.file_faults import why
from scoring.stages import heard_by
from scoring.standard_error import tell

_QUIET_SECONDS = 1.5


def print_bytes(content: bytes) -> None:
    """Print to standard output until its reader stops. Raises `BadSettings` if that fails."""
    if sys.stdout is None:  # closed by the shell
        raise BadSettings("The result could not be printed: the standard output is closed.")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # send the interpreter's own flush nowhere
        if not isinstance(error, BrokenPipeError):  # its reader stopped
            raise BadSettings(f"The result could not be printed: {why(error)}.") from None


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
