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

// Pictures and their sentence share a screen: where it is low, the pictures are drawn smaller, so
// that the sentence stands under them and never on them. Smaller than this nobody could read.
const LEAST = 0.8, LEAST_PHONE = 0.7;
const PHONE = "(max-width: 860px)";
const PHONE_SHARE = 0.45, PHONE_MOST = 0.6; // of the height: wanted, and what may stay in view
const AIR = 24; // px

function fit(box, known) {
  if (document.body.dataset.class === "on") return;
  const told = box.querySelector(":scope > .hcl-told");
  if (!told) return;
  const now = Number(box.style.getPropertyValue("--fit")) || 1;
  const lead = box.querySelector(":scope > .hcl-lead");
  const screen = window.innerHeight, phone = matchMedia(PHONE).matches;
  // The longest sentence so far: pictures that grow and shrink with each sentence would be worse.
  if (known.width !== window.innerWidth || known.screen !== screen) Object.assign(known, { width: window.innerWidth, screen, told: 0 });
  known.told = Math.max(known.told, told.getBoundingClientRect().height);
  const pictures = [...box.children].filter((one) => one !== told && one.getBoundingClientRect().height > 0);
  if (!pictures.length || !lead) return;
  let whole, room, least, rows = false;
  if (phone) {
    whole = lead.getBoundingClientRect().height / now;
    room = screen * PHONE_SHARE;
    least = LEAST_PHONE;
  } else {
    box.classList.remove("hcl-long"); // it changes the rows
    const places = pictures.map((one) => one.getBoundingClientRect());
    whole = (Math.max(...places.map((one) => one.bottom)) - Math.min(...places.map((one) => one.top))) / now;
    room = screen - known.told - AIR;
    least = LEAST;
    const under = lead.getBoundingClientRect().bottom - 4;
    // Two scalps to compare want a row of their own, also where a smaller size would let them in.
    rows = pictures.some((one) => one.matches(".hcl-two")
      || (!one.matches(".hcl-lead, .hcl-wide") && one.getBoundingClientRect().top >= under));
  }
  const long = rows && whole * least > room;
  if (long) { // only the first row has to share the screen with the sentence
    const first = pictures.filter((one) => one.matches(".hcl-lead, .hcl-wide")).map((one) => one.getBoundingClientRect());
    whole = (Math.max(...first.map((one) => one.bottom)) - Math.min(...first.map((one) => one.top))) / now;
  }
  const size = Math.min(1, Math.max(least, room / whole));
  box.classList.toggle("hcl-long", long);
  lead.classList.toggle("hcl-stays", phone && whole * size <= screen * PHONE_MOST);
  if (Math.abs(size - now) > 0.01) box.style.setProperty("--fit", size.toFixed(3));
}

function render({ el }) {
  const known = {};
  const look = () => {
    document.querySelectorAll(".hcl .js-plotly-plot").forEach(describe);
    // Where Plotly measures its letters, out of sight.
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
  };
  let box = null;
  const tell = () => requestAnimationFrame(() => {
    watch();
    window.dispatchEvent(new Event("resize"));
    look();
  });
  // The widths of all pictures of the row, and of the page; and how high they and the words are.
  const size = () => [el, ...(box?.children || [])].map((one) => one.clientWidth).join();
  let widths = "", again = 0;
  const sized = new ResizeObserver(() => {
    cancelAnimationFrame(again);
    again = requestAnimationFrame(() => {
      if (box) fit(box, known);
      if (size() === widths) return;
      widths = size();
      tell();
    });
  });
  const changed = new MutationObserver(tell);
  const watch = () => {
    for (let at = el.parentElement; at && !box; at = at.parentElement) {
      box = at.querySelector(":scope > .hcl-pictures");
      if (box) changed.observe(box, { childList: true });
    }
    for (const one of box?.children || []) sized.observe(one);
    if (box) fit(box, known);
  };
  const window_changed = () => { if (box) fit(box, known); };
  sized.observe(el);
  document.addEventListener(DRAWN, tell);
  window.addEventListener("resize", window_changed);
  tell();
  return () => {
    sized.disconnect();
    changed.disconnect();
    cancelAnimationFrame(again);
    document.removeEventListener(DRAWN, tell);
    window.removeEventListener("resize", window_changed);
  };
}
export default { render };
