"""Messages of the server reach the platform's client in batches, and until it has answered a button acts once."""

from playwright.sync_api import Page

from tests.browser.waiting import follow, settle

# A socket without a server: the app's class on an event target. What it receives is recorded when it is passed on.
HEAR = """(ended) => {
  const socket = Reflect.construct(EventTarget, [], WebSocket);
  window.heard = [];
  const say = (bytes) => socket.dispatchEvent(new MessageEvent("message", { data: new Uint8Array(bytes).buffer }));
  socket.addEventListener("message", ({ data }) => heard.push(new Uint8Array(data)[0]));
  say([1]);
  say([2, 0]);
  const early = heard.length;
  if (ended === "the script") say([74, 0]);
  if (ended === "the line") socket.dispatchEvent(new Event("close"));
  return [early, heard];
}"""


def test_messages_of_a_script_arrive_once_it_has_ended(warm_page: Page) -> None:
    """Messages are held until the one that reports the end of the script, and then passed on in order."""
    assert warm_page.evaluate(HEAR, "the script") == [0, [1, 2, 74]]


def test_nothing_is_lost_when_the_connection_closes(warm_page: Page) -> None:
    """What is held when the connection closes is passed on before the close event."""
    assert warm_page.evaluate(HEAR, "the line") == [0, [1, 2]]


def test_messages_of_a_long_script_arrive_before_its_end(warm_page: Page) -> None:
    """Messages of a long script reach the client after a while, so that its progress is visible."""
    assert warm_page.evaluate(HEAR, "nothing") == [0, []]
    warm_page.wait_for_function("() => String(heard) === '1,2'")


FAIL = """() => {
  const socket = Reflect.construct(EventTarget, [], WebSocket);
  const heard = [], reported = [], { reportError } = window;
  window.reportError = (error) => reported.push(error.message);
  const say = (bytes) => socket.dispatchEvent(new MessageEvent("message", { data: new Uint8Array(bytes).buffer }));
  socket.addEventListener("message", ({ data }) => {
    const [first] = new Uint8Array(data);
    if (first === 1) throw new Error("not understood");
    heard.push(first);
  });
  say([1]);
  say([2]);
  say([74, 0]);
  window.reportError = reportError;
  return [heard, reported, document.documentElement.hasAttribute("data-messages-held")];
}"""


def test_a_message_that_fails_takes_no_other_with_it(warm_page: Page) -> None:
    """Its error is reported like that of a message that comes alone, later messages arrive, and none is held."""
    assert warm_page.evaluate(FAIL) == [[2, 74], ["not understood"], False]


# How often a press reaches the button, if it is pressed again while it waits for an answer.
PRESS = """async (button) => {
  window.reached = 0;
  button.addEventListener("click", () => { window.reached += 1; });
  button.click();
  await new Promise((resolve) => { setTimeout(resolve); });
  const waits = document.documentElement.hasAttribute("data-unanswered");
  button.click();
  return [waits, window.reached];
}"""


def test_a_button_acts_once_until_it_is_answered(warm_page: Page) -> None:
    """A second press before the answer, and the second click of a double click, do nothing; the page shows the wait."""
    follow(warm_page, "/")
    button = warm_page.get_by_role("button", name="Equal", exact=True)
    assert button.evaluate(PRESS) == [True, 1]
    settle(warm_page)
    assert not warm_page.evaluate("document.documentElement.hasAttribute('data-unanswered')")
    assert warm_page.locator("[data-pressed]").count() == 0
    button.dblclick()
    settle(warm_page)
    assert warm_page.evaluate("window.reached") == 2
