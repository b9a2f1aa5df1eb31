// The review: which questions come back and when, by the app's own rule, and one sitting of them.
const Due = {
  wait(past, { waits, slack }) { // after the last answer; nothing if the question rests
    let passed = 0;
    for (let k = 1; k < past.length; k++) {
      if (past[k].value?.right !== true) passed = 0;
      else if (Date.parse(past[k].at) - Date.parse(past[k - 1].at) >= waits[Math.min(passed, 1)] - slack) passed++;
    }
    return [...waits, null][Math.min(passed, 2)];
  },
  items(items, entries, rule) { // the earliest first
    const tries = new Map(), found = [];
    for (const entry of entries) if (entry.kind === "answer") tries.set(entry.key, [...(tries.get(entry.key) || []), entry]);
    for (const [lesson, versions] of items) {
      const past = versions.flatMap((name) => tries.get(name) || []).sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.at < b.at ? -1 : 1));
      const wait = past.length ? Due.wait(past, rule) : null;
      if (wait === null) continue;
      const last = past.at(-1);
      // Never twice the same in a row, if there is another; else the one that was asked least.
      const [version] = versions.map((name, place) => [name, [Number(name === last.key), (tries.get(name) || []).length, place]]).sort(([, a], [, b]) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])[0];
      found.push({ lesson, versions, version, at: Date.parse(last.at) + wait - rule.slack });
    }
    return found.sort((a, b) => a.at - b.at || (a.versions.join(" ") < b.versions.join(" ") ? -1 : 1));
  },
  draw(due, now, { most }) { // neighbours come from different lessons
    let piles = new Map();
    const onto = (one) => { const pile = piles.get(one.lesson) || []; piles.set(one.lesson, pile); return pile.push(one) - 1; };
    const day = (one) => Math.floor(one.at / 86400000);
    // What fell due on one day is taken from all its lessons in turn.
    const ranked = due.filter(({ at }) => at <= now).map((one) => [day(one), onto(one), one]);
    ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    piles = new Map();
    ranked.slice(0, most).forEach(([, , one]) => onto(one));
    const order = [];
    while (piles.size) {
      const others = [...piles.keys()].filter((name) => name !== order.at(-1)?.lesson), names = others.length ? others : [...piles.keys()];
      const fullest = names.reduce((best, name) => (piles.get(name).length > piles.get(best).length ? name : best));
      order.push(piles.get(fullest).shift());
      if (!piles.get(fullest).length) piles.delete(fullest);
    }
    return order;
  },
  calendar(due, named, stamp) { // one whole day for all that comes back on it, as RFC 5545 writes it
    const days = new Map();
    for (const { at } of due) { const day = new Date(at).toLocaleDateString("sv").replaceAll("-", ""); days.set(day, (days.get(day) || 0) + 1); }
    const safe = (text) => text.replace(/[\\;,]/g, "\\$&");
    const after = (day) => new Date(Date.UTC(day.slice(0, 4), day.slice(4, 6) - 1, Number(day.slice(6)) + 1)).toISOString().slice(0, 10).replaceAll("-", "");
    const fold = (line) => { // at most 75 bytes a line, and no letter cut
      const rows = [""];
      let bytes = 0;
      for (const sign of line) { const long = new TextEncoder().encode(sign).length; if (bytes + long > 74) { rows.push(" "); bytes = 1; } rows[rows.length - 1] += sign; bytes += long; }
      return rows.join("\r\n");
    };
    const events = [...days].sort().flatMap(([day, number]) => ["BEGIN:VEVENT", `UID:review-${day}@hair-cycle-lab`, `DTSTAMP:${stamp}`, `DTSTART;VALUE=DATE:${day}`, `DTEND;VALUE=DATE:${after(day)}`, `SUMMARY:${safe(named(number))}`, "TRANSP:TRANSPARENT", "END:VEVENT"]);
    return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hair Cycle Lab//Review//EN", ...events, "END:VCALENDAR", ""].map(fold).join("\r\n");
  },
};

