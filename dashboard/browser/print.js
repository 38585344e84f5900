// A button of the app cannot print, because the server draws it and the browser prints: so its click is handled here.
document.addEventListener("click", (event) => {
  if (event.target.closest?.(".st-key-print_sheet button")) window.print();
});
