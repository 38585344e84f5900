"""The store on both of its databases: every test that asks for an address runs on each."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from publishing import Store, StoreLimits

NUMBERS = count(1)


class Clock:
    """A clock that is stopped until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, 12, 30, 15, 123456, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment that it shows."""
        return self.now

    def move(self, **by: float) -> None:
        """Move on by days, hours, minutes or seconds."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    """A clock that tests move."""
    return Clock()


@pytest.fixture
def open_store(url: str, clock: Clock) -> Iterator[Callable[..., Store]]:
    """Open the store under given limits, as often as a test likes; all are closed after it."""
    opened: list[Store] = []

    def open_it(limits: StoreLimits = StoreLimits()) -> Store:  # noqa: B008
        opened.append(Store(url, limits, clock))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[..., Store]) -> Store:
    """The store under its usual limits."""
    return open_store()
