// What the phones are asked for before the model answers: a number, a curve, a word. Nothing is
// drawn before the vote is closed and the presenter shows it. The second of these charts, beside
// the model, is there only when something was sent.
const SPACE = "http://www.w3.org/2000/svg";
const HIGH = 372, LEFT = 66, RIGHT = 20, TOP = 14, LOW = 62;
const DARK = 30; // curves that are drawn at most so dark; of more, each is fainter

function render({ model, el }) {
  const get = (key) => model.get(key);
  const say = (name, values = {}) => get("ui")[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const kind = get("kind"), scale = get("scale"), key = get("key"), beside = get("with_model");
  const sheet = window.hclSheet;
  const make = (tag, more = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), more);
    made.append(...inside);
    return made;
  };
  const button = (className, act) => make("button", { type: "button", className: `hcl-button ${className}`, onclick: act });
  const ask = button("primary ask", () => turn()), shows = button("shows", () => see({ hidden: !view().hidden }));
  const said = make("span", { className: "sent" }), chart = make("div", { className: "chart" }), legend = make("p", { className: "legend" });
  said.setAttribute("role", "status");
  const panel = make("section", { className: "hcl-poll", hidden: beside },
    make("p", { className: "asked", textContent: beside ? say("poll_beside") : get("question") }),
    make("div", { className: "line" }, ask, shows, said), chart, legend);
  panel.setAttribute("aria-label", say("poll_title"));
  el.replaceChildren(make("div", { className: "hcl" }, panel));

  // -- what is known: the entry of the server, and what of it is on the wall
  let curves = [], read = 0, open = 0, told = "";
  const entry = () => sheet?.get(`poll:${key}`);
  const view = () => {
    const kept = sheet?.get(`view:${key}`);
    return kept && kept.round === entry()?.round ? kept : { round: entry()?.round, hidden: true, shown: [] };
  };
  const see = (some) => { told = ""; sheet.set(`view:${key}`, { ...view(), ...some }); show(); };
  const fetchCurves = async () => {
    const now = entry();
    if (kind !== "curve" || !now || read === now.round) return;
    read = now.round;
    const got = await sheet.read("/curves", { key });
    if (got) curves = got.curves; else read = 0;
    show();
  };

  // -- the chart
  const draw = (parent, tag, more, text) => {
    const made = document.createElementNS(SPACE, tag);
    for (const [name, value] of Object.entries(more)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    parent.append(made);
    return made;
  };
  const value = (place) => scale.low + scale.step * place;
  function plot() {
    const wide = Math.max(400, chart.clientWidth || 700);
    const svg = document.createElementNS(SPACE, "svg");
    svg.setAttribute("viewBox", `0 0 ${wide} ${HIGH}`);
    svg.setAttribute("role", "img");
    const now = entry(), seen = now && !view().hidden;
    const points = scale.points, curve = kind === "curve";
    const first = curve ? points[0] : scale.low, last = curve ? points.at(-1) : scale.high;
    const most = Math.max(4, ...(seen && !curve ? now.counts : []));
    const x = (at) => LEFT + ((at - first) / (last - first)) * (wide - LEFT - RIGHT);
    const top = curve ? scale.high : most, low = curve ? scale.low : 0;
    const y = (up) => HIGH - LOW - ((up - low) / (top - low)) * (HIGH - LOW - TOP);
    const mark = (number) => {
      draw(svg, "line", { x1: LEFT, x2: wide - RIGHT, y1: y(number), y2: y(number), class: number === low ? "ground" : "grid" });
      draw(svg, "text", { x: LEFT - 8, y: y(number) + 6, "text-anchor": "end" }, number);
    };
    if (curve) for (let i = 0; i <= 6; i += 1) mark(Math.round(low + ((top - low) * i) / 6)); else mark(0);
    const steps = curve ? points : Array.from({ length: 7 }, (_, i) => first + ((last - first) * i) / 6);
    for (const at of steps) draw(svg, "text", { x: x(at), y: HIGH - LOW + 24, "text-anchor": "middle" }, at);
    draw(svg, "text", { x: LEFT, y: HIGH - 6, class: "axis" }, curve ? `→ ${get("across")}   ↑ ${get("up")}` : `→ ${get("up")}`);
    const line = (pairs) => pairs.map(([at, up]) => `${x(at).toFixed(1)},${y(Math.min(top, up)).toFixed(1)}`).join(" ");
    let words = get("question");
    if (seen && curve) {
      const of = (which) => points.map((at, i) => [at, now.quartiles[i][which]]);
      draw(svg, "polygon", { points: line([...of(0), ...of(2).reverse()]), class: "half" });
      // Many lines are fainter each, so that where they meet is seen, and the median on top.
      const opacity = Math.max(0.2, Math.min(0.7, DARK / curves.length));
      for (const one of curves) draw(svg, "polyline", { points: line(one.map((place, i) => [points[i], value(place)])), class: "thin", opacity });
      for (const name of ["under", "middle"]) draw(svg, "polyline", { points: line(of(1)), class: name });
      const [point, middle] = of(1).reduce((best, one) => (one[1] > best[1] ? one : best));
      words = say("poll_chart_curves", { number: now.phones, point, middle });
    } else if (seen) {
      const bar = Math.max(3, x(scale.step + scale.low) - x(scale.low) - 2);
      now.counts.forEach((count, place) => {
        if (count) draw(svg, "rect", { x: x(value(place)) - bar / 2, y: y(count), width: bar, height: y(0) - y(count), class: "bar" });
      });
      const [from, middle, to] = now.quartiles[0];
      words = say("poll_chart", { number: now.phones, low: from, middle, high: to });
    }
    const answer = get("model");
    if (answer.length && curve) draw(svg, "polyline", { points: line(answer.filter(([at]) => at <= last)), class: "model" });
    else if (answer.length) {
      const at = x(answer[0][0]);
      draw(svg, "line", { x1: at, x2: at, y1: TOP, y2: y(0), class: "model" });
      draw(svg, "text", { x: at + 8, y: TOP + 14, class: "told" }, say("poll_model", { value: Math.round(answer[0][0]) }));
    }
    svg.setAttribute("aria-label", words);
    chart.replaceChildren(svg);
    const keys = [];
    if (seen && curve) keys.push(say("poll_key_phones", { number: now.phones }), say("poll_key_middle"));
    if (seen && !curve) keys.push(words);
    if (answer.length && curve) keys.push(say("poll_key_model"));
    legend.textContent = keys.join(" · ");
  }
  // Words are on the wall one by one, as they are released.
  function list() {
    const now = entry(), { shown, hidden } = view();
    const all = now && !hidden ? now.words : [];
    const made = all.map(([word, count], at) => {
      if (shown.includes(at)) return make("li", { textContent: count > 1 ? `${word} × ${count}` : word });
      const more = button("small", () => see({ shown: [...view().shown, at] }));
      more.textContent = "…";
      more.setAttribute("aria-label", say("poll_word_hidden"));
      return make("li", {}, more);
    });
    chart.replaceChildren(make("ul", { className: "words" }, ...made));
    const rest = all.length > shown.length;
    if (rest) {
      const every = button("small", () => see({ shown: all.map((_, at) => at) }));
      every.textContent = say("poll_words_all");
      chart.append(every);
    }
  }
  function show() {
    if (!el.isConnected) return;
    const now = entry(), shared = Boolean(sheet?.shared);
    if (beside) panel.hidden = !now;
    ask.hidden = beside || !shared;
    ask.textContent = open ? say("poll_close") : say(now ? "poll_again" : `poll_open_${kind}`);
    shows.hidden = !now || open > 0;
    shows.textContent = say(view().hidden ? "poll_show" : "poll_hide");
    if (!beside && !shared) told = say("poll_on_paper");
    if (said.textContent !== told) said.textContent = told;
    if (kind === "words") list(); else plot();
    fetchCurves();
  }

  // -- open and close, as the server says
  const look = (now) => {
    if (!el.isConnected || !now || beside) return;
    const mine = now.open && now.of?.[1] === key && now.kind === kind;
    const before = open;
    open = mine ? now.round : 0;
    if (mine) told = say(now.voters === 1 ? "poll_sent_one" : "poll_sent_many", { number: now.voters });
    else if (before) told = say(now.round === before && !now.voters ? "poll_none" : "poll_closed");
    if (mine || before) show();
  };
  async function turn() {
    if (open) { await sheet.ask("/close", { round: open }); return; }
    told = "";
    // A phone has little room on its axes: what they are stands in the question.
    const axes = kind === "curve" ? ` → ${get("across")}. ↑ ${get("up")}.` : "";
    await sheet.ask("/open", { question: get("question") + axes, kind, scale, key, row: 0 });
  }
  const deaf = sheet?.onVote(look);
  const unlisten = sheet?.listen((news) => {
    if (`view:${key}` in news) told = "";
    if (`poll:${key}` in news || `view:${key}` in news) show();
  });
  sheet?.ready.then(() => { show(); look(sheet.vote); });
  let wide = 0;
  const watch = new ResizeObserver(() => { if (chart.clientWidth && chart.clientWidth !== wide) { wide = chart.clientWidth; show(); } });
  watch.observe(chart);
  requestAnimationFrame(show);
  return () => { watch.disconnect(); unlisten?.(); deaf?.(); };
}
export default { render };
