// Times a page from inside: when the first question stood there, and how long a press took
// until the page no longer changed. A change counts at the frame that shows it.
(() => {
  const watch = (window.stopwatch = { ready: null, whole: null, pressed: 0, figure: 0, words: 0 });
  const ask = () => {
    const option = document.querySelector(".hcl-question .option");
    if (document.body?.dataset.lesson === "open" && option?.checkVisibility()) {
      requestAnimationFrame(() => { watch.ready = performance.now(); });
    } else requestAnimationFrame(ask);
  };
  requestAnimationFrame(ask);

  // A finished lesson is back when its check shows how it ended; asked of this part alone, since
  // to read all words of a page costs it more than to show them.
  const askWhole = () => {
    const check = document.querySelector(".hcl-stage-check");
    const seen = document.body?.dataset.lesson === "open"
      && check?.checkVisibility({ visibilityProperty: true });
    if (seen && check.textContent.includes("of 5 right")) {
      requestAnimationFrame(() => { watch.whole = performance.now(); });
    } else requestAnimationFrame(askWhole);
  };
  const [{ type }] = performance.getEntriesByType("navigation");
  if (type === "reload") requestAnimationFrame(askWhole);

  const stamp = (event) => {
    if (!watch.armed) return;
    Object.assign(watch, { armed: false, pressed: event.timeStamp, figure: 0, words: 0 });
  };
  document.addEventListener("keydown", stamp, true);
  document.addEventListener("click", stamp, true);

  // The frame is over when a task posted in it begins.
  const afterFrame = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(0);
  });
  new MutationObserver((changes) => {
    let figure = false, words = false;
    for (const { target } of changes) {
      const at = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      // A canvas says on itself when it was drawn.
      figure ||= Boolean(at?.closest(".js-plotly-plot .svg-container, canvas[data-ms]"));
      words ||= Boolean(at?.closest(".hcl-say p"));
    }
    if (!figure && !words) return;
    watch.changed = performance.now();
    afterFrame(() => {
      const now = performance.now();
      if (figure) watch.figure = now;
      if (words) watch.words = now;
    });
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  watch.arm = () => Object.assign(watch, { armed: true, pressed: 0, figure: 0, words: 0, changed: 0 });
  // A small move may leave the sentence as it was; if it changes, it does so within the quiet time.
  watch.rests = (quiet) => watch.pressed > 0 && watch.figure > watch.pressed
    && performance.now() - watch.changed > quiet;
  watch.took = () => Math.max(watch.figure, watch.words) - watch.pressed;
})();
