// A ranked list: three native menus, how sure, lock.
function render({ model, el }) {
  const say = (name, values = {}) => model.get("ui")[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const get = (key) => model.get(key);
  const name = "hcl-" + Math.random().toString(36).slice(2);
  el.innerHTML = `<div class="hcl hcl-rank"><fieldset class="ask"><legend></legend><div class="places"></div></fieldset>
    <fieldset class="sure"><legend></legend><div class="row"></div></fieldset>
    <div class="hcl-tools"><button type="button" class="hcl-button primary lock"></button><small class="hint" role="status"></small></div></div>`;
  const find = (selector) => el.querySelector(selector);
  const set = (values) => { model.set(values); model.save_changes(); };
  const alone = get("places").length === 1; // "the first" is said only where there are others
  find(".ask legend").innerHTML = get("legend");
  find(".sure legend").textContent = say(alone ? "rank_how_sure_one" : "rank_how_sure");
  const menus = get("places").map((words, place) => {
    const label = document.createElement("label");
    const text = document.createElement("span");
    text.textContent = words;
    const menu = document.createElement("select");
    menu.append(new Option(say(place ? "rank_none" : "rank_choose"), ""));
    for (const group of get("groups")) {
      const part = document.createElement("optgroup");
      part.label = group.title;
      part.lang = "en";
      for (const item of group.items) part.append(new Option(item.name, item.id));
      menu.append(part);
    }
    menu.addEventListener("change", () => { set({ ranked: menus.map((other) => other.value) }); });
    label.append(text, menu);
    find(".places").append(label);
    return menu;
  });
  get("words").forEach((word, place) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name, value: String(place + 1) });
    input.addEventListener("change", () => { set({ sure: place + 1 }); });
    label.append(input, word);
    find(".sure .row").append(label);
  });
  const show = () => {
    const ranked = get("ranked"), locked = get("locked");
    menus.forEach((menu, place) => {
      menu.value = ranked[place] || "";
      menu.disabled = locked;
      for (const option of menu.querySelectorAll("option")) {
        option.disabled = option.value !== "" && option.value !== ranked[place] && ranked.includes(option.value);
      }
    });
    find(".sure").querySelectorAll("input").forEach((input) => {
      input.checked = Number(input.value) === get("sure");
      input.disabled = locked;
    });
    const ready = ranked[0] && get("sure") > 0;
    find(".lock").hidden = locked;
    find(".lock").textContent = get("button");
    find(".lock").disabled = !ready;
    const hint = locked || ready ? "" : say(alone ? "rank_hint_one" : "rank_hint"); // only what is new: each time it is written, it is said
    if (find(".hint").textContent !== hint) find(".hint").textContent = hint;
  };
  find(".lock").addEventListener("click", () => {
    set({ locked: true });
  });
  for (const key of ["ranked", "sure", "locked"]) model.on("change:" + key, show);
  show();
  if (get("take_focus")) requestAnimationFrame(() => {
    find(".ask legend").tabIndex = -1;
    find(".ask legend").focus({ preventScroll: true });
    find(".ask legend").scrollIntoView({ block: "nearest" });
  });
}
export default { render };
