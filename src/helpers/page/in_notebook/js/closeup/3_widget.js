// The widget: the field, its key with counts, and what it says in words.
const FIELD = [KINDS.LONG, KINDS.REGROWING, KINDS.BROKEN, KINDS.DOT, KINDS.EXCLAMATION, KINDS.EMPTY, KINDS.LOST];
const ALWAYS = new Set([KINDS.LONG, KINDS.REGROWING, KINDS.BROKEN, KINDS.EMPTY, KINDS.LOST]);
const FRAMES = 30; // a picture that nothing answers for is drawn as wide as it stands
const NONE = { redness: 0, scale: 0, casts: 0, vessels: 0, dots: 0, ulcer: 0, pigment: 0, nodes: 0 };

function sample(kind, sign, colours, seed) { // a corner of a field with one thing in it
  const canvas = document.createElement("canvas"), ratio = 2, wide = 48, high = 32;
  canvas.width = wide * ratio; canvas.height = high * ratio; canvas.setAttribute("aria-hidden", "true");
  canvas.style.cssText = `width:${wide}px;height:${high}px;border-radius:4px;flex:none`;
  const c = canvas.getContext("2d"), size = sign === "net" ? 1.9 : 1.6, s = wide / size;
  const hairs = { casts: KINDS.LONG, nodes: KINDS.LONG, uneven: KINDS.LONG, pigment: KINDS.LONG }[sign];
  const look = kind ?? hairs;
  const place = { [KINDS.LOST]: [0.75, 0.5], [KINDS.EMPTY]: [0.75, 0.5], [KINDS.DOT]: [0.75, 0.5] }[look] ?? [0.2, 0.42];
  const number = sign === "uneven" ? 2 : look === undefined ? 0 : 1;
  const data = { x: [place[0], 0.2], y: [place[1], 0.75], look: [look, look].slice(0, number), width: sign === "uneven" ? [92, 28] : [78, 78], length: [1.4, 1.4] };
  c.scale(ratio, ratio);
  const scene = {
    c, s, ratio, left: 0, top: 0, size, side: 10, middle: -9, near: data.look.map((_, i) => i), data, centre: [0, 0], discs: sign === "ulcer" ? [[0.75, 0.5, 0.6]] : [], seed: seed % 3, grain: 56, far: false,
    signs: { ...NONE, ...(sign in NONE ? { [sign]: 1 } : {}) }, colours: sign === "net" ? colours : { ...colours, pores: "", curl: kind === undefined || kind === KINDS.LONG ? colours.curl : "straight" }, paths: new Map(), tally: new Array(8).fill(0), reach: 3, start: 0.12, yellow: 1,
  };
  scene.scarred = skin(scene); pores(scene);
  c.lineCap = "round"; c.strokeStyle = c.fillStyle = colours.vessel;
  if (sign === "vessels") vessel(c, s, 0.12, 0.62, -0.2, 1.4, 0.11, 4, 2);
  if (sign === "dots") for (const [x, y] of [[0.3, 0.3], [0.7, 0.6], [1.1, 0.3], [1.2, 0.75], [0.35, 0.75]]) { c.beginPath(); c.arc(x * s, y * s, 0.06 * s, 0, 7); c.fill(); }
  c.globalAlpha = 1;
  if (sign === "scale") flake(c, s, 0.75, 0.5, 0.42, 5, 0.9);
  if (sign === "ulcer") crusts(scene);
  scene.near.forEach((i) => DRAW[data.look[i]](scene, i));
  if (sign === "casts") collar(scene, 0);
  return canvas;
}

