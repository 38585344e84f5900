"""Queries about a dataset: the state of its publications, and its content, verified by its id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, and_, func, select
from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError

from publishing.content import Damaged, lookup_key, prove_data, prove_recipe
from publishing.datasets import About, Gone, Published
from publishing.schema import contents, datasets, publications

# Faults of the database, not of one dataset: it is lost, busy, or denies this program a table.
_OF_DATABASE = (OperationalError, ProgrammingError)
_OF_CONTENT = ("22", "XX")  # what PostgreSQL says of content: a value that cannot be, or damage inside


@dataclass(frozen=True, slots=True)
class Live:
    """A dataset with a live publication, without its content.

    `published` is when its first one was made, `latest` its last one; `predecessor` is a lookup key.
    """

    name: str
    fingerprint: str
    published: datetime
    latest: datetime
    expires: datetime
    set_aside: datetime | None
    predecessor: str | None


def is_live(now: datetime) -> ColumnElement[bool]:
    """Not withdrawn, expired, or tidied. Tidying clears the name, so that setting the clock back revives nothing."""
    return and_(publications.c.withdrawn.is_(None), publications.c.expires > now, publications.c.name != "")


def past_moment(moment: datetime, now: datetime) -> datetime | None:
    """The moment if it is past; None if it is in the future, because the clock was set back since."""
    return moment if moment <= now else None


def used_bytes(connection: Connection) -> int:
    """The stored size of all contents, in bytes."""
    return int(connection.execute(select(func.coalesce(func.sum(contents.c.stored), 0))).scalar_one())


def read_standing(connection: Connection, key: str, now: datetime) -> Live | Gone:
    """The state of a dataset's publications. Raises `Damaged` if they cannot be read."""
    columns = publications.c
    try:
        dataset = connection.execute(select(datasets).where(datasets.c.lookup_key == key)).one_or_none()
        rows = connection.execute(select(publications).where(columns.lookup_key == key).order_by(columns.published))
        published = rows.all()
    except (DatabaseError, ValueError, TypeError) as error:  # an invalid moment, such as PostgreSQL's infinity
        if _is_of_database(error):
            raise
        raise Damaged(f"its publications cannot be read: {getattr(error, 'orig', error)}") from None
    if dataset is None or not published:
        return Gone("unknown")
    live = [row for row in published if row.withdrawn is None and row.expires > now and row.name]
    if live:
        last = max(row.expires for row in live)
        first = live[0]
        latest = live[-1].published
        return Live(first.name, dataset.fingerprint, first.published, latest, last, dataset.damaged, first.predecessor)
    last_to_end = max(published, key=lambda row: row.withdrawn or row.expires)
    if last_to_end.withdrawn:
        return Gone("withdrawn", past_moment(last_to_end.withdrawn, now))
    return Gone("expired", past_moment(last_to_end.expires, now))


def read_about(connection: Connection, dataset: str, live: Live) -> About:
    """A dataset without its bytes; its recipe and fingerprint are verified by its id. Raises `Damaged`.

    If it was set aside the bytes are verified too: it may be intact again, and nothing else would check.
    """
    if live.set_aside:
        whole = read_published(connection, dataset, live)
        return About(dataset, recipe=whole.recipe, size=whole.size, **_public(live))
    row = read_content(connection, dataset, contents.c.size, contents.c.recipe)
    recipe = prove_recipe(dataset, live.fingerprint, row.recipe)
    return About(dataset, recipe=recipe, size=row.size, **_public(live))


def read_published(connection: Connection, dataset: str, live: Live) -> Published:
    """A dataset with its bytes; both bytes and recipe are verified by its id. Raises `Damaged`."""
    row = read_content(connection, dataset, contents.c.size, contents.c.recipe, contents.c.data)
    recipe = prove_recipe(dataset, live.fingerprint, row.recipe)
    data = prove_data(live.fingerprint, row.data, row.size)
    return Published(dataset, recipe=recipe, size=row.size, data=data, **_public(live))


def _public(live: Live) -> dict[str, Any]:
    """What readers see of a live dataset."""
    return {name: getattr(live, name) for name in ("name", "fingerprint", "published", "expires")}


def read_content(connection: Connection, dataset: str, *columns: Column[Any]) -> Row[*tuple[Any, ...]]:
    """Columns of a dataset's stored content. Raises `Damaged` if there is none."""
    row = read_columns(connection, lookup_key(dataset), *columns)
    if row is None:
        raise Damaged("its bytes are missing")
    return row


def read_columns(connection: Connection, key: str, *columns: Column[Any]) -> Row[*tuple[Any, ...]] | None:
    """Columns of the content under a key; None if there is none. Raises `Damaged` if it cannot be read."""
    try:
        return connection.execute(select(*columns).where(contents.c.lookup_key == key)).one_or_none()
    except DatabaseError as error:
        if _is_of_database(error):
            raise
        raise Damaged(f"the database cannot read its bytes: {error.orig}") from None


def _is_of_database(error: Exception) -> bool:
    """Whether any other dataset would have failed alike, as where PostgreSQL ended the session between two reads."""
    state: str | None = getattr(getattr(error, "orig", None), "sqlstate", None)
    return isinstance(error, _OF_DATABASE) or (state is not None and not state.startswith(_OF_CONTENT))
