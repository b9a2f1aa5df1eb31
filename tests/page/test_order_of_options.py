"""Each student meets the options of a question in an order of their own, and always in that one."""

import pytest

from helpers.course import lesson_keys, new_page
from helpers.evidence import load_questions, shuffled
from helpers.page.in_notebook.exit_check import ExitCheck
from helpers.progress import Store

STUDENTS = [f"student {number}" for number in range(200)]
EXIT = [q for key in lesson_keys() for q in load_questions(key) if q.stage == "exit"]


def test_no_place_holds_the_right_option():
    """A student who always takes one place does no better than chance."""
    for place in range(3):
        hits = [shuffled(q, s).answer == place for q in EXIT for s in STUDENTS[:40]]
        chance = sum(1 / len(q.option) for q in EXIT for _ in STUDENTS[:40]) / len(hits)
        assert abs(sum(hits) / len(hits) - chance) < 0.03


def test_students_differ_and_one_student_does_not():
    question = next(q for q in EXIT if len(q.option) == 4)
    orders = {tuple(o.text for o in shuffled(question, s).option) for s in STUDENTS}
    assert len(orders) == 24
    assert shuffled(question, "one") == shuffled(question, "one")
    assert shuffled(question, "") == question


def test_every_option_keeps_its_feedback():
    for question in EXIT:
        assert {(o.text, o.feedback, o.right) for o in shuffled(question, "x").option} == {
            (o.text, o.feedback, o.right) for o in question.option
        }


def test_the_order_is_that_of_the_file_where_nothing_is_kept(tmp_path):
    assert Store(None).seed == ""
    one, other = Store(tmp_path / "a.json").seed, Store(tmp_path / "b.json").seed
    assert one and other and one != other
    assert Store(tmp_path / "a.json").seed == one


def check(key):
    import ipywidgets

    done = []
    made = ExitCheck(
        load_questions(key),
        new_page(key).facts,
        ipywidgets.VBox([]),
        lambda _: None,
        lambda: done.append(True),
        seed="student",
    )
    return made, done


def give(made, right):
    answer = made.now.question.answer
    made.now.chosen = answer if right else (answer + 1) % len(made.now.question.option)
    made.now.sure = 3
    made.now.locked = True


FLAGGED = sorted(
    key
    for key in lesson_keys()
    if any(q.red_flag and not q.variant_of and q.stage == "exit" for q in load_questions(key))
)


@pytest.mark.parametrize("key", FLAGGED)
def test_a_missed_danger_is_asked_again_although_enough_others_were_right(key):
    made, done = check(key)
    flagged = next(q.id for q in made.base if q.red_flag)
    for question in list(made.base):
        give(made, right=question.id != flagged)
    assert not done
    assert "danger" in made.aloud.value
    made.again.click()
    assert made.now.question.id != flagged
    assert made.now.question.variant_of == flagged
    assert made.now.question.red_flag
    give(made, right=True)
    assert done == [True]
