// Says how many clinics are left when a filter changes the list: who cannot see the heading of the list does not notice
// otherwise. A reader of the screen speaks what changes in an element with this role, and leaves the focus where it is.
(() => {
  const REST_MS = 500; // while the list is drawn again
  const status = document.createElement("div");
  status.className = "unseen";
  status.setAttribute("role", "status");
  document.body.append(status);

  const heads = document.getElementsByClassName("st-key-list_head"); // live, so that looking again costs little
  let before = "";
  let waiting = 0;
  const say = () => {
    const now = heads[0]?.querySelector("h2")?.textContent ?? "";
    if (before && now && now !== before) status.textContent = now;
    before = now;
  };
  const look = () => {
    clearTimeout(waiting);
    waiting = setTimeout(say, REST_MS);
  };
  new MutationObserver(look).observe(document.getElementById("root"), { characterData: true, childList: true, subtree: true });
})();
