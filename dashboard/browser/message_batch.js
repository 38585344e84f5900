// Passes the server's messages to the platform's program in one batch, once the server's script has ended; and from the
// request until then the document says that it waits for an answer.
//
// The program redraws the whole page when it learns that a script has begun, that it is running, and that it has ended,
// and once more for the messages in between. In one batch they are drawn once: changing a filter then costs the browser
// two thirds of the work. Messages of a long script are passed on from time to time, so that its progress shows.
//
// What this relies on in the platform is checked by tests/dashboard/browser/test_message_batch.py. Where it no longer holds, pages
// are still right, but slower.
(() => {
  const SCRIPT_ENDED = "74,0"; // the bytes of the last message of a run: no script is running
  const MOST_MS = 200; // a reader notices no more than a short pause
  const ASKS = 90; // the first byte of a request to run the script
  const endsScript = ({ data }) => data.byteLength === 2 && String(new Uint8Array(data)) === SCRIPT_ENDED;

  // While messages are held the document says so: the page is not up to date then.
  const root = document.documentElement;
  const answered = () => root.removeAttribute("data-unanswered");

  const batches = (listener) => {
    let held = [];
    let timer = null;
    const deliver = () => {
      clearTimeout(timer);
      timer = null;
      const batch = held;
      held = [];
      for (const event of batch) {
        try {
          listener(event);
        } catch (error) {
          reportError(error); // as if it had come alone: later messages still arrive
        }
      }
      root.removeAttribute("data-messages-held");
    };
    const hear = (event) => {
      held.push(event);
      root.setAttribute("data-messages-held", "");
      if (endsScript(event)) {
        deliver();
        answered();
      } else timer ??= setTimeout(deliver, MOST_MS);
    };
    return { hear, deliver };
  };

  window.WebSocket = class extends WebSocket {
    addEventListener(type, listener, options) {
      if (type !== "message") return void super.addEventListener(type, listener, options);
      const { hear, deliver } = batches(listener);
      super.addEventListener("message", hear, options);
      super.addEventListener("close", deliver);
      super.addEventListener("close", answered); // the platform says itself that it has no connection
    }

    send(message) {
      if (message[0] === ASKS) root.setAttribute("data-unanswered", "");
      super.send(message);
    }
  };
})();
