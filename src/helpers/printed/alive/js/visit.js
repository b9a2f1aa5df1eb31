// One patient, step by step, as in the app: ask, look, think, order, wait, think again, plan.
class Visit {
  constructor(tree, { place, note, keep, farewell, state = null, today }) {
    Object.assign(this, { tree, note, keep, farewell, today, parts: {}, rushed: false, restoring: Boolean(state), state0: state || {}, done: false, lens: false });
    this.el = make("div", "hcl-case-play");
    const door = make("div", "hcl-case"), small = (text) => { const p = make("p"); p.append(make("small", "", text)); return p; };
    door.append(small(say("case_door", { place, level: tree.level })), html(`<h3>${tree.who}</h3>${tree.opening}`), small(tree.looks));
    this.aloud = widget("spoken", { value: "" });
    this.urgent = row(pressed(say("case_urgent"), () => this.rush()));
    this.urgent.classList.add("hcl-urgent");
    this.el.append(door, this.aloud.el, this.urgent);
    this.open("history");
    if (state) { this.restore(state); this.restoring = false; }
  }
  get rules() { return Rules.page; }
  show(...els) { this.urgent.before(...els); this.urgent.hidden = "plan" in this.parts; }
  minutes(names) { return names.reduce((sum, name) => sum + this.rules.minutes[name], 0); }

