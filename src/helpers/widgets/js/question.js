// A question: options, how sure, lock. The key and the feedback come only after the lock.
const SURE = ["a guess", "unsure", "fairly sure", "certain"];
// anywidget waits two seconds for a widget and then ignores it for good. In JupyterLab this is
// the place to give the figures that follow longer; the app's page does it for itself.
if (!AbortSignal.patient) {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => timeout(Math.max(ms, 60000));
  AbortSignal.patient = true;
}
function render({ model, el }) {
  const name = "hcl-" + Math.random().toString(36).slice(2);
  const get = (key) => model.get(key);
  el.innerHTML = `<div class="hcl hcl-question"><fieldset class="ask"><legend></legend><div class="options"></div></fieldset>
    <fieldset class="sure"><legend>How sure are you?</legend><div class="row"></div></fieldset>
    <div class="hcl-tools"><button type="button" class="hcl-button primary lock"></button>
      <button type="button" class="hcl-button small skip"></button><small class="hint" role="status"></small></div>
    <div class="feedback" role="status"></div></div>`;
  const find = (selector) => el.querySelector(selector);
  const set = (values) => { model.set(values); model.save_changes(); };
  const radio = (group, value, checked, change) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name: name + group, value: String(value), checked });
    input.addEventListener("change", change);
    return input;
  };
  const ready = () => get("chosen") >= 0 && (!get("ask_sure") || get("sure") > 0);
  const draw = () => {
    find("legend").innerHTML = get("stem");
    find(".options").replaceChildren(...get("options").map((html, place) => {
      const label = document.createElement("label");
      label.className = get("locked") ? "option settled" : "option";
      const input = radio("a", place, place === get("chosen"), () => set({ chosen: place }));
      const text = document.createElement("span");
      text.innerHTML = html;
      label.append(input, text);
      if (get("locked")) {
        const tag = document.createElement("span");
        tag.className = "tag";
        tag.textContent = [place === get("chosen") ? "your answer" : "", place === get("best") ? "✓ best answer" : ""].filter(Boolean).join(" · ");
        label.append(tag);
      }
      return label;
    }));
    find(".sure .row").replaceChildren(...SURE.map((word, place) => {
      const label = document.createElement("label");
      label.append(radio("s", place + 1, place + 1 === get("sure"), () => set({ sure: place + 1 })), word);
      return label;
    }));
    settle();
  };
  const settle = () => {
    const locked = get("locked");
    el.querySelectorAll("input").forEach((input) => { input.disabled = locked; });
    find(".sure").hidden = !get("ask_sure") || (locked && get("sure") === 0);
    find(".lock").hidden = locked;
    find(".lock").textContent = get("button");
    find(".lock").disabled = !ready();
    find(".skip").hidden = locked || !get("skip");
    find(".skip").textContent = get("skip");
    find(".hint").textContent = locked || ready() ? "" : get("ask_sure") ? "Choose an answer and say how sure you are." : "Choose an answer.";
    find(".feedback").innerHTML = get("feedback");
  };
  find(".lock").addEventListener("click", () => { set({ locked: true }); });
  find(".skip").addEventListener("click", () => { model.send({ skip: true }); });
  for (const key of ["chosen", "sure"]) model.on("change:" + key, settle);
  for (const key of ["stem", "options", "locked", "best", "feedback"]) model.on("change:" + key, draw);
  draw();
}
export default { render };
