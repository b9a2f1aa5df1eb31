// Drawings for teaching: SVG side by side, captions below them, names on demand. What they show
// changes at once for the eye; for the ear it waits until the slider rests.
const REST_MS = 900;
function render({ model, el }) {
  el.innerHTML = `<div class="hcl"><label class="names"><input type="checkbox"> <span></span></label>
    <div class="sheet"></div><div class="beside"><p class="shows"></p><p class="room" aria-hidden="true"></p></div>
    <span class="hcl-hidden" role="status" aria-live="polite"></span></div>`;
  const sheet = el.querySelector(".sheet"), names = el.querySelector(".names");
  const box = names.querySelector("input");
  names.querySelector("span").textContent = model.get("ui").drawn_names;
  names.hidden = !model.get("has_names");
  box.addEventListener("change", () => { model.set("names", box.checked); model.save_changes(); });
  const shows = el.querySelector(".shows"), spoken = el.querySelector("[role=status]");
  // The longest sentence, unseen, in the same place: a longer one moves no control.
  el.querySelector(".room").textContent = model.get("room");
  let timer = 0;
  const tell = () => {
    shows.textContent = model.get("said");
    clearTimeout(timer);
    timer = setTimeout(() => { spoken.textContent = shows.textContent; }, REST_MS);
  };
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
  model.on("change:said", tell);
  show();
  shows.textContent = model.get("said");
  return () => clearTimeout(timer);
}
export default { render };
