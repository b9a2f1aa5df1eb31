// The hairs of a close look, each along its own path from its opening.
const CURL = { // how far the direction swings, and over how many mm
  straight: { swing: 0.06, over: 9, step: 1.1, taut: 0.5, reach: 13 },
  wavy: { swing: 0.42, over: 7, step: 0.6, taut: 1, reach: 13 },
  curly: { swing: 1.15, over: 5.2, step: 0.36, taut: 2.2, reach: 7.5 },
  coily: { swing: 1.75, over: 4.2, step: 0.26, taut: 3.2, reach: 6 },
}; // `taut`: mm until a curl begins, as the parting pulls it straight; `reach`: mm drawn of a long hair

// A short hair stands up and is seen foreshortened, so that its end lies in the field.
const seen = (length) => 2.6 * (1 - Math.exp(-length / 4));
const upright = (length) => 0.35 + 1.5 * (1 - Math.exp(-length / 6));

const parting = ({ middle, far }, y) => middle + (far ? 2.2 : 0.45) * Math.sin(y / (far ? 11 : 3.1));

function heading(scene, x, y, i) { // away from the parting, in locks; seen from above, away from bare patches
  const { far, discs } = scene;
  if (far && discs.length) {
    const [dx, dy, past, r] = discs.map(([cx, cy, r]) => [x - cx, y - cy, Math.hypot(x - cx, y - cy) - r, r]).sort((a, b) => a[2] - b[2])[0];
    if (past < 8 && past > -0.6 * r) return Math.atan2(dy, dx) + 0.5 * (noise(i, 4) - 0.5);
  }
  const away = far && scene.bare ? scene.bare(x, y) : null;
  if (away) return Math.atan2(away[1], away[0]) + 0.5 * (noise(i, 4) - 0.5);
  // Units beside the parting fall to either side, so that openings stand in it.
  const right = x + (far ? 0.5 * (noise(i, 3) - 0.5) : 2.2 * (soft(x / 0.5 + 31, y / 0.5 + 13) - 0.5)) > parting(scene, y);
  const lock = soft(x / 1.6 + 50, y / 1.1 + 50) - 0.5;
  const angle = 0.32 + 1.0 * lock + (far ? 0.3 : 0.5) * (noise(i, 4) - 0.5);
  return right ? angle : Math.PI - angle;
}

const TURNS = [0, 0.35, -0.35, 0.7, -0.7, 1.05, -1.05, 1.4, -1.4, 1.9, -1.9, 2.5, -2.5, 3.1];
function clear(scene, x, y, a, length) { // the nearest direction in which a hair does not lie over a scar
  let best = a, least = 99;
  for (const turn of TURNS) {
    let over = 0.4 * Math.abs(turn);
    for (let t = 0.35; t < Math.min(length, 6); t += 0.4) over += scene.scarred(x + t * Math.cos(a + turn), y + t * Math.sin(a + turn));
    if (over < least) { least = over; best = a + turn; }
  }
  return best;
}

