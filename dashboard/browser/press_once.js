// A button acts once for what it says. Its next press, before the server has answered, would be taken for a press of what
// the answer makes of it: "Add to shortlist" pressed twice would add and take off again, "Undo" would undo two changes.
// The second click of a double click is no further press either.
(() => {
  const SENT_MS = 100; // by then the platform has asked the server, unless the press asks for nothing
  const root = document.documentElement;
  const waits = () => root.hasAttribute("data-unanswered"); // see message_batch.js
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.(".stButton button, .stFormSubmitButton button");
      if (!button) return;
      if (event.detail > 1 || button.hasAttribute("data-pressed")) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      button.setAttribute("data-pressed", "");
      setTimeout(() => button.toggleAttribute("data-pressed", waits()), SENT_MS);
    },
    true,
  );
  new MutationObserver(() => {
    if (waits()) return;
    for (const button of document.querySelectorAll("[data-pressed]")) button.removeAttribute("data-pressed");
  }).observe(root, { attributeFilter: ["data-unanswered"] });
})();
