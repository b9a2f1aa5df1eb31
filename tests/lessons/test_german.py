"""The lessons in another language: of their interface, nothing stays English.

Every page is built twice, in English and in German, with the same moves. A text that both
pages show, outside of what is marked as English, was not translated.
"""

import re
from html.parser import HTMLParser

import ipywidgets as widgets
import plotly.graph_objects as go
import pytest

from helpers.course import all_lessons, find_lesson, guide, lesson, lesson_keys, review, teaching
from helpers.evidence import phrases, skins
from helpers.evidence.words import VARIABLE
from helpers.instructor.class_data import ClassData
from helpers.page.in_notebook.controls import CONTROL, SIGNS, ChoiceControl, NumberControl
from helpers.page.in_notebook.switches import SwitchesControl
from helpers.page.spec import Lesson
from helpers.page.summary import summary
from helpers.page.tables import column_words
from helpers.printed.artist import NoArtist
from helpers.printed.page import index_page, lesson_page
from helpers.printed.sheet import Sheet

VOID = {"br", "hr", "img", "input", "line", "polyline", "path", "circle", "rect"}
# What a script marks as English itself: questions, and the clinic's offers.
MARKED = {("QuestionWidget", "stem"), ("QuestionWidget", "options"), ("QuestionWidget", "feedback")}
MARKED |= {(name, "groups") for name in ("PickList", "RankList")}
# Names for the machine.
NAMES = {"notebook", "code", "default", "offers", "unsaved", "link", "chosen", "ranked", "colours"}
# What is written alike in both languages.
ALIKE = {
    "Name", "Stress", "Position", "Ferritin", "CRP", "min", "max", "PDF", "Alopecia areata",
    "Hair Cycle Lab", "Median",
}  # fmt: skip


class Around(HTMLParser):
    """Collects the text that is not marked as English, piece by piece."""

    def __init__(self):
        super().__init__()
        self.seen, self.english = [], []

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        marked, before = dict(attrs).get("lang"), bool(self.english and self.english[-1])
        # A style sheet has no words; a file name or a command is nobody's language.
        silent = tag in ("style", "script", "code")
        self.english.append(silent or (marked == "en" if marked else before))
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
    """Return the pieces of text of a page, without what is marked as English."""
    reader = Around()
    reader.feed(html)
    return [" ".join(piece.split()) for piece in reader.seen if piece.strip()]


def strings(value):
    """Return every text in a trait: it may be a list, or a dictionary."""
    if isinstance(value, str):
        yield from around(value)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in ("key", "glyph"):
                yield from strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from strings(part)


def said_by(widget):
    """Return every text that a widget, and what it holds, shows or says."""
    if isinstance(widget, go.FigureWidget):
        return
    kind = type(widget).__name__
    if isinstance(widget, widgets.HTML):
        yield from around(widget.value)
    elif hasattr(widget, "_esm"):
        for name in widget.trait_names(sync=True):
            code = isinstance(widget, SwitchesControl) and name == "value"
            if not (name.startswith("_") or name in NAMES or (kind, name) in MARKED or code):
                yield from strings(getattr(widget, name))
    else:
        for name in ("description", "placeholder"):
            yield str(getattr(widget, name, ""))
        for option in getattr(widget, "options", ()):
            yield str(option[0] if isinstance(option, tuple) else option)
    for child in getattr(widget, "children", ()):
        yield from said_by(child)


def said_in(language, build, monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, language)
    monkeypatch.setenv("HAIR_CYCLE_LAB_PROGRESS", str(tmp_path / language))
    return list(build())


def words_in(text):
    return re.search(r"[^\W\d_]{3,}", text) and not re.fullmatch(r"[\w-]+(?:[._]\w+)+|#\w+", text)


@pytest.fixture
def untranslated(monkeypatch, tmp_path):
    """From what builds a page to the texts that stay the same in German."""

    def compare(build):
        english = set(said_in("en", build, monkeypatch, tmp_path))
        german = said_in("de", build, monkeypatch, tmp_path)
        same = {text for text in english & set(german) if words_in(text)}
        return same - ALIKE, german

    return compare


def walked(key):
    page = lesson(key)
    full = page.spec.challenge is not None
    names = ("predict", "look", "seen", "explain", "sources")
    more = ("worked", "challenge", "check") if full else ("index",)
    stages = {name: getattr(page, name)() for name in (*names[:4], *more, names[4])}
    yield from (part for stage in stages.values() for part in said_by(stage))
    page.prediction.chosen, page.prediction.sure, page.prediction.locked = 0, 2, True
    page.explorer.contrast(page.spec.contrast.before, page.spec.contrast.after)
    for asked in stages["seen"].children:
        if hasattr(asked, "chosen"):
            asked.chosen = 0
            asked.locked = True
    if full:
        page.challenger.refresh()
        yield from said_by(stages["challenge"])
        page.challenger.set(page.spec.challenge.solution)
        for right in (True, False, False, True, True):
            asked = page.exit_check.now
            count = len(asked.question.option)
            asked.chosen = asked.question.answer if right else (asked.question.answer + 1) % count
            asked.locked = True
        page.exit_check.again.click()
    for control in page.explorer.controls.values():
        if isinstance(control, NumberControl):
            control.type_in("many")
            yield control.message
        yield from map(control.said, control.ends)
    yield from (part for stage in stages.values() for part in said_by(stage))


