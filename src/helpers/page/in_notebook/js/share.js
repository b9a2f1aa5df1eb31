// Copy a link to the setting shown; open a code that somebody else has read out.
function render({ model, el }) {
  const say = (name, values = {}) => model.get("ui")[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const id = "hcl-" + Math.random().toString(36).slice(2);
  el.innerHTML = `<div class="hcl hcl-share"><div class="row">
      <button type="button" class="hcl-button small copy">${say("share_copy")}</button>
      <button type="button" class="hcl-button small open" aria-expanded="false" aria-controls="${id}">${say("share_open")}</button></div>
    <form id="${id}" hidden><label>${say("share_code_or_link")} <input type="text" autocomplete="off" spellcheck="false"></label>
      <button class="hcl-button small">${say("share_show")}</button></form>
    <p class="said" role="status"></p><input class="link" type="text" readonly hidden aria-label="${say("share_link")}"></div>`;
  const find = (selector) => el.querySelector(selector);
  const said = find(".said");
  const form = find("form");
  const link = find(".link");
  const address = () => {
    const base = location.pathname.split(/\/(?:voila|lab|tree|notebooks)\//)[0].replace(/\/$/, "");
    return `${location.origin}${base}/voila/render/${model.get("notebook")}?scenario=${encodeURIComponent(model.get("code"))}`;
  };
  find(".copy").addEventListener("click", () => model.send({ copy: true }));
  model.on("change:asked", async () => {
    const text = address();
    const code = document.createElement("code");
    code.textContent = model.get("code");
    try {
      await navigator.clipboard.writeText(text);
      said.replaceChildren(`${say("share_copied")} `, code);
      link.hidden = true;
    } catch { // a browser may forbid it
      said.replaceChildren(`${say("share_copy_yourself")} `, code);
      link.value = text;
      link.hidden = false;
      link.select();
    }
  });
  find(".open").addEventListener("click", (event) => {
    form.hidden = !form.hidden;
    event.target.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) form.querySelector("input").focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    model.send({ open: form.querySelector("input").value });
  });
  model.on("change:message", () => { if (model.get("message")) said.textContent = model.get("message"); });
}
export default { render };
