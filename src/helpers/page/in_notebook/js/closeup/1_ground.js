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
function net(x, y) { // 1 on the lines of a honeycomb with meshes of one unit, 0 in its holes
  if (!meshes) {
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
      meshes[j * TILE + i] = 1 - smooth(0.04, 0.42, two - one);
    }
  }
  const m = TILE - 1, k = TILE / CELLS;
  return meshes[(Math.round(y * k) & m) * TILE + (Math.round(x * k) & m)];
}

// What does not change while a slider moves is worked out once a place.
const known = new Map();
function fields({ left, top, size, seed, far, grain }) {
  const name = [left, top, size, seed, grain].join();
  if (known.has(name)) return known.get(name);
  if (known.size > 12) known.clear();
  const n = grain * grain, f = { spots: new Float32Array(n), lines: new Float32Array(n), blotch: new Float32Array(n), edge: new Float32Array(n) };
  for (let j = 0; j < grain; j++) for (let i = 0; i < grain; i++) {
    const x = left + (i + 0.5) * size / grain + 7 * (seed % 50), y = top + (j + 0.5) * size / grain, k = j * grain + i;
    f.spots[k] = rough(x / 1.7, y / 1.7) - 0.5 + 0.35 * (soft(9 * x, 9 * y) - 0.5);
    f.lines[k] = far ? 0.25 : net(x / 0.3 + 0.5 * soft(x, y), y / 0.3 + 0.5 * soft(x + 9, y));
    f.blotch[k] = smooth(0.3, 0.72, rough(x / (far ? 5 : 2.2) + 40, y / (far ? 5 : 2.2) + 40));
    f.edge[k] = rough(x / 0.55 + 80, y / 0.55 + 11);
  }
  known.set(name, f);
  return f;
}

function heap({ left, top, size, grain }, places, reach) { // soft hills around places, on the grain of the skin
  const out = new Float32Array(grain * grain), per = grain / size, far = 2.2 * reach;
  for (const [x, y] of places) {
    const i0 = Math.max(0, Math.floor((x - far - left) * per)), i1 = Math.min(grain - 1, Math.ceil((x + far - left) * per));
    const j0 = Math.max(0, Math.floor((y - far - top) * per)), j1 = Math.min(grain - 1, Math.ceil((y + far - top) * per));
    for (let j = j0; j <= j1; j++) for (let i = i0; i <= i1; i++) {
      const dx = (left + (i + 0.5) / per - x) / reach, dy = (top + (j + 0.5) / per - y) / reach, q = 1 - (dx * dx + dy * dy) / 4.8;
      if (q > 0) out[j * grain + i] += q * q * q * q;
    }
  }
  return out;
}

const within = (discs, x, y, wavy = 0) => !discs.length || discs.some(([cx, cy, r]) => {
  const a = Math.atan2(y - cy, x - cx), edge = r * (1 + 0.05 * Math.sin(3 * a + cx) + 0.03 * Math.sin(7 * a + cy)) + wavy;
  return (x - cx) ** 2 + (y - cy) ** 2 < edge * edge;
});