function path(scene, i, length, curl, short, up) { // points in mm along a hair
  const { data } = scene, { over, step, taut } = CURL[curl], swing = CURL[curl].swing * (up ? 0.4 : short === "broken" ? 0.65 : 1), x0 = data.x[i], y0 = data.y[i];
  // A long hair lies as it is combed; a broken one points anywhere; one that grows back stands up.
  let a0 = scene.start ?? (up ? -1.57 + 1.1 * (noise(i, 14) - 0.5) : heading(scene, x0, y0, i) + (short ? (short === "lies" ? 0.5 : 2.2) * (noise(i, 14) - 0.5) : 0));
  const off0 = parting(scene, y0) - x0; // beside the parting, broken ends stand out from the others into it
  if (short === "broken" && scene.start === undefined && Math.abs(off0) < 1.6 && noise(i, 15) < 0.7) a0 = (off0 > 0 ? 0 : Math.PI) + 1.2 * (noise(i, 14) - 0.5);
  if (scene.scars) a0 = clear(scene, x0, y0, a0, length);
  const phase = 6.3 * soft(x0 / 1.2 + 20, y0 / 1.2 + 70) + 1.1 * noise(i, 5), wave = over * (0.85 + 0.3 * noise(i, 6));
  const flip = noise(i, 8) < 0.5 ? -1 : 1, drift = 0.05 * (noise(i, 7) - 0.5), lean = swing * flip * Math.sin(phase);
  const count = Math.max(3, Math.ceil(length / step)), points = [[x0, y0]], d = length / count;
  const side = Math.cos(a0) < 0 ? -1 : 1, combed = swing > 1 && !short && scene.start === undefined && !scene.scars, open = scene.sores ?? [];
  let x = x0, y = y0, bent = 0;
  for (let k = 1; k <= count; k++) {
    const t = k * d, ease = Math.min(1, 0.15 + t / taut);
    let a = a0 + bent + drift * t + ease * (swing * flip * Math.sin(6.2832 * t / wave + phase) - 0.25 * lean);
    if (scene.scars) for (const turn of TURNS) if (scene.scarred(x + 0.45 * Math.cos(a + turn), y + 0.45 * Math.sin(a + turn)) < 0.15) { bent += turn; a += turn; break; }
    x += d * Math.cos(a); y += d * Math.sin(a);
    let at = [x, y];
    if (combed) { // a comb has pulled the curls away from the parting
      const off = side * (x - parting(scene, y)), least = 0.75 + 0.1 * t;
      if (off < least) at = [x + side * 0.8 * (least - off) * Math.min(1, t), y];
    }
    for (const [sx, sy, r] of open) { // a crust sticks hairs together
      const dx = at[0] - sx, dy = at[1] - sy, far = Math.hypot(dx, dy) / r;
      if (far > 1.9 || far < 0.05) continue;
      const way = Math.atan2(dy, dx), lock = Math.round(way * 1.3) / 1.3, to = way + (lock - way) * 0.85 * smooth(1.9, 0.9, far);
      at = [sx + far * r * Math.cos(to), sy + far * r * Math.sin(to)];
    }
    points.push(at);
  }
  return points;
}

function line(points, s) {
  const p = new Path2D();
  p.moveTo(points[0][0] * s, points[0][1] * s);
  if (points.length < 4) { for (const [x, y] of points.slice(1)) p.lineTo(x * s, y * s); return p; }
  for (let k = 1; k < points.length - 1; k++) p.quadraticCurveTo(points[k][0] * s, points[k][1] * s, (points[k][0] + points[k + 1][0]) / 2 * s, (points[k][1] + points[k + 1][1]) / 2 * s);
  p.lineTo(points.at(-1)[0] * s, points.at(-1)[1] * s);
  return p;
}

function ribbon(points, s, width) { // a band along points, as wide in mm as width(share of the way)
  const left = [], right = [], last = points.length - 1;
  points.forEach(([x, y], k) => {
    const [ax, ay] = points[Math.max(0, k - 1)], [bx, by] = points[Math.min(last, k + 1)], d = Math.hypot(bx - ax, by - ay) || 1;
    const w = width(k / last) / 2;
    left.push([x - w * (by - ay) / d, y + w * (bx - ax) / d]); right.unshift([x + w * (by - ay) / d, y - w * (bx - ax) / d]);
  });
  const p = new Path2D();
  [...left, ...right].forEach(([x, y], k) => (k ? p.lineTo(x * s, y * s) : p.moveTo(x * s, y * s)));
  p.closePath();
  return p;
}
function finer(points, parts) { // a smoother path for bands
  const out = [];
  for (let k = 0; k + 1 < points.length; k++) for (let j = 0; j < parts; j++) out.push([0, 1].map((d) => points[k][d] + (points[k + 1][d] - points[k][d]) * j / parts));
  return [...out, points.at(-1)];
}

function shade(colours, i) { // each hair a little its own; a dark core, a light along it
  const own = 0.16 * (noise(i, 9) - 0.4), base = hex(colours.hair), body = own > 0 ? blend(base, [255, 240, 220], own) : blend(base, [0, 0, 0], -own);
  return { body: css(body), gleam: css(blend(body, [255, 250, 240], colours.gleam), 0.75), shadow: colours.shadow };
}

