// Takes the page to the part that has just opened: to the top of its figure and controls.
function render({ el }) {
  el.classList.add("hcl-arrival");
  requestAnimationFrame(() => {
    const part = el.closest(".hcl");
    const place = part?.querySelector(".hcl-explorer") || part;
    if (!place || document.body.dataset.class === "on") return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    place.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
  });
}
export default { render };