function skin(scene) { // colour of every point: tone, pigment net, redness in patches, scars; returns where scars are
  const { c, s, left, top, size, data, signs, discs, colours, near, far, grain } = scene, f = fields(scene);
  const lost = [], mouths = [], rims = [];
  for (const i of near) {
    const at = [data.x[i], data.y[i]];
    if (data.look[i] === KINDS.LOST) { lost.push(at); count(scene, i); } else mouths.push(at);
  }
  const scar = lost.length ? heap(scene, lost, far ? Math.max(0.62, 1.3 * size / grain) : 0.52) : null;
  const kept = scar && !far ? heap(scene, mouths, 0.3) : null; // around an opening that is left the skin is left, too
  const round = signs.redness && !far ? heap(scene, mouths, 0.34) : null;
  const brown = signs.pigment && !far ? heap(scene, mouths.filter((_, i) => noise(i, 61) < signs.pigment + 0.15), 0.24) : null;
  const tone = hex(colours.skin), red = hex(colours.inflamed), milk = hex(colours.scar), web = hex(colours.net), halo = hex(colours.pigment);
  const picture = new ImageData(grain, grain), px = picture.data, scars = scar && new Float32Array(grain * grain);
  const weave = colours.net_strength, dark = colours.dark;
  for (let j = 0, k = 0; j < grain; j++) for (let i = 0; i < grain; i++, k++) {
    let white = 0, hot = 0;
    if (scar && scar[k] > 0.05) { white = smooth(0.3, 0.85, scar[k] * (0.45 + 1.1 * f.edge[k]) - (kept ? 0.75 * Math.min(1, kept[k]) : 0)); scars[k] = white; }
    if (signs.redness) {
      const x = left + (i + 0.5) * size / grain, y = top + (j + 0.5) * size / grain;
      if (!discs.length || within(discs, x, y, 1.2 * (f.edge[k] - 0.4))) hot = signs.redness * Math.min(1, 0.22 + 0.6 * f.blotch[k] + (round ? 0.32 * Math.min(1, round[k]) : 0.15)) * (1 - 0.55 * white);
    }
    // Swollen skin: its own pattern fades, and it shines in places, which helps where colour hardly changes.
    const web_here = weave * f.lines[k] * (1 - white) * (1 - 0.6 * hot);
    const shine = hot * (dark ? 0.30 : 0.12) * smooth(0.62, 0.9, f.edge[k] + 0.25 * f.spots[k]);
    const light = 1 + 0.09 * f.spots[k] * (1 - 0.6 * white);
    for (let ch = 0; ch < 3; ch++) {
      let v = tone[ch] * light;
      v += (web[ch] - v) * web_here;
      if (brown) v += (halo[ch] - v) * 0.75 * Math.min(1, brown[k]) * (0.6 + 0.5 * f.edge[k]);
      v += (red[ch] - v) * hot;
      if (white) v += (milk[ch] * (0.92 + 0.12 * f.edge[k]) - v) * 0.9 * white;
      v += (255 - v) * shine;
      px[4 * k + ch] = v;
    }
    px[4 * k + 3] = 255;
  }
  const small = new OffscreenCanvas(grain, grain);
  small.getContext("2d").putImageData(picture, 0, 0);
  c.imageSmoothingEnabled = true; c.imageSmoothingQuality = "high";
  c.drawImage(small, left * s, top * s, size * s, size * s);
  return (x, y) => { // how much scar there is at a place
    if (!scars) return 0;
    const i = Math.floor((x - left) * grain / size), j = Math.floor((y - top) * grain / size);
    return i < 0 || j < 0 || i >= grain || j >= grain ? 0 : scars[j * grain + i];
  };
}

function scattered(scene, per_cm2, level, salt, paintOne) { // places that stay as the level moves
  const { left, top, size, side, discs, seed } = scene, all = Math.round(per_cm2 * (side / 10) ** 2);
  for (let i = 0; i < all; i++) {
    if (noise(i + seed, salt + 2) > level) continue;
    const x = side * noise(i + seed, salt), y = side * noise(i + seed, salt + 1);
    if (x < left - 2 || y < top - 2 || x > left + size + 2 || y > top + size + 2) continue;
    if (within(discs, x, y)) paintOne(x, y, i);
  }
}

function pores({ c, s, data, colours, near, left, top, size, scarred, seed }) { // regular pinpoint white dots of dark skin
  if (!colours.pores) return;
  const step = 0.62, busy = new Set();
  for (const i of near) busy.add(`${Math.round(data.x[i] / 0.4)},${Math.round(data.y[i] / 0.4)}`);
  c.fillStyle = colours.pores;
  for (let j = Math.floor(top / step); j * step < top + size; j++) for (let i = Math.floor(left / step); i * step < left + size; i++) {
    const k = 997 * j + i + seed, x = (i + (j & 1 ? 0.5 : 0) + 0.35 * (noise(k, 7) - 0.5)) * step, y = (j + 0.35 * (noise(k, 8) - 0.5)) * step;
    if (scarred(x, y) > 0.25 || busy.has(`${Math.round(x / 0.4)},${Math.round(y / 0.4)}`)) continue;
    for (const [r, alpha] of [[0.085, 0.25], [0.05, 0.75]]) {
      c.globalAlpha = alpha; c.beginPath(); c.arc(x * s, y * s, r * s, 0, 7); c.fill();
    }
  }
  c.globalAlpha = 1;
}

