// A vote of the class: timer, counts of two rounds, advice and answer on demand. What is right
// stays in Python. On the server of a class, the presenter may also let the devices vote.
const LETTER = (place) => String.fromCharCode(65 + place);
const EVERY = 1000; // ms between two looks at how many have voted
const LEAST = 5, MOST = 900; // seconds of the timer

function render({ model, el }) {
  const say = (name, values = {}) => model.get("ui")[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const get = (key) => model.get(key);
  const id = "hcl-" + Math.random().toString(36).slice(2);
  const rounds = [say("vote_first"), say("vote_second")];
  el.innerHTML = `<div class="hcl"><section class="panel" aria-label="${say("vote_title")}">
    <div class="line"><span class="clock" role="timer" aria-label="${say("vote_time_left")}"></span>
      <button type="button" class="hcl-button timer"></button>
      <label class="set"><input type="number" class="seconds" min="${LEAST}" max="${MOST}" step="5" aria-label="${say("vote_seconds")}"> s</label>
      <span class="time-up" role="status"></span></div>
    <p class="address" hidden></p>
    <p class="device-said" role="status"></p>
    <div class="by-hand">
      <div class="line"><fieldset class="line"><legend class="hcl-hidden">${say("vote_which")}</legend></fieldset>
        <button type="button" class="hcl-button small hide"></button></div>
      <div class="tally"></div>
      <div class="hint" role="status"></div><p class="said" role="alert"></p></div>
    <div class="line"><button type="button" class="hcl-button primary what-now">${say("vote_what_now")}</button>
      <button type="button" class="hcl-button reveal"></button>
      <button type="button" class="hcl-button device" hidden></button></div>
    <p class="quiet">${say("vote_not_kept")}</p></section></div>`;
  const find = (selector) => el.querySelector(selector);
  const devices = { there: false, round: 0, look: 0 };

  // -- the timer
  const clock = { left: get("seconds"), end: 0, beat: 0 };
  const write = (selector, words) => { if (find(selector).textContent !== words) find(selector).textContent = words; };
  const tell = (words) => write(".device-said", words);
  const showClock = () => {
    const left = Math.max(0, Math.ceil(clock.left));
    write(".clock", `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`);
    find(".clock").classList.toggle("up", left === 0);
    write(".timer", clock.beat ? say("vote_stop") : say("vote_start"));
    write(".time-up", left === 0 ? say("vote_time_up") : "");
    find(".set").hidden = left === 0;
  };
  const stopClock = () => { clearInterval(clock.beat); clock.beat = 0; showClock(); };
  const tick = () => {
    clock.left = (clock.end - performance.now()) / 1000;
    if (clock.left <= 0) { clock.left = 0; stopClock(); } else showClock();
  };
  find(".timer").addEventListener("click", () => {
    if (clock.beat) { stopClock(); return; }
    if (clock.left <= 0) clock.left = get("seconds");
    clock.end = performance.now() + 1000 * clock.left;
    clock.beat = setInterval(tick, 200);
    showClock();
  });
  find(".seconds").value = get("seconds");
  find(".seconds").addEventListener("change", () => {
    const typed = Math.round(Number(find(".seconds").value));
    if (typed >= LEAST && typed <= MOST) { model.set("seconds", typed); model.save_changes(); }
    find(".seconds").value = get("seconds");
    if (!clock.beat) { clock.left = get("seconds"); showClock(); }
  });

  // -- the counts
  let hidden = false;
  rounds.forEach((words, place) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name: id, checked: place === get("round") });
    input.addEventListener("change", () => { model.set("round", place); model.save_changes(); showTally(); });
    const fill = document.createElement("i");
    fill.className = `fill ${place ? "second" : "first"}`;
    label.append(input, fill, words);
    find("fieldset").append(label);
  });
  const rows = get("options").map((_, place) => {
    const letter = document.createElement("span");
    letter.className = "letter";
    letter.textContent = LETTER(place);
    const step = document.createElement("span");
    step.className = "step";
    const button = (sign, name, by) => {
      const made = document.createElement("button");
      Object.assign(made, { type: "button", textContent: sign });
      made.setAttribute("aria-label", say(name, { letter: LETTER(place) }));
      made.addEventListener("click", () => model.send({ option: place, step: by }));
      return made;
    };
    const box = document.createElement("input");
    Object.assign(box, { type: "number", min: 0, step: 1, inputMode: "numeric" });
    box.setAttribute("aria-label", say("vote_hands", { letter: LETTER(place) }));
    // While a number is being typed, the answer to the one before must not replace it.
    box.addEventListener("input", () => { box.dataset.typing = "yes"; });
    box.addEventListener("blur", () => { delete box.dataset.typing; });
    // A browser gives an empty text for what is no number; Python refuses it in words.
    box.addEventListener("change", () => {
      delete box.dataset.typing;
      model.send({ option: place, typed: box.value });
    });
    step.append(button("−", "vote_less", -1), box, button("+", "vote_more", 1));
    const bars = document.createElement("span");
    bars.className = "bars";
    find(".tally").append(letter, step, bars);
    return { letter, step, box, bars };
  });
  const bar = (counts, place, at) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (!total) return [];
    const line = document.createElement("span"), track = document.createElement("span");
    const fill = document.createElement("span"), text = document.createElement("span");
    const share = Math.round((100 * counts[place]) / total);
    line.className = "bar";
    line.setAttribute("role", "img");
    line.setAttribute("aria-label", say("vote_bar", { round: rounds[at], letter: LETTER(place), count: counts[place], total, share }));
    track.className = "track";
    fill.className = `fill ${at ? "second" : "first"}${counts[place] ? "" : " zero"}`;
    fill.style.width = `${(100 * counts[place]) / total}%`;
    text.className = "text";
    text.textContent = `${counts[place]} (${share}%)`;
    track.append(fill);
    line.append(track, text);
    return [line];
  };
  const showTally = () => {
    const counts = get("counts"), now = counts[get("round")];
    find("fieldset").querySelectorAll("input").forEach((input, place) => { input.checked = place === get("round"); });
    rows.forEach((row, place) => {
      if (!row.box.dataset.typing) row.box.value = now[place];
      row.step.style.visibility = hidden ? "hidden" : "";
      row.bars.replaceChildren(...(hidden ? [] : counts.flatMap((all, at) => bar(all, place, at))));
      if (get("revealed") && get("best") === place) {
        const best = document.createElement("span");
        best.className = "best";
        best.textContent = say("vote_best");
        row.bars.append(best);
      }
    });
    const counted = counts.flat().some(Boolean);
    find(".hide").hidden = !counted;
    find(".quiet").hidden = counted;
    find(".hide").textContent = hidden ? say("vote_show") : say("vote_hide");
    find(".hide").setAttribute("aria-label", hidden ? say("vote_show_counts") : say("vote_hide_counts"));
  };
  find(".hide").addEventListener("click", () => { hidden = !hidden; tell(""); showTally(); });
  find(".what-now").addEventListener("click", () => { tell(""); model.send({ what_now: true }); });
  find(".reveal").addEventListener("click", () => model.send({ reveal: true }));
  const showWords = () => {
    // Only when it is new: a screen reader says it each time it is written.
    if (find(".hint").dataset.html !== get("hint")) find(".hint").innerHTML = find(".hint").dataset.html = get("hint");
    write(".said", get("said"));
    find(".reveal").textContent = get("reveal_words");
    find(".reveal").hidden = find(".what-now").hidden = get("revealed") || devices.round > 0;
    find(".device").hidden = !devices.there || get("revealed");
  };
  model.on("change:counts", showTally);
  model.on("msg:custom", showTally);
  for (const key of ["hint", "said", "revealed"]) model.on("change:" + key, showWords);
  for (const key of ["revealed", "best"]) model.on("change:" + key, () => { hidden = false; tell(""); showTally(); });
  showClock(); showTally(); showWords();

  // -- with devices, on the server of a class
  const address = `${document.body.dataset.baseUrl?.replace(/voila\/$/, "") ?? "/"}api/vote`;
  const ask = async (path = "", content) => {
    const word = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
    const how = content && { method: "POST", body: JSON.stringify(content), headers: { "X-XSRFToken": word } };
    const answer = await fetch(address + path + location.search.replace(/[?&]token=[^&]*/, ""), how).catch(() => null);
    return answer?.ok ? answer.json().catch(() => null) : null;
  };
  const showOpen = (open) => {
    find(".device").textContent = open ? say("vote_close") : say("vote_devices");
    find(".address").hidden = !open;
    find(".by-hand").hidden = open;
    showWords();
  };
  const voters = (number) => tell(say(number === 1 ? "vote_voters_one" : "vote_voters_many", { number }));
  const stopLooking = () => { clearInterval(devices.look); devices.look = devices.round = 0; showOpen(false); };
  const look = async () => {
    const round = devices.round, now = await ask();
    if (!round || round !== devices.round) return;
    if (!el.isConnected) { stopLooking(); return; }
    if (!now) tell(say("vote_no_server"));
    else if (now.round !== round || !now.open) { stopLooking(); tell(say("vote_replaced")); }
    else voters(now.voters);
  };
  const opened = (now) => {
    devices.round = now.round;
    const [before, between, after] = say("vote_open_at", { address: "\n", code: "\n" }).split("\n");
    const bold = (text) => Object.assign(document.createElement("b"), { textContent: text });
    const where = bold(now.address.replace(/^\w+:\/\/|\/vote$/g, ""));
    where.append(document.createElement("wbr"), "/vote"); // a long address breaks there
    find(".address").replaceChildren(before, where, between, bold(now.code), after);
    showOpen(true);
    voters(now.voters);
    clearInterval(devices.look);
    devices.look = setInterval(look, EVERY);
  };
  find(".device").addEventListener("click", async () => {
    if (!devices.round) {
      const now = await ask("/open", { question: get("question"), options: get("options") });
      if (now) opened(now); else tell(say("vote_no_server"));
      return;
    }
    const now = await ask("/close", { round: devices.round });
    if (!now) { tell(say("vote_no_server")); return; }
    stopLooking();
    hidden = true;
    model.send({ filled: now.counts });
    showTally();
    tell(say("vote_closed_counted"));
  });
  const offer = async () => {
    const now = document.body.dataset.served === "class" ? await ask() : null;
    if (!now?.presenter) return;
    devices.there = true;
    showOpen(false);
    // The page was loaded again while its vote was open.
    if (now.open && now.question === get("question")) opened(now);
  };
  offer();
  return () => { clearInterval(clock.beat); clearInterval(devices.look); };
}
export default { render };
