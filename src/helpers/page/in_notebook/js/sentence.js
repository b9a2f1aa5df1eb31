// The sentence under a picture. It changes at once for the eye; for the ear it waits
// until the slider rests, so that a screen reader is not flooded.
const REST_MS = 900;
const SAID_MS = 5000; // then it goes again, so that nobody who reads on meets it twice
const SLOW_MS = 500; // a result that takes longer is announced
const SHORT = 2; // sentences that a class reads at once
const LONGEST = 170; // letters of them, if there are more sentences than one
// In class the picture needs the height: the rest of what it says is behind a button.
function folded(html) {
  const all = html.split(/(?<=[^A-Z.]\.|[!?])\s+(?=[A-Z\u00c4\u00d6\u00dc\u201c\d])/);
  let first = all.shift(), count = 1;
  while (all.length && count < SHORT && first.length + all[0].length < LONGEST) { first += ` ${all.shift()}`; count += 1; }
  return all.length ? `${first} <span class="rest">${all.join(" ")} </span><button type="button" class="all">…</button>` : first;
}
function render({ model, el }) {
  el.innerHTML = `<div class="hcl hcl-say"><p></p><span class="computing" aria-hidden="true" hidden>${model.get("ui").sentence_computing}</span><span class="hcl-hidden" role="status" aria-live="polite"></span></div>`;
  const shown = el.querySelector("p");
  const spoken = el.querySelector("[role=status]"), note = el.querySelector(".computing");
  let timer = 0, slow = 0;
  const put = () => {
    const said = model.get("value");
    shown.innerHTML = document.body.dataset.class === "on" ? folded(said) : said;
  };
  const show = () => {
    put();
    clearTimeout(timer);
    timer = setTimeout(() => {
      spoken.textContent = shown.textContent.replace(/ ?…$/, "");
      timer = setTimeout(() => { spoken.textContent = ""; }, SAID_MS);
    }, REST_MS);
  };
  model.on("change:value", show);
  put();
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
