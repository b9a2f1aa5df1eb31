// A figure on a page that has its own copy of plotly's program.
// Plotly draws at once, before the figure is on the page and knows its width, and all of it again
// when the page has made room. Here a chart is drawn when it has its place: the part of the page
// that shares the screen among the pictures (fit.js) answers "hcl-place" and sets its height.
const { default: drawing } = await import(new URL(document.body.dataset.drawing, location));
const FRAMES = 30; // a chart that nothing answers for is drawn as high as its maker wants it
const UNCHANGED = "_undefined_"; // for a line that a message about several lines leaves alone

const placed = (el, signal) => new Promise((done) => {
  let frames = 0;
  const ask = () => {
    if (signal?.aborted) return done(false);
    const place = new CustomEvent("hcl-place", { bubbles: true, cancelable: true });
    if (el.clientWidth && (!el.dispatchEvent(place) || ++frames > FRAMES)) return done(true);
    requestAnimationFrame(ask);
  };
  requestAnimationFrame(ask);
});

// What comes before the first drawing plotly writes into the figure word for word.
const read = (styles) => styles && Object.fromEntries(Object.entries(styles).map(([name, values]) =>
  [name, Array.isArray(values) ? values.map((one) => (one === UNCHANGED ? undefined : one)) : values]));

// Plotly makes one such object for each figure.
export default () => {
  const figure = drawing();
  let tall;
  const initialize = ({ model, ...more }) => {
    const get = (name) => {
      const value = model.get(name);
      return value && name === "_py2js_update" ? { ...value, style_data: read(value.style_data) } : value;
    };
    return figure.initialize({ ...more, model: { ...model, get } });
  };
  const render = async ({ model, el, signal }) => {
    const layout = model.get("_widget_layout");
    if (document.body.dataset.class !== "on" && layout.height) {
      tall ??= layout.height;
      el.dataset.tall = tall;
      el.dataset.least = layout.meta?.least ?? "";
      el.style.height = `${tall}px`;
      if (!(await placed(el, signal))) return;
      model.get("_widget_layout").height = el.clientHeight;
    }
    return figure.render({ model, el });
  };
  return { ...figure, initialize, render };
};
