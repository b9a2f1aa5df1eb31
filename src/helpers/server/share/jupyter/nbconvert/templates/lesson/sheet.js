// What the screen of a class shows, kept for a reload: opened parts, counts, the place. On the
// server of a class the presenter's screens share it, so that two of them agree; elsewhere, and in
// a tab of a guide, it is in the memory of this tab, and a lesson that is opened anew begins anew.
"use strict";
window.hclSheet = (() => {
  const EVERY = 1000; // ms between two questions to the server
  const LONGEST = 10000; // ms until one counts as not answered
  const asked = new URLSearchParams(location.search);
  if (asked.get("class") !== "1") return null;
  const lesson = location.pathname.split("/").at(-1).replace(/\.ipynb$/, "");
  // A tab that a guide opens at a setting waits for its moment: it goes its own way.
  const prepared = asked.get("scenario") ?? asked.get("case");
  const name = ["hcl-sheet", lesson, prepared].filter(Boolean).join(" ");
  const address = `${document.body.dataset.baseUrl?.replace(/voila\/$/, "") ?? "/"}api/vote`;
  const query = `?${new URLSearchParams({ lesson, lang: document.documentElement.lang || "en" })}`;
  const known = new Map(); // key: value as text, as all screens have it or soon will
  const unsent = new Set();
  const ears = new Set(), voteEars = new Set();
  let shared = false, vote = null, began;

  const hear = (entries) => {
    const news = {};
    for (const [key, value] of Object.entries(entries ?? {})) {
      const text = JSON.stringify(value);
      if (unsent.has(key) || known.get(key) === text) continue;
      known.set(key, text);
      news[key] = value;
    }
    if (Object.keys(news).length) for (const ear of [...ears]) ear(news);
  };
  const get = (key) => (known.has(key) ? JSON.parse(known.get(key)) : undefined);
  const ask = async (path = "", content) => {
    const word = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
    const how = content && { method: "POST", body: JSON.stringify(content), headers: { "X-XSRFToken": word } };
    const answer = await fetch(address + path + query, { ...how, signal: AbortSignal.timeout(LONGEST) }).catch(() => null);
    const now = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
    if (path !== "/sheet") { vote = now; for (const ear of [...voteEars]) ear(now); }
    if (now) hear(now.sheet);
    return now;
  };
  // What is too long for a sheet, and asked for once.
  const read = async (path, more) => {
    const answer = await fetch(`${address}${path}${query}&${new URLSearchParams(more)}`).catch(() => null);
    return answer?.ok && !answer.redirected ? answer.json().catch(() => null) : null;
  };
  // What was not received, for a moment without network, is sent again.
  let sending = false;
  const send = async () => {
    if (sending || !unsent.size) return;
    sending = true;
    const sent = [...unsent].map((key) => [key, known.get(key)]);
    const set = Object.fromEntries(sent.map(([key, text]) => [key, JSON.parse(text)]));
    const now = await ask("/sheet", { set });
    sending = false;
    if (!now) return;
    for (const [key, text] of sent) if (known.get(key) === text) unsent.delete(key);
    send();
  };
  const store = () => {
    try { sessionStorage.setItem(name, JSON.stringify([...known])); } catch { /* a page without memory */ }
  };
  const set = (key, value) => {
    const text = JSON.stringify(value);
    if (known.get(key) === text) return;
    known.set(key, text);
    if (shared) { unsent.add(key); send(); } else store();
  };
  const watch = async () => {
    await ask();
    send();
    setTimeout(watch, EVERY);
  };
  const begin = async () => {
    if (document.body.dataset.served === "class" && !prepared) {
      const now = await ask();
      shared = Boolean(now?.presenter);
      if (shared) { setTimeout(watch, EVERY); return; }
    }
    if (performance.getEntriesByType("navigation")[0]?.type === "navigate") {
      try { sessionStorage.removeItem(name); } catch { /* the same */ }
    }
    try { hear(Object.fromEntries(JSON.parse(sessionStorage.getItem(name) ?? "[]").map(([key, text]) => [key, JSON.parse(text)]))); } catch { /* begin anew */ }
  };
  return {
    ready: new Promise((go) => { began = go; }),
    begin: () => begin().then(began),
    get, set, ask, read,
    get shared() { return shared; },
    get vote() { return vote; },
    listen: (ear) => { ears.add(ear); return () => ears.delete(ear); },
    onVote: (ear) => { voteEars.add(ear); return () => voteEars.delete(ear); },
  };
})();
window.hclSheet?.begin();

// The place: which piece of the page is on the screen. Pieces are the same on screens of any
// size, the numbers of screens are not.
document.addEventListener("DOMContentLoaded", () => {
  const sheet = window.hclSheet, screen = window.hclPlace;
  if (!sheet || !screen) return;
  const PATIENCE = 20000; // ms in which a page that opens its parts again may grow
  let wanted = null, until = 0;
  const want = (piece) => { wanted = piece; until = performance.now() + PATIENCE; reach(); };
  const reach = () => { if (wanted !== null && performance.now() < until) screen.seek(wanted); };
  document.addEventListener("hcl-screens", reach); // the page was cut into screens anew
  document.addEventListener("hcl-went", () => { wanted = null; sheet.set("place", screen.now()); });
  sheet.ready.then(() => { if (sheet.get("place") !== undefined) want(sheet.get("place")); });
  sheet.listen((news) => { if ("place" in news) want(news.place); });
});
