// A part of the page that has just come: the keyboard goes there, the page only as far as needed.
function render({ model, el }) {
  el.innerHTML = `<div class="hcl hcl-landing" tabindex="-1">${model.get("value")}</div>`;
  const part = el.firstElementChild;
  if (model.get("take_focus")) requestAnimationFrame(() => {
    part.focus({ preventScroll: true });
    part.scrollIntoView({ block: "nearest" });
  });
}
export default { render };
