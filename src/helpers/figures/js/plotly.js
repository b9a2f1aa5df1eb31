// Plotly's script, five megabytes, comes to a page once and is started once, for all its
// figures. It comes with this model's first state: later messages can get lost on a busy page.
const shared = (globalThis.hairCycleLab ??= {});
shared.plotly ??= new Promise((ready) => { shared.start = ready; });

async function initialize({ model }) {
  if (shared.begun) return;
  shared.begun = true;
  const address = URL.createObjectURL(new Blob([model.get("source")], { type: "text/javascript" }));
  const plotly = await import(address);
  URL.revokeObjectURL(address);
  // After every drawing a figure would send back what it drew. Nobody reads that.
  const { prototype } = plotly.FigureView;
  prototype._sendTraceDeltas = prototype._sendLayoutDelta = () => {};
  shared.start(plotly);
}
export default { initialize };
