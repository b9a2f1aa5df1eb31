// Draws a chart as SVG from the description that plotly draws in the app: the same axes, lines,
// marks and words, at the same places.
const Chart = (() => {
  const DASH = { dash: [9, 9], dot: [3, 3], dashdot: [9, 3, 3, 3] };
  const pen = document.createElement("canvas").getContext("2d");
  const safe = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const minus = (text) => String(text).replace(/^-/, "\u2212");
  const SVG = "http://www.w3.org/2000/svg";
  const near = (number) => Math.round(number * 100) / 100;

  // A chart is drawn anew at each step of a slider, and most of its words stay.
  const kept = (make) => {
    const known = new Map();
    return (...of) => {
      const key = of.join("\n");
      if (!known.has(key)) {
        if (known.size > 5000) known.clear();
        known.set(key, make(...of));
      }
      return known.get(key);
    };
  };

  const wide = kept((text, size, font, bold) => {
    pen.font = `${bold ? "bold " : ""}${size}px ${font}`;
    return pen.measureText(text).width;
  });

  // Words with <br>, <b>, <i>, <sup>, <sub> and coloured <span>: lines of runs.
  const lines = kept((html) => {
    const box = document.createElement("template");
    box.innerHTML = String(html).replace(/<br\s*\/?>/g, "\n");
    const rows = [[]];
    const walk = (node, style) => {
      for (const child of node.childNodes) {
        if (child.nodeType === 3) {
          child.data.split("\n").forEach((part, place) => {
            if (place) rows.push([]);
            if (part) rows[rows.length - 1].push({ ...style, text: part });
          });
        } else {
          const tag = child.tagName;
          walk(child, { ...style, ...(tag === "B" ? { bold: true } : {}), ...(tag === "I" ? { italic: true } : {}),
            ...(child.style?.color ? { colour: child.style.color } : {}), ...(tag === "SUP" ? { raise: 0.35 } : {}), ...(tag === "SUB" ? { raise: -0.25 } : {}) });
        }
      }
    };
    walk(box.content, {});
    return rows;
  });
  const long = (row, size, font) => row.reduce((sum, run) => sum + wide(run.text, run.raise ? size * 0.7 : size, font, run.bold), 0);

  // A line that is longer than the picture goes on in the next one.
  function folded(rows, size, font, most) {
    return rows.flatMap((row) => {
      if (long(row, size, font) <= most) return [row];
      const made = [[]];
      for (const run of row) {
        for (const word of run.text.match(/\s*\S+\s*/g) || []) {
          const last = made[made.length - 1];
          if (last.length && long([...last, { ...run, text: word.trimEnd() }], size, font) > most) made.push([{ ...run, text: word.trimStart() }]);
          else if (last.length && last[last.length - 1].of === run) last[last.length - 1].text += word;
          else last.push({ ...run, of: run, text: word });
          made[made.length - 1].at(-1).of = run;
        }
      }
      return made;
    });
  }

  function words(rows, { x, y, size, colour, align, font }) { // y: the first base line
    const anchor = { left: "start", center: "middle", right: "end" }[align];
    return rows.map((row, place) => {
      const runs = row.map((run) => `<tspan${run.bold ? ' font-weight="bold"' : ""}${run.italic ? ' font-style="italic"' : ""}${run.colour ? ` fill="${run.colour}"` : ""}${run.raise ? ` font-size="${size * 0.7}" baseline-shift="${run.raise * size}"` : ""}>${safe(run.text)}</tspan>`).join("");
      return `<text x="${near(x)}" y="${near(y + place * size * 1.3)}" font-size="${size}" fill="${colour}" text-anchor="${anchor}" xml:space="preserve">${runs}</text>`;
    }).join("");
  }

  const ten = (value) => Math.log10(value);

  function stepOf(span, number) {
    const rough = span / Math.max(1, number), power = 10 ** Math.floor(ten(rough));
    return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999);
  }

  function ticks(axis, length, across) {
    const [from, to] = axis.range;
    const inside = (value) => (value - from) * (value - to) <= Math.abs(to - from) * 1e-9 * Math.abs(to - from);
    if (axis.tickvals) {
      return axis.tickvals.map((value, place) => ({ at: axis.type === "log" ? ten(value) : value, text: axis.ticktext ? axis.ticktext[place] : label(value) })).filter(({ at }) => inside(at));
    }
    const few = axis.nticks || Math.min(9, Math.max(4, length / (across ? 80 : 40)));
    const step = axis.dtick || stepOf(Math.abs(to - from), few);
    const found = [], low = Math.min(from, to), high = Math.max(from, to);
    for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
      const value = Number((k * step).toPrecision(12));
      found.push({ at: value, text: label(axis.type === "log" ? 10 ** value : value, high) });
    }
    return found;
  }
  function label(value, most = value) {
    if (Math.abs(most) >= 10000 && value) return minus(`${Number((value / 1000).toPrecision(6))}k`);
    return minus(Number(value.toPrecision(8)));
  }

  function autorange(axis, traces, name) {
    if (axis.range) return axis.range;
    const seen = traces.filter((trace) => (trace[`${name[0]}axis`] || name[0]) === name).flatMap((trace) => trace[name[0]] || []).filter((value) => typeof value === "number");
    if (!seen.length) return [0, 1];
    let low = Math.min(...seen), high = Math.max(...seen);
    if (traces.some((trace) => trace.type === "bar")) low = Math.min(0, low);
    const room = (high - low || 1) * 0.06;
    return [low === 0 ? 0 : low - room, high + room];
  }

  // The line and the look of a mark, and whether those that look alike may be drawn as one.
  const PLAIN = /^#[0-9a-f]{6}$/i;
  function symbol(kind, x, y, size, fill, line, stroke) {
    const open = kind.endsWith("-open"), shape = kind.replace("-open", ""), r = size / 2;
    const [px, py] = [near(x), near(y)];
    if (shape === "line-ns") return { line: `M${px} ${near(y - r)}V${near(y + r)}`, look: `stroke="${stroke}" stroke-width="${line}"`, flat: PLAIN.test(stroke) };
    if (shape === "x" || shape === "cross") {
      const d = r * 0.7, look = `stroke="${fill}" stroke-width="2"`, flat = PLAIN.test(fill);
      return { look, flat, line: shape === "x" ? `M${near(x - d)} ${near(y - d)}L${near(x + d)} ${near(y + d)}M${near(x + d)} ${near(y - d)}L${near(x - d)} ${near(y + d)}` : `M${near(x - r)} ${py}H${near(x + r)}M${px} ${near(y - r)}V${near(y + r)}` };
    }
    const look = `fill="${open ? "none" : fill}" stroke="${open ? fill : stroke}" stroke-width="${open ? Math.max(1, line || 1) : line}"`;
    const made = (path) => ({ line: path, look, flat: (open || !line) && PLAIN.test(fill) });
    if (shape === "square") return made(`M${near(x - r)} ${near(y - r)}h${size}v${size}h${-size}Z`);
    if (shape === "diamond") { const d = r * 1.3; return made(`M${px} ${near(y - d)}L${near(x + d)} ${py}L${px} ${near(y + d)}L${near(x - d)} ${py}Z`); }
    if (shape.startsWith("triangle")) { const h = shape.endsWith("down") ? -r : r; return made(`M${px} ${near(y - h)}L${near(x + r)} ${near(y + h)}L${near(x - r)} ${near(y + h)}Z`); }
    return made(`M${near(x - r)} ${py}a${r} ${r} 0 1 1 ${size} 0a${r} ${r} 0 1 1 ${-size} 0Z`);
  }
  // A hundred dots of one colour are one path: a browser draws that several times as fast.
  function marks(all) {
    const runs = [];
    for (const { line, look, flat } of all) {
      const last = runs[runs.length - 1];
      if (flat && last?.look === look) last.line += line;
      else runs.push({ line, look });
    }
    return runs.map(({ line, look }) => `<path d="${line}" ${look}/>`).join("");
  }

  // The pieces of a drawing, from what lies under all to what lies over all.
  function pieces({ data, layout }, width, mark) {
    const font = (layout.font?.family || "sans-serif").replace(/"/g, "'"), base = layout.font?.size || 12, ink = layout.font?.color || "#1a1a1a";
    const height = layout.height || 400;
    const axes = Object.fromEntries(Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key)).map((key) => [key.replace("axis", ""), { ...layout[key] }]));
    for (const id of ["x", "y"]) axes[id] ||= {};
    for (const [id, axis] of Object.entries(axes)) {
      axis.range = autorange(axis, data, id);
      axis.domain ||= [0, 1];
      axis.size = axis.tickfont?.size || base;
      axis.shown = axis.visible !== false;
    }
    const partner = (id) => axes[axes[id].anchor || (id[0] === "x" ? "y" : "x") + id.slice(1)] || axes[id[0] === "x" ? "y" : "x"];
    const m = { l: 80, r: 80, t: 100, b: 80, ...layout.margin };
    const titled = (axis) => axis.shown && axis.title?.text;
    // Room for the numbers and titles beside the axes.
    for (const [id, axis] of Object.entries(axes)) {
      if (!axis.shown) continue;
      if (id[0] === "y") {
        axis.ticks_ = ticks(axis, (height - m.t - m.b) * (axis.domain[1] - axis.domain[0]), false);
        axis.inside = (axis.ticklabelposition || "").startsWith("inside");
        axis.wide = axis.showticklabels === false || axis.inside ? 0 : Math.max(0, ...axis.ticks_.map((tick) => Math.max(...lines(tick.text).map((row) => long(row, axis.size, font)))));
        axis.standoff = axis.ticklabelstandoff || 0;
        const title = titled(axis) ? lines(axis.title.text).length * (axis.title.font?.size || base) * 1.3 + 6 : 0;
        axis.room = axis.wide + axis.standoff + title + 2;
        if (partner(id).domain[0] < 0.02) m.l = Math.max(m.l, Math.ceil(axis.room));
      } else if (partner(id).domain[0] < 0.02) {
        const deep = (axis.showticklabels === false ? 0 : axis.size * 1.3 + (axis.ticklabelstandoff || 0)) + (titled(axis) ? (axis.title.font?.size || base) * 1.3 + 8 : 0);
        m.b = Math.max(m.b, Math.ceil(deep));
      }
    }
    const plot = { x: m.l, y: m.t, w: Math.max(40, width - m.l - m.r), h: height - m.t - m.b };
    for (const [id, axis] of Object.entries(axes)) {
      const [a, b] = axis.domain;
      [axis.from, axis.to] = id[0] === "x" ? [plot.x + a * plot.w, plot.x + b * plot.w] : [plot.y + (1 - a) * plot.h, plot.y + (1 - b) * plot.h];
      const slope = (axis.to - axis.from) / (axis.range[1] - axis.range[0]);
      axis.place = (value) => axis.from + (value - axis.range[0]) * slope; // of what the axis counts
      axis.at = (value) => axis.place(axis.type === "log" ? ten(value) : value); // of a number of the data
      if (id[0] === "x" && axis.shown) axis.ticks_ = ticks(axis, Math.abs(axis.to - axis.from), true);
    }
    const under = [], over = [], defs = [];
    const pairs = [...new Set([...data.map((trace) => `${trace.xaxis || "x"} ${trace.yaxis || "y"}`), ...Object.keys(axes).filter((id) => id[0] === "y").map((id) => `${Object.keys(axes).find((key) => axes[key] === partner(id))} ${id}`)])];
    for (const pair of pairs) {
      const [x, y] = pair.split(" ").map((id) => axes[id]);
      const [left, right] = [Math.min(x.from, x.to), Math.max(x.from, x.to)], [top, bottom] = [Math.min(y.from, y.to), Math.max(y.from, y.to)];
      defs.push(`<clipPath id="${mark}${pair.replace(" ", "")}"><rect x="${near(left)}" y="${near(top)}" width="${near(right - left)}" height="${near(bottom - top)}"/></clipPath>`);
      const grid = (axis, draw) => { if (axis.shown && axis.showgrid !== false) for (const tick of axis.ticks_ || []) under.push(`<path d="${draw(near(axis.place(tick.at)))}" stroke="${axis.gridcolor || "#d9d9d9"}"/>`); };
      grid(x, (at) => `M${at} ${near(top)}V${near(bottom)}`);
      grid(y, (at) => `M${near(left)} ${at}H${near(right)}`);
      if (x.shown && x.zeroline && x.range[0] < 0 && x.range[1] > 0) under.push(`<path d="M${near(x.place(0))} ${near(top)}V${near(bottom)}" stroke="${x.zerolinecolor || "#595959"}"/>`);
    }
    for (const [id, axis] of Object.entries(axes)) {
      if (!axis.shown) continue;
      const other = partner(id), size = axis.size;
      if (id[0] === "x") {
        const line = Math.max(other.from, other.to) + (axis.ticklabelstandoff || 0);
        let last = -Infinity;
        if (axis.showticklabels !== false) for (const tick of axis.ticks_) {
          const rows = lines(tick.text), half = Math.max(...rows.map((row) => long(row, size, font))) / 2, at = axis.place(tick.at);
          if (at - half < last + 4) continue; // a narrow picture leaves some out
          last = at + half;
          over.push(words(rows, { x: Math.min(at, width - half - 1), y: line + size, size, colour: ink, align: "center", font }));
        }
        if (titled(axis)) {
          const big = axis.title.font?.size || base, down = axis.showticklabels === false ? 0 : size * 1.3;
          over.push(words(lines(axis.title.text), { x: Math.min(width - long(lines(axis.title.text)[0], big, font) / 2 - 2, (axis.from + axis.to) / 2), y: line + down + big + 3, size: big, colour: ink, align: "center", font }));
        }
      } else {
        const edge = Math.min(other.from, other.to);
        if (axis.showticklabels !== false) for (const tick of axis.ticks_) {
          const rows = lines(tick.text), at = axis.place(tick.at);
          if (axis.inside) over.push(words(rows, { x: edge + axis.standoff, y: at - 4, size, colour: ink, align: "left", font }));
          else over.push(words(rows, { x: edge - axis.standoff - 2, y: at + size * 0.35 - (rows.length - 1) * size * 0.65, size, colour: ink, align: "right", font }));
        }
        if (titled(axis)) {
          const big = axis.title.font?.size || base, rows = lines(axis.title.text), middle = (axis.from + axis.to) / 2;
          const at = edge - axis.standoff - axis.wide - 7 - (rows.length - 1) * big * 1.3;
          const shift = Math.min(0, height - 2 - (middle + long(rows[0], big, font) / 2)) + Math.max(0, 2 - (middle - long(rows[0], big, font) / 2));
          over.push(`<g transform="rotate(-90 ${near(at)} ${near(middle + shift)})">${words(rows, { x: at, y: middle + shift, size: big, colour: ink, align: "center", font })}</g>`);
        }
      }
    }
    const middle = [];
    const clip = (trace) => (trace.cliponaxis === false ? "" : ` clip-path="url(#${mark}${trace.xaxis || "x"}${trace.yaxis || "y"})"`);
    bars(data, layout, axes, middle, clip, defs, mark);
    let before = null;
    for (const trace of data) {
      if (trace.type === "bar" || trace.visible === false) continue;
      const x = axes[trace.xaxis || "x"], y = axes[trace.yaxis || "y"], mode = trace.mode || "lines";
      const points = (trace.x || []).map((value, place) => [value, trace.y[place]]);
      const path = drawn(points, x, y, trace.line?.shape);
      if (trace.fill && path) {
        const back = trace.fill === "tonexty" && before ? drawn([...before].reverse(), x, y).replace(/^M/, "L") : "";
        middle.push(`<path d="${path}${back}Z" fill="${trace.fillcolor || "rgba(0,0,0,0.1)"}" stroke="none"${clip(trace)}/>`);
      }
      if (points.length) before = points;
      const line = trace.line || {}, thick = line.width ?? 2;
      if (mode.includes("lines") && path && thick) {
        const dash = DASH[line.dash] ? ` stroke-dasharray="${(line.dash === "dash" ? [Math.max(9, 3 * thick), Math.max(9, 3 * thick)] : line.dash === "dot" ? [Math.max(3, thick), Math.max(3, thick)] : [Math.max(9, 3 * thick), Math.max(3, thick), Math.max(3, thick), Math.max(3, thick)]).join()}"` : "";
        middle.push(`<path d="${path}" fill="none" stroke="${line.color || ink}" stroke-width="${thick}" stroke-linejoin="round"${dash}${clip(trace)}/>`);
      }
      const of = (value, place, otherwise) => (Array.isArray(value) ? value[place] : value) ?? otherwise;
      const error = trace.error_x;
      if (error?.array) points.forEach(([px, py], place) => {
        if (px == null || py == null) return;
        const at = y.at(py), [a, b] = [x.at(px - (error.symmetric === false && error.arrayminus ? error.arrayminus[place] : error.array[place])), x.at(px + error.array[place])], w = error.width ?? 4;
        middle.push(`<path d="M${near(a)} ${near(at)}H${near(b)}M${near(a)} ${near(at - w)}v${2 * w}M${near(b)} ${near(at - w)}v${2 * w}" stroke="${error.color || ink}" stroke-width="${error.thickness || 1}"/>`);
      });
      if (mode.includes("markers")) {
        const look = trace.marker || {};
        middle.push(`<g${clip(trace)}>${marks(points.flatMap(([px, py], place) => (px == null || py == null ? [] : symbol(of(look.symbol, place, "circle"), x.at(px), y.at(py), of(look.size, place, 6), of(look.color, place, ink), of(look.line?.width, place, 0), of(look.line?.color, place, "#444")))))}</g>`);
      }
      if (mode.includes("text")) points.forEach(([px, py], place) => {
        if (px == null || py == null) return;
        const size = trace.textfont?.size || base, [up, side] = (trace.textposition || "middle center").split(" ");
        const align = { left: "right", right: "left", center: "center" }[side], rows = lines(of(trace.text, place, ""));
        const gap = 4 + (mode.includes("markers") ? of(trace.marker?.size, place, 6) / 2 : 0);
        middle.push(words(rows, { x: x.at(px) + (side === "right" ? gap : side === "left" ? -gap : 0), y: y.at(py) + (up === "top" ? -gap : up === "bottom" ? size + gap : size * 0.35), size, colour: of(trace.textfont?.color, place, ink), align, font }));
      });
    }
    const axis = (ref) => { // "x2 domain" counts from one end of the axis to the other, whatever it shows
      const [name, domain] = ref.split(" "), { from, to } = axes[name];
      return domain ? { at: (value) => from + value * (to - from) } : axes[name];
    };
    for (const shape of layout.shapes || []) {
      const x = axis(shape.xref || "x"), y = axis(shape.yref || "y"), look = `fill="${shape.fillcolor || "none"}" stroke="${shape.line?.color || ink}" stroke-width="${shape.line?.width ?? 2}"`;
      if (shape.type === "path") {
        middle.push(`<path d="${shape.path.replace(/(-?[\d.]+(?:e-?\d+)?)[ ,]+(-?[\d.]+(?:e-?\d+)?)/g, (_, a, b) => `${near(x.at(Number(a)))} ${near(y.at(Number(b)))}`)}" ${look}/>`);
        continue;
      }
      const [a, b, c, d] = [x.at(shape.x0), x.at(shape.x1), y.at(shape.y0), y.at(shape.y1)];
      if (shape.type === "circle") middle.push(`<ellipse cx="${near((a + b) / 2)}" cy="${near((c + d) / 2)}" rx="${near(Math.abs(b - a) / 2)}" ry="${near(Math.abs(d - c) / 2)}" ${look}/>`);
      else if (shape.type === "line") middle.push(`<path d="M${near(a)} ${near(c)}L${near(b)} ${near(d)}" ${look}/>`);
      else middle.push(`<rect x="${near(Math.min(a, b))}" y="${near(Math.min(c, d))}" width="${near(Math.abs(b - a))}" height="${near(Math.abs(d - c))}" ${look}/>`);
    }
    for (const note of layout.annotations || []) {
      if (!note.text || note.visible === false || note.opacity === 0) continue;
      over.push(noted(note, axes, plot, { width, font, base, ink }));
    }
    return { height, font, parts: [`<defs>${defs.join("")}</defs>`, `<g fill="none">${under.join("")}</g>`, ...middle, ...over] };
  }

  function noted(note, axes, plot, { width, font, base, ink }) {
    const size = note.font?.size || base, where = (ref, value, id) => {
      if (ref === "paper") return id === "x" ? plot.x + value * plot.w : plot.y + (1 - value) * plot.h;
      const [name, domain] = (ref || id).split(" "), axis = axes[name];
      return domain ? axis.from + value * (axis.to - axis.from) : axis.place(value);
    };
    const x = where(note.xref, note.x ?? 0, "x") + (note.xshift || 0), y = where(note.yref, note.y ?? 0, "y") - (note.yshift || 0);
    const rows = folded(lines(note.text), size, font, width - 6);
    const broad = Math.max(...rows.map((row) => long(row, size, font))), tall = rows.length * size * 1.3;
    const fraction = (note.x - 0 <= 1 / 3 ? "left" : note.x >= 2 / 3 ? "right" : "center");
    const xanchor = !note.xanchor || note.xanchor === "auto" ? (note.xref === "paper" ? fraction : "center") : note.xanchor;
    const yanchor = !note.yanchor || note.yanchor === "auto" ? "middle" : note.yanchor;
    let left = { left: x, center: x - broad / 2, right: x - broad }[xanchor];
    left = Math.max(2, Math.min(width - broad - 2, left + (xanchor === "left" ? 1 : xanchor === "right" ? -1 : 0)));
    const top = { top: y + 1, middle: y - tall / 2, bottom: y - tall - 1 }[yanchor];
    const align = note.align || "center", at = { left, center: left + broad / 2, right: left + broad }[align];
    const ground = note.bgcolor && note.bgcolor !== "rgba(0,0,0,0)" ? `<rect x="${near(left - 1)}" y="${near(top)}" width="${near(broad + 2)}" height="${near(tall)}" fill="${note.bgcolor}"/>` : "";
    return ground + words(rows, { x: at, y: top + size, size, colour: note.font?.color || ink, align, font });
  }

  // Of a line those points at which it bends: the others are within a tenth of a pixel of it.
  const NEAR = 0.1;
  function drawn(points, x, y, shape) {
    let path = "", lift = true, last = 0, ax = 0, ay = 0, bx = null, by = 0, low = 0, high = 0;
    const bend = () => { if (bx !== null) { path += `L${near(bx)} ${near(by)}`; ax = bx; ay = by; bx = null; } };
    for (const [px, py] of points) {
      if (px == null || py == null) { bend(); lift = true; continue; }
      const cx = x.at(px), cy = y.at(py);
      if (lift) { path += `M${near(cx)} ${near(cy)}`; [ax, ay] = [cx, cy]; }
      else if (shape === "hv") path += `H${near(cx)}${near(cy) === last ? "" : `V${near(cy)}`}`;
      else {
        // The slopes of a line that passes near all that were left out since the last bend.
        if (bx !== null && !((cx - bx) * (bx - ax) > 0 && (cy - ay) / (cx - ax) >= low && (cy - ay) / (cx - ax) <= high)) bend();
        const one = (cy - NEAR - ay) / (cx - ax), two = (cy + NEAR - ay) / (cx - ax), fresh = bx === null;
        low = Math.max(fresh ? -Infinity : low, Math.min(one, two));
        high = Math.min(fresh ? Infinity : high, Math.max(one, two));
        [bx, by] = [cx, cy];
      }
      lift = false; last = near(cy);
    }
    bend();
    return path;
  }

  function bars(data, layout, axes, middle, clip, defs, mark) {
    const stacks = new Map();
    data.forEach((trace, number) => {
      if (trace.type !== "bar" || trace.visible === false) return;
      const lying = trace.orientation === "h", x = axes[trace.xaxis || "x"], y = axes[trace.yaxis || "y"];
      const [long_, across] = lying ? [x, y] : [y, x], lengths = lying ? trace.x : trace.y, places = lying ? trace.y : trace.x;
      if (!lengths?.length) return;
      const gap = layout.bargap ?? 0.2, sorted = [...new Set(places)].sort((a, b) => a - b);
      const apart = sorted.length > 1 ? Math.min(...sorted.slice(1).map((value, k) => value - sorted[k])) : 1;
      lengths.forEach((value, place) => {
        if (value == null || places[place] == null) return;
        const of = (one, otherwise) => (Array.isArray(one) ? one[place] : one) ?? otherwise;
        const key = `${trace.xaxis || "x"} ${trace.yaxis || "y"} ${places[place]} ${value >= 0}`, from = layout.barmode === "stack" ? stacks.get(key) || 0 : of(trace.base, 0);
        stacks.set(key, from + value);
        const thick = of(trace.width, apart * (1 - gap)), offset = of(trace.offset, -thick / 2);
        const ends = [long_.at(from), long_.at(from + value)], sides = [across.at(places[place] + offset), across.at(places[place] + offset + thick)];
        const [bx, by] = lying ? [ends, sides] : [sides, ends];
        const box = `x="${near(Math.min(...bx))}" y="${near(Math.min(...by))}" width="${near(Math.abs(bx[1] - bx[0]))}" height="${near(Math.abs(by[1] - by[0]))}"`;
        const colour = of(trace.marker?.color, "#444"), edge = trace.marker?.line?.width ? ` stroke="${of(trace.marker.line.color, "#444")}" stroke-width="${of(trace.marker.line.width)}"` : "";
        const hatch = of(trace.marker?.pattern?.shape, "");
        if (hatch) {
          const id = `${mark}h${number}-${place}`, size = trace.marker.pattern.size || 6;
          defs.push(`<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"><rect width="${size}" height="${size}" fill="${of(trace.marker.pattern.bgcolor, colour)}"/><path d="M0 ${size}L${size} 0M-1 1L1 -1M${size - 1} ${size + 1}L${size + 1} ${size - 1}" stroke="${of(trace.marker.pattern.fgcolor, "#fff")}" stroke-width="1.5"/></pattern>`);
          middle.push(`<rect ${box} fill="url(#${id})"${edge}${clip(trace)}/>`);
        } else middle.push(`<rect ${box} fill="${colour}"${edge}${clip(trace)}/>`);
      });
    });
  }

  // What is said of a chart is put together as in the app.
  const named = (figure) => Widgets.fit.name({ layout: figure.layout, _fullData: figure.data.map((trace) => ({ yaxis: "y", visible: true, ...trace })) });

  // What stands in a place of the page. To ask the page for a width at each step of a slider would
  // make it lay itself out twice.
  const places = new WeakMap();
  let numbers = 0;
  // The page may make a chart lower than its maker did, and leave out numbers that are repeated.
  const size = (el, { width }) => [width, el.style.height, el.dataset.low].join();
  const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => {
    const place = places.get(target);
    place.width = Math.round(target.clientWidth);
    if (place.size !== size(target, place)) put(target, place);
  }));

  function draw(el, figure) {
    if (!places.has(el)) {
      const svg = el.appendChild(document.createElementNS(SVG, "svg"));
      svg.setAttribute("role", "img");
      places.set(el, { svg, width: Math.round(el.clientWidth), mark: `c${++numbers}-`, parts: [] });
      sizes.observe(el);
    }
    const place = places.get(el);
    el._fullLayout = figure.layout; // where fit.js looks, as in plotly's own charts
    place.figure = figure;
    put(el, place);
  }

  function fitted(el, figure) {
    const layout = { ...figure.layout };
    layout.height = parseFloat(el.style.height) || layout.height;
    for (const number of (el.dataset.low || "").split(" ").filter(Boolean)) {
      const name = `xaxis${number === "1" ? "" : number}`;
      layout[name] = { ...layout[name], showticklabels: false };
    }
    return { ...figure, layout };
  }

  // A piece of the same make takes over what is new in it: that is less work for the browser than
  // new elements. Says whether it could.
  const TOKEN = /<(\w+)|([\w:-]+)="([^"]*)"|>([^<]+)/g;
  const letters = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
  function taken(el, old, part) {
    const was = [...old.matchAll(TOKEN)], now = [...part.matchAll(TOKEN)];
    if (was.length !== now.length || now.some(([, tag, name, , text], k) => tag !== was[k][1] || name !== was[k][2] || !text !== !was[k][4])) return false;
    const inside = el.getElementsByTagName("*");
    let at = -1;
    now.forEach(([, tag, name, value, text], k) => {
      if (tag) at += 1;
      else if (name && value !== was[k][3]) inside[at].setAttribute(name, value);
      else if (text !== was[k][4]) inside[at].firstChild.data = letters(text);
    });
    return true;
  }

  // Most pieces of a drawing are those of the one before: they stay.
  const sheet = document.createElementNS(SVG, "svg");
  const make_of = (part) => part.replace(/"[^"]*"|>[^<]+/g, "");
  function put(el, place) {
    const { svg, figure, width, mark, parts: old } = place;
    place.size = size(el, place);
    if (!width) return;
    const { height, font, parts } = pieces(fitted(el, figure), width, mark);
    const look = { "aria-label": named(figure), viewBox: `0 0 ${width} ${height}`, width, height, "font-family": font };
    for (const [key, value] of Object.entries(look)) if (svg.getAttribute(key) !== String(value)) svg.setAttribute(key, value);
    const inside = [...svg.children];
    if (old.length !== parts.length) { // what stands before and after that which comes or goes
      const alike = (a, b) => a === b || make_of(a) === make_of(b), most = Math.min(old.length, parts.length);
      let head = 0, tail = 0;
      while (head < most && alike(old[head], parts[head])) head += 1;
      while (tail < most - head && alike(old.at(-1 - tail), parts.at(-1 - tail))) tail += 1;
      const other = Array.from({ length: parts.length - head - tail }), gone = old.length - head - tail;
      old.splice(head, gone, ...other);
      inside.splice(head, gone, ...other).forEach((one) => one.remove());
    }
    // All that are new are read at once: to read one costs as much as to read a dozen.
    const fresh = parts.flatMap((part, k) => (part === old[k] || (inside[k] && taken(inside[k], old[k], part)) ? [] : [k]));
    if (fresh.length) {
      sheet.innerHTML = fresh.map((k) => `<g>${parts[k]}</g>`).join("");
      const made = [...sheet.children];
      for (const k of fresh.reverse()) {
        const one = made.pop();
        if (inside[k]) inside[k].replaceWith(one);
        else svg.insertBefore(one, inside[k + 1] || null);
        inside[k] = one;
      }
    }
    place.parts = parts;
  }
  return { draw };
})();
