// The sentence under a picture. It changes at once for the eye; for the ear it waits
// until the slider rests, so that a screen reader is not flooded.
const REST_MS = 900;
const SAID_MS = 5000; // then it goes again, so that nobody who reads on meets it twice
const SLOW_MS = 500; // a result that takes longer is announced
function render({ model, el }) {
  el.innerHTML = `<div class="hcl hcl-say"><p></p><span class="computing" aria-hidden="true" hidden>${model.get("ui").sentence_computing}</span><span class="hcl-hidden" role="status" aria-live="polite"></span></div>`;
  const shown = el.querySelector("p");
  const spoken = el.querySelector("[role=status]"), note = el.querySelector(".computing");
  let timer = 0, slow = 0;
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
  const mark = (late) => {
    note.hidden = !late;
    el.closest(".hcl-explorer")?.classList.toggle("hcl-late", late);
    if (late) spoken.textContent = note.textContent;
  };
  model.on("change:computing", () => {
    clearTimeout(slow);
    if (model.get("computing")) slow = setTimeout(mark, SLOW_MS, true);
    else mark(false);
  });
  return () => { clearTimeout(timer); clearTimeout(slow); };
}
export default { render };
