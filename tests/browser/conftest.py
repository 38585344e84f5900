"""The app as its readers meet it: served by Streamlit and opened in Chromium, without any other machine."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.serving import CHROMIUM_ARGS, NO_CHROMIUM, find_chromium, serve
from tests.browser.waiting import TIMEOUT_MS, resize, settle, visit

HERE = Path(__file__).parent
# A cold deep link first requests the platform's own endpoints below the page.
EXPECTED_404 = re.compile(r"/[^/]+/_stcore/(health|host-config)$")
# The tabs of a window share a process, and with it the app's compiled scripts.
ONE_PROCESS = "--process-per-site"
# A page in a test is short-lived: optimizing its scripts would pay off too late.
QUICK_SCRIPTS = "--js-flags=--no-opt --max-lazy"
# Half of a visit goes into drawing animations while the page is built, sixty frames a second. Tests look at settled
# pages: every animation is at its end at once, by a style that is in no element, so the page stays as it is made.
STILL = """{
  const still = new CSSStyleSheet();
  still.replaceSync("*, *::before, *::after { animation: none !important; transition: none !important; }");
  document.adoptedStyleSheets.push(still);
}"""
# The longest files come first and the short ones last, or one core would idle while another is still busy.
LONG_FIRST = (
    "test_sharing.py",
    "test_accessibility.py",
    "test_explore.py",
    "test_back.py",
    "test_upload.py",
    "test_links.py",
    "test_print.py",
    "test_journey.py",
    "test_tasks.py",
    "test_comparison.py",
    "test_figures.py",
    "test_near.py",
)
# On a busy machine a page can take longer than the five seconds that Playwright waits by default.
expect.set_options(timeout=TIMEOUT_MS)
COMPLAINT = re.compile(r"warning|traceback|error|exception|deprecat", re.IGNORECASE)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the tests in this folder, before any are selected by their mark."""
    item.add_marker("browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests in this folder last: Playwright keeps an event loop in the main thread."""
    items.sort(key=lambda item: _place(item.path))


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the server writes to its console."""
    return tmp_path_factory.mktemp("server") / "console.log"


@pytest.fixture(scope="session")
def server(server_log: Path) -> Iterator[str]:
    """Serve the app on a free port, yield its address, and require a quiet console."""
    with serve(server_log) as url:
        yield url
    said = server_log.read_text(encoding="utf-8")
    assert not COMPLAINT.search(said), f"the server complained:\n{said}"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find the system's Chromium; only a developer's machine may do without."""
    found = find_chromium()
    if found is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(NO_CHROMIUM)
    return found


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Start Chromium once for this folder; Playwright's event loop in the main thread ends with it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=[*CHROMIUM_ARGS, ONE_PROCESS, QUICK_SCRIPTS]
        )
        yield browser
        browser.close()


class Window:
    """A reader's window, which must have no error on its console and send no request to another machine."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self._errors: list[str] = []
        self._addresses: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", lambda failure: self._errors.append(str(failure.error)))
        context.on("request", lambda request: self._addresses.append(request.url))
        context.on("page", lambda page: page.on("websocket", lambda channel: self._addresses.append(channel.url)))

    @contextmanager
    def tab(self) -> Iterator[Page]:
        """Open a tab, close it and all that it opened, and check what they did."""
        before = self.context.pages
        try:
            yield self.context.new_page()
        finally:
            for page in self.context.pages:
                if page not in before:
                    page.close()
            self.check()

    def forget(self) -> None:
        """Forget who the reader is: everything that a browser keeps between visits, except the app's files."""
        self.context.clear_cookies()
        self.context.clear_permissions()
        self.context.pages[0].evaluate("localStorage.clear()")

    def check(self) -> None:
        """Check everything that was reported since the last time."""
        away = [address for address in self._addresses if not _stays_here(address)]
        errors = self._errors.copy()
        self._addresses.clear()
        self._errors.clear()
        assert not away, f"requests left this machine: {away}"
        assert not errors, f"errors on the browser's console: {errors}"

    def _hear(self, message: ConsoleMessage) -> None:
        where = message.location["url"]
        if message.type == "error" and not ("404" in message.text and EXPECTED_404.search(where)):
            self._errors.append(f"{message.text} ({where})")


@contextmanager
def open_context(browser: Browser, height: int) -> Iterator[BrowserContext]:
    """Open a desktop-sized window without animations."""
    with browser.new_context(viewport={"width": 1280, "height": height}) as context:
        context.add_init_script(STILL)
        yield context


@pytest.fixture(scope="package")
def window(browser: Browser, server: str) -> Iterator[Window]:
    """Open a window for one test after the other.

    Half the time of a visit goes into the app's scripts. A tab that stays open keeps the process, which has read them.
    """
    with open_context(browser, 800) as context:
        window = Window(context)
        context.new_page().goto(f"{server}/_stcore/health")
        yield window
        window.check()


@pytest.fixture
def page(window: Window) -> Iterator[Page]:
    """Open a tab for each test, with no history, cookies, storage or permissions: a new reader."""
    window.forget()
    with window.tab() as page:
        yield page


@pytest.fixture(scope="module")
def tab(window: Window, server: str) -> Iterator[Page]:
    """Open a tab for a file's tests to reuse with `follow`; opening the app each time would be most of their time.

    Another file has another: its session remembers what was compared, and more, that no address resets.
    """
    window.forget()
    with window.tab() as page:
        visit(page, server, "/")
        yield page


@pytest.fixture
def size() -> tuple[int, int]:
    """The width and height that `warm_page` has; a test on a phone overrides it by a parameter of this name."""
    return 1280, 1200


@pytest.fixture
def scheme() -> str:
    """The color scheme that `warm_page` has; a parameter of this name overrides it."""
    return "light"


@pytest.fixture
def warm_page(tab: Page, window: Window, server: str, size: tuple[int, int], scheme: str) -> Iterator[Page]:
    """Lend that tab to a test, as it would have opened, and check what it did there.

    The test before may have failed, and left the app or a dialog open. What it left is shown in the new size at once,
    so a size or color scheme that two tests share is not changed in between.
    """
    if not tab.url.startswith(server):
        visit(tab, server, "/")
    if tab.get_by_test_id("stDialog").count():  # another address would only close it, as Back does
        tab.get_by_role("dialog").get_by_role("button", name="Close").click()
        settle(tab)
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    resize(tab, size)
    yield tab
    window.check()


@pytest.fixture
def open_window(browser: Browser) -> Iterator[Callable[[], Page]]:
    """Open windows that share nothing; one left open would keep trying to reach a server that has ended."""
    with ExitStack() as windows:
        yield lambda: windows.enter_context(open_context(browser, 1000)).new_page()


@cache
def _place(file: Path) -> int:
    """Where a file of tests runs: files outside this folder first, then the long ones in it, then the others."""
    if HERE not in file.parents:
        return -1
    return LONG_FIRST.index(file.name) if file.name in LONG_FIRST else len(LONG_FIRST)


def _stays_here(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"data", "blob"} or parts.hostname in {"127.0.0.1", "localhost"}
