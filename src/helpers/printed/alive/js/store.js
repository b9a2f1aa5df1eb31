// What a widget of the app calls its model: it holds values and tells when they change.
class Model {
  constructor(values, saved = () => {}, heard = () => {}) {
    this.values = { ...values };
    this.calls = {};
    this.saved = saved; // what Python would do with what the page sends
    this.heard = heard;
    this.news = new Set();
  }
  get(name) { return this.values[name]; }
  on(event, call) { (this.calls[event] ||= []).push(call); }
  off(event, call) { this.calls[event] = (this.calls[event] || []).filter((one) => one !== call); }
  set(name, value) {
    const values = typeof name === "object" ? name : { [name]: value };
    const changed = Object.keys(values).filter((key) => this.values[key] !== values[key]);
    Object.assign(this.values, values);
    for (const key of changed) { this.news.add(key); (this.calls[`change:${key}`] || []).forEach((call) => call()); }
  }
  put(values) { this.set(values); this.news.clear(); }
  save_changes() { const news = [...this.news]; this.news.clear(); if (news.length) this.saved(this, news); }
  send(content) { this.heard(this, content); }
  tell(content) { (this.calls["msg:custom"] || []).forEach((call) => call(content)); }
}
// Results that are nearly alike, unpacked one at a time.
class Frames {
  constructor({ number, same, parts, sets }) {
    this.number = number;
    this.tree = structuredClone(same); // several may unpack the same
    this.parts = parts.map((part) => ({ ...part, index: new Uint16Array(Frames.bytes(part.index)), at: -1 }));
    this.sets = sets.map((set) => ({
      ...set,
      ...(set.basis ? { basis: new Int16Array(Frames.bytes(set.basis)), weights: new Int16Array(Frames.bytes(set.weights)) } : { changes: new Int32Array(Frames.bytes(set.changes)) }),
    }));
  }
  static bytes(text) { return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer; }
  curve({ set, row }) {
    const { points, step, of, basis, weights, scale, changes } = this.sets[set], curve = new Array(points);
    if (changes) {
      for (let k = 0, sum = 0; k < points; k++) { sum += changes[row * points + k]; curve[k] = sum * step[row]; }
      return curve;
    }
    for (let k = 0; k < points; k++) {
      let sum = 0;
      for (let b = 0; b < of; b++) sum += weights[row * of + b] * scale[b] * basis[b * points + k];
      curve[k] = sum * step[row];
    }
    return curve;
  }
  // The tree of one setting. The next call changes it.
  at(place) {
    for (const part of this.parts) {
      const number = part.index[place];
      if (number === part.at) continue;
      part.at = number;
      const value = part.values[number];
      const found = "is" in value ? value.is : this.curve(value);
      if (!part.path.length) { this.tree = found; continue; }
      let holder = this.tree;
      for (const name of part.path.slice(0, -1)) holder = holder[name];
      holder[part.path.at(-1)] = found;
    }
    return this.tree;
  }
}
async function unzipped(id) {
  const text = document.getElementById(id).textContent.trim();
  // Straight into the stream: a Blob goes through another process of the browser, and where that
  // is busy, it can keep a page that is loaded again waiting without an end.
  const unzip = new DecompressionStream("gzip"), pen = unzip.writable.getWriter();
  const [found] = await Promise.all([new Response(unzip.readable).text(), pen.write(Frames.bytes(text)), pen.close()]);
  return JSON.parse(found);
}
// The student's work: entries under one key of this browser, in the form of the app's own file.
const Progress = (() => {
  const KEY = "hair-cycle-lab-progress", FORMAT = KEY, SEED = "hair-cycle-lab-order";
  let entries = [], kept = true, last = "", away = false;
  const told = [];
  const line = ({ at, lesson, kind, key, value }) => JSON.stringify([at, lesson, kind, key || "", value || {}]);
  function usable(entry) {
    return entry && typeof entry === "object" && typeof entry.lesson === "string" && typeof entry.at === "string" && !Number.isNaN(Date.parse(entry.at)) && ["answer", "stage", "setting", "fresh"].includes(entry.kind)
      && (entry.value === undefined || (entry.value && typeof entry.value === "object" && !Array.isArray(entry.value)));
  }
  function join(more) {
    const known = new Set(entries.map(line)), before = entries.length;
    for (const entry of more) if (!known.has(line(entry))) { known.add(line(entry)); entries.push(entry); }
    entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : line(a) < line(b) ? -1 : 1));
    const settings = new Map(entries.filter((entry) => entry.kind === "setting").map((entry) => [`${entry.lesson} ${entry.key}`, entry]));
    entries = entries.filter((entry) => entry.kind !== "setting" || settings.get(`${entry.lesson} ${entry.key}`) === entry);
    return entries.length - before;
  }
  function read(text) {
    const content = JSON.parse(text);
    if (content?.format !== FORMAT || !Array.isArray(content.entries)) throw new Error("foreign");
    if (content.version > 1) throw new Error("newer");
    return content.entries;
  }
  function text(note) {
    const head = JSON.stringify({ format: FORMAT, version: 1, note }, null, 1);
    return `${head.slice(0, -2)},\n "entries": [\n${entries.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n")}\n ]\n}\n`;
  }
  function load() {
    try { join((read(localStorage.getItem(KEY) || `{"format":"${FORMAT}","version":1,"entries":[]}`)).filter(usable)); } catch (error) { kept = error instanceof SyntaxError || error.message === "foreign"; }
  }
  function save() {
    if (away) return told.forEach((tell) => tell());
    try {
      load(); // another page of the lessons may have written
      localStorage.setItem(KEY, text(""));
      kept = true;
    } catch { kept = false; }
    told.forEach((tell) => tell());
  }
  function now() { // never before the newest entry, so that the order is certain
    let at = `${new Date().toISOString().slice(0, -1)}000Z`;
    const newest = entries.length ? entries[entries.length - 1].at : last;
    for (const other of [newest, last]) if (at <= other) at = other.replace(/(\d{6})Z$/, (_, micro) => `${String(Math.min(999999, Number(micro) + 1)).padStart(6, "0")}Z`);
    return (last = at);
  }
  let timer = 0, waiting = null;
  function flush() { clearTimeout(timer); if (waiting) { join([{ ...waiting, at: now() }]); waiting = null; save(); } }
  function seed() {
    try {
      if (!localStorage.getItem(SEED)) localStorage.setItem(SEED, String(crypto.getRandomValues(new Uint32Array(1))[0]));
      return localStorage.getItem(SEED);
    } catch { return "1"; }
  }
  addEventListener("pagehide", flush);
  load();
  return {
    told, text, seed, flush,
    elsewhere(given) { away = kept = true; entries = given; last = ""; }, // a platform keeps the work
    get entries() { return entries; },
    get kept() { return kept; },
    add(lesson, kind, key = "", value = null) {
      flush();
      join([{ at: now(), lesson, kind, ...(key ? { key } : {}), ...(value ? { value } : {}) }]);
      save();
    },
    later(lesson, key, value) {
      if (waiting && (waiting.lesson !== lesson || waiting.key !== key)) flush();
      waiting = { lesson, kind: "setting", key, value };
      clearTimeout(timer);
      timer = setTimeout(flush, 500);
    },
    take(file) { const found = read(file), good = found.filter(usable), added = join(good); save(); return { number: good.length, added, left: found.length - good.length }; },
    since(lesson) {
      const own = entries.filter((entry) => entry.lesson === lesson), from = own.map(({ kind }) => kind).lastIndexOf("fresh");
      return own.slice(from + 1);
    },
  };
})();
