// The hairs of a close look, each along its own path from its opening.
const CURL = { // how far the direction swings, and over how many mm
  straight: { swing: 0.06, over: 9, step: 1.1, taut: 0.5, reach: 13 },
  wavy: { swing: 0.42, over: 7, step: 0.6, taut: 1, reach: 13 },
  curly: { swing: 1.15, over: 5.2, step: 0.36, taut: 1.6, reach: 7.5 },
  coily: { swing: 1.75, over: 4.2, step: 0.26, taut: 2, reach: 6 },
}; // `taut`: mm until a curl begins, as the parting pulls it straight; `reach`: mm drawn of a long hair

// A short hair stands up and is seen foreshortened, so that its end lies in the field.
const seen = (length) => 2.6 * (1 - Math.exp(-length / 4));

function heading({ middle, far, discs }, x, y, i) { // away from the parting, in locks; seen from above, away from bare patches
  if (far && discs.length) {
    const [dx, dy, past, r] = discs.map(([cx, cy, r]) => [x - cx, y - cy, Math.hypot(x - cx, y - cy) - r, r]).sort((a, b) => a[2] - b[2])[0];
    if (past < 8 && past > -0.6 * r) return Math.atan2(dy, dx) + 0.5 * (noise(i, 4) - 0.5);
  }
  const parting = middle + (far ? 2.2 : 0.45) * Math.sin(y / (far ? 11 : 3.1)) + 0.12 * (y % 1);
  const side = x + (far ? 0.5 : 0.1) * (noise(i, 3) - 0.5) < parting ? -1 : 1;
  const lock = soft(x / 1.6 + 50, y / 1.1 + 50) - 0.5;
  const angle = 0.32 + 1.0 * lock + 0.3 * (noise(i, 4) - 0.5);
  return side > 0 ? angle : Math.PI - angle;
}

