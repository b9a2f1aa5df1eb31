// The sentence under a picture. It changes at once for the eye; for the ear it waits
// until the slider rests, so that a screen reader is not flooded.
const REST_MS = 900;
const SAID_MS = 5000; // then it goes again, so that nobody who reads on meets it twice
function render({ model, el }) {
  el.innerHTML = `<div class="hcl hcl-say"><p></p><span class="hcl-hidden" role="status" aria-live="polite"></span></div>`;
  const shown = el.querySelector("p");
  const spoken = el.querySelector("span");
  let timer = 0;
  const show = () => {
    shown.innerHTML = model.get("value");
    clearTimeout(timer);
    timer = setTimeout(() => {
      spoken.textContent = shown.textContent;
      timer = setTimeout(() => { spoken.textContent = ""; }, SAID_MS);
    }, REST_MS);
  };
  model.on("change:value", show);
  shown.innerHTML = model.get("value");
  return () => clearTimeout(timer);
}
export default { render };
