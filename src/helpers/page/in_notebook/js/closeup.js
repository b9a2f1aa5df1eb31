// A close look at a scalp, one follicle at a time, drawn from the model's own follicles.
// Follicles come as bytes: places (two 16-bit numbers each), looks (see KINDS), lengths.
// Everything has a shape of its own, so that it can be read without colour.
const LONG = 0, REGROWING = 1, BROKEN = 2, RESTING = 3, EMPTY = 4, LOST = 5;
const LEAVES = 255; // length of a hair that leaves the field
const DRAWN_MM = 1.35; // long hairs are cut here, so that the skin between them can be seen
const MANY = 1500; // from so many follicles on, each is only a mark
const BATCH = 20; // marks in one path: the canvas needs twice as long for all in a single one

const noise = (i, k) => { const v = Math.sin(i * 12.9898 + k * 78.233) * 43758.5453; return v - Math.floor(v); };
const mix = (a, b, t) => {
  const part = (hex, at) => parseInt(hex.slice(at, at + 2), 16);
  return `rgb(${[1, 3, 5].map((at) => Math.round(part(a, at) * (1 - t) + part(b, at) * t)).join(",")})`;
};
const light = (hex) => (parseInt(hex.slice(1, 3), 16) * 3 + parseInt(hex.slice(3, 5), 16) * 6 + parseInt(hex.slice(5, 7), 16)) / 2550;

// How far along and aside a hair of each kind of curl runs: t from 0 to 1, size in pixels.
const CURL = {
  straight: (t, size) => [t * size, 0.05 * size * t * t],
  wavy: (t, size) => [t * size, 0.11 * size * Math.sin(7 * t)],
  curly: (t, size) => [0.8 * t * size + 0.08 * size * Math.sin(11 * t), 0.12 * size * (1 - Math.cos(11 * t))],
  coily: (t, size) => [0.62 * t * size + 0.14 * size * Math.sin(19 * t), 0.13 * size * (1 - Math.cos(19 * t))],
};
const DETAIL = { straight: 6, wavy: 12, curly: 24, coily: 34 };

function along(curl, t, size, x, y, turn) {
  const [u, v] = CURL[curl](t, size);
  const flip = turn.flip;
  return [x + u * turn.cos - flip * v * turn.sin, y + u * turn.sin + flip * v * turn.cos];
}

function direction(i) { // combed one way, each hair a little its own
  const angle = 0.75 + 0.9 * (noise(i, 3) - 0.5);
  return { cos: Math.cos(angle), sin: Math.sin(angle), flip: noise(i, 4) < 0.5 ? -1 : 1 };
}

function trace(c, curl, size, x, y, turn) {
  c.moveTo(x, y);
  const steps = DETAIL[curl];
  for (let k = 1; k <= steps; k++) c.lineTo(...along(curl, k / steps, size, x, y, turn));
}

// To stroke a curl is the slowest part of the picture: a few are drawn once and then copied.
const HAIRS = 60, drawn = new Map();
function longHair(s, ratio, paint, i, dash) {
  const size = (0.7 + 0.3 * noise(i, 5)) * DRAWN_MM * s, turn = direction(i);
  const root = Math.ceil(ratio * (0.3 * size + 0.15 * s)), side = root + Math.ceil(ratio * (1.1 * size + 0.15 * s));
  const image = new OffscreenCanvas(side, side), c = image.getContext("2d");
  c.translate(root, root); c.scale(ratio, ratio);
  c.lineCap = "round"; c.lineJoin = "round";
  const stroke = () => { c.beginPath(); trace(c, paint.curl, size, 0, 0, turn); c.stroke(); };
  if (dash) c.setLineDash([0.14 * s, 0.12 * s]);
  if (paint.halo) { c.lineWidth = 0.085 * s; c.strokeStyle = paint.halo; stroke(); }
  c.lineWidth = 0.055 * s; c.strokeStyle = paint.hair; stroke();
  c.setLineDash([]);
  ring(c, 0, 0, s, paint);
  return { image, root };
}

