"""Beside each question that holds a danger stands its own sentence: first asked, or asked again."""

import pytest

from helpers.course import lesson_keys
from helpers.evidence import load_questions, say
from helpers.printed.questions import danger


@pytest.mark.parametrize("key", lesson_keys())
def test_a_danger_is_said_as_the_first_or_as_the_other_version(key):
    for question in load_questions(key):
        if question.red_flag:
            row = "static_danger_again" if question.variant_of else "static_danger"
            assert danger(question) == say(row), question.id
