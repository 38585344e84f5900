"""Large files are read one at a time, first come, first served, so that their memory never adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition

_TICK = 0.25  # seconds between two looks of who waits


class Turns:
    """A queue of those who want to read."""

    def __init__(self) -> None:
        self._moved = Condition()
        self._queue: list[object] = []

    @contextmanager
    def turn(self, look: Callable[[int], object]) -> Iterator[None]:
        """Wait until it is this one's turn, and have it while the block lasts.

        `look` is called again and again while waiting, with how many are before; what it raises gives up the place.
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
        """How many are before a place, after some time or when one of them has left."""
        with self._moved:
            if self._queue[0] is not place:
                self._moved.wait(_TICK)
            return self._queue.index(place)
