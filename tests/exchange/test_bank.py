"""The question bank in other programs' forms: read back, it has the same ids, keys and feedback."""

import base64
import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as ET

from helpers.course import find_lesson
from helpers.evidence import load_questions, load_vignettes
from helpers.exchange.anki import write_deck
from helpers.exchange.bank import bank, points, vignettes
from helpers.exchange.moodle import moodle_xml
from helpers.exchange.qti import qti_package
from helpers.pictures.drawn import asked as asked_picture
from helpers.pictures.drawn import named, unique

KEYS = ("skin_and_breakage", "steroids")
QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


@cache
def items():
    return bank([find_lesson(key) for key in KEYS])


def asked():
    found = [question for key in KEYS for question in load_questions(key)]
    return {one.id: one for one in found if one.stage in ("exit", "more")}


def words(html):
    return re.sub(r"\s+", " ", "".join(ET.fromstring(f"<r>{html}</r>").itertext())).strip()


def plain(text):
    """The words of a Markdown text before its first link."""
    return re.sub(r"\s+", " ", text.split("[", 1)[0].replace("*", "")).strip()


def test_every_question_of_check_and_practice_is_in_the_bank_once():
    assert [item.id for item in items()] == list(asked())


def test_moodle_reads_the_same_keys_and_feedback():
    quiz = ET.fromstring(moodle_xml(items()))
    read = [one for one in quiz if one.get("type") == "multichoice"]
    known = asked()
    assert [one.findtext("idnumber") for one in read] == list(known)
    for one in read:
        question = known[one.findtext("idnumber")]
        answers = one.findall("answer")
        assert len(answers) == len(question.option)
        assert plain(question.stem) in words(
            one.findtext("questiontext/text").replace("&", "&amp;")
        )
        for answer, option in zip(answers, question.option, strict=True):
            assert answer.get("fraction") == ("100" if option.right else "0")
            assert plain(option.feedback) in words(answer.findtext("feedback/text"))
    assert len(quiz) - len(read) == len(KEYS)  # a category each


def test_a_drawing_travels_inside_and_is_a_picture_by_itself():
    drawn = replace(items()[0], picture=unique(named(asked_picture("hair_end:club")), 0))
    quiz = ET.fromstring(moodle_xml([drawn]))
    (file,) = quiz.iter("file")
    assert ET.fromstring(base64.b64decode(file.text)).tag.endswith("}svg")
    assert f"@@PLUGINFILE@@/{file.get('name')}" in quiz.findtext(".//questiontext/text")
    with zipfile.ZipFile(io.BytesIO(qti_package([drawn]))) as archive:
        assert ET.fromstring(archive.read(f"items/{drawn.id}.svg")).tag.endswith("}svg")
        assert f'src="{drawn.id}.svg"' in archive.read(f"items/{drawn.id}.xml").decode()


def test_qti_reads_the_same_keys_and_feedback():
    package = qti_package(items())
    assert qti_package(items()) == package
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        listed = ET.fromstring(archive.read("imsmanifest.xml"))
        names = [part.get("href") for part in listed.iter() if part.tag.endswith("}resource")]
        assert names == [f"items/{name}.xml" for name in asked()]
        assert {part.get("href") for part in listed.iter() if part.tag.endswith("}file")} | {
            "imsmanifest.xml"
        } == set(archive.namelist())
        for name in names:
            item = ET.fromstring(archive.read(name))
            question = asked()[item.get("identifier")]
            choices = item.findall(f".//{QTI}simpleChoice")
            right = item.findtext(f".//{QTI}correctResponse/{QTI}value")
            assert [one.get("identifier") for one in choices].index(right) == question.answer
            told = {
                one.get("identifier"): re.sub(r"\s+", " ", "".join(one.itertext()))
                for one in item.findall(f"{QTI}modalFeedback")
            }
            for choice, option in zip(choices, question.option, strict=True):
                assert plain(option.feedback) in told[choice.get("identifier")]


def test_one_option_can_be_chosen_and_the_right_one_alone_has_a_mark():
    """With several boxes to tick, whoever ticks them all has the right one among them."""
    for one in ET.fromstring(moodle_xml(items())).iterfind("question[@type='multichoice']"):
        marks = [float(answer.get("fraction")) for answer in one.iterfind("answer")]
        assert sorted(marks) == [*[0] * (len(marks) - 1), 100]
        assert (one.findtext("single"), one.findtext("defaultgrade")) == ("true", "1")
        assert one.findtext("shuffleanswers") == "true"
    with zipfile.ZipFile(io.BytesIO(qti_package(items()))) as archive:
        for name in (f"items/{one}.xml" for one in asked()):
            item = ET.fromstring(archive.read(name))
            (response,) = item.iterfind(f"{QTI}responseDeclaration")
            assert response.get("cardinality") == "single"
            assert len(response.findall(f".//{QTI}value")) == 1
            (choice,) = item.iterfind(f".//{QTI}choiceInteraction")
            assert (choice.get("maxChoices"), choice.get("shuffle")) == ("1", "true")
            score = item.find(f"{QTI}outcomeDeclaration[@identifier='SCORE']")
            assert [score.findtext(f".//{QTI}value")] + [
                part.text for part in item.iterfind(f".//{QTI}responseIf//{QTI}baseValue")
            ] == ["0", "1"]


def test_the_vignettes_stand_apart():
    held = {question.id for question in load_vignettes()}
    assert {item.id for item in vignettes()} == held
    assert not held & {item.id for item in items()}


def test_a_new_deck_updates_its_cards_in_anki(tmp_path):
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    cards = points([find_lesson("steroids")])
    assert len({card.id for card in cards}) == len(cards) >= 5
    first, second = tmp_path / "first.apkg", tmp_path / "second.apkg"
    number = write_deck(items(), cards, first)
    assert number == len(items()) + len(cards)
    changed = [replace(items()[0], stem="Changed words"), *items()[1:]]
    # A later deck: what changed since is newer than what is there.
    write_deck(changed, cards, second, made=1_800_000_000)
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        for file in (first, second):
            options = ImportAnkiPackageOptions(merge_notetypes=True)
            collection.import_anki_package(
                ImportAnkiPackageRequest(package_path=str(file), options=options)
            )
            assert collection.note_count() == collection.card_count() == number
        (note,) = collection.find_notes(f"Id:{items()[0].id}")
        assert "Changed words" in collection.get_note(note)["Front"]
        assert f"hair-cycle-lab::{KEYS[0]}" in collection.get_note(note).tags
    finally:
        collection.close()


def test_a_question_has_one_id_everywhere():
    ids = set(asked())
    moodle = ET.fromstring(moodle_xml(items()))
    assert {one.findtext("idnumber") for one in moodle} - {None} == ids
    assert {item.id for item in items()} == ids
