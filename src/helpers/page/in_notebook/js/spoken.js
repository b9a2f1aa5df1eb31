// Words for the ear alone. A screen reader says what changes in a region that it already
// knows, and nothing of a region that comes together with its words: so this one stays.
const REST_MS = 700; // until a slider rests
const SAID_MS = 5000; // then the words go again, so that nobody who reads on meets them twice
function render({ model, el }) {
  el.innerHTML = `<div class="hcl"><span class="hcl-hidden" role="status" aria-live="polite"></span></div>`;
  const region = el.querySelector("span");
  let timer = 0;
  const tell = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      region.textContent = model.get("value");
      timer = setTimeout(() => { region.textContent = ""; }, SAID_MS);
    }, REST_MS);
  };
  model.on("change:value", tell);
  return () => clearTimeout(timer);
}
export default { render };
