// Runs in the browser that draws: charts as SVG, and the two canvas pictures of the lessons
// by their own code, with a model that only holds values.
window.drawChart = async (text, width) => {
  const { data, layout } = JSON.parse(text);
  const picture = { data, layout: { ...layout, width, autosize: false } };
  const height = layout.height || 400;
  return roomy(await Plotly.toImage(picture, { format: "svg", width, height, imageDataOnly: true }), width, height);
};
function roomy(text, width, height) { // labels may run over the edge of a narrow picture: move the edge
  document.body.innerHTML = text;
  const svg = document.body.querySelector("svg"), frame = svg.getBoundingClientRect();
  let [left, top, right, bottom] = [0, 0, width, height];
  svg.querySelectorAll("text").forEach((label) => {
    const box = label.getBoundingClientRect();
    if (!box.width) return;
    left = Math.min(left, Math.floor(box.left - frame.left) - 2);
    top = Math.min(top, Math.floor(box.top - frame.top) - 2);
    right = Math.max(right, Math.ceil(box.right - frame.left) + 2);
    bottom = Math.max(bottom, Math.ceil(box.bottom - frame.top) + 2);
  });
  const size = [right - left, bottom - top];
  return text.replace(/ width="[^"]*" height="[^"]*"/, ` width="${size[0]}" height="${size[1]}"`)
    .replace(/ viewBox="[^"]*"/, ` viewBox="${left} ${top} ${size[0]} ${size[1]}"`);
}
window.drawCanvas = async (code, traits, width, form) => {
  const widget = (await import("data:text/javascript;charset=utf-8," + encodeURIComponent(code))).default;
  const held = Object.fromEntries(Object.entries(traits).map(([name, value]) => [name, unpacked(value)]));
  const el = document.createElement("div");
  el.style.width = width + "px";
  document.body.replaceChildren(el);
  const stop = widget.render({ model: { get: (name) => held[name], on() {} }, el });
  el.querySelectorAll("button").forEach((button) => button.remove());
  el.querySelectorAll("canvas").forEach((canvas) => {
    const image = document.createElement("img");
    image.alt = canvas.getAttribute("aria-label") || "";
    image.style.cssText = canvas.style.cssText;
    image.src = canvas.toDataURL(image.alt ? form : "image/png", 0.85);
    canvas.replaceWith(image);
  });
  stop?.();
  return el.innerHTML;
};
function unpacked(value) {
  if (!value || value.bytes === undefined) return value;
  return new DataView(Uint8Array.from(atob(value.bytes), (sign) => sign.charCodeAt(0)).buffer);
}
