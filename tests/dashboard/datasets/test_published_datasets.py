"""The store as pages and API reach it, while it cannot be opened."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from dashboard import settings
from dashboard.datasets import published_datasets
from publishing import Gone, Store, StoreUnavailable

READERS = 8


@pytest.fixture(autouse=True)
def _closed_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(settings.STORE, f"sqlite:///{tmp_path / 'published.sqlite3'}")
    published_datasets.close()
    yield
    published_datasets.close()


def test_readers_wait_for_one_attempt_to_open_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many ask for however many datasets at once, a store that cannot be opened is tried once, then again."""
    attempts: list[str] = []
    together = Barrier(READERS)

    def refuse(url: str, _limits: object) -> Store:
        attempts.append(url)
        raise StoreUnavailable("A server that says nothing.")

    def ask(number: int) -> object:
        together.wait()
        return published_datasets.about(f"{number:032x}")

    with monkeypatch.context() as patches, ThreadPoolExecutor(READERS) as readers:
        patches.setattr(published_datasets, "Store", refuse)
        assert list(readers.map(ask, range(READERS))) == [None] * READERS
        with pytest.raises(StoreUnavailable, match="A server that says nothing"):
            published_datasets.store()
    assert len(attempts) == 1
    published_datasets.close()
    assert published_datasets.about("0" * 32) == Gone("unknown")
