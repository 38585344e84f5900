"""The tables of the store, and the migrations that make them, oldest first.

A released migration is never edited: add a new one at the end, and change the tables below to match.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, DateTime, LargeBinary, MetaData, Named, Table, Text, TypedColumns, inspect
from sqlalchemy.types import TypeDecorator

from publishing.errors import StoreUnavailable

Steps = Sequence[Sequence[str]]
NOT_OURS = (
    "The database at the address of the store of published datasets is not one of this program. Give the address of "
    "its own."
)

MIGRATIONS: Steps = (
    (
        """
        CREATE TABLE publishing_datasets (
            lookup_key TEXT NOT NULL PRIMARY KEY,
            fingerprint TEXT NOT NULL,
            damaged TIMESTAMP
        )
        """,
        # The bytes come last: SQLite reads a row from its start, and rarely needs them.
        """
        CREATE TABLE publishing_contents (
            lookup_key TEXT NOT NULL PRIMARY KEY REFERENCES publishing_datasets,
            size BIGINT NOT NULL,
            stored BIGINT NOT NULL,
            recipe {bytes} NOT NULL,
            data {bytes} NOT NULL
        )
        """,
        """
        CREATE TABLE publishing_publications (
            code_hash TEXT NOT NULL PRIMARY KEY,
            lookup_key TEXT NOT NULL REFERENCES publishing_datasets,
            name TEXT NOT NULL,
            published TIMESTAMP NOT NULL,
            expires TIMESTAMP NOT NULL,
            withdrawn TIMESTAMP
        )
        """,
        "CREATE INDEX publishing_publications_of ON publishing_publications (lookup_key)",
        # Separate from publications, so that no table says who published what.
        "CREATE TABLE publishing_turns (publisher TEXT NOT NULL, taken TIMESTAMP NOT NULL)",
    ),
    ("ALTER TABLE publishing_publications ADD COLUMN predecessor TEXT",),
)


class Moment(TypeDecorator[datetime]):
    """A UTC timestamp, stored without a zone: the same in both databases, whatever the server's time zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """To UTC, without a zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """To UTC, with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


class _Versions(TypedColumns):
    version: Named[int]
    applied: Named[datetime] = Column(Moment)


class _Datasets(TypedColumns):
    """A row per dataset ever published; it stays, to say why a link no longer opens."""

    lookup_key: Named[str] = Column(Text, primary_key=True)
    fingerprint: Named[str] = Column(Text)
    damaged: Named[datetime | None] = Column(Moment)


class _Contents(TypedColumns):
    """The content of a dataset, while one of its publications is live."""

    lookup_key: Named[str] = Column(Text, primary_key=True)
    size: Named[int]
    stored: Named[int]
    recipe: Named[bytes] = Column(LargeBinary)
    data: Named[bytes] = Column(LargeBinary)


class _Publications(TypedColumns):
    """A row per publication of a dataset, each with its own name, code, expiry, and predecessor (a lookup key)."""

    code_hash: Named[str] = Column(Text, primary_key=True)
    lookup_key: Named[str] = Column(Text)
    name: Named[str] = Column(Text)
    published: Named[datetime] = Column(Moment)
    expires: Named[datetime] = Column(Moment)
    withdrawn: Named[datetime | None] = Column(Moment)
    predecessor: Named[str | None] = Column(Text)


class _Turns(TypedColumns):
    """When a publisher (hashed) published, for the last hour or so."""

    publisher: Named[str] = Column(Text)
    taken: Named[datetime] = Column(Moment)


TABLES = MetaData()
versions = Table("publishing_schema_version", TABLES, _Versions)
datasets = Table("publishing_datasets", TABLES, _Datasets)
contents = Table("publishing_contents", TABLES, _Contents)
publications = Table("publishing_publications", TABLES, _Publications)
turns = Table("publishing_turns", TABLES, _Turns)


def has_store(connection: Connection) -> bool:
    """Whether the database is a store, of any version."""
    return inspect(connection).has_table(versions.name)


def is_current(connection: Connection, steps: Steps = MIGRATIONS) -> bool:
    """Whether the tables are those of the last step, so that there is nothing to write: a store may be read-only."""
    return has_store(connection) and _version(connection) == len(steps)


def migrate(connection: Connection, steps: Steps = MIGRATIONS) -> None:
    """Migrate the tables to the last step, within the caller's transaction and lock.

    Raises `StoreUnavailable` if they are newer than that.
    """
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS publishing_schema_version (version INTEGER NOT NULL PRIMARY KEY,"
        " applied TIMESTAMP NOT NULL)"
    )
    done = _version(connection)
    if done > len(steps):
        raise StoreUnavailable(
            f"The store of published datasets has version {done}, and this program knows no later one than "
            f"{len(steps)}. Update the program; nothing was changed."
        )
    kind = "BYTEA" if connection.dialect.name == "postgresql" else "BLOB"
    for version, statements in enumerate(steps[done:], done + 1):
        for statement in statements:
            connection.exec_driver_sql(statement.replace("{bytes}", kind))
        connection.execute(versions.insert().values(version=version, applied=datetime.now(UTC)))


def _version(connection: Connection) -> int:
    """The last step taken, 0 for none. Raises `StoreUnavailable` if the table holds anything but steps."""
    steps: Sequence[Any] = connection.scalars(versions.select().with_only_columns(versions.c.version)).all()
    if not all(isinstance(step, int) and step > 0 for step in steps):  # SQLite keeps any value in any column
        raise StoreUnavailable(NOT_OURS)
    return max(steps, default=0)
