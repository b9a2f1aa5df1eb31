"use strict";
(() => {
  // anywidget waits two seconds for a widget and then ignores it for good. A figure on a busy
  // computer needs longer.
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => timeout(Math.max(ms, 60000));
  AbortSignal.patient = true;

  const byId = (id) => document.getElementById(id);
  const lab = byId("lesson-lab");
  lab.href = location.pathname.replace("/voila/render/", "/lab/tree/");

  const slow = setTimeout(() => { byId("loading-slow").hidden = false; }, 30000);

  // Voilà calls this twice: when the last cell has arrived, and when its theme is loaded.
  window.voila_finish = () => {
    if (!window.themeLoaded) {
      window.cellLoaded = true;
      return;
    }
    clearTimeout(slow);
    byId("loading")?.remove();
    const lesson = byId("rendered_cells");
    lesson.style.visibility = "";
    document.body.dataset.lesson = "open";
    watch();
  };

  // Say so when the kernel behind the page is gone; a short break mends itself.
  const LOOK_EVERY = 10000;
  const KEPT = {
    saved: "What you answered before is saved: the lesson opens where you were.",
    unsaved: "Your last answers could not be saved; if the bar below offers it, save them as a file first.",
    off: "",
  };
  async function watch() {
    while (!window.jupyterapp) await new Promise((next) => setTimeout(next, 200));
    const { kernel } = await window.jupyterapp.widgetManagerPromise.promise;
    const banner = byId("lesson-lost");
    const address = `${document.body.dataset.baseUrl.replace(/voila\/$/, "")}api/kernels/${kernel.id}`;
    let restarted = false;
    const tell = (lost, server = true) => {
      if (banner.hidden !== lost) return;
      const kept = KEPT[document.body.dataset.progress] || "";
      const reload = document.createElement("button");
      reload.type = "button";
      reload.textContent = "Reload the page";
      reload.addEventListener("click", () => location.reload());
      const what = server
        ? "The connection to the lesson was lost, so nothing you do here counts any more. "
        : "The program behind the lessons does not answer. If it was stopped, start the lessons again in the terminal, then reload. ";
      if (lost) banner.replaceChildren(what, reload, ` ${kept}`);
      else banner.replaceChildren();
      banner.hidden = !lost;
    };
    // A kernel that restarts has forgotten the page.
    kernel.statusChanged.connect((_, status) => {
      if (status === "autorestarting" || status === "dead") tell((restarted = true));
    });
    const look = async () => {
      if (document.hidden || restarted) return;
      const answer = await fetch(address).catch(() => null);
      tell(!answer?.ok, answer !== null);
    };
    setInterval(look, LOOK_EVERY);
    document.addEventListener("visibilitychange", look);
  }
})();
