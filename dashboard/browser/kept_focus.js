// A keyboard stays where it was. When what has the focus leaves the page, as a filter that is removed, the browser lets
// the focus fall to the top of the page. Here it goes to what has taken the place: the next control of the same part, or
// the title of another page. Only for keyboards: a pointer leaves the focus alone, and on a phone it would open one.
(() => {
  const STOPS = "a[href], button:enabled, input:enabled, summary, [tabindex='0']";
  const REST_MS = 150; // what is drawn again comes back at once
  let last = null; // what had the focus
  let places = new Map(); // each part around it, from the inside out, and which of its stops it was
  let page = "";
  let waiting = 0;
  let byKeyboard = false;
  addEventListener("keydown", () => (byKeyboard = true), true);
  addEventListener("pointerdown", () => (byKeyboard = false), true);

  const stops = (part) => [...part.querySelectorAll(STOPS)].filter((stop) => stop.checkVisibility({ visibilityProperty: true }));
  document.addEventListener("focusin", ({ target }) => {
    last = target.closest(".stMain") && !target.matches(".stMain, [tabindex='-1']") ? target : null;
    page = location.pathname;
    places = new Map();
    for (let part = last?.parentElement; part?.closest(".stMain"); part = part.parentElement) {
      if (part.matches("[class*=st-key-], .stMain")) places.set(part, stops(part).indexOf(last));
    }
  });

  const recover = () => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    if (document.querySelector("[data-testid=stApp]:not([data-test-script-state=notRunning])")) return look();
    if (location.pathname !== page) {
      const title = document.querySelector(".stMain h1");
      title?.setAttribute("tabindex", "-1");
      title?.focus({ preventScroll: true });
      return;
    }
    for (const [part, place] of places) {
      const left = part.isConnected ? stops(part) : [];
      if (left.length) return left[Math.min(place, left.length - 1)].focus();
    }
  };
  const look = () => {
    clearTimeout(waiting);
    if (byKeyboard && last && !last.isConnected) waiting = setTimeout(recover, REST_MS);
  };
  new MutationObserver(look).observe(document.getElementById("root"), { childList: true, subtree: true });
})();
