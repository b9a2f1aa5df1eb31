// The lesson inside a learning platform that speaks SCORM 1.2: it keeps the work, not this browser.
const Course = (() => {
  const MOST = 4096; // characters that a platform must keep
  const began = Date.now();
  const above = (from) => { for (let place = from, k = 0; place && k < 20; place = place.parent, k++) { try { if (place.API) return place.API; } catch { return null; } if (place.parent === place) return null; } return null; };
  const api = above(window) || (window.opener && above(window.opener));
  const time = () => { const seconds = Math.round((Date.now() - began) / 1000), two = (number) => String(number).padStart(2, "0"); return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`; };

  function spared(answers, right) { // the oldest try that another one of its question outlives; a right one outlives all
    const of = (one) => one.split(".")[0];
    const place = answers.findIndex((one, k) => answers.some((other, at) => at !== k && of(other) === of(one) && (right(other) || (at > k && !right(one)))));
    return answers.splice(Math.max(0, place), 1).length;
  }
  function written(page) { // answers as numbers of question, option and sureness; then stages, settings
    const own = Progress.since(page.lesson);
    const answers = own.filter(({ kind }) => kind === "answer").map(({ key, value }) => {
      const at = page.questions.findIndex(({ id }) => id === key);
      return [at, page.questions[at].plain.indexOf(value.text), value.sure].join(".");
    });
    const right = (one) => { const [question, option] = one.split(".").map(Number); return option === page.questions[question]?.answer; };
    const stages = own.filter(({ kind }) => kind === "stage").map(({ key }) => key).join(",");
    const settings = JSON.stringify(Object.fromEntries(own.filter(({ kind }) => kind === "setting").map(({ key, value }) => [key, value])));
    let text = "";
    do { text = ["1", answers.join(";"), stages, settings].join("|"); } while (text.length > MOST && spared(answers, right));
    return text;
  }
  function read(text, page) {
    const [version, answers, stages, ...settings] = text.split("|");
    if (version !== "1") return [];
    const at = (place) => new Date(Date.UTC(2020, 0, 1, 0, 0, place)).toISOString().replace("Z", "000Z"), lesson = page.lesson;
    const made = (answers ? answers.split(";") : []).map((one) => one.split(".").map(Number)).filter(([question, option]) => page.questions[question]?.plain[option] !== undefined).map(([question, option, sure], place) => {
      const { id, plain, asked, answer } = page.questions[question];
      return { at: at(place), lesson, kind: "answer", key: id, value: { asked, chosen: option, text: plain[option], sure, right: option === answer } };
    });
    for (const key of (stages || "").split(",").filter(Boolean)) made.push({ at: at(made.length), lesson, kind: "stage", key });
    for (const [key, value] of Object.entries(JSON.parse(settings.join("|") || "{}"))) made.push({ at: at(made.length), lesson, kind: "setting", key, value });
    return made;
  }
  function score(page) { // nothing before every question of the check was answered: half a check is no mark
    const base = page.questions.filter(({ stage, variant_of }) => stage === "exit" && !variant_of);
    const answers = Progress.since(page.lesson).filter(({ kind }) => kind === "answer");
    const forms = (id) => page.questions.filter((one) => one.id === id || one.variant_of === id).map((one) => one.id);
    const some = (id, wish) => answers.some((one) => forms(id).includes(one.key) && wish(one));
    if (!base.length || !base.every(({ id }) => some(id, () => true))) return null;
    return Math.round((100 * base.filter(({ id }) => some(id, ({ value }) => value.right)).length) / base.length);
  }
  let told = "";
  function report(page) {
    const last = [...document.querySelectorAll("section[data-stage]")].at(-1).dataset.stage;
    const done = Progress.since(page.lesson).some(({ kind, key }) => kind === "stage" && key === last), raw = score(page);
    const text = written(page), now = `${text} ${raw} ${done}`;
    if (now === told) return; // one small message an answer
    told = now;
    if (raw !== null) for (const [name, value] of [["raw", raw], ["min", 0], ["max", 100]]) api.LMSSetValue(`cmi.core.score.${name}`, String(value));
    // Once the check was answered it is passed or failed; what was missed can be asked again and passed.
    api.LMSSetValue("cmi.core.lesson_status", done ? (raw === null ? "completed" : "passed") : raw === null || raw === 100 ? "incomplete" : "failed");
    api.LMSSetValue("cmi.core.exit", "suspend"); // else a platform may throw the work away
    api.LMSSetValue("cmi.suspend_data", text);
    api.LMSCommit("");
  }
  return {
    begin(page) {
      document.querySelector(".own-work").append(row(pressed(say("file_print"), () => window.print())));
      if (!api) return; // the package was opened without its platform: it works like any file
      api.LMSInitialize("");
      Progress.elsewhere(read(api.LMSGetValue("cmi.suspend_data") || "", page));
      let waiting = 0;
      // An answer may finish a part as well: both go in one message.
      outcomes.push(() => { clearTimeout(waiting); waiting = setTimeout(report, 50, page); });
      addEventListener("pagehide", () => {
        Progress.flush();
        report(page);
        api.LMSSetValue("cmi.core.session_time", time());
        api.LMSCommit("");
        api.LMSFinish("");
      });
    },
  };
})();
