"""The stage that a review has reached, reported to a listener in the same context.

No logger level is changed for this, because it would affect every review that runs at the same time.
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
    """Call `listener` with each stage that begins inside the block."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def begin_stage(stage: str) -> None:
    """Report that a stage begins, in a few words fit for the screen, to the listener and the log."""
    _log.info("%s", stage)
    if listener := _listener.get():
        listener(stage)
