// Records in the page, by one clock: the reader's action, traffic to and from the server, and the last change.
(() => {
  const noted = (window.noted = {});
  const root = window.recordedRoot ?? "[data-testid=stApp]";  // what a reader sees; another program names its own
  const nothing = { begun: 0, sent: 0, received: 0, changed: 0, listed: 0, bytes: 0, messages: 0 };
  const clear = () => Object.assign(noted, nothing);
  const now = () => performance.now();
  const size = (data) => data.byteLength ?? data.size ?? data.length;
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...given) {
      super(...given);
      super.addEventListener("message", (event) => {  // on arrival: the app's own sockets hold messages back
        Object.assign(noted, { received: now(), bytes: noted.bytes + size(event.data), messages: noted.messages + 1 });
      });
    }
    send(data) {
      noted.sent ||= now();
      super.send(data);
    }
  };
  for (const name of ["keydown", "pointerdown"]) addEventListener(name, () => (noted.begun ||= now()), true);
  // Ignores what readers do not see: changes outside the app, such as styles, and a table's twin in its canvas.
  const seen = ({ type, target }) => {
    const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    const canvas = element?.closest("canvas");
    return element?.closest(root) && (!canvas || (element === canvas && type === "attributes"));
  };
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  const listed = ({ type, target }) =>
    type !== "attributes" && (target.closest ? target : target.parentElement)?.closest("[class*=_card_]");
  new MutationObserver((changes) => {
    if (changes.some(seen)) noted.changed = now();
    if (changes.some(listed)) noted.listed = now();
  }).observe(document, everything);
  window.watch = clear;
  window.travel = (steps) => { noted.begun = now(); history.go(steps); };
  clear();
})()
