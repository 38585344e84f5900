"""What is being done while a file is read, for whoever waits for it: heard by those who asked in the same context.

No level of a logger is changed for it: that would be one for all who read at the same time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_log = logging.getLogger("scoring")
_listener: ContextVar[Callable[[str], None] | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Callable[[str], None]) -> Iterator[None]:
    """Have `listener` called with each stage that begins inside."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def begin_stage(stage: str) -> None:
    """Say that a stage begins, in a few words fit for the screen; to the log too."""
    _log.info("%s", stage)
    if listener := _listener.get():
        listener(stage)