  // -- the steps
  open(step) {
    const rank = step === "first_guess" || step === "differential";
    const part = rank ? this.ranking(step) : this.list(step);
    this.parts[step] = part;
    this.stand(step);
    this.show(part.el);
  }
  stand(step) { for (const [name, { el }] of Object.entries(this.parts)) el.classList.toggle("hcl-here", name === step); }
  traits(step) {
    const { lists } = Visit.page, days = Rules.days(step === "again" ? this.waitAgain : this.wait);
    if (step === "today") return lists[`today ${days}`];
    if (step === "again") return lists[`again ${days} ${this.waitAgain !== this.wait}`];
    return lists[step === "plan" && this.rushed ? "plan_urgent" : step];
  }
  list(step) {
    const given = this.traits(step), timed = ["history", "look", "again"].includes(step), gone = step === "again" ? [...this.chosenIn("history"), ...this.chosenIn("look")] : [];
    const groups = given.groups.map(({ title, items }) => ({ title, items: items.filter(({ id }) => !gone.includes(id)) })).filter(({ items }) => items.length);
    const offers = groups.flatMap(({ items }) => items.map(({ id }) => id)), whole = step === "again" ? this.rules.again : this.rules.whole;
    const left = timed ? whole - (step === "look" ? this.minutes(this.chosenIn("history")) : 0) : null, before = timed ? whole - left : 0;
    const done = step === "plan" ? this.doneToday : [], held = Object.fromEntries(done.map((name) => [name, `<p>${say("case_was_done")}</p>`]));
    if (step === "plan" && this.rushed) held[this.rules.emergency] = `<p>${say("case_urgent_said")}</p>`;
    const clock = (names) => {
      const used = before + this.minutes(names), few = step === "history" && whole - used <= 6;
      const said = say(used >= whole ? "case_clock_over" : few ? "case_clock_few" : "case_clock", { used, whole });
      const longest = Math.max(0, ...offers.filter((name) => !names.includes(name)).map((name) => this.rules.minutes[name]));
      return whole - used > 0 && whole - used < longest ? `${said} ${say("case_clock_long")}` : said;
    };
    const reply = { tests: (name) => (this.takesDays(name) ? `<p>${say("case_comes_later")}</p>` : this.tree.replies[name]) }[step] || (timed ? (name) => this.tree.replies[name] : null);
    const part = { step, offers, order: given.order };
    part.ask = () => {
      const { chosen, replies } = part.model.values, news = chosen.filter((name) => !(name in replies));
      if (reply && news.length && !part.model.get("locked")) part.model.put({ replies: { ...replies, ...Object.fromEntries(news.map((name) => [name, reply(name)])) } });
      if (timed) part.model.put({ hint: clock(Object.keys(part.model.get("replies"))) });
      else if (step === "tests") part.model.put({ hint: say("case_bill", { number: this.answered("tests").length, cost: Rules.cost(this.tree, this.answered("tests")), wait: this.waitWords(this.wait) }) });
      if (step === "look" || step === "again") this.lookClosely();
    };
    part.choose = (wish) => { // what has been asked cannot be unasked, and time is short
      if (part.model.get("locked")) return;
      const taken = Object.keys(part.model.get("replies"));
      for (const name of wish) if (offers.includes(name) && !taken.includes(name) && (left === null || this.minutes([...taken, name]) <= left)) taken.push(name);
      part.model.put({ chosen: taken, ...(left === null ? {} : { left: left - this.minutes(taken) }) });
      if (reply && !given.order) part.ask();
    };
    part.lock = () => {
      const { chosen, replies, needed } = part.model.values;
      const ready = !(given.order && chosen.some((name) => !(name in replies))) && (chosen.length > 0 || !needed);
      part.model.put({ locked: ready });
      if (ready) this.ended(step);
    };
    const made = widget("pick", { ...given, groups, left, chosen: [...Object.keys(held)], replies: held, hint: timed ? clock([]) : "", locked: false, take_focus: !this.restoring },
      (model, news) => {
        if (news.includes("locked") && model.get("locked")) { model.put({ locked: false }); part.lock(); } else part.choose([...model.get("chosen")]);
        this.changed();
      }, () => { part.ask(); this.changed(); });
    return Object.assign(part, made);
  }
  ranking(step) {
    const given = this.traits(step), part = { step, rank: true, offers: given.groups.flatMap(({ items }) => items.map(({ id }) => id)) };
    part.lock = () => {
      const { ranked, sure } = part.model.values, ready = Boolean(ranked[0]) && sure > 0;
      part.model.put({ locked: ready });
      if (ready) this.ended(step);
    };
    const three = (ranked) => [...ranked, "", "", ""].slice(0, 3);
    return Object.assign(part, widget("rank", { ...given, ranked: ["", "", ""], sure: 0, locked: false, take_focus: !this.restoring },
      (model, news) => {
        if (news.includes("ranked")) model.put({ ranked: three(model.get("ranked")) });
        if (news.includes("locked") && model.get("locked")) { model.put({ locked: false }); part.lock(); }
        this.changed();
      }));
  }
  ended(step) {
    const next = { history: "look", look: "first_guess", first_guess: "tests", tests: Rules.days(this.wait) ? "today" : "differential", today: "again", again: "differential", differential: "plan" }[step];
    if (step === "plan") this.finish();
    else if (step === "today" && !this.rushed && this.stranded) this.strand();
    else if (!this.rushed && !(this.state0.rushed === true && !(next in this.state0))) {
      if (step === "today") this.show(html(this.results()));
      this.open(next);
    }
    this.changed();
  }
  strand() { // something happens before the second visit
    const part = this.list("plan");
    this.parts.plan = part;
    part.model.put({ locked: true });
    this.urgent.hidden = true;
    this.finish();
  }
  rush() {
    if (this.rushed || "plan" in this.parts) return;
    this.rushed = true;
    for (const [step, part] of Object.entries(this.parts)) {
      if (!part.model.get("locked")) part.lock();
      if (!part.model.get("locked")) part.el.style.display = "none";
      if (step === "tests" && !("again" in this.parts)) part.model.put({ replies: Object.fromEntries(Object.entries(part.model.get("replies")).map(([name, text]) => [name, this.takesDays(name) ? `<p>${say("case_comes_after")}</p>` : text])) });
    }
    this.aloud.model.put({ value: say("case_urgent_said") });
    this.show(html(`<p><strong>${say("case_urgent_said")}</strong></p>`));
    this.open("plan");
    this.changed();
  }