function shaft(scene, points, width, i) { // a hair that leaves the field
  const { c, s, colours } = scene, p = line(points, s), w = Math.max(0.9, width * s), { body, gleam, shadow } = shade(colours, i);
  c.lineCap = "butt"; c.lineJoin = "round"; // it sinks into its opening, and lies on the skin only further on
  const [[ax, ay], [bx, by]] = points, free = Math.min(0.9, 0.22 / Math.hypot(bx - ax, by - ay));
  c.save(); c.translate(0.045 * s, 0.06 * s); c.strokeStyle = shadow; c.lineWidth = 1.5 * w; c.stroke(line([[ax + free * (bx - ax), ay + free * (by - ay)], ...points.slice(1)], s)); c.restore();
  c.strokeStyle = body; c.lineWidth = w; c.stroke(p);
  if (w > 1.6) { c.save(); c.translate(-0.12 * w, -0.16 * w); c.strokeStyle = gleam; c.lineWidth = 0.3 * w; c.stroke(p); c.restore(); }
}
function band(scene, points, width, i) { // a hair with an end in the field
  const { c, s, colours } = scene, p = ribbon(points, s, width), { body, gleam, shadow } = shade(colours, i), last = points.length - 1;
  // It stands up towards the lens: its shadow leaves it at its root, and it is lit along its length.
  c.fillStyle = shadow; c.fill(ribbon(points.map(([x, y], k) => [x + 0.09 * k / last, y + 0.12 * k / last]), s, width));
  c.fillStyle = body; c.fill(p);
  c.save(); c.translate(-0.012 * s, -0.016 * s); c.fillStyle = gleam; c.fill(ribbon(points, s, (t) => 0.3 * width(t))); c.restore();
}

const UNIT = 0.3; // mm; hairs no further apart are of one unit
const stands = (scene, i) => noise(i, 16) < (scene.sprout ?? 1);
const mm = (scene, i) => (scene.data.width[i] || 72) / 1000;
const end = (points) => { const [a, b] = [points.at(-2), points.at(-1)]; return Math.atan2(b[1] - a[1], b[0] - a[0]); };

const leads = (scene, i) => (scene.unit ? scene.unit[i] === i : true); // one follicle speaks for its opening
function share(scene) { // hairs of one unit leave the skin through one opening
  const { data, near } = scene, x = Float64Array.from(data.x), y = Float64Array.from(data.y), unit = new Int32Array(x.length).fill(-1);
  const cells = new Map(), cell = (i) => 4096 * Math.floor(data.y[i] / UNIT + 64) + Math.floor(data.x[i] / UNIT + 64);
  const open = near.filter((i) => data.look[i] !== KINDS.LOST);
  for (const i of open) { const at = cell(i); if (cells.has(at)) cells.get(at).push(i); else cells.set(at, [i]); }
  for (const i of open) {
    if (unit[i] >= 0) continue;
    const mates = [];
    for (const step of [0, -1, 1, -4096, -4097, -4095, 4096, 4095, 4097]) for (const j of cells.get(cell(i) + step) ?? []) {
      if (unit[j] < 0 && Math.hypot(data.x[j] - data.x[i], data.y[j] - data.y[i]) < UNIT && mates.length < 3) mates.push(j);
    }
    const mx = mates.reduce((sum, j) => sum + data.x[j], 0) / mates.length, my = mates.reduce((sum, j) => sum + data.y[j], 0) / mates.length;
    for (const j of mates) {
      const aside = data.look[j] === KINDS.DOT || data.look[j] === KINDS.EXCLAMATION || data.look[j] === KINDS.EMPTY ? 0 : 0.25;
      unit[j] = i; x[j] = mx + aside * (data.x[j] - mx); y[j] = my + aside * (data.y[j] - my);
    }
  }
  scene.unit = unit; scene.places = data; scene.data = { ...data, x, y };
}

function mouth(scene, i) { // the small opening that the hairs of a unit share, a little darker at its rim
  if (!leads(scene, i)) return;
  const { c, s, colours, data } = scene, x = data.x[i] * s, y = data.y[i] * s;
  c.beginPath(); c.arc(x, y, 0.062 * s, 0, 7); c.fillStyle = colours.mouth; c.fill();
  c.strokeStyle = colours.mouth; c.lineWidth = 0.028 * s; c.stroke();
}
function sink(scene, i) { // the root of a hair lies in the shade of its opening
  const { c, s, colours, data } = scene;
  c.beginPath(); c.arc(data.x[i] * s, data.y[i] * s, 0.05 * s, 0, 7); c.fillStyle = colours.mouth; c.fill();
}

