// The screen on which a class joins the vote: a code for cameras, an address to type, the class
// code. It comes and goes with J, and stands small in the corner while a vote is open.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const sheet = window.hclSheet, band = document.getElementById("present");
  if (!sheet || !band) return;
  const words = JSON.parse(document.getElementById("lesson-words").textContent);
  const make = (tag, more, ...inside) => {
    const made = Object.assign(document.createElement(tag), more);
    made.append(...inside);
    return made;
  };
  let shown = null; // the join screen, or nothing yet
  let corner = null, button = null;

  const build = (now) => {
    const code = () => make("b", { className: "code" }, ...now.code.split("-").map((group) => make("span", { textContent: group })));
    const image = () => make("img", { src: now.picture, alt: words.join_picture });
    shown = make("section", { id: "hcl-join", hidden: true, tabIndex: -1 },
      image(),
      make("div", {},
        make("h2", { textContent: words.join_title }),
        make("p", { textContent: words.join_scan }),
        make("p", { className: "where", textContent: now.address }),
        make("p", { textContent: words.join_type }), code(),
        make("p", { className: "here" }),
        make("p", { className: "quiet" }, make("a", { href: results(), target: "_blank", textContent: words.join_results }))));
    shown.setAttribute("aria-label", words.join_title);
    corner = make("aside", { id: "hcl-corner", hidden: true }, image(),
      make("div", {}, make("span", { className: "where", textContent: now.address }), code()));
    document.body.append(shown, corner);
    button = make("button", { type: "button", className: "hcl-button", textContent: words.join_button });
    button.setAttribute("aria-keyshortcuts", "J");
    button.addEventListener("click", () => turn(shown.hidden));
    band.prepend(button);
  };
  const results = () => `${document.body.dataset.baseUrl.replace(/voila\/$/, "")}results?lang=${document.documentElement.lang}`;
  // Without phones J says so in a sentence.
  const buildNone = () => {
    shown = make("section", { id: "hcl-join", hidden: true, tabIndex: -1 },
      make("div", {}, make("h2", { textContent: words.join_title }), make("p", { textContent: words.join_none })));
    shown.setAttribute("aria-label", words.join_title);
    document.body.append(shown);
  };
  const turn = (on) => {
    shown.hidden = !on;
    button?.setAttribute("aria-pressed", String(on));
    follow(sheet.vote);
    if (on) shown.focus({ preventScroll: true });
  };
  const follow = (vote) => {
    if (!vote || !corner) return;
    const here = words[vote.here === 1 ? "join_here_one" : "join_here_many"].replace("{number}", vote.here);
    const told = shown.querySelector(".here");
    if (told.textContent !== here) told.textContent = here;
    corner.hidden = !vote.open || !shown.hidden;
  };
  document.addEventListener("keydown", (event) => {
    if (!shown || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.activeElement?.matches("input:not([type=range],[type=radio],[type=checkbox]),select,textarea,[contenteditable]")) return;
    if (event.key.toLowerCase() === "j") turn(shown.hidden);
    else if (!shown.hidden && ["Escape", "PageDown", "PageUp", "ArrowRight", "ArrowLeft", " "].includes(event.key)) {
      event.preventDefault();
      event.stopImmediatePropagation(); // the lesson stays where it is
      turn(false);
    }
  }, true);
  sheet.ready.then(async () => {
    if (!sheet.shared) {
      if (document.body.dataset.served !== "class") buildNone();
      return;
    }
    const address = `${document.body.dataset.baseUrl.replace(/voila\/$/, "")}api/vote/join`;
    const now = await fetch(address).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
    if (!now) return;
    build(now);
    sheet.onVote(follow);
    follow(sheet.vote);
  });
});
