"use strict";
(() => {
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
  async function watch() {
    while (!window.jupyterapp) await new Promise((next) => setTimeout(next, 200));
    const { kernel } = await window.jupyterapp.widgetManagerPromise.promise;
    const banner = byId("lesson-lost");
    const address = `${document.body.dataset.baseUrl.replace(/voila\/$/, "")}api/kernels/${kernel.id}`;
    let restarted = false;
    const tell = (lost) => {
      if (banner.hidden !== lost) return;
      banner.textContent = lost
        ? "The connection to the lesson was lost. Reload the page to start it again."
        : "";
      banner.hidden = !lost;
    };
    // A kernel that restarts has forgotten the page.
    kernel.statusChanged.connect((_, status) => {
      if (status === "autorestarting" || status === "dead") tell((restarted = true));
    });
    const look = async () => {
      if (document.hidden || restarted) return;
      const answer = await fetch(address).catch(() => ({ ok: false }));
      tell(!answer.ok);
    };
    setInterval(look, LOOK_EVERY);
    document.addEventListener("visibilitychange", look);
  }
})();
