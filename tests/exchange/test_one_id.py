"""A question has one id in the app, its lesson's file, SCORM, Moodle XML, QTI and the Anki deck."""

import base64
import gzip
import html
import io
import json
import re
import zipfile
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from helpers.course import all_lessons
from helpers.evidence import load_questions
from helpers.exchange.anki import write_deck
from helpers.exchange.bank import STAGES, bank
from helpers.exchange.moodle import moodle_xml
from helpers.exchange.qti import qti_package
from helpers.exchange.scorm import scorm_package
from helpers.page.in_notebook.question import QuestionWidget
from helpers.page.spec import Lesson
from helpers.printed.alive import page
from helpers.printed.alive.frames import Carried
from helpers.printed.alive.grid import Grid
from helpers.printed.multiples import facts

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
LESSONS = [lesson for lesson in all_lessons() if isinstance(lesson, Lesson)]


def words(text):
    """What a person reads of a piece of HTML."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", text))).strip()


def in_the_app():
    """Each question by the id that the app writes down, as its widget records an answer."""
    found = {}
    for lesson in LESSONS:
        known = facts(lesson)
        for question in load_questions(lesson.key):
            widget = QuestionWidget(question, known)
            texts = []
            for place in range(len(question.option)):
                widget.chosen = place
                texts.append(words(widget.record["text"]))
                if widget.right:
                    best = texts[-1]
            assert widget.question.id not in found  # one id, one question, in the whole course
            found[widget.question.id] = (frozenset(texts), best)
            widget.close()
    return found


def in_a_page(text):
    (packed,) = re.findall(r'<script id="data-page" type="text/plain">([^<]*)<', text)
    asked = json.loads(gzip.decompress(base64.b64decode(packed)))["questions"]
    return {
        one["id"]: (frozenset(map(words, one["plain"])), words(one["plain"][one["answer"]]))
        for one in asked
    }


@pytest.fixture
def without_models(monkeypatch):
    """Write pages without running a model: the questions alone are compared."""
    empty = Carried(Grid({}, {}), {})
    monkeypatch.setattr(page, "_carried", lambda *_: (empty, None))


def in_the_files():
    found = {}
    for lesson in LESSONS:
        found |= in_a_page(page.lesson_file(lesson, all_lessons()).html)
    return found


def in_scorm():
    found = {}
    for lesson in LESSONS:
        with zipfile.ZipFile(io.BytesIO(scorm_package(lesson))) as archive:
            found |= in_a_page(archive.read("lesson.html").decode())
    return found


@cache
def items():
    return bank(LESSONS)


def in_moodle():
    found = {}
    for one in ET.fromstring(moodle_xml(items())):
        if name := one.findtext("idnumber"):
            assert one.findtext("name/text") == name
            texts = {
                words(answer.findtext("text")): answer.get("fraction")
                for answer in one.findall("answer")
            }
            (best,) = (text for text, fraction in texts.items() if fraction == "100")
            found[name] = (frozenset(texts), best)
    return found


def in_qti():
    found = {}
    with zipfile.ZipFile(io.BytesIO(qti_package(items()))) as archive:
        for name in archive.namelist():
            if not name.endswith(".xml") or name == "imsmanifest.xml":
                continue
            item = ET.fromstring(archive.read(name))
            texts = {
                one.get("identifier"): words("".join(one.itertext()))
                for one in item.iter(f"{QTI}simpleChoice")
            }
            best = texts[item.findtext(f".//{QTI}correctResponse/{QTI}value")]
            assert name == f"items/{item.get('identifier')}.xml"
            found[item.get("identifier")] = (frozenset(texts.values()), best)
    return found


def in_anki(folder):
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    deck = folder / "deck.apkg"
    write_deck(items(), [], deck)
    collection, found = Collection(str(folder / "collection.anki2")), {}
    try:
        collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(deck), options=ImportAnkiPackageOptions())
        )
        for number in collection.find_notes(""):
            note = collection.get_note(number)
            options = re.findall(r"<p>[A-Z]\. (.*?)</p>", note["Front"], re.DOTALL)
            best = re.findall(r"^<p><b>[A-Z]\. (.*?)</b></p>", note["Back"], re.DOTALL)
            found[note["Id"]] = (frozenset(map(words, options)), words(best[0]))
    finally:
        collection.close()
    return found


def test_every_question_has_one_id_and_one_key_in_all_six(without_models, tmp_path):
    app = in_the_app()
    alone = {
        question.id
        for lesson in LESSONS
        for question in load_questions(lesson.key)
        if question.stage in STAGES
    }
    assert len(alone) > 100
    assert in_the_files() == in_scorm() == app
    # What speaks of a picture on the page stays on the page.
    bare = {name: app[name] for name in alone}
    assert in_moodle() == in_qti() == in_anki(tmp_path) == bare
