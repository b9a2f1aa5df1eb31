// What follows from a plan, and what each choice was worth: the app's rules, over texts that were written beforehand.
const has = (some, list) => some.some((one) => list.includes(one));
const Rules = {
  days: (wait) => Rules.page.after[wait],
  wait(tree, tests) { return Rules.page.waits[Math.max(0, ...tests.map((name) => Rules.page.waits.indexOf(tree.wait[name])))]; },
  cost(tree, tests) { return tests.reduce((sum, name) => sum + tree.cost[name], 0); },
  follows(danger, plan, days) {
    if (danger.waits) return days > 0;
    return danger.when.length ? has(danger.when, plan) : !has(danger.unless, plan);
  },
  acts(tree, plan) { // to hold a needed medicine is to stop it
    return plan.includes("hold_drug") && !plan.includes("stop_immuno") && tree.holds_back ? [...plan, "stop_immuno"] : plan;
  },
  late(tree, today, days) { // what happens before the results are there
    const heeded = ({ rule }) => {
      const steps = tree.dangers.filter((one) => one.unless.length && one.rule === rule);
      return steps.length > 0 && steps.every(({ unless }) => has(unless, today));
    };
    return tree.dangers.filter((one) => one.waits && days > 0 && !heeded(one));
  },
  ending(tree, planned, days, today) {
    const plan = Rules.acts(tree, [...today, ...planned]), late = Rules.late(tree, today, days);
    const follow = tree.dangers.filter((one) => (one.waits ? late.includes(one) : Rules.follows(one, plan, days)));
    // Of two stories about one rule one is told: of an act, then of waiting, then of an omission.
    const rank = ({ when, waits }) => (when.length ? 0 : 2) + (waits ? 0 : 1), told = new Map();
    for (const one of follow.sort((a, b) => rank(a) - rank(b)).reverse()) told.set(one.rule || one.next, one);
    const dangers = [...told.values()].reverse().sort((a, b) => a.bad - b.bad), broken = dangers.map(({ rule }) => rule).filter(Boolean);
    const kept = tree.dangers.filter((one) => one.averted && !broken.includes(one.rule) && has(one.unless, plan));
    const state = tree.effects.map(({ of, left_out }) => (has(of, plan) === left_out ? "-" : !left_out && has(of, today) ? 0 : days));
    return { dangers, averted: [...new Set(kept.map(({ averted }) => averted))], place: tree.places[state.join(" ")] };
  },
  inOrder(dangers) { // by date; of what a hospital prevents the broken rule alone is said
    const { chest, prevented } = Rules.page, seen = new Set();
    return [...dangers].sort((a, b) => a.days - b.days).map((one) => {
      const reasons = [...seen].filter((name) => one.rule !== "lung" || chest.includes(name));
      const happens = !(reasons.length && prevented.includes(one.rule));
      if (happens && one.hospital) seen.add(one.rule || "unnamed");
      return [one, happens];
    });
  },
  judge(tree, step, chosen, looked = null, planned = null) {
    let notes = chosen.map((name, place) => {
      const own = tree.notes[step][name];
      return { ...(place && own.further ? own.further : own.beside && !has(own.beside, chosen) ? own.alone : own.note), danger: false };
    });
    for (const [note, instead] of tree.missed[step]) if (!chosen.includes(note.id) && !has(instead, chosen)) notes.push({ ...note, danger: false });
    if (step === "plan") {
      const bad = new Set(), plan = Rules.acts(tree, chosen);
      for (const one of tree.dangers) {
        if (!one.rule || !Rules.follows(one, plan, 0)) continue;
        one.unless.filter((name) => !chosen.includes(name)).forEach((name) => bad.add(name));
        one.when.filter((name) => chosen.includes(name)).forEach((name) => bad.add(name));
        if (one.when.includes("stop_immuno") && chosen.includes("hold_drug") && tree.holds_back) bad.add("hold_drug");
      }
      notes = notes.map((note) => Rules.inTime(tree, { ...note, danger: bad.has(note.id) }, chosen));
    }
    if (planned && step === "tests") {
      const broken = tree.dangers.filter((one) => one.unless.length && Rules.follows(one, planned, 0)).map(({ rule }) => rule);
      const measured = broken.flatMap((rule) => Rules.page.plain[rule] || []);
      notes = notes.map((note) => ({ ...note, danger: note.kind === "missed" && measured.includes(note.id) }));
    }
    const order = ["made", "missed", "trap", "wasted", "fits", "considered", "free"]; // a ranking keeps its own
    if (step !== "differential") notes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    return notes.map((note) => {
      const none = !looked || (note.danger && step === "tests");
      const names = none ? [] : note.unseen.filter((sources) => !has(sources, looked)).map(([name]) => name);
      return { ...note, unseen: [...new Set(names)].filter((name) => name !== note.id || !["history", "tests"].includes(step)) };
    });
  },
  inTime(tree, note, chosen) { // a later appointment does not stand for what cannot wait
    const urgent = tree.dangers.filter((one) => one.unless.length && one.soon && one.rule !== "steroid_stop");
    const late = { ...note, danger: true, html: Rules.page.too_late, unseen: [] };
    if (note.id === "nutrition" && note.kind === "fits") {
      return urgent.some((one) => one.now && has(Rules.page.sooner.nutrition, one.unless) && Rules.follows(one, chosen, 0)) ? late : note;
    }
    if (!["follow_up", "early_review"].includes(note.id) || !["made", "fits"].includes(note.kind) || !urgent.length) return note;
    if (urgent.some((one) => Rules.follows(one, chosen, 0))) return late;
    return note.kind === "made" ? note : { ...note, html: note.later };
  },
  record(tree, chosen, first, last, after, today) { // as the app writes it down
    const steps = Object.keys(chosen), notes = steps.map((step) => Rules.judge(tree, step, chosen[step]));
    const named = (kind) => steps.flatMap((step, k) => notes[k].filter((note) => note.kind === kind).map(({ id }) => `${step}:${id}`));
    const sorted = (list) => [...new Set(list)].filter(Boolean).sort();
    const [best] = chosen.differential, { page } = Rules;
    return {
      asked: say("case_question", { name: tree.name, age: tree.age }), text: best ? page.names.differential[best] : say("clinic_went_sent"),
      case: tree.id, level: tree.level, on: today, before: first ? first.diagnosis : "", sure_before: first ? first.sure : 0,
      ranked: chosen.differential, sure: (last || first)?.sure || 0, right: best !== undefined && tree.keys.length === 1 && best === tree.keys[0],
      missed: named("missed"), wasted: named("wasted"), traps: named("trap"), dangers: sorted(after.dangers.map(({ rule }) => rule)),
      misconceptions: sorted(notes.flat().map(({ belief }) => belief)), cost: Rules.cost(tree, chosen.tests), wait: Rules.wait(tree, chosen.tests),
    };
  },
};
