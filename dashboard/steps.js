// One touch of the reader is one step of the browser's history, so that Back undoes it.
//
// The platform leaves no step where a filter or a weight is changed by hand, and several where one click
// changes several. Here the first change of the address after a touch adds a step, and whatever follows
// belongs to it; so does what follows on Back, Forward and the first drawing.
(() => {
  const { pushState, replaceState } = history;
  let touched = false;

  const change = (add) =>
    function (state, unused, url) {
      const otherPage = new URL(url ?? location, location).pathname !== location.pathname;
      const step = otherPage ? add : touched;
      touched = false;
      (step ? pushState : replaceState).call(history, state, unused, url);
    };

  history.pushState = change(true);
  history.replaceState = change(false);
  for (const touch of ["pointerdown", "keydown"]) {
    addEventListener(touch, () => (touched = true), { capture: true });
  }
  addEventListener("popstate", () => (touched = false), { capture: true });
})();
