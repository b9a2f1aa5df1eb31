// A point every two pixels along a path, on the page, and how long it is. The browser's own
// getPointAtLength walks the whole path for each point; ours is for paths of straight lines.
const along = (path) => {
  const { a, b, c, d, e, f } = path.getScreenCTM(), points = [], text = path.getAttribute("d") || "";
  const add = (x, y) => points.push({ x: a * x + c * y + e, y: b * x + d * y + f });
  let length = 0, at = 0, last = [0, 0];
  if (/[a-zA-KN-Y]/.test(text.replace(/e[-+]?\d/g, ""))) {
    length = path.getTotalLength();
    for (; at <= length; at += 2) { const { x, y } = path.getPointAtLength(at); add(x, y); }
    return { points, length };
  }
  for (const [, kind, left, top] of text.matchAll(/([ML])\s*(-?[\d.]+(?:e[-+]?\d+)?)[\s,]+(-?[\d.]+(?:e[-+]?\d+)?)/g)) {
    const next = [+left, +top], piece = kind === "L" ? Math.hypot(next[0] - last[0], next[1] - last[1]) : 0;
    for (; piece && at <= length + piece; at += 2) {
      const part = (at - length) / piece;
      add(last[0] + part * (next[0] - last[0]), last[1] + part * (next[1] - last[1]));
    }
    length += piece;
    last = next;
  }
  return { points, length };
};
// Draws a chart and lists what hides something in it, each as [kind, words].
window.lookAt = async (text, width) => {
  const { data, layout } = JSON.parse(text);
  for (const trace of data) {  // as live() of the theme has it
    if (trace.mode === "lines") trace.line = { ...trace.line, simplify: false };
  }
  const plot = document.getElementById("plot");
  plot.style.width = width + "px";
  Plotly.purge(plot);
  await Plotly.newPlot(plot, data, { ...layout, width, autosize: false }, { staticPlot: true });
  const frame = plot.getBoundingClientRect();
  const faults = [];
  const fault = (kind, words) => faults.push([kind, words]);
  const clean = (node) => node.textContent.replace(/\u200b/g, "").trim().slice(0, 60);
  const shown = (box) => box.width > 0.5 && box.height > 0.5;

  // Words, line by line: a label of two lines is not the box around both.
  const words = [];
  const add = (node, kind, owner) => {
    const lines = node.querySelectorAll("tspan.line");
    for (const line of lines.length ? lines : [node]) {
      const box = line.getBoundingClientRect();
      if (shown(box) && clean(line)) words.push({ box, kind, text: clean(line), owner: owner || node });
    }
  };
  plot.querySelectorAll(".annotation-text").forEach((node) => add(node, "label", node.closest(".annotation")));
  plot.querySelectorAll(".textpoint text").forEach((node) => add(node, "point", node));
  plot.querySelectorAll("[class$='tick'] text").forEach((node) => add(node, "number", node));
  plot.querySelectorAll(".infolayer g[class*='title'] text").forEach((node) => add(node, "title", node));

  const inner = (box, by = 2.5) => ({ left: box.left + 1, right: box.right - 1, top: box.top + by, bottom: box.bottom - by });
  const meet = (one, two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;
  words.forEach((one, k) => {
    if (one.box.left < frame.left - 1 || one.box.right > frame.right + 1 || one.box.top < frame.top - 1
      || one.box.bottom > frame.bottom + 1) fault("leaves", one.text);
    words.slice(k + 1).forEach((two) => {
      if (one.owner === two.owner) return;
      const numbers = one.kind === "number" && two.kind === "number";
      const a = numbers ? one.box : inner(one.box), b = numbers ? two.box : inner(two.box);
      if (meet(a, b)) fault(numbers ? "zeros" : "overlap", `${one.text} | ${two.text}`);
    });
  });

  // Lines and marks: every few pixels a point, only where it is inside its chart.
  const drawn = [];
  plot.querySelectorAll("g.trace").forEach((node) => {
    const held = node.__data__?.[0]?.trace;
    const trace = plot._fullData[held?.index ?? -1];
    if (!trace || trace.visible !== true) return;
    const axis = (name) => plot._fullLayout[name.replace(/^([xy])/, "$1axis")];
    const [across, up] = [axis(trace.xaxis), axis(trace.yaxis)];
    const area = {
      left: frame.left + across._offset, right: frame.left + across._offset + across._length,
      top: frame.top + up._offset, bottom: frame.top + up._offset + up._length,
    };
    const inside = (p) => p.x >= area.left - 1 && p.x <= area.right + 1 && p.y >= area.top - 1 && p.y <= area.bottom + 1;
    const x = Array.from(trace.x || []), y = Array.from(trace.y || []);
    const real = x.filter((value, k) => Number.isFinite(+value) && value !== null && y[k] !== null && Number.isFinite(+y[k]));
    const path = node.querySelector("path.js-line"), points = [];
    const places = new Set(x.map((value, k) => `${value} ${y[k]}`));
    const wanted = (trace.mode || "").includes("lines") && trace.line?.width > 0 && real.length > 1
      && places.size > 1 && x.some((value, k) => k && value !== null && x[k - 1] !== null && (value !== x[k - 1] || y[k] !== y[k - 1]));
    const faded = (start) => { for (let at = start; at && at !== plot; at = at.parentElement) { const s = getComputedStyle(at); if (+s.opacity < 0.05 || s.display === "none" || s.visibility === "hidden") return true; } return false; };
    if (path && wanted) {
      const style = getComputedStyle(path), { points: found, length } = along(path);
      if (length < 0.01 || style.stroke === "none" || parseFloat(style.strokeWidth) < 0.3 || faded(path)) fault("unpainted", `line ${trace.index}`);
      points.push(...found);
    } else if (wanted) fault("unpainted", `line ${trace.index}`);
    if (trace.type === "bar" && x.some((value) => +value) && faded(node)) fault("unpainted", `bars ${trace.index}`);
    if (trace.fill === "toself" && real.length > 2) {
      const band = node.querySelector("path.js-fill");
      if (!band || faded(band) || band.getBoundingClientRect().width < 1) fault("unpainted", `band ${trace.index}`);
    }
    const xs = new Set(x.filter((v) => v !== null)), ys = new Set(y.filter((v) => v !== null));
    const mark = wanted && (xs.size <= 2 || ys.size === 1);  // it stands at a place, and is no course of values
    drawn.push({ trace, node, mark, line: wanted, points: points.filter(inside), own: plot._fullLayout,
      dots: (trace.mode || "").includes("markers") ? [...node.querySelectorAll("path.point")].map((dot) => dot.getBoundingClientRect()) : [] });
  });

  const within = (p, box) => p.x > box.left && p.x < box.right && p.y > box.top && p.y < box.bottom;
  plot.querySelectorAll(".annotation").forEach((note) => {
    const ground = note.querySelector("rect.bg");
    const said = note.querySelector(".annotation-text");
    if (!ground || !said || !clean(said)) return;
    const paint = getComputedStyle(ground);
    const white = paint.fill !== "none" && parseFloat(paint.fillOpacity) > 0.3 && !/, 0\)$/.test(paint.fill);
    const box = ground.getBoundingClientRect();
    for (const { trace, line, points, dots } of drawn) {
      const hit = line ? points.filter((p) => within(p, { left: box.left + 1, right: box.right - 1, top: box.top + 2, bottom: box.bottom - 2 })).length : 0;
      if (white && hit > 2) fault("covers", `${clean(said)} | line ${trace.index}`);
      else if (line && words.some((word) => word.owner === note && points.some((p) => within(p, inner(word.box, 5))))) fault("crossed", `${clean(said)} | line ${trace.index}`);
      if (dots.some((dot) => words.some((word) => word.owner === note
        && within({ x: (dot.left + dot.right) / 2, y: (dot.top + dot.bottom) / 2 }, inner(word.box, 3))))) fault("dots", `${clean(said)} | marks ${trace.index}`);
    }
  });
  words.filter((word) => word.kind === "point").forEach((word) => {
    for (const { trace, line, points, dots, node } of drawn) {
      if (line && points.some((p) => within(p, inner(word.box, 5)))) fault("crossed", `${word.text} | line ${trace.index}`);
      if (!node.contains(word.owner) && dots.some((dot) => within({ x: (dot.left + dot.right) / 2, y: (dot.top + dot.bottom) / 2 }, inner(word.box, 3)))) fault("dots", `${word.text} | marks ${trace.index}`);
    }
  });

  // Two lines of one chart must differ in colour or dash; marks that stand at a place need not.
  const lines = drawn.filter(({ line, mark }) => line && !mark);
  lines.forEach(({ trace: one }, k) => lines.slice(k + 1).forEach(({ trace: two }) => {
    if (one.xaxis !== two.xaxis || one.yaxis !== two.yaxis) return;
    if (one.line.color === two.line.color && one.line.dash === two.line.dash) fault("alike", `lines ${one.index}, ${two.index}`);
  }));
  return faults;
};
// The same for many, each at its widths, as [which, width, kind, words]. All in one go, as the browser
// would otherwise paint each of them, and nobody looks.
window.lookAtAll = async (charts) => {
  const found = [];
  for (const [which, [text, widths]] of charts.entries()) for (const width of widths) {
    for (const fault of await lookAt(text, width)) found.push([which, width, ...fault]);
  }
  return found;
};
