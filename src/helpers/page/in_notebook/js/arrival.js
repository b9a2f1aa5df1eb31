// Takes the page to the figure of the part that has just opened: the task, its controls, the
// picture and the sentence stand on the screen; the words before them are a little further up.
// The keyboard goes there. Later it brings the figure back when a button below has changed it.
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
function bring(el, focus) {
  const part = el.closest(".hcl"), place = part?.querySelector(".hcl-explorer") || part;
  if (!place || document.body.dataset.class === "on") return;
  if (focus) {
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }
  place.scrollIntoView({ block: "start", behavior: still() ? "auto" : "smooth" });
}
function render({ model, el }) {
  el.classList.add("hcl-arrival");
  if (!model || model.get("at_once")) requestAnimationFrame(() => bring(el, true));
  model?.on("change:calls", () => requestAnimationFrame(() => bring(el, false)));
}
export default { render };
