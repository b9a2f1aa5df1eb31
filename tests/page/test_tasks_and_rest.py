"""The task stands beside its figure, and a control without effect says so."""

import pytest

from helpers.course import all_lessons, find_lesson
from helpers.evidence import load_text
from helpers.page.in_notebook.explorer import Explorer
from helpers.page.prose import task_of
from helpers.printed.multiples import Explored

MOST_WORDS = 60
LESSONS = [spec for spec in all_lessons() if spec.challenge]


@pytest.mark.parametrize("spec", LESSONS, ids=lambda spec: spec.key)
def test_the_task_of_a_figure_is_found_and_short(spec):
    before, task, _ = task_of(load_text(spec.key)["look"])
    assert before
    assert "**" in task, "what is to be watched is in bold"
    assert len(task.split()) <= MOST_WORDS


@pytest.mark.parametrize("spec", [spec for spec in LESSONS if spec.explore.idle])
def test_a_control_that_rests_changes_nothing(spec):
    explored = Explored(spec.explore)
    for idle in spec.explore.idle:
        there = explored.start | {idle.key: idle.value}
        assert set(spec.explore.resting(there)) == set(idle.controls)
        for key in idle.controls:
            low, *_, high = explored.controls[key].ends
            one, two = (explored.result(there | {key: end}) for end in (low, high))
            assert one.table.equals(two.table), (idle.key, idle.value, key)


def test_a_control_that_rests_says_so_until_it_works_again():
    explorer = Explorer(find_lesson("steroids").explore, "steroids")
    slider = explorer.controls["direct_percent"]
    assert not slider.idle
    explorer.set({"what": "flare"})
    assert "no steroid" in slider.idle
    explorer.reset()
    assert not slider.idle
