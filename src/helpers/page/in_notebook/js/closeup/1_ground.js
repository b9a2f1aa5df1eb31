// The skin of a close look: worked out point by point, then what lies on it and under the hairs.
// A scene holds: c (canvas), s (pixels of a mm), left, top, size (mm), data, signs, discs, colours, seed, far.
const KINDS = { LONG: 0, REGROWING: 1, BROKEN: 2, RESTING: 3, EMPTY: 4, LOST: 5, DOT: 6, EXCLAMATION: 7 };
const GRAIN = 190; // points across in which the skin of a field is worked out
const TILE = 256;

const noise = (i, k) => { const v = Math.sin(i * 12.9898 + k * 78.233) * 43758.5453; return v - Math.floor(v); };
const hex = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
const blend = (a, b, t) => [0, 1, 2].map((k) => a[k] * (1 - t) + b[k] * t);
const css = ([r, g, b], alpha = 1) => `rgba(${Math.round(r)},${Math.round(g)},${Math.round(b)},${alpha})`;
const smooth = (low, high, v) => { const t = Math.min(1, Math.max(0, (v - low) / (high - low))); return t * t * (3 - 2 * t); };

const cloud = new Float32Array(TILE * TILE).map((_, i) => noise(i % TILE, 300 + Math.floor(i / TILE)));
function soft(x, y) { // smooth noise from 0 to 1, a hill about every unit
  const u = Math.floor(x), v = Math.floor(y), p = x - u, q = y - v;
  const a = p * p * (3 - 2 * p), b = q * q * (3 - 2 * q), m = TILE - 1;
  const at = (i, j) => cloud[(j & m) * TILE + (i & m)];
  return (at(u, v) * (1 - a) + at(u + 1, v) * a) * (1 - b) + (at(u, v + 1) * (1 - a) + at(u + 1, v + 1) * a) * b;
}
const rough = (x, y) => 0.6 * soft(x, y) + 0.28 * soft(2.1 * x + 17, 2.1 * y + 5) + 0.12 * soft(4.3 * x + 3, 4.3 * y + 29);

const CELLS = 16; // meshes of the pigment net in one tile
let meshes = null;
function lines() { // how near each point of a tile is to a line of the honeycomb, from 0 to 1
  if (meshes) return meshes;
  meshes = new Float32Array(TILE * TILE);
  const m = CELLS - 1, wide = TILE / CELLS;
  for (let j = 0; j < TILE; j++) for (let i = 0; i < TILE; i++) {
    const px = i / wide, py = j / wide, cx = Math.floor(px), cy = Math.floor(py);
    let one = 9, two = 9;
    for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) {
      const gx = cx + dx, gy = cy + dy, id = ((gy + CELLS) & m) * CELLS + ((gx + CELLS) & m);
      const d = Math.hypot(gx + 0.5 + 0.5 * (noise(id, 11) - 0.5) + (gy & 1 ? 0.25 : -0.25) - px, gy + 0.5 + 0.5 * (noise(id, 12) - 0.5) - py);
      if (d < one) { two = one; one = d; } else if (d < two) two = d;
    }
    meshes[j * TILE + i] = 1 - smooth(0.02, 0.5, two - one);
  }
  return meshes;
}
const crack = (x, y) => lines()[(Math.round(y * TILE / CELLS) & (TILE - 1)) * TILE + (Math.round(x * TILE / CELLS) & (TILE - 1))];

const made = new Map(); // small pictures that are painted point by point once and used many times
function sprite(name, wide, high, point) { // `point` gives [red, green, blue, alpha from 0 to 1] for places from 0 to 1
  if (made.has(name)) return made.get(name);
  if (made.size > 200) made.clear();
  const canvas = new OffscreenCanvas(wide, high), image = new ImageData(wide, high);
  for (let j = 0, k = 0; j < high; j++) for (let i = 0; i < wide; i++, k += 4) {
    const [r, g, b, alpha] = point((i + 0.5) / wide, (j + 0.5) / high);
    image.data[k] = r; image.data[k + 1] = g; image.data[k + 2] = b; image.data[k + 3] = 255 * Math.min(1, Math.max(0, alpha));
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
  made.set(name, canvas.transferToImageBitmap()); // drawn without being copied first, as a canvas is
  return made.get(name);
}

const MESH = 0.15; // mm
function honeycomb({ c, s, left, top, size, colours }, veil) { // the pigment net; `veil` says where it fades
  const [r, g, b] = hex(colours.net), all = lines();
  const tile = sprite(`net${colours.net}`, TILE, TILE, (x, y) => [r, g, b, all[Math.floor(y * TILE) * TILE + Math.floor(x * TILE)]]);
  const paint = (to) => {
    const pattern = to.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().scale(MESH * CELLS * s / TILE));
    to.fillStyle = pattern; to.fillRect(left * s, top * s, size * s, size * s);
  };
  c.globalAlpha = colours.net_strength;
  if (!veil) paint(c);
  else {
    const wide = Math.ceil(size * s), over = new OffscreenCanvas(wide, wide), to = over.getContext("2d");
    to.translate(-left * s, -top * s);
    paint(to);
    to.globalCompositeOperation = "destination-in";
    to.drawImage(veil, left * s, top * s, size * s, size * s);
    c.drawImage(over, left * s, top * s, size * s, size * s);
  }
  c.globalAlpha = 1;
}

