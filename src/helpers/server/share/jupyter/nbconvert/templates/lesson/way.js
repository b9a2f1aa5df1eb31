// The way through a page: the parts of a lesson with the one that is on the screen, and back to
// the place where one was, after a reload or on a later day.
"use strict";
(() => {
  const REST_MS = 250, NAME_MS = 60;
  const PATIENCE_MS = 20000; // a slow computer draws its pictures, and the page grows
  const GO_ON = "#go-on";
  const MEMORY = `hcl-place ${location.pathname}`;

  const byId = (id) => document.getElementById(id);
  const words = JSON.parse(byId("lesson-words").textContent);
  const bar = byId("lesson-way");
  const main = () => byId("rendered_cells");
  const cells = () => [...main().querySelectorAll("[cell-index]")];
  const waits = (cell) => cell.querySelector(".hcl-waiting") !== null;
  const covered = () => (bar?.hidden === false ? bar.offsetHeight : 0);

  // -- the parts: a heading, and the cells up to the next one

  function parts() {
    const made = [];
    for (const cell of cells()) {
      const head = cell.querySelector("h2");
      if (head && !head.closest(".hcl")) {
        made.push({ head, title: head.textContent.replace("\u00b6", "").trim(), open: true });
      } else if (made.length && waits(cell)) made.at(-1).open = false;
    }
    return made;
  }

  function here(made) {
    const line = covered() + innerHeight * 0.3;
    const ended = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
    const passed = made.filter(({ head }) => head.getBoundingClientRect().top <= line);
    return ended && scrollY > 0 ? made.at(-1) : passed.at(-1) || made[0];
  }

  let drawn = "";
  function show() {
    if (!bar) return;
    const made = parts(), now = here(made);
    const looks = JSON.stringify(made.map((part) => [part.title, part.open, part === now]));
    if (looks === drawn) return;
    drawn = looks;
    const said = words.app_part.replace("{number}", made.indexOf(now) + 1).replace("{total}", made.length);
    const list = document.createElement("ol");
    for (const part of made) {
      const item = list.appendChild(document.createElement("li"));
      const name = item.appendChild(document.createElement(part.open ? "a" : "span"));
      name.textContent = part.title;
      if (part.open) name.href = `#${part.head.id}`;
      if (part === now) name.setAttribute("aria-current", "step");
    }
    const focused = bar.contains(document.activeElement) ? document.activeElement.textContent : "";
    const place = document.createElement("p");
    place.append(`${said}: `, Object.assign(document.createElement("strong"), { textContent: now.title }));
    bar.replaceChildren(place, list);
    bar.style.setProperty("--done", `${(100 * (made.indexOf(now) + 1)) / made.length}%`);
    bar.hidden = false;
    if (focused) [...list.querySelectorAll("a")].find((link) => link.textContent === focused)?.focus();
  }

  // -- the place: a cell, and how far into it

  function place() {
    const top = covered() + 1;
    const cell = cells().find((one) => one.getBoundingClientRect().bottom > top);
    const at = cell && Math.round(top - cell.getBoundingClientRect().top);
    return cell && { cell: cell.getAttribute("cell-index"), at, top: scrollY < 4 };
  }

  function remembered() {
    try { return JSON.parse(localStorage.getItem(MEMORY)); } catch { return null; }
  }

  function remember() {
    try { localStorage.setItem(MEMORY, JSON.stringify(place())); } catch { /* a page without memory */ }
  }

  // Where the page goes: to the place of the last visit, or to the last part that is open. A
  // reload at the top stays there.
  function target(reloaded) {
    const kept = remembered();
    if (kept?.top && reloaded) return { el: document.documentElement, at: 0 };
    const step = [...document.querySelectorAll(".hcl-here")].at(-1); // of a visit that goes on
    if (step?.offsetHeight) return { el: step, at: -12 };
    const cell = kept && !kept.top && cells().find((one) => one.getAttribute("cell-index") === kept.cell);
    if (cell && !waits(cell)) return { el: cell, at: kept.at };
    const made = parts(), shut = made.findIndex((part) => !part.open);
    const last = shut < 0 ? made.at(-2) : made[shut - 1]; // the last of all only names sources
    return last ? { el: last.head, at: -12 } : null;
  }

  let going = false;
  function goThere(reloaded = false) {
    going = true;
    const until = Date.now() + PATIENCE_MS, stop = new AbortController();
    let calm = 0, last = null;
    const end = () => { going = false; stop.abort(); show(); };
    for (const sign of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      addEventListener(sign, end, { signal: stop.signal, passive: true });
    }
    const step = () => {
      if (stop.signal.aborted) return;
      const to = target(reloaded);
      if (to) {
        const top = Math.max(0, scrollY + to.el.getBoundingClientRect().top + to.at - covered());
        if (Math.abs(scrollY - top) > 2) scrollTo({ top, behavior: "instant" });
        calm = last !== null && Math.abs(last - top) < 2 && Math.abs(scrollY - top) < 3 ? calm + 1 : 0;
        last = top;
      }
      if (calm > 12 || Date.now() > until) end();
      else setTimeout(step, 150);
    };
    step();
  }

  // The name goes along with the page; what is kept waits until the page rests.
  let rest = 0, moved = false, naming = 0;
  function settle(scrolled) {
    if (scrolled) naming ||= setTimeout(() => { naming = 0; show(); }, NAME_MS);
    moved ||= scrolled && !going; // a page that only opens leaves the old place as it is
    clearTimeout(rest);
    rest = setTimeout(() => { show(); if (moved && !going) remember(); moved = false; }, REST_MS);
  }

  document.addEventListener("lesson-open", () => {
    if (document.body.dataset.class === "on") return;
    const kind = performance.getEntriesByType("navigation")[0]?.type;
    const asked = location.hash === GO_ON;
    if (asked) history.replaceState(history.state, "", location.pathname + location.search);
    if (asked || kind === "reload" || kind === "back_forward") goThere(!asked);
    show();
    addEventListener("scroll", () => settle(true), { passive: true });
    new MutationObserver(() => settle(false)).observe(main(), { childList: true, subtree: true });
  });
  history.scrollRestoration = "manual";
  addEventListener("click", (event) => {
    const link = event.target.closest?.(`a[href$="${GO_ON}"]`);
    if (!link || link.pathname !== location.pathname) return;
    event.preventDefault();
    goThere();
  });
})();