const Sure = {
  rows(entries) {
    const rows = [1, 2, 3, 4].map((level) => ({ word: say(`sure_${level}`), number: 0, right: 0 }));
    for (const { kind, value } of entries) {
      const row = kind === "answer" && Number.isInteger(value?.sure) && typeof (value.right ?? false) === "boolean" ? rows[value.sure - 1] : null;
      if (row) { row.number++; row.right += Number(value.right ?? false); }
    }
    return rows;
  },
  limits({ number: n, right }) { // Wilson (1927), 95%
    if (!n) return [0, 100];
    const z = 1.959963984540054, p = right / n, low = 1 + (z * z) / n, middle = p + (z * z) / (2 * n), half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
    return [right ? (100 * (middle - half)) / low : 0, right < n ? (100 * (middle + half)) / low : 100];
  },
  fisher(a, b, c, d) { // two-sided: all tables that are no more likely than this one
    const logs = [0];
    for (let k = 1; k <= a + b + c + d; k++) logs.push(logs[k - 1] + Math.log(k));
    const choose = (n, k) => logs[n] - logs[k] - logs[n - k];
    const likely = (k) => Math.exp(choose(a + b, k) + choose(c + d, a + c - k) - choose(a + b + c + d, a + c));
    const here = likely(a);
    let sum = 0;
    for (let k = Math.max(0, a + c - c - d); k <= Math.min(a + b, a + c); k++) if (likely(k) <= here * (1 + 1e-7)) sum += likely(k);
    return Math.min(1, sum);
  },
  sentence(rows) {
    const used = rows.filter(({ number }) => number), total = used.reduce((sum, { number }) => sum + number, 0);
    if (!total) return say("said_sure_none");
    const first = say("said_sure_right", { parts: used.map((row) => say("said_sure_part", row)).join(", ") });
    if (total < 12) return `${first} ${say("said_sure_few")}`;
    const sum = (some) => ({ number: some[0].number + some[1].number, right: some[0].right + some[1].right });
    const less = sum(rows.slice(0, 2)), more = sum(rows.slice(2));
    if (!less.number || !more.number) return `${first} ${say("said_sure_all_four")}`;
    const chance = Sure.fisher(more.right, more.number - more.right, less.right, less.number - less.right) >= 0.05;
    const verdict = chance ? "said_sure_chance" : more.right * less.number > less.right * more.number ? "said_sure_better" : "said_sure_not_better";
    return `${first} ${say("said_sure_groups", { more_right: more.right, more_number: more.number, less_right: less.right, less_number: less.number })} ${say(verdict)}`;
  },
  chart(figure, rows) {
    const made = structuredClone(figure), shares = rows.map(({ number, right }) => (number ? (100 * right) / number : null));
    made.data[0].y = made.data[1].y = shares;
    made.data[0].x = made.data[1].x = rows.map((_, place) => place);
    const known = rows.map((row, place) => [place, row]).filter(([, { number }]) => number);
    made.data[2].x = known.flatMap(([place]) => [place, place, null]);
    made.data[2].y = known.flatMap(([, row]) => [...Sure.limits(row), null]);
    made.layout.xaxis.ticktext = rows.map((row) => `${row.word.includes(" ") ? row.word.replaceAll(" ", "<br>") : `${row.word}<br> `}<br>${row.number ? say("figure_right_of", row).replace(/\*(.*?)\*/g, "<b>$1</b>") : "–"}`);
    return made;
  },
};