// What does not change while a slider moves is worked out once a place.
const known = new Map();
function fields({ left, top, size, seed, far, grain }) {
  const name = [left, top, size, seed, grain].join();
  if (known.has(name)) return known.get(name);
  if (known.size > 12) known.clear();
  const n = grain * grain, f = { spots: new Float32Array(n), blotch: new Float32Array(n), edge: new Float32Array(n) };
  for (let j = 0; j < grain; j++) for (let i = 0; i < grain; i++) {
    const x = left + (i + 0.5) * size / grain + 7 * (seed % 50), y = top + (j + 0.5) * size / grain, k = j * grain + i;
    f.spots[k] = rough(x / 1.7, y / 1.7) - 0.5 + 0.35 * (soft(9 * x, 9 * y) - 0.5);
    f.blotch[k] = smooth(0.3, 0.72, rough(x / (far ? 5 : 2.2) + 40, y / (far ? 5 : 2.2) + 40));
    f.edge[k] = rough(x / 0.55 + 80, y / 0.55 + 11);
  }
  known.set(name, f);
  return f;
}

function heap({ left, top, size, grain }, places, reach) { // soft hills around places, on the grain of the skin
  const out = new Float32Array(grain * grain), per = grain / size, ends = 4.8; // a hill is over at the root of this, in reaches
  const high = Math.sqrt(ends) * reach;
  for (const [x, y] of places) {
    const j0 = Math.max(0, Math.floor((y - high - top) * per)), j1 = Math.min(grain - 1, Math.ceil((y + high - top) * per));
    for (let j = j0; j <= j1; j++) {
      const dy = (top + (j + 0.5) / per - y) / reach, wide = reach * Math.sqrt(Math.max(0, ends - dy * dy));
      const i0 = Math.max(0, Math.floor((x - wide - left) * per)), i1 = Math.min(grain - 1, Math.ceil((x + wide - left) * per));
      for (let i = i0, k = j * grain + i0; i <= i1; i++, k++) {
        const dx = (left + (i + 0.5) / per - x) / reach, q = 1 - (dx * dx + dy * dy) / ends;
        if (q > 0) out[k] += q * q * q * q;
      }
    }
  }
  return out;
}

const within = (discs, x, y, wavy = 0) => !discs.length || discs.some(([cx, cy, r]) => {
  const a = Math.atan2(y - cy, x - cx), edge = r * (1 + 0.05 * Math.sin(3 * a + cx) + 0.03 * Math.sin(7 * a + cy)) + wavy;
  return (x - cx) ** 2 + (y - cy) ** 2 < edge * edge;
});

function sores({ left, top, size, signs, discs }) { // middle and size of every open sore
  if (!signs.ulcer) return [];
  const places = discs.length ? discs : [[left + 0.64 * size, top + 0.34 * size, 0.16 * size]];
  return places.map(([x, y, r]) => [x, y, r * (0.36 + 0.5 * signs.ulcer)]);
}

