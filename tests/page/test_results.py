"""What several texts of a lesson speak of is run once."""

from dataclasses import replace

from helpers.course import find_lesson
from helpers.page.results import run_once
from helpers.printed.multiples import Explored


def test_one_setting_is_run_once_and_another_by_itself():
    explore, ran = find_lesson("hair_growth_cycle").explore, []

    def run(**settings):
        ran.append(settings)
        return explore.run(**settings)

    watched = replace(explore, run=run)
    explored = Explored(watched)
    control = explored.first[0]
    first = run_once(watched, explored.start)
    assert explored.result(explored.start) is first
    assert Explored(watched).result(explored.start) is first
    assert len(ran) == 1
    other = explored.start | {control.key: control.ends[0]}
    assert run_once(watched, other).values != first.values
    assert len(ran) == 2
