"""What was dropped from a SQLite store leaves its files, whatever keeps it there for now."""

import resource
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from publishing import Gone, Store, StoreUnavailable, database
from publishing.database import Database
from tests.publishing.files import noise, publish

PART = zlib.compress(noise(100_000))[50_000:50_050]  # of what the tests withdraw
pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


def _holds_part(folder: Path) -> bool:
    return any(PART in path.read_bytes() for path in folder.iterdir())


@contextmanager
def _no_file_beyond(size: int) -> Iterator[None]:
    """Let no write of this process go beyond a place in a file, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_that_takes_no_writes_keeps_what_was_withdrawn_until_the_next_tidying(
    open_store: Callable[..., Store], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where only the log can be written a publication ends without an error, and its bytes leave the file later."""
    store = open_store()
    publish(store, noise(1_000_000, seed=1))
    receipt = publish(store, noise(100_000))
    store.close()  # moves the log into the file, whose last pages are of what is withdrawn
    with _no_file_beyond(600_000):
        assert store.withdraw(receipt.dataset, receipt.code)
        assert isinstance(store.find(receipt.dataset), Gone)
        assert _holds_part(tmp_path)
    assert "disk I/O error" in caplog.text
    store.tidy()
    assert not _holds_part(tmp_path)


def test_what_somebody_reads_is_gone_with_the_next_tidying(
    open_store: Callable[..., Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A long read, such as a backup, keeps what is withdrawn meanwhile, which the log says, but not for good."""
    monkeypatch.setattr(database, "_PATIENCE", 0.1)
    store = open_store()
    receipt = publish(store, noise(100_000))
    with closing(sqlite3.connect(tmp_path / "published.db", isolation_level=None)) as backup:
        backup.execute("BEGIN")
        backup.execute("SELECT count(*) FROM publishing_contents").fetchall()
        assert store.withdraw(receipt.dataset, receipt.code)
        assert _holds_part(tmp_path)
        assert "keeps what was dropped" in caplog.text
    store.tidy()
    assert not _holds_part(tmp_path)


def test_a_locked_log_is_reported(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trouble with the log ends in the store's own error, as any other, so that it stops neither start nor tidying."""
    monkeypatch.setattr(database, "_PATIENCE", 0.1)
    with closing(Database(url)) as opened:
        opened.close()
        with closing(sqlite3.connect(tmp_path / "published.db", isolation_level=None)) as other:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(StoreUnavailable, match="cannot be used just now"):
                opened.empty_log()
        opened.empty_log()
