"""The store on both of its databases: every test that asks for an address runs on each."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from publishing import Store, Terms
from tests.publishing.postgres import NO_POSTGRES, find_postgres, serve_postgres

NUMBERS = count(1)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, 12, 30, 15, 123456, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment that it shows."""
        return self.now

    def move(self, **by: float) -> None:
        """Move on by days, hours, minutes or seconds."""
        self.now += timedelta(**by)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start PostgreSQL once for all tests; only a person's machine may do without."""
    programs = find_postgres()
    if programs is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(NO_POSTGRES)
    with serve_postgres(programs) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/published.db"
    server = make_url(request.getfixturevalue("postgres"))
    name = f"test_{next(NUMBERS)}"
    with psycopg.connect(host=str(server.query["host"]), user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    return server.set(database=name).render_as_string()


@pytest.fixture
def clock() -> Clock:
    """A clock that tests move."""
    return Clock()


@pytest.fixture
def open_store(url: str, clock: Clock) -> Iterator[Callable[..., Store]]:
    """Open the store, under given terms, as often as a test likes; all are closed after it."""
    opened: list[Store] = []

    def open_it(terms: Terms = Terms()) -> Store:  # noqa: B008
        opened.append(Store(url, terms, clock))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[..., Store]) -> Store:
    """The store under its usual terms."""
    return open_store()
