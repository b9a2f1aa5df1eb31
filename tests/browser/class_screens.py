# ruff: noqa: E501
"""Every screen of a class: a lesson with all its parts open, and what is wrong with a screen."""

import re

from walk import settle

SIZES = {"wide": (1920, 1080), "small": (1024, 768)}
SMALLEST = 1 / 40
SENDS = re.compile(
    r"\b(?:in|at) the (?:picture|charts?)\b|\b(?:picture|charts?) (?:below|above)\b|Press the button|More controls"
)
FILLED = 0.6
FEWEST_WORDS = 12
MOST_LETTERS = 1150
WAIT = 300_000
DRAWN = {"explorer", "picture", "poll"}
GO = "at => { hclPresent.go(at); return document.body.dataset.screen; }"

# What opens the next part, if it is there: a question to lock, a comparison, a solution. Returns
# whether anything was done, or whether the page still works on it.
OPEN = """() => {
  const usable = (el) => el && !el.disabled && !el.closest("[data-done]");
  for (const question of document.querySelectorAll(".hcl-question")) {
    const lock = question.querySelector(".lock"), first = question.querySelector(".option input");
    if (!lock || question.dataset.done || question.querySelector(".settled")) continue;
    const sure = question.querySelectorAll(".sure input");
    first.click();
    if (sure.length) sure[1].click();
    if (lock.disabled || lock.getAttribute("aria-disabled") === "true") return "wait";
    question.dataset.done = "yes";
    lock.click();
    return "done";
  }
  for (const button of document.querySelectorAll("button.widget-button")) {
    if (!/^(Compare|Show me a solution)/.test(button.textContent.trim()) || button.dataset.done) continue;
    const explorer = button.closest(".hcl").querySelector(".main-svg, canvas");
    if (!explorer) return "wait";
    button.dataset.done = "yes";
    button.click();
    return "done";
  }
  return document.querySelector(".hcl-waiting") ? "wait" : "open";
}"""

# What can be read: the element, its first letters, where it stands and its size as drawn.
LETTERS = """
  const letters = (passed) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const el = node.parentElement, said = node.data.trim().slice(0, 30);
      if (!said || el.closest(passed)) continue;
      if (!el.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width < 1 || box.height < 1) continue;
      const matrix = el.ownerSVGElement ? el.getScreenCTM() : null;
      const scale = matrix ? Math.hypot(matrix.a, matrix.b) : el.currentCSSZoom;
      found.push({ el, said, box, size: parseFloat(getComputedStyle(el).fontSize) * scale });
    }
    return found;
  };
"""

# Letters with their size as drawn; where what is shown ends; what is cut off or scrolls; and what
# reaches into the band below, which is a tenth of the screen.
LOOK = (
    "() => {"
    + LETTERS
    + """
  const high = innerHeight, small = {}, covered = [], page = document.getElementById("rendered_cells");
  const limit = 0.9 * high + 1, area = page.getBoundingClientRect();
  const passed = "script, style, noscript, select, .hcl-hidden, #js-plotly-tester, dialog";
  let low = 0, top = high;
  for (const { el, said, box, size } of letters(passed)) {
    const place = el.closest(".lesson-bar, .hcl-control, .hcl-vote, .hcl-close, .hcl-patch, svg, table, .hcl-tools, .hcl-say, .hcl-question, .hcl-two")?.className;
    const where = String(place?.baseVal ?? place ?? "text").split(" ").slice(0, 3).join(".");
    if (size < high / 40 - 0.1) small[`${where} “${said}”`] = Number(size.toFixed(1));
    if (el.closest(".lesson-bar")) continue;
    low = Math.max(low, box.bottom);
    top = Math.min(top, box.top);
    // What a long text hides can be scrolled to; what can be seen ends above the band.
    if ((el.closest("main") ? Math.min(box.bottom, area.bottom) : box.bottom) > limit) covered.push(said);
  }
  // A full stop or a comma at the start of a line, parted from its word.
  const parted = [];
  for (const { el, said } of letters(passed + ", .lesson-bar, svg")) {
    const node = [...el.childNodes].find((one) => one.nodeType === 3 && one.data.trim().slice(0, 30) === said);
    if (!node || !/^[.,;:!?)]/.test(node.data)) continue;
    const range = document.createRange(), block = el.closest("p, li, td, th, div").getBoundingClientRect();
    range.setStart(node, 0); range.setEnd(node, 1);
    if (range.getBoundingClientRect().left < block.left + 3) parted.push(said);
  }
  const heads = [...page.querySelectorAll("h1, h2, h3, h4, .title")].filter((el) => el.checkVisibility() && el.textContent.trim());
  for (const el of page.querySelectorAll("canvas, svg, img, .js-plotly-plot, .hcl-vote, .hcl-control")) {
    if (el.checkVisibility()) low = Math.max(low, el.getBoundingClientRect().bottom);
  }
  const needed = ".js-plotly-plot, .hcl-patch canvas, .hcl-close canvas, .hcl-say p, .hcl-control, .hcl-question .option, .hcl-question .lock, .hcl-vote";
  for (const el of document.querySelectorAll(needed)) {
    const box = el.getBoundingClientRect();
    if (el.checkVisibility() && box.height > 1 && box.bottom > limit) covered.push(el.className);
  }
  const scrolls = [...page.querySelectorAll("*"), page].filter((el) => el.checkVisibility()
    && el.clientHeight > 0 && ["auto", "scroll"].includes(getComputedStyle(el).overflowY) && el.scrollHeight > el.clientHeight + 3)
    .map((el) => `${el.id || el.className} ${el.scrollHeight - el.clientHeight}`);
  const pictured = [...page.querySelectorAll("canvas, svg, .js-plotly-plot")].some((el) => el.checkVisibility());
  return { number: hclPresent.number(), kind: document.body.dataset.screen, title: document.body.dataset.title === "yes",
    small, covered, filled: (low - Math.min(top, 40)) / high, low: low / high, scrolls,
    wide: page.scrollWidth - page.clientWidth, parted, headed: heads.length > 0,
    pictured, sees: document.body.dataset.see === "yes" || pictured,
    words: page.innerText, said: page.innerText.trim().slice(0, 50).replace(/\\s+/g, " ") };
}"""
)