const LOOKS = { // one follicle of each kind; s: pixels of one mm, paint: colours and curl
  long(c, x, y, s, paint, i, dash) {
    const { a, e, f } = c.getTransform(); // a: pixels of the screen in one of ours
    const like = i % HAIRS, name = [like, dash, s, a, ...Object.values(paint)].join();
    if (drawn.size > 8 * HAIRS) drawn.clear();
    if (!drawn.has(name)) drawn.set(name, longHair(s, a, paint, like, dash));
    const { image, root } = drawn.get(name);
    c.save(); c.resetTransform();
    c.drawImage(image, Math.round(a * x + e) - root, Math.round(a * y + f) - root);
    c.restore();
  },
  regrowing(c, x, y, s, paint, i, _, length) { // thin, and ends in a point
    const size = (0.3 + 0.5 * Math.min(1, length)) * s, turn = direction(i), steps = 8;
    const left = [], right = [];
    for (let k = 0; k <= steps; k++) {
      const t = k / steps, [px, py] = along("straight", t, size, x, y, turn), w = 0.065 * s * (1 - t);
      left.push([px - w * turn.sin, py + w * turn.cos]);
      right.unshift([px + w * turn.sin, py - w * turn.cos]);
    }
    c.beginPath();
    [...left, ...right].forEach(([px, py], k) => (k ? c.lineTo(px, py) : c.moveTo(px, py)));
    c.closePath();
    if (paint.halo) { c.lineWidth = 0.06 * s; c.strokeStyle = paint.mark; c.stroke(); }
    c.fillStyle = paint.hair; c.fill();
    ring(c, x, y, s, paint);
  },
  broken(c, x, y, s, paint, i, _, length) { // as thick as others, and ends in a bar across
    const size = length < 0.02 ? 0 : (0.22 + 0.55 * Math.min(1, length)) * s, turn = direction(i);
    ring(c, x, y, s, paint);
    if (!size) { c.beginPath(); c.arc(x, y, 0.085 * s, 0, 7); c.fillStyle = paint.hair; c.fill(); return; }
    const ex = x + size * turn.cos, ey = y + size * turn.sin, bar = 0.16 * s;
    const stroke = () => {
      c.beginPath(); c.moveTo(x, y); c.lineTo(ex, ey);
      c.moveTo(ex - bar * turn.sin, ey + bar * turn.cos); c.lineTo(ex + bar * turn.sin, ey - bar * turn.cos);
      c.stroke();
    };
    if (paint.halo) { c.lineWidth = 0.14 * s; c.strokeStyle = paint.mark; stroke(); }
    c.lineWidth = 0.085 * s; c.strokeStyle = paint.hair; stroke();
  },
  empty(c, x, y, s, paint) { ring(c, x, y, 1.5 * s, paint); },
};
const NAMES = ["long", "regrowing", "broken", "long", "empty"];

function ring(c, x, y, s, paint) { // the opening of a follicle
  c.beginPath(); c.arc(x, y, 0.1 * s, 0, 2 * Math.PI);
  c.lineWidth = 0.035 * s; c.strokeStyle = paint.mark; c.stroke();
}

function marks(c, data, s, paint, reveal) { // thousands of follicles, a few at a time
  c.lineCap = "butt"; // nobody sees round ends at this size, and they cost as much as the lines
  const pick = (wanted, each, width, colour, fill) => {
    c.lineWidth = width; c.strokeStyle = c.fillStyle = colour;
    const paintBatch = () => { if (fill) c.fill(); else c.stroke(); c.beginPath(); };
    let waiting = 0;
    c.beginPath();
    for (let i = 0; i < data.look.length; i++) if (wanted(data.look[i])) {
      each(data.x[i] * s, data.y[i] * s, i);
      waiting = (waiting + 1) % BATCH;
      if (!waiting) paintBatch();
    }
    paintBatch();
  };
  const hair = (size) => (x, y, i) => { const d = direction(i); c.moveTo(x, y); c.lineTo(x + size * d.cos, y + size * d.sin); };
  const dot = (r) => (x, y) => { c.moveTo(x + r, y); c.arc(x, y, r, 0, 7); };
  const full = 1.1 * s;
  if (paint.halo) pick((k) => k === LONG || k === RESTING, hair(full), 2, paint.halo);
  pick((k) => k === LONG || (k === RESTING && !reveal), hair(full), 1, paint.hair);
  if (reveal) { c.setLineDash([2, 2]); pick((k) => k === RESTING, hair(full), 1, paint.hair); c.setLineDash([]); }
  pick((k) => k === REGROWING, hair(0.55 * s), 0.8, paint.hair);
  pick((k) => k === BROKEN, (x, y) => c.rect(x - 1.3, y - 1.3, 2.6, 2.6), 1, paint.mark, true);
  pick((k) => k === EMPTY, dot(2), 1, paint.mark);
}

