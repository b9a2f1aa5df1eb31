"""Every screen of a class, all parts open, on two projectors: large enough, full, nothing cut."""

import os

import pytest
from class_screens import SIZES, faults, open_all, screens

from helpers.course import all_lessons
from helpers.evidence import load_questions, say
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
    the_goal_is_as_loud_as_the_sentence(seen.page)
    answered_on_the_next_screen(seen.page)
    seen.check()


def the_goal_is_as_loud_as_the_sentence(page):
    """Check that whether the goal is reached is read from afar, right under the picture's words."""
    verdict = page.locator(".hcl-verdict p")
    kinds = page.evaluate("document.body.dataset.screens").split()
    for at in (place for place, kind in enumerate(kinds) if kind == "explorer"):
        page.evaluate("at => hclPresent.go(at)", at)
        if verdict.is_visible():
            break
    size = "el => parseFloat(getComputedStyle(el).fontSize) * el.currentCSSZoom"
    words = page.locator(".hcl-say p").locator("visible=true")
    said, told = words.bounding_box(), verdict.bounding_box()
    assert verdict.evaluate(size) >= words.evaluate(size)
    assert abs(told["x"] - said["x"]) < 8
    assert 0 <= told["y"] - said["y"] - said["height"] < 40


def answered_on_the_next_screen(page):
    """Check that a step that is clicked on its own screen has its answer whole on the next."""
    kinds = page.evaluate("document.body.dataset.screens").split()
    page.evaluate("at => hclPresent.go(at)", kinds.index("step"))
    number = page.evaluate("hclPresent.number()")
    page.locator(".hcl-steps > details:not([open]) > summary").locator("visible=true").click()
    place = page.locator("#present p")
    assert place.inner_text().startswith(f"{number} {say('present_answer')}")
    page.locator(".hcl-steps > details[open] > summary").locator("visible=true").click()
    assert place.inner_text().startswith(f"{number} ") and say("present_answer") not in (
        place.inner_text()
    )