function twig(c, s, x, y, angle, length, width, id, depth, blur) { // one vessel: winding, thick and thin, dividing
  let px = x, py = y, a = angle;
  const steps = Math.ceil(length / 0.12);
  if (blur) { c.lineWidth = s * width; c.beginPath(); c.moveTo(x * s, y * s); }
  for (let k = 0; k < steps; k++) {
    a += 0.9 * (noise(id * 31 + k, 71) - 0.5) + 0.28 * Math.sin(k / 2.9 + id) + 0.12 * Math.sin(k / 7 + 2 * id);
    const nx = px + 0.12 * Math.cos(a), ny = py + 0.12 * Math.sin(a);
    if (blur) c.lineTo(nx * s, ny * s);
    else {
      c.beginPath(); c.moveTo(px * s, py * s); c.lineTo(nx * s, ny * s);
      c.lineWidth = Math.max(0.7, s * width * (0.6 + 0.8 * soft(id + k / 3, 3)) * (1 - 0.5 * k / steps));
      c.stroke();
    }
    if (!blur && depth && k > 3 && noise(id * 17 + k, 72) < 0.1) twig(c, s, nx, ny, a + (noise(id + k, 73) < 0.5 ? 0.9 : -0.9), 0.55 * length, 0.7 * width, id + 5 * k + 1, depth - 1);
    px = nx; py = ny;
  }
  if (blur) c.stroke();
}
function vessels(scene) {
  const { c, s, signs, colours, far } = scene;
  if (far) return;
  c.lineCap = "round"; c.strokeStyle = c.fillStyle = colours.vessel;
  if (signs.vessels) scattered(scene, 42, signs.vessels, 21, (x, y, i) => {
    const angle = 6.3 * noise(i, 24), length = 1.1 + 1.6 * noise(i, 25), width = 0.028 + 0.045 * noise(i, 26) ** 2 * signs.vessels;
    c.globalAlpha = 0.16; twig(c, s, x, y, angle, length, 2.6 * width, i, 0, true);
    c.globalAlpha = 0.66; twig(c, s, x, y, angle, length, width, i, 2);
  });
  if (signs.dots) scattered(scene, 190, signs.dots, 27, (x, y, i) => {
    for (const [r, alpha] of [[0.085, 0.3], [0.05 + 0.02 * noise(i, 28), 0.85]]) { c.globalAlpha = alpha; c.beginPath(); c.arc(x * s, y * s, r * s, 0, 7); c.fill(); }
  });
  c.globalAlpha = 1;
}

function flake(c, s, x, y, r, id, alpha, far) { // a thin, torn scale that lets the skin through
  const corners = far ? 6 : 11, turn = 6.3 * noise(id, 33), flat = 0.45 + 0.4 * noise(id, 34);
  const outline = (grow) => {
    c.beginPath();
    for (let k = 0; k <= corners; k++) {
      const a = (k % corners) / corners * 6.2832, d = grow * r * (0.62 + 0.62 * noise(id + (k % corners), 36));
      const u = d * Math.cos(a), v = flat * d * Math.sin(a);
      const px = (x + u * Math.cos(turn) - v * Math.sin(turn)) * s, py = (y + u * Math.sin(turn) + v * Math.cos(turn)) * s;
      if (k) c.lineTo(px, py); else c.moveTo(px, py);
    }
  };
  c.fillStyle = `rgba(252,250,242,${alpha})`;
  outline(1); c.fill();
  if (far) return;
  outline(0.62); c.fill();
  c.lineWidth = Math.max(0.5, 0.018 * s); c.strokeStyle = `rgba(255,255,255,${Math.min(1, alpha + 0.05)})`;
  outline(1); c.stroke();
}
function scales(scene) {
  const { c, s, signs, far } = scene;
  if (signs.scale) scattered(scene, far ? 40 : 170, signs.scale, 31, (x, y, i) => {
    flake(c, s, x, y, (far ? 0.5 : 0.12 + 0.38 * noise(i, 35) ** 2.2) * (0.75 + 0.5 * signs.scale), i, (far ? 0.55 : 0.28) + 0.2 * noise(i, 38), far);
  });
}

function sore(scene) { // an open sore: raw edge, yellow crust
  const { c, s, left, top, size, signs, discs } = scene;
  if (!signs.ulcer) return;
  for (const [x, y, r] of discs.length ? discs : [[left + 0.64 * size, top + 0.34 * size, 0.16 * size]]) {
    const ring = (grow) => {
      c.beginPath();
      for (let k = 0; k <= 60; k++) {
        const a = k / 60 * 6.2832, d = grow * r * (0.25 + 0.4 * signs.ulcer) * (0.75 + 0.5 * soft(3 + 2 * Math.cos(a), 9 + 2 * Math.sin(a)));
        c.lineTo((x + d * Math.cos(a)) * s, (y + d * Math.sin(a)) * s);
      }
      c.closePath();
    };
    for (const [grow, colour] of [[1.12, "rgba(90,20,30,0.35)"], [1, "#7d2029"], [0.86, "#a8343a"], [0.6, "rgba(202,160,74,0.85)"], [0.42, "rgba(222,190,110,0.8)"]]) { ring(grow); c.fillStyle = colour; c.fill(); }
  }
}
