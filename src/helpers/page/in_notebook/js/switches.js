// Things to switch on or off, some with the month in which they began: a named group.
function render({ model, el }) {
  const say = (name, values = {}) => model.get("ui")[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  el.innerHTML = `<div class="hcl hcl-control"><fieldset><legend></legend><div class="hcl-pick hcl-switches"></div></fieldset></div>`;
  el.querySelector("legend").textContent = model.get("label");
  const box = el.querySelector(".hcl-pick");
  const rows = model.get("items").map((item) => {
    const row = document.createElement("div"), label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "checkbox";
    label.append(input, document.createTextNode(item.words));
    row.append(label);
    let month = null;
    if (item.month >= 0) {
      month = document.createElement("select");
      month.setAttribute("aria-label", say("switches_began", { words: item.words }));
      for (let number = 0; number < model.get("months"); number++) {
        month.append(new Option(say("switches_month", { number }), String(number)));
      }
      month.addEventListener("change", send);
      row.append(month);
    }
    input.addEventListener("change", send);
    box.append(row);
    return { item, input, month };
  });
  function send() {
    const on = rows.filter((row) => row.input.checked).map((row) => row.item.key + (row.month ? row.month.value : ""));
    model.set("value", on.join("-") || "none");
    model.save_changes();
    show();
  }
  function show() {
    el.dataset.stands = model.get("value");
    const on = new Map(model.get("value").split("-").map((word) => [word.replace(/\d+$/, ""), word.match(/\d+$/)?.[0]]));
    for (const { item, input, month } of rows) {
      input.checked = on.has(item.key);
      if (!month) continue;
      month.disabled = !input.checked;
      if (input.checked) month.value = on.get(item.key);
    }
  }
  model.on("change:value", show);
  for (const row of rows) if (row.month) row.month.value = String(row.item.month);
  show();
}
export default { render };
