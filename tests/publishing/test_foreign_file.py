"""What lies at the address of a SQLite store and is none is refused, and stays as it is."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from publishing import Published, Store, StoreUnavailable
from publishing.database import Database
from publishing.schema import MIGRATIONS
from tests.publishing.files import publish

NOT_OURS, UNUSABLE, LATER = r"is not one of this program\. Give", "cannot be used just now", r"Update the program"


def make(path: Path, *statements: str) -> None:
    """Run statements as another program would."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def _later(path: Path) -> None:
    Database(f"sqlite:///{path}", (*MIGRATIONS, ("CREATE TABLE publishing_notes (note TEXT)",))).close()


def _linked(path: Path) -> None:
    make(path.with_name("another.db"), "CREATE TABLE bookmarks (url TEXT)")
    path.symlink_to("another.db")


KINDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_bytes(b"name,imaging\n" * 1000), UNUSABLE),
    "a folder": (Path.mkdir, UNUSABLE),
    "tables of another program": (lambda path: make(path, "CREATE TABLE bookmarks (url TEXT)"), NOT_OURS),
    "a view of another program": (lambda path: make(path, "CREATE VIEW one AS SELECT 1"), NOT_OURS),
    "the mark of another program": (lambda path: make(path, "PRAGMA application_id = -7", "VACUUM"), NOT_OURS),
    "a table of ours alone": (lambda path: make(path, "CREATE TABLE publishing_datasets (lookup_key TEXT)"), NOT_OURS),
    "other columns": (lambda path: make(path, "CREATE TABLE publishing_schema_version (version INTEGER)"), NOT_OURS),
    "written ahead": (lambda path: make(path, "PRAGMA journal_mode = WAL", "CREATE TABLE a (b)"), NOT_OURS),
    "a name with signs": (lambda path: make(path, "CREATE TABLE bookmarks (url TEXT)"), NOT_OURS),
    "a link": (_linked, NOT_OURS),
    "a later version": (_later, LATER),
}


def seen(folder: Path) -> dict[str, bytes]:
    """Name -> content of every file in a folder."""
    return {path.name: path.read_bytes() if path.is_file() else b"" for path in folder.iterdir()}


@pytest.mark.parametrize("must_exist", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_store_stays_as_it_is(kind: str, must_exist: bool, tmp_path: Path) -> None:
    """Whatever lies there, each byte of it does so afterwards, with no file beside it, and a sentence says so."""
    make_it, sentence = KINDS[kind]
    path = tmp_path / ("a#b &c.db" if kind == "a name with signs" else "found.db")
    make_it(path)
    before = seen(tmp_path)
    with pytest.raises(StoreUnavailable, match=sentence):
        Store(f"sqlite:///{path}", must_exist=must_exist)
    assert seen(tmp_path) == before


@pytest.mark.parametrize("kind", ["missing", "empty", "without tables", "a link to nothing"])
def test_a_store_is_begun_where_nothing_lies(kind: str, tmp_path: Path) -> None:
    """A file without content is as good as none: a store begins there, or behind a link, unless one is expected."""
    path = tmp_path / "new.db"
    if kind == "empty":
        path.touch()
    elif kind == "without tables":
        make(path, "PRAGMA journal_mode = WAL")
    elif kind == "a link to nothing":
        path.symlink_to("elsewhere.db")
    before = seen(tmp_path)
    with pytest.raises(StoreUnavailable, match="There is no store"):
        Store(f"sqlite:///{path}", must_exist=True)
    assert seen(tmp_path) == before
    with closing(Store(f"sqlite:///{path}")) as store:
        receipt = publish(store)
    with closing(Store(f"sqlite:///{path}", must_exist=True)) as store:
        assert isinstance(store.find(receipt.dataset), Published)


def test_a_part_behind_a_link_is_not_dropped(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """SQLite keeps its log beside the file that a link leads to, and there it is looked for."""
    real, link = tmp_path / "real.db", tmp_path / "link.db"
    link.symlink_to(real)
    with closing(Store(f"sqlite:///{link}")) as store:
        receipt = publish(store)
        real.rename(tmp_path / "moved.db")
        with pytest.raises(StoreUnavailable, match=UNUSABLE):
            Store(f"sqlite:///{link}")
        assert f"{real}-wal holds a part of it" in caplog.text
        (tmp_path / "moved.db").rename(real)
        assert isinstance(store.find(receipt.dataset), Published)
