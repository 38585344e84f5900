"""What is reported where there is no usable database, and what is not."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from publishing import Published, Store, StoreUnavailable, database
from publishing.__main__ import main
from publishing.database import Database, _write_ahead
from publishing.schema import is_current, turns
from tests.publishing.files import publish


@pytest.mark.parametrize(
    "address",
    ["", "published.db", "mysql://db/x", "sqlite://", "sqlite:///:memory:", "sqlite://data/x.db", "://", "a:b@c"],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """Another kind of database, or one that would keep nothing, is refused with what to give."""
    with pytest.raises(StoreUnavailable, match=r"cannot be used\. Give sqlite:/// and a file's path"):
        Store(address)


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:///file:x?mode=memory&uri=true",
        "sqlite:///file:x?uri=true&mode=memory&cache=shared",
        "sqlite:///file::memory:?uri=true",
        "sqlite:///FILE:x?uri=1",
        "sqlite:///file:/tmp/x.db?vfs=memdb&uri=true",
        "sqlite:///file:x",
        "sqlite:///x.db?mode=memory",
        "sqlite:///x.db?mode=ro&uri=true",
        "sqlite:/// ",
        "sqlite:///:memory:?cache=shared",
        "sqlite:////tmp/a%00b",
    ],
)
def test_a_store_that_keeps_nothing_is_refused(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However an address spells a database in memory, it is refused, and no file of its name is made."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreUnavailable, match=r"cannot be used\. Give sqlite:/// and a file's path"):
        Store(address).close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["a..b", "a" * 64])
def test_a_host_that_no_name_can_be_is_reported(host: str) -> None:
    """A host whose name no server can have ends in the sentence of a store that cannot be reached."""
    with pytest.raises(StoreUnavailable, match="cannot be used just now"):
        Store(f"postgresql://user:secret@{host}/x")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_that_is_not_there_is_reported(scheme: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where no server answers a sentence says so; the password is neither in it nor in the log."""
    with pytest.raises(StoreUnavailable, match="cannot be used just now") as refusal:
        Store(f"{scheme}://someone:geheim@/clinics?host={tmp_path}")
    assert "someone" not in str(refusal.value)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "geheim" not in caplog.text


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_lost_connection_is_made_anew(store: Store, url: str) -> None:
    """After the database server was restarted the next reader notices nothing."""
    receipt = publish(store)
    address = make_url(url)
    with psycopg.connect(host=str(address.query["host"]), user="postgres", dbname="postgres", autocommit=True) as admin:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        assert admin.execute(cut, [address.database]).fetchall() == [(True,)]
    assert isinstance(store.find(receipt.dataset), Published)


def test_a_folder_is_made(tmp_path: Path) -> None:
    """The folder of the store's file is created if needed."""
    store = Store(f"sqlite:///{tmp_path}/new/folder/published.db")
    publish(store)
    store.close()
    assert (tmp_path / "new" / "folder" / "published.db").exists()


def test_a_file_that_is_no_database_is_reported(tmp_path: Path) -> None:
    """A file of another kind is refused, and stays as it is."""
    file = tmp_path / "clinics.csv"
    file.write_bytes(b"name,imaging\n" * 1000)
    with pytest.raises(StoreUnavailable, match="cannot be used just now"):
        Store(f"sqlite:///{file}")
    assert file.read_bytes() == b"name,imaging\n" * 1000


