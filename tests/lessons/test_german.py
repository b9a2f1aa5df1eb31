"""The lessons with another language around them: nothing of the interface stays English."""

import re
from html.parser import HTMLParser

import ipywidgets as widgets
import pytest

from helpers.evidence import phrases
from helpers.evidence.words import VARIABLE
from helpers.lessons import find_lesson, lesson, lesson_keys, review
from helpers.widgets.controls import ChoiceControl
from helpers.widgets.summary import summary
from helpers.widgets.worded import Worded

VOID = {"br", "hr", "img", "input", "line", "polyline", "path", "circle", "rect"}
# What the lessons say themselves: labels of controls, options, sentences.
LESSONS_OWN = {
    "stem", "options", "label", "unit", "title", "description", "titles", "descriptions", "kinds",
    "items", "words", "signs_said", "caption", "value", "groups", "default",
}  # fmt: skip


class Around(HTMLParser):
    """Collects the text that is not marked as English."""

    def __init__(self):
        super().__init__()
        self.seen, self.english = [], []

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        inside = bool(self.english and self.english[-1])
        self.english.append(inside or dict(attrs).get("lang") == "en")
        label = dict(attrs).get("aria-label")
        if label and not self.english[-1]:
            self.seen.append(label)

    def handle_endtag(self, tag):
        if tag not in VOID and self.english:
            self.english.pop()

    def handle_data(self, data):
        if not (self.english and self.english[-1]):
            self.seen.append(data)


def around(html):
    reader = Around()
    reader.feed(html)
    return " ".join(" ".join(reader.seen).split())


def said_by(widget):
    """Return every text of the interface in a widget and what it holds."""
    if isinstance(widget, widgets.HTML):
        yield around(widget.value)
    elif isinstance(widget, Worded):
        yield from widget.ui.values()
        for name in widget.trait_names(sync=True):
            value = getattr(widget, name)
            if not name.startswith("_") and name not in LESSONS_OWN and isinstance(value, str):
                yield around(value)
    elif not isinstance(widget, ChoiceControl):  # whose options are the lesson's own
        for name in ("description", "placeholder"):
            yield str(getattr(widget, name, ""))
        for option in getattr(widget, "options", ()):
            yield str(option[0] if isinstance(option, tuple) else option)
    for child in getattr(widget, "children", ()):
        yield from said_by(child)


def as_pattern(text):
    parts = re.split(r"\{\w+\}", text)
    return r"(?<!\w)" + r".{1,60}?".join(map(re.escape, parts)) + r"(?!\w)"


ENGLISH = {
    row.id: re.compile(as_pattern(row.en))
    for row in phrases().values()
    # A single short word, such as "no", may stand in German too.
    if row.en != row.de
    and len(re.sub(r"\{\w+\}|\W", "", row.en)) > 6
    and row.id != "app_language"  # the name of the other language
}


def left_in_english(parts):
    return {
        f"{name}: {text[:100]}"
        for text in parts
        for name, pattern in ENGLISH.items()
        if pattern.search(text) and not re.search(as_pattern(phrases()[name].de), text)
    }


@pytest.fixture(autouse=True)
def german(monkeypatch):
    monkeypatch.setenv(VARIABLE, "de")


FULL = [key for key in lesson_keys() if find_lesson(key).challenge]


@pytest.mark.parametrize("key", FULL)
def test_a_lesson_in_german_leaves_nothing_of_its_interface_in_english(key):
    page = lesson(key)
    names = ("predict", "look", "seen", "explain", "worked", "challenge", "check", "sources")
    stages = [getattr(page, name)() for name in names]
    waiting = [part for stage in stages for part in said_by(stage)]
    page.prediction.chosen, page.prediction.sure, page.prediction.locked = 0, 2, True
    page.explorer.contrast(page.spec.contrast.before, page.spec.contrast.after)
    for asked in stages[2].children:
        asked.chosen = 0
        asked.locked = True
    page.challenger.set(page.spec.challenge.solution)
    for right in (True, False, False, True, True):
        asked = page.exit_check.now
        count = len(asked.question.option)
        asked.chosen = asked.question.answer if right else (asked.question.answer + 1) % count
        asked.locked = True
    page.exit_check.again.click()
    number = next(c for c in page.explorer.controls.values() if hasattr(c, "type_in"))
    number.type_in("many")
    parts = [*waiting, *(part for stage in stages for part in said_by(stage)), number.message]
    assert left_in_english(parts) == set()
    text = " ".join(parts)
    assert "Die Texte der Lektionen sind bisher nur auf Englisch." in text
    for said in ("Öffnet sich", "Meine Vorhersage", "✓ Ziel erreicht.", "Bitte gib eine Zahl"):
        assert said in text


def test_the_start_page_in_german():
    page = lesson("start_here")
    parts = list(said_by(page.index()))
    assert left_in_english(parts) == set()
    assert "Deine Arbeit" in " ".join(parts)


def test_the_prose_is_marked_as_english():
    page = lesson("iron")
    page.predict()
    assert page.html("case").value.startswith('<div lang="en">')


def test_the_clinic_in_german():
    page = lesson("clinic")
    stages = [page.see(), page.sure(), page.sources()]
    play = page.open(page.upcoming.id)
    play.history.chosen = list(play.history.offers)[:3]
    play.history.locked = True
    play.tests.chosen = ["ferritin", "trichoscopy"]
    play.tests.ask()
    play.tests.locked = True
    play.differential.ranked, play.differential.sure = [*list(play.differential.offers)[:1]], 2
    play.differential.locked = True
    play.plan.chosen = list(play.plan.offers)[:2]
    play.plan.locked = True
    assert play.record is not None
    parts = [part for stage in stages for part in said_by(stage)]
    assert left_in_english(parts) == set()
    assert "Anamnese" in " ".join(parts)


def test_the_review_in_german():
    page = review()
    parts = [part for stage in (page.ask(), page.sure(), page.sources()) for part in said_by(stage)]
    assert left_in_english(parts) == set()
    assert "Noch gibt es nichts zu wiederholen" in " ".join(parts)


def test_the_summary_in_german():
    page = lesson("iron")
    page.predict()
    page.prediction.chosen, page.prediction.sure, page.prediction.locked = 0, 2, True
    html = summary(page.store.entries, [page.spec])
    assert '<html lang="de">' in html
    assert left_in_english([around(html)]) == set()