  // -- what was chosen
  chosenIn(step) { return this.parts[step] ? [...this.parts[step].model.get("chosen")] : []; }
  answered(step) { return this.parts[step] ? Object.keys(this.parts[step].model.get("replies")) : []; }
  thought(step) {
    const part = this.parts[step];
    return part?.model.get("locked") ? { diagnosis: part.model.get("ranked")[0], sure: part.model.get("sure"), all: part.model.get("ranked").filter(Boolean) } : null;
  }
  get chosen() {
    const asked = [...this.answered("history"), ...this.answered("again")], seen = [...this.answered("look"), ...this.answered("again"), ...this.answered("tests")];
    const last = this.thought("differential") || this.thought("first_guess"), { names } = this.rules;
    return { history: asked.filter((name) => name in names.history), tests: seen.filter((name) => name in names.tests), differential: last ? last.all : [], plan: this.chosenIn("plan") };
  }
  get wait() { return Rules.wait(this.tree, this.answered("tests")); }
  get waitAgain() { return this.wait === "weeks" && has(this.tree.acts_today, this.doneToday) ? "days" : this.wait; }
  get waited() { return this.stranded ? this.wait : "again" in this.parts ? this.waitAgain : "at once"; }
  get doneToday() { return this.chosenIn("today"); }
  get stranded() {
    const over = this.parts.today?.model.get("locked") && !("again" in this.parts), sent = this.rushed || this.state0.rushed === true;
    return Boolean(over) && !sent && Rules.late(this.tree, this.doneToday, Rules.days(this.wait)).length > 0;
  }
  get state() {
    const state = { case: this.tree.id, rushed: this.rushed };
    for (const [step, part] of Object.entries(this.parts)) {
      const { chosen, replies, ranked, sure, locked } = part.model.values;
      state[step] = part.rank ? { ranked, sure, locked } : { chosen: part.order ? Object.keys(replies) : chosen, locked };
    }
    return state;
  }
  changed() { if (!this.restoring && !this.done) this.keep(this.state); }
  restore(state) {
    for (const step of ["history", "look", "first_guess", "tests", "today", "again", "differential", "plan"]) {
      if (step === "plan" && state.rushed === true) this.rush();
      const was = state[step], part = this.parts[step];
      if (!was || typeof was !== "object" || !part) continue;
      const names = (list) => [...new Set(Array.isArray(list) ? list : [])].filter((name) => part.offers.includes(name));
      if (part.rank) part.model.put({ ranked: [...names(was.ranked), "", "", ""].slice(0, 3), sure: [1, 2, 3, 4].includes(was.sure) ? was.sure : 0 });
      else { part.choose([...part.model.get("chosen"), ...names(was.chosen)]); part.ask(); }
      if (was.locked === true && !part.model.get("locked")) part.lock();
    }
  }

  // -- what is found
  takesDays(name) { return Rules.days(this.tree.wait[name]) > 0; }
  waitWords(wait) { return say(`case_wait_${wait.replace(" ", "_")}`); }
  isThere(name) { return !this.takesDays(name) || ("again" in this.parts && Rules.days(this.tree.wait[name]) <= Rules.days(this.waitAgain)); }
  results() {
    const days = Rules.days(this.waitAgain), { named, not_yet, wait } = this.tree;
    const found = this.answered("tests").filter((name) => this.takesDays(name)).map((name) => `<li>${Rules.days(wait[name]) <= days ? named[name] : not_yet[name]}</li>`);
    return `<h4>${say("case_results")}</h4><ul>${found.join("")}</ul>`;
  }
  lookClosely() {
    if (this.lens || ![...this.answered("look"), ...this.answered("again")].includes("trichoscopy")) return;
    this.lens = true;
    this.show(Visit.beside([[this.tree.close.visit, ""]]));
  }
  static beside(views) { // scalps side by side, at one scale
    const shown = make("div", "hcl-pictures"), pair = make("div", `hcl-pair${views.length > 1 ? " hcl-two" : ""}`);
    for (const [traits, mark] of views) {
      const el = make("div", "hcl-close"), held = Object.fromEntries(Object.entries(traits).map(([name, value]) => [name, value?.bytes === undefined ? value : new DataView(Frames.bytes(value.bytes))]));
      Widgets.closeup.render({ model: new Model({ ...held, mark, ui: words }), el });
      pair.append(el);
    }
    shown.append(pair);
    return shown;
  }