function blob(c, [x, y, r], s, grow = 1) { // a disc with an uneven edge
  c.beginPath();
  for (let k = 0; k <= 40; k++) {
    const a = (k / 40) * 2 * Math.PI, d = grow * r * s * (1 + 0.05 * Math.sin(3 * a + x) + 0.03 * Math.sin(7 * a + y));
    const px = x * s + d * Math.cos(a), py = y * s + d * Math.sin(a);
    if (k) c.lineTo(px, py); else c.moveTo(px, py);
  }
  c.closePath();
}

function skin(c, view, paint) { // the skin and its signs, under the hairs
  const { s, side, left, top, size, signs, discs, colours, seed } = view;
  c.fillStyle = colours.skin;
  c.fillRect(left * s, top * s, size * s, size * s);
  const areas = discs.length ? discs : null;
  if (signs.redness > 0) {
    if (areas) for (const disc of areas) {
      const [x, y, r] = disc;
      const fade = c.createRadialGradient(x * s, y * s, 0.6 * r * s, x * s, y * s, 1.2 * r * s);
      fade.addColorStop(0, colours.inflamed); fade.addColorStop(1, colours.inflamed + "00");
      c.globalAlpha = signs.redness; c.fillStyle = fade;
      c.fillRect((x - 1.2 * r) * s, (y - 1.2 * r) * s, 2.4 * r * s, 2.4 * r * s);
      c.globalAlpha = 1;
    } else {
      c.fillStyle = mix(colours.skin, colours.inflamed, signs.redness);
      c.fillRect(left * s, top * s, size * s, size * s);
    }
  }
  const few = size <= 15; // close enough for single flakes and vessels
  const each = (number, level, salt, paintOne) => { // places that stay as the level moves
    const all = Math.round(number * (side / 10) ** 2);
    for (let i = 0; i < all; i++) {
      if (noise(i + seed, salt + 2) > level) continue;
      const x = side * noise(i + seed, salt), y = side * noise(i + seed, salt + 1);
      if (x < left || y < top || x > left + size || y > top + size) continue;
      if (areas && !areas.some(([cx, cy, r]) => (x - cx) ** 2 + (y - cy) ** 2 < r * r)) continue;
      paintOne(x * s, y * s, i);
    }
  };
  if (areas && (signs.redness || signs.ulcer)) { // the edge, for eyes that see no colour
    c.setLineDash([6, 5]); c.lineWidth = 1.2; c.strokeStyle = paint.edge;
    for (const disc of areas) { blob(c, disc, s); c.stroke(); }
    c.setLineDash([]);
  }
  if (signs.vessels > 0) each(40, signs.vessels, 21, (x, y, i) => { // thick and winding
    const a = 6.3 * noise(i, 24), long = (few ? 1.1 : 1.6) * s * (0.6 + noise(i, 25));
    c.beginPath();
    for (let k = 0; k <= 24; k++) {
      const t = k / 24, w = 0.11 * s * Math.sin(2 * Math.PI * 2 * t);
      const px = x + long * t * Math.cos(a) - w * Math.sin(a), py = y + long * t * Math.sin(a) + w * Math.cos(a);
      if (k) c.lineTo(px, py); else c.moveTo(px, py);
    }
    c.lineWidth = Math.max(1, 0.07 * s); c.strokeStyle = colours.vessel; c.stroke();
  });
  if (signs.scale > 0) each(110, signs.scale, 31, (x, y, i) => { // flakes: pale, with corners
    const r = s * (0.14 + 0.24 * noise(i, 34)), corners = 5 + Math.floor(3 * noise(i, 35));
    c.beginPath();
    for (let k = 0; k < corners; k++) {
      const a = (k + 0.6 * noise(i, 36 + k)) * (6.28 / corners), d = r * (0.6 + 0.5 * noise(i, 46 + k));
      if (k) c.lineTo(x + d * Math.cos(a), y + d * Math.sin(a)); else c.moveTo(x + d * Math.cos(a), y + d * Math.sin(a));
    }
    c.closePath(); c.fillStyle = few ? "rgba(255,255,250,0.88)" : "rgba(255,255,250,0.4)"; c.fill();
    if (few) { c.lineWidth = 0.9; c.strokeStyle = "rgba(70,66,60,0.75)"; c.stroke(); }
  });
  if (signs.ulcer > 0) {
    const spots = areas || [[left + 0.64 * size, top + 0.34 * size, 0.16 * size]];
    for (const [x, y, r] of spots) {
      const sore = [x, y, r * (0.25 + 0.4 * signs.ulcer)];
      blob(c, sore, s); c.fillStyle = "#8e2f33"; c.fill();
      c.lineWidth = Math.max(1.5, 0.08 * s); c.strokeStyle = "#3a1715"; c.stroke();
      blob(c, sore, s, 0.62); c.fillStyle = "#c7a04a"; c.fill();
      c.save(); blob(c, sore, s, 0.62); c.clip(); c.beginPath();
      for (let k = -6; k <= 6; k++) { c.moveTo((x + 0.14 * k * r - 0.3 * r) * s, (y - r) * s); c.lineTo((x + 0.14 * k * r + 0.3 * r) * s, (y + r) * s); }
      c.lineWidth = 1; c.strokeStyle = "#5b4113"; c.stroke(); c.restore();
    }
  }
}

