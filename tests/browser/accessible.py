"""What a page owes to everybody: axe-core's rules, and what axe cannot know."""

from contextlib import suppress
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import TimeoutError as Timeout

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
# What a library causes and nobody can patch from outside: rule, selector, upstream issue.
# There is nothing of the kind at present.
EXCEPTIONS: tuple[tuple[str, str, str], ...] = ()
# Whether words stand out depends on their style and on the grounds that they lie on. To measure
# it takes axe most of its time, so of the words that are alike in their own style and in all that
# they stand in, it measures a few: what lies over or under them from elsewhere on the page may be
# missed. Of letters in a drawing axe cannot tell at all.
ALIKE = """(part) => {
  const most = 3, seen = { visibilityProperty: true, opacityProperty: true };
  const styles = ["backgroundColor", "backgroundImage", "opacity", "position", "filter",
    "mixBlendMode"];
  const numbers = new Map(), grounds = new Map(), found = new Map();
  const number = (key) => numbers.get(key) ?? numbers.set(key, numbers.size).get(key);
  const kind = (e) => `${e.tagName}.${e.className}`;
  const ground = (e) => {
    if (!e) return "";
    if (!grounds.has(e)) {
      const style = getComputedStyle(e);
      const own = styles.map((name) => style[name]).join();
      grounds.set(e, number(`${own} on ${ground(e.parentElement)}`));
    }
    return grounds.get(e);
  };
  const own = (e) => [...e.childNodes].some((node) =>
    node.nodeType === Node.TEXT_NODE && node.data.trim());
  const where = (part && [...document.querySelectorAll(part)].at(-1)) || document.body;
  for (const e of where.querySelectorAll(":not(svg, svg *, script, style)")) {
    delete e.dataset.measured;
    if (!(own(e) || e.matches("input, select, textarea")) || !e.checkVisibility(seen)) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(e);
    const control = e.closest("label")?.control ?? e;
    const off = Boolean(control.closest(":disabled, [aria-disabled=true]"));
    const key = [kind(e), kind(e.parentElement), color, fontSize, fontWeight, textShadow, off,
      ground(e)].join("; ");
    const before = found.get(key) ?? 0;
    found.set(key, before + 1);
    if (before < most) e.dataset.measured = "";
  }
}"""
RUN = """async ({ exceptions, part }) => {
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-measured]" }] });
  // 24 px targets (WCAG 2.5.8) are off unless asked for; what lies outside all landmarks is never
  // more than moderate; no style sheet is loaded anew.
  const rules = { "target-size": { enabled: true }, region: { enabled: false } };
  const options = { resultTypes: ["violations"], preload: false, rules };
  const where = (part && [...document.querySelectorAll(part)].at(-1)) || document;
  const { violations } = await axe.run(where, options);
  const known = ({ id }, node) => exceptions.some(([rule, owner]) =>
    rule === id && node.target.every((at) => document.querySelector(String(at))?.closest(owner)));
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap((rule) => rule.nodes.filter((node) => !known(rule, node))
      .map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
}"""
# Numbers say their unit, pictures what they show, headings follow one another.
OWN = r"""() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (e) => e.checkVisibility();
  const label = (e) => e.getAttribute("aria-label") || "";
  const told = (e) => e?.getAttribute("role") === "img" && label(e).length >= 8;
  const wrong = [];
  const say = (what, e) => wrong.push(`${what}: ${e.outerHTML.slice(0, 200)}`);
  const dated = (words) => /\b(day|month)\b/i.test(words); // the name says the unit
  for (const e of all("input[type=range]")) {
    const said = e.getAttribute("aria-valuetext");
    if (!/^-?[\d.,]+ \S/.test(said) && !dated(e.labels[0].textContent)) say("no unit", e);
  }
  for (const e of all("input.box")) {
    if (!/, \S/.test(label(e)) && !dated(label(e))) say("no unit", e);
  }
  for (const e of all(".hcl .js-plotly-plot").filter(shown)) {
    const [picture, ...layers] = e.querySelectorAll("svg.main-svg");
    if (!told(picture)) say("no words for a chart", e);
    if (!layers.every((layer) => layer.ariaHidden === "true")) say("loose letters of a chart", e);
  }
  for (const e of all(".hcl canvas")) {
    if (e.ariaHidden !== "true" && !told(e)) say("no words for a picture", e);
  }
  for (const e of all(".hcl-explorer")) if (!e.querySelector("table")) say("no table", e);
  for (const e of all("[aria-live=assertive]")) say("interrupts", e);
  const levels = all("main :is(h1, h2, h3, h4)").filter(shown).map((e) => Number(e.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) wrong.push(`h1: ${levels}`);
  if (levels.some((level, k) => k && level > levels[k - 1] + 1)) wrong.push(`skipped: ${levels}`);
  if (!document.documentElement.lang) wrong.push("no language");
  return wrong;
}"""
MOVING = """() => [...document.querySelectorAll(".hcl, .hcl *")].filter((e) => {
  const style = getComputedStyle(e);
  return parseFloat(style.transitionDuration) > 0 || parseFloat(style.animationDuration) > 0;
}).map((e) => e.outerHTML.slice(0, 120))"""


