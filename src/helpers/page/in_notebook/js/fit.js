// Two things Plotly leaves undone.
// It fits its pictures to the page only when the window changes: not when a part of the page
// opens, nor when another picture comes beside it or goes, nor when it draws into a part that
// has no width yet. This tells it.
// And it leaves its pictures without a name, their ticks as loose numbers. Each becomes one
// image here, named by its axes and by the words written in it, which follow the model.
const DRAWN = "plotlywidget-after-render";
const plain = (html) => (html || "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").replace(/ ([,;:.])/g, "$1").trim();

// A screen reader spells out the strokes that stand for a line: "box drawings heavy …".
const strokes = /[\u2500-\u25ff]|– –|····/g;

// What is drawn and not written: the length of lying bars, and what a trace says of its points.
function values(plot, layout) {
  return (plot._fullData || []).filter((trace) => trace.visible === true).flatMap((trace) => {
    if (Array.isArray(trace.hovertext)) return trace.hovertext.map(plain);
    if (trace.type !== "bar" || trace.orientation !== "h" || !trace.x || !trace.y) return [];
    const { tickvals = [], ticktext = [] } = layout[trace.yaxis.replace("y", "yaxis")] || {};
    return Array.from(trace.y, (place, k) => {
      const word = plain(ticktext[Array.from(tickvals).indexOf(place)]);
      return word && `${word} ${(Math.round(trace.x[k]) + 0).toLocaleString("en")}`;
    });
  });
}

function name(plot) {
  const layout = plot._fullLayout || plot.layout || {};
  const axes = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key) && layout[key].visible !== false)
    .map((key) => plain(layout[key].title?.text))
    // An axis without a title holds Plotly's request to write one.
    .filter((title) => !Object.values(layout._dfltTitle || {}).includes(title));
  const notes = (layout.annotations || []).filter((note) => note.visible !== false && note.opacity !== 0)
    .map((note) => plain((note.text || "").replace(strokes, " , ")).replace(/^[ ,]+|[ ,]+$/g, ""));
  const said = values(plot, layout);
  // A row of a forest says its name with its numbers.
  const own = notes.filter((words) => !said.some((value) => value.startsWith(words)));
  const parts = [axes, [...said, ...own]].map((words) => [...new Set(words)].filter(Boolean).join("; "));
  return parts.filter(Boolean).join(": ");
}

function describe(plot) {
  const [picture, ...layers] = plot.querySelectorAll("svg.main-svg");
  if (!picture) return;
  const words = name(plot);
  picture.setAttribute("role", "img");
  if (picture.getAttribute("aria-label") !== words) picture.setAttribute("aria-label", words);
  for (const layer of layers) layer.setAttribute("aria-hidden", "true");
  if (plot.dataset.described) return;
  plot.dataset.described = "yes";
  plot.on?.("plotly_afterplot", () => describe(plot));
}

// Pictures and their sentence share a screen. Where it is low, charts are drawn lower, with letters
// as large as before, and scalps smaller; what does not fit even so comes below the sentence.
const LEAST = 0.6, LEAST_CLOSE = 180, LEAST_WORDS = 0.9; // of a chart's height; px; of a card's size
const LONG_KEY = 268; // px besides a scalp: its title, and a key of five rows
const TITLE = 28, BESIDE_KEY = 0.52; // px over a scalp on a phone; of the width, its key beside it
const phone = matchMedia("(max-width: 860px)");
// Of the height of a phone: the picture that stays at most, and with its sentence and the bar.
// Where the goal is reached the longest is said, and the controls have done their work.
const PHONE_PICTURE = 0.46, PHONE_MOST = 0.82, PHONE_REACHED = 0.88;
const PHONE_SIZE = 0.925; // letters of 13 px come out at 12
const AIR = 12, GAP = 17; // px
const HAND = 120; // px of a control that are to be seen
const SIGN = 34; // px: the sign that there are more controls below
const isDrawn = (one) => one.matches(".js-plotly-plot, .hcl-chart"); // as plotly draws it, or a file
const isChart = (one) => isDrawn(one) || one.matches("[data-tall]"); // or one that is not drawn yet
const height = (one) => one.getBoundingClientRect().height;
// As high as its maker wants it.
function tall(plot) {
  if (!plot.dataset.tall && plot._fullLayout) plot.dataset.tall = plot._fullLayout.height;
  return Number(plot.dataset.tall) || height(plot);
}
// What a picture of a scalp has besides the scalp.
const besides = (pair) => Math.max(...[...pair.querySelectorAll(".hcl-close")].map((one) =>
  height(one) - height(one.querySelector("canvas[role=img]") || one)));
