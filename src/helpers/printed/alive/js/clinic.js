// The clinic: who comes next, who was seen, and one patient at a time in the room.
function clinic(page) {
  Visit.page = page;
  Rules.page = page.rules;
  const { lesson, patients, enough, fewest } = page, total = patients.length;
  const own = () => Progress.since(lesson), today = () => new Date().toLocaleDateString("sv");
  const records = () => own().filter(({ kind, value }) => kind === "answer" && value?.case).map(({ value }) => value);
  const setting = (key) => own().findLast((one) => one.kind === "setting" && one.key === key)?.value;
  const kept = (id) => { // a patient who was begun and not ended
    const state = setting(`case_${id}`);
    return state && state.plan?.locked !== true && (state.history?.chosen?.length || state.rushed === true) ? state : null;
  };
  const body = (name) => document.querySelector(`section[data-stage=${name}] .live`), box = body("patients"), sure = body("sure");
  const desk = make("p"), people = make("div"), room = make("div"), resumed = make("div"), aloud = widget("spoken", { value: "" });
  const menu = make("select"), label = make("label", "", `${say("clinic_or_choose")} `);
  label.append(menu);
  label.style.maxWidth = menu.style.maxWidth = "100%"; // long names, narrow phones
  const named = ({ name, age, level }, place) => say("clinic_named", { number: place + 1, name, age, level });
  const went = ({ id }) => {
    if (kept(id)) return say("clinic_went_open");
    const last = records().findLast((one) => one.case === id);
    if (!last) return say("clinic_went_new");
    const how = say(`clinic_went_${last.right ? "right" : last.ranked?.length ? "other" : "sent"}`);
    return last.dangers?.length ? `${how}, ⚠ ${say("clinic_went_harm")}` : how;
  };
  const upcoming = () => { // the first not yet seen; then whoever was seen longest ago
    const seen = records().map((one) => one.case);
    return patients.find(({ id }) => !seen.includes(id)) || [...patients].sort((a, b) => seen.lastIndexOf(a.id) - seen.lastIndexOf(b.id))[0];
  };
  const told = () => {
    const seen = new Set(records().map((one) => one.case)).size;
    const text = `${say("clinic_seen", { seen, total })}${seen >= enough ? ` ${say("clinic_finished")}` : ""}`;
    desk.textContent = text;
    aloud.model.put({ value: text });
    const open = people.querySelector("details")?.open, chosen = menu.value;
    const rows = patients.map((one, place) => `<tr><th scope="row">${safely(named(one, place))}</th><td>${safely(went(one))}</td></tr>`).join("");
    people.innerHTML = `<details${open ? " open" : ""}><summary>${say("clinic_list")}</summary><table><thead><tr><th scope="col">${say("clinic_list_patient")}</th><th scope="col">${say("clinic_list_went")}</th></tr></thead><tbody>${rows}</tbody></table></details>`;
    menu.replaceChildren(...patients.map((one, place) => new Option(`${named(one, place)}: ${went(one)}`, one.id)));
    if (chosen) menu.value = chosen;
  };

  // How sure, and how often right.
  const picture = make("div", "hcl-chart"), said = make("p"), numbers = make("div");
  picture.style.maxWidth = "760px";
  sure.append(picture, said, numbers);
  const rows = () => Sure.rows(records().map((value) => ({ kind: "answer", value })));
  const draw = () => { if (!picture.hidden) Chart.draw(picture, Sure.chart(page.chart, rows())); };
  const counted = () => {
    const all = rows(), answered = all.reduce((sum, { number }) => sum + number, 0);
    picture.hidden = answered < fewest;
    said.textContent = answered < fewest ? say("clinic_too_few", { answered, enough: fewest }) : Sure.sentence(all);
    draw();
    const heads = ["review_sure", "clinic_patients", "clinic_first_right"].map((name) => `<th scope="col">${say(name)}</th>`).join("");
    const lines = all.map(({ word, number, right }) => `<tr><th scope="row">${word}</th><td>${number}</td><td>${right}</td></tr>`).join("");
    numbers.innerHTML = answered < fewest ? "" : `<details><summary>${say("general_table")}</summary><table><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></details>`;
  };

  async function call(id, afresh = false) {
    const place = patients.findIndex((one) => one.id === id), tree = await unzipped(`data-case-${id}`), state = afresh ? null : kept(id);
    const again = pressed(say("case_begin_again"), () => { question.hidden = !question.hidden; }), question = make("div");
    question.hidden = true;
    question.append(make("p", "", say("case_begin_again_sure", { name: tree.name })), row(pressed(say("case_begin_again_yes"), () => call(id, true)), pressed(say("case_begin_again_no"), () => { question.hidden = true; again.focus(); })));
    Progress.add(lesson, "setting", "room", { case: id });
    const visit = new Visit(tree, {
      place: say("clinic_place", { number: place + 1, total }), today: today(), state, farewell: [row(pressed(say("clinic_next"), () => call(upcoming().id)), again), question],
      keep: (now) => Progress.later(lesson, `case_${id}`, now),
      note: (record) => {
        noted(lesson, "answer", `clinic_${id}`, record);
        if (new Set(records().map((one) => one.case)).size >= enough && !own().some(({ kind, key }) => kind === "stage" && key === "seen")) noted(lesson, "stage", "seen");
        told();
        counted();
      },
    });
    opened.visit = visit;
    resumed.replaceChildren(...(state ? [html(say("case_resumed"), "hcl-notice")] : []));
    room.replaceChildren(visit.el);
    menu.value = id;
  }

  box.append(resumed, desk, people, aloud.el, row(pressed(say("clinic_next"), () => call(upcoming().id))), row(label, pressed(say("clinic_call"), () => call(menu.value))), room);
  told();
  counted();
  const left = setting("room")?.case;
  return left && patients.some(({ id }) => id === left) && kept(left) ? call(left) : null;
}
