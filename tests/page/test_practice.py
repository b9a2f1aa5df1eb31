"""After the check a student may practise; what was missed comes back in its second form."""

from itertools import count

import ipywidgets
import pytest

from helpers.course import find_lesson, lesson_keys, new_page
from helpers.evidence import load_questions
from helpers.page.in_notebook.exit_check import Practice

KEYS = [key for key in lesson_keys() if find_lesson(key).challenge]
FEWEST = 7


def practice(key, past=()):
    noted = []
    made = Practice(
        load_questions(key), new_page(key).facts, lambda asked: noted.append(asked), past, "one"
    )
    made.offer()
    return made, noted


def give(asked, right):
    asked.chosen = (asked.question.answer + (not right)) % len(asked.question.option)
    asked.sure = 2
    asked.locked = True


@pytest.mark.parametrize("key", ["steroids", "iron"])
def test_a_missed_objective_comes_back_in_its_second_form(key):
    made, noted = practice(key)
    assert made.round is None  # nobody has to
    made.start.click()
    base = list(made.round.base)
    assert len(base) >= FEWEST
    assert {question.stage for question in base} == {"more"}
    missed = base[2].id
    for question in base:
        assert made.round.now.question.id == question.id
        give(made.round.now, right=question.id != missed)
    made.round.again.click()
    assert made.round.now.question.variant_of == missed
    give(made.round.now, right=True)
    assert len(noted) == len(base) + 1


def test_what_was_practised_is_there_again():
    made, noted = practice("steroids")
    made.start.click()
    for _, right in zip(count(), (True, False, True), strict=False):
        give(made.round.now, right)
    past = [(asked.question.id, asked.record) for asked in noted]
    again, _ = practice("steroids", past)
    assert again.round.now.question.id == made.round.now.question.id


@pytest.mark.parametrize("key", KEYS)
def test_every_lesson_offers_practice_after_its_check(key):
    page = new_page(key)
    page.check().reveal()
    assert page.practice.box.children == ()
    assert isinstance(page.practice.box, ipywidgets.VBox)
    for _ in page.exit_check.base[:]:
        give(page.exit_check.now, right=True)
    assert len(page.practice.box.children) == 2
    assert str(page.practice.number) in page.practice.start.description