// A chart may say how low it can be; others stay legible at a part of their height.
const lowest = (plot) => Math.min(tall(plot), plot._fullLayout?.meta?.least || Number(plot.dataset.least) || tall(plot) * LEAST);
const least = (one, size) => (isChart(one) ? Math.max(lowest(one), tall(one) * size) : one.matches(".hcl-pair") ? besides(one) + LEAST_CLOSE : height(one));
// Of the width, on a screen and on a phone: where a long word goes to the next line, the rest is empty.
const FULL_LINE = 0.97, FULL_LINE_PHONE = 0.9;
const LINE = 20.5, FRAME = 7, APART = 6; // px, as theme.css has them
const LEAST_ROOM = FRAME + 5 * LINE; // a picture that leaves less for its sentence goes with it
// Whole lines, so that none is cut.
function lines(room, told) {
  const frame = FRAME + (told.querySelector(".hcl-verdict p") ? APART : 0);
  return Math.round(frame + LINE * Math.floor((room - frame) / LINE));
}
// Axes across that repeat the one below them: a low chart has no room for their numbers.
function repeated(plot) {
  const layout = plot._fullLayout || {}, across = Object.keys(layout).filter((key) => /^xaxis\d*$/.test(key));
  const named = (key) => plain(layout[key].title?.text) && layout[key].title.text !== layout._dfltTitle?.x;
  const number = (key) => Number(key.slice(5) || 1), last = Math.max(...across.map(number));
  return across.filter((key) => number(key) < last && !named(key)).map((key) => key.slice(5) || "1");
}
// Whether plotly drew a chart for another place than it has: to ask it again is half a drawing.
function misplaced(plot) {
  const drawn = plot._fullLayout, now = getComputedStyle(plot);
  return drawn && [["width", now.width], ["height", now.height]].some(([side, px]) => Math.abs(drawn[side] - parseFloat(px)) > 1);
}
function draw(plot, high) {
  if (Math.abs(high - height(plot)) < 2) return false;
  plot.style.height = `${Math.round(high)}px`;
  return isDrawn(plot);
}

// How high the sentence and what stands under it can become: the page knows how many letters the
// longest has, so that no picture changes its height while a sentence grows.
function reserved(told, letters, full) {
  const words = told.querySelector(".hcl-say p");
  if (!letters?.length || !words?.textContent.trim()) return 0;
  const style = getComputedStyle(words), brush = document.createElement("canvas").getContext("2d");
  brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const letter = brush.measureText(words.textContent).width / words.textContent.length;
  const line = parseFloat(style.lineHeight) || LINE;
  const count = (number) => Math.ceil(number * letter / (told.clientWidth * full));
  return letters.reduce((sum, number) => sum + line * count(number), (letters.length - 1) * APART);
}

// Whether the controls are longer than the screen, with those that are folded: their button would
// move, if all stood closer only when it is pressed.
function long_open(panel) {
  if (panel.classList.contains("hcl-tight")) return true;
  const folded = [...panel.children].filter((one) => one.style.display === "none");
  for (const one of folded) one.style.display = "";
  const long = panel.scrollHeight > panel.clientHeight + 2;
  for (const one of folded) one.style.display = "none";
  return long;
}

