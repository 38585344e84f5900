"""Messages of the server reach the platform's program together."""

from playwright.sync_api import Page

# A socket without a server: the app's class, on a target of events. What it hears is noted when it is handed on.
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


def test_what_a_script_says_is_heard_once_it_has_ended(warm_page: Page) -> None:
    """Messages are held until the one that says that no script runs, and then handed on in their order."""
    assert warm_page.evaluate(HEAR, "the script") == [0, [1, 2, 74]]


def test_nothing_is_lost_when_the_line_is(warm_page: Page) -> None:
    """What is held when the connection closes is handed on before that is known."""
    assert warm_page.evaluate(HEAR, "the line") == [0, [1, 2]]


def test_a_long_script_is_heard_before_its_end(warm_page: Page) -> None:
    """Messages of a script that goes on reach the program after a while, so that its progress is seen."""
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
    """Its error is reported as that of a message that comes alone, those after it are heard, and none is held."""
    assert warm_page.evaluate(FAIL) == [[2, 74], ["not understood"], False]