const TORN = [214, 178, 140]; // the fibres inside a shaft are paler than its cuticle
function brush(scene, points, w, i) { // a broken end: a few fibres that stand apart, in the colour of the shaft
  const { c, s, colours } = scene, [x, y] = points.at(-1), a = end(points), fibres = 6 + Math.floor(5 * noise(i, 89));
  c.lineCap = "butt"; c.lineWidth = Math.max(0.8, 0.17 * w * s);
  c.strokeStyle = css(blend(hex(colours.hair), TORN, colours.fray));
  c.beginPath();
  for (let k = 0; k < fibres; k++) {
    const off = 2 * (k + 0.6 * noise(i + k, 90)) / fibres - 1, reach = w * (1.8 + 1.4 * noise(i + 3 * k, 91)), wide = 0.45 * w * off, spread = 1.9 * w * off;
    const at = (along, aside) => [(x + along * Math.cos(a) - aside * Math.sin(a)) * s, (y + along * Math.sin(a) + aside * Math.cos(a)) * s];
    c.moveTo(...at(-0.6 * w, wide));
    c.quadraticCurveTo(...at(0.35 * reach, wide), ...at(reach, spread));
  }
  c.stroke();
}

function node(scene, points, k, w, i) { // the shaft swells like a spindle and is bent there; a few of its fibres burst out sideways
  const { c, s, colours } = scene, [p, q, r] = [points[k - 1], points[k], points[k + 1]];
  const on = (t) => [0, 1].map((d) => (1 - t) ** 2 * (p[d] + q[d]) / 2 + 2 * t * (1 - t) * q[d] + t * t * (q[d] + r[d]) / 2), [mx, my] = on(0.5); // as `line` goes
  const around = Array.from({ length: 49 }, (_, t) => on(t / 48)).filter(([x, y]) => Math.hypot(x - mx, y - my) < 2.3 * w);
  const torn = css(blend(hex(colours.hair), TORN, colours.fray));
  c.fillStyle = torn; c.fill(ribbon(around, s, (t) => Math.max(0.9 / s, w) * (0.9 + 1.05 * Math.sin(Math.PI * t) ** 2)));
  c.lineWidth = Math.max(0.7, 0.15 * w * s); c.strokeStyle = torn; c.beginPath();
  for (let f = 0; f < 10; f++) { // two brushes pushed into each other: fibres of both stand out on both sides
    const at = Math.floor((0.3 + 0.4 * noise(i + f, 92)) * (around.length - 1)), [x, y] = around[at], side = f % 2 ? 1 : -1, back = f % 4 < 2 ? 0 : Math.PI;
    const turn = end(around.slice(0, Math.max(2, at + 1))) + back + side * (0.45 + 0.5 * noise(i + f, 93)), long = (1.6 + 0.8 * noise(i + f, 94)) * w;
    c.moveTo(x * s, y * s); c.lineTo((x + long * Math.cos(turn)) * s, (y + long * Math.sin(turn)) * s);
  }
  c.stroke();
}

function kinked(points, k, turn) { // the same hair, bent at one place
  const [x, y] = points[k], cos = Math.cos(turn), sin = Math.sin(turn);
  return points.map(([px, py], j) => (j <= k ? [px, py] : [x + (px - x) * cos - (py - y) * sin, y + (px - x) * sin + (py - y) * cos]));
}

