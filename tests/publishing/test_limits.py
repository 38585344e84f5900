"""The limits: how large, how full and how often, with a sentence for each."""

from collections.abc import Callable

import pytest

from publishing import CannotPublish, Gone, Published, Room, Store, StoreLimits
from tests.publishing.conftest import Clock
from tests.publishing.files import noise, publish

Open = Callable[..., Store]


def test_a_file_may_be_as_large_as_the_terms_say(open_store: Open) -> None:
    """The largest file is published; one byte more is refused with both sizes."""
    store = open_store(StoreLimits(file_bytes=1_500_000))
    assert isinstance(store.find(publish(store, b"a" * 1_500_000).dataset), Published)
    with pytest.raises(CannotPublish, match=r"This file has 1\.6 MB, and at most 1\.5 MB can be published\. Take out"):
        publish(store, b"a" * 1_500_001)
    assert store.room().datasets == 1


def test_a_full_store_refuses_and_says_what_is_left(open_store: Open) -> None:
    """Beyond the total nothing is stored; what fits still is, and existing data stays."""
    store = open_store(StoreLimits(total_bytes=500_000))
    first = publish(store, noise(300_000))
    with pytest.raises(CannotPublish, match=r"no room for this file: it needs 0\.4 MB, and 0\.1 MB is left"):
        publish(store, noise(310_000, seed=1))
    second = publish(store, noise(150_000, seed=2))
    assert all(isinstance(store.find(receipt.dataset), Published) for receipt in (first, second))
    used = store.room().used_bytes
    assert 450_000 < used <= 500_000
    assert store.room() == Room(used, 500_000, 2)


def test_a_full_store_takes_again_what_it_holds(open_store: Open) -> None:
    """A second publication of a file needs no room."""
    store = open_store(StoreLimits(total_bytes=500_000))
    first = publish(store, noise(400_000))
    assert publish(store, noise(400_000)).dataset == first.dataset


def test_a_full_store_makes_room_of_what_ended(open_store: Open, clock: Clock) -> None:
    """What expired is removed before anyone is refused."""
    store = open_store(StoreLimits(total_bytes=500_000))
    old = publish(store, noise(400_000))
    clock.now = old.expires
    assert isinstance(store.find(publish(store, noise(400_000, seed=1)).dataset), Published)
    assert store.find(old.dataset) == Gone("expired", old.expires)


def test_who_publishes_too_often_waits(open_store: Open, clock: Clock) -> None:
    """Within any hour each publisher has a number of turns; the sentence says how long to wait, and that is true."""
    store = open_store(StoreLimits(per_hour=2))
    publish(store, b"1")
    clock.move(minutes=20)
    publish(store, b"2")
    clock.move(seconds=1)
    with pytest.raises(CannotPublish, match=r"At most 2 publications an hour .* Try again in 40 minutes\.$"):
        publish(store, b"3")
    clock.move(minutes=39, seconds=58)
    with pytest.raises(CannotPublish, match=r"Try again in 1 minute\.$"):
        publish(store, b"3")
    clock.move(seconds=1)
    publish(store, b"3")
    with pytest.raises(CannotPublish, match=r"Try again in 20 minutes\.$"):
        publish(store, b"4")


def test_publishers_do_not_wait_for_each_other(open_store: Open) -> None:
    """One publisher's turns are not another's, whatever their keys look like."""
    store = open_store(StoreLimits(per_hour=1))
    for publisher in ("ann", "bob", "", "ann\0", "\ud800", "' OR ''='"):
        publish(store, publisher=publisher)
        with pytest.raises(CannotPublish):
            publish(store, publisher=publisher)


def test_withdrawing_gives_no_turn_back(open_store: Open) -> None:
    """Publishing and withdrawing by turns counts as publishing often, too."""
    store = open_store(StoreLimits(per_hour=1))
    receipt = publish(store)
    assert store.withdraw(receipt.dataset, receipt.code)
    with pytest.raises(CannotPublish):
        publish(store)


def test_what_is_refused_takes_no_turn(open_store: Open) -> None:
    """After meeting another limit a publisher may still publish what fits."""
    store = open_store(StoreLimits(per_hour=1, file_bytes=400_000, total_bytes=100_000))
    for size in (500_000, 300_000):
        with pytest.raises(CannotPublish):
            publish(store, noise(size))
    publish(store)


def test_terms_that_allow_nothing_refuse_in_a_sentence(open_store: Open) -> None:
    """No turns at all is a limit like any other."""
    with pytest.raises(CannotPublish, match="At most 0"):
        publish(open_store(StoreLimits(per_hour=0)))
