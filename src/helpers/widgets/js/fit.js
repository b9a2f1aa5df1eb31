// Two things Plotly leaves undone.
// It fits its pictures to the page only when the window changes: not when a part of the page
// opens, nor when it draws into a part that has no width yet. This tells it.
// And it leaves its pictures without a name, their ticks as loose numbers. Each becomes one
// image here, named by its axes and by the words written in it, which follow the model.
const DRAWN = "plotlywidget-after-render";
const plain = (html) => (html || "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim();

function name(plot) {
  const layout = plot._fullLayout || plot.layout || {};
  const axes = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key) && layout[key].visible !== false)
    .map((key) => plain(layout[key].title?.text));
  const notes = (layout.annotations || []).filter((note) => note.visible !== false && note.opacity !== 0)
    .map((note) => plain(note.text));
  const parts = [axes, notes].map((words) => [...new Set(words)].filter(Boolean).join("; "));
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