function fit(box, known) {
  if (document.body.dataset.class === "on") return;
  const told = box.querySelector(":scope > .hcl-told"), lead = box.querySelector(":scope > .hcl-lead");
  // A table grows and shrinks with what is chosen; it stands below, and moves no picture.
  const pictures = [...box.children].filter((one) => one !== told && height(one) > 0 && !one.matches(".hcl-words:not(.hcl-lead)"));
  if (!told || !lead || !pictures.length) return;
  const screen = window.innerHeight, way = document.getElementById("lesson-way")?.offsetHeight || 0;
  // The longest sentence so far: pictures that grow and shrink with each sentence would be worse.
  if (known.width !== window.innerWidth || known.screen !== screen) {
    for (const one of box.children) one.style.removeProperty("min-height");
    box.closest(".hcl-explorer")?.querySelector(".hcl-panel")?.classList.remove("hcl-tight");
    Object.assign(known, { width: window.innerWidth, screen, told: 0, words: "", key: LONG_KEY });
  }
  const narrow = phone.matches, frame = box.closest(".hcl-explorer");
  const written = height(told) + told.scrollHeight - told.clientHeight;
  known.told = Math.max(known.told, written, reserved(told, known.letters, narrow ? FULL_LINE_PHONE : FULL_LINE));
  // Controls that are longer than the screen stand closer; they keep so, or they would jump.
  const panel = frame?.querySelector(".hcl-panel");
  if (panel && !narrow && long_open(panel)) panel.classList.add("hcl-tight");
  if (!narrow) told.style.minHeight = `${Math.ceil(known.told)}px`;
  // A card, or a patch with its key, as high as it has been: what stands below must not move.
  for (const one of narrow ? [] : pictures.filter((one) => one.matches(".hcl-card, .hcl-patch"))) one.style.minHeight = `${Math.ceil(height(one))}px`;
  let changed = false;
  if (narrow) {
    // The longest sentence is seen whole: what was compared stands at its end.
    const most = screen * PHONE_MOST - way;
    const wanted = Math.min((screen - way) * PHONE_PICTURE, most - known.told - FRAME);
    if (isChart(lead)) {
      const size = wanted < tall(lead) ? PHONE_SIZE : 1;
      lead.style.setProperty("--fit", size);
      // A zoomed picture is measured as it is seen, and told its height as it is drawn.
      const high = Math.min(tall(lead), Math.max(wanted / size, lowest(lead)));
      if (Math.abs(high * size - height(lead)) > 2) { lead.style.height = `${Math.round(high)}px`; changed = isDrawn(lead); }
      lead.dataset.low = high < tall(lead) * 0.9 ? repeated(lead).join(" ") : "";
    }
    else if (lead.matches(".hcl-pair")) box.style.setProperty("--close", `${Math.round(Math.max(LEAST_CLOSE, Math.min(wanted - TITLE, lead.clientWidth * BESIDE_KEY)))}px`);
    else lead.style.setProperty("--fit", Math.min(1, Math.max(LEAST_WORDS, wanted * (Number(lead.style.getPropertyValue("--fit")) || 1) / height(lead))).toFixed(2));
    const reached = told.querySelector(".hcl-verdict .hcl-done") ? screen * (PHONE_REACHED - PHONE_MOST) : 0;
    const room = lines(most + reached - height(lead), told);
    frame?.style.setProperty("--told", `${room}px`);
    frame?.style.setProperty("--lead", `${Math.floor(height(lead))}px`);
    frame?.style.setProperty("--stuck", `${Math.round(height(lead) + height(told))}px`);
    frame?.style.setProperty("--words", `${Math.round(height(told))}px`);
    frame?.style.setProperty("--rest", `${panel ? Math.max(0, Math.round(frame.getBoundingClientRect().bottom - panel.getBoundingClientRect().bottom)) : 0}px`);
    const stays = room >= LEAST_ROOM;
    lead.classList.toggle("hcl-stays", stays);
    told.classList.toggle("hcl-stays", stays);
    box.classList.remove("hcl-long");
    if (!lead.matches(".hcl-pair")) box.style.removeProperty("--close");
  } else {
    const rows = new Map();
    for (const one of pictures) {
      const top = Math.round(one.getBoundingClientRect().top);
      rows.set(top, [...(rows.get(top) || []), one]);
    }
    const room = screen - way - known.told - GAP - AIR;
    const whole = (some, size) => some.reduce((sum, row) => sum + GAP + Math.max(...row.map((one) => least(one, size))), -GAP);
    const all = [...rows.values()], long = whole(all, LEAST) > room;
    const shared = long ? all.filter((row) => row.includes(lead)) : all;
    let size = 1;
    while (size > LEAST && whole(shared, size) > room) size -= 0.01;
    box.classList.toggle("hcl-long", long);
    for (const plot of pictures.filter(isChart)) {
      const share = shared.some((row) => row.includes(plot));
      if (draw(plot, share ? Math.max(lowest(plot), tall(plot) * size) : tall(plot))) changed = true;
    }
    const pair = pictures.find((one) => one.matches(".hcl-pair"));
    // As high for a skin with a short key as for one with a long key: they are compared.
    known.key = Math.max(known.key, pair ? besides(pair) : 0);
    if (pair) box.style.setProperty("--close", `${Math.round(Math.max(LEAST_CLOSE, room - known.key))}px`);
    lead.style.removeProperty("--fit");
    delete lead.dataset.low;
    for (const one of [lead, told]) one.classList.remove("hcl-stays");
  }
  // A sentence that is longer than its place is scrolled there, by keyboard too. What changed
  // against the run before stands at its end.
  const words = told.matches(".hcl-compared") ? told.querySelector(".hcl-say p")?.textContent : "";
  if (words && words !== known.words) told.scrollTop = told.scrollHeight;
  known.words = words;
  if (told.scrollHeight > told.clientHeight + 2) told.tabIndex = 0;
  else told.removeAttribute("tabindex");
  if (panel) edge(panel, known.below);
  if (changed) requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
}

