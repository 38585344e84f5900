// The sidebar on a phone, where it is closed and covers the page. A button of the page opens it for its filters, a button
// at its end closes it, and so do Escape and choosing a page in it. All do what the platform's own small arrows do.
//
// What this relies on in the platform's program is checked at the start by streamlit_platform.py.
(() => {
  const OPEN = "[data-testid=stExpandSidebarButton]";
  const CLOSE = "[data-testid=stSidebarCollapseButton] button";
  const ARROWS = [
    [".st-key-open_filters button", OPEN],
    [".st-key-close_filters button", CLOSE],
    ["[data-testid=stSidebarNavLink]", CLOSE],
  ];
  const liesOverThePage = matchMedia("(max-width: 768px)"); // as in style.css
  const SHUT = ".stSidebar[data-collapsed=true]";
  const isOpen = () => liesOverThePage.matches && document.querySelector(CLOSE) && !document.querySelector(SHUT);
  // Once it has moved: what is hidden cannot have the focus.
  const focus = (part, until) => {
    const wait = setInterval(() => {
      if (!until()) return;
      clearInterval(wait);
      document.querySelector(part)?.focus();
    }, 50);
    setTimeout(clearInterval, 2000, wait);
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isOpen()) return;
    if (event.target.getAttribute?.("aria-expanded") === "true") return; // a list of choices closes first
    document.querySelector(CLOSE)?.click();
    focus(".st-key-open_filters button", () => !isOpen());
  }, true);
  document.addEventListener("click", (event) => {
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!liesOverThePage.matches || opensElsewhere) return;
    for (const [clicked, arrow] of ARROWS) {
      if (!event.target.closest?.(clicked)) continue;
      document.querySelector(arrow)?.click();
      // By a key, which has no place: the keyboard follows into the sidebar and back.
      if (event.detail) continue;
      if (arrow === OPEN) focus(".stSidebar input", isOpen);
      else focus(".st-key-open_filters button", () => !isOpen());
    }
  });
})();
