// The lesson: its stages open one after the other, as in the app, and remember what was done.
function say(name, values = {}) { return words[name].replace(/\{(\w+)(?::[^}]*)?\}/g, (_, key) => values[key]); }
function safely(text) { return text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]); }
function make(tag, name = "", text = "") {
  const el = document.createElement(tag);
  if (name) el.className = name;
  if (text) el.textContent = text;
  return el;
}
function html(text, name = "") { const el = make("div", name); el.innerHTML = text; return el; }
function pressed(text, call, name = "hcl-button") {
  const button = make("button", name, text);
  button.type = "button";
  button.addEventListener("click", call);
  return button;
}
function row(...parts) { const box = make("div", "hcl-tools"); box.append(...parts); return box; }
function widget(kind, values, saved, heard) {
  const model = new Model({ ...values, ui: words }, saved, heard), el = make("div");
  Widgets[kind].render({ model, el });
  return { model, el };
}
function handOut(name, type, text) {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
const outcomes = []; // called after each answer and each finished stage
function noted(lesson, kind, key, value) {
  Progress.add(lesson, kind, key, value);
  outcomes.forEach((call) => call());
}

// One question. The order of the options is each student's own.
function shuffledBy(seed, question) {
  let state = 2166136261;
  for (const sign of `${seed} ${question.id}`) state = Math.imul(state ^ sign.charCodeAt(0), 16777619);
  const random = () => { state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9 | 0; return ((state ^ (state >>> 13)) >>> 0) / 4294967296; };
  const order = question.options.map((_, place) => place);
  for (let k = order.length - 1; k > 0; k--) { const other = Math.floor(random() * (k + 1)); [order[k], order[other]] = [order[other], order[k]]; }
  const moved = (list) => order.map((place) => list[place]);
  return { ...question, options: moved(question.options), plain: moved(question.plain), verdicts: moved(question.verdicts), answer: order.indexOf(question.answer) };
}
class Asked {
  constructor(question, { sure = false, button = "", skip = "", judge = true, locked, passed }) {
    Object.assign(this, { question, judge, sureAsked: sure, locked, restored: false, done: false });
    const made = widget("question", { stem: question.stem, options: question.options, chosen: -1, sure: 0, ask_sure: sure, locked: false, best: -1, feedback: "", passed: false, button: button || say("question_check"), skip },
      (model, news) => { if (news.includes("locked") && model.get("locked")) this.settle(); }, () => passed?.());
    this.model = made.model;
    this.el = made.el;
    this.el.dataset.question = question.id;
  }
  get chosen() { return this.model.get("chosen"); }
  get right() { return this.chosen === this.question.answer; }
  get record() { return { asked: this.question.asked, chosen: this.chosen, text: this.question.plain[this.chosen], sure: this.model.get("sure"), right: this.right }; }
  get verdict() { return this.question.verdicts[this.chosen]; }
  settle() {
    if (this.done) return;
    this.done = true;
    if (this.judge) this.model.put({ best: this.question.answer, feedback: this.verdict });
    this.locked(this);
  }
  restore(record) {
    const place = record ? this.question.plain.indexOf(record.text) : -1, sure = Number.isInteger(record?.sure) && record.sure >= 0 && record.sure <= 4 ? record.sure : 0;
    if (place < 0) return false;
    if (this.sureAsked && !sure) this.model.put({ ask_sure: false });
    this.restored = true;
    this.model.put({ chosen: place, sure, locked: true });
    this.settle();
    return true;
  }
}

// Questions one after the other; what was missed comes back in its second form.
class Round {
  constructor(box, questions, { lesson, past, done, stage, enough, doneWords, soFar }) {
    Object.assign(this, { box, lesson, past: new Map(), finish: done, doneWords, soFar, solved: new Set(), tries: new Map() });
    const seed = Progress.seed();
    this.questions = questions.map((one) => shuffledBy(seed, one));
    this.base = this.questions.filter((one) => !one.variant_of);
    this.enough = Math.min(enough, this.base.length);
    this.queue = [...this.base];
    // Earlier answers by question, without those to words that are no longer asked.
    const known = new Map(this.questions.map((one) => [one.id, one]));
    for (const { key, value } of past) if (known.get(key)?.plain.includes(value?.text)) this.past.set(key, [...(this.past.get(key) || []), value]);
    this.aloud = widget("spoken", { value: "" });
    box.append(this.aloud.el);
    box.dataset.round = stage;
    if (this.queue.length) this.next(); else this.count();
  }
  root({ id, variant_of }) { return variant_of || id; }
  next() {
    const question = this.queue.shift(), again = this.tries.get(this.root(question));
    const place = again ? say("exit_once_more") : say("exit_place", { number: this.base.length - this.queue.length, total: this.base.length });
    const asked = new Asked(question, { sure: true, locked: (one) => this.answered(one) });
    const head = make("p"), small = make("small", "", place);
    head.append(small);
    this.box.append(head, asked.el);
    const earlier = this.past.get(question.id)?.shift();
    if (earlier) asked.restore(earlier);
  }
  answered(asked) {
    if (!asked.restored) noted(this.lesson, "answer", asked.question.id, asked.record);
    const root = this.root(asked.question);
    this.tries.set(root, (this.tries.get(root) || 0) + 1);
    if (asked.right) this.solved.add(root);
    if (this.queue.length) this.next(); else this.count();
  }
  count() {
    const right = this.solved.size, total = this.base.length;
    const danger = this.base.some((one) => one.red_flag && !this.solved.has(one.id));
    if (right >= this.enough && !danger) {
      const text = say(this.doneWords, { right, total });
      this.aloud.model.put({ value: text });
      this.box.append(make("p", "hcl-done", text));
      this.finish();
      return;
    }
    const text = say(right >= this.enough ? "exit_danger" : this.soFar, { right, total, enough: this.enough });
    this.aloud.model.put({ value: text });
    const again = pressed(say("exit_again"), () => {
      again.disabled = true;
      this.aloud.model.put({ value: "" });
      this.queue = this.missed();
      this.next();
    });
    this.box.append(make("p", "", text), row(again));
    if (this.missed().some(({ id }) => this.past.get(id)?.length)) again.click();
  }
  missed() { // of each question that was missed, the form whose turn it is
    return this.base.filter(({ id }) => !this.solved.has(id)).map(({ id }) => {
      const forms = this.questions.filter((one) => this.root(one) === id);
      return forms[this.tries.get(id) % forms.length];
    });
  }
}

// A drawing for teaching, at the settings that the file holds.
function drawing(tree) {
  const frames = new Frames(tree.frames), box = make("div", "hcl-drawing"), frame = make("div", "hcl-drawing-frame");
  const panel = make("div", "hcl-drawing-panel");
  let number = 0;
  const show = () => {
    let at = names.values.names ? 1 : 0;
    for (const one of controls) at = at * one.grid.length + one.at;
    const { pictures, said } = frames.at(at);
    names.put({ pictures: pictures.map(({ svg, caption }) => { const mark = `d${++number}-`; return { svg: svg.map((piece) => `<${tree.pieces[piece]}`).join("").replaceAll('id="~', `id="${mark}`).replaceAll("#~", `#${mark}`), caption }; }), said });
  };
  const controls = tree.controls.map(({ kind, grid, traits }) => {
    const one = { grid, at: 0, el: make("div") };
    const saved = (model) => {
      const wish = kind === "choice" ? grid[model.get("chosen")] : model.get("value"), old = grid[one.at];
      let to = kind === "choice" ? wish : closest(grid, wish);
      if (kind === "number" && to === old && wish !== old) to = grid[Math.min(grid.length - 1, Math.max(0, one.at + Math.sign(wish - old)))] ?? old;
      one.at = grid.indexOf(to);
      if (kind === "number") { model.put({ value: to, message: "" }); model.tell({ show: true }); }
      show();
    };
    const model = new Model({ ...traits, ui: words }, saved, (_, { typed }) => { const value = read(typed ?? ""); if (value !== null) model.set({ value: closest(grid, value) }); model.tell({ show: true }); model.save_changes(); });
    one.at = kind === "choice" ? 0 : grid.indexOf(closest(grid, traits.value));
    if (kind === "number") model.put({ value: grid[one.at] });
    Widgets[kind].render({ model, el: one.el });
    panel.append(one.el);
    return one;
  });
  const el = make("div", "hcl-drawn");
  const names = new Model({ pictures: [], has_names: tree.names, names: false, said: "", room: tree.room, ui: words }, show);
  show();
  Widgets.drawn.render({ model: names, el });
  frame.append(...(controls.length ? [panel] : []), el);
  box.append(html(tree.head), frame);
  return box;
}

function written({ task, model, heading, points }) {
  const box = make("div", "hcl-written"), label = make("label"), area = make("textarea"), said = make("p"), after = make("div");
  label.append(make("span", "title", say("written_yours")), area);
  Object.assign(area, { rows: 9, placeholder: say("written_hint") });
  area.style.width = "100%";
  const aloud = widget("spoken", { value: "" });
  const tell = (text) => { aloud.model.put({ value: text }); said.textContent = text; };
  const button = pressed(say("written_compare"), () => {
    const number = area.value.trim().split(/\s+/).filter(Boolean).length;
    if (number < 20) { tell(say("written_too_short", { words: number, enough: 20 })); return; }
    button.disabled = true;
    const ticks = points.map((point) => {
      const one = make("label"), tick = make("input");
      tick.type = "checkbox";
      tick.addEventListener("change", () => count());
      one.append(tick, ` ${point}`);
      return { one, tick };
    });
    const count = () => tell(say("written_points", { found: ticks.filter(({ tick }) => tick.checked).length, total: points.length }));
    after.append(html(model), make("h3", "", heading), ...ticks.map(({ one }) => { const p = make("p"); p.append(one); return p; }));
    count();
  });
  const stays = make("p");
  stays.append(make("small", "", say("written_stays")));
  box.append(aloud.el, html(task), label, stays, row(button), after, said);
  return box;
}

function build(page, looks, challenges) {
  const { lesson } = page, stages = [], own = Progress.since(lesson);
  const answers = own.filter(({ kind }) => kind === "answer"), finished = new Set(own.filter(({ kind }) => kind === "stage").map(({ key }) => key));
  const settings = Object.fromEntries(own.filter(({ kind }) => kind === "setting").map(({ key, value }) => [key, value]));
  const last = (id) => answers.findLast(({ key }) => key === id)?.value;
  const questions = (stage) => page.questions.filter((one) => one.stage === stage);
  let prediction = null, arrives = false;

  const option = (name, place) => `<strong>${say(name)}</strong> ${prediction.question.options[place]}`;
  const predicted = () => option("page_you_predicted", prediction.chosen);
  const best = () => (prediction.chosen === prediction.question.answer ? "" : `<p>${option("page_best_answer", prediction.question.answer)}</p>`);
  const note = (asked) => { if (!asked.restored) noted(lesson, "answer", asked.question.id, asked.record); };

  const builders = {
    predict(box, finish) {
      const [question] = questions("predict");
      if (!question) return finish();
      const asked = new Asked(question, {
        sure: true, button: say("page_lock_prediction"), skip: say("page_no_prediction"), judge: false,
        locked: (one) => { prediction = one; note(one); arrives = !one.restored; finish(); },
        passed: () => { asked.model.put({ skip: "", chosen: -1, sure: 0, passed: true }); arrives = true; finish(); },
      });
      box.append(asked.el);
      if (!asked.restore(last(question.id)) && finished.has("predict")) { asked.model.put({ skip: "", passed: true }); finish(); }
    },
    async look(box, finish) {
      const look = await looks;
      if (prediction) box.prepend(html(predicted(), "hcl-notice"));
      const el = make("div"), show = pressed(look.contrast.button, () => explorer.contrast());
      const saved = settings.look;
      box.append(el);
      const explorer = new Explorer(el, look, {
        first: [box.closest("section").querySelector(".hcl-task"), row(show)].filter(Boolean),
        moved: (one) => { opened.last = "look"; Progress.later(lesson, "look", one.settings); finish(); },
      });
      opened.look = explorer;
      linked(explorer, "look", saved);
      if (finished.has("look")) {
        if (explorer.place === look.contrast.after) explorer.contrast(); // what was seen is the one beside the other
        finish();
      }
      if (arrives) Widgets.arrival.render({ el: box.appendChild(make("div")) });
    },
    seen(box, finish) {
      const asked = questions("see").filter((one) => !one.variant_of);
      if (!asked.length) return finish();
      for (const question of asked) {
        const one = new Asked(question, { locked: (done) => { note(done); finish(); } });
        box.append(one.el);
        one.restore(last(question.id));
      }
    },
    explain(box, finish) {
      if (prediction) {
        prediction.model.put({ best: prediction.question.answer });
        box.prepend(html(`<p>${predicted()}</p>${best()}${prediction.verdict}`, "hcl-notice"));
      }
      if (page.extra) {
        const el = make("div", "hcl-chart extra");
        box.append(el);
        Chart.draw(el, page.extra);
      }
      finish();
    },
    worked(box, finish) { finish(); },
    async challenge(box, finish) {
      const challenge = await challenges;
      const el = make("div"), verdict = make("div", "hcl-verdict"), aloud = widget("spoken", { value: "" }), after = make("div");
      const reveal = () => {
        if (!after.children.length) after.append(html(page.challenge_done, "hcl-section-challenge_done"), ...(page.written ? [written(page.written)] : []));
        finish();
      };
      let given = false; // a solution that the page showed is not one that was found
      const tell = ({ frame, place }) => {
        const there = !frame.missed.length, told = there && given && place === challenge.solution;
        const text = told ? say("page_solution_shown", { settings: challenge.solved }) : there ? say("page_goal_reached") : say("page_not_there", { names: frame.missed.join(". ") });
        const [, first, rest] = text.match(/^(.*?\.(?: |$))(.*)$/s), said = make("p");
        said.append(make("strong", there ? "hcl-done" : "", first), rest);
        if (there) said.append(" ", Object.assign(make("button", "hcl-button small", say("page_explained")), { type: "button" })); // fit.js hears it
        verdict.replaceChildren(said);
        return { there, text };
      };
      const judge = (one) => {
        const { there, text } = tell(one);
        aloud.model.put({ value: text });
        if (there) reveal();
      };
      box.append(el);
      const explorer = new Explorer(el, challenge, {
        told: [verdict, aloud.el], compare: !challenge.given,
        moved: (one) => { opened.last = "challenge"; Progress.later(lesson, "challenge", one.settings); judge(one); },
      });
      opened.challenge = explorer;
      box.append(row(pressed(say("page_show_solution"), () => { given = true; explorer.go(challenge.solution); el.scrollIntoView({ block: "start" }); })), after);
      linked(explorer, "challenge", settings.challenge);
      given = explorer.place === challenge.solution; // on a later visit nobody knows any more who found it
      if (tell(explorer).there || finished.has("challenge")) reveal();
    },
    check(box, finish) {
      const more = questions("more"), practice = make("div");
      const ask = make("div");
      box.append(ask, practice);
      const offer = () => {
        if (more.length && !practice.children.length) {
          const inside = make("div"), start = pressed(say("practice_start", { number: more.filter((one) => !one.variant_of).length }), () => {
            start.disabled = true;
            new Round(inside, more, { lesson, past: answers, done: () => {}, stage: "more", enough: Infinity, doneWords: "practice_done", soFar: "practice_done" });
          });
          practice.append(row(start), inside);
          const names = new Set(more.map(({ id }) => id));
          if (answers.some(({ key }) => names.has(key))) start.click();
        }
        finish();
      };
      new Round(ask, questions("exit"), { lesson, past: answers, done: offer, stage: "exit", enough: 4, doneWords: "exit_done", soFar: "exit_so_far" });
    },
  };
  function linked(explorer, name, saved) {
    const asked = preset?.name === name ? preset.settings : saved;
    const place = asked && explorer.placeOf({ ...explorer.settings, ...asked });
    if (place !== null && place !== undefined && place !== explorer.place) explorer.go(place, false);
  }
  document.querySelectorAll("section[data-stage]").forEach((section) => {
    const name = section.dataset.stage;
    const stage = { name, section, box: section.querySelector(".body"), opened: false, done: false };
    const drawn = () => (page.drawings[name] || []).map(drawing);
    stage.finish = () => {
      if (stage.done) return;
      stage.done = true;
      if (!finished.has(name)) { finished.add(name); noted(lesson, "stage", name); }
      stages[stages.indexOf(stage) + 1]?.reveal();
    };
    stage.reveal = () => {
      if (stage.opened) return;
      stage.opened = true;
      stage.box.hidden = false;
      section.querySelector(".hcl-waiting")?.remove();
      const live = section.querySelector(".live");
      live.before(...drawn());
      builders[name](live, stage.finish);
    };
    stages.push(stage);
  });
  stages[0].reveal();
}
const opened = {};

// Where a number comes from: one box that is filled when a marked piece of text is pressed.
function cards(list) {
  const box = document.querySelector("dialog.hcl-row"), inside = box.querySelector(".card");
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("[data-card]");
    if (mark) {
      event.preventDefault();
      inside.innerHTML = list[mark.dataset.card];
      box.showModal();
      box.scrollTop = 0;
    } else if (event.target === box || event.target.closest?.("dialog.hcl-row .close")) box.close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.("[data-card]") && event.key === " ") { event.preventDefault(); event.target.click(); }
  });
}

