"""How fast the lesson files are in Chromium with the processor slowed four times.

uv run lesson-files
uv run python benchmarks/lesson_files.py build/lesson-files
"""

import os
import sys
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

SLOWED, OPENINGS, MOVES, RESTS = 4, 5, 60, 10
FIRST, SLIDER = 1000, 50
"""The targets, in ms."""
WITHOUT = ("00_start_here", "12_clinic", "13_review")
"""Files that begin without a question."""
WATCH = """
(() => {
  window.moves = [];
  window.scalps = [];
  let moved = 0;
  const seen = () => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { window.asked ||= performance.now(); }; port2.postMessage(0); });
  new MutationObserver((_, watcher) => { if (document.querySelector(".hcl-question .option")) {
    watcher.disconnect(); seen(); } }).observe(document, { childList: true, subtree: true });
  // From the event to the end of the frame that shows what it changed.
  addEventListener("input", ({ target, timeStamp }) => { if (target.type !== "range") return;
    moved = timeStamp;
    requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => moves.push(performance.now() - timeStamp); port2.postMessage(0); });
  }, true);
  // A scalp that is drawn after its chart says how long its drawing took.
  new MutationObserver(() => { const since = moved; requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => scalps.push(performance.now() - since); port2.postMessage(0); });
  }).observe(document, { attributeFilter: ["data-ms"], subtree: true });
})();
"""


def opened(browser, file):
    context = browser.new_context(viewport={"width": 1366, "height": 844}, offline=True)
    page = context.new_page()
    slow = context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.add_init_script(WATCH)
    page.goto(file.as_uri())
    page.wait_for_function("window.asked")
    return context, page


def measured(browser, file):
    first = []
    for _ in range(OPENINGS):
        context, page = opened(browser, file)
        first.append(page.evaluate("asked"))
        context.close()
    context, page = opened(browser, file)
    skip = page.locator("section[data-stage=predict] .skip")
    skip.click()
    page.wait_for_selector("section[data-stage=look] .hcl-explorer svg")
    slider = page.locator("section[data-stage=look] input[type=range]").first
    moves, scalps = [], []
    if slider.count():
        slider.focus()
        for move in range(MOVES + 3):
            page.keyboard.press("ArrowRight" if move // 6 % 2 else "ArrowLeft")
            page.wait_for_timeout(60)
        moves = page.evaluate("moves")[3:]
        if page.locator("section[data-stage=look] .hcl-close").count():
            page.wait_for_timeout(1000)
            page.evaluate("scalps.length = 0")
            for move in range(RESTS):
                page.keyboard.press("ArrowRight" if move % 2 else "ArrowLeft")
                page.wait_for_timeout(1000)
            scalps = page.evaluate("scalps")
    context.close()
    return first, moves, scalps


def main(folder):
    failed = False
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        print(f"load average {os.getloadavg()[0]:.1f}; processor slowed {SLOWED} times")
        print(
            "| file | kB | first question: median, most (ms) | slider: median, 95th (ms) "
            "| close look: median, most (ms) |"
        )
        print("|---|--:|--:|--:|--:|")
        for file in sorted(Path(folder).resolve().glob("[0-9]*.html")):
            if file.stem in WITHOUT:
                continue
            first, moves, scalps = measured(browser, file)
            middle, late = np.percentile(moves, [50, 95]) if moves else (0, 0)
            slid = f"{middle:.0f}, {late:.0f}" if moves else "no slider in sight"
            close = f"{np.median(scalps):.0f}, {max(scalps):.0f}" if scalps else ""
            size = file.stat().st_size / 1000
            print(
                f"| {file.stem} | {size:.0f} | {np.median(first):.0f}, {max(first):.0f} "
                f"| {slid} | {close} |", flush=True,
            )  # fmt: skip
            failed |= max(first) > FIRST or bool(late > SLIDER)
        browser.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
