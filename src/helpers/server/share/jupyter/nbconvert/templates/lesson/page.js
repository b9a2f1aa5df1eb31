"use strict";
(() => {
  // anywidget waits two seconds for a widget and then ignores it for good, and says so of a
  // widget that was replaced before it was ready. A figure on a busy computer needs longer.
  // Other limits, such as that of a question to the server, stay as they are.
  const HASTE = 3000, PATIENCE = 600000; // ms
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => timeout(ms <= HASTE ? PATIENCE : ms);
  AbortSignal.patient = true;

  // A cell and the widget it shows come by two ways, and on a busy computer the cell can be
  // first. Voilà then waits two seconds, and says for good that there is no such widget. So the
  // widgets are put in their places here, and as late as they come.
  const WAIT_EVERY = 50, LATEST = 60000;
  const OUTPUT = 'script[type="application/vnd.voila.cell-output+json"]', VIEW = "application/vnd.jupyter.widget-view+json";
  function keepPlaces() {
    for (const output of document.querySelectorAll(OUTPUT)) {
      const id = JSON.parse(output.textContent).data?.[VIEW]?.model_id;
      if (!id) continue;
      const place = document.createElement("div");
      place.className = "jp-OutputArea-output";
      place.dataset.widget = id;
      output.replaceWith(place);
    }
  }
  async function fill(place, manager) {
    const id = place.dataset.widget;
    for (let waited = 0; !manager.has_model(id) && waited < LATEST; waited += WAIT_EVERY) {
      await new Promise((next) => setTimeout(next, WAIT_EVERY));
    }
    const { luminoWidget } = await manager.create_view(await manager.get_model(id));
    luminoWidget.constructor.attach(luminoWidget, place);
  }
  let app;
  Object.defineProperty(window, "jupyterapp", {
    configurable: true,
    get: () => app,
    set: (value) => {
      app = value;
      app.widgetManagerPromise.promise.then((manager) => {
        for (const place of document.querySelectorAll("[data-widget]")) {
          fill(place, manager).catch((error) => {
            place.dataset.failed = "yes";
            console.error(error);
          });
        }
      });
    },
  });

  // Voilà calls this while a cell takes its time; the page already says that it is loading.
  window.voila_heartbeat = () => {};

  const byId = (id) => document.getElementById(id);
  const words = JSON.parse(byId("lesson-words").textContent);
  const lab = byId("lesson-lab");
  lab.href = location.pathname.replace("/voila/render/", "/lab/tree/");

  // A language in the address goes along to other lessons.
  const asked = new URLSearchParams(location.search);
  if (asked.has("lang")) document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.origin !== location.origin || !/\/voila\/render\/.*\.ipynb$/.test(link.pathname)) return;
    const more = new URLSearchParams(link.search);
    if (more.has("lang")) return;
    more.set("lang", asked.get("lang"));
    link.search = more;
  }, true);

  const slow = setTimeout(() => { byId("loading-slow").hidden = false; }, 30000);

  // The drawing program is large: it is read while the kernel works and the page can only wait.
  const idle = window.requestIdleCallback ?? setTimeout;
  idle(() => import(document.body.dataset.drawing));

  // Voilà calls this twice: when the last cell has arrived, and when its theme is loaded.
  window.voila_finish = () => {
    keepPlaces();
    if (!window.themeLoaded) {
      window.cellLoaded = true;
      return;
    }
    clearTimeout(slow);
    byId("loading")?.remove();
    const lesson = byId("rendered_cells");
    lesson.style.visibility = "";
    document.body.dataset.lesson = "open";
    document.dispatchEvent(new Event("lesson-open"));
    watch();
  };

  // Say so when the kernel behind the page is gone; a short break mends itself.
  const LOOK_EVERY = 10000, LOOK_AGAIN = 2000;
  const KEPT = {
    saved: words.app_saved,
    unsaved: words.app_unsaved,
    off: "",
  };
  async function watch() {
    while (!window.jupyterapp) await new Promise((next) => setTimeout(next, 200));
    const { kernel } = await window.jupyterapp.widgetManagerPromise.promise;
    const banner = byId("lesson-lost");
    const address = `${document.body.dataset.baseUrl.replace(/voila\/$/, "")}api/kernels/${kernel.id}`;
    let restarted = false, again = 0;
    const tell = (lost, server = true) => {
      clearTimeout(again);
      if (lost && !server) again = setTimeout(look, LOOK_AGAIN);
      if (banner.hidden !== lost) return;
      const kept = KEPT[document.body.dataset.progress] || "";
      // In a hall the network comes back by itself; to reload or to start anew would lose the page.
      const away = lost && !server && document.body.dataset.class && document.body.dataset.served === "class";
      const reload = document.createElement("button");
      reload.type = "button";
      reload.textContent = words.app_reload;
      reload.addEventListener("click", () => location.reload());
      const what = server
        ? words.app_lost
        : words.app_stopped;
      if (away) banner.replaceChildren(words.app_away);
      else if (lost) banner.replaceChildren(`${what} `, reload, ` ${kept}`);
      else banner.replaceChildren();
      banner.hidden = !lost;
    };
    // A kernel that restarts has forgotten the page.
    kernel.statusChanged.connect((_, status) => {
      if (status === "autorestarting" || status === "dead") tell((restarted = true));
    });
    // A part that still could not be shown is no reason to guess: say how to get it.
    const broken = () => document.querySelector("[data-failed]")
      || [...document.querySelectorAll(".jupyter-widgets")].some((part) => part.textContent.startsWith("Error displaying widget"));
    const look = async () => {
      if (document.hidden || restarted) return;
      // A hub answers only pages that show its cookie's word.
      const word = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
      const headers = { "X-XSRFToken": word };
      const answer = await fetch(address, { headers }).catch(() => null);
      if (answer?.ok && broken()) {
        banner.replaceChildren(words.app_failed);
        banner.hidden = false;
      } else tell(!answer?.ok, answer !== null);
    };
    setInterval(look, LOOK_EVERY);
    document.addEventListener("visibilitychange", look);
    for (const name of ["offline", "online"]) window.addEventListener(name, look);
  }
})();
