// Draws close looks by the widget's own code, with a model that only holds values.
window.unpacked = (value) => {
  if (!value || value.bytes === undefined) return value;
  return new DataView(Uint8Array.from(atob(value.bytes), (sign) => sign.charCodeAt(0)).buffer);
};
const widget = {};
window.load = async (code) => { widget.render = (await import("data:text/javascript;charset=utf-8," + encodeURIComponent(code))).default.render; };
const held = (traits) => Object.fromEntries(Object.entries(traits).map(([name, value]) => [name, unpacked(value)]));

const pictures = []; // they stay here: to hand one over takes longer than to paint it
window.drawn = (traits, far = false, width = 320) => { // what the key says, and which picture
  const values = held(traits), el = document.createElement("div");
  el.style.width = width + "px";
  document.body.replaceChildren(el);
  const stop = widget.render({ model: { get: (name) => values[name], on() {} }, el });
  if (far) el.querySelector(".zoom").click();
  const canvas = el.querySelector("canvas[role=img]");
  const key = [...el.querySelectorAll(".key li")].map((item) => [item.dataset.drawn, item.innerText.trim()]);
  const links = [...el.querySelectorAll(".photographs a")].map((link) => link.href);
  const samples = [...el.querySelectorAll(".key canvas")].map((sample) => sample.toDataURL());
  stop();
  return { key, links, samples, picture: pictures.push(canvas) - 1 };
};

window.changed = ([one, other, most]) => { // the share of pixels in which two pictures differ by more
  const [a, b] = [pictures[one], pictures[other]].map((canvas) =>
    canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data);
  if (a.length !== b.length) throw new Error("two pictures of different size");
  let changed = 0;
  for (let at = 0; at < a.length; at += 4) {
    changed += [0, 1, 2, 3].some((part) => Math.abs(a[at + part] - b[at + part]) > most);
  }
  return changed / (a.length / 4);
};

window.timed = async (all) => { // ms from a change of the model to the picture, the first look left out
  const looks = all.map(held), listeners = {}, el = document.createElement("div");
  for (const look of looks) look.places = looks[0].places; // what has not changed is not sent again
  let now = looks[0];
  el.style.width = "430px";
  document.body.replaceChildren(el);
  const stop = widget.render({ model: { get: (name) => now[name], on: (name, tell) => { listeners[name] = tell; } }, el });
  const times = [], canvas = el.querySelector("canvas[role=img]");
  for (const far of [false, true]) {
    if (far) el.querySelector(".zoom").click();
    for (const look of looks.slice(1)) {
      now = look;
      delete canvas.dataset.ms;
      listeners["change:looks"]();
      while (!canvas.dataset.ms) await new Promise(requestAnimationFrame);
      const began = performance.now();
      canvas.getContext("2d").getImageData(0, 0, 1, 1); // what the canvas has put off
      times.push([far, Number(canvas.dataset.ms) + performance.now() - began]);
    }
  }
  stop();
  return times;
};

// How often it is drawn: off the page, before it has its place, after, and after a change out of sight.
window.entered = async ([traits, start, end, mode]) => {
  const values = held(traits), el = document.createElement("div"), box = document.createElement("div"), listeners = {};
  const frames = async (number) => { while (number--) await new Promise(requestAnimationFrame); };
  box.className = "hcl-explorer";
  document.body.dataset.class = mode;
  const stop = widget.render({ model: { get: (name) => values[name], on(name, tell) { listeners[name] = tell; } }, el });
  const canvas = el.querySelector("canvas[role=img]");
  let times = 0;
  new MutationObserver((all) => { times += all.length; }).observe(canvas, { attributeFilter: ["data-ms"] });
  const found = { key: el.querySelectorAll(".key li").length }, note = async (name) => { await frames(5); found[name] = times; };
  await note("off");
  document.body.replaceChildren(box);
  box.style.width = `${start}px`;
  box.append(el);
  await note("early");
  const answer = (event) => { box.style.width = `${end}px`; event.preventDefault(); };
  document.addEventListener("hcl-place", answer);
  await note("placed");
  document.removeEventListener("hcl-place", answer);
  box.style.display = "none";
  await frames(2);
  listeners["change:looks"]();
  await note("hidden");
  box.style.display = "";
  await note("again");
  stop();
  delete document.body.dataset.class;
  return { ...found, width: canvas.width / devicePixelRatio, high: canvas.clientHeight, ratio: devicePixelRatio };
};
