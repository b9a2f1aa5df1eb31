// Two things Plotly leaves undone.
// It fits its pictures to the page only when the window changes: not when a part of the page
// opens, nor when it draws into a part that has no width yet. This tells it.
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

function render({ el }) {
  const look = () => {
    document.querySelectorAll(".hcl .js-plotly-plot").forEach(describe);
    // Where Plotly measures its letters, out of sight.
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
  };
  const tell = () => requestAnimationFrame(() => { window.dispatchEvent(new Event("resize")); look(); });
  let width = 0;
  const sized = new ResizeObserver(() => {
    if (el.clientWidth === width) return;
    width = el.clientWidth;
    tell();
  });
  sized.observe(el);
  document.addEventListener(DRAWN, tell);
  tell();
  return () => { sized.disconnect(); document.removeEventListener(DRAWN, tell); };
}
export default { render };
