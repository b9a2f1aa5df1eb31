"""What a screen reader is told: the words that change in a region it already knows."""

WATCH = """() => {
  if (window.told) return;
  window.told = [];      // what was said
  window.unheard = [];   // words that came together with their region: nobody says them
  const region = "[role=status], [role=alert], [aria-live]";
  const words = (e) => e.textContent.trim();
  // A hint stands at its question from the start, for whoever reads on.
  const mute = (e) => !words(e) || e.matches(".hint") || e.closest("[hidden]");
  new MutationObserver((changes) => {
    const fresh = new Set();
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches(region)) fresh.add(node);
      node.querySelectorAll(region).forEach((e) => fresh.add(e));
    }
    for (const e of fresh) if (!mute(e)) window.unheard.push(e.outerHTML.slice(0, 200));
    for (const { target } of changes) {
      const at = target.nodeType === Node.TEXT_NODE ? target.parentElement : target;
      const e = at?.closest?.(region);
      if (!e || fresh.has(e) || !words(e) || window.told.at(-1) === words(e)) continue;
      window.told.push(words(e));
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}"""


def listen(page) -> None:
    """Write down from now on what a screen reader says on this page."""
    page.evaluate(WATCH)


def check_told(page, *words: str) -> None:
    """Wait until each of these words has been said; fail on what nobody could hear."""
    for part in words:
        page.wait_for_function("part => window.told.some((said) => said.includes(part))", arg=part)
    unheard = page.evaluate("window.unheard")
    assert not unheard, unheard
