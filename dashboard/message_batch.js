// What the server says is handed to the platform's program together, once the server's script has ended.
//
// The program draws the whole page anew when it hears that a script has begun, that it runs, and that it has ended, and
// once more for what it has heard in between. Heard together they are drawn once: a change of a filter then costs the
// browser two thirds of the work. Of a long script the words are handed on from time to time, so that its progress shows.
//
// What is leaned on of the platform is checked by tests/dashboard/test_message_batch.py. Where it no longer holds, pages
// are right all the same, and slower.
(() => {
  const SCRIPT_ENDED = "74,0"; // the bytes of the last message of a run: no script is running
  const MOST_MS = 200; // a reader waits for so long without noticing more than a short pause
  const endsScript = ({ data }) => data.byteLength === 2 && String(new Uint8Array(data)) === SCRIPT_ENDED;

  // While messages are held the document says so: what stands on the page is not the last word then.
  const root = document.documentElement;

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
          reportError(error); // as if it had come alone: those after it are heard all the same
        }
      }
      root.removeAttribute("data-messages-held");
    };
    const hear = (event) => {
      held.push(event);
      root.setAttribute("data-messages-held", "");
      if (endsScript(event)) deliver();
      else timer ??= setTimeout(deliver, MOST_MS);
    };
    return { hear, deliver };
  };

  window.WebSocket = class extends WebSocket {
    addEventListener(type, listener, options) {
      if (type !== "message") return void super.addEventListener(type, listener, options);
      const { hear, deliver } = batches(listener);
      super.addEventListener("message", hear, options);
      super.addEventListener("close", deliver);
    }
  };
})();
