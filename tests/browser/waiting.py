"""Opens pages, and waits until they have finished."""

from urllib.parse import urlsplit

from playwright.sync_api import Page

TIMEOUT_MS = 30_000
QUIET_MS = 300
START_MS = 3_000
PHONE_PX = 768  # the platform opens a page that is no wider with its sidebar closed

# A click reaches the server only after a moment, and a chart is drawn only after the script has stopped: so wait for a
# stretch in which no request is unanswered, the script is idle and nothing is added to the page.
QUIET = """
([quiet, limit]) => new Promise((resolve, reject) => {
  let rest;
  const look = () => {
    clearTimeout(rest);
    const idle = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
    const drawn = !document.querySelector("[data-testid=stSkeleton]");
    const heard = !document.documentElement.matches("[data-messages-held], [data-unanswered]");
    if (idle && drawn && heard) rest = setTimeout(done, quiet, resolve);
  };
  const done = (end, reason) => {
    observer.disconnect();
    clearTimeout(rest);
    clearTimeout(late);
    end(reason);
  };
  const observer = new MutationObserver(look);
  const late = setTimeout(done, limit, reject, new Error("the page did not settle"));
  const filter = ["data-test-script-state", "data-messages-held", "data-unanswered"];
  observer.observe(document, { subtree: true, childList: true, attributeFilter: filter });
  look();
})
"""

# What the browser's Back and Forward do, to an address that may be unknown. Done once anything changes: what has not
# begun looks settled. A script that ended before the page was drawn, and left it unchanged, changes nothing.
FOLLOW = """
([address, limit]) => new Promise((resolve) => {
  const done = () => {
    observer.disconnect();
    clearTimeout(late);
    resolve();
  };
  const observer = new MutationObserver(done);
  const late = setTimeout(done, limit);
  const filter = ["data-test-script-state"];
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: filter });
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
})
"""


# Before going elsewhere: a running script would overwrite the new address with its own.
_AT_REST = "html:not([data-messages-held]) [data-testid=stApp][data-test-script-state=notRunning]"
RESTS = f"() => document.querySelector('{_AT_REST}')"


def settle(page: Page) -> None:
    """Wait until the script has stopped and the page has been unchanged for a moment."""
    page.evaluate(QUIET, [QUIET_MS, TIMEOUT_MS])


def visit(page: Page, server: str, address: str) -> None:
    """Open an address of the app cold, and wait until its page is complete.

    Raises `LookupError` where the app has no such page, or shows an error in its place.
    """
    page.goto(server + address)
    page.wait_for_selector("h1")
    settle(page)
    _check(page, address)


def follow(page: Page, address: str) -> None:
    """Have an open page show another address of the app without reloading it: a quarter of the time.

    Raises `LookupError` as `visit` does.
    """
    page.wait_for_function(RESTS)
    page.evaluate(FOLLOW, [address, START_MS])
    settle(page)
    _check(page, address)


def show_sidebar(page: Page, *, shown: bool) -> None:
    """Open or close the sidebar, as an earlier test on the same page may have left it the other way."""
    arrow = page.get_by_test_id("stExpandSidebarButton")
    if shown and arrow.count():
        arrow.click()
        settle(page)
    elif not shown and not arrow.count():
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
        settle(page)


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give an open page a window of this width and height, with the sidebar as the app opens in such a window."""
    width, height = size
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
    show_sidebar(page, shown=width > PHONE_PX)


def _check(page: Page, address: str) -> None:
    if urlsplit(page.url).path != urlsplit(address).path:
        raise LookupError(f"the app has no page at {address}")
    if page.get_by_test_id("stException").count():
        raise LookupError(f"{address} shows an error: {page.get_by_test_id('stException').first.inner_text()}")
