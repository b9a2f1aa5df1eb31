// A vote of the class: timer, counts of two rounds, advice and answer on demand. What is right
// stays in Python. On the server of a class, the presenter may also let the devices vote.
const LETTER = (place) => String.fromCharCode(65 + place);
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
      <p class="by-what" role="status"></p>
      <div class="hint" role="status"></div><p class="said" role="alert"></p></div>
    <div class="line"><button type="button" class="hcl-button primary what-now">${say("vote_what_now")}</button>
      <button type="button" class="hcl-button reveal"></button>
      <button type="button" class="hcl-button device" hidden></button>
      <button type="button" class="hcl-button hands" hidden>${say("vote_by_hand")}</button></div>
    <p class="quiet">${say("vote_not_kept")}</p></section></div>`;
  const find = (selector) => el.querySelector(selector);
  const sheet = window.hclSheet; // what a reload and a second screen find again
  const key = `vote:${get("key")}`;
  // `row` of the open vote; `gone`: the server does not answer; `asked`: a row that would be replaced.
  const devices = { there: false, round: 0, row: 0, owed: 0, gone: false, asked: -1 };

  // -- the timer
  const clock = { left: get("seconds"), end: 0, beat: 0 };
  const write = (selector, words) => { if (find(selector).textContent !== words) find(selector).textContent = words; };
  const tell = (words) => write(".device-said", words);
  const showClock = () => {
    const left = Math.max(0, Math.ceil(clock.left));
    write(".clock", `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`);
    find(".clock").classList.toggle("up", left === 0);
    find(".panel").classList.toggle("runs", clock.beat !== 0);
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

  // -- the counts, and hands that Python has not confirmed: by round, kept while the server is away
  let local = {}, owing = 0;
  const allCounts = () => get("counts").map((row, at) => local[at] ?? row);
  const sum = (counts) => counts.reduce((all, one) => all + one, 0);
  const count = (place, how) => {
    const row = [...allCounts()[get("round")]], typed = String(how.typed ?? "").trim();
    const wanted = how.step ? Math.min(Math.max(row[place] + how.step, 0), get("most")) : Number(typed);
    const good = Boolean(how.step) || (/^\d+$/.test(typed) && wanted <= get("most"));
    if (good) { row[place] = wanted; local[get("round")] = row; }
    if (devices.gone) {
      tell(good ? say("vote_hands_kept") : say("vote_bad_number", { most: get("most"), now: row[place] }));
      if (good) keep();
    } else {
      owing += 1;
      model.send({ option: place, ...how });
    }
    showTally();
  };
  const confirmed = () => {
    owing = Math.max(0, owing - 1);
    if (!owing && !devices.gone) local = {};
    showTally();
  };
  // The server is back: the hands go to Python, in place of what it had.
  const sendHands = () => {
    owing = Object.keys(local).length;
    for (const [row, counts] of Object.entries(local)) model.send({ filled: counts, row: Number(row) });
  };
  let hidden = false; // the counts, until they are wanted; without any, there is something to count
  rounds.forEach((words, place) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name: id, checked: place === get("round") });
    input.addEventListener("change", () => { model.set("round", place); model.save_changes(); unask(); showTally(); keepSome({ round: place }); });
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
      made.addEventListener("click", () => count(place, { step: by }));
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
      count(place, { typed: box.value });
    });
    step.append(button("−", "vote_less", -1), box, button("+", "vote_more", 1));
    const bars = document.createElement("span");
    bars.className = "bars";
    find(".tally").append(letter, step, bars);
    return { letter, step, box, bars };
  });
  const bar = (counts, place, at) => {
    const total = sum(counts);
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
  // What is counted together is said apart, unless the counts of the phones were corrected by hand.
  let phones = [[], []];
  const byWhat = (row, at) => {
    const sent = sum(phones[at]), total = sum(row);
    if (!sent || total === sent || row.some((all, place) => all < phones[at][place])) return [];
    return [say("vote_by_what", { round: rounds[at], phones: sent, hands: total - sent, total })];
  };
  const showTally = () => {
    const counts = allCounts(), now = counts[get("round")];
    const counted = counts.flat().some(Boolean), covered = hidden && counted;
    find("fieldset").querySelectorAll("input").forEach((input, place) => { input.checked = place === get("round"); });
    rows.forEach((row, place) => {
      if (!row.box.dataset.typing) row.box.value = now[place];
      row.step.style.visibility = covered ? "hidden" : "";
      row.bars.replaceChildren(...(covered ? [] : counts.flatMap((all, at) => bar(all, place, at))));
      // The option says it in words; here they would take the bars their place.
      const best = get("revealed") && get("best") === place;
      row.letter.classList.toggle("best", best);
      row.letter.innerHTML = LETTER(place) + (best ? ` <span class="hcl-hidden">${say("vote_best")}</span>` : "");
    });
    write(".by-what", covered ? "" : counts.flatMap(byWhat).join(" "));
    find(".hide").hidden = !counted;
    find(".quiet").hidden = counted;
    find(".hide").textContent = hidden ? say("vote_show") : say("vote_hide");
    find(".hide").setAttribute("aria-label", hidden ? say("vote_show_counts") : say("vote_hide_counts"));
  };
  find(".hide").addEventListener("click", () => { hidden = !hidden; tell(""); showTally(); keepSome({ hidden }); });
  // What is asked for while the server is away would come by itself, minutes later: it is not sent.
  const send = async (what) => {
    unask();
    tell("");
    if (devices.there && !(await sheet.ask())) tell(say("vote_away")); else model.send(what);
  };
  find(".what-now").addEventListener("click", () => send({ what_now: true }));
  find(".reveal").addEventListener("click", () => send({ reveal: true }));
  const showWords = () => {
    // Only when it is new: a screen reader says it each time it is written.
    if (find(".hint").dataset.html !== get("hint")) find(".hint").innerHTML = find(".hint").dataset.html = get("hint");
    write(".said", get("said"));
    find(".reveal").textContent = get("reveal_words");
    find(".reveal").hidden = find(".what-now").hidden = get("revealed") || devices.round > 0;
    find(".device").hidden = !devices.there || get("revealed");
    find(".hands").hidden = !devices.round;
    // The time is up when it is said what to do now: the words have its room.
    find(".panel").classList.toggle("told", Boolean(get("hint")));
    // And once the answer is out, nobody counts: the bars have the room of the buttons.
    find(".panel").classList.toggle("counted", get("revealed"));
  };
  for (const name of ["counts", "round"]) model.on("change:" + name, showTally);
  model.on("msg:custom", confirmed);
  for (const name of ["hint", "said", "revealed"]) model.on("change:" + name, showWords);
  for (const name of ["revealed", "best"]) model.on("change:" + name, () => { hidden = false; tell(""); showTally(); });
  showClock(); showTally(); showWords();

  // -- what is kept, and what another screen has kept
  let sures = [[], []];
  const now = () => ({
    question: get("question"), options: get("options"), counts: allCounts(), round: get("round"), hidden, sures, phones,
    best: get("revealed") ? get("best") : -1, answer: get("revealed") ? get("answer") : null,
  });
  const keep = () => sheet?.set(key, now());
  // What only this script knows; counts that have just come from the phones stay.
  const keepSome = (some) => sheet?.set(key, { ...(sheet.get(key) ?? now()), ...(Object.keys(local).length ? { counts: allCounts() } : {}), ...some });
  const follow = (entry) => {
    if (!entry || JSON.stringify(entry.options) !== JSON.stringify(get("options"))) return;
    hidden = entry.hidden === true;
    sures = entry.sures ?? sures;
    phones = entry.phones ?? phones;
    const counts = entry.counts?.map((row, at) => local[at] ?? row);
    model.send({ follow: { counts, round: entry.round, answer: entry.answer } });
    showTally();
  };
  model.on("change:own", keep);
  const unlisten = sheet?.listen((news) => { if (key in news) follow(news[key]); });
  sheet?.ready.then(() => follow(sheet.get(key)));

  // -- with devices, on the server of a class
  const showOpen = (open) => {
    find(".device").textContent = open ? say("vote_close") : devices.asked < 0 ? say("vote_devices") : say("vote_replace", { round: rounds[devices.asked] });
    find(".address").hidden = !open;
    find(".by-hand").hidden = open;
    showWords();
  };
  const unask = () => { if (devices.asked >= 0) { devices.asked = -1; tell(""); showOpen(false); } };
  const voters = ({ voters: number, here, row }) => tell(!here ? say("vote_unheard", { round: rounds[row] ?? "", number }) : say(number === 1 ? "vote_voters_one" : "vote_voters_many", { round: rounds[row] ?? "", number, here: Math.max(here, number) }));
  const stopLooking = () => { devices.round = 0; showOpen(false); showTally(); };
  const mine = (now) => now.of?.[1] === get("key");
  const opened = (now) => {
    Object.assign(devices, { round: now.round, row: now.row, asked: -1 });
    const [before, between, after] = say("vote_open_at", { address: "\n", code: "\n" }).split("\n");
    const bold = (text) => Object.assign(document.createElement("b"), { textContent: text });
    const where = bold(now.address.replace(/^\w+:\/\/|\/v$/g, ""));
    where.append(document.createElement("wbr"), "/v"); // a long address breaks there
    find(".address").replaceChildren(before, where, between, Object.assign(bold(now.code), { className: "code" }), after);
    showOpen(true);
    voters(now);
  };
  // Every second the server says how the vote stands, also one that another screen opened.
  const look = (now) => {
    if (!el.isConnected || !devices.there) return;
    if (!now) { devices.gone = true; if (devices.round) tell(say("vote_no_server")); return; }
    if (devices.gone) { devices.gone = false; sendHands(); }
    if (devices.owed && now.open && now.round === devices.owed) { const owed = devices.owed; byHands(owed).then((then) => then && filled(then)); return; }
    devices.owed = 0;
    if (now.open && mine(now)) {
      if (now.round === devices.round) voters(now); else opened(now);
    } else if (devices.round) {
      const replaced = now.round !== devices.round;
      stopLooking();
      tell(say(replaced ? "vote_replaced" : now.voters ? "vote_closed_counted" : "vote_closed_none"));
    }
  };
  const end = (round, more = {}) => sheet.ask("/close", { round, ...more });
  // Hands that were counted meanwhile stand; else what the phones said is filled in.
  let dropped = false;
  const byHands = (round) => {
    dropped ||= Boolean(local[devices.row]);
    if (dropped) phones = phones.map((row, at) => (at === devices.row ? [] : row));
    return end(round, { hands: true, drop: dropped });
  };
  const filled = (now) => tell(now.voters ? say(dropped ? "vote_hands_stand" : "vote_hands_add", { number: now.voters }) : "");
  find(".device").addEventListener("click", async () => {
    const round = devices.round;
    const row = get("round"), before = sum(allCounts()[row]);
    if (!round && before && devices.asked !== row) {
      devices.asked = row;
      showOpen(false);
      tell(say(row ? "vote_replace_second" : "vote_replace_first", { number: before }));
    } else if (!round) {
      const now = await sheet.ask("/open", {
        question: get("question"), options: get("options"), key: get("key"), row, ask_sure: get("ask_sure"),
      });
      if (!now) tell(say("vote_no_server"));
    } else if (!(await end(round))) tell(say("vote_no_server"));
  });
  // Hands can be counted at any moment; what the phones said until then is filled in.
  find(".hands").addEventListener("click", async () => {
    const round = devices.round;
    dropped = false;
    const now = devices.gone ? null : await byHands(round);
    if (!now) devices.owed = round; // closed as soon as the server answers
    if (devices.round) stopLooking();
    hidden = false;
    showTally();
    if (sheet.get(key)) keepSome({ hidden });
    if (now) filled(now); else tell(say("vote_no_server"));
  });
  const deaf = sheet?.onVote(look);
  sheet?.ready.then(() => {
    devices.there = sheet.shared;
    showOpen(false);
    if (sheet.vote) look(sheet.vote); // the page was loaded again while its vote was open
  });
  return () => { clearInterval(clock.beat); unlisten?.(); deaf?.(); };
}
export default { render };