function sebum(scene, i, grow = 1) { // what fills an opening: a dull yellow dot, soft at its edge
  const { c, s, colours, data } = scene, x = data.x[i] * s, y = data.y[i] * s, r = grow * (0.11 + 0.06 * noise(i, 68)) * s;
  const tint = blend(hex(colours.opening), hex(colours.inflamed), 0.32 * noise(i, 70)), fill = c.createRadialGradient(x, y, 0, x, y, r);
  for (const [at, alpha] of [[0, 0.95], [0.55, 0.85], [0.8, 0.5], [1, 0]]) fill.addColorStop(at, css(tint, alpha));
  c.fillStyle = fill; c.beginPath(); c.arc(x, y, r, 0, 7); c.fill();
}
function plug(scene, i) { // under the hairs: what fills the openings where many are empty, one in each
  const often = { [KINDS.REGROWING]: 0.4, [KINDS.EXCLAMATION]: 0.6, [KINDS.DOT]: 0.6 }[scene.data.look[i]];
  if (often && leads(scene, i) && noise(i, 68) < often * (scene.yellow ?? 0)) sebum(scene, i, 0.9);
}

const DRAW = { // one follicle of each kind; length in mm
  [KINDS.LONG](scene, i) {
    const { curl } = scene.colours, { signs } = scene, w = mm(scene, i);
    mouth(scene, i);
    let points = path(scene, i, scene.reach ?? Math.min(CURL[curl].reach * (0.85 + 0.3 * noise(i, 13)) * Math.min(1, 0.25 + w / 0.07), scene.data.length[i]), curl), at = 0;
    if (signs.nodes && noise(i, 64) < 0.4 * signs.nodes) { // a node: the shaft burst, bent there and about to break
      at = Math.min(points.length - 2, Math.max(1, Math.round((0.18 + 0.5 * noise(i, 65)) * Math.min(points.length - 1, 4.5 / CURL[curl].step))));
      points = kinked(points, at, (noise(i, 95) < 0.5 ? -1 : 1) * (0.25 + 0.6 * noise(i, 96)));
    }
    shaft(scene, points, w, i); sink(scene, i);
    if (at) node(scene, points, at, w, i);
    scene.paths?.set(i, points);
  },
  [KINDS.REGROWING](scene, i) { // short, dark, of full thickness, with a point; upright where many grow back, else it lies with the others
    mouth(scene, i);
    const w = mm(scene, i), up = stands(scene, i), points = finer(path(scene, i, up ? upright(scene.data.length[i]) : seen(scene.data.length[i]), scene.colours.curl, up || "lies", up), 3);
    band(scene, points, (t) => w * (1 - 0.97 * t ** (up ? 3 : 1.6)), i); sink(scene, i);
    scene.paths?.set(i, points);
  },
  [KINDS.BROKEN](scene, i) { // as thick as others to its end, which is cut off square and frayed
    mouth(scene, i);
    const w = mm(scene, i), points = finer(path(scene, i, Math.max(0.4, seen(scene.data.length[i])), scene.colours.curl, "broken"), 2);
    band(scene, points, () => w, i); sink(scene, i);
    brush(scene, points, w, i);
    scene.paths?.set(i, points);
  },
  [KINDS.EXCLAMATION](scene, i) { // thick and frayed at its end, thin and pale where it enters the skin
    mouth(scene, i);
    const w = mm(scene, i), { curl } = scene.colours, points = finer(path(scene, i, 0.6 + 0.5 * scene.data.length[i], curl === "coily" || curl === "curly" ? "wavy" : curl, true), 5);
    band(scene, points, (t) => w * (0.34 + 0.82 * t), i); sink(scene, i);
    brush(scene, points, 1.1 * w, i);
  },
  [KINDS.DOT](scene, i) { // broken off at the skin: a black dot that fills the opening
    const { c, s, colours, data } = scene, x = data.x[i] * s, y = data.y[i] * s, r = (0.05 + 0.015 * noise(i, 66)) * s;
    c.beginPath(); c.arc(x, y, r, 0, 7); c.fillStyle = css(blend(hex(colours.hair), [0, 0, 0], 0.35)); c.fill();
  },
  [KINDS.EMPTY](scene, i) { // a yellow dot where many openings are empty; a single one, between hairs, is a small dimple
    const yellow = scene.yellow ?? 1, { c, s, colours, data } = scene;
    if (!leads(scene, i)) return;
    if (yellow > 0.1) sebum(scene, i, 0.5 + 0.5 * yellow);
    else { c.fillStyle = colours.mouth; for (const r of [0.075, 0.045]) { c.beginPath(); c.arc(data.x[i] * s, data.y[i] * s, r * s, 0, 7); c.fill(); } }
  },
  [KINDS.LOST]() {}, // its scar is part of the skin
};
DRAW[KINDS.RESTING] = DRAW[KINDS.LONG];

