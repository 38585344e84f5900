"""The app as its readers meet it: served by Streamlit and opened in Chromium, with no other machine."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser.serving import CHROMIUM_ARGS, NO_CHROMIUM, find_chromium, serve

HERE = Path(__file__).parent
# A cold deep link first looks for the platform's own endpoints below the page.
EXPECTED_404 = re.compile(r"/[^/]+/_stcore/(health|host-config)$")
COMPLAINT = re.compile(r"warning|traceback|error|exception|deprecat", re.IGNORECASE)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, and run it last: Playwright keeps an event loop in the main thread."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the server says on its console."""
    return tmp_path_factory.mktemp("server") / "console.log"


@pytest.fixture(scope="session")
def server(server_log: Path) -> Iterator[str]:
    """Serve the app on a free port, yield its address, and hold the server to a quiet console."""
    with serve(server_log) as url:
        yield url
    said = server_log.read_text(encoding="utf-8")
    assert not COMPLAINT.search(said), f"the server complained:\n{said}"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find the system's Chromium; only a person's machine may do without."""
    found = find_chromium()
    if found is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(NO_CHROMIUM)
    return found


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Start Chromium once for this folder; Playwright's event loop in the main thread ends with it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@contextmanager
def watched_page(browser: Browser) -> Iterator[Page]:
    """Open a fresh window, and hold it to no error on its console and no request to another machine."""
    errors: list[str] = []
    addresses: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        where = message.location["url"]
        if message.type == "error" and not ("404" in message.text and EXPECTED_404.search(where)):
            errors.append(f"{message.text} ({where})")

    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.on("console", hear)
        context.on("weberror", lambda failure: errors.append(str(failure.error)))
        context.on("request", lambda request: addresses.append(request.url))
        context.on("page", lambda page: page.on("websocket", lambda channel: addresses.append(channel.url)))
        yield context.new_page()
    away = [address for address in addresses if not _stays_here(address)]
    assert not away, f"requests left this machine: {away}"
    assert not errors, f"errors on the browser's console: {errors}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a fresh, watched window for each test."""
    with watched_page(browser) as page:
        yield page


@pytest.fixture
def open_window(browser: Browser) -> Iterator[Callable[[], Page]]:
    """Open windows that know nothing of each other; a window left open would go on looking for a server that ended."""
    with ExitStack() as windows:
        yield lambda: windows.enter_context(browser.new_context(viewport={"width": 1280, "height": 1000})).new_page()


def _stays_here(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"data", "blob"} or parts.hostname in {"127.0.0.1", "localhost"}
