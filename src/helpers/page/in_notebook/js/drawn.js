// Drawings for teaching: SVG side by side, captions below them, names on demand.
function render({ model, el }) {
  el.innerHTML = `<div class="hcl"><div class="sheet"></div><label class="names"><input type="checkbox"> <span></span></label></div>`;
  const sheet = el.querySelector(".sheet"), names = el.querySelector(".names");
  const box = names.querySelector("input");
  names.querySelector("span").textContent = model.get("ui").drawn_names;
  names.hidden = !model.get("has_names");
  box.addEventListener("change", () => { model.set("names", box.checked); model.save_changes(); });
  const show = () => {
    box.checked = model.get("names");
    const pictures = model.get("pictures");
    sheet.dataset.count = pictures.length;
    while (sheet.children.length > pictures.length) sheet.lastChild.remove();
    pictures.forEach(({ svg, caption }, place) => {
      let figure = sheet.children[place];
      if (!figure) {
        figure = document.createElement("figure");
        figure.append(document.createElement("div"), document.createElement("figcaption"));
        sheet.append(figure);
      }
      figure.firstChild.innerHTML = svg;
      figure.lastChild.textContent = caption;
    });
  };
  model.on("change:pictures", show);
  model.on("change:names", show);
  show();
}
export default { render };
