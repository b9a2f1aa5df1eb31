// What a page is made of, for the screen of a class: pieces that can stand alone, and screens,
// each a handful of pieces. Nothing is moved; present.js hides what is not on the screen.
"use strict";
window.hclScreens = (() => {
  // -- pieces

  const KINDS = [
    [".hcl-explorer", "explorer"], [".hcl-drawing-frame", "picture"], [".hcl-vote", "vote"], [".hcl-poll", "poll"], [".hcl-question", "question"],
    [".hcl-tools", "tools"], [".hcl-pictures,.js-plotly-plot", "picture"], [".hcl-say", "say"],
    ["h1,h2,h3,h4", "head"], [".hcl-waiting", "text"],
    ["p,ul,ol,table,.scroll,details,.hcl-notice,figure,.hcl-list,.hcl-rank,.hcl-written,.widget-dropdown", "text"],
  ];
  const LONG_LIST = 1200; // letters: at the size that is read from afar, a screen holds no more
  const LONG_STEP = 800; // the same, with the case above it
  const PASSED = "style,script,.hcl-hidden,.hcl-progress,.hcl-share,.jp-CodeCell .jp-InputArea,.jp-Toolbar,[hidden]";

  // Without what opens on demand.
  function unpopped(el) {
    const copy = el.cloneNode(true);
    for (const source of copy.querySelectorAll("[popover]")) source.remove();
    return copy.textContent;
  }

  // A long answer to a step on several screens, between the items of its list; a short one on one.
  function divided(step) {
    const items = [...step.querySelectorAll(":scope > :is(ul, ol) > li")], screens = [[]];
    const letters = (some) => some.reduce((sum, one) => sum + unpopped(one).length, 0);
    if (letters([step]) < LONG_STEP || !items.length) return [null];
    for (const one of [...step.querySelectorAll(":scope > p"), ...items]) {
      if (letters([...screens.at(-1), one]) > LONG_STEP) screens.push([]);
      screens.at(-1).push(one);
    }
    return screens;
  }

  function pieces(root) {
    const found = [];
    const walk = (el) => {
      if (el.matches(PASSED) || el.style.display === "none") return;
      const kind = KINDS.find(([selector]) => el.matches(selector))?.[1];
      if (!kind) { for (const child of el.children) walk(child); return; }
      if (kind !== "explorer" && kind !== "question" && kind !== "picture" && !el.textContent.trim() && !el.querySelector("input, select, button")) return;
      if (el.matches(".hcl-steps > details")) {
        found.push({ el, kind: "step", mode: "asked" });
        for (const shown of divided(el)) found.push({ el, kind: "step", mode: "told", shown });
      } else if (kind === "question") {
        found.push({ el, kind, mode: "asked" });
        if (el.querySelector(".feedback:not(:empty)")) found.push({ el, kind, mode: "told" });
      } else if (kind === "explorer") {
        // One picture a screen, each with all the controls.
        const pictures = el.querySelectorAll(".hcl-pictures > *").length;
        for (let i = 0; i < Math.max(1, pictures); i += 1) found.push({ el, kind, mode: String(i) });
      } else if (el.matches("ul, ol") && el.textContent.length > LONG_LIST) {
        // An item keeps its number on another screen than the one before.
        [...el.children].forEach((item, i) => { item.value = i + 1; found.push({ el: item, kind, mode: "" }); });
      } else found.push({ el, kind, mode: "" });
    };
    walk(root);
    return found;
  }
  const LEADS = new Set(["explorer", "question", "picture", "step", "poll"]); // what a screen is about
  const same = (a, b) => a.el === b.el && a.mode === b.mode && a.kind === b.kind && a.shown?.[0] === b.shown?.[0];

  // What the title says after the colon may be the answer of the first vote.
  function plainTitle(h1) {
    const first = [...h1.childNodes].find((node) => node.nodeType === 3 && node.data.includes(": "));
    if (!first) return;
    const rest = document.createElement("span");
    rest.className = "present-untold";
    first.after(rest);
    rest.append(first.splitText(first.data.indexOf(": ")));
  }

  // A part of the lesson: a heading, and the cells up to the next one. Of the title's cell only
  // the title is for a class.
  function parts(page) {
    const made = [];
    for (const cell of page?.querySelectorAll("[cell-index]") || []) {
      const found = pieces(cell);
      if (!found.length) continue;
      const dropped = found[0].el.matches("h1") ? found.splice(1) : [];
      if (found[0].el.matches("h1")) plainTitle(found[0].el);
      if (!made.length || found[0].el.matches("h1, h2")) made.push({ title: "", pieces: [], dropped: [], number: made.length });
      const part = made.at(-1);
      part.title ||= found[0].el.matches("h1, h2") ? found[0].el.textContent.replace("\u00b6", "").trim() : "";
      part.pieces.push(...found);
      part.dropped.push(...dropped);
    }
    return made;
  }

  // What a plan calls it: the section a piece comes from, or else the stage.
  const STAGE = /\bhcl-(?:stage|section)-(\w+)/;
  const PLANNED = ["deeper", "key_points", "refer", "limits", "next"];
  function sectionOf(el) {
    const near = el.closest("[class*=hcl-section-]")?.className.match(/\bhcl-section-(\w+)/)?.[1];
    return PLANNED.includes(near) ? near : el.closest("[class*=hcl-stage-]")?.className.match(STAGE)?.[1] || "";
  }

  // -- screens

  const heightOf = (el, zoom) => {
    const style = getComputedStyle(el);
    return el.getBoundingClientRect().height + (parseFloat(style.marginBottom) || 0) * zoom;
  };
  const newIdea = (el) => el.matches("h1, h2, h3") || (el.matches("p") && el.firstChild?.nodeName === "STRONG");
  // A line in bold alone is a heading as well.
  const bold = (el) => el.matches("p") && el.querySelector(":scope > strong:only-child")?.textContent.trim() === el.textContent.trim();
  const leadsOn = ({ el, kind }) => kind === "head" || bold(el) || el.textContent.trim().endsWith(":");

  // Text on as few screens as hold it, each as full as the others, and apart where an idea begins.
  const EACH = 0.15, APART = 0.25, TOGETHER = 0.2, SECTION = 2, MOST = 1.15;
  function pack(text, height, room) {
    const tall = text.map(({ el }) => height(el)), n = text.length;
    const best = [{ cost: 0, from: 0 }];
    for (let end = 1; end <= n; end += 1) {
      best[end] = { cost: Infinity, from: end - 1 };
      for (let from = end - 1, full = 0; from >= 0; from -= 1) {
        full += tall[from] / room;
        const alone = from === end - 1;
        // A heading, and "Red flags:", stay with what they head, however long that is.
        const headed = text.slice(from, end - 1).every(leadsOn);
        if (full > MOST && !alone && !headed) break;
        let cost = best[from].cost + EACH + (full <= 1 ? (1 - full) ** 2 : 12 * (full - 1));
        if (from > 0) {
          if (leadsOn(text[from - 1])) cost += 9;
          if (!newIdea(text[from].el)) cost += APART;
        }
        for (let i = from + 1; i < end; i += 1) {
          const before = sectionOf(text[i - 1].el), now = sectionOf(text[i].el);
          if (before && now && before !== now && now !== "next") cost += SECTION;
          else if (text[i].el.matches("[class*=hcl-section-written] h3")) cost += SECTION; // a task of its own
          else if (newIdea(text[i].el)) cost += TOGETHER;
        }
        if (cost < best[end].cost) best[end] = { cost, from };
      }
    }
    const made = [];
    for (let end = n; end > 0; end = best[end].from) made.unshift(text.slice(best[end].from, end));
    return made;
  }

  function compose(part, room, zoom) {
    const height = (el) => heightOf(el, zoom);
    const screens = [];
    let text = [], full = 0, lead = [], tools = [];
    const push = (kind, items) => screens.push({ part, kind, items });
    const flush = () => { for (const some of pack(text, height, room)) push("text", some); text = []; full = 0; };
    const last = () => (text.length ? null : screens.at(-1));
    part.pieces.forEach((piece, at) => {
      const { el, kind } = piece;
      // The band below names the part: a title right under its own needs no second one.
      if (el.matches("h2") && part.pieces[at + 1]?.kind === "head") return;
      if (kind === "explorer") {
        // The button of a comparison stands beside the picture it changes.
        if (part.pieces[at - 1]?.el !== el) {
          tools = [];
          while (text.at(-1)?.kind === "tools") tools.unshift(text.pop());
        }
        flush();
        push("explorer", [...tools, piece]);
      } else if (kind === "question") {
        if (piece.mode === "told" || full > room / 5) flush();
        const before = text;
        text = []; full = 0;
        push(piece.mode === "told" ? "told" : "question", [...before, piece]);
      } else if (kind === "vote") {
        flush();
        const question = screens.findLast((one) => one.kind === "question");
        if (question) question.items.push(piece); else push("vote", [piece]);
      } else if (kind === "poll") {
        flush();
        push("poll", [piece]);
      } else if (kind === "step") {
        // The case stays in sight while its questions are asked.
        const first = text;
        if (text.length) lead = text.filter((one) => one.kind !== "head").map((one) => ({ ...one, mode: "lead" }));
        const open = el.open;
        el.open = piece.mode === "told"; // as it will be shown: a question is never alone on the wall
        const tall = piece.shown ? [el.firstElementChild, ...piece.shown].reduce((sum, one) => sum + height(one), 0) : height(el);
        const fits = (with_it) => with_it.reduce((sum, one) => sum + height(one.el), tall) < room;
        // The case comes with its first question; later it stands above, smaller.
        const together = first.length && fits(first);
        if (together) text = []; else flush();
        if (together) push("step", [...first, piece]); else push("step", fits(lead) ? [...lead, piece] : [piece]);
        el.open = open;
      } else if (kind === "picture" || (kind === "say" && last()?.kind === "picture")) {
        if (kind === "picture") {
          // The title of a drawing, and what it is, stand above it.
          const drawing = el.closest(".hcl-drawing"), above = [];
          while (drawing && text.at(-1)?.el.closest(".hcl-drawing") === drawing) above.unshift(text.pop());
          if (!drawing && text.at(-1)?.kind === "head") above.unshift(text.pop());
          flush();
          push("picture", [...above, piece]);
        } else last().items.push(piece);
      } else if (last()?.kind === "explorer" && kind === "tools") {
        const shown = last().items.find((one) => one.kind === "explorer").el;
        for (const one of screens) if (one.items.some((other) => other.el === shown)) one.items.push(piece);
      } else {
        const tall = height(el);
        text.push(piece);
        full += tall;
      }
    });
    flush();
    number(screens);
    return screens;
  }

  // Part and place in it. An answer has the number of its question, so that no number changes
  // when a part opens or a question is answered.
  function number(screens) {
    let place = 0, heading = "";
    for (const screen of screens) {
      // A screen that goes on with a section has the section's title in the band.
      const titles = screen.items.filter(({ el }) => el.matches("h3") && PLANNED.includes(sectionOf(el)));
      if (titles.length) heading = titles.at(-1).el.textContent.trim();
      screen.heading = screen.items.some(({ el }) => PLANNED.includes(sectionOf(el))) ? heading : "";
      const after = screen.kind === "told" || (screen.kind === "step" && screen.items.at(-1).mode === "told");
      if (!after) place += 1;
      screen.answer = after;
      screen.closed = screen.items.every(({ el }) => el.matches(".hcl-waiting, h1, h2")) && screen.items.some(({ el }) => el.matches(".hcl-waiting"));
      screen.number = screen.part.number ? `${screen.part.number}.${Math.max(1, place)}` : "0";
      screen.sections = new Set(screen.items.map(({ el }) => sectionOf(el)).filter(Boolean));
    }
  }

  // What a plan shows; of parts that wait, only the first says what opens it.
  function planned(screens, plan) {
    const wanted = screens.filter(({ sections, part, kind, items }) => {
      if (!plan || !part.number) return true;
      if (!sections.size) return items.some(({ el }) => el.matches("h2")) || kind !== "text";
      return [...sections].some((one) => plan.includes(one));
    });
    return wanted.filter((one, at) => !one.closed || !wanted[at - 1]?.closed);
  }

  // Words that speak of a picture or a control say on which screens it is: `screen.see` holds
  // the places of those screens. The nearest picture of its own part, or else the first model.
  const SPEAKS = /\b([Pp]ictures?|charts?|curves?|explorer|diamonds?|squares?|circles?|triangles?|(?:black|orange|dashed|solid|dotted) (?:line|curve)|grey bands?|hill|map|orange box|More controls|Your turn|[Pp]ress the button|[Ss]et (?:the|both|it|“|‘)|[Uu]ntick|[Cc]hoose (?:“|‘|\w+ only)|[Ll]ook at the (?:two|both|last|end|right|middle|year|lines?|bulge))/;
  const SETS = /More controls|[Pp]ress the button|[Cc]hoose “/; // only a picture with controls is meant
  // What can be read of a piece, without what is folded in it and without the answers to choose from.
  function unfolded({ el, kind, mode }) {
    if (kind === "step") return mode === "asked" ? el.firstElementChild.textContent : el.textContent;
    const copy = el.cloneNode(true);
    for (const folded of copy.querySelectorAll("details > :not(summary), [popover], .option")) folded.remove();
    return copy.textContent;
  }
  function pointed(screens) {
    const model = screens.find(({ kind }) => kind === "explorer")?.part;
    const shows = ({ kind, items }) => kind === "explorer" || (kind === "picture" && !items.some(({ el }) => el.matches(".hcl-drawing-frame")));
    // A question of the lesson speaks of its case, or of what the model has just shown.
    const asks_about = ({ kind, sections, part }, at) => {
      if (kind !== "question") return [];
      const places = (wanted) => screens.flatMap((one, place) => (place < at && wanted(one) ? [place] : []));
      if (sections.has("predict")) return places((one) => one.part === part && one.kind === "text").slice(-1);
      return sections.has("seen") ? places((one) => one.part === model && one.kind === "explorer") : [];
    };
    screens.forEach((screen, at) => {
      screen.see = asks_about(screen, at);
      if (screen.closed || !screen.part.number || !["text", "told", "step"].includes(screen.kind)) return;
      if (["key_points", "refer", "limits"].some((one) => screen.sections.has(one))) return;
      const own = screens.flatMap((one, place) => (one.part === screen.part && shows(one) ? [place] : []));
      const next = own.find((place) => place > at);
      const leads = next !== undefined && screens[next].kind === "explorer";
      const said = screen.items.map(unfolded).join(" ");
      if (!leads && !SPEAKS.test(said)) return;
      const models = screens.flatMap(({ kind, part }, place) => (kind === "explorer" && part === model ? [place] : []));
      const chart = own.length && screens[own[0]].kind === "picture" && (screen.sections.has("deeper") || next === at + 1);
      // A part that is named is meant.
      const named = screens.flatMap((one, place) => (shows(one) && one.part !== screen.part && said.includes(`“${one.part.title}”`) ? [place] : []));
      if (leads) screen.see = own.filter((place) => place > at);
      else if (named.length) screen.see = named;
      else if (SETS.test(said) && !own.some((place) => screens[place].kind === "explorer")) screen.see = models;
      else screen.see = chart || own.some((place) => screens[place].kind === "explorer") ? own : models;
    });
    return screens;
  }

  return { parts, compose, planned, pointed, same, LEADS };
})();