function work(page) { // what a student takes along
  const box = document.querySelector(".own-work");
  const said = make("p", "said");
  said.setAttribute("role", "status");
  const load = make("label", "hcl-button upload", say("keeper_load")), file = make("input");
  Object.assign(file, { type: "file", accept: ".json,application/json" });
  load.append(file);
  file.addEventListener("change", async () => {
    const [one] = file.files;
    file.value = "";
    if (!one) return;
    if (one.size > 2000000) { said.textContent = say("keeper_too_large"); return; }
    try {
      const { number, added, left } = Progress.take(await one.text());
      said.textContent = `${say("store_read", { number, new: added || say("general_none") })} ${left ? say("file_left_out", { number: left }) : ""}`;
      if (added && Progress.kept) setTimeout(() => location.reload(), 1200);
    } catch (error) {
      said.textContent = say("store_nothing_read", { why: say(error.message === "newer" ? "store_newer" : error.message === "foreign" ? "store_foreign" : "store_damaged") });
    }
  });
  const ask = make("div"), fresh = pressed(say("page_afresh"), () => { ask.hidden = !ask.hidden; }); // asked first: the answer is another button
  ask.hidden = true;
  ask.append(make("p", "", say("page_afresh_ask")), row(
    pressed(say("page_afresh_yes"), () => { Progress.add(page.lesson, "fresh"); location.reload(); }),
    pressed(say("page_afresh_no"), () => { ask.hidden = true; fresh.focus(); })));
  const chosen = () => { // of the two models, the one that was moved last
    const name = opened.last || (opened.look ? "look" : "challenge");
    return opened[name] ? { name, settings: opened[name].settings } : null;
  };
  const setting = pressed(say("file_save_setting"), () => {
    const one = chosen();
    if (!one) return;
    handOut(`${page.file}-setting.html`, "text/html", asItCame(JSON.stringify(one).replace(/</g, "\\u003c")));
  });
  const link = pressed(say("file_link_setting"), () => {
    const one = chosen();
    if (!one) return;
    const to = make("a", "", "");
    to.href = `${location.href.split("#")[0]}#${one.name}?${new URLSearchParams(one.settings)}`;
    to.textContent = to.href;
    said.replaceChildren(say(location.protocol === "file:" ? "file_link_here" : "file_link_said"), " ", to);
    navigator.clipboard?.writeText(to.href).catch(() => {}); // where the place allows it
  });
  // A link to another setting of the page that is open.
  addEventListener("hashchange", () => { if (inAddress()) location.reload(); });
  const show = () => { document.querySelector(".not-kept").hidden = Progress.kept; };
  Progress.told.push(show);
  show();
  box.append(row(pressed(say("keeper_take"), () => { Progress.flush(); handOut("hair-cycle-lab-progress.json", "application/json", Progress.text(say("store_note"))); }), load), ...(page.review || page.clinic ? [] : [row(setting, ...(typeof Course === "undefined" ? [link] : []), fresh), ask]), said);
}

