"""The window that browser tests share: it notices what a tab does wrong, and forgets the reader between tests."""

import pytest

from tests.browser.conftest import Window

WRONGS = {
    "an error on its console": ("console.error('oh no')", "oh no"),
    "an error that nothing catches": ("setTimeout(() => { throw new Error('oh no') })", "oh no"),
    "a request": ("fetch('http://other.invalid/x').catch(() => null)", "http://other.invalid/x"),
    "a socket": ("void new WebSocket('ws://other.invalid/x')", "ws://other.invalid/x"),
}
# A change that would take a minute, and an endless animation: how far the first is, and how many still run.
MOVE = """() => {
  const part = document.body.appendChild(document.createElement("p"));
  part.style.transition = "opacity 60s";
  getComputedStyle(part).opacity;
  part.style.opacity = 0;
  document.body.insertAdjacentHTML(
    "beforeend", "<style>@keyframes turn { to { rotate: 1turn } } b { animation: turn 1s infinite }</style><b>x</b>"
  );
  return [getComputedStyle(part).opacity, document.getAnimations().length];
}"""
LEAVE = (
    "document.cookie = 'who=me'; localStorage.who = 'me'; sessionStorage.who = 'me'; history.pushState(null, '', '?')"
)
KEPT = "[document.cookie.includes('who=me'), 'who' in localStorage, 'who' in sessionStorage, history.length > 2]"


@pytest.mark.parametrize("wrong", WRONGS)
def test_what_a_tab_does_wrong_is_seen_once(window: Window, server: str, wrong: str) -> None:
    """An error or a request to another machine fails the test whose tab made it, and no later one."""
    script, named = WRONGS[wrong]

    def do_wrong() -> None:
        with window.tab() as page:
            page.goto(f"{server}/_stcore/health")
            page.evaluate(script)
            page.wait_for_timeout(200)

    with pytest.raises(AssertionError, match=named):
        do_wrong()
    with window.tab() as page:
        page.goto(f"{server}/_stcore/health")


def test_a_tab_knows_nothing_of_the_one_before(window: Window, server: str) -> None:
    """Once the window has forgotten its reader, no cookie, storage or history of an earlier tab is left."""
    for _ in range(2):
        window.forget()
        with window.tab() as page:
            page.goto(f"{server}/_stcore/health")
            assert not any(page.evaluate(KEPT))
            page.evaluate(LEAVE)
            assert all(page.evaluate(KEPT))


def test_nothing_moves(window: Window, server: str) -> None:
    """Every animation is at its end at once: frames that nobody looks at are not drawn."""
    with window.tab() as page:
        page.goto(f"{server}/_stcore/health")
        assert page.evaluate(MOVE) == ["0", 0]
