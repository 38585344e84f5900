"""No reader waits without end for a PostgreSQL that keeps its connections and says nothing."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from publishing import Published, Store, StoreUnavailable, answering_connection
from publishing.database import Database
from tests.publishing.files import publish


@contextmanager
def frozen(url: str) -> Iterator[None]:
    """Stop the processes that serve a database; the system goes on to acknowledge what is sent to them."""
    server = make_url(url)
    with psycopg.connect(host=str(server.query["host"]), user="postgres", dbname="postgres") as admin:
        serving = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
        processes = [pid for (pid,) in admin.execute(serving, [server.database])]
    assert processes
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_that_falls_silent_ends_the_read(store: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read that is under way ends in the sentence and its connection is closed; the next one has another."""
    receipt = publish(store)
    monkeypatch.setattr(answering_connection, "SILENCE", 0.3)
    drivers: list[Any] = []

    def read_frozen(database: Database) -> None:
        with database.reading() as connection:
            drivers.append(connection.connection.driver_connection)
            with frozen(url):
                connection.exec_driver_sql("SELECT 1")

    with closing(Database(url)) as database, pytest.raises(StoreUnavailable, match="cannot be used just now"):
        read_frozen(database)
    assert drivers[0].closed
    with frozen(url):
        assert isinstance(store.find(receipt.dataset), Published)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_an_answer_may_take_its_time(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What keeps coming is waited for, however long all of it takes together."""
    monkeypatch.setattr(answering_connection, "SILENCE", 0.5)
    slow = "SELECT repeat('x', 100000), pg_sleep(0.2) FROM generate_series(1, 5)"
    with closing(Database(url)) as database, database.reading() as connection:
        assert len(connection.exec_driver_sql(slow).all()) == 5


def test_a_server_that_never_says_a_word_is_reported() -> None:
    """A port that takes connections and answers none is given up like one where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"postgresql://someone@127.0.0.1:{listening.getsockname()[1]}/clinics?connect_timeout=1"
        with pytest.raises(StoreUnavailable, match="cannot be used just now"):
            Store(address)
