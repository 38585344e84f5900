"""Large files are read one at a time, first come, first served."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from dashboard.datasets.fifo_lock import Turns


class Left(Exception):
    """Raised when a reader has left."""


def test_one_at_a_time_in_the_order_of_coming() -> None:
    """A waiting reader is told how many are ahead, and nobody starts while another is reading."""
    turns, waiting, order = Turns(), Event(), []

    def wait(before: int) -> None:
        order.append(before)
        waiting.set()

    def second() -> list[str]:
        with turns.turn(wait):
            return [*done, "second"]

    done: list[str] = []
    with ThreadPoolExecutor(1) as pool:
        with turns.turn(lambda _: pytest.fail("nobody was before")):
            later = pool.submit(second)
            assert waiting.wait(60)
            done.append("first")
        assert later.result(60) == ["first", "second"]
    assert set(order) == {1}


def test_leaving_the_queue_holds_nobody_up() -> None:
    """A reader who leaves the queue gives up the place."""
    turns = Turns()

    def leave(_before: int) -> None:
        raise Left

    with turns.turn(lambda _: None), pytest.raises(Left), turns.turn(leave):
        pytest.fail("it was not its turn")
    with turns.turn(lambda _: pytest.fail("nobody is before")):
        pass