function collar(scene, i) { // a sleeve of scale around the first part of a shaft, and what it leaves at the opening
  const { c, s, data, paths } = scene, points = paths.get(i), kind = i % SHEETS;
  if (!points) return;
  const [bx, by] = points.find(([x, y]) => Math.hypot(x - data.x[i], y - data.y[i]) > 0.15) ?? points.at(-1), turn = Math.atan2(by - data.y[i], bx - data.x[i]);
  const image = sprite(`sleeve${kind}`, 96, 48, (u, v) => {
    const aside = Math.abs(2 * v - 1), grit = soft(kind + 26 * u, 13 * v) - 0.5, half = 0.66 + 0.16 * smooth(0.3, 0, u) - 0.08 * u + 0.26 * (rough(kind * 3 + 4 * u, v < 0.5 ? 3 : 40) - 0.5);
    const whole = smooth(0, 0.16, half - aside + 0.25 * grit) * smooth(0, 0.2, 0.8 + 0.3 * (soft(kind * 5, 7 * v) - 0.5) - u + 0.2 * grit) * smooth(0, 0.06, u);
    return [...HORN, whole * (0.6 + 0.35 * (aside / Math.max(0.2, half)) ** 2 + 0.5 * (rough(kind * 7 + 5 * u, 2 * v) - 0.5) + 0.25 * grit)];
  });
  const long = 0.34 + 0.34 * noise(i, 63), wide = mm(scene, i) + 0.1 + 0.05 * noise(i, 60);
  flake(c, s, data.x[i], data.y[i], 0.07 + 0.05 * noise(i, 57), 3 * i, 0.7);
  c.save(); c.translate(data.x[i] * s, data.y[i] * s); c.rotate(turn);
  c.drawImage(image, -0.03 * s, -0.72 * wide * s, long * s, 1.44 * wide * s);
  c.restore();
}

function count(scene, i) { // the key says what was drawn, so it is counted where it is drawn
  const { centre, size, tally, far } = scene, data = scene.places ?? scene.data, half = size / 2;
  if (far || (Math.abs(data.x[i] - centre[0]) <= half && Math.abs(data.y[i] - centre[1]) <= half)) tally[data.look[i]] += 1;
}

const shareOf = (data, look) => { let found = 0; for (const one of data.look) if (one === look) found += 1; return found / data.look.length; };

function closely(scene) { // the close field
  share(scene);
  const { data, near, signs, discs } = scene;
  scene.scarred = skin(scene);
  scene.sores = sores(scene);
  scene.sprout = smooth(0.08, 0.16, shareOf(data, KINDS.REGROWING));
  scene.yellow = smooth(0.12, 0.3, shareOf(data, KINDS.EMPTY));
  pores(scene);
  vessels(scene);
  const order = [...near].sort((a, b) => noise(a, 2) - noise(b, 2));
  for (const i of order) plug(scene, i);
  for (const i of order) if (data.look[i] === KINDS.EMPTY || data.look[i] === KINDS.DOT) { DRAW[data.look[i]](scene, i); count(scene, i); }
  scales(scene);
  crusts(scene);
  scene.paths = new Map();
  const flat = new Set([KINDS.EMPTY, KINDS.DOT, KINDS.LOST]), lies = (i) => data.look[i] === KINDS.LONG || data.look[i] === KINDS.RESTING || (data.look[i] === KINDS.REGROWING && !stands(scene, i));
  for (const short of [false, true]) for (const i of order) {
    const look = data.look[i];
    if (flat.has(look) || short === lies(i)) continue;
    DRAW[look](scene, i);
    if (signs.casts && noise(i, 62) < 0.5 * signs.casts && within(discs, data.x[i], data.y[i])) collar(scene, i);
    count(scene, i);
  }
  crusts(scene, 0.55); // hairs are stuck in it
}

