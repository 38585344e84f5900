// Back and Forward as readers know them.
//
// One touch of the reader is one step of the browser's history. The platform leaves no step where a filter or a weight
// is changed by hand, and several where one click changes several. Here the first change of the address after a touch
// adds a step, and whatever follows belongs to it; so does what follows on Back, Forward and the first drawing.
//
// A step remembers how far the page was scrolled. The platform scrolls a part of the page, which browsers do not.
(() => {
  const { pushState, replaceState } = history;
  const SECONDS = 4; // for so long a page that is drawn again is held where it was
  let touched = false;
  let place = null; // where to hold the page: { top, until }

  const scrolled = () => document.querySelector("[data-testid=stMain]");

  const change = (add) =>
    function (state, unused, url) {
      const otherPage = new URL(url ?? location, location).pathname !== location.pathname;
      const step = otherPage ? add : touched;
      touched = false;
      if (step) {
        replaceState.call(history, { top: scrolled()?.scrollTop ?? 0 }, "");
        pushState.call(history, {}, unused, url);
      } else {
        replaceState.call(history, history.state, unused, url);
      }
    };

  const hold = () => {
    if (!place || performance.now() > place.until) return;
    const part = scrolled();
    if (part && part.scrollTop !== place.top) part.scrollTop = place.top;
    requestAnimationFrame(hold);
  };

  history.pushState = change(true);
  history.replaceState = change(false);
  for (const touch of ["pointerdown", "keydown", "wheel"]) {
    const note = () => {
      place = null;
      touched ||= touch !== "wheel";
    };
    addEventListener(touch, note, { capture: true, passive: true });
  }
  const gone = (event) => {
    touched = false;
    const top = event.state?.top;
    place = top === undefined ? null : { top, until: performance.now() + SECONDS * 1000 };
    hold();
  };
  addEventListener("popstate", gone, { capture: true });
})();