// A column of controls that is longer than the screen ends between two of them, and says that
// there are more: what covers its foot is as high as the one that would be cut.
function edge(panel, words) {
  const end = panel.getBoundingClientRect().bottom, left = panel.scrollHeight - panel.clientHeight - panel.scrollTop;
  const parts = [...panel.querySelectorAll(".hcl-control, .hcl-tools, :scope > p")].map((one) => one.getBoundingClientRect()).filter((one) => one.height);
  const cut = left > 2 && !phone.matches ? Math.min(...parts.filter((one) => one.bottom > end - SIGN).map((one) => one.top)) : Infinity;
  panel.classList.toggle("hcl-above", panel.scrollTop > 2 && !phone.matches);
  if (cut === Infinity) { delete panel.dataset.below; return; }
  panel.dataset.below = words;
  const covered = Math.max(SIGN, end - cut);
  panel.style.setProperty("--edge", `${Math.round(covered < panel.clientHeight / 2 ? covered : SIGN)}px`);
}
// A press on the sign goes on to what it hides.
function further({ target, currentTarget: panel, clientY }) {
  const covered = parseFloat(panel.style.getPropertyValue("--edge"));
  if (target !== panel || !panel.dataset.below || clientY < panel.getBoundingClientRect().bottom - covered) return;
  panel.scrollBy({ top: panel.clientHeight * 0.8, behavior: smooth() });
}
const smooth = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
// The wheel, the keyboard and a press all move it.
function edged(panel, known) {
  panel.addEventListener("scroll", () => edge(panel, known.below), { passive: true });
  panel.addEventListener("click", further);
  panel.addEventListener("click", ({ target }) => {
    const opener = target.closest(".hcl-tools button");
    if (opener) known.opened = { opener, long: panel.scrollHeight };
  });
}
// What a button brought into a full column goes on below. The column moves only so far that the
// first of it is seen whole above the sign at its foot: the button stays near the finger.
function unfold(known) {
  const { panel, opened: { opener, long } = {} } = known;
  if (!opener || panel.scrollHeight < long + SIGN) return;
  delete known.opened;
  const after = (one) => opener.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && one.offsetHeight;
  const first = [...panel.querySelectorAll(".hcl-control")].find(after) ?? opener;
  const place = panel.getBoundingClientRect(), { top } = opener.getBoundingClientRect();
  const covered = first.getBoundingClientRect().bottom - place.bottom + SIGN + 1;
  if (covered > 0) panel.scrollBy({ top: Math.min(covered, top - place.top - AIR), behavior: "instant" });
}