function render({ model, el }) {
  const say = (name, values = {}) => model.get("ui")[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  el.innerHTML = `<figure class="hcl" style="margin:0"><p class="title" style="margin-bottom:0.3em"><strong></strong></p>
    <canvas role="img" style="width:100%;aspect-ratio:1;display:block;border-radius:6px"></canvas>
    <figcaption><ul class="key" style="list-style:none;padding:0;margin:0.5em 0 0.2em;display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:0.25em 0.8em;font-size:0.88rem;line-height:1.25"></ul>
    <button type="button" class="hcl-button small zoom"></button>
    <button type="button" class="hcl-button small save">${say("picture_save")}</button>
    <p class="photographs" style="margin:0.3em 0 0;font-size:0.82rem;line-height:1.35"></p>
    <p class="origin" style="margin:0.2em 0 0;line-height:1.3"><small style="font-size:0.82rem"></small></p></figcaption></figure>`;
  if (document.body?.dataset.class !== "on" && say("picture_about")) { // a screen folds nothing
    const about = document.createElement("details"), title = document.createElement("summary");
    about.className = "about";
    title.textContent = say("picture_about");
    about.append(title, el.querySelector(".save"), el.querySelector(".photographs"), el.querySelector(".origin"));
    el.querySelector("figcaption").append(about);
  }
  const canvas = el.querySelector("canvas"), zoom = el.querySelector(".zoom");
  let far = false, places = null, point = null, due = true; // whether something is still to be painted

  const bytes = (name) => { const held = model.get(name); return new Uint8Array(held.buffer, held.byteOffset, held.byteLength); };
  const read = () => {
    const held = model.get("places"), side = model.get("side"), longest = model.get("longest");
    if (point !== held) { // places rarely change
      point = held;
      const number = held.byteLength / 4;
      places = { x: new Float64Array(number), y: new Float64Array(number) };
      for (let i = 0; i < number; i++) {
        places.x[i] = held.getUint16(4 * i, true) / 65535 * side;
        places.y[i] = held.getUint16(4 * i + 2, true) / 65535 * side;
      }
    }
    return { ...places, look: bytes("looks"), width: bytes("widths"), length: Float32Array.from(bytes("lengths"), (v) => (v === 255 ? 99 : v / 254 * longest)) };
  };
  const inside = (data, left, top, size, room) => {
    const keep = [];
    for (let i = 0; i < data.look.length; i++) {
      if (data.x[i] >= left - room && data.y[i] >= top - room && data.x[i] <= left + size + room && data.y[i] <= top + size + room) keep.push(i);
    }
    return keep;
  };
  const pixels = () => Math.round((canvas.clientWidth || 400) * (window.devicePixelRatio || 1));
  const draw = () => {
    due = !canvas.offsetParent; // not on the page, or folded away: painted when it has its place
    if (due) return;
    const began = performance.now();
    const data = read(), side = model.get("side"), colours = model.get("colours");
    const field = model.get("field"), [cx, cy] = model.get("centre");
    const size = far ? side : field, left = far ? 0 : cx - field / 2, top = far ? 0 : cy - field / 2;
    const width = canvas.clientWidth || 400, ratio = window.devicePixelRatio || 1;
    canvas.width = canvas.height = pixels();
    const c = canvas.getContext("2d"), s = width / size;
    c.scale(ratio, ratio); c.translate(-left * s, -top * s);
    const near = inside(data, left, top, size, far ? 1 : 1.5);
    const scene = { c, s, ratio, left, top, size, side, middle: far ? side / 2 : cx, centre: [cx, cy], near, data, far, grain: GRAIN, tally: new Array(8).fill(0), signs: { ...NONE, ...model.get("signs") }, discs: model.get("discs"), colours, seed: model.get("seed") };
    if (far) fromAbove(scene); else closely(scene);
    rule(c, s, left, top, size, far ? 10 : 1);
    if (far) { c.lineWidth = 2; c.strokeStyle = colours.ink; c.strokeRect((cx - field / 2) * s, (cy - field / 2) * s, field * s, field * s); }
    tell(scene.tally, data.look);
    canvas.dataset.ms = (performance.now() - began).toFixed(1);
  };
  const rule = (c, s, left, top, size, long) => { // a scale bar, as on a photograph
    const x = (left + size) * s - 10 - long * s, y = (top + size) * s - 10;
    c.font = "600 12px system-ui, sans-serif"; c.textAlign = "right"; c.lineCap = "butt";
    const words = `${long} mm`, wide = c.measureText(words).width;
    c.fillStyle = "rgba(255,255,255,0.82)"; c.fillRect(x - wide - 12, y - 11, long * s + wide + 18, 17);
    c.fillStyle = "#1a1a1a"; c.fillText(words, x - 5, y + 2); c.fillRect(x, y - 4, long * s, 3);
  };
  const tell = (counts, looks) => {
    const all = new Set(looks), colours = model.get("colours");
    counts[KINDS.LONG] += counts[KINDS.RESTING]; // the eye does not tell them apart
    const words = model.get("words"), signs = model.get("sign_words");
    const mark = model.get("mark"), title = mark || model.get("titles")[far ? 1 : 0]; // the bar tells the scale
    el.querySelector("strong").textContent = title;
    canvas.setAttribute("aria-label", `${mark ? `${mark}: ` : ""}${model.get("descriptions")[far ? 1 : 0]}`);
    el.querySelector("figure").setAttribute("aria-label", title);
    el.querySelector(".origin small").textContent = model.get("caption");
    zoom.textContent = say(far ? "picture_close" : "picture_whole");
    zoom.hidden = model.get("field") >= model.get("side");
    el.querySelector(".photographs").replaceChildren(...linked(model.get("photographs")));
    const items = [
      ...FIELD.filter((kind) => ALWAYS.has(kind) || all.has(kind)).map((kind) => ({ kind, name: words[kind], count: counts[kind] })),
      ...Object.entries(signs).map(([sign, name]) => ({ sign, name })),
    ];
    const list = el.querySelector(".key"), stamp = JSON.stringify([colours, items.map((item) => [item.kind, item.sign])]);
    if (list.dataset.stamp !== stamp) {
      list.dataset.stamp = stamp;
      list.replaceChildren(...items.map(({ kind, sign }) => {
        const item = document.createElement("li");
        item.dataset.drawn = sign ?? kind;
        item.style.cssText = "display:flex;align-items:center;gap:6px;margin:0";
        item.append(sample(kind, sign, colours, model.get("seed")), document.createElement("span"));
        return item;
      }));
    }
    items.forEach(({ name, count }, k) => { list.children[k].lastChild.textContent = count === undefined ? name : `${name}: ${count.toLocaleString("en")}`; });
  };
  const linked = (photographs) => photographs.flatMap(([title, address, more], k) => {
    const link = document.createElement("a");
    link.href = address; link.target = "_blank"; link.rel = "noreferrer"; link.textContent = title;
    return [k ? " · " : `${say("picture_photographs")} `, link, more ? ` (${more})` : ""];
  });
  // First drawn when it has its place, as a chart is: whoever shares out the screen (fit.js) answers.
  let waiting = false, frames = 0;
  const placed = () => canvas.dataset.ms || document.body.dataset.class === "on" || !el.closest(".hcl-explorer") || ++frames > FRAMES
    || !el.dispatchEvent(new CustomEvent("hcl-place", { bubbles: true, cancelable: true }));
  const queue = () => { // one drawing a frame, however many traits changed
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (!canvas.offsetParent || placed()) draw();
      else queue(); // it asks again
    });
  };
  for (const key of ["places", "looks", "lengths", "widths", "colours", "signs", "discs", "field", "centre", "titles", "descriptions", "caption", "photographs", "mark"]) model.on("change:" + key, queue);
  zoom.addEventListener("click", () => { far = !far; draw(); });
  el.querySelector(".save").addEventListener("click", () => {
    const link = document.createElement("a");
    link.download = "hair-cycle-lab-close-up.png";
    link.href = canvas.toDataURL("image/png");
    link.click();
  });
  const watch = new ResizeObserver(() => { if (due || pixels() !== canvas.width) queue(); });
  watch.observe(canvas);
  tell(new Array(8).fill(0), bytes("looks")); // the key takes its place before anything is drawn
  draw();
  return () => watch.disconnect();
}
export default { render };
