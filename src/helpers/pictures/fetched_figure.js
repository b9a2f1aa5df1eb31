// A figure on a page that has its own copy of plotly's program.
// Plotly draws at once, before the figure is on the page and knows its width, and all of it again
// when the page has made room. Here a chart is drawn when it has its place: the part of the page
// that shares the screen among the pictures (fit.js) answers "hcl-room" and sets its height.
const { default: drawing } = await import(new URL(document.body.dataset.drawing, location));
const FRAMES = 30; // a chart that nothing answers for is drawn as high as its maker wants it

const place = (el, signal) => new Promise((drawn) => {
  let frames = 0;
  const ask = () => {
    if (signal?.aborted) return drawn(false);
    const room = new CustomEvent("hcl-room", { cancelable: true });
    if (el.clientWidth && (!document.dispatchEvent(room) || ++frames > FRAMES)) return drawn(true);
    requestAnimationFrame(ask);
  };
  requestAnimationFrame(ask);
});

// Plotly makes one such object for each figure.
export default () => {
  const figure = drawing();
  const render = async ({ model, el, signal }) => {
    const layout = model.get("_widget_layout");
    if (document.body.dataset.class !== "on" && layout.height) {
      el.dataset.tall = layout.height;
      el.dataset.least = layout.meta?.least ?? "";
      el.style.height = `${layout.height}px`;
      if (!(await place(el, signal))) return;
      model.get("_widget_layout").height = el.clientHeight;
    }
    return figure.render({ model, el });
  };
  return { ...figure, render };
};
