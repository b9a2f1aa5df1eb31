// Takes the page to the part that has just opened: to its heading, with the instructions and as
// much of the picture as fits below them. The keyboard goes to the figure and its controls.
function render({ el }) {
  el.classList.add("hcl-arrival");
  requestAnimationFrame(() => {
    const part = el.closest(".hcl");
    const place = part?.querySelector(".hcl-explorer") || part;
    if (!place || document.body.dataset.class === "on") return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    const before = (head) => head.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING;
    const head = [...document.querySelectorAll("h2")].filter(before).at(-1) || place;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    head.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
  });
}
export default { render };
