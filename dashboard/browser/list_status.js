// Says how many clinics are left when a filter changes the list, and on Data what a decision changed, which may be far
// above the button that was pressed: who cannot see it does not notice otherwise. A reader of the screen speaks what
// changes in an element with this role, and leaves the focus where it is.
(() => {
  const REST_MS = 500; // while the list is drawn again
  const status = document.createElement("div");
  status.className = "unseen";
  status.setAttribute("role", "status");
  document.body.append(status);

  const heads = document.getElementsByClassName("st-key-list_head"); // live, so that looking again costs little
  const changes = document.getElementsByClassName("st-key-last_change");
  const words = (elements) => [...(elements ?? [])].map((element) => element.textContent.trim()).join(" ");
  let before = "";
  let changedBefore = "";
  let page = "";
  let waiting = 0;
  const say = () => {
    const now = heads[0]?.querySelector("h2")?.textContent ?? "";
    if (before && now && now !== before) status.textContent = now;
    before = now;
    const changed = words(changes[0]?.querySelectorAll("strong, li"));
    if (changed && changed !== changedBefore && page === location.pathname) status.textContent = changed;
    changedBefore = changed;
    page = location.pathname;
  };
  const look = () => {
    clearTimeout(waiting);
    waiting = setTimeout(say, REST_MS);
  };
  new MutationObserver(look).observe(document.getElementById("root"), { characterData: true, childList: true, subtree: true });
})();