@pytest.mark.parametrize("key", lesson_keys())
def test_a_lesson_in_german_leaves_nothing_of_its_interface_in_english(key, untranslated):
    left, german = untranslated(lambda: walked(key))
    assert left == set()
    text = " ".join(german)
    assert "Die Texte, Fragen und Fälle der Lektionen sind bisher nur auf Englisch" in text
    said = ["Öffnet sich", "Meine Vorhersage"]
    said += ["✓ Ziel erreicht.", "außerhalb des Ziels"] if find_lesson(key).challenge else []
    for words in said:
        assert words in text


def test_the_start_page_in_german(untranslated):
    left, german = untranslated(lambda: said_by(lesson("start_here").index()))
    assert left == set()
    assert {"Deine Arbeit", "Der Haarzyklus"} <= set(german)


def test_the_prose_is_marked_as_english(monkeypatch):
    monkeypatch.setenv(VARIABLE, "de")
    page = lesson("iron")
    page.predict()
    assert page.html("case").value.startswith('<div lang="en">')


def a_patient():
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
    return [part for stage in stages for part in said_by(stage)]


def test_the_clinic_in_german(untranslated):
    left, german = untranslated(a_patient)
    assert left == set()
    assert "1. Anamnese." in german


def test_the_review_in_german(untranslated):
    def build():
        page = review()
        return [part for s in (page.ask(), page.sure(), page.sources()) for part in said_by(s)]

    left, german = untranslated(build)
    assert left == set()
    assert "Noch gibt es nichts zu wiederholen" in " ".join(german)


def test_the_summary_in_german(untranslated):
    def build():
        page = lesson("iron")
        page.predict()
        page.prediction.chosen, page.prediction.sure, page.prediction.locked = 0, 2, True
        page.look()
        page.explorer.set({"cutoff": 30})
        html = summary(page.store.entries, [page.spec])
        assert f'<html lang="{"de" if "Frage" in html else "en"}">' in html
        return around(html)

    left, german = untranslated(build)
    assert left == set()
    assert "Grenzwert: 30 µg/L" in " ".join(german)


def test_the_instructors_pages_in_german(untranslated):
    def build():
        pages = (teaching(), guide("iron"), ClassData())
        return [part for page in pages for part in said_by(page)]

    assert untranslated(build)[0] == set()


@pytest.mark.parametrize("key", ["iron", "clinic"])
def test_the_printed_pages_in_german(key, untranslated):
    def build():
        shelf = all_lessons()
        for paper in (False, True):
            yield from around(lesson_page(find_lesson(key), Sheet(NoArtist(), paper), shelf, True))
        yield from around(index_page(shelf, pictures=False, pdf=True))

    left, german = untranslated(build)
    assert left == set()
    assert "Zur Lektion springen" in german


# -- the rows of controls and tables

SPECS = [spec for spec in all_lessons() if isinstance(spec, Lesson)]


def explores():
    for spec in SPECS:
        yield spec.explore
        if spec.challenge:
            yield spec.challenge.explore


def test_every_row_of_a_control_is_some_control_s(monkeypatch):
    """A row that is spelt wrong, or left behind, would never be seen."""
    monkeypatch.setattr(
        "helpers.page.in_notebook.controls.say", lambda name, **_: used.add(name) or name
    )
    monkeypatch.setattr(
        "helpers.page.in_notebook.switches.say", lambda name, **_: used.add(name) or name
    )
    used = set()
    for explore in explores():
        for control in (*explore.controls(), *explore.more()):
            if isinstance(control, NumberControl):
                control.said(1), control.said(2)
    groups = ("control_", "unit_", "cause_", "step_")
    known = {name for name in phrases() if name.startswith(groups)}
    assert {name for name in used if name.startswith(groups)} == known
    assert CONTROL.format("what") in used
    assert "%" in SIGNS


def test_every_goal_has_a_name():
    goals = {f"goal_{name}" for spec in SPECS if spec.challenge for name in spec.challenge.goal}
    assert goals == {name for name in phrases() if name.startswith("goal_")}


def test_a_scalp_has_one_name():
    assert {f"skin_{key}": skin.name for key, skin in skins().items()} == {
        name: phrases()[name].en for name in (f"skin_{key}" for key in skins())
    }


def test_every_table_of_a_model_is_named_in_german(monkeypatch):
    monkeypatch.setenv(VARIABLE, "de")
    for explore in explores():
        controls = (*explore.controls(), *explore.more())
        start = {control.key: control.default for control in controls}
        choices = [
            start | {control.key: value}
            for control in controls
            if isinstance(control, ChoiceControl)
            for value in control.values
            if (control.key, value) not in {("ranges", "yes"), ("who", "thousand")}
        ]
        for settings in choices or [start]:
            table = explore.run(**settings).table
            cells = {cell for column in table for cell in table[column] if isinstance(cell, str)}
            for name in cells | set(map(str, table.columns)):
                assert "lang=" not in column_words(name, "de"), name
