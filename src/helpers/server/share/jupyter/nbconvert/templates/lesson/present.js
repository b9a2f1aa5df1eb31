// The screen of a class: `?class=1` shows a lesson one idea at a time, for the far end of a room.
// It shows the page that is there screen by screen (screens.js) and hides the rest.
"use strict";
(() => {
  const HIGH = 620; // a screen is laid out this high and enlarged, so that 15.5 px become 1/40 of it
  const NARROW = 800; // and at least this wide
  const USED = 0.88; // of the height, above the band
  // A screen is composed as if it were this large, on every projector: so its number is the same.
  const STAGE_WIDE = 800, STAGE_HIGH = 470;
  const LEAST = 0.8, MOST = 4; // text is enlarged to what the screen holds, at most so much
  const FULL = 0.66; // of the height: words that end higher get more of it
  const CLEAR = 0.78; // a vote that was enlarged ends above the corner that says how to join
  const SMALL = 1.15; // letters that would be smaller get more of it too
  const REST_MS = 120;

  const byId = (id) => document.getElementById(id);
  const words = JSON.parse(byId("lesson-words").textContent);
  const asked = new URLSearchParams(location.search);
  const link = byId("lesson-class");
  // A guide holds the key: it is not for the projector.
  link.hidden = location.pathname.includes("/instructor/");
  const on = !link.hidden && asked.get("class") === "1";
  const turned = new URLSearchParams(asked);
  turned.delete("token");
  if (on) turned.delete("class"); else turned.set("class", "1");
  link.search = turned;
  if (!on) return;

  const body = document.body;
  const main = () => byId("rendered_cells");
  body.dataset.class = "on";
  link.textContent = words.present_leave;
  document.addEventListener("click", (event) => {
    const to = event.target.closest?.("a[href]");
    if (!to || to === link || to.target === "_blank" || to.origin !== location.origin || !/\/voila\/render\/.*\.ipynb$/.test(to.pathname)) return;
    const more = new URLSearchParams(to.search);
    more.set("class", "1");
    to.search = more;
  }, true);

  // -- the band below: where one is, on, back, and the light in the room

  const band = document.createElement("nav");
  band.id = "present";
  band.setAttribute("aria-label", words.present_screens);
  const button = (name, act, key) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "hcl-button";
    made.textContent = words[name];
    made.setAttribute("aria-keyshortcuts", key);
    made.addEventListener("click", act);
    band.append(made);
    return made;
  };
  const room = button("present_dark", () => darken(body.dataset.room !== "dark"), "D");
  button("present_list", () => overview.open(), "L");
  const place = document.createElement("p");
  place.setAttribute("role", "status");
  const back = button("present_back", () => go(at - 1), "PageUp");
  band.append(place);
  const next = button("present_next", () => go(at + 1), "PageDown");
  document.querySelector(".lesson-bar").append(band);

  function darken(dark) {
    body.dataset.room = dark ? "dark" : "light";
    room.textContent = dark ? words.present_light : words.present_dark;
    try { sessionStorage.setItem("hcl-room", body.dataset.room); } catch { /* a page without memory */ }
  }
  let remembered = "";
  try { remembered = sessionStorage.getItem("hcl-room"); } catch { /* the same */ }
  darken(remembered === "dark");

  const { parts, compose, planned, pointed, same, LEADS } = window.hclScreens;
  let zoom = 1, known = [], written = "", screens = [], at = 0;
  const overview = window.hclOverview(words, {
    screens: () => screens, here: () => at, go: (to) => go(to), darken: () => darken(body.dataset.room !== "dark"),
    planned: (minutes) => {
      const to = new URLSearchParams(location.search);
      if (minutes) to.set("plan", minutes); else to.delete("plan");
      location.search = to;
    },
  });
  window.hclPresent = { go: (to) => go(to), count: () => screens.length, number: () => screens[at]?.number };

  function rebuild(anew = false) {
    const found = parts(main());
    const flat = found.flatMap((part) => part.pieces);
    const letters = flat.map(({ el, kind }) => (kind === "text" ? el.textContent.length : 0)).join();
    const same_pieces = flat.length === found.reduce((sum, { dropped }) => sum - dropped.length, known.length) && flat.every((piece, i) => same(piece, known[i]));
    if (!anew && letters === written && same_pieces) { hold(); return; }
    written = letters;
    const held = screens[at]?.items || [];
    const anchor = held.find(({ kind }) => LEADS.has(kind)) || held.at(-1);
    known = [...flat, ...found.flatMap((part) => part.dropped)];
    undress();
    // Nothing of the screen that is shown may change what is measured.
    for (const name of ["screen", "title", "full", "tight", "tightest", "roomy"]) delete body.dataset[name];
    body.dataset.measure = "on";
    screens = pointed(planned(found.flatMap((part) => compose(part, STAGE_HIGH, 1)), overview.plan));
    delete body.dataset.measure;
    body.dataset.count = screens.length;
    body.dataset.screens = screens.map(({ kind }) => kind).join(" ");
    const stays = screens.findIndex((one) => anchor && one.items.some((piece) => same(piece, anchor)));
    at = stays >= 0 ? stays : Math.min(at, screens.length - 1);
    show();
    document.dispatchEvent(new Event("hcl-screens"));
  }

  // -- the place by its leading piece, for a reload and for a second screen (sheet.js)
  const leading = ({ items }) => items.find(({ kind }) => LEADS.has(kind)) || items[0];
  window.hclPlace = {
    now: () => (screens[at] ? known.indexOf(known.find((piece) => same(piece, leading(screens[at])))) : 0),
    seek: (number) => {
      const to = known[number] ? screens.findIndex((one) => same(leading(one), known[number])) : -1;
      if (to >= 0 && to !== at) { at = to; show(); }
    },
  };

  // -- the way to a picture that the words speak of, and back

  const pointer = document.createElement("p");
  pointer.id = "present-points";
  const way = document.createElement("button");
  way.type = "button";
  way.className = "hcl-button";
  let from = null;
  const way_to = (to, said) => {
    const made = way.cloneNode();
    made.textContent = said;
    made.dataset.to = to;
    return made;
  };
  pointer.addEventListener("click", ({ target }) => {
    if (!target.dataset.to) return;
    const left = screens[at], to = Number(target.dataset.to);
    go(to);
    from = screens[to].see.length ? null : left;
    point(screens[at]);
  });
  function point(screen) {
    const back_to = from && screens.find((one) => one.number === from.number && one.answer === from.answer && one !== screen);
    const see = screen.see.map((to) => way_to(to, screens[to].number));
    const what = screens[screen.see[0]]?.kind === "text" ? words.present_case : words.present_see;
    const said = see.length ? [`${what} `, ...see] : back_to ? [way_to(screens.indexOf(back_to), `↩ ${back_to.number}`)] : [];
    pointer.replaceChildren(...said);
    body.dataset.points = said.length ? "yes" : "no";
    body.dataset.see = screen.see.length ? "yes" : "no";
    if (!see.length && !back_to) from = null;
  }
  document.querySelector(".lesson-bar").append(pointer);

  const undress = () => { for (const el of document.querySelectorAll("[data-present]")) delete el.dataset.present; };

  function show() {
    const screen = screens[at];
    if (!screen) return;
    body.dataset.again = "no";
    body.dataset.said = "short";
    const lit = new Set();
    const around = (el, into) => { for (let up = el; up && up !== main(); up = up.parentElement) into.add(up); };
    const all = new Set();
    for (const { el } of known) around(el, all);
    for (const { el } of screen.items) around(el, lit);
    for (const el of document.querySelectorAll(".present-off")) if (!all.has(el)) el.classList.remove("present-off");
    for (const el of all) el.classList.toggle("present-off", !lit.has(el));
    undress();
    for (const { el, kind, mode, shown } of screen.items) {
      if (mode === "asked" || mode === "told" || mode === "lead") el.dataset.present = mode;
      if (kind === "step") el.open = mode === "told";
      if (shown) for (const one of el.querySelectorAll(":scope > p, :scope > :is(ul, ol) > li")) one.classList.toggle("present-off", !shown.includes(one));
      if (kind === "vote") el.parentElement.dataset.present = "vote";
      if (kind === "explorer") {
        el.parentElement.closest(".hcl").dataset.present = "explorer";
        el.querySelectorAll(".hcl-pictures > *").forEach((picture, i) => picture.classList.toggle("present-off", String(i) !== mode));
      }
    }
    body.dataset.screen = screen.closed ? "closed" : screen.kind;
    body.dataset.title = at === 0 && screen.items.length === 1 ? "yes" : "no";
    body.dataset.at = at + 1;
    point(screen);
    fit();
    tell();
  }

  // The picture gets the height that the words and controls beside it leave.
  function fit() {
    const page = main();
    page.scrollTop = 0;
    page.style.setProperty("--grow", 1);
    body.dataset.full = body.dataset.crowded = "no";
    const drawn = screens[at]?.items.some(({ el }) => el.matches(".hcl-drawing-frame"));
    if (screens[at]?.kind === "poll") { more(); setTimeout(more, 300); return; } // it draws itself
    if (drawn || !["explorer", "picture"].includes(screens[at]?.kind)) { grow(page); more(); return; }
    const panel = page.querySelector("[data-present=explorer] .hcl-explorer > :first-child");
    const after = panel ? [panel, ...page.querySelectorAll("[data-present=explorer] > *")] : [];
    // Little room: first the lines stand closer, then what a class rarely presses goes.
    for (const name of ["tight", "tightest", "roomy"]) body.dataset[name] = "no";
    for (const name of ["tight", "tightest"]) {
      if (after.some((el) => el.getBoundingClientRect().bottom > innerHeight * USED + 1 && !el.querySelector(".hcl-explorer"))) body.dataset[name] = "yes";
    }
    // Where nearly all of it fits, only the last goes.
    body.dataset.roomy = body.dataset.tightest;
    if (after.some((el) => el.getBoundingClientRect().bottom > innerHeight * USED + 1 && !el.querySelector(".hcl-explorer"))) body.dataset.roomy = "no";
    const shown = [...page.querySelectorAll(".hcl-pictures, .hcl-pictures ~ *")].filter((el) => el.offsetHeight);
    let high = 180;
    for (let round = 0; round < 3; round += 1) {
      page.style.setProperty("--picture", `${high}px`);
      const end = Math.max(...shown.map((el) => el.getBoundingClientRect().bottom));
      high = Math.max(180, Math.min(540, high + (innerHeight * USED - end) / zoom - 4));
    }
    page.style.setProperty("--picture", `${high}px`);
    const low = Math.max(...shown.map((el) => el.getBoundingClientRect().bottom));
    const table = [...page.querySelectorAll(".hcl-words")].some((el) => el.checkVisibility());
    if (table && low > innerHeight * USED + 1) body.dataset.crowded = "yes";
    window.dispatchEvent(new Event("resize"));
    more();
  }

  // What is said under a picture can grow: the picture gives it the height.
  function make_room() {
    const low = [...main().querySelectorAll(".hcl-pictures ~ *")].some((el) => el.offsetHeight && el.getBoundingClientRect().bottom > innerHeight * USED + 1);
    if (screens[at]?.kind === "explorer" && low) fit();
  }

  // Words become as large as the screen holds.
  function grow(page) {
    const holds = (size) => {
      page.style.setProperty("--grow", size);
      return page.scrollHeight <= page.clientHeight + 1 && page.scrollWidth <= page.clientWidth;
    };
    const largest = () => {
      let low = LEAST, high = MOST;
      if (holds(high)) return high;
      for (let round = 0; round < 8; round += 1) {
        const size = (low + high) / 2;
        if (holds(size)) low = size; else high = size;
      }
      page.style.setProperty("--grow", low);
      return low;
    };
    const size = holds(LEAST) ? largest() : 0;
    // More of the height, down to the band: where letters stay small, or a line more would not fit.
    let grown = size;
    if (size < SMALL || wordsEnd() < FULL * innerHeight) { body.dataset.full = "yes"; grown = largest(); }
    if (clear(page)) return;
    let low = Math.min(1, grown), high = grown;
    for (let round = 0; round < 6; round += 1) {
      const middle = (low + high) / 2;
      page.style.setProperty("--grow", middle);
      if (clear(page)) low = middle; else high = middle;
    }
    page.style.setProperty("--grow", low);
  }

  function clear(page) {
    const panel = page.querySelector("[data-present=vote] .hcl-vote .panel");
    return !panel || panel.getBoundingClientRect().bottom <= CLEAR * innerHeight;
  }

  // Where the lowest words of the screen end.
  function wordsEnd() {
    let low = 0;
    const range = document.createRange();
    for (const { el } of screens[at].items) {
      const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.data.trim() || !node.parentElement.checkVisibility()) continue; // folded words have a place too
        range.selectNodeContents(node);
        low = Math.max(low, range.getBoundingClientRect().bottom);
      }
    }
    return low;
  }

  // Words that came to a question, such as the advice after a vote, still fit on its screen.
  function hold() {
    const page = main();
    if (screens[at]?.kind !== "question") return;
    const grown = Number(page.style.getPropertyValue("--grow")) > 1.01;
    if (page.scrollHeight > page.clientHeight + 1 || (grown && !clear(page))) fit();
  }

  function more() {
    const page = main();
    body.dataset.more = page.scrollHeight > page.clientHeight + page.scrollTop + 4 ? "yes" : "no";
  }

  function tell() {
    const { number, part, answer, heading } = screens[at];
    const told = answer ? `${number} ${words.present_answer}` : number;
    const line = (title) => [told, overview.left(), at > 0 && title].filter(Boolean).join(" · ");
    const said = line(heading || part.title);
    if (place.dataset.said !== said) {
      place.dataset.said = place.textContent = said;
      // A title that does not fit is left out, not cut.
      if (place.scrollWidth > place.clientWidth + 1) place.textContent = line("");
    }
    place.dataset.more = words.present_more;
    back.setAttribute("aria-disabled", at === 0);
    next.setAttribute("aria-disabled", at === screens.length - 1);
  }

  function go(to) {
    const where = Math.max(0, Math.min(to, screens.length - 1));
    if (where === at) return;
    at = where;
    from = null;
    overview.begin();
    const held = document.activeElement;
    show();
    document.dispatchEvent(new Event("hcl-went"));
    // What had the keyboard is gone: it goes to the new screen.
    if (!band.contains(held)) main().focus({ preventScroll: true });
  }

  // -- keys: a clicker sends PageUp and PageDown

  const OWN = "input,select,textarea,[contenteditable],[role=slider]";
  const TYPED = "input:not([type=range],[type=radio],[type=checkbox]),select,textarea,[contenteditable]";
  const PRESSED = "button,summary,a[href],[role=button]";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const held = document.activeElement;
    const busy = held?.matches(OWN), typing = held?.matches(TYPED);
    if (document.querySelector("[popover]:popover-open") && event.key === "Escape") return;
    if (held?.matches("textarea")) return;
    // A number is entered: the next key is the lesson's again.
    if (event.key === "Enter" && held?.matches("input") && typing) setTimeout(() => main().focus({ preventScroll: true }));
    if (!typing && overview.key(event)) { event.preventDefault(); return; }
    if (overview.isOpen()) return;
    const steps = { PageDown: at + 1, PageUp: at - 1 };
    if (!busy) Object.assign(steps, { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: screens.length - 1 });
    if (!busy && !held?.matches(PRESSED)) steps[" "] = at + (event.shiftKey ? -1 : 1);
    if (event.key in steps) {
      event.preventDefault();
      go(steps[event.key]);
    }
  });

  // What was used with a mouse or a finger lets the keys go: the next arrow is the lesson's again.
  document.addEventListener("click", ({ detail }) => {
    if (detail) setTimeout(() => {
      const held = document.activeElement;
      if (held?.matches(OWN) && !held.matches(TYPED)) main().focus({ preventScroll: true });
    });
  });

  // -- a step is answered on the next screen; what else is folded opens where it stands

  document.addEventListener("click", (event) => {
    const step = event.target.closest?.(".hcl-steps > details > summary")?.parentElement;
    if (!step) return;
    event.preventDefault();
    go(step.open ? at - 1 : at + 1);
  });
  document.addEventListener("toggle", ({ target }) => {
    const words = ["text", "question", "told"].includes(screens[at]?.kind);
    if (words && target.matches(".hcl details")) fit(); else more();
  }, true);

  // -- all that a picture says, and the buttons that have no room beside it

  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.(".hcl-say .all")) return;
    body.dataset.said = body.dataset.said === "all" ? "short" : "all";
    fit();
  });
  const again = button("present_again", () => { body.dataset.again = body.dataset.again === "yes" ? "no" : "yes"; }, "");
  again.id = "present-again";
  again.removeAttribute("aria-keyshortcuts");
  band.prepend(again);

  // -- and all of it again when the page grows or the window changes

  function scale() {
    zoom = Math.min(innerHeight / HIGH, innerWidth / NARROW);
    body.style.setProperty("--zoom", zoom);
    body.dataset.wide = innerWidth / zoom > 960 ? "yes" : "no";
  }
  let timer = 0, whole = false;
  const soon = (anew) => {
    whole ||= anew;
    if (timer) return;
    timer = setTimeout(() => {
      timer = 0;
      if (body.dataset.lesson !== "open") return;
      const all = whole;
      whole = false;
      rebuild(all);
    }, REST_MS);
  };
  let size = "";
  window.addEventListener("resize", () => {
    const now = `${innerWidth} ${innerHeight}`;
    if (now === size) return; // the figures' own call
    size = now;
    scale();
    soon(true);
  });
  size = `${innerWidth} ${innerHeight}`;
  scale();
  setInterval(() => { if (screens[at]) tell(); }, 10000);
  document.addEventListener("scroll", more, true);
  const within = ({ target }, where) => (target.nodeType === 1 ? target : target.parentElement || body).closest(where);
  new MutationObserver((records) => {
    if (!records.every((one) => within(one, ".hcl-explorer,.js-plotly-plot,.lesson-bar,#js-plotly-tester"))) soon(false);
    if (records.some((one) => within(one, ".hcl-say,.hcl-verdict,.hcl-words"))) requestAnimationFrame(make_room);
  }).observe(body, { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden", "data-lesson"] });
  document.addEventListener("DOMContentLoaded", () => {
    main().tabIndex = -1;
    soon(true);
  });
})();
