// Filters on a phone: there the side bar is closed and lies over the page, so a button of the page opens it, and a button
// at its end closes it. Both do what the platform's own small arrows do.
//
// What is leaned on of the platform's program is checked at the start by streamlit_platform.py.
(() => {
  const ARROWS = {
    "st-key-open_filters": "[data-testid=stExpandSidebarButton]",
    "st-key-close_filters": "[data-testid=stSidebarCollapseButton] button",
  };
  document.addEventListener("click", (event) => {
    for (const [key, arrow] of Object.entries(ARROWS)) {
      if (event.target.closest?.(`.${key} button`)) document.querySelector(arrow)?.click();
    }
  });
})();
