// The first stop of a keyboard on a page with a list of clinics: a button that goes past all controls to the first of
// them. The platform's own link only goes to the beginning of the page. The stylesheet shows the button while it has the
// focus; it is out of reach on other pages.
(() => {
  const button = document.createElement("button");
  button.className = "skip-to-clinics";
  button.textContent = "Skip to the clinics";
  button.addEventListener("click", () => {
    const first = document.querySelector("[class*=st-key-][class*=_card_0]") ?? document.querySelector(".st-key-list_head");
    if (!first) return;
    first.tabIndex = -1;
    first.focus();
  });
  document.body.prepend(button);

  const heads = document.getElementsByClassName("st-key-list_head"); // live, so that looking again costs little
  const show = () => (button.hidden = heads.length === 0);
  new MutationObserver(show).observe(document.getElementById("root"), { childList: true, subtree: true });
  show();
})();