function skin(scene) { // colour of every point: tone, pigment net, redness in patches, scars; returns where scars are
  const { c, s, left, top, size, data, signs, discs, colours, near, far, grain } = scene, f = fields(scene);
  const lost = [], mouths = [];
  for (const i of near) {
    const at = [data.x[i], data.y[i]];
    if (data.look[i] === KINDS.LOST) { lost.push(at); count(scene, i); } else if (leads(scene, i)) mouths.push(at);
  }
  const scar = lost.length ? heap(scene, lost, far ? Math.max(0.7, 1.3 * size / grain) : 0.8) : null;
  const kept = scar && !far ? heap(scene, mouths, 0.42) : null; // an opening that is left stands in skin, not in the scar
  const round = signs.redness && !far ? heap(scene, mouths, 0.34) : null;
  const brown = signs.pigment && !far ? heap(scene, mouths.filter((_, i) => noise(i, 61) < signs.pigment + 0.15), 0.24) : null;
  const tone = hex(colours.skin), red = hex(colours.inflamed), milk = hex(colours.scar), web = hex(colours.net), halo = hex(colours.pigment);
  const picture = new ImageData(grain, grain), px = picture.data, scars = scar && new Float32Array(grain * grain);
  const open = sores(scene), veiled = !far && colours.net_strength && (scar || signs.redness || open.length);
  const veil = veiled ? new ImageData(grain, grain) : null;
  const weave = far ? 0.25 * colours.net_strength : 0, dark = colours.dark;
  for (let j = 0, k = 0; j < grain; j++) for (let i = 0; i < grain; i++, k++) {
    let white = 0, hot = 0, edge = 0;
    if (scar && scar[k] > 0.02) {
      white = smooth(0.05, 1.15, scar[k] + 0.9 * (f.edge[k] - 0.5) + 0.5 * f.spots[k] - (kept ? 0.9 * Math.min(1, kept[k]) : 0));
      scars[k] = white; edge = smooth(0.02, 0.4, scar[k]) * (1 - white);
    }
    if (signs.redness || open.length) {
      const x = left + (i + 0.5) * size / grain, y = top + (j + 0.5) * size / grain;
      if (signs.redness && (!discs.length || within(discs, x, y, 1.2 * (f.edge[k] - 0.4)))) {
        // Beside a scar the skin is even, with a faint ring at its border; elsewhere redness comes in patches.
        const ring = round ? Math.min(1, round[k]) : 0.45;
        hot = signs.redness * (scar ? 0.25 + 0.2 * edge + 0.2 * edge * ring : Math.min(1, 0.3 + 0.55 * f.blotch[k] + 0.32 * ring)) * (1 - white);
      }
      for (const [sx, sy, r] of open) hot = Math.max(hot, 0.95 * smooth(2.1, 1, Math.hypot(x - sx, y - sy) / r + 0.7 * (f.edge[k] - 0.5)) * (1 - white));
    }
    if (veil) veil.data[4 * k + 3] = 255 * (1 - white) * (1 - 0.6 * hot);
    // Swollen skin: its own pattern fades, and it shines in places, which helps where colour hardly changes.
    const web_here = weave * (1 - white) * (1 - 0.6 * hot);
    const shine = hot * (dark ? 0.2 : 0.12) * smooth(0.62, 0.9, f.edge[k] + 0.25 * f.spots[k]) + white * (0.04 + 0.3 * smooth(0.3, 0.8, 0.45 * f.blotch[k] + 0.55 * f.edge[k] + 0.12 * f.spots[k]));
    const light = 1 + 0.09 * f.spots[k] * (1 - white);
    for (let ch = 0; ch < 3; ch++) {
      let v = tone[ch] * light;
      v += (web[ch] - v) * web_here;
      if (brown) v += (halo[ch] - v) * 0.75 * Math.min(1, brown[k]) * (0.6 + 0.5 * f.edge[k]);
      v += (red[ch] - v) * hot;
      v += (milk[ch] - v) * 0.8 * white;
      v += (255 - v) * shine;
      px[4 * k + ch] = v;
    }
    px[4 * k + 3] = 255;
  }
  const small = (image) => { const canvas = new OffscreenCanvas(grain, grain); canvas.getContext("2d").putImageData(image, 0, 0); return canvas; };
  c.drawImage(small(picture), left * s, top * s, size * s, size * s);
  if (!far && colours.net_strength) honeycomb(scene, veil && small(veil));
  scene.scars = Boolean(scar);
  return (x, y) => { // how much scar there is at a place
    if (!scars) return 0;
    const i = Math.floor((x - left) * grain / size), j = Math.floor((y - top) * grain / size);
    return i < 0 || j < 0 || i >= grain || j >= grain ? 0 : scars[j * grain + i];
  };
}

function scattered(scene, per_cm2, level, salt, paintOne) { // places, evenly spread, that stay as the level moves
  const { left, top, size, side, discs, seed } = scene, across = Math.max(1, Math.round(Math.sqrt(per_cm2) * side / 10)), cell = side / across;
  for (let i = 0; i < across * across; i++) {
    if (noise(i + seed, salt + 2) > level) continue;
    const x = (i % across + 0.1 + 0.8 * noise(i + seed, salt)) * cell, y = (Math.floor(i / across) + 0.1 + 0.8 * noise(i + seed, salt + 1)) * cell;
    if (x < left - 2 || y < top - 2 || x > left + size + 2 || y > top + size + 2) continue;
    if (within(discs, x, y) && scene.scarred(x, y) < 0.05) paintOne(x, y, i);
  }
}

