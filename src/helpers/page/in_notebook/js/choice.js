// A named group of radio buttons.
function render({ model, el }) {
  const name = "hcl-" + Math.random().toString(36).slice(2);
  el.innerHTML = `<div class="hcl hcl-control"><fieldset><legend></legend><div class="hcl-pick"></div></fieldset></div>`;
  el.querySelector("legend").textContent = model.get("label");
  const box = el.querySelector(".hcl-pick");
  model.get("options").forEach((option, place) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name, value: String(place) });
    input.addEventListener("change", () => { model.set("chosen", place); model.save_changes(); });
    label.append(input, document.createTextNode(option));
    box.append(label);
  });
  const show = () => {
    el.dataset.stands = model.get("chosen");
    box.querySelectorAll("input").forEach((input, place) => { input.checked = place === model.get("chosen"); });
  };
  model.on("change:chosen", show);
  show();
}
export default { render };
