"""Damaged data in the database is named, set aside, and harms nothing else."""

import logging
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select, text, update

from publishing import About, Gone, Published, Receipt, Store, StoreUnavailable
from publishing.content import lookup_key
from publishing.database import Database
from publishing.queries import Live, read_standing
from publishing.schema import contents, datasets, publications
from tests.publishing.conftest import Clock
from tests.publishing.files import noise, publish

Rot = Callable[[Database, str], None]


def flip(packed: bytes) -> bytes:
    """The bytes with one bit flipped in the middle."""
    middle = len(packed) // 2
    return packed[:middle] + bytes([packed[middle] ^ 1]) + packed[middle + 1 :]


def _change(change: Callable[[Any], Mapping[str, Any]]) -> Rot:
    """Change columns of a dataset's content, computed from their values."""

    def rot(database: Database, key: str) -> None:
        with database.writing() as connection:
            row = connection.execute(select(contents).where(contents.c.lookup_key == key)).one()
            connection.execute(update(contents).where(contents.c.lookup_key == key).values(**change(row)))

    return rot


def _swap_contents(database: Database, key: str) -> None:
    """Put another dataset's content under this one's id."""
    with database.writing() as connection:
        other = connection.execute(select(contents).where(contents.c.lookup_key != key)).first()
        assert other is not None
        values = {"data": other.data, "recipe": other.recipe, "size": other.size}
        connection.execute(update(contents).where(contents.c.lookup_key == key).values(**values))
        prints = select(datasets.c.fingerprint).where(datasets.c.lookup_key == other.lookup_key).scalar_subquery()
        connection.execute(update(datasets).where(datasets.c.lookup_key == key).values(fingerprint=prints))


def _change_fingerprint(database: Database, key: str) -> None:
    with database.writing() as connection:
        connection.execute(update(datasets).where(datasets.c.lookup_key == key).values(fingerprint="0" * 64))


def _lose_bytes(database: Database, key: str) -> None:
    with database.writing() as connection:
        connection.execute(delete(contents).where(contents.c.lookup_key == key))


ROT: dict[str, Rot] = {
    "a flipped bit of the file": _change(lambda row: {"data": flip(row.data)}),
    "another file of that size": _change(lambda row: {"data": zlib.compress(flip(zlib.decompress(row.data)))}),
    "a file cut short": _change(lambda row: {"data": row.data[:-5]}),
    "an empty file": _change(lambda _row: {"data": b""}),
    "another size": _change(lambda row: {"size": row.size - 1}),
    "a larger size": _change(lambda row: {"size": row.size + 1}),
    "a size beyond any": _change(lambda _row: {"size": text("9223372036854775807")}),
    "a size below nothing": _change(lambda _row: {"size": -5}),
    "a flipped bit of the recipe": _change(lambda row: {"recipe": flip(row.recipe)}),
    "no recipe": _change(lambda _row: {"recipe": b""}),
    "another dataset's content": _swap_contents,
    "another fingerprint": _change_fingerprint,
    "bytes lost": _lose_bytes,
}
SEEN_WITHOUT_BYTES = {"a flipped bit of the recipe", "no recipe", *list(ROT)[-3:]}


@pytest.fixture
def receipts(store: Store) -> tuple[Receipt, Receipt]:
    """A dataset that will be damaged, and another."""
    return publish(store, noise(3000, seed=1)), publish(store, b"other")


