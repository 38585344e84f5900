"""What a host runs before the first reader comes, and while readers come and go."""

import asyncio
import gc
import socket
import subprocess
import sys
import threading
import tomllib
import weakref
from pathlib import Path

import pytest
from streamlit.web.server.server_util import is_url_from_allowed_origins

import streamlit_app
from dashboard.datasets import published_datasets
from publishing import Store, StoreUnavailable
from scoring import process_memory

ROOT = Path(__file__).parents[1]
LOADS_THE_REST = """
import asyncio, sys
import streamlit_app

async def start():
    async with streamlit_app.warm_up(None):
        pass

asyncio.run(start())
before = {name for name in sys.modules if name.startswith("dashboard")}
from streamlit.testing.v1 import AppTest
from dashboard.page_registry import PAGES
for entry in PAGES.values():
    assert not AppTest.from_file(entry.path, default_timeout=60).run().exception
print(*sorted({name for name in sys.modules if name.startswith("dashboard")} - before))
"""


class Knot:
    """An object that refers to itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def _thawed() -> object:
    """Whatever a test freezes is unfrozen after it."""
    yield
    gc.unfreeze()


def test_what_nobody_can_reach_is_given_back() -> None:
    """A reference cycle is collected although the platform no longer collects after every answer."""
    gc.disable()
    try:
        seen = weakref.ref(Knot())
        assert seen() is not None
        process_memory.give_back()
        assert seen() is None
    finally:
        gc.enable()


@pytest.mark.usefixtures("_thawed")
def test_what_is_permanent_is_not_searched_again() -> None:
    """Modules, words and rules are excluded from collection, and later objects are not."""
    process_memory.settle()
    assert gc.get_freeze_count() > 10_000
    later = Knot()
    assert any(each is later for each in gc.get_objects())


@pytest.mark.usefixtures("_thawed")
def test_memory_is_given_back_while_the_app_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """At intervals, repeatedly, and no longer once the app has stopped."""
    times: list[int] = []
    monkeypatch.setattr(streamlit_app, "TIDY_SECONDS", 0.01)
    monkeypatch.setattr(process_memory, "give_back", lambda: times.append(1))

    async def run() -> None:
        async with streamlit_app.warm_up(None):
            while len(times) < 2:
                await asyncio.sleep(0.01)
        stopped = len(times)
        await asyncio.sleep(0.1)
        assert len(times) == stopped

    asyncio.run(asyncio.wait_for(run(), 60))


@pytest.mark.usefixtures("_thawed")
def test_what_expired_is_dropped_while_the_app_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the start, and repeatedly; it runs beside the readers, who do not wait for the store."""
    threads: list[str] = []
    monkeypatch.setattr(streamlit_app, "EXPIRY_SECONDS", 0.01)
    monkeypatch.setattr(published_datasets, "tidy", lambda: threads.append(threading.current_thread().name))

    async def run() -> None:
        async with streamlit_app.warm_up(None):
            while len(threads) < 3:
                await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(run(), 60))
    assert threading.main_thread().name not in threads[1:]


@pytest.mark.usefixtures("_thawed")
def test_a_store_that_fails_ends_no_tidying(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that is unusable for a while is tidied once it works again."""
    times: list[int] = []

    def fail(_store: Store) -> int:
        times.append(1)
        raise StoreUnavailable

    monkeypatch.setattr(streamlit_app, "EXPIRY_SECONDS", 0.01)
    monkeypatch.setattr(Store, "tidy", fail)

    async def run() -> None:
        async with streamlit_app.warm_up(None):
            while len(times) < 3:
                await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(run(), 60))


@pytest.mark.usefixtures("_thawed")
def test_a_store_whose_app_has_ended_is_one_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A new file in its place after the app was stopped is not mixed with the latest writes."""
    monkeypatch.setenv("CLINICS_STORE", f"sqlite:///{tmp_path}/published.db")

    async def run() -> None:
        published_datasets.close()
        async with streamlit_app.warm_up(None):
            published_datasets.store().publish(name="a.csv", data=b"a", recipe="{}", publisher="ann")

    asyncio.run(asyncio.wait_for(run(), 60))
    assert [path.name for path in tmp_path.iterdir()] == ["published.db"]


def test_no_reader_waits_for_a_module() -> None:
    """The modules of the pages are loaded before the first reader comes."""
    done = subprocess.run([sys.executable, "-c", LOADS_THE_REST], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_foreign_page_is_refused_without_asking_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection from another origin is refused without a request to a third machine, which would delay everyone."""
    looked_up: list[object] = []

    def refuse(host: object, *_rest: object, **_given: object) -> None:
        looked_up.append(host)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert not is_url_from_allowed_origins("https://elsewhere.example")
    assert is_url_from_allowed_origins("http://localhost:8501")
    assert looked_up == []


def test_the_start_asks_nobody() -> None:
    """The welcome message, for which the platform looks up its public address, is only on where a person starts it."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["logger"]["hideWelcomeMessage"] is True
    assert "--server.address=localhost" in (ROOT / "Makefile").read_text(encoding="utf-8")
