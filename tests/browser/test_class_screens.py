"""Every screen of a class, all parts open, on two projectors: large enough, full, nothing cut."""

import os

import pytest
from class_screens import SIZES, faults, open_all, screens

from helpers.course import all_lessons
from helpers.page.spec import Lesson

FULL = [spec.notebook for spec in all_lessons() if isinstance(spec, Lesson) and spec.challenge]
# Two in the suite; all of them in the nightly run, which sets the variable.
FEW = ["02_hair_growth_cycle.ipynb"]
LESSONS = FULL if os.environ.get("EVERY_LESSON") else FEW


@pytest.mark.parametrize("notebook", LESSONS)
def test_every_screen_uses_the_wall(visit, server, notebook):
    seen = visit(f"{server.app(notebook)}&class=1", *SIZES["wide"])
    seen.wait_until_open()
    open_all(seen.page)
    wrong, numbers = [], {}
    for name, size in SIZES.items():
        shown = list(screens(seen.page, size))
        numbers[name] = [one["number"] for one in shown]
        wrong += [f"{name} {fault}" for one in shown for fault in faults(one)]
    assert numbers["wide"] == numbers["small"]
    assert wrong == []