function pores({ c, s, data, colours, near, left, top, size, scarred, seed }) { // regular pinpoint white dots of dark skin
  if (!colours.pores) return;
  const step = 0.62, busy = new Set();
  for (const i of near) busy.add(`${Math.round(data.x[i] / 0.4)},${Math.round(data.y[i] / 0.4)}`);
  c.fillStyle = colours.pores;
  for (let j = Math.floor(top / step); j * step < top + size; j++) for (let i = Math.floor(left / step); i * step < left + size; i++) {
    const k = 997 * j + i + seed, x = (i + (j & 1 ? 0.5 : 0) + 0.35 * (noise(k, 7) - 0.5)) * step, y = (j + 0.35 * (noise(k, 8) - 0.5)) * step;
    if (scarred(x, y) > 0.02 || busy.has(`${Math.round(x / 0.4)},${Math.round(y / 0.4)}`)) continue;
    c.globalAlpha = 0.5 + 0.25 * noise(k, 9); c.beginPath(); c.arc(x * s, y * s, (0.03 + 0.012 * noise(k, 10)) * s, 0, 7); c.fill();
  }
  c.globalAlpha = 1;
}

function branches(x, y, angle, length, width, id, depth, found = []) { // one vessel and what it divides into, each thinning to nothing
  const steps = Math.max(8, Math.ceil(length / 0.09)), points = [[x, y]], bow = (noise(id, 70) - 0.5) * 1.6;
  const ways = [];
  for (let k = 0, px = x, py = y; k < steps; k++) {
    const t = k / steps, a = angle + bow * t + 0.55 * (soft(id + 3.2 * t * length, 0.37 * id) - 0.5) + 0.3 * Math.sin(4.4 * t * length + id);
    px += length / steps * Math.cos(a); py += length / steps * Math.sin(a);
    points.push([px, py]); ways.push(a);
  }
  const wide = (t) => width * (1 - t) ** 0.8 * (depth < 2 ? 1 : smooth(0, 0.35, t));
  found.push([points, wide]);
  if (depth) for (let k = 0; k < 3; k++) {
    const t = 0.22 + 0.22 * k + 0.1 * noise(id + k, 72), at = Math.round(t * steps), turn = (k % 2 === (noise(id, 73) < 0.5 ? 0 : 1) ? 1 : -1) * (0.5 + 0.4 * noise(id + k, 74));
    branches(...points[at], ways[Math.min(at, steps - 1)] + turn, length * (0.62 - 0.12 * k), 0.75 * width * (1 - 0.7 * t), id * 3 + k + 1, depth - 1, found);
  }
  return found;
}
function vessel(c, s, ...where) { // drawn as one shape, so that no joint shows
  trace(c, s, branches(...where));
}
const copies = new Map();
function copied(scene, name, x, y, reach, paint) { // what looks the same while a slider moves is painted once, then copied
  const { c, s, ratio } = scene, wide = Math.ceil(2 * reach * s * ratio), key = `${name},${(s * ratio).toFixed(3)}`;
  if (!copies.has(key)) {
    if (copies.size > 160) copies.clear();
    const canvas = new OffscreenCanvas(wide, wide), to = canvas.getContext("2d");
    to.scale(ratio, ratio); to.translate((reach - x) * s, (reach - y) * s);
    paint(to);
    copies.set(key, canvas.transferToImageBitmap());
  }
  c.drawImage(copies.get(key), Math.round((x - reach) * s * ratio) / ratio, Math.round((y - reach) * s * ratio) / ratio, wide / ratio, wide / ratio);
}
function trace(c, s, all) {
  for (const [grow, alpha] of [[1.9, 0.16], [1.3, 0.35], [0.9, 0.65]]) {
    const whole = new Path2D();
    for (const [points, wide] of all) whole.addPath(ribbon(points, s, (t) => Math.max(grow * wide(t), 0.5 / s * Math.sin(Math.PI * t))));
    c.globalAlpha = alpha; c.fill(whole);
  }
  c.globalAlpha = 1;
}
function vessels(scene) {
  const { c, s, signs, colours, far, seed } = scene;
  if (far) return;
  c.fillStyle = colours.vessel;
  if (signs.vessels) scattered(scene, 46, signs.vessels, 21, (x, y, i) => {
    const long = 1.5 + 1.6 * noise(i, 25);
    copied(scene, `vessel${seed},${i},${colours.vessel}`, x, y, 1.05 * long, (to) => {
      to.fillStyle = colours.vessel;
      vessel(to, s, x, y, 6.3 * noise(i, 24), long, (colours.dark ? 0.042 : 0.032) + 0.016 * noise(i, 26), i, 2);
    });
  });
  if (signs.dots) scattered(scene, 190, signs.dots, 27, (x, y, i) => {
    for (const [r, alpha] of [[0.085, 0.3], [0.05 + 0.02 * noise(i, 28), 0.85]]) { c.globalAlpha = alpha; c.beginPath(); c.arc(x * s, y * s, r * s, 0, 7); c.fill(); }
  });
  c.globalAlpha = 1;
}