// A control that moves another picture than the one that answers has that picture in its place
// while it is used, where the two do not stand side by side.
function owned(box, answers, target) {
  const place = target.closest("[class*='hcl-moves-']")?.className.match(/hcl-moves-(\d+)/)?.[1];
  const own = place && [...box.children].filter((one) => !one.matches(".hcl-told"))[place];
  const top = (one) => Math.round(one.getBoundingClientRect().top);
  if (!own || own.matches(".hcl-lead")) return own || answers;
  return phone.matches || Math.abs(top(own) - top(answers)) > 2 ? own : answers;
}
function lead_by(box, known, target) {
  known.answers ??= box.querySelector(":scope > .hcl-lead");
  const now = box.querySelector(":scope > .hcl-lead"), next = owned(box, known.answers, target);
  if (!now || !next || next === now) return;
  now.classList.remove("hcl-lead", "hcl-stays");
  now.style.removeProperty("--fit");
  delete now.dataset.low;
  if (isChart(now)) now.style.height = `${tall(now)}px`;
  next.classList.add("hcl-lead");
  box.classList.remove("hcl-long"); // what fits is measured anew
  fit(box, known);
  keep(box, known); // at once: the next event of the same press asks where the control stands
  window.dispatchEvent(new Event("resize"));
}

// On a phone the control in use stays under the finger, whatever grows above it, and its name
// clear of the picture and the sentence that stay: until somebody scrolls the page.
function hold_on(known, target) {
  // Asked at each step of a slider, where a page stands lays it out once more.
  if (!phone.matches) { known.hand = null; return; }
  const control = target.closest(".hcl-control"), one = control && (target.closest("label") || control);
  known.hand = one && { one, top: one.getBoundingClientRect().top, scrolled: window.scrollY };
}
function keep(box, { hand }) {
  if (!hand?.one.isConnected || !phone.matches) return;
  const told = box.querySelector(":scope > .hcl-told.hcl-stays"), top = hand.one.getBoundingClientRect().top;
  const stuck = Math.max(document.getElementById("lesson-way")?.offsetHeight || 0, told?.getBoundingClientRect().bottom || 0);
  hand.top = Math.max(Math.min(hand.top, window.innerHeight - HAND), stuck + AIR);
  if (Math.abs(top - hand.top) > 1) window.scrollBy({ top: top - hand.top, behavior: "instant" });
  hand.scrolled = window.scrollY;
}
function scrolled(known) {
  if (known.hand && Math.abs(window.scrollY - known.hand.scrolled) > 1) known.hand = null;
}

// Where the goal is reached, a button beside the picture goes to what explains it.
function explain({ target }) {
  if (!target.closest(".hcl-verdict button")) return;
  const place = target.closest(".hcl-stage-challenge, section")?.querySelector(".hcl-section-challenge_done");
  if (!place) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start", behavior: smooth() });
}

// Whoever moves a control sees what it does, and what is said of it: the figure comes to the top
// where it, or its sentence, is off the screen. Not while a finger or a mouse still holds the control.
function follow({ target }) {
  if (!target.closest(".hcl-panel") || phone.matches) return;
  const frame = target.closest(".hcl-explorer"), told = frame?.querySelector(".hcl-told");
  if (!told || document.body.dataset.class === "on") return;
  // When all that this change draws is drawn: asked before, the page would lay itself out twice.
  requestAnimationFrame(() => {
    const way = document.getElementById("lesson-way")?.offsetHeight || 0;
    const lowest = Math.max(...[told, target].map((one) => one.getBoundingClientRect().bottom));
    const away = lowest > window.innerHeight + 1
      || frame.querySelector(".hcl-lead").getBoundingClientRect().top < way - 1;
    if (away) frame.scrollIntoView({ block: "start", behavior: smooth() });
  });
}

const HOLDS = ["pointerdown", "pointerup", "pointercancel"], USES = ["focusin", "input", "change", "click"];

