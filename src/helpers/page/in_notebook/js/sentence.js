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
  const frame = () => el.closest(".hcl-explorer");
  const mark = (late) => {
    note.hidden = !late;
    frame()?.classList.toggle("hcl-late", late);
    if (late) spoken.textContent = note.textContent;
  };
  // Late is what is being computed, and a picture whose controls stand elsewhere by now: a kernel
  // that is busy with another part of the page has not heard of them.
  const behind = () => {
    const answered = model.get("answered").map(String);
    if (!answered.length) return false;
    const stand = [...(frame()?.querySelectorAll("[data-stands]") || [])].map((one) => one.dataset.stands);
    return stand.length === answered.length && stand.some((one, place) => one !== answered[place]);
  };
  const end = () => { clearTimeout(slow); slow = 0; };
  const wait = () => {
    if (model.get("computing") || behind()) slow ||= setTimeout(mark, SLOW_MS, true);
    else { end(); mark(false); }
  };
  const moved = new MutationObserver(wait);
  moved.observe(document.body, { subtree: true, attributeFilter: ["data-stands"] });
  model.on("change:computing", wait);
  model.on("change:answered", () => { if (note.hidden) end(); wait(); });
  return () => { clearTimeout(timer); end(); moved.disconnect(); };
}
export default { render };
