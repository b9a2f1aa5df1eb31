// A slider with its number box, usual range, default mark and reset: native inputs,
// so that keyboard and screen reader work without help.
function render({ model, el }) {
  const say = (name, values = {}) => model.get("ui")[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const id = "hcl-" + Math.random().toString(36).slice(2);
  const get = (name) => model.get(name);
  const thumb = 16; // px; the track of a native slider starts half a thumb in
  el.innerHTML = `<div class="hcl hcl-control">
    <div class="head"><label for="${id}"></label>
      <span class="number"><input class="box" type="text" inputmode="decimal" autocomplete="off" aria-describedby="${id}-m"> <span class="unit" aria-hidden="true"></span></span></div>
    <div class="track"><span class="usual"></span><span class="usual-mark"></span>
      <input type="range" id="${id}" aria-describedby="${id}-u"></div>
    <div class="foot"><small id="${id}-u"></small><button type="button" class="hcl-button small">${say("number_reset")}</button></div>
    <p class="message" id="${id}-m" role="status"></p></div>`;
  const label = el.querySelector("label");
  const range = el.querySelector("input[type=range]");
  const box = el.querySelector("input.box"); // text: a browser drops the comma of 12,5 from a number box
  const button = el.querySelector("button");
  const at = (value) => {
    const part = (value - get("low")) / (get("high") - get("low"));
    return `calc(${thumb / 2}px + ${part} * (100% - ${thumb}px))`;
  };
  const text = (value) => value.toFixed(get("decimals"));
  const between = (low, high, row = "number_range") => say(row, { low: text(get(low)), high: text(get(high)), unit: get("unit") }).trim();
  let typed = false; // something stands in the box that was not asked for yet
  const shape = () => {
    label.textContent = get("label");
    // A day or a month of the course has its unit in its name.
    box.setAttribute("aria-label", [get("label"), get("unit")].filter(Boolean).join(", "));
    button.setAttribute("aria-label", say("number_reset_named", { label: get("label") }));
    el.querySelector(".unit").textContent = get("unit");
    range.min = get("low");
    range.max = get("high");
    range.step = get("step");
    const usual = el.querySelector(".usual");
    const known = get("usual_high") > get("usual_low"); // a date, say, has no usual range
    usual.hidden = !known;
    usual.style.left = at(get("usual_low"));
    usual.style.right = `calc(100% - ${at(get("usual_high"))})`;
    el.querySelector(".usual-mark").style.left = at(get("default"));
    el.querySelector("small").textContent = get("idle") ? get("idle") : !known ? between("low", "high", "number_ends") : `${get("usual_word")} ${between("usual_low", "usual_high")}`;
  };
  const show = () => {
    const value = get("value");
    el.dataset.stands = value;
    range.value = value;
    range.setAttribute("aria-valuetext", `${text(value)} ${get("unit")}`.trim());
    if (!typed) box.value = text(value); // an answer to the number before must not wipe out what is being typed
  };
  const tell = () => { el.querySelector(".message").textContent = get("message"); };
  range.addEventListener("input", () => {
    model.set({ value: Number(range.value), message: "" });
    model.save_changes();
  });
  // Once for what was typed: a browser calls it no change when the number that stands there is
  // typed again, and a change comes after the Enter that makes it.
  const ask = () => {
    if (!typed) return;
    typed = false;
    model.send({ typed: box.value });
  };
  box.addEventListener("input", () => { typed = true; });
  box.addEventListener("change", ask);
  box.addEventListener("blur", ask);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") ask();
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    typed = false;
    const value = Number(text(get("value") + by * get("step")));
    model.set({ value: Math.min(get("high"), Math.max(get("low"), value)), message: "" });
    model.save_changes();
  });
  button.addEventListener("click", () => {
    typed = false;
    model.set({ value: get("default"), message: "" });
    model.save_changes();
  });
  model.on("change:value", show);
  model.on("change:message", () => { tell(); show(); });
  model.on("msg:custom", show); // a refused number goes back to the last good one
  const rest = () => {
    for (const input of [range, box, button]) input.disabled = Boolean(get("idle"));
    shape();
  };
  model.on("change:idle", rest);
  rest(); show(); tell();
}
export default { render };
