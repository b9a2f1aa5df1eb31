// Printing from the browser: everything that is folded opens, except the long tables.
addEventListener("beforeprint", () => {
  document.querySelectorAll("details:not(.numbers details):not([open])").forEach((part) => {
    part.open = true;
    part.dataset.opened = "";
  });
});
addEventListener("afterprint", () => {
  document.querySelectorAll("details[data-opened]").forEach((part) => {
    part.open = false;
    delete part.dataset.opened;
  });
});