@pytest.mark.parametrize("replaced", [True, False])
def test_nothing_is_published_into_a_file_that_was_moved_away(
    replaced: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A receipt for what is in no file of that name would be worthless; once the file is back, all goes on."""
    place, moved = tmp_path / "published.db", tmp_path / "moved.db"
    store = Store(f"sqlite:///{place}")
    first = publish(store, b"first")
    place.rename(moved)
    if replaced:
        place.write_bytes(moved.read_bytes())
    with pytest.raises(StoreUnavailable, match="cannot be used just now"):
        publish(store, b"second")
    assert str(place) in caplog.text
    moved.replace(place)
    assert isinstance(store.find(first.dataset), Published)
    assert isinstance(store.find(publish(store, b"second").dataset), Published)
    store.close()


@pytest.mark.parametrize("replaced", [True, False])
def test_no_reader_makes_or_opens_another_file(replaced: bool, tmp_path: Path) -> None:
    """Another connection leaves a new file in its place alone, so that the latest writes are not dropped."""
    place, moved, wal = (tmp_path / name for name in ("published.db", "moved.db", "published.db-wal"))
    with closing(Database(f"sqlite:///{place}")) as opened:
        written_last = wal.read_bytes()
        place.rename(moved)
        if replaced:
            place.write_bytes(moved.read_bytes())
        with (
            opened.reading(),  # takes the one open connection
            pytest.raises(StoreUnavailable, match="cannot be used just now"),
            opened.reading(),
        ):
            pass
        assert place.exists() == replaced
        assert wal.read_bytes() == written_last != b""
        moved.replace(place)
        with opened.reading(), opened.reading() as connection:
            assert is_current(connection)


def test_a_part_of_a_file_is_not_dropped(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the latest writes are left without their file, no empty store is begun in its place; the log says so."""
    place, moved, wal = (tmp_path / name for name in ("published.db", "moved.db", "published.db-wal"))
    store = Store(f"sqlite:///{place}")
    first = publish(store)
    place.rename(moved)
    with pytest.raises(StoreUnavailable, match="cannot be used just now"):
        Store(f"sqlite:///{place}")
    assert f"{place} is missing, and {wal} holds a part of it" in caplog.text
    moved.rename(place)
    again = Store(f"sqlite:///{place}")
    assert isinstance(again.find(first.dataset), Published)
    again.close()
    store.close()


def test_what_waiting_cannot_help_is_said_at_once() -> None:
    """The switch to SQLite's log is only retried while a writer is at work."""
    tries: list[str] = []

    class Refusing:
        def execute(self, statement: str) -> None:
            tries.append(statement)
            error = sqlite3.OperationalError("attempt to write a readonly database")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY if len(tries) < 3 else sqlite3.SQLITE_READONLY
            raise error

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        _write_ahead(Refusing())  # type: ignore[arg-type]
    assert len(tries) == 3


def _administer(url: str, statement: str) -> None:
    server = make_url(url)
    with psycopg.connect(host=str(server.query["host"]), user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute(statement.encode())


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "UTF8"])
def test_text_is_kept_in_a_database_of_any_encoding(postgres: str, encoding: str) -> None:
    """Names come back as they were given; one that the encoding cannot hold ends in the sentence."""
    _administer(postgres, f"CREATE DATABASE {encoding}_names ENCODING '{encoding}' TEMPLATE template0 LOCALE 'C'")
    store = Store(make_url(postgres).set(database=f"{encoding}_names".lower()).render_as_string())
    found = store.find(publish(store, name="Zürich.csv").dataset)
    assert isinstance(found, Published)
    assert found.name == "Zürich.csv"
    if encoding == "LATIN1":
        with pytest.raises(StoreUnavailable):
            publish(store, b"another", name="日本.csv")
    store.close()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_store_that_takes_no_writes_is_read(store: Store, url: str) -> None:
    """A program that starts while its database is read-only, or may make no tables, opens what is published."""
    receipt = publish(store)
    store.close()
    _administer(url, f"ALTER DATABASE {make_url(url).database} SET default_transaction_read_only = on")
    other = Store(url)
    assert isinstance(other.find(receipt.dataset), Published)
    with pytest.raises(StoreUnavailable):
        publish(other, b"another")
    other.close()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_no_reader_waits_without_end(store: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who meets a locked table is told; a server that vanished is noticed."""
    monkeypatch.setattr(database, "_PATIENCE", 0.1)
    receipt = publish(store)
    patient = Store(url)
    with closing(Database(url)) as other, other.writing() as connection:
        connection.exec_driver_sql("LOCK TABLE publishing_datasets IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreUnavailable):
            patient.find(receipt.dataset)
        driver: Any = connection.connection.driver_connection
        assert {"keepalives_idle", "tcp_user_timeout"} <= set(driver.info.get_parameters())
    assert isinstance(patient.find(receipt.dataset), Published)
    patient.close()


def test_a_place_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    """A path that leads through a file is refused like any other trouble."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable, match="cannot be used just now"):
        Store(f"sqlite:///{tmp_path}/file/published.db")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_file_that_can_be_written_again_is_written(store: Store, url: str) -> None:
    """A connection that was opened while the file took no writes is replaced: publishing resumes without a restart."""
    with closing(Database(url)) as opened:
        with opened.reading() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")  # stays with the connection
        for _ in range(2):
            with opened.reading() as connection:
                assert is_current(connection)
        with pytest.raises(StoreUnavailable, match="cannot be used just now"), opened.writing() as connection:
            connection.execute(turns.delete())
        with opened.writing() as connection:
            connection.execute(turns.delete())
    publish(store)


def test_the_command_says_that_a_path_cannot_be_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that no file can have, as one in a folder that this user may not enter, is a sentence and exit 2."""
    assert main(["take-down", "a" * 20, "--store", f"sqlite:///{tmp_path / ('long' * 100)}"]) == 2
    assert "store of published datasets" in capsys.readouterr().err


def test_what_is_published_stays_out_of_the_log(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A statement that fails is logged without its data."""
    monkeypatch.setattr("secrets.token_urlsafe", lambda _length: "the same code again")
    publish(store)
    with pytest.raises(StoreUnavailable):
        publish(store, name="a private name.csv")
    assert "publishing_publications" in caplog.text
    assert "private" not in caplog.text
