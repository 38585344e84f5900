"""When a page has said all that it has to say."""

from playwright.sync_api import Page

TIMEOUT_MS = 30_000
QUIET_MS = 300

# A click reaches the server only after a moment, and a chart is drawn only after the script has stopped:
# so wait for a stretch in which the script rests and nothing is added to the page.
QUIET = """
([quiet, limit]) => new Promise((resolve, reject) => {
  let rest;
  const look = () => {
    clearTimeout(rest);
    const idle = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
    const drawn = !document.querySelector("[data-testid=stSkeleton]");
    if (idle && drawn) rest = setTimeout(done, quiet, resolve);
  };
  const done = (end, reason) => {
    observer.disconnect();
    clearTimeout(rest);
    clearTimeout(late);
    end(reason);
  };
  const observer = new MutationObserver(look);
  const late = setTimeout(done, limit, reject, new Error("the page did not settle"));
  const filter = ["data-test-script-state"];
  observer.observe(document, { subtree: true, childList: true, attributeFilter: filter });
  look();
})
"""


def settle(page: Page) -> None:
    """Wait until the script has stopped and the page has stayed as it is for a moment."""
    page.evaluate(QUIET, [QUIET_MS, TIMEOUT_MS])
