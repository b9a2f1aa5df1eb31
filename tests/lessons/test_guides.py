"""Every lesson's guide has its parts, its minutes add up, and its key is complete."""

import re
from itertools import pairwise

import pytest

from helpers.evidence import data_folder, load_questions
from helpers.lessons import OTHER_FORMS, find_lesson, lesson_keys

HEADINGS = (
    "Objectives",
    "15 minutes",
    "25 minutes",
    "50 minutes",
    "Discussion prompts",
    "Expected wrong answers",
    "Likely derailments",
    "Votes",
    "Without a network",
    "Answer key",
)
KEYS = [*(key for key in lesson_keys() if find_lesson(key).challenge), *OTHER_FORMS]
SPAN = re.compile(r"^- (\d+):(\d\d)–(\d+):(\d\d) ", re.MULTILINE)


def sections(key):
    text = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    return {part.split("\n", 1)[0].strip(): part.split("\n", 1)[1] for part in parts}


@pytest.mark.parametrize("key", KEYS)
def test_every_part_is_there_in_order(key):
    assert tuple(sections(key)) == HEADINGS


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("minutes", [15, 25, 50])
def test_the_minutes_add_up(key, minutes):
    spans = [tuple(map(int, span)) for span in SPAN.findall(sections(key)[f"{minutes} minutes"])]
    edges = [(60 * h + m, 60 * h2 + m2) for h, m, h2, m2 in spans]
    assert edges[0][0] == 0
    assert edges[-1][1] == minutes
    assert all(before[1] == after[0] for before, after in pairwise(edges))
    assert all(start < end for start, end in edges)


@pytest.mark.parametrize("key", KEYS)
def test_there_is_something_to_discuss(key):
    assert sections(key)["Discussion prompts"].count("\n- ") >= 2


@pytest.mark.parametrize("key", KEYS)
def test_the_key_names_every_question(key):
    text = sections(key)["Answer key"]
    assert [q.id for q in load_questions(key) if q.id not in text] == []
