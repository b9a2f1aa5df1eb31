// What whoever teaches needs beside the screens of a class: a list to jump by, a plan with its
// clock, a black screen, the whole screen.
"use strict";
window.hclOverview = (words, { screens, go, here, planned, darken }) => {
  const START = "hcl-class-start", LONG = 60; // letters of a screen's name in the list
  const asked = new URLSearchParams(location.search);
  const plans = JSON.parse(document.getElementById("lesson-plans").textContent);
  const make = (tag, more = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), more);
    made.append(...inside);
    return made;
  };

  // -- the plan of the address, and how much of its time is left

  const minutes = Number(asked.get("plan"));
  const plan = plans[minutes] || null;
  let start = 0;
  try { start = Number(sessionStorage.getItem(`${START} ${location.pathname} ${minutes}`)); } catch { /* a page without memory */ }
  function begin() {
    if (!plan || start) return;
    start = Date.now();
    try { sessionStorage.setItem(`${START} ${location.pathname} ${minutes}`, start); } catch { /* the same */ }
  }
  function left() {
    if (!plan) return "";
    const number = Math.ceil(minutes - (start ? (Date.now() - start) / 60000 : 0));
    return number >= 0
      ? words.present_left.replace("{number}", number)
      : words.present_over.replace("{number}", -number);
  }

  // -- the list

  const list = make("dialog", { id: "screens" });
  list.setAttribute("aria-label", words.present_list_title);
  document.body.append(list);

  function named({ items, kind }) {
    const lead = items.find((one) => one.kind === kind) || items.find((one) => one.kind !== "head") || items[0];
    if (kind === "explorer" || kind === "picture") return words.present_picture;
    const el = kind === "step" ? lead.el.querySelector("summary") : kind === "told" || kind === "question" ? items.find((one) => one.kind === "question").el.querySelector("legend") || lead.el : lead.el;
    const read = el.cloneNode(true);
    for (const folded of read.querySelectorAll("[popover], details > :not(summary)")) folded.remove();
    for (const block of read.querySelectorAll("p, li, div")) block.append(" ");
    const said = read.textContent.replace("\u00b6", "").trim().replace(/\s+/g, " ");
    return said.length > LONG ? `${said.slice(0, LONG).replace(/\s+\S*$/, "")} …` : said; // whole words
  }
  function plansRow() {
    const row = make("p", { className: "plans" }, `${words.present_plan}: `);
    for (const one of ["", ...Object.keys(plans)]) {
      const to = new URLSearchParams(location.search);
      to.delete("plan");
      if (one) to.set("plan", one);
      const link = make("button", { type: "button", className: "hcl-button", textContent: one ? words.present_plan_minutes.replace("{number}", one) : words.present_plan_all });
      link.setAttribute("aria-pressed", String(one || 0) === String(plan ? minutes : 0));
      link.addEventListener("click", () => planned(one));
      row.append(link);
    }
    return row;
  }
  function fill() {
    const parts = make("ol", { className: "parts" });
    let last = null, inside = null;
    screens().forEach((screen, at) => {
      if (screen.part !== last) {
        last = screen.part;
        inside = make("ol");
        parts.append(make("li", {}, make("strong", { textContent: last.title || document.title }), inside));
      }
      const number = make("b", { textContent: screen.answer ? "" : screen.number });
      const said = screen.closed ? words.present_closed : screen.answer ? words.present_answer : named(screen);
      const button = make("button", { type: "button" }, number, ` ${said}`);
      button.dataset.number = screen.number;
      if (screen.closed) button.className = "closed";
      if (at === here()) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => { list.close(); go(at); });
      inside.append(make("li", {}, button));
    });
    const tool = (word, act) => {
      const button = make("button", { type: "button", className: "hcl-button", textContent: words[word] });
      button.addEventListener("click", () => { list.close(); act(); });
      return button;
    };
    const tools = make("p", {}, tool("present_close", () => {}), tool("present_full", full), tool("present_blank", blank));
    const foot = make("p", { textContent: words.present_list_keys });
    list.replaceChildren(make("h2", { textContent: words.present_list_title }), tools);
    if (Object.keys(plans).length) list.append(plansRow());
    list.append(parts, foot);
    const guide = document.body.dataset.guide;
    if (guide) list.append(make("p", {}, make("a", { href: guide, target: "_blank", rel: "noopener", textContent: words.present_guide })));
  }
  function open() {
    if (list.open) { list.close(); return; }
    fill();
    list.showModal();
    list.querySelector("[aria-current]")?.focus({ preventScroll: true });
    list.scrollTop = 0; // its buttons are there
  }

  // -- black, and the whole screen

  const black = make("div", { id: "black", hidden: true });
  document.body.append(black);
  const blank = () => { black.hidden = !black.hidden; };
  black.addEventListener("click", blank);
  const full = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  };

  // Returns whether the key was ours. While the screen is black, any key brings it back.
  function key(event) {
    const name = event.key.toLowerCase();
    if (list.open) {
      if (name !== "l") return false;
      list.close();
      return true;
    }
    if (!black.hidden) { blank(); return true; }
    if (name === "b" || name === ".") blank();
    else if (name === "l") open();
    else if (name === "f" || name === "f5") full(); // a clicker sends F5, which would load the page anew
    else if (name === "d") darken();
    else if (/^\d$/.test(name)) {
      const to = screens().findIndex(({ part }) => part.number === Number(name));
      if (to >= 0) go(to);
    } else return false;
    return true;
  }

  return { plan, begin, left, open, key, isOpen: () => list.open };
};