function review(page) {
  const body = (name) => { const at = document.querySelector(`section[data-stage=${name}] .live`); return at; };
  const today = body("today"), sure = body("sure");
  const questions = new Map(page.questions.map((one) => [one.id, one])), seed = Progress.seed();
  const due = () => Due.items(page.items, Progress.entries, page.rule);
  const counted = (group, number) => say(`general_${group}_${number === 1 ? "one" : "many"}`, { number });
  const date = (at) => { const when = new Date(at); return say("general_day", { day: when.getDate(), month: say("general_months").split(" ")[when.getMonth()], year: when.getFullYear() }); };
  const tell = (text, name = "") => { today.append(make("p", name, text)); aloud.model.put({ value: text }); };
  const aloud = widget("spoken", { value: "" }), calendar = make("div");
  let queue = [], planned = 0, missed = [];
  const asked = [];

  const picture = make("div", "hcl-chart"), told = make("p"), numbers = make("div");
  picture.style.maxWidth = "760px";
  sure.append(picture, told, numbers);
  // A chart without a point would look broken: it comes with the first answer.
  const draw = () => {
    const rows = Sure.rows(Progress.entries);
    picture.hidden = !rows.some((row) => row.number);
    if (!picture.hidden) Chart.draw(picture, Sure.chart(page.chart, rows));
  };
  const shown = () => {
    const rows = Sure.rows(Progress.entries), round = (number) => number.toFixed(0);
    draw();
    told.textContent = Sure.sentence(rows);
    const heads = ["sure", "answers", "right_number", "right_percent", "interval"].map((name) => `<th scope="col">${say(`review_${name}`)}</th>`).join("");
    const lines = rows.map((row) => { const [low, high] = Sure.limits(row); return `<tr><th scope="row">${row.word}</th><td>${row.number}</td><td>${row.right}</td><td>${row.number ? round((100 * row.right) / row.number) : ""}</td><td>${row.number ? say("general_between", { low: round(low), high: round(high) }) : ""}</td></tr>`; }).join("");
    numbers.innerHTML = `<details${numbers.querySelector("details")?.open ? " open" : ""}><summary>${say("general_table")}</summary><table><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></details>`;
    const later = due();
    calendar.replaceChildren(...(later.length ? [row(pressed(say("file_review_calendar"), () => handOut("hair-cycle-lab-review.ics", "text/calendar", Due.calendar(due(), (number) => say("file_review_event", { questions: counted("question", number) }), new Date().toISOString().slice(0, 19).replace(/[-:]/g, "") + "Z"))))] : []));
  };

  function next() {
    const one = queue.shift(), again = asked.length >= planned;
    const place = again ? say("exit_once_more") : say("review_place", { number: asked.length + 1, total: planned });
    // No lesson's name before the answer: to see which idea fits is half of the task.
    const head = make("p");
    head.append(make("small", "", place));
    const question = new Asked(shuffledBy(seed, questions.get(one.version)), { sure: true, locked: (done) => locked(one, done) });
    asked.push(question);
    today.append(head, question.el);
  }
  function locked(one, question) {
    noted(page.lesson, "answer", question.question.id, question.record);
    const from = make("p"), small = make("small", "", `${say("review_from")} `), link = make("a", "", page.lessons[one.lesson].title);
    link.href = page.lessons[one.lesson].file;
    small.append(link);
    from.append(small);
    today.append(from);
    const others = one.versions.filter((name) => name !== one.version);
    // A danger comes back until it is answered right; other questions once.
    if (!question.right && others.length && (asked.length <= planned || question.question.red_flag)) missed.push({ ...one, version: others[0] });
    if (!queue.length && missed.length) { queue = missed; missed = []; }
    if (queue.length) next(); else finish();
    shown();
  }
  function finish() {
    const first = asked.slice(0, planned), [later] = due();
    tell(`${say("review_right", { right: first.filter(({ right }) => right).length, total: first.length })}${later ? ` ${say("review_next", { day: date(later.at) })}` : ""}`, "hcl-done");
  }
  function start(when) {
    queue = Due.draw(due(), when, page.rule);
    planned = queue.length;
    return planned;
  }

  today.append(aloud.el);
  today.after(calendar);
  const all = due();
  if (start(Date.now())) {
    tell(say("review_today", { questions: counted("question", planned), lessons: counted("lesson", new Set(queue.map(({ lesson }) => lesson)).size) }));
    next();
  } else if (all.length) {
    tell(say("review_nothing_due", { questions: counted("question", all.length), day: date(all[0].at) }));
    const early = pressed(say("review_early"), () => { early.disabled = true; start(Math.max(...due().map(({ at }) => at))); next(); });
    today.append(row(early));
  } else {
    const tried = new Set(Progress.entries.filter(({ kind }) => kind === "answer").map(({ key }) => key));
    tell(say(page.items.some(([, versions]) => versions.some((name) => tried.has(name))) ? "review_settled" : "review_none_yet"));
  }
  shown();
}
