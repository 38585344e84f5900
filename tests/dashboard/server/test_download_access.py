"""A download opens for whoever may see its source, for as long as that is open."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.runtime import Runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from dashboard.datasets import published_datasets
from dashboard.parameters import EXAMPLE
from dashboard.server import download_access
from dashboard.server.browser_cookie import COOKIE
from dashboard.server.download_access import OpenDownloads
from publishing import About, Gone

ANN, BOB = "a" * 22, "b" * 22
SHARED = "0" * 32
STATED = About(SHARED, "clinics.csv", "{}", "0" * 64, 4, datetime.now(UTC), datetime.now(UTC))


async def _file(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("name\n")


class Reader:
    """Draws pages as one browser after another, and fetches files as any of them."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self._storage = MemoryMediaFileStorage("/media")
        self._files = MediaFileManager(self._storage)
        patch.setattr(Runtime, "instance", lambda: type("Platform", (), {"media_file_mgr": self._files}))
        self._app = Starlette(routes=[Route("/{rest:path}", _file)], middleware=[Middleware(OpenDownloads)])

    def offers(self, browser: str, content: bytes, dataset: str | None) -> str:
        """Draw a button as this browser's page does, and return the address of its file."""
        self._patch.setattr(st, "user", {"browser": browser})
        download_access.restrict(content, "clinics.csv", "text/csv", dataset)
        return self._files.add(content, "text/csv", "button", file_name="clinics.csv", is_for_static_download=True)

    def let_go(self, address: str) -> None:
        """Drop the file, as the platform does once no reader has its button on screen."""
        self._storage.delete_file(address.removeprefix("/media/").removesuffix(".csv"))

    def keeps(self, address: str) -> bool:
        """Whether the platform finds a file by what follows its folder in an address."""
        return self._storage.get_file(address.rpartition("/media/")[2].partition("?")[0]) is not None

    def answer(self, address: str, browser: str | None) -> tuple[int, str | None]:
        """What a browser with this cookie, or none, gets: the status, and what caches may do."""
        cookies = {COOKIE: browser} if browser else {}
        answer = TestClient(self._app, cookies=cookies).get(address)
        return answer.status_code, answer.headers.get("cache-control")

    def status(self, address: str, browser: str | None) -> int:
        """The status alone."""
        return self.answer(address, browser)[0]


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> dict[str, About | Gone | None]:
    """The state of published datasets."""
    known: dict[str, About | Gone | None] = {SHARED: STATED}
    monkeypatch.setattr(published_datasets, "about", known.get)
    return known


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, standing: dict[str, Any]) -> Iterator[Reader]:
    """Readers of a platform of their own, which has no file yet."""
    assert standing
    monkeypatch.setattr(Runtime, "exists", lambda: True)
    download_access.forget()
    yield Reader(monkeypatch)
    download_access.forget()


def test_a_withdrawn_sets_download_is_gone(reader: Reader, standing: dict[str, About | Gone | None]) -> None:
    """A download of a published set opens for everybody while the set is open, and for nobody afterward."""
    address = reader.offers(ANN, b"shared", SHARED)
    assert [reader.status(address, browser) for browser in (ANN, BOB, None)] == [200, 200, 200]
    for why in (Gone("withdrawn"), Gone("expired"), Gone("damaged"), Gone("unknown")):
        standing[SHARED] = why
        assert [reader.status(address, browser) for browser in (ANN, BOB, None)] == [410, 410, 410]


def test_a_download_opens_again_with_the_store(reader: Reader, standing: dict[str, About | Gone | None]) -> None:
    """While the store cannot be reached nothing opens, and nobody is told that the file is gone for good."""
    address = reader.offers(ANN, b"shared", SHARED)
    assert reader.offers(BOB, b"shared", None) == address
    standing[SHARED] = None
    assert [reader.status(address, browser) for browser in (ANN, BOB, None)] == [503, 200, 503]
    standing[SHARED] = STATED
    assert reader.status(address, ANN) == 200


def test_an_uploads_download_is_its_browsers(reader: Reader, standing: dict[str, About | Gone | None]) -> None:
    """A download of an upload opens for the browser that uploaded it, withdrawn or not, and for no other."""
    address = reader.offers(ANN, b"mine", None)
    assert [reader.status(address, browser) for browser in (ANN, BOB, None)] == [200, 410, 410]
    assert reader.offers(BOB, b"mine", None) == address
    assert [reader.status(address, browser) for browser in (ANN, BOB, None)] == [200, 200, 410]
    assert reader.offers(BOB, b"mine", SHARED) == address
    assert reader.status(address, None) == 200
    standing[SHARED] = Gone("withdrawn")
    assert [reader.status(address, browser) for browser in (ANN, BOB, None)] == [200, 200, 410]


def test_the_examples_download_is_everybodys(reader: Reader) -> None:
    """A download of the example opens for all, even where an upload makes the same file."""
    address = reader.offers(ANN, b"example", EXAMPLE)
    assert reader.offers(BOB, b"example", None) == address
    assert reader.status(address, None) == 200


@pytest.mark.parametrize(
    "dress", ["/media/{}.csv?x=1", "/below/media/{}.csv", "/media/{}", "/media/{}.txt", "/media/{}."]
)
def test_no_other_address_leads_round_it(reader: Reader, dress: str) -> None:
    """Whatever way the platform allows to name a file, the answer is the same."""
    name = reader.offers(ANN, b"mine", None).removeprefix("/media/").removesuffix(".csv")
    assert reader.keeps(dress.format(name))
    assert reader.status(dress.format(name), BOB) == 410
    assert reader.status(dress.format(name), ANN) == 200


def test_no_cache_keeps_a_download(reader: Reader, standing: dict[str, About | Gone | None]) -> None:
    """What opens for some, or for a while, is asked for here each time; so is what is gone or cannot be told."""
    mine, shared = reader.offers(ANN, b"mine", None), reader.offers(ANN, b"shared", SHARED)
    for standing[SHARED] in (STATED, Gone("withdrawn"), None):
        answers = [reader.answer(address, browser) for address in (mine, shared) for browser in (ANN, BOB)]
        assert [caches for _, caches in answers] == ["no-store"] * 4


def test_what_is_no_download_passes(reader: Reader) -> None:
    """Pages, and the platform's own files, are not blocked."""
    assert [reader.status(address, None) for address in ("/", "/media/unknown.png")] == [200, 200]


def test_what_is_remembered_is_bounded(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that the platform has dropped are forgotten; those that it holds are not."""
    monkeypatch.setattr(download_access, "_MOST", 3)
    live = reader.offers(ANN, b"kept", None)
    dropped = [reader.offers(ANN, content, None) for content in (b"1", b"2")]
    for address in dropped:
        reader.let_go(address)
    reader.offers(ANN, b"3", None)
    assert reader.status(live, BOB) == 410
    assert [reader.status(address, BOB) for address in dropped] == [200, 200], "the platform itself has them no more"
