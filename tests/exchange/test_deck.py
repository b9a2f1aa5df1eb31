"""Each card of the deck: after its answer a danger, and each feedback under its own letter."""

import re
import sqlite3
import zipfile
from string import ascii_uppercase

import pytest

from helpers.course import find_lesson, lesson_keys
from helpers.exchange.anki import write_deck
from helpers.exchange.bank import bank
from helpers.exchange.moodle import moodle_xml


@pytest.fixture(scope="module")
def items():
    lessons = [find_lesson(key) for key in lesson_keys()]
    return bank([lesson for lesson in lessons if lesson.challenge])


@pytest.fixture(scope="module")
def backs(items, tmp_path_factory):
    """Return the back of each question's card, by its id."""
    folder = tmp_path_factory.mktemp("deck")
    write_deck(items, [], folder / "deck.apkg")
    with zipfile.ZipFile(folder / "deck.apkg") as packed:
        (folder / "deck").write_bytes(packed.read("collection.anki2"))
    notes = sqlite3.connect(folder / "deck")
    rows = [row.split("\x1f") for (row,) in notes.execute("select flds from notes")]
    notes.close()
    return {row[4]: row[1] for row in rows}


def test_a_danger_is_told_on_every_card_that_has_one(items, backs):
    assert any(item.danger for item in items)
    for item in items:
        assert (f"<p><b>{item.danger}</b></p>" in backs[item.id]) == bool(item.danger), item.id


def test_every_feedback_stands_under_its_own_letter(items, backs):
    for item in items:
        for place, (letter, answer) in enumerate(zip(ascii_uppercase, item.answers, strict=False)):
            told = backs[item.id].split(f"<p><b>{letter}</b></p>")[1]
            assert told.startswith(answer.feedback), (item.id, place)
        (best,) = [x for x, one in zip(ascii_uppercase, item.answers, strict=False) if one.right]
        assert backs[item.id].startswith(f"<p><b>{best}. ")


def test_a_danger_is_told_in_moodle_where_there_is_one(items):
    said = re.findall(r"<generalfeedback.*?</generalfeedback>", moodle_xml(items), re.DOTALL)
    assert len(said) == len(items)
    for item, text in zip(items, said, strict=True):
        assert ("&lt;p&gt;&lt;strong&gt;" in text) == bool(item.danger), item.id
