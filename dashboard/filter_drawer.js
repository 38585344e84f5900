// The sidebar on a phone, where it is closed and covers the page. A button of the page opens it for its filters, a button
// at its end closes it, and so does choosing a page in it. All do what the platform's own small arrows do.
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
  document.addEventListener("click", (event) => {
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!liesOverThePage.matches || opensElsewhere) return;
    for (const [clicked, arrow] of ARROWS) {
      if (event.target.closest?.(clicked)) document.querySelector(arrow)?.click();
    }
  });
})();
