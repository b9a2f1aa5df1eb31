"""A lesson in German, from its address to its first feedback, in a real browser."""

import re

WAIT = 60_000


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
    page.get_by_text("Die Texte der Lektionen sind bisher nur auf Englisch.").wait_for()
    question = page.locator(".hcl-question").first
    question.locator(".option input").first.check()
    question.get_by_text("ziemlich sicher").click()
    page.get_by_role("button", name="Meine Vorhersage festlegen").click()
    page.wait_for_selector(".hcl-explorer .js-plotly-plot .main-svg", timeout=WAIT)
    page.get_by_role("button", name=re.compile("zurücksetzen")).first.wait_for()
    assert page.locator(".hcl-say p").first.get_attribute("lang") == "en"
    page.get_by_role("button", name="Code öffnen").click()
    page.get_by_label("Code oder Link").fill("nonsense")
    page.get_by_role("button", name="Diese Einstellung zeigen").click()
    page.get_by_text("„nonsense“ ist kein Code für dieses Bild.").wait_for()
    # The language goes along to the next page.
    with page.expect_navigation():
        page.get_by_role("link", name="Alle Lektionen").click()
    opened.wait_until_open()
    assert page.url.endswith("00_start_here.ipynb?lang=de")
    page.get_by_text("Deine Arbeit").first.wait_for()
    assert opened.foreign == []