function path(scene, i, length, curl, short) { // points in mm along a hair
  const { data } = scene, { swing, over, step, taut } = CURL[curl], x0 = data.x[i], y0 = data.y[i];
  // A long hair lies as it is combed; a short one stands up, so it points anywhere.
  const a0 = scene.start ?? heading(scene, x0, y0, i) + (short ? 2.2 * (noise(i, 14) - 0.5) : 0);
  const phase = 6.3 * soft(x0 / 1.2 + 20, y0 / 1.2 + 70) + 1.1 * noise(i, 5), wave = over * (0.85 + 0.3 * noise(i, 6));
  const flip = noise(i, 8) < 0.5 ? -1 : 1, drift = 0.05 * (noise(i, 7) - 0.5), lean = swing * flip * Math.sin(phase);
  const count = Math.max(3, Math.ceil(length / step)), points = [[x0, y0]], d = length / count;
  let x = x0, y = y0;
  for (let k = 1; k <= count; k++) {
    const t = k * d, ease = Math.min(1, 0.15 + t / taut);
    const a = a0 + drift * t + ease * (swing * flip * Math.sin(6.2832 * t / wave + phase) - 0.25 * lean);
    x += d * Math.cos(a); y += d * Math.sin(a);
    points.push([x, y]);
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

function shade(colours, i, fine = 0) { // each hair a little its own; a dark core, a light along it
  const own = 0.16 * (noise(i, 9) - 0.4), base = hex(colours.hair), tint = own > 0 ? blend(base, [255, 240, 220], own) : blend(base, [0, 0, 0], -own);
  const body = blend(tint, hex(colours.skin), 0.5 * fine);
  return { body: css(body), gleam: css(blend(body, [255, 250, 240], colours.gleam), 0.75), shadow: colours.shadow };
}

function shaft(scene, points, width, i) { // a hair that leaves the field
  const { c, s, colours } = scene, p = line(points, s), w = Math.max(0.8, width * s), { body, gleam, shadow } = shade(colours, i, smooth(0.055, 0.025, width));
  c.lineCap = "round"; c.lineJoin = "round";
  c.save(); c.translate(0.045 * s, 0.06 * s); c.strokeStyle = shadow; c.lineWidth = 1.5 * w; c.stroke(p); c.restore();
  c.strokeStyle = body; c.lineWidth = w; c.stroke(p);
  if (w > 1.6) { c.save(); c.translate(-0.12 * w, -0.16 * w); c.strokeStyle = gleam; c.lineWidth = 0.3 * w; c.stroke(p); c.restore(); }
}
function band(scene, points, width, i) { // a hair with an end in the field
  const { c, s, colours } = scene, p = ribbon(points, s, width), { body, gleam, shadow } = shade(colours, i);
  // It stands up towards the lens: its shadow lies further off, and it is lit along its length.
  c.save(); c.translate(0.07 * s, 0.1 * s); c.fillStyle = shadow; c.fill(p); c.restore();
  c.fillStyle = body; c.fill(p);
  c.save(); c.translate(-0.012 * s, -0.016 * s); c.fillStyle = gleam; c.fill(ribbon(points, s, (t) => 0.38 * width(t))); c.restore();
}

const mm = (scene, i) => (scene.data.width[i] || 72) / 1000;
const end = (points) => { const [a, b] = [points.at(-2), points.at(-1)]; return Math.atan2(b[1] - a[1], b[0] - a[0]); };

function mouth(scene, x, y, r = 0.1) { // where a hair leaves the skin
  const { c, s, colours } = scene;
  c.beginPath(); c.arc(x * s, y * s, r * s, 0, 7); c.fillStyle = colours.mouth; c.fill();
}

function brush(scene, points, w, i, long) { // a broken end: fibres that stand apart, paler than the shaft
  const { c, s, colours } = scene, [x, y] = points.at(-1), a = end(points);
  c.lineCap = "round"; c.lineWidth = Math.max(0.9, 0.42 * w * s);
  c.strokeStyle = css(blend(hex(colours.hair), [244, 234, 220], colours.fray));
  c.beginPath();
  for (const off of [-0.75, -0.35, 0.05, 0.4, 0.8]) {
    const reach = long * 0.17 * (0.7 + 0.6 * noise(i, 90 + Math.round(10 * off)));
    c.moveTo((x - 0.35 * off * w * Math.sin(a)) * s, (y + 0.35 * off * w * Math.cos(a)) * s);
    c.lineTo((x + reach * Math.cos(a + off)) * s, (y + reach * Math.sin(a + off)) * s);
  }
  c.stroke();
}

const DRAW = { // one follicle of each kind; length in mm
  [KINDS.LONG](scene, i) {
    const { curl } = scene.colours;
    mouth(scene, scene.data.x[i], scene.data.y[i]);
    const points = path(scene, i, scene.reach ?? Math.min(CURL[curl].reach * (0.85 + 0.3 * noise(i, 13)) * Math.min(1, 0.25 + mm(scene, i) / 0.07), scene.data.length[i]), curl);
    shaft(scene, points, mm(scene, i), i);
    scene.paths?.set(i, points);
    const { c, s, signs } = scene;
    if (signs.nodes && noise(i, 64) < 0.3 * signs.nodes) { // a white node: the shaft burst, about to break
      const at = points[Math.max(1, Math.round((0.18 + 0.5 * noise(i, 65)) * Math.min(points.length - 1, 4.5 / CURL[curl].step)))];
const k = points.indexOf(at), [nx, ny] = points[Math.min(points.length - 1, k + 1)], turn = Math.atan2(ny - at[1], nx - at[0]), w = mm(scene, i) * s;
      for (const [long, wide, fill] of [[1.5, 0.85, "rgba(95,80,68,0.7)"], [1.2, 0.68, "rgba(246,241,232,0.92)"]]) { c.beginPath(); c.ellipse(at[0] * s, at[1] * s, long * w, wide * w, turn, 0, 7); c.fillStyle = fill; c.fill(); }
    }
  },
  [KINDS.REGROWING](scene, i) { // thins to a point
    mouth(scene, scene.data.x[i], scene.data.y[i], 0.08);
    const w = mm(scene, i) * 0.95, points = finer(path(scene, i, Math.max(0.35, seen(scene.data.length[i])), scene.colours.curl, true), 3);
    band(scene, points, (t) => w * (1 - 0.96 * t ** 1.3), i);
    scene.paths?.set(i, points);
  },
  [KINDS.BROKEN](scene, i) { // as thick as others to its end, which is cut off square and frayed
    mouth(scene, scene.data.x[i], scene.data.y[i], 0.08);
    const w = mm(scene, i), points = finer(path(scene, i, Math.max(0.4, seen(scene.data.length[i])), scene.colours.curl, true), 2);
    band(scene, points, (t) => w * (t > 0.93 ? 1.3 : 1), i);
    brush(scene, points, w, i, 1);
    scene.paths?.set(i, points);
  },
  [KINDS.EXCLAMATION](scene, i) { // thick and frayed at its end, thin and pale where it enters the skin
    const w = mm(scene, i), { curl } = scene.colours, points = finer(path(scene, i, 0.6 + 0.5 * scene.data.length[i], curl === "coily" || curl === "curly" ? "wavy" : curl, true), 5);
    mouth(scene, scene.data.x[i], scene.data.y[i], 0.09);
    band(scene, points, (t) => w * (0.2 + 1.35 * t), i);
    brush(scene, points, w, i, 0.7);
  },
  [KINDS.DOT](scene, i) { // broken off at the skin: a black dot that fills the opening
    const { c, s, colours, data } = scene, x = data.x[i] * s, y = data.y[i] * s, r = (0.065 + 0.02 * noise(i, 66)) * s;
    mouth(scene, data.x[i], data.y[i], 0.13);
    c.beginPath(); c.ellipse(x, y, r, 0.85 * r, 6 * noise(i, 67), 0, 7); c.fillStyle = css(blend(hex(colours.hair), [0, 0, 0], 0.35)); c.fill();
  },
  [KINDS.EMPTY](scene, i) { // an opening filled with sebum and keratin: a yellow dot
    const { c, s, colours, data } = scene, x = data.x[i] * s, y = data.y[i] * s, r = (0.125 + 0.06 * noise(i, 68)) * s;
    const fill = c.createRadialGradient(x, y, 0, x, y, r), out = (colour) => colour.replace(/[\d.]+\)$/, "0)");
    fill.addColorStop(0, colours.opening); fill.addColorStop(0.5, colours.opening); fill.addColorStop(0.78, colours.rim); fill.addColorStop(1, out(colours.rim));
    c.fillStyle = fill; c.beginPath(); c.ellipse(x, y, r, 0.9 * r, 6 * noise(i, 69), 0, 7); c.fill();
  },
  [KINDS.LOST]() {}, // its scar is part of the skin
};
DRAW[KINDS.RESTING] = DRAW[KINDS.LONG];

function collar(scene, i) { // a sleeve of scale around the first part of a shaft: thin, torn, lighter where it is thick
  const { c, s, data, paths } = scene, whole = paths.get(i);
  if (!whole) return;
  const long = 0.25 + 0.7 * noise(i, 63) ** 1.5, some = [whole[0]];
  let run = 0;
  for (let k = 1; k < whole.length && run < long; k++) {
    const d = Math.hypot(whole[k][0] - whole[k - 1][0], whole[k][1] - whole[k - 1][1]), t = Math.min(1, (long - run) / d);
    some.push([0, 1].map((x) => whole[k - 1][x] + t * (whole[k][x] - whole[k - 1][x]))); run += d;
  }
  const points = finer(some, Math.ceil(12 / some.length)), w = 0.13 + 0.05 * noise(i, 60);
  const torn = (salt, grow) => ribbon(points, s, (t) => grow * w * (1.15 - 0.35 * t) * (0.8 + 0.5 * noise(i + Math.round(12 * t), salt)));
  c.fillStyle = "rgba(60,45,35,0.16)"; c.save(); c.translate(0.02 * s, 0.04 * s); c.fill(torn(59, 1)); c.restore();
  c.fillStyle = "rgba(250,247,238,0.42)"; c.fill(torn(59, 1.15)); c.fill(torn(58, 0.85));
  flake(c, s, data.x[i], data.y[i], 0.13 + 0.07 * noise(i, 57), 3 * i, 0.45, true);
}

function count(scene, i) { // the key says what was drawn, so it is counted where it is drawn
  const { data, centre, size, tally, far } = scene, half = size / 2;
  if (far || (Math.abs(data.x[i] - centre[0]) <= half && Math.abs(data.y[i] - centre[1]) <= half)) tally[data.look[i]] += 1;
}

function closely(scene) { // the close field
  const { c, s, data, near, signs, discs, colours } = scene;
  scene.scarred = skin(scene);
  pores(scene);
  vessels(scene);
  const order = [...near].sort((a, b) => noise(a, 2) - noise(b, 2));
  for (const i of order) if (data.look[i] === KINDS.EMPTY) { DRAW[KINDS.EMPTY](scene, i); count(scene, i); }
  scales(scene);
  scene.paths = new Map();
  const flat = new Set([KINDS.EMPTY, KINDS.LOST]);
  for (const short of [false, true]) for (const i of order) {
    const look = data.look[i];
    if (flat.has(look) || short !== (look !== KINDS.LONG && look !== KINDS.RESTING)) continue;
    DRAW[look](scene, i);
    count(scene, i);
  }
  if (signs.casts) for (const i of order) if (noise(i, 62) < 0.5 * signs.casts && within(discs, data.x[i], data.y[i])) collar(scene, i);
  sore(scene);
}

const FEW = 24, SHADES = 5; // strokes in one path: the canvas needs longer for all in a single one
function fromAbove(scene) { // thousands of hairs, each a stroke as it lies
  const { c, s, data, near, colours, discs } = scene, { swing, over } = CURL[colours.curl];
  scene.scarred = skin(scene);
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
  marks(mouths, colours.rim, Math.max(1.2, 0.25 * s));
  c.lineCap = "butt"; c.lineJoin = "round";
  const strokes = (list, long, colour, width) => {
    c.strokeStyle = colour; c.lineWidth = width; c.beginPath();
    list.forEach((i, k) => {
      const x = data.x[i], y = data.y[i], a = heading(scene, x, y, i), reach = long * (0.7 + 0.6 * noise(i, 5)), bend = 0.5 * swing * (noise(i, 8) < 0.5 ? -1 : 1);
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
