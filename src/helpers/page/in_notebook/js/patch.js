// A patch of scalp from above, one mark a follicle. Each box has its own colour, shape
// and word, and the words with their counts stand below the picture.
const SIDE = 400; // drawing units across
const FEW = 6; // where more than one in so many marks are others, all are drawn again
const GLYPH = {
  grow(c, x, y, s) { disc(c, x, y, 0.42 * s, true); hair(c, x, y, 1.9 * s); },
  shrink(c, x, y, s) { disc(c, x, y, 0.3 * s, true); hair(c, x, y, 1.2 * s, [2, 2]); },
  club(c, x, y, s) { disc(c, x, y, 0.45 * s, false); hair(c, x, y, 1.2 * s, [5, 3]); },
  empty(c, x, y, s) { c.setLineDash([2, 2]); disc(c, x, y, 0.42 * s, false); c.setLineDash([]); },
  cross(c, x, y, s) { const r = 0.42 * s; line(c, x - r, y - r, x + r, y + r); line(c, x - r, y + r, x + r, y - r); },
  dot(c, x, y, s) { disc(c, x, y, 0.16 * s, true); },
};
function disc(c, x, y, r, full) {
  c.beginPath(); c.arc(x, y, r, 0, 2 * Math.PI);
  if (full) c.fill(); else c.stroke();
}
function line(c, x1, y1, x2, y2) { c.beginPath(); c.moveTo(x1, y1); c.lineTo(x2, y2); c.stroke(); }
function hair(c, x, y, length, dash = []) {
  c.setLineDash(dash); c.beginPath(); c.moveTo(x, y);
  c.quadraticCurveTo(x + 0.25 * length, y - 0.75 * length, x + 0.75 * length, y - 0.8 * length);
  c.stroke(); c.setLineDash([]);
}
function places(number) { // evenly spread without a grid (additive recurrence of the plastic number)
  const g = 1.32471795724474602596;
  const shake = (i) => (((Math.sin(i) * 43758.5453) % 1) * 0.35) / Math.sqrt(number);
  const inside = (x) => Math.min(1, Math.max(0, x));
  return Array.from({ length: number }, (_, i) => [
    inside(((0.5 + (i + 1) / g) % 1) + shake(i + 1)), inside(((0.5 + (i + 1) / (g * g)) % 1) + shake(i + 0.5))]);
}
function render({ model, el }) {
  const say = (name, values = {}) => model.get("ui")[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  el.innerHTML = `<figure class="hcl" style="margin:0"><p class="title"><strong></strong></p>
    <canvas role="img" style="width:100%;display:block"></canvas>
    <figcaption><ul style="list-style:none;padding:0;margin:0.4em 0;display:flex;flex-wrap:wrap;gap:0.1em 1.2em"></ul>
    <button type="button" class="hcl-button small">${say("picture_save")}</button></figcaption></figure>`;
  const canvas = el.querySelector("canvas");
  const brush = (c, kind, x, y, size) => {
    c.strokeStyle = c.fillStyle = kind.colour;
    c.lineWidth = 1.7;
    GLYPH[kind.glyph](c, x, y, size);
  };
  let shown = 0, named = null, where = []; // the picture's width, the kinds in its key, its places
  let old = []; // the boxes that stand on the canvas
  const draw = () => {
    const kinds = model.get("kinds");
    const boxes = model.get("boxes");
    const scale = (window.devicePixelRatio || 1) * Math.max(1, shown / SIDE);
    const side = Math.round(SIDE * scale), same = JSON.stringify(kinds);
    const c = canvas.getContext("2d");
    if (canvas.width !== side) { canvas.width = canvas.height = side; old = []; }
    c.setTransform(scale, 0, 0, scale, 0, 0);
    if (where.length !== boxes.length) where = places(boxes.length);
    const size = SIDE / Math.sqrt(boxes.length) / 1.9;
    const margin = 6; // and room for the longest hair above and beside its follicle
    const room = SIDE - 2 * margin - 2 * size;
    const at = where.map(([u, v]) => [margin + size / 2 + u * room, margin + 1.6 * size + v * room]);
    // What a mark may cover, and a little more, in whole dots of the screen.
    const edge = (value, whole) => whole(value * scale) / scale;
    const reach = ([x, y]) => [edge(x - 0.5 * size - 2, Math.floor), edge(y - 1.6 * size - 2, Math.floor), edge(x + 1.5 * size + 2, Math.ceil), edge(y + 0.5 * size + 2, Math.ceil)];
    const anew = named !== same || old.length !== boxes.length;
    const other = anew ? [] : at.filter((_, i) => boxes[i] !== old[i]);
    // A step of a slider changes a few marks: only where they are is drawn again.
    const parts = anew || other.length > boxes.length / FEW ? [[0, 0, SIDE, SIDE]] : other.map(reach);
    const marks = at.map((one, i) => ({ one, kind: kinds[boxes[i]], of: reach(one) }));
    for (const [left, top, right, bottom] of parts) {
      c.save();
      c.beginPath();
      c.rect(left, top, right - left, bottom - top);
      c.clip();
      c.clearRect(left, top, right - left, bottom - top);
      for (const { one: [x, y], kind, of } of marks) if (of[0] < right && of[2] > left && of[1] < bottom && of[3] > top) brush(c, kind, x, y, size);
      c.restore();
    }
    old = [...boxes];
    const title = el.querySelector("strong");
    if (title.textContent !== model.get("title")) title.textContent = model.get("title");
    canvas.setAttribute("aria-label", model.get("description"));
    el.querySelector("figure").setAttribute("aria-label", model.get("title"));
    const key = el.querySelector("ul");
    if (same !== named) { // each step of a slider changes its numbers only
      named = same;
      key.replaceChildren(...kinds.map((kind) => {
        const item = document.createElement("li");
        const sample = document.createElement("canvas");
        sample.setAttribute("aria-hidden", "true");
        sample.width = sample.height = 52;
        sample.style.cssText = "width:26px;height:26px;vertical-align:middle;margin-right:4px";
        const small = sample.getContext("2d");
        small.scale(2, 2);
        brush(small, kind, 7, 20, 10);
        item.append(sample, "");
        return item;
      }));
    }
    kinds.forEach((kind, place) => {
      const number = boxes.reduce((sum, box) => sum + (box === place), 0);
      const words = `${kind.name} ${number}`;
      if (key.children[place].lastChild.data !== words) key.children[place].lastChild.data = words;
    });
  };
  for (const key of ["kinds", "boxes", "title", "description"]) model.on("change:" + key, () => queue());
  el.querySelector("button").addEventListener("click", () => {
    const link = document.createElement("a");
    link.download = "hair-cycle-lab-scalp.png";
    link.href = canvas.toDataURL("image/png");
    link.click();
  });
  let waiting = false;
  // One drawing, however many traits changed; not in the next frame, when the page may have laid
  // itself out already.
  const queue = () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => { waiting = false; draw(); });
  };
  // To ask the page for a width at each step would make it lay itself out twice.
  const watch = new ResizeObserver(() => {
    shown = canvas.clientWidth;
    queue();
  });
  watch.observe(canvas);
  shown = canvas.clientWidth;
  draw();
  return () => watch.disconnect();
}
export default { render };