  // -- what came of it
  finish() {
    const { chosen, tree } = this, after = Rules.ending(tree, chosen.plan, Rules.days(this.waited), this.doneToday);
    const first = this.thought("first_guess"), last = this.thought("differential");
    this.after = after;
    this.record = Rules.record(tree, chosen, first, last, after, this.today);
    const harmed = after.dangers.some(({ rule }) => rule);
    this.aloud.model.put({ value: say(harmed ? "case_harm" : after.dangers.length ? "case_harm_told" : "case_harm_none") });
    this.stand("");
    this.end(after, first, last, chosen);
    if (!this.restoring) { this.keep(this.state); this.done = true; this.note(this.record); }
    this.done = true;
  }
  end(after, first, last, chosen) {
    const { tree } = this, { frames, close } = tree, frame = new Frames(frames).at(after.place);
    const heading = new Model({ value: `<h3>${say(last ? "case_next" : "case_next_urgent")}</h3>${Told.harm(this, after, chosen)}`, take_focus: !this.restoring }), top = make("div");
    Widgets.landing.render({ model: heading, el: top });
    const pictures = make("div", "hcl-pictures"), chart = make("div", "hcl-chart hcl-wide");
    pictures.append(chart);
    Chart.draw(chart, frame.chart);
    const late = this.answered("tests").filter((name) => !this.isThere(name)).map((name) => `<li>${tree.read[name]}</li>`);
    this.show(top, pictures, widget("sentence", { value: safely(frame.said), computing: false, answered: [] }).el,
      Visit.beside([[close.visit, say("close_visit")], [close.normal, say("close_normal")]]),
      html(`<p><small>${Visit.page.origin}</small></p>${Told.debrief(this, chosen, first, last)}${Told.moved(this, first, last)}`), html(Told.detail(this, chosen)),
      ...(late.length ? [html(`<h4>${safely(say("case_results_after", { name: tree.name }))}</h4><ul>${late.join("")}</ul>`)] : []), ...this.farewell);
  }
}

