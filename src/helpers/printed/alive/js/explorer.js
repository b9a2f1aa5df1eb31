// A scalp that took longer than this to draw is drawn again when the slider rests, so that chart
// and sentence need not wait for it. Until then it pales, as what is late does in the app.
const SLOW_MS = 30, REST_MS = 150, LATE_MS = 300;
// Controls beside the pictures of a model that was run beforehand at every setting they can take.
class Explorer {
  constructor(el, tree, { moved, first = [], told = [], start = null, compare = true }) {
    Object.assign(this, { el, tree, moved, kept: null });
    this.frames = new Frames(tree.frames);
    el.classList.add("hcl-explorer");
    const panel = make("div", "hcl-panel"), shown = make("div", "hcl-shown");
    el.replaceChildren(panel, shown);
    panel.append(...first);
    this.controls = tree.controls.map((control) => this.control(control));
    this.controls.filter((one) => !one.folded).forEach((one) => panel.append(one.el));
    const more = this.controls.filter((one) => one.folded);
    if (more.length) {
      const inside = make("div"), button = pressed(say("explorer_more"), () => {
        inside.hidden = !inside.hidden;
        button.textContent = say(inside.hidden ? "explorer_more" : "explorer_fewer");
      });
      inside.hidden = true;
      inside.append(...more.map((one) => one.el));
      panel.append(row(button), inside);
    }
    panel.append(row(pressed(say("explorer_reset"), () => this.reset())));
    // Where the text names a control that is not here, the reader looks for it here.
    if (tree.left.length) panel.append(make("p", "left", say("file_left", { names: tree.left.join("; ") })));
    const note = make("p", "quiet", say("file_grid", { number: tree.frames.number }));
    this.before = make("div", "hcl-before");
    this.before.hidden = true;
    this.pictures = make("div", "hcl-pictures");
    this.views = this.viewed(this.pictures);
    this.sentence = widget("sentence", { value: "", computing: false, answered: [] });
    const tells = make("div", "hcl-told");
    tells.append(this.sentence.el, ...told);
    this.pictures.append(tells);
    this.pictures.children[tree.answers].classList.add("hcl-lead");
    const line = make("div");
    this.numbers = make("div", "numbers");
    this.fold = this.numbers.appendChild(make("details"));
    this.fold.append(make("summary", "", say("general_table")));
    this.fold.addEventListener("toggle", () => this.fill());
    this.keep = pressed(say("explorer_keep"), () => { this.kept = this.place; this.show(); });
    this.forget = pressed(say("explorer_forget"), () => { this.kept = null; this.show(); });
    shown.append(this.before, this.pictures, line, ...(compare ? [row(this.keep, this.forget)] : []), this.numbers, note);
    this.shown = shown;
    this.place = start ?? tree.start;
    this.put(this.place);
    this.show(false);
    // As in the app: control, picture and sentence share the screen.
    Widgets.fit.render({ model: new Model({ letters: tree.letters, below: say("explorer_below") }), el: line });
    let width = 0;
    new ResizeObserver(() => { if (el.clientWidth !== width) { width = el.clientWidth; this.scrolled(); } }).observe(el);
  }
  control({ kind, key, grid, folded, moves, traits }) {
    const made = { key, grid, folded };
    const heard = (model, { typed }) => {
      const value = read(typed ?? ""), { low, high, label, unit, decimals } = model.values, range = { low, high, now: model.get("value"), unit };
      if (value === null) model.put({ message: say("number_no_number", range) });
      else if (value < low || value > high) model.put({ message: say("number_outside", { ...range, label, value }) });
      else {
        const nearest = closest(grid, value);
        model.put({ value: nearest });
        this.moving();
        model.put({ message: Math.abs(nearest - value) > 1e-9 ? say("file_nearest", { now: nearest.toFixed(decimals) }) : "" });
      }
      model.tell({ show: true });
    };
    const saved = (model) => {
      if (kind === "number") { // a move goes to the next setting there is, in its direction
        const wish = model.get("value"), old = grid[made.at];
        let to = closest(grid, wish);
        if (to === old && wish !== old) to = grid[Math.min(grid.length - 1, Math.max(0, made.at + Math.sign(wish - old)))] ?? old;
        model.put({ value: to });
        model.tell({ show: true });
      } else if (kind === "switches" && !grid.includes(made.coded(model.get("value")))) return;
      this.moving();
    };
    // In the list of causes the app also sets their months; here each stands at its usual one.
    const dated = kind === "switches" ? new Map(grid.flatMap((value) => value.split("-")).map((word) => [word.replace(/\d+$/, ""), word])) : null;
    made.coded = (value) => value.split("-").map((name) => dated.get(name)).join("-");
    made.plain = (value) => value.split("-").map((word) => word.replace(/\d+$/, "")).join("-");
    const model = new Model(kind === "switches" ? { ...traits, value: made.plain(traits.value), ui: words } : { ...traits, ui: words }, saved, heard);
    made.model = model;
    made.at = 0;
    made.el = make("div", moves === null ? "" : `hcl-moves-${moves}`);
    Widgets[kind].render({ model, el: made.el });
    made.value = () => (kind === "choice" ? grid[model.get("chosen")] : kind === "switches" ? made.coded(model.get("value")) : model.get("value"));
    made.set = (value) => model.put(kind === "choice" ? { chosen: grid.indexOf(value) } : { value: kind === "switches" ? made.plain(value) : value, message: "" });
    return made;
  }
  moving() {
    let at = 0;
    for (const control of this.controls) {
      control.at = control.grid.indexOf(control.value());
      at = at * control.grid.length + control.at;
    }
    this.place = at;
    this.show();
  }
  put(place) { // move the controls to a setting
    for (const control of [...this.controls].reverse()) {
      control.at = place % control.grid.length;
      place = Math.floor(place / control.grid.length);
      control.set(control.grid[control.at]);
    }
  }
  go(place, tell = true) { this.place = place; this.put(place); this.show(tell); }
  reset() { this.kept = null; this.go(this.tree.start); }
  contrast() { this.kept = this.tree.contrast.before; this.go(this.tree.contrast.after); }
  get settings() { return Object.fromEntries(this.controls.map((one) => [one.key, one.grid[one.at]])); }
  placeOf(settings) { // of settings that are on the grid; else nothing
    let at = 0;
    for (const { key, grid } of this.controls) {
      const found = grid.findIndex((one) => String(one) === String(settings[key])); // an address holds text
      if (found < 0) return null;
      at = at * grid.length + found;
    }
    return at;
  }
  viewed(box) {
    return this.tree.pictures.map((kind, place) => {
      const el = make("div", kind === "words" ? (this.tree.narrow[place] ? "hcl-card" : "hcl-words") : kind === "patch" ? "hcl-patch" : kind === "closeup" ? "hcl-close" : `hcl-chart${this.tree.wide[place] ? " hcl-wide" : ""}`);
      // Room for a second scalp, as in the app.
      const pair = kind === "closeup" ? make("div", "hcl-pair") : el;
      if (pair !== el) pair.append(el);
      box.append(pair);
      const view = { kind, el, model: null };
      view.show = (traits) => {
        if (kind === "chart") Chart.draw(el, traits);
        else if (kind === "words") el.innerHTML = traits;
        else {
          const held = () => Object.fromEntries(Object.entries(traits).map(([name, value]) => [name, value?.bytes === undefined ? value : new DataView(Frames.bytes(value.bytes))]));
          const put = () => {
            clearTimeout(view.late);
            view.late = 0;
            el.classList.remove("waits");
            view.model.put(held());
          };
          clearTimeout(view.timer);
          if (!view.model) Widgets[kind].render({ model: (view.model = new Model({ mark: "", ...held(), ui: words })), el });
          else if (el.querySelector("canvas").dataset.ms > SLOW_MS) {
            view.late ||= setTimeout(() => el.classList.add("waits"), LATE_MS);
            view.timer = setTimeout(put, REST_MS);
          } else put();
        }
      };
      return view;
    });
  }
  show(tell = true) {
    this.frame = this.frames.at(this.place);
    const { refused } = this.frame;
    if (refused) { // what stands on the page stays
      if (this.good !== undefined) this.frame = this.frames.at(this.good);
      this.sentence.model.put({ value: `${safely(refused)} ${say("explorer_last_result")}` });
      return;
    }
    this.good = this.place;
    const { contrast } = this.tree, pair = contrast && this.kept === contrast.before && this.place === contrast.after;
    const frame = pair ? contrast.frame : this.frame;
    this.sentence.model.put({ value: safely(frame.say) });
    if (this.tree.idle.length) this.rest();
    frame.pictures.forEach((traits, place) => this.views[place].show(traits));
    this.beside(pair);
    this.forget.disabled = this.kept === null;
    this.tabulate();
    this.el.dataset.place = this.place;
    if (tell && this.moved) this.moved(this);
  }
  rest() { // controls that do nothing at this setting say so
    const now = this.settings, words = {};
    for (const [key, value, controls, said] of this.tree.idle) if (now[key] === value) for (const one of controls) words[one] = said;
    for (const one of this.controls) if ("idle" in one.model.values) one.model.put({ idle: words[one.key] || "" });
  }
  scrolled() { // on a phone the pictures scroll in their place: the keyboard reaches them there
    requestAnimationFrame(() => { this.pictures.tabIndex = this.pictures.scrollHeight > this.pictures.clientHeight + 1 ? 0 : -1; });
  }
  beside(pair) { // what was kept stands above, at the same scale
    const two = this.kept !== null && !pair;
    this.before.hidden = !two;
    this.el.classList.toggle("two", two);
    if (!two || this.others?.kept === this.kept) return;
    const frame = JSON.parse(JSON.stringify(new Frames(this.tree.frames).at(this.kept)));
    const box = make("div", "hcl-pictures");
    this.before.replaceChildren(make("p", "title", say("file_before")), box, make("p", "said", frame.say), make("p", "title", say("file_now")));
    this.others = this.viewed(box);
    this.others.kept = this.kept;
    frame.pictures.forEach((traits, place) => this.others[place].show(traits));
  }
  tabulate() {
    while (this.fold.children.length > 1) this.fold.lastChild.remove();
    if (this.fold.open) this.fill();
    clearTimeout(this.timer); // else when the slider rests: a table takes longer than a picture
    this.timer = setTimeout(() => this.fill(), 400);
  }
  fill() {
    if (this.fold.children.length > 1) return;
    const { heads, columns } = this.frame.table, used = heads.map((_, place) => columns[`c${place}`]), number = used[0].length;
    const cells = Array.from({ length: number }, (_, k) => used.map((column) => column[k]));
    const cell = (value, first) => (first ? `<th scope="row">${value}</th>` : typeof value === "number" ? `<td class="figure">${value}</td>` : `<td>${value ?? ""}</td>`);
    const box = make("div", "scroll");
    Object.assign(box, { tabIndex: 0, innerHTML: `<table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>${cells.map((one) => `<tr>${one.map((value, k) => cell(value, !k)).join("")}</tr>`).join("")}</tbody></table>` });
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", say("general_table"));
    const plain = (value) => { const text = make("span"); text.innerHTML = value ?? ""; return JSON.stringify(text.textContent); };
    this.fold.append(box, row(pressed(say("general_save_csv"), () => handOut(`${this.tree.name}.csv`, "text/csv", [heads, ...cells].map((one) => one.map((value) => (typeof value === "number" ? value : plain(value))).join(",")).join("\n")))));
  }
}
function closest(grid, value) { return grid.reduce((best, one) => (Math.abs(one - value) < Math.abs(best - value) ? one : best)); }
function read(text) { // a number as people type it
  let plain = text.trim().replace(/[\u2212\u2013]/g, "-");
  if (plain.split(",").length === 2 && !plain.includes(".")) plain = plain.replace(",", ".");
  const value = plain === "" ? NaN : Number(plain);
  return Number.isFinite(value) ? value : null;
}
