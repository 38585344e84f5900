"""SQLite or PostgreSQL by its URL: opens it, migrates it, and gives connections to read, or to write one at a time."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from publishing.errors import StoreUnavailable
from publishing.schema import MIGRATIONS, NOT_OURS, Steps, has_store, is_current, migrate, versions

_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_PATIENCE = 30  # seconds that a writer waits for another
_LOCK = 5_243_118_804_661  # the key of this store's advisory lock in PostgreSQL
_CONNECTION = {  # of PostgreSQL, unless its address says otherwise
    "connect_timeout": "10",
    "client_encoding": "utf8",  # text is text, whatever the encoding of the database
    "keepalives_idle": "10",  # a server that vanishes fails the query within half a minute
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)  # where waiting may help
_PRAGMAS = ("PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON")
_ADDRESS = (
    "The address of the store of published datasets cannot be used. Give sqlite:/// and a file's path, or "
    "postgresql:// with user, host and database."
)
_NO_STORE = (
    "There is no store of published datasets at this address; check it, and give the one that CLINICS_STORE holds."
)
_UNAVAILABLE = (
    "The store of published datasets cannot be used just now. What is published stays published: try again in a few "
    "minutes."
)
log = logging.getLogger(__name__)


class Database:
    """The store's database. Raises `StoreUnavailable` if it cannot be reached or is newer than this program.

    `must_exist`: whether to raise that for an address without a store as well, instead of making one there.
    """

    def __init__(self, address: str, steps: Steps = MIGRATIONS, *, must_exist: bool = False) -> None:
        url = _url(address)
        with _as_unavailable():
            if must_exist and url.get_backend_name() == "sqlite" and _is_blank(Path(url.database or "")):
                raise StoreUnavailable(_NO_STORE)
            self._engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
        try:
            with self.reading() as connection:
                if must_exist and not has_store(connection):
                    raise StoreUnavailable(_NO_STORE)
                current = is_current(connection, steps)
            if not current:
                with self.writing() as connection:
                    migrate(connection, steps)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection whose reads all see the same snapshot. It never waits for a writer."""
        with _as_unavailable(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one transaction, all or nothing, that excludes the writers of all processes."""
        with (
            _as_unavailable(),
            self._engine.connect() as connection,
            connection.execution_options(writes=True).begin(),
        ):
            yield connection

    def empty_log(self) -> None:
        """Leave no dropped content in SQLite's file and its log, unless a reader needs it at this moment."""
        if self._engine.dialect.name == "sqlite":
            with _as_unavailable(), closing(self._engine.raw_connection()) as connection:
                (is_read, *_) = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if is_read:
                log.warning("The store is being read, and keeps what was dropped until the next tidying.")

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


@contextmanager
def _as_unavailable() -> Iterator[None]:
    """Raise database errors as `StoreUnavailable`; their own text, which may name hosts, goes only to the log."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError, UnicodeError) as error:  # the last of a host that no name can be
        log.error("The store of published datasets failed: %s", error)
        raise StoreUnavailable(_UNAVAILABLE) from error


def is_store_address(address: str) -> bool:
    """Whether a text is the address of a store, wherever that is and whether or not it can be reached."""
    try:
        _url(address)
    except StoreUnavailable:
        return False
    return True


def _url(address: str) -> URL:
    try:
        url = make_url(address)
        url = url.set(drivername=_DRIVERS[url.get_backend_name()])
    except (ArgumentError, KeyError, ValueError):
        raise StoreUnavailable(_ADDRESS) from None
    if url.drivername.startswith("sqlite") and not _is_file(url):
        raise StoreUnavailable(_ADDRESS)
    return url


def _is_file(url: URL) -> bool:
    """Whether this URL makes SQLite keep its database in a file.

    The names ":memory:" and "" do not, nor do some `file:` URIs; a query can turn these on, or override settings of
    the store. A host, as in the address of a relative path with two slashes, is none that SQLite knows.
    """
    path = (url.database or "").strip()
    named = bool(path) and "\0" not in path and ":memory:" not in path and not path.lower().startswith("file:")
    return named and not any((url.query, url.host, url.port, url.username, url.password))


def _postgresql(url: URL) -> Engine:
    from publishing.answering_connection import AnsweringConnection  # noqa: PLC0415 - SQLite needs no other driver

    url = url.set(query={**_CONNECTION, **url.query})
    engine = create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True, hide_parameters=True)

    @event.listens_for(engine, "do_connect")
    def _connect(dialect: Any, record: Any, arguments: Any, options: Any) -> Any:  # noqa: ARG001
        return AnsweringConnection.connect(*arguments, **options)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, record: Any) -> None:  # noqa: ARG001
        connection.execute(f"SET lock_timeout = '{_PATIENCE}s'")
        connection.commit()

    @event.listens_for(engine, "begin")
    def _take_turn(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            # READ COMMITTED: reads under the lock include what its last holder wrote.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")

    return engine


def _sqlite(url: URL) -> Engine:
    path = _own_path(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _PATIENCE})
    event.listen(engine, "handle_error", _reopen_if_read_only)
    opened: list[os.stat_result] = []  # the file of the first connection

    def _same_file() -> None:
        """SQLite makes a new file in place of one that was moved, and drops or misreads the latest writes."""
        if opened and not os.path.samestat(path.stat(), opened[0]):
            raise OSError(f"{path} is another file than the one that is open; restart the program")

    @event.listens_for(engine, "do_connect")
    def _check(*_: Any) -> None:
        _same_file()

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, record: Any) -> None:  # noqa: ARG001
        connection.isolation_level = None  # the store begins transactions, not the driver
        _write_ahead(connection)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if not opened:
            opened.append(path.stat())

    @event.listens_for(engine, "begin")
    def _take_turn(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        if writes:
            _same_file()
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _reopen_if_read_only(context: ExceptionContext) -> None:
    """Close a connection that was opened while the file took no writes: it never takes any, and the next one may."""
    code = getattr(context.original_exception, "sqlite_errorcode", sqlite3.SQLITE_OK)
    if code & 0xFF == sqlite3.SQLITE_READONLY:
        context.is_disconnect = True


def _own_path(url: URL) -> Path:
    """The path of the store's file, which exists or may be made. Raises `StoreUnavailable`, `OSError`."""
    path = Path(url.database or "").absolute()
    log_file = Path(f"{path.resolve()}-wal")  # SQLite follows links, too
    if log_file.exists() and log_file.stat().st_size and not path.exists():
        raise OSError(f"{path} is missing, and {log_file} holds a part of it; put it back, or remove that, too")
    if _is_foreign(path):
        raise StoreUnavailable(NOT_OURS)
    return path


def _is_blank(path: Path) -> bool:
    return not path.exists() or not path.stat().st_size


def _is_foreign(path: Path) -> bool:
    """Whether a file is another program's database. It is read as it lies: nothing is locked, made, or changed.

    A database without tables passes, as the tables of a store may still be in its log.
    """
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({versions.name})")}
            (holds,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            (application,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.DatabaseError:  # no database at all, or one that is being written: opening it will tell
        return False
    return bool(holds or application) and not set(versions.c.keys()) <= columns


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work at the same time. Retries, because SQLite does not wait for this switch itself."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