// What is told at the end, in HTML.
const Told = {
  foreign: (text, tag = "span") => (Visit.page.language === "en" ? text : `<${tag} lang="en">${text}</${tag}>`),
  stopped: (name) => (name.endsWith("?") ? name : `${name}.`),
  harm({ tree, stranded }, { dangers, averted }, chosen) {
    const seen = chosen.plan.includes(Rules.page.emergency) ? `<p>${say(tree.called_for ? "case_seen_urgent" : "case_sent_home", { name: tree.name })}</p>` : "";
    const kept = averted.map((text) => `<p>${text}</p>`).join("");
    if (!dangers.length) return `${seen}${kept}<p class="hcl-done">${say("case_harm_none")}</p>`;
    let broken = stranded ? `<p>${say("case_stranded")}</p>` : "", rest = "";
    const rule = dangers.some((one) => one.rule);
    for (const [one, happens] of Rules.inOrder(dangers)) {
      const said = `<p>${happens ? one.next : say("case_harm_prevented")}</p>`;
      if (rule && !one.rule && one.unless.length && one.hospital) broken += said;
      else if (one.rule) broken += `${said}<p><strong>${say("case_rule")}</strong> ${one.said}</p>`;
      else rest += said;
    }
    return `${seen}${broken ? `<div class="hcl-harm"><h4>⚠ ${say("case_harm")}</h4>${broken}</div>` : ""}${rest}${kept}`;
  },
  debrief({ tree }, chosen, first, last) {
    const final = last || first, { names } = Rules.page, { name, lesson } = tree.explained, kinds = new Map();
    for (const step of Object.keys(chosen)) for (const { id, kind } of Rules.judge(tree, step, chosen[step])) kinds.set(`${step} ${id}`, kind);
    const you = final ? say("case_debrief_you", { name: names.differential[final.diagnosis], sure: say(`sure_${final.sure}`) }) : say("case_debrief_sent");
    const [point] = tree.teaching.find(([, step, choice]) => ["missed", "trap"].includes(kinds.get(`${step} ${choice}`))) || tree.teaching[0];
    const lines = [`${safely(say("case_debrief_is", { name }))} ${safely(you)}`, point];
    if (lesson) lines.push(`${say("case_debrief_lesson")} <a href="${lesson.replace(".ipynb", ".html")}">${safely(Visit.page.titles[lesson.slice(3, -6)])}</a>`);
    return `<h4>${say("case_debrief")}</h4><ul>${lines.map((one) => `<li>${one}</li>`).join("")}</ul>`;
  },
  moved(visit, first, last) {
    if (!first || !last) return "";
    const { names } = Rules.page, name = ({ diagnosis }) => names.differential[diagnosis];
    const said = say(`case_moved_${first.diagnosis === last.diagnosis ? "same" : "other"}`, { first: name(first), sure_first: say(`sure_${first.sure}`), last: name(last), sure: say(`sure_${last.sure}`) });
    const between = [...visit.answered("tests").filter((one) => visit.isThere(one)), ...visit.answered("again")].map((one) => `<li>${visit.tree.read[one]}</li>`);
    return `<h4>${say("case_moved")}</h4><p>${safely(said)}</p>${between.length ? `<p>${say("case_moved_between")}</p><ul>${between.join("")}</ul>` : `<p>${say("case_moved_nothing")}</p>`}`;
  },
  notes(step, notes, without) {
    const { marks, names } = Rules.page, tests = { ...names.history, ...names.tests }, named = (text) => Told.foreign(safely(text));
    const unseen = (note) => (note.unseen.length ? ` <small>${say("case_unseen", { names: named(Told.stopped(note.unseen.map((name) => tests[name]).join("; "))) })}</small>` : "");
    const parts = marks.map(([kind, mark]) => {
      const items = notes.filter((note) => (note.danger ? "danger" : note.kind) === kind).map((note) => `<li><strong>${named(Told.stopped(names[step][note.id]))}</strong> ${note.html}${unseen(note)}${note.idea}</li>`);
      return items.length ? `<div class="notes ${kind}"><p class="kind"><span aria-hidden="true">${mark}</span> ${say(`case_${kind}`)}</p><ul>${items.join("")}</ul></div>` : "";
    });
    const free = notes.filter(({ kind }) => kind === "free").map(({ id }) => named(names[step][id]));
    return `${parts.join("")}${free.length ? `<p><small>${say(without)}: ${free.join("; ")}</small></p>` : ""}`;
  },
  detail(visit, chosen) {
    const { tree } = visit, looked = [...chosen.history, ...chosen.tests];
    const parts = Object.keys(chosen).filter((step) => chosen[step].length || step === "plan").map((step) => {
      const said = step === "tests" ? `<p>${say("case_cost", { cost: Rules.cost(tree, chosen.tests), wait: visit.waitWords(Rules.wait(tree, chosen.tests)) })}</p>` : "";
      const notes = Rules.judge(tree, step, chosen[step], looked, chosen.plan);
      return `<details><summary>${say(`static_step_${step}`)}</summary><div class="hcl-feedback">${said}${Told.notes(step, notes, step === "plan" ? "case_harmless" : "case_without_news")}</div></details>`;
    });
    const points = tree.teaching.map(([text]) => `<li>${text}</li>`).join("");
    return `<h4>${say("case_in_detail")}</h4>${parts.join("")}<details><summary>${tree.title}</summary><ul>${points}</ul><p><strong>${say("case_two_sentences")}</strong> ${tree.summary}</p><p><strong>${say("case_a_plan")}</strong> ${tree.plan}</p></details>`;
  },
};