function sleeves(c, view, data, paint) { // what sits around single openings
  const { s, signs, discs, colours } = view;
  for (let i = 0; i < data.look.length; i++) {
    if (data.look[i] === LOST) continue;
    const x = data.x[i], y = data.y[i];
    if (discs.length && !discs.some(([cx, cy, r]) => (x - cx) ** 2 + (y - cy) ** 2 < r * r)) continue;
    if (signs.pigment > 0 && noise(i, 61) < signs.pigment) {
      c.beginPath(); c.arc(x * s, y * s, 0.24 * s, 0, 7); c.fillStyle = colours.pigment; c.fill();
    }
    if (signs.casts > 0 && data.look[i] < EMPTY && noise(i, 62) < 0.4 * signs.casts) {
      const d = direction(i);
      c.beginPath(); c.moveTo(x * s + 0.08 * s * d.cos, y * s + 0.08 * s * d.sin); c.lineTo(x * s + 0.3 * s * d.cos, y * s + 0.3 * s * d.sin);
      c.lineWidth = 0.17 * s; c.strokeStyle = "rgba(80,76,70,0.8)"; c.stroke();
      c.lineWidth = 0.13 * s; c.strokeStyle = "rgba(255,255,248,0.95)"; c.stroke();
    }
  }
}

function render({ model, el }) {
  const say = (name, values = {}) => model.get("ui")[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  el.innerHTML = `<figure class="hcl" style="margin:0"><p class="title" style="margin-bottom:0.3em"><strong></strong></p>
    <canvas role="img" style="width:100%;display:block;border-radius:6px"></canvas>
    <figcaption><ul style="list-style:none;padding:0;margin:0.5em 0 0.2em;display:grid;grid-template-columns:repeat(auto-fill,minmax(146px,1fr));gap:0.25em 0.8em;font-size:0.88rem;line-height:1.25"></ul>
    <p class="signs" style="margin:0.3em 0;font-size:0.88rem;line-height:1.35"></p>
    <button type="button" class="hcl-button small zoom"></button>
    <button type="button" class="hcl-button small save">${say("picture_save")}</button>
    <p class="origin" style="margin:0.2em 0 0;line-height:1.3"><small style="font-size:0.82rem"></small></p></figcaption></figure>`;
  const canvas = el.querySelector("canvas"), zoom = el.querySelector(".zoom");
  let far = false, places = null, point = null;

  const read = () => {
    const bytes = model.get("places"), looks = model.get("looks"), lengths = model.get("lengths");
    const side = model.get("side");
    if (point !== bytes) { // places rarely change
      point = bytes;
      const number = bytes.byteLength / 4;
      places = { x: new Float32Array(number), y: new Float32Array(number) };
      for (let i = 0; i < number; i++) {
        places.x[i] = (bytes.getUint16(4 * i, true) / 65535) * side;
        places.y[i] = (bytes.getUint16(4 * i + 2, true) / 65535) * side;
      }
    }
    return { look: new Uint8Array(looks.buffer, looks.byteOffset, looks.byteLength),
      length: new Uint8Array(lengths.buffer, lengths.byteOffset, lengths.byteLength), ...places };
  };
  const shades = (colours, redness) => {
    const ground = light(colours.skin) * (1 - redness) + light(colours.inflamed) * redness;
    const dark = ground < 0.42, close = Math.abs(ground - light(colours.hair)) < 0.27;
    return { hair: colours.hair, curl: colours.curl, mark: dark ? "#f0e4d8" : "#33241c",
      edge: dark ? "#f3e9df" : "#33241c", halo: close ? (dark ? "rgba(225,205,190,0.55)" : "rgba(255,255,255,0.8)") : "" };
  };
  const inside = (data, left, top, size, room) => {
    const keep = [];
    for (let i = 0; i < data.look.length; i++) {
      if (data.x[i] > left - room && data.y[i] > top - room && data.x[i] < left + size + (room ? 0.1 : 0) && data.y[i] < top + size + (room ? 0.1 : 0)) keep.push(i);
    }
    return keep;
  };
  const draw = () => {
    if (!canvas.clientWidth && canvas.isConnected && !canvas.offsetParent) return;
    const began = performance.now();
    const data = read(), side = model.get("side"), colours = model.get("colours");
    const field = model.get("field"), [cx, cy] = model.get("centre");
    const size = far ? side : field, left = far ? 0 : cx - field / 2, top = far ? 0 : cy - field / 2;
    const width = canvas.clientWidth || 400, ratio = window.devicePixelRatio || 1;
    canvas.width = canvas.height = Math.round(width * ratio);
    const c = canvas.getContext("2d"), s = width / size;
    c.scale(ratio, ratio); c.translate(-left * s, -top * s);
    c.lineCap = "round"; c.lineJoin = "round";
    const paint = shades(colours, model.get("signs").redness || 0), reveal = model.get("reveal");
    const view = { s, side, left, top, size, signs: model.get("signs"), discs: model.get("discs"), colours, seed: model.get("seed") };
    skin(c, view, paint);
    const near = inside(data, left, top, size, far ? 0.5 : DRAWN_MM);
    c.beginPath(); // what is lost: smooth and pale, and nothing on it
    for (const i of near) if (data.look[i] === LOST) {
      const r = (far ? 0.55 : 0.45) * s, x = data.x[i] * s, y = data.y[i] * s;
      c.moveTo(x + r, y); c.arc(x, y, r, 0, 7);
    }
    c.fillStyle = colours.scar; c.fill();
    const many = near.length > MANY;
    if (many) marks(c, data, s, paint, reveal);
    else {
      const seen = { look: near.map((i) => data.look[i]), x: near.map((i) => data.x[i]), y: near.map((i) => data.y[i]) };
      if (view.signs.pigment) sleeves(c, { ...view, signs: { ...view.signs, casts: 0 } }, seen, paint);
      for (const i of near) {
        const kind = NAMES[data.look[i]];
        if (kind) LOOKS[kind](c, data.x[i] * s, data.y[i] * s, s, paint, i, reveal && data.look[i] === RESTING, data.length[i] / (LEAVES - 1));
      }
      if (view.signs.casts) sleeves(c, { ...view, signs: { ...view.signs, pigment: 0 } }, seen, paint);
    }
    if (far) { c.lineWidth = 2; c.strokeStyle = paint.edge; c.strokeRect((cx - field / 2) * s, (cy - field / 2) * s, field * s, field * s); }
    tell(data, far ? null : inside(data, left, top, size, 0), paint, colours, reveal, many);
    canvas.dataset.ms = (performance.now() - began).toFixed(1);
  };
  const tell = (data, shown, paint, colours, reveal, many) => {
    const counts = new Array(6).fill(0);
    if (shown) for (const i of shown) counts[data.look[i]] += 1; else for (const look of data.look) counts[look] += 1;
    const [titles, words] = [model.get("titles"), model.get("words")];
    el.querySelector("strong").textContent = titles[far ? 1 : 0];
    canvas.setAttribute("aria-label", model.get("descriptions")[far ? 1 : 0]);
    el.querySelector("figure").setAttribute("aria-label", titles[far ? 1 : 0]);
    el.querySelector(".signs").textContent = model.get("signs_said");
    el.querySelector(".origin small").textContent = model.get("caption");
    zoom.textContent = say(far ? "picture_close" : "picture_whole");
    zoom.hidden = model.get("field") >= model.get("side");
    if (!reveal) { counts[LONG] += counts[RESTING]; }
    const list = el.querySelector("ul"), stamp = JSON.stringify([colours, paint, many]);
    const kinds = [LONG, ...(reveal ? [RESTING] : []), REGROWING, BROKEN, EMPTY, LOST];
    if (list.children.length !== kinds.length || list.dataset.paint !== stamp) {
      list.dataset.paint = stamp;
      list.replaceChildren(...kinds.map((kind) => {
        const item = document.createElement("li"), sample = document.createElement("canvas");
        item.style.cssText = "display:flex;align-items:center;gap:6px;margin:0";
        sample.width = 76; sample.height = 60; sample.setAttribute("aria-hidden", "true");
        sample.style.cssText = "width:38px;height:30px;border-radius:4px;flex:none";
        const c = sample.getContext("2d");
        c.scale(2, 2); c.lineCap = "round"; c.fillStyle = colours.skin; c.fillRect(0, 0, 44, 30);
        if (kind === LOST) { c.fillStyle = colours.scar; c.beginPath(); c.arc(22, 15, 13, 0, 7); c.fill(); }
        else if (many) { c.scale(2, 2); marks(c, { look: [kind], x: [0.5], y: [0.45] }, 11, paint, reveal); }
        else LOOKS[NAMES[kind]](c, 10, kind === EMPTY ? 15 : 7, 21, paint, 40, reveal && kind === RESTING, 0.8);
        const text = document.createElement("span");
        item.append(sample, text);
        return item;
      }));
    }
    kinds.forEach((kind, k) => { list.children[k].lastChild.textContent = `${words[kind]}: ${counts[kind].toLocaleString("en")}`; });
  };
  let waiting = false;
  const queue = () => { // one drawing a frame, however many traits changed
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  };
  for (const key of ["places", "looks", "lengths", "colours", "signs", "discs", "field", "centre", "descriptions", "reveal", "caption"]) model.on("change:" + key, queue);
  zoom.addEventListener("click", () => { far = !far; draw(); });
  el.querySelector(".save").addEventListener("click", () => {
    const link = document.createElement("a");
    link.download = "hair-cycle-lab-close-up.png";
    link.href = canvas.toDataURL("image/png");
    link.click();
  });
  const watch = new ResizeObserver(queue);
  watch.observe(canvas);
  draw();
  return () => watch.disconnect();
}
export default { render };