const SHEETS = 9; // different flakes, and as many sleeves
const HORN = [252, 249, 241];
function flake(c, s, x, y, r, id, alpha) { // a thin scale in layers, torn at its edge, that lets the skin through
  const kind = id % SHEETS;
  const image = sprite(`flake${kind}`, 72, 72, (u, v) => {
    const dx = 2 * u - 1, dy = 2 * v - 1, a = Math.atan2(dy, dx);
    const edge = 0.45 + 0.4 * soft(kind * 7 + 1.5 * Math.cos(a), 30 + 1.5 * Math.sin(a)) + 0.3 * (rough(kind * 9 + 5 * u, 5 * v) - 0.5);
    const inside = edge - Math.hypot(dx, dy), torn = smooth(0, 0.13, inside + 0.2 * (soft(kind + 17 * u, 17 * v) - 0.5));
    const layer = Math.floor(3 * Math.min(0.99, 0.9 * inside + rough(kind * 5 + 3.4 * u, 3.4 * v))) / 3;
    return [...HORN, torn * (0.3 + 0.75 * layer + 0.2 * (soft(21 * u, 21 * v + kind) - 0.5))];
  });
  c.save(); c.globalAlpha = alpha; c.translate(x * s, y * s); c.rotate(6.3 * noise(id, 33)); c.scale(1, 0.6 + 0.4 * noise(id, 34));
  c.drawImage(image, -1.3 * r * s, -1.3 * r * s, 2.6 * r * s, 2.6 * r * s);
  c.restore();
}
function scales(scene) {
  const { c, s, signs, far } = scene;
  if (signs.scale) scattered(scene, far ? 40 : 170, signs.scale, 31, (x, y, i) => {
    flake(c, s, x, y, (far ? 0.5 : 0.14 + 0.42 * noise(i, 35) ** 2.2) * (0.75 + 0.5 * signs.scale), i, (far ? 0.8 : 0.5) + 0.3 * noise(i, 38));
  });
}

function crusts(scene, alpha = 1) { // an open sore under its crust: honey to brown, flat, cracked, as light as the skin lets it be
  const { c, s, colours } = scene, lit = hex(colours.skin).map((one) => 0.3 + 0.75 * one / 235);
  for (const [x, y, r] of sores(scene)) {
    const image = sprite(`crust${x.toFixed(1)},${y.toFixed(1)}${colours.skin}`, 150, 150, (u, v) => {
      const dx = 3 * u - 1.5, dy = 3 * v - 1.5, a = Math.atan2(dy, dx), p = dx + 0.9 * rough(x + 4 * u, 4 * v), q = dy + 0.9 * rough(9 + 4 * u, y + 4 * v);
      const edge = 0.5 + 0.8 * soft(x + 1.3 * Math.cos(a), y + 1.3 * Math.sin(a)) + 0.75 * (rough(x + 6 * u, y + 6 * v) - 0.5);
      const inside = edge - Math.hypot(dx, dy), grit = soft(40 * u, 40 * v) - 0.5, thick = rough(x + 4.5 * u, y + 4.5 * v + 20);
      const crust = smooth(-0.02, 0.22, inside + 0.12 * grit), split = smooth(0.55, 1, crack(1.15 * p + 7, 1.15 * q + 3)) * smooth(0.35, 0.55, rough(x + 4 * u, 4 * v + 60)) + 0.5 * smooth(0.7, 1, crack(3.1 * q, 3.1 * p)) * smooth(0.5, 0.62, rough(x + 5 * u + 9, 5 * v));
      let colour = blend([96, 56, 36], [188, 136, 74], smooth(0.34, 0.66, thick));
      colour = blend(colour, [66, 34, 28], 0.6 * Math.min(1, split));
      colour = blend([92, 36, 34], colour, crust).map((one, k) => one * lit[k] * (1 + 0.22 * grit));
      return [...colour, Math.max(0.95 * crust, 0.6 * smooth(-0.12, 0.06, inside + 0.1 * grit))];
    });
    c.globalAlpha = alpha; c.drawImage(image, (x - 1.5 * r) * s, (y - 1.5 * r) * s, 3 * r * s, 3 * r * s); c.globalAlpha = 1;
  }
}
