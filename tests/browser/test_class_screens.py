"""Every screen of a class, all parts open, on two projectors: large enough, full, nothing cut."""

import os

import pytest
from class_screens import SIZES, faults, open_all, screens

from helpers.course import all_lessons
from helpers.evidence import load_questions
from helpers.page.spec import Lesson

FULL = [spec for spec in all_lessons() if isinstance(spec, Lesson) and spec.challenge]
# One in the suite, of one chart; one of two pictures is walked by hand (test_class_mode.py). All
# of them in the nightly run, which sets the variable.
LESSONS = [s for s in FULL if os.environ.get("EVERY_LESSON") or s.key == "hair_growth_cycle"]


@pytest.mark.parametrize("lesson", LESSONS, ids=[spec.key for spec in LESSONS])
def test_every_screen_uses_the_wall(visit, server, lesson):
    seen = visit(f"{server.app(lesson.notebook)}&class=1", *SIZES["wide"])
    seen.wait_until_open()
    asked = [q for q in load_questions(lesson.key) if q.stage == "exit" and not q.variant_of]
    open_all(seen.page, len(asked))
    wrong, numbers = [], {}
    for name, size in SIZES.items():
        shown = list(screens(seen.page, size))
        numbers[name] = [one["number"] for one in shown]
        wrong += [f"{name} {fault}" for one in shown for fault in faults(one)]
    assert numbers["wide"] == numbers["small"]
    assert {one["kind"] for one in shown} >= {"text", "question", "told", "explorer", "step"}
    assert wrong == []
    seen.check()