@pytest.mark.parametrize("how", ROT)
def test_what_is_damaged_is_set_aside(
    receipts: tuple[Receipt, Receipt], store: Store, url: str, clock: Clock, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    """Whatever part of a dataset is damaged, it is never shown: it is marked, logged once, and no other is affected."""
    damaged, other = (receipt.dataset for receipt in receipts)
    with closing(Database(url)) as database:
        ROT[how](database, lookup_key(damaged))
        if how in SEEN_WITHOUT_BYTES:
            assert store.about(damaged) == Gone("damaged", clock.now)
        else:
            assert isinstance(store.about(damaged), About)
        first = clock.now
        assert store.find(damaged) == Gone("damaged", first)
        clock.move(days=1)
        assert store.find(damaged) == store.about(damaged) == Gone("damaged", first)
        with database.reading() as connection:
            kept = connection.execute(select(contents).where(contents.c.lookup_key == lookup_key(damaged))).first()
    assert bool(kept) == (how != "bytes lost"), "it is kept, for someone to look at"
    errors = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert [damaged in error for error in errors] == [True]
    assert isinstance(store.find(other), Published)
    assert isinstance(store.find(publish(store, b"new").dataset), Published)
    assert store.withdraw(other, receipts[1].code)


def test_what_nobody_published_is_unknown(store: Store, url: str, receipts: tuple[Receipt, Receipt]) -> None:
    """Bytes without a publication are shown to nobody."""
    with closing(Database(url)) as database, database.writing() as connection:
        of_this = publications.c.lookup_key == lookup_key(receipts[0].dataset)
        connection.execute(delete(publications).where(of_this))
    assert store.find(receipts[0].dataset) == store.about(receipts[0].dataset) == Gone("unknown")


def test_publishing_again_repairs(store: Store, url: str, receipts: tuple[Receipt, Receipt]) -> None:
    """Publishing a file again gives what was promised, even where an earlier copy was damaged unnoticed."""
    dataset = receipts[0].dataset
    with closing(Database(url)) as database:
        for look_first in (True, False):
            ROT["a flipped bit of the file"](database, lookup_key(dataset))
            if look_first:
                assert isinstance(store.find(dataset), Gone)
            assert publish(store, noise(3000, seed=1)).dataset == dataset
            assert isinstance(store.about(dataset), About)
            assert isinstance(store.find(dataset), Published)


def test_what_is_intact_after_all_is_shown_again(store: Store, url: str, receipts: tuple[Receipt, Receipt]) -> None:
    """A restored copy opens again, whatever is requested first: the mark is no verdict, the check is."""
    dataset = receipts[0].dataset
    flip_a_bit = ROT["a flipped bit of the file"]
    for ask, answer in ((store.about, About), (store.find, Published)):
        with closing(Database(url)) as database:
            flip_a_bit(database, lookup_key(dataset))
            assert isinstance(store.find(dataset), Gone)
            assert isinstance(store.about(dataset), Gone)
            flip_a_bit(database, lookup_key(dataset))
        assert type(ask(dataset)) is answer


def test_damaged_datasets_end_as_others_do(
    store: Store, url: str, clock: Clock, receipts: tuple[Receipt, Receipt]
) -> None:
    """The publisher of a damaged dataset can withdraw it, and it is tidied away."""
    damaged, _ = receipts
    with closing(Database(url)) as database:
        ROT["a flipped bit of the file"](database, lookup_key(damaged.dataset))
    store.find(damaged.dataset)
    assert store.withdraw(damaged.dataset, damaged.code)
    assert store.find(damaged.dataset) == Gone("withdrawn", clock.now)


@pytest.mark.parametrize("table", ["datasets", "contents", "publications"])
def test_a_table_that_cannot_be_asked_is_no_damage(
    store: Store, url: str, receipts: tuple[Receipt, Receipt], table: str
) -> None:
    """Where a table is missing or unreadable the store is reported as unavailable, and nothing is set aside."""
    dataset = receipts[0].dataset
    with closing(Database(url)) as database:
        for name, to in ((table, "elsewhere"), ("elsewhere", table)):
            with database.writing() as connection:
                connection.execute(text(f"ALTER TABLE publishing_{name} RENAME TO publishing_{to}"))
            if to == "elsewhere":
                for ask in (store.find, store.about):
                    with pytest.raises(StoreUnavailable):
                        ask(dataset)
        with database.reading() as connection:
            assert not connection.scalars(select(datasets.c.damaged).where(datasets.c.damaged.is_not(None))).all()
    assert isinstance(store.find(dataset), Published)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("column", ["published", "expires", "withdrawn"])
def test_a_moment_without_end_is_damage(
    store: Store, url: str, clock: Clock, receipts: tuple[Receipt, Receipt], column: str
) -> None:
    """PostgreSQL stores moments that Python cannot; one sets only its own dataset aside."""
    with closing(Database(url)) as database, database.writing() as connection:
        of_this = publications.c.lookup_key == lookup_key(receipts[0].dataset)
        connection.execute(update(publications).where(of_this).values({column: text("'infinity'")}))
    for _ in range(2):
        assert store.find(receipts[0].dataset) == Gone("damaged", clock.now)
    assert isinstance(store.find(receipts[1].dataset), Published)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_session_that_ended_is_no_damage(
    store: Store, url: str, receipts: tuple[Receipt, Receipt], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the server ends a session between two reads the store is unavailable for a moment; nothing is set aside."""

    def read_and_wait(connection: Connection, key: str, now: datetime) -> Live | Gone:
        standing = read_standing(connection, key, now)
        connection.exec_driver_sql("SET idle_in_transaction_session_timeout = '1ms'")
        driver: Any = connection.connection.driver_connection
        with closing(Database(url)) as other:
            alive = text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid")
            with other.reading() as watching:
                while watching.execute(alive, {"pid": driver.info.backend_pid}).scalar_one():
                    watching.execute(text("SELECT pg_stat_clear_snapshot()"))
        return standing

    with monkeypatch.context() as patches:
        patches.setattr("publishing.store.read_standing", read_and_wait)
        with pytest.raises(StoreUnavailable, match="cannot be used just now"):
            store.find(receipts[0].dataset)
    with closing(Database(url)) as database, database.reading() as connection:
        assert connection.scalars(select(datasets.c.damaged)).all() == [None, None]
    assert isinstance(store.find(receipts[0].dataset), Published)


def test_a_code_that_was_written_over_withdraws_nothing(
    store: Store, url: str, receipts: tuple[Receipt, Receipt]
) -> None:
    """Whatever replaces a code's hash, the code does not match."""
    with closing(Database(url)) as database, database.writing() as connection:
        of_this = publications.c.lookup_key == lookup_key(receipts[0].dataset)
        connection.execute(update(publications).where(of_this).values(code_hash="ü"))
    assert not store.withdraw(receipts[0].dataset, receipts[0].code)
    assert store.withdraw(receipts[1].dataset, receipts[1].code)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_moment_that_is_none_is_damage(
    store: Store, url: str, clock: Clock, receipts: tuple[Receipt, Receipt], caplog: pytest.LogCaptureFixture
) -> None:
    """SQLite stores any text as a moment; an unreadable one sets only its own dataset aside, and is logged once."""
    with closing(Database(url)) as database, database.writing() as connection:
        of_this = publications.c.lookup_key == lookup_key(receipts[0].dataset)
        connection.execute(update(publications).where(of_this).values(published=text("'no moment'")))
    for _ in range(2):
        assert store.find(receipts[0].dataset) == Gone("damaged", clock.now)
    assert caplog.text.count(receipts[0].dataset) == 1
    assert isinstance(store.find(receipts[1].dataset), Published)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_overwritten_pages_are_damage(
    store: Store, url: str, clock: Clock, open_store: Callable[..., Store], tmp_path: Path
) -> None:
    """File pages that SQLite itself cannot read set only their own dataset aside, even when it ends."""
    data = noise(200_000)
    damaged, other = publish(store, data), publish(store, b"other")
    with closing(Database(url)) as database, database.reading() as connection:
        packed = connection.scalars(select(contents.c.data).order_by(contents.c.stored.desc())).first()
        assert packed is not None
    store.close()
    file = tmp_path / "published.db"
    content = bytearray(file.read_bytes())
    page = content.index(packed[100_000:100_020]) // 4096 * 4096
    content[page : page + 4096] = b"\xff" * 4096
    file.write_bytes(content)
    store = open_store()
    assert store.find(damaged.dataset) == Gone("damaged", clock.now)
    assert isinstance(store.find(other.dataset), Published)
    assert isinstance(store.find(publish(store, b"new").dataset), Published)
    for receipt in (damaged, other):
        assert store.withdraw(receipt.dataset, receipt.code)
        assert store.find(receipt.dataset) == Gone("withdrawn", clock.now)
    used = store.room().used_bytes
    assert used > 200_000, "what cannot be read cannot be dropped either"
    assert store.tidy() == 0