function bare({ left, top, size, data, near }) { // seen from above: which way leads out of a scar, near one
  const cell = size / 50, grid = new Float32Array(52 * 52);
  let any = false;
  for (const i of near) if (data.look[i] === KINDS.LOST) {
    any = true;
    grid[Math.min(51, Math.max(0, 1 + Math.floor((data.y[i] - top) / cell))) * 52 + Math.min(51, Math.max(0, 1 + Math.floor((data.x[i] - left) / cell)))] += 1;
  }
  if (!any) return null;
  let soft = grid;
  for (let turn = 0; turn < 3; turn++) soft = soft.map((_, k) => { let sum = 0; for (const d of [-53, -52, -51, -1, 0, 1, 51, 52, 53]) sum += soft[k + d] || 0; return sum / 9; });
  return (x, y) => {
    const k = (1 + Math.floor((y - top) / cell)) * 52 + 1 + Math.floor((x - left) / cell), dx = (soft[k - 1] || 0) - (soft[k + 1] || 0), dy = (soft[k - 52] || 0) - (soft[k + 52] || 0);
    return Math.hypot(dx, dy) > 0.1 ? [dx, dy] : null;
  };
}

const FEW = 24, SHADES = 5; // strokes in one path: the canvas needs longer for all in a single one
function fromAbove(scene) { // thousands of hairs, each a stroke as it lies
  const { c, s, data, near, colours, discs } = scene, { swing, over } = CURL[colours.curl];
  scene.scarred = skin(scene);
  scene.bare = bare(scene);
  scales(scene);
  const groups = Array.from({ length: SHADES }, () => []), stubs = [], dots = [], mouths = [];
  for (const i of near) {
    const look = data.look[i];
    if (look !== KINDS.LOST) count(scene, i); // the skin has counted its scars
    if (look === KINDS.LONG || look === KINDS.RESTING) groups[i % SHADES].push(i);
    else if (look === KINDS.REGROWING || look === KINDS.BROKEN || look === KINDS.EXCLAMATION) stubs.push(i);
    else if (look === KINDS.DOT) dots.push(i);
    else if (look === KINDS.EMPTY) mouths.push(i);
  }
  const marks = (list, colour, size) => { c.fillStyle = colour; for (const i of list) c.fillRect(data.x[i] * s - size / 2, data.y[i] * s - size / 2, size, size); };
  marks(mouths, colours.opening, Math.max(1.2, 0.25 * s));
  c.lineCap = "butt"; c.lineJoin = "round";
  const strokes = (list, long, colour, width) => {
    c.strokeStyle = colour; c.lineWidth = width; c.beginPath();
    list.forEach((i, k) => {
      const x = data.x[i], y = data.y[i], a = heading(scene, x, y, i), reach = long * (0.7 + 0.6 * noise(i, 5)) * (scene.bare?.(x, y) ? 0.55 : 1), bend = 0.5 * swing * (noise(i, 8) < 0.5 ? -1 : 1);
      const turns = Math.min(4, Math.max(1, Math.round(reach / over)));
      let px = x, py = y;
      c.moveTo(px * s, py * s);
      for (let t = 0; t < turns; t++) {
        const d = reach / turns, b = t % 2 ? -bend : bend, mx = px + 0.55 * d * Math.cos(a + b), my = py + 0.55 * d * Math.sin(a + b);
        px += d * Math.cos(a) * (swing > 1 ? 0.6 : 1); py += d * Math.sin(a) * (swing > 1 ? 0.6 : 1) + 0.02 * d;
        c.quadraticCurveTo(mx * s, my * s, px * s, py * s);
      }
      if (k % FEW === FEW - 1) { c.stroke(); c.beginPath(); }
    });
    c.stroke();
  };
  strokes(stubs, 1.6, shade(colours, 1).body, 0.8);
  groups.forEach((list, g) => {
    const t = g / (SHADES - 1) - 0.35, base = hex(colours.hair);
    strokes(list, discs.length ? 5 : 8, css(t > 0 ? blend(base, [255, 245, 230], 0.35 * colours.gleam * t + 0.1 * t) : blend(base, [0, 0, 0], -0.5 * t), 0.9), Math.max(0.7, 0.1 * s));
  });
  marks(dots, shade(colours, 2).body, Math.max(1.4, 0.22 * s));
}
