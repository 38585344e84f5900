"""Several publishers at once, in one process and in several: none is lost, nothing is stored twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, update

from publishing import CannotPublish, Gone, Published, Store, StoreLimits
from publishing.database import Database
from publishing.schema import MIGRATIONS, contents, publications
from publishing.schema import versions as applied
from tests.publishing.files import noise, publish
from tests.publishing.publisher import MANY, SHARED, processes, publish_some

PROCESSES = 6


def test_threads_that_publish_one_file_meet(open_store: Callable[..., Store], url: str) -> None:
    """Sixteen publishers of one file at once: one stored file, with a publication and a code each."""
    store = open_store(MANY)
    with ThreadPoolExecutor(16) as threads:
        receipts = list(threads.map(lambda turn: publish(store, SHARED, publisher=f"{turn}"), range(16)))
    assert len({receipt.dataset for receipt in receipts}) == 1
    assert len({receipt.code for receipt in receipts}) == 16
    with closing(Database(url)) as database, database.reading() as connection:
        assert len(connection.execute(select(contents.c.size)).all()) == 1
        assert len(connection.execute(select(publications.c.name)).all()) == 16
    dataset = receipts[0].dataset
    with ThreadPoolExecutor(15) as threads:
        assert all(threads.map(lambda receipt: store.withdraw(dataset, receipt.code), receipts[1:]))
    assert isinstance(store.find(dataset), Published)
    assert store.withdraw(dataset, receipts[0].code)
    assert isinstance(store.find(dataset), Gone)


def test_processes_that_start_and_publish_at_once_meet(url: str, tmp_path: Path) -> None:
    """Replicas that open an empty store at once create its tables once, and publish one file side by side."""
    reported = [tmp_path / f"{number}.txt" for number in range(PROCESSES)]
    starting = [processes().Process(target=publish_some, args=(url, 5, file)) for file in reported]
    for process in starting:
        process.start()
    for process in starting:
        process.join()
    assert [process.exitcode for process in starting] == [0] * PROCESSES
    receipts = [line.split() for file in reported for line in file.read_text(encoding="ascii").splitlines()]
    assert len(receipts) == PROCESSES * 5
    dataset = receipts[0][0]
    with closing(Database(url)) as database, database.reading() as connection:
        assert len(connection.execute(select(applied)).all()) == len(MIGRATIONS)
        assert len(connection.execute(select(contents.c.size)).all()) == 1
    with closing(Store(url, MANY)) as store:
        for number, (other, code) in enumerate(receipts):
            assert other == dataset
            assert isinstance(store.about(dataset), Gone) == (number == len(receipts))
            assert store.withdraw(dataset, code)
        assert isinstance(store.about(dataset), Gone)


def test_limits_hold_for_those_who_come_at_once(open_store: Callable[..., Store]) -> None:
    """Of twelve simultaneous publications exactly as many are kept as the limits allow."""
    store = open_store(StoreLimits(per_hour=5))

    def fits(turn: int) -> bool:
        try:
            publish(store, noise(1000, seed=turn))
        except CannotPublish:
            return False
        return True

    with ThreadPoolExecutor(12) as threads:
        assert sum(threads.map(fits, range(12))) == 5
    assert store.room().datasets == 5


def test_readers_and_writers_do_not_wait_for_each_other(store: Store, url: str) -> None:
    """While someone publishes, others find what is there; while someone reads, others publish."""
    receipt = publish(store)
    with closing(Database(url)) as database:
        with database.writing() as connection:
            connection.execute(update(contents).values(size=0))
            assert isinstance(store.find(receipt.dataset), Published)
            connection.rollback()
        with database.reading() as connection:
            before = connection.execute(select(contents)).all()
            new = publish(store, b"new")
            assert isinstance(store.find(new.dataset), Published)
            assert connection.execute(select(contents)).all() == before, "a reader sees one moment"


def test_writers_take_turns(store: Store, url: str) -> None:
    """A writer waits until the one before is done, even before either has changed anything."""
    with closing(Database(url)) as database, ThreadPoolExecutor(1) as threads:
        with database.writing():
            waiting = threads.submit(store.tidy)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.3)
        assert waiting.result(timeout=20) == 0


@pytest.mark.parametrize("again", range(5))
def test_stores_that_open_at_once_agree(open_store: Callable[..., Store], again: int) -> None:
    """Eight threads that open an empty store at once all get one that works."""
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda _number: open_store(), range(8)))
    receipt = publish(stores[again])
    assert all(isinstance(store.find(receipt.dataset), Published) for store in stores)
