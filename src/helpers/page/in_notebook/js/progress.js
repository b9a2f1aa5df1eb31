// What is kept of a student's work: a bar when it cannot be saved, and the files in and out.
// What every page needs in JupyterLab, once; this widget is the first of each page.
if (!AbortSignal.patient) {
  // anywidget waits two seconds for a widget and then ignores it for good. A figure on a busy
  // computer needs longer; the app's page does this for itself (see `HASTE` there).
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => timeout(ms <= 3000 ? 600000 : ms);
  AbortSignal.patient = true;
}
if (!window.lessonKeys) {
  // Arrow keys and Enter belong to our controls, not to the notebook around them.
  window.addEventListener("keydown", ({ target }) => {
    if (target.closest?.(".hcl")) target.setAttribute("data-lm-suppress-shortcuts", "true");
  }, true);
  window.lessonKeys = true;
}
function render({ model, el }) {
  const say = (name, values = {}) => model.get("ui")[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const get = (name) => model.get(name);
  const find = (selector) => el.querySelector(selector);
  const offers = get("offers");
  el.innerHTML = `<div class="hcl hcl-progress"><div class="notices" role="status"></div>
    <div class="bar" role="alert" hidden><p></p>
      <button type="button" class="hcl-button small" data-file="progress">${say("keeper_save_answers")}</button></div>
    <div class="bar gone" role="alert" hidden><p></p></div>
    <div class="hcl-tools">
      <button type="button" class="hcl-button" data-file="summary">${say("keeper_save_summary")}</button>
      <button type="button" class="hcl-button" data-file="progress">${say("keeper_take")}</button>
      <label class="hcl-button upload">${say("keeper_load")}<input type="file" accept=".json,application/json"></label>
      <button type="button" class="hcl-button small anew">${say("keeper_anew")}</button></div>
    <div class="ask-anew" hidden><p tabindex="-1">${say("keeper_anew_ask")}</p><div class="hcl-tools">
      <button type="button" class="hcl-button yes">${say("keeper_anew_yes")}</button>
      <button type="button" class="hcl-button no">${say("keeper_anew_no")}</button></div></div>
    <p class="said" role="status"></p></div>`;
  // The app's page says by itself that its kernel is gone, and what to do. JupyterLab only says
  // that it is starting another one, which knows nothing of the page.
  const { kernel } = model.widget_manager || {};
  if (get("alarm") && !document.body.classList.contains("lesson-page")) kernel?.statusChanged?.connect((_, status) => {
    if (!["autorestarting", "restarting", "dead"].includes(status)) return;
    const safe = get("kept") && !get("trouble");
    find(".gone p").textContent = [say("keeper_gone"), safe ? say("keeper_gone_kept") : ""].join(" ");
    find(".gone").hidden = false;
  });
  const tools = find(".hcl-tools");
  for (const [name, part] of [["summary", "[data-file=summary]"], ["progress", "[data-file=progress]"],
    ["upload", ".upload"], ["anew", ".anew"]]) {
    if (!offers.includes(name)) tools.querySelector(part).remove();
  }
  tools.hidden = !offers.length;
  const show = () => {
    const trouble = get("trouble");
    document.body.dataset.progress = trouble ? "unsaved" : get("kept") ? "saved" : "off";
    // Only what is new: a screen reader says it each time it is written.
    if (find(".notices").children.length !== get("notices").length) {
      find(".notices").replaceChildren(...get("notices").map((text) => {
        const p = document.createElement("p");
        p.className = "hcl-notice";
        p.textContent = text;
        return p;
      }));
    }
    find(".bar p").textContent = trouble;
    find(".bar").hidden = !trouble || !get("alarm");
    if (find(".said").textContent !== get("said")) find(".said").textContent = get("said");
  };
  el.querySelectorAll("[data-file]").forEach((button) => {
    button.addEventListener("click", () => {
      const text = button.closest(".bar") ? get("unsaved") : "";
      if (text) save({ name: "hair-cycle-lab-progress.json", type: "application/json", text });
      else model.send({ file: button.dataset.file });
    });
  });
  const save = ({ name, type, text }) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const got = (content) => { if (content.save) save(content.save); };
  const input = find("input[type=file]");
  input?.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    // A larger one is no file of ours, and would end the connection.
    if (file && file.size > get("largest")) find(".said").textContent = say("keeper_too_large");
    else if (file) model.send({ upload: await file.text() });
  });
  const anew = find(".anew"), ask = find(".ask-anew");
  anew?.addEventListener("click", () => {
    ask.hidden = false;
    ask.querySelector("p").focus();
  });
  for (const answer of ["yes", "no"]) ask.querySelector("." + answer).addEventListener("click", () => {
    if (answer === "yes") model.send({ anew: true });
    ask.hidden = true;
    anew.focus();
  });
  model.on("msg:custom", got);
  for (const key of ["trouble", "notices", "said", "kept"]) model.on("change:" + key, show);
  show();
}
export default { render };
