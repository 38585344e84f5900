// Back and Forward as readers know them.
//
// One action of the reader is one step of the browser's history. The platform adds no step when a filter or a weight is
// changed by hand, and several when one click changes several. Here the first change of the address after an action adds
// a step, and whatever follows belongs to it, even another page: a link first changes the address of its own page, by
// what is bound to that page alone. The same applies to what follows Back, Forward and the first drawing. Text that a
// click elsewhere commits from its field shares the step of that click.
//
// Another page begins at its top, and Back returns to where a step was made: the platform scrolls a part of the page,
// whose position browsers do not remember.
//
// A link to a section opens at its heading: the platform goes there once, before what is above has its height.
//
// Back closes a dialog that lies over the page, and undoes nothing behind it.
//
// A chart whose mark was clicked stays where it is on the screen, however much shorter the list above it becomes, so that
// a second click undoes the first.
//
// What this relies on in the platform's program is checked at the start by streamlit_platform.py.
(() => {
  const { pushState, replaceState } = history;
  const SECONDS = 4; // how long a page that is being drawn is held in place, unless the reader moves it
  let shown = location.href; // the address of what is on the screen
  let touched = false;
  let stepped = false; // whether the last action has added its step
  let here = 0; // how far the page was scrolled at the last action; once the address changes it may be another page
  let chart = null; // how far the last chart acted on is below the top of the window; null for other actions
  let place = null; // where the page is held: { top, until, opens }; top: how far it is scrolled, as a function

  const scrolled = () => document.querySelector("[data-testid=stMain]");
  const charts = () => document.querySelector(".st-key-chosen_chart");

  const isDrawn = () =>
    document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]") &&
    !document.querySelector("[data-testid=stSkeleton], [data-testid=stAppSkeleton]");
  const atTop = (part) => {
    const header = document.querySelector("[data-testid=stHeader]")?.offsetHeight ?? 0;
    return scrolled().scrollTop + (part ? part.getBoundingClientRect().top - header : 0);
  };

  const keepThere = () => {
    if (place?.opens && !isDrawn()) place.until = performance.now() + SECONDS * 1000;
    if (!place || performance.now() > place.until) return void (place = null);
    const part = scrolled();
    const top = part && place.top();
    if (part && Math.abs(part.scrollTop - top) >= 1) part.scrollTop = top; // whole pixels: less is no move
    requestAnimationFrame(keepThere);
  };
  const hold = (top, opens = false) => {
    const idle = !place;
    place = { top, opens, until: performance.now() + SECONDS * 1000 };
    if (idle) keepThere();
  };

  const holdChart = (offset) =>
    hold(() => scrolled().scrollTop + (charts() ? charts().getBoundingClientRect().top - offset : 0));

  const change = (add) =>
    function (state, unused, url) {
      const otherPage = new URL(url ?? location, location).pathname !== location.pathname;
      const step = otherPage ? add && !stepped : touched;
      touched = false;
      if (step) {
        stepped = true;
        replaceState.call(history, { top: here }, "");
        pushState.call(history, {}, unused, url);
        if (!otherPage && chart !== null) holdChart(chart);
      } else {
        replaceState.call(history, history.state, unused, url);
      }
      shown = location.href;
      if (otherPage && add) hold(() => 0);
    };
  history.pushState = change(true);
  history.replaceState = change(false);

  const touch = (event) => {
    place = null;
    chart = event.target.closest?.(".st-key-chosen_chart") ? charts().getBoundingClientRect().top : null;
    here = scrolled()?.scrollTop ?? 0;
    touched = true;
    stepped = false;
  };
  addEventListener("pointerdown", touch, { capture: true });
  addEventListener("keydown", touch, { capture: true });
  addEventListener("wheel", () => (place = null), { capture: true, passive: true });
  // Screen readers and voice control click without a pointer or a key.
  addEventListener("click", (event) => event.detail || touch(event), { capture: true });

  // The button below a list of cards turns the page, whose top is above.
  const next = (event) => {
    const head = event.target.closest?.(".st-key-next_page") && document.querySelector(".st-key-list_head");
    if (!head) return;
    const top = atTop(head);
    hold(() => top);
  };
  addEventListener("click", next);

  const gone = (event) => {
    const { state } = event;
    const close = document.querySelector("[data-testid=stDialog] button[aria-label=Close]");
    if (close) {
      event.stopImmediatePropagation();
      pushState.call(history, {}, "", shown);
      close.click();
      return void (touched = stepped = false);
    }
    shown = location.href;
    touched = stepped = false;
    if (state?.top === undefined) place = null;
    else hold(() => state.top);
  };
  addEventListener("popstate", gone, { capture: true });

  const section = location.hash.slice(1);
  if (section) hold(() => atTop(document.getElementById(section)), true);
})();