def check_accessible(page, part: str = "") -> None:
    """Fail on any serious or critical finding of axe, and on our own.

    With `part`, axe looks only at the last element of this selector, where there is one: on a
    page that grows it would read everything above again each time.
    """
    page.wait_for_function(
        "[...document.querySelectorAll('.hcl .js-plotly-plot')].filter((e) => e.checkVisibility())"
        ".every((e) => e.querySelector('svg.main-svg[role=img]'))"
    )
    found = [*page.evaluate(OWN), *axe_finds(page, part)]
    assert not found, "\n".join(found)


def axe_finds(page, part: str = "") -> list[str]:
    """Return the serious and critical findings of axe, with what must be done."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(ALIKE, part)
    found: list[str] = page.evaluate(RUN, {"exceptions": EXCEPTIONS, "part": part})
    return found


# WCAG 1.4.12: what a reader may do to the spacing of a text.
SPACED = """.spaced :not(svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } .spaced p { margin-bottom: 2em !important; }"""
CUT = """width => {
  const shown = (e) => e.checkVisibility()
    && !e.closest(".scroll, [popover], .hcl-hidden, .js-plotly-plot, svg");
  const hides = (way) => way === "hidden" || way === "clip";
  const cut = (e) => {
    const { overflowX, overflowY } = getComputedStyle(e);
    return (hides(overflowX) && e.scrollWidth > e.clientWidth + 2)
      || (hides(overflowY) && e.scrollHeight > e.clientHeight + 2);
  };
  const all = [...document.querySelectorAll("main *")].filter(shown);
  const out = all.filter((e) => e.matches("h1, h2, h3, button, label, legend, p, li, input, select")
    && e.getBoundingClientRect().right > width + 1);
  return [...out, ...all.filter(cut)].map((e) => e.outerHTML.slice(0, 160));
}"""
# Words of a heading that are parted at the end of a line without a hyphen.
PARTED = """() => [...document.querySelectorAll("main :is(h1, h2, h3)")]
  .filter((e) => e.checkVisibility()).flatMap((e) => [...e.childNodes])
  .filter((node) => node.nodeType === Node.TEXT_NODE).flatMap((node) =>
    [...node.data.matchAll(/[^ -]+/g)].filter(({ 0: word, index }) => {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
    }).map(([word]) => word))"""
FITS = """width => document.documentElement.scrollWidth <= width
  && [...document.querySelectorAll('svg.main-svg')]
    .every((e) => e.getBoundingClientRect().right <= width + 1)"""


def check_fits(page) -> None:
    """Fail on anything cut off at 200% zoom or on a phone, also with text set wide.

    And on what moves unasked.
    """
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(MOVING)
    assert not moving, moving
    page.add_style_tag(content=SPACED)
    for width, height in ((683, 384), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for wide in (False, True):
            page.evaluate("wide => document.body.classList.toggle('spaced', wide)", wide)
            page.wait_for_function(FITS, arg=width)
            # The page answers a change of its width a moment later.
            with suppress(Timeout):
                page.wait_for_function(f"width => !({CUT})(width).length", arg=width, timeout=5000)
            cut = page.evaluate(CUT, width)
            assert not cut, cut
            parted = [] if wide else page.evaluate(PARTED)
            assert not parted, parted