function inAddress() { // the setting that the page's address names
  const [, name, settings] = location.hash.match(/^#(look|challenge)\?(.*)$/) || [];
  return name ? { name, settings: Object.fromEntries(new URLSearchParams(settings)) } : null;
}
let words = {}, preset = null;
// The page as it came, so that a copy with another setting can be saved. Only then is it written
// out: that takes longer than to copy it.
const came = document.documentElement.cloneNode(true);
function asItCame(setting) {
  came.querySelector("#preset").textContent = setting;
  return `<!DOCTYPE html>\n${came.outerHTML}`;
}
async function begin() {
  if (typeof DecompressionStream === "undefined") { document.querySelector(".too-old").hidden = false; return; }
  const text = document.getElementById("preset").textContent;
  preset = inAddress() || (text.trim() ? JSON.parse(text) : null);
  const page = await unzipped("data-page");
  words = page.words;
  cards(page.cards);
  work(page);
  if (typeof Course !== "undefined") await Course.begin(page);
  if (!page.review && !page.clinic && Progress.since(page.lesson).some(({ kind }) => kind === "answer" || kind === "stage")) document.querySelector(".welcome").hidden = false;
  // The first question stands before the model is unpacked.
  if (page.review) review(page);
  else if (page.clinic) await clinic(page);
  else build(page, unzipped("data-look"), page.challenge ? unzipped("data-challenge") : null);
  document.body.dataset.ready = "yes";
}
begin();
