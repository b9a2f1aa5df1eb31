"""A lesson in German, from its address to its end, in a real browser."""

import re

WAIT = 60_000
# Words that stand in no German text; the name of the collection holds one of them.
ENGLISH = re.compile(
    r"\b(the|of|and|with|your|you|what|how|this|hairs?|days?|from|before|after|by|on|show|not|or"
    r"|to|is|are|years?|months?|weeks?|points?|shed|reset|picture)\b",
    re.IGNORECASE,
)
NAMES = ("Hair Cycle Lab", "English")
# Every text on the page that is not marked as English, for the eye and for the ear.
SHOWN = """() => {
  const own = (element) => element.closest("[lang]")?.lang !== "en";
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!element.closest("script, style, code, textarea") && own(element))
      found.push(walk.currentNode.textContent.trim());
  }
  for (const name of ["aria-label", "aria-valuetext", "title", "placeholder"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (own(element)) found.push(element.getAttribute(name));
  return found.filter(Boolean);
}"""
# After these words stands the title of a source, or a text of the lesson, in its own language.
QUOTING = ("Die Quelle öffnen: ", "Link zu dieser Einstellung")


def left_in_english(page):
    texts = [text for text in page.evaluate(SHOWN) if not text.startswith(QUOTING)]
    assert len(texts) > 50
    for name in NAMES:
        texts = [text.replace(name, "") for text in texts]
    return {text for text in texts if ENGLISH.search(text)}


def answer(page, question):
    question.locator(".option input").first.check()
    question.get_by_role("button", name="Meine Antwort prüfen").click()
    question.locator(".feedback p").first.wait_for(timeout=WAIT)


def test_a_lesson_in_german(server, visit):
    opened = visit(server.app("01_hair_growth_cycle.ipynb"))
    opened.wait_until_open()
    page = opened.page
    assert page.get_attribute("html", "lang") == "en"
    with page.expect_navigation():
        page.get_by_role("link", name="Deutsch").click()
    opened.wait_until_open()
    assert page.get_attribute("html", "lang") == "de"
    assert "token" not in page.url
    assert page.inner_text("h1").rstrip("¶") == "Der Haarzyklus"
    page.get_by_text("Die Texte, Fragen und Fälle der Lektionen").wait_for()
    assert left_in_english(page) == set()
    question = page.locator(".hcl-question").first
    question.locator(".option input").first.check()
    question.get_by_text("ziemlich sicher").click()
    page.get_by_role("button", name="Meine Vorhersage festlegen").click()
    page.wait_for_selector(".hcl-explorer .js-plotly-plot .main-svg", timeout=WAIT)
    page.get_by_role("button", name=re.compile("zurücksetzen")).first.wait_for()
    page.get_by_label("Dauer der Telogenphase").first.wait_for()
    page.get_by_role("button", name="Code öffnen").click()
    page.get_by_label("Code oder Link").fill("nonsense")
    page.get_by_role("button", name="Diese Einstellung zeigen").click()
    page.get_by_text("„nonsense“ ist kein Code für dieses Bild.").wait_for()
    # On to the end, as a student goes.
    page.get_by_role("button", name="Vergleiche").click()
    page.locator(".hcl-question").nth(1).wait_for(timeout=WAIT)
    answer(page, page.locator(".hcl-question").nth(1))
    page.get_by_role("button", name="Zeig mir eine Lösung").click(timeout=WAIT)
    page.get_by_text("Ziel erreicht").first.wait_for(timeout=WAIT)
    for number in range(1, 6):
        page.get_by_text(f"Frage {number} von 5").wait_for(timeout=WAIT)
        answer(page, page.locator(".hcl-question").nth(number + 1))
    page.get_by_text(re.compile("von 5 richtig")).first.wait_for(timeout=WAIT)
    assert left_in_english(page) == set()
    # The language goes along to the next page.
    with page.expect_navigation():
        page.get_by_role("link", name="Alle Lektionen").first.click()
    opened.wait_until_open()
    assert page.url.endswith("00_start_here.ipynb?lang=de")
    page.get_by_text("Deine Arbeit").first.wait_for()
    assert left_in_english(page) == set()
    assert opened.foreign == []