# Each question has its answer, those of the exit check too.
ALL_ANSWERED = """number =>
  document.querySelectorAll(".hcl-stage-check .hcl-question").length >= number
  && [...document.querySelectorAll(".hcl-question")].every((one) => one.querySelector(".settled"))"""
ALL_OPEN = f"""number => ({OPEN})() === "open" && ({ALL_ANSWERED})(number)"""


def open_all(page, exit_questions):
    """Open every part of a lesson in class mode."""
    page.wait_for_selector("body[data-screen]", timeout=WAIT)
    page.wait_for_function(ALL_OPEN, arg=exit_questions, polling=100, timeout=WAIT)
    settle(page)


def place(page):
    """Return which screen is shown, and how many there are."""
    return page.evaluate("['at', 'count'].map((name) => Number(document.body.dataset[name]))")


def step(page, key="PageDown"):
    """Press a key and return whether the screen changed."""
    before = place(page)
    page.keyboard.press(key)
    return place(page) != before


def grows(page, kind, act):
    """Do what opens the next part, and wait until there is one more screen of that kind."""
    count = "kind => document.body.dataset.screens.split(' ').filter(one => one === kind).length"
    before = page.evaluate(count, kind)
    act()
    page.wait_for_function(
        f"([kind, n]) => ({count})(kind) > n", arg=[kind, before], timeout=60_000
    )
    settle(page)


def set_size(page, size):
    """Give the window another size, and wait until the page was cut into screens anew."""
    if page.viewport_size != {"width": size[0], "height": size[1]}:
        page.evaluate(
            """() => { window.cut = new Promise((done) =>
              document.addEventListener("hcl-screens", done, { once: true })); }"""
        )
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate("() => window.cut.then(() => 0)")
    settle(page)


def look(page, kind=None):
    """Return what the screen that is shown looks like, once its picture is drawn."""
    if (kind or page.evaluate("document.body.dataset.screen")) in DRAWN:
        settle(page)
    return page.evaluate(LOOK)


def screens(page, size):
    """Yield what each screen looks like at a size."""
    set_size(page, size)
    for at in range(page.evaluate("hclPresent.count()")):
        yield look(page, page.evaluate(GO, at))


def unreadable(seen):
    """Return what of a screen is too small, too low or too wide."""
    wrong = [f"text of {size} px in {where}" for where, size in seen["small"].items()]
    wrong += [f"reaches into the band: {one}" for one in seen["covered"]]
    if seen["wide"] > 0:
        wrong.append(f"{seen['wide']} px too wide")
    return [f"{seen['number']} {seen['kind']} “{seen['said']}”: {one}" for one in wrong]


def faults(seen):
    """Return what is wrong with a screen of a lesson with all its parts open."""
    wrong = []
    alone = seen["kind"] in {"picture", "closed"} or seen["title"]
    if seen["filled"] < FILLED and not alone:
        wrong.append(f"{100 * seen['filled']:.0f}% of the height is filled")
    wrong += [f"scrolls: {one}" for one in seen["scrolls"]]
    if seen["low"] > 1:
        wrong.append("reaches below the screen")
    wrong += [f"a line begins with “{one}”" for one in seen["parted"]]
    if seen["kind"] == "picture" and not seen["headed"]:
        wrong.append("a picture without a title")
    # A sentence alone becomes as large as the wall: it belongs to the screen before or after it.
    number = len(seen["words"].split())
    lone = seen["kind"] in {"text", "told", "step"} and not seen["title"] and not seen["pictured"]
    if lone and number < FEWEST_WORDS:
        wrong.append(f"{number} words alone")
    if seen["kind"] in {"text", "told", "step"} and len(seen["words"]) > MOST_LETTERS:
        wrong.append(f"{len(seen['words'])} letters: a wall of text")
    # Before a vote nobody is sent anywhere; else words say on which screen their picture is.
    if (
        seen["kind"] in {"text", "told", "step"}
        and SENDS.search(seen["words"])
        and not seen["sees"]
    ):
        wrong.append("speaks of a picture that is not there, and of no other screen")
    return unreadable(seen) + [
        f"{seen['number']} {seen['kind']} “{seen['said']}”: {one}" for one in wrong
    ]
