"""Versions of the tables: one follows another, once, whoever starts first; a later one is left alone."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from publishing import Published, Store, StoreUnavailable
from publishing.database import Database
from publishing.schema import MIGRATIONS
from tests.publishing.files import publish

NEXT = ("ALTER TABLE publishing_datasets ADD COLUMN note TEXT", "UPDATE publishing_datasets SET note = 'of version 1'")
BROKEN = (*NEXT, "UPDATE nowhere SET nothing = 1")


def versions(database: Database) -> list[int]:
    """The versions that were applied, in order."""
    with database.reading() as connection:
        rows = connection.execute(text("SELECT version FROM publishing_schema_version ORDER BY version"))
        return [version for (version,) in rows]


def test_a_store_of_the_version_before_is_brought_up_to_date(store: Store, url: str) -> None:
    """A dataset published by an older program is there after the next version's step, which is taken once."""
    receipt = publish(store)
    for _ in range(2):
        with closing(Database(url, (*MIGRATIONS, NEXT))) as database:
            assert versions(database) == [*range(1, len(MIGRATIONS) + 2)]
            with database.reading() as connection:
                assert connection.execute(text("SELECT note FROM publishing_datasets")).all() == [("of version 1",)]
    assert isinstance(store.find(receipt.dataset), Published)


def test_a_step_that_fails_changes_nothing(store: Store, open_store: Callable[..., Store], url: str) -> None:
    """A version is reached whole or not at all: the store stays usable as it was."""
    receipt = publish(store)
    with pytest.raises(StoreUnavailable) as refusal:
        Database(url, (*MIGRATIONS, BROKEN))
    assert isinstance(refusal.value.__cause__, DBAPIError)
    with closing(Database(url)) as database:
        assert versions(database) == [*range(1, len(MIGRATIONS) + 1)]
        with database.reading() as connection:
            columns = inspect(connection).get_columns("publishing_datasets")
    assert "note" not in {column["name"] for column in columns}
    assert isinstance(open_store().find(receipt.dataset), Published)


def test_a_later_version_is_refused(open_store: Callable[..., Store], url: str) -> None:
    """A program that is older than its store says so, with what to do, and touches nothing."""
    with closing(Database(url, (*MIGRATIONS, NEXT))) as database:
        known, later = len(MIGRATIONS), len(MIGRATIONS) + 1
        with pytest.raises(StoreUnavailable, match=rf"has version {later}, .* than {known}\. Update the program"):
            open_store()
        assert versions(database)[-1] == later


@pytest.mark.parametrize("held", ["abc", 1.5, None, -1, b"0"])
def test_a_version_that_is_none_is_refused(held: object, tmp_path: Path) -> None:
    """A table of that name in another program's database: one sentence, and no table is made or changed."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE publishing_schema_version (version, applied)")
        other.execute("INSERT INTO publishing_schema_version VALUES (?, NULL)", (held,))
        other.commit()
    with pytest.raises(StoreUnavailable, match="is not one of this program"):
        Database(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("publishing_schema_version",)]
