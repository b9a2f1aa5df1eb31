// A question: options, how sure, lock. The key and the feedback come only after the lock.
function render({ model, el }) {
  const say = (name, values = {}) => model.get("ui")[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const name = "hcl-" + Math.random().toString(36).slice(2);
  const get = (key) => model.get(key);
  el.innerHTML = `<div class="hcl hcl-question"><fieldset class="ask"><legend lang="en"></legend><div class="options"></div></fieldset>
    <fieldset class="sure"><legend>${say("question_how_sure")}</legend><div class="row"></div></fieldset>
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
      label.className = get("locked") || get("passed") ? "option settled" : "option";
      const input = radio("a", place, place === get("chosen"), () => set({ chosen: place }));
      const text = document.createElement("span");
      text.innerHTML = html;
      text.lang = "en";
      label.append(input, text);
      if (get("locked")) {
        const tag = document.createElement("span");
        tag.className = "tag";
        const mine = place === get("chosen"), best = place === get("best"), judged = get("best") >= 0;
        if (judged && best) label.classList.add("right");
        if (judged && mine && !best) label.classList.add("wrong");
        tag.textContent = [mine ? say(!judged || best ? "question_your_answer" : "question_your_answer_wrong") : "", best ? say("question_best_answer") : ""].filter(Boolean).join(" · ");
        label.append(tag);
      }
      return label;
    }));
    find(".sure .row").replaceChildren(...[1, 2, 3, 4].map((level) => say(`sure_${level}`)).map((word, place) => {
      const label = document.createElement("label");
      label.append(radio("s", place + 1, place + 1 === get("sure"), () => set({ sure: place + 1 })), word);
      return label;
    }));
    settle();
  };
  const settle = () => {
    const passed = get("passed"), locked = get("locked") || passed; // nothing can be answered any more
    el.querySelectorAll("input").forEach((input) => { input.disabled = locked; });
    find(".sure").hidden = !get("ask_sure") || (locked && get("sure") === 0);
    find(".lock").hidden = locked;
    find(".lock").textContent = get("button");
    find(".lock").disabled = !ready();
    find(".skip").hidden = locked || !get("skip");
    find(".skip").textContent = get("skip");
    // Only what is new: a screen reader says it each time it is written.
    const hint = passed ? say("question_passed") : locked || ready() ? "" : get("ask_sure") ? say("question_choose_sure") : say("question_choose");
    if (find(".hint").textContent !== hint) find(".hint").textContent = hint;
    if (find(".feedback").dataset.html !== get("feedback")) {
      find(".feedback").innerHTML = find(".feedback").dataset.html = get("feedback");
      // The eye finds the mark of the best answer above; the ear is told.
      if (get("feedback") && get("chosen") !== get("best")) {
        const best = document.createElement("p");
        best.className = "hcl-hidden";
        best.textContent = `${say("question_best_answer")}: `;
        best.append(find(".options").children[get("best")].querySelector("span").cloneNode(true));
        find(".feedback").prepend(best);
      }
    }
  };
  find(".lock").addEventListener("click", () => {
    set({ locked: true });
    // The button goes; the keyboard stays at this question, just before what comes next.
    find("legend").tabIndex = -1;
    find("legend").focus({ preventScroll: true });
  });
  find(".skip").addEventListener("click", () => { model.send({ skip: true }); });
  for (const key of ["chosen", "sure"]) model.on("change:" + key, settle);
  for (const key of ["stem", "options", "locked", "passed", "best", "feedback"]) model.on("change:" + key, draw);
  draw();
}
export default { render };
