"""The goal of a challenge stands beside its picture, and the unit of a range beside its number."""

import pytest

from helpers.course import all_lessons, find_lesson
from helpers.evidence import load_text, say
from helpers.page.in_notebook.goal import longest_message, missed
from helpers.page.prose import goal_of

MOST_WORDS = 75
LESSONS = [spec for spec in all_lessons() if spec.challenge]


@pytest.mark.parametrize("spec", LESSONS, ids=lambda spec: spec.key)
def test_the_goal_is_found_and_short(spec):
    before, goal, _ = goal_of(load_text(spec.key)["challenge"])
    assert before
    assert len(goal.split()) <= MOST_WORDS


def test_a_message_has_its_place():
    challenge = find_lesson("stress").challenge
    values = {name: 10 * (high + 1) for name, (_, high) in challenge.goal.items()}
    names = "; ".join(missed(challenge.goal, values))
    assert len(say("page_not_there", names=names)) <= longest_message(challenge)


@pytest.mark.parametrize("row", ["number_range", "number_ends"])
def test_a_unit_stays_on_the_line_of_its_number(row):
    assert say(row, low=0, high=25, unit="%").endswith("25\N{NO-BREAK SPACE}%")
