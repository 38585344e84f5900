"""A first-in, first-out lock: large files are read one at a time, so that their memory does not add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition

_TICK = 0.25  # seconds between two checks by a waiting thread


class Turns:
    """A queue of threads that wait to read a file."""

    def __init__(self) -> None:
        self._moved = Condition()
        self._queue: list[object] = []

    @contextmanager
    def turn(self, look: Callable[[int], object]) -> Iterator[None]:
        """Wait for a turn, and hold it while the block runs.

        `look` is called repeatedly while waiting, with the number of threads ahead; if it raises, the turn is given up.
        """
        place = object()
        with self._moved:
            self._queue.append(place)
        try:
            while before := self._before(place):
                look(before)
            yield
        finally:
            with self._moved:
                self._queue.remove(place)
                self._moved.notify_all()

    def _before(self, place: object) -> int:
        """The number of threads ahead, after waiting for one of them to leave or for one tick."""
        with self._moved:
            if self._queue[0] is not place:
                self._moved.wait(_TICK)
            return self._queue.index(place)