function render({ model, el }) {
  const known = { letters: model?.get("letters"), below: model?.get("below") };
  const look = () => {
    document.querySelectorAll(".hcl .js-plotly-plot").forEach(describe);
    // Where Plotly measures its letters, out of sight.
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
  };
  let box = null;
  const tell = () => requestAnimationFrame(() => {
    watch();
    if ([...document.querySelectorAll(".hcl .js-plotly-plot")].some(misplaced)) window.dispatchEvent(new Event("resize"));
    look();
  });
  // The widths of all pictures of the row, and of the page; and how high they and the words are.
  const size = () => [el, ...(box?.children || [])].map((one) => one.clientWidth).join();
  let widths = "", again = 0;
  const anew = () => {
    if (box) keep(box, known); // at once: the browser may have scrolled for what has grown
    cancelAnimationFrame(again);
    again = requestAnimationFrame(() => {
      if (box) { fit(box, known); keep(box, known); unfold(known); }
      if (size() === widths) return;
      widths = size();
      tell();
    });
  };
  const sized = new ResizeObserver(anew), judged = new MutationObserver(anew);
  const changed = new MutationObserver(tell);
  // What is pressed must not move away before it is let go.
  let held = false;
  const hold = ({ type }) => { held = type === "pointerdown"; };
  const used = ({ target, type }) => {
    if ((type === "focusin" && held) || !box || document.body.dataset.class === "on") return;
    if (!target.closest(".hcl-control, button")) return;
    hold_on(known, target);
    lead_by(box, known, target);
    // The browser has scrolled to what has the focus when the next frame comes.
    requestAnimationFrame(() => {
      if (type === "focusin") hold_on(known, target);
      keep(box, known);
    });
  };
  const away = () => scrolled(known);
  const watch = () => {
    for (let at = el.parentElement; at && !box; at = at.parentElement) {
      box = at.querySelector(":scope > .hcl-pictures");
      if (box) changed.observe(box, { childList: true });
    }
    const frame = box?.closest(".hcl-explorer"), panel = frame?.querySelector(".hcl-panel");
    frame?.addEventListener("change", follow);
    frame?.addEventListener("click", explain);
    // A finger on a control does not give it the focus everywhere.
    for (const event of USES) frame?.addEventListener(event, used);
    // A verdict leaves the sentence more room than one of the same height.
    const verdict = box?.querySelector(".hcl-verdict");
    if (verdict) judged.observe(verdict, { childList: true, subtree: true });
    if (panel && !known.panel) { known.panel = panel; edged(panel, known); }
    // A sentence that fills its place grows inside it.
    for (const one of box?.querySelectorAll(":scope > *, :scope > .hcl-told > *") || []) sized.observe(one);
    // Controls that come when a button is pressed do not change the height of a full column.
    for (const one of panel ? [panel, ...panel.children] : []) sized.observe(one);
    if (box) fit(box, known);
  };
  const window_changed = () => { if (box) fit(box, known); };
  // A picture of this row that is not drawn yet asks for its place. Beside controls it waits for
  // the sentence that shares its screen; elsewhere it has all it wants.
  const place = (event) => {
    if (!box) watch();
    if (!box || event.target.closest(".hcl-pictures > *")?.parentElement !== box || (box.closest(".hcl-explorer") && !box.querySelector(":scope > .hcl-told"))) return;
    fit(box, known);
    event.preventDefault();
  };
  sized.observe(el);
  document.addEventListener(DRAWN, tell);
  document.addEventListener("hcl-place", place);
  window.addEventListener("resize", window_changed);
  for (const event of HOLDS) window.addEventListener(event, hold, true);
  window.addEventListener("scroll", away, { passive: true });
  tell();
  return () => {
    sized.disconnect();
    changed.disconnect();
    judged.disconnect();
    const frame = box?.closest(".hcl-explorer");
    frame?.removeEventListener("change", follow);
    frame?.removeEventListener("click", explain);
    for (const event of USES) frame?.removeEventListener(event, used);
    cancelAnimationFrame(again);
    document.removeEventListener(DRAWN, tell);
    document.removeEventListener("hcl-place", place);
    window.removeEventListener("resize", window_changed);
    for (const event of HOLDS) window.removeEventListener(event, hold, true);
    window.removeEventListener("scroll", away);
  };
}
export default { render };
