"""A clock that jumps, as when it is corrected late: nobody waits for years, and nothing intact is called damaged."""

import logging
import re
from collections.abc import Callable

import pytest

from publishing import CannotPublish, Gone, Published, Store, StoreLimits
from tests.publishing.conftest import Clock
from tests.publishing.files import publish

YEARS = 4 * 365  # days
Open = Callable[..., Store]


def minutes_to_wait(store: Store) -> int:
    """The minutes that the refusal names."""
    with pytest.raises(CannotPublish) as refusal:
        publish(store, b"one more")
    match = re.search(r"Try again in (\d+) minutes?\.$", str(refusal.value))
    assert match
    return int(match[1])


def test_turns_of_a_clock_set_back_are_not_counted(open_store: Open, clock: Clock) -> None:
    """A publisher whose clock was years ahead may publish at once when it is right again."""
    store = open_store(StoreLimits(per_hour=1))
    clock.move(days=YEARS)
    publish(store, b"1")
    clock.move(days=-YEARS)
    publish(store, b"2")
    assert minutes_to_wait(store) == 60


@pytest.mark.parametrize("seconds", [0.001, 30, 60])
def test_nobody_waits_for_more_than_an_hour(open_store: Open, clock: Clock, seconds: float) -> None:
    """A turn recorded by another replica whose clock is a little ahead counts as one of now."""
    store = open_store(StoreLimits(per_hour=2))
    for content in (b"1", b"2"):
        clock.move(seconds=seconds)
        publish(store, content)
        clock.move(seconds=-seconds)
    assert minutes_to_wait(store) == 60
    clock.move(hours=1, seconds=seconds)
    publish(store, b"3")


@pytest.mark.parametrize("jump", [-YEARS, -1, -1 / 24])
def test_a_set_published_in_the_future_opens(store: Store, clock: Clock, jump: float) -> None:
    """After the clock was set back, what was published before still opens, and tidying leaves it alone."""
    receipt = publish(store)
    clock.move(days=jump)
    assert store.tidy() == 0
    assert isinstance(store.find(receipt.dataset), Published)
    assert store.room().datasets == 1


def test_what_ended_ahead_of_time_is_expired_not_damaged(
    store: Store, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """What was tidied while the clock was ahead stays ended when it is set back: no damage, no future day."""
    receipt = publish(store)
    clock.move(days=YEARS)
    assert store.tidy() > 0
    clock.move(days=-YEARS)
    assert store.find(receipt.dataset) == store.about(receipt.dataset) == Gone("expired", None)
    assert store.room().datasets == 0
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert publish(store).dataset == receipt.dataset
    assert isinstance(store.find(receipt.dataset), Published)


def test_what_was_withdrawn_ahead_of_time_stays_withdrawn(store: Store, clock: Clock) -> None:
    """A withdrawal holds whatever the clock says afterward, and names no future day."""
    receipt = publish(store)
    clock.move(days=30)
    store.withdraw(receipt.dataset, receipt.code)
    clock.move(days=-30)
    assert store.find(receipt.dataset) == Gone("withdrawn", None)


@pytest.mark.parametrize("name", ["", "\0", "\ud800", " "])
def test_a_set_without_a_name_is_live(store: Store, name: str) -> None:
    """A publication whose file has an empty name is open like any other."""
    assert isinstance(store.find(publish(store, name=name).dataset), Published)
    assert store.room().datasets == 1
    assert store.tidy() == 0
