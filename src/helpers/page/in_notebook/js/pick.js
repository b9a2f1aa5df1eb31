// A list of things to ask, order or do: native checkboxes, with what each one brought below it.
function render({ model, el }) {
  const get = (key) => model.get(key);
  const name = "hcl-" + Math.random().toString(36).slice(2);
  el.innerHTML = `<div class="hcl hcl-list"><fieldset><legend></legend><div class="groups"></div></fieldset>
    <div class="hcl-tools"><button type="button" class="hcl-button order"></button>
      <button type="button" class="hcl-button primary done"></button></div><small class="hint" role="status"></small></div>`;
  const find = (selector) => el.querySelector(selector);
  const rows = new Map();
  const minutes = new Map();
  find("legend").innerHTML = get("legend");
  for (const [place, group] of get("groups").entries()) {
    const box = document.createElement("div");
    box.className = "group";
    box.setAttribute("role", "group");
    box.setAttribute("aria-labelledby", `${name}-${place}`);
    const title = document.createElement("p");
    title.id = `${name}-${place}`;
    title.className = "title";
    title.textContent = group.title;
    title.lang = "en";
    box.append(title);
    for (const item of group.items) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "checkbox";
      input.value = item.id;
      const words = document.createElement("span");
      words.className = "words";
      words.textContent = item.name;
      words.lang = "en";
      const tag = document.createElement("small");
      tag.innerHTML = item.tag;
      label.append(input, words, tag);
      const reply = document.createElement("div");
      reply.className = "reply";
      reply.setAttribute("aria-live", "polite");
      input.addEventListener("change", () => {
        if (item.id in get("replies")) { input.checked = true; return; } // asked is asked
        if (input.checked && get("left") !== null && item.minutes > get("left")) { input.checked = false; return; }
        const chosen = get("chosen").filter((id) => id !== item.id);
        model.set("chosen", input.checked ? [...chosen, item.id] : chosen);
        model.save_changes();
      });
      box.append(label, reply);
      rows.set(item.id, { label, input, reply });
      minutes.set(item.id, item.minutes);
    }
    find(".groups").append(box);
  }
  const show = () => {
    const { chosen, replies, locked, order, left } = Object.fromEntries(["chosen", "replies", "locked", "order", "left"].map((key) => [key, get(key)]));
    const waiting = chosen.filter((id) => !(id in replies));
    for (const [id, { label, input, reply }] of rows) {
      input.checked = chosen.includes(id);
      // Not disabled before the lock: the keyboard must not lose its place.
      input.disabled = locked;
      input.setAttribute("aria-disabled", String(locked || id in replies));
      label.classList.toggle("settled", locked || id in replies);
      // What takes longer than is left stays in view, and cannot be ticked.
      const late = !locked && !input.checked && left !== null && minutes.get(id) > left;
      label.classList.toggle("late", late);
      if (late) input.setAttribute("aria-disabled", "true");
      const html = replies[id] || "";
      if (reply.dataset.html !== html) { reply.innerHTML = html; reply.dataset.html = html; }
    }
    find(".hcl-list").classList.toggle("timed", left !== null && !locked); // the minutes stay in view
    find(".order").hidden = locked || !order;
    find(".order").textContent = order;
    find(".order").setAttribute("aria-disabled", String(!waiting.length));
    const ready = !(order && waiting.length) && (chosen.length > 0 || !get("needed"));
    find(".done").hidden = locked;
    find(".done").textContent = get("button");
    find(".done").disabled = !ready;
    const hint = locked ? "" : get("hint"); // only what is new: each time it is written, it is said
    if (find(".hint").textContent !== hint) find(".hint").textContent = hint;
  };
  find(".order").addEventListener("click", () => { model.send({ order: true }); });
  find(".done").addEventListener("click", () => {
    model.set("locked", true);
    model.save_changes(); // the step stays where it is; the next one takes the keyboard
  });
  for (const key of ["chosen", "replies", "locked", "hint", "left"]) model.on("change:" + key, show);
  show();
  if (get("take_focus")) requestAnimationFrame(() => {
    // The keyboard goes along; the page moves only as far as the step needs to be seen.
    find("legend").tabIndex = -1;
    find("legend").focus({ preventScroll: true });
    find("legend").scrollIntoView({ block: "nearest" });
  });
}
export default { render };
