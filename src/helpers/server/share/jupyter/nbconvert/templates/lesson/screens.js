// What a page is made of, for the screen of a class: pieces that can stand alone, and screens,
// each a handful of pieces. Nothing is moved; present.js hides what is not on the screen.
"use strict";
window.hclScreens = (() => {
  // -- pieces

  const KINDS = [
    [".hcl-explorer", "explorer"], [".hcl-drawing-frame", "picture"], [".hcl-vote", "vote"], [".hcl-question", "question"],
    [".hcl-tools", "tools"], [".hcl-pictures,.js-plotly-plot", "picture"], [".hcl-say", "say"],
    ["h1,h2,h3,h4", "head"], [".hcl-waiting", "text"],
    ["p,ul,ol,table,.scroll,details,.hcl-notice,figure,.hcl-list,.hcl-rank,.hcl-written,.widget-dropdown", "text"],
  ];
  const PASSED = "style,script,.hcl-hidden,.hcl-progress,.hcl-share,.jp-CodeCell .jp-InputArea,.jp-Toolbar,[hidden]";

  function pieces(root) {
    const found = [];
    const walk = (el) => {
      if (el.matches(PASSED) || el.style.display === "none") return;
      const kind = KINDS.find(([selector]) => el.matches(selector))?.[1];
      if (!kind) { for (const child of el.children) walk(child); return; }
      if (kind !== "explorer" && kind !== "question" && kind !== "picture" && !el.textContent.trim() && !el.querySelector("input, select, button")) return;
      if (el.matches(".hcl-steps > details")) {
        found.push({ el, kind: "step", mode: "asked" }, { el, kind: "step", mode: "told" });
      } else if (kind === "question") {
        found.push({ el, kind, mode: "asked" });
        if (el.querySelector(".feedback:not(:empty)")) found.push({ el, kind, mode: "told" });
      } else if (kind === "explorer") {
        // One picture a screen, each with all the controls.
        const pictures = el.querySelectorAll(".hcl-pictures > *").length;
        for (let i = 0; i < Math.max(1, pictures); i += 1) found.push({ el, kind, mode: String(i) });
      } else found.push({ el, kind, mode: "" });
    };
    walk(root);
    return found;
  }
  const LEADS = new Set(["explorer", "question", "picture", "step"]); // what a screen is about
  const same = (a, b) => a.el === b.el && a.mode === b.mode && a.kind === b.kind;

  // A part of the lesson: a heading, and the cells up to the next one.
  function parts(page) {
    const made = [];
    for (const cell of page?.querySelectorAll("[cell-index]") || []) {
      const found = pieces(cell);
      if (!found.length) continue;
      if (!made.length || found[0].el.matches("h1, h2")) made.push({ title: "", pieces: [] });
      const part = made.at(-1);
      part.title ||= found[0].el.matches("h1, h2") ? found[0].el.textContent.replace("\u00b6", "").trim() : "";
      part.pieces.push(...found);
    }
    return made;
  }

  // -- screens

  const heightOf = (el, zoom) => {
    const style = getComputedStyle(el);
    return el.getBoundingClientRect().height + (parseFloat(style.marginBottom) || 0) * zoom;
  };
  const newIdea = (el) => el.matches("h1, h2, h3") || (el.matches("p") && el.firstChild?.nodeName === "STRONG");

  function compose(part, room, zoom) {
    const height = (el) => heightOf(el, zoom);
    const screens = [];
    let text = [], full = 0, lead = [], tools = [];
    const push = (kind, items) => screens.push({ part, kind, items });
    const flush = () => { if (text.length) push("text", text); text = []; full = 0; };
    const last = () => (text.length ? null : screens.at(-1));
    part.pieces.forEach((piece, at) => {
      const { el, kind } = piece;
      const ahead = part.pieces.slice(at + 1).find((one) => !["tools", "say"].includes(one.kind));
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
      } else if (kind === "step") {
        // The case stays in sight while its questions are asked.
        if (text.length) lead = text.filter((one) => one.kind !== "head");
        flush();
        const open = el.open;
        el.open = true;
        const fits = lead.reduce((sum, one) => sum + height(one.el), height(el)) < room;
        el.open = open;
        push("step", fits ? [...lead, piece] : [piece]);
      } else if (kind === "picture" || (kind === "say" && last()?.kind === "picture")) {
        if (kind === "picture") { flush(); push("picture", [piece]); } else last().items.push(piece);
      } else if (last()?.kind === "explorer" && (kind === "tools" || (el.matches("p") && part.pieces.slice(at + 1).some((one) => one.kind === "tools")))) {
        const shown = last().items.find((one) => one.kind === "explorer").el;
        for (const one of screens) if (one.items.some((other) => other.el === shown)) one.items.push(piece);
      } else {
        const tall = height(el);
        const begins = newIdea(el) && text.some((one) => one.kind !== "head") && full > room / 4 && full + tall > room / 2;
        const heading = kind === "head" && text.some((one) => one.kind !== "head");
        if ((begins || heading || full + tall > room) && !text.every((one) => one.kind === "head")
          && !(kind === "tools" && ahead?.kind === "explorer")) {
          const carried = text.at(-1)?.kind === "head" || text.at(-1)?.el.textContent.trim().endsWith(":") ? [text.pop()] : [];
          flush();
          text = carried;
          full = carried.reduce((sum, one) => sum + height(one.el), 0);
        }
        text.push(piece);
        full += tall;
      }
    });
    flush();
    return screens;
  }

  return { parts, compose, same, LEADS };
})();
