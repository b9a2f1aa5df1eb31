// What a phone answers with besides a choice: a slider for a number, a field to draw a curve in, a
// box for a word. Each gives its element, `set` for what the server has, and `turn` for open or not.
"use strict";
window.hclAnswer = (() => {
  const SPACE = "http://www.w3.org/2000/svg";
  const make = (tag, more = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), more);
    made.append(...inside);
    return made;
  };
  const draw = (tag, more, said) => {
    const made = document.createElementNS(SPACE, tag);
    for (const [name, value] of Object.entries(more)) made.setAttribute(name, value);
    if (said !== undefined) made.textContent = said;
    return made;
  };
  const sends = (text, act) => make("button", { type: "button", className: "send", textContent: text, onclick: act });

  function number({ scale }, say, send) {
    const places = (scale.high - scale.low) / scale.step, value = (place) => scale.low + scale.step * place;
    const slider = make("input", { type: "range", min: 0, max: places, step: 1, value: Math.round(places / 2) });
    const said = make("output"), button = sends("", () => send(Number(slider.value)));
    const show = () => {
      said.textContent = value(Number(slider.value));
      button.textContent = say("vote_number_send", { number: said.textContent });
      slider.setAttribute("aria-valuetext", said.textContent);
    };
    slider.setAttribute("aria-label", say("vote_number"));
    let known = null;
    slider.addEventListener("input", show);
    show();
    return {
      el: make("div", {}, said, slider, button),
      set: (place) => {
        if (place === null || place === known) return;
        slider.value = known = place;
        show();
      },
      turn: () => {},
    };
  }

  // -- a curve: one height for each point, by finger or by sliders
  const WIDE = 340, HIGH = 260, LEFT = 34, RIGHT = 8, TOP = 10, LOW = 24;
  function curve({ scale }, say, send) {
    const { points } = scale, places = (scale.high - scale.low) / scale.step;
    const first = points[0], last = points.at(-1);
    const x = (at) => LEFT + ((points[at] - first) / (last - first)) * (WIDE - LEFT - RIGHT);
    const y = (place) => HIGH - LOW - (place / places) * (HIGH - LOW - TOP);
    const svg = draw("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img" });
    svg.setAttribute("aria-label", say("vote_curve_picture"));
    for (let mark = 0; mark <= 6; mark += 1) {
      const place = Math.round((places * mark) / 6);
      svg.append(draw("line", { x1: LEFT, x2: WIDE - RIGHT, y1: y(place), y2: y(place), stroke: "#ddd" }));
      svg.append(draw("text", { x: LEFT - 4, y: y(place) + 4, "text-anchor": "end" }, scale.low + scale.step * place));
    }
    points.forEach((point, at) => { if (at % 2 === 0) svg.append(draw("text", { x: x(at), y: HIGH - 8, "text-anchor": "middle" }, point)); });
    const line = draw("polyline", { fill: "none", stroke: "#0f6b5c", "stroke-width": 3, "stroke-linejoin": "round" });
    svg.append(line);
    let heights = points.map(() => null), drawing = false, before = null, open = true, known = "";
    const sliders = points.map((point) => make("input", { type: "range", min: 0, max: places, step: 1, value: 0, ariaLabel: String(point) }));
    const show = () => {
      line.setAttribute("points", heights.flatMap((place, at) => (place === null ? [] : [`${x(at)},${y(place)}`])).join(" "));
      heights.forEach((place, at) => { if (place !== null) sliders[at].value = place; });
    };
    // A finger that is fast passes several points between two of its reports.
    const put = (event) => {
      const box = svg.getBoundingClientRect(), unit = WIDE / box.width;
      const across = (event.clientX - box.left) * unit, up = (event.clientY - box.top) * unit;
      const near = points.reduce((best, _, at) => (Math.abs(x(at) - across) < Math.abs(x(best) - across) ? at : best), 0);
      const place = Math.max(0, Math.min(places, Math.round((places * (HIGH - LOW - up)) / (HIGH - LOW - TOP))));
      const from = before ?? { near, place }, steps = Math.abs(near - from.near);
      for (let i = 0; i <= steps; i += 1) {
        const part = steps ? i / steps : 1;
        heights[from.near + Math.sign(near - from.near) * i] = Math.round(from.place + (place - from.place) * part);
      }
      before = { near, place };
      show();
    };
    // What was not drawn goes on as the nearest point.
    const whole = () => {
      const drawn = heights.flatMap((place, at) => (place === null ? [] : [at]));
      heights = heights.map((place, at) => place ?? heights[drawn.reduce((best, one) => (Math.abs(one - at) < Math.abs(best - at) ? one : best))]);
      show();
      send(heights);
    };
    svg.addEventListener("pointerdown", (event) => {
      if (!open) return;
      event.preventDefault();
      drawing = true;
      before = null;
      svg.setPointerCapture(event.pointerId);
      put(event);
    });
    svg.addEventListener("pointermove", (event) => { if (drawing) put(event); });
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => { if (drawing) { drawing = false; whole(); } });
    sliders.forEach((slider, at) => slider.addEventListener("change", () => { heights[at] = Number(slider.value); whole(); }));
    const list = make("details", {}, make("summary", { textContent: say("vote_curve_points") }),
      ...sliders.map((slider, at) => make("label", {}, String(points[at]), slider)));
    return {
      el: make("div", {}, svg, list),
      set: (sent) => {
        const text = JSON.stringify(sent);
        if (sent === null || drawing || text === known) return;
        known = text;
        heights = [...sent];
        show();
      },
      turn: (now) => { open = now; if (!now) drawing = false; },
    };
  }

  function words(_, say, send) {
    const box = make("input", { type: "text", maxLength: 30, autocomplete: "off", ariaLabel: say("vote_word") });
    const go = () => { if (box.value.trim()) send(box.value.trim()); };
    box.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
    let known = null;
    return {
      el: make("div", {}, box, sends(say("vote_word_send"), go)),
      set: (word) => { if (word !== null && word !== known && document.activeElement !== box) box.value = known = word; },
      turn: () => {},
    };
  }

  return { number, curve, words };
})();
