"""Every screen of a class, on two projectors: large enough, full, nothing cut, reached by key."""

import pytest
from class_screens import (
    ALL_ANSWERED,
    SIZES,
    faults,
    grows,
    look,
    open_all,
    place,
    screens,
    step,
    unreadable,
)
from walk import settle

from helpers.course import all_lessons
from helpers.evidence import load_questions, say
from helpers.page.spec import Lesson

pytestmark = pytest.mark.nightly

LESSONS = [spec for spec in all_lessons() if isinstance(spec, Lesson) and spec.challenge]
# Of two pictures, one of them drawn: it is opened by hand, as in a class, and read on the way.
BY_HAND = "inflammation_and_scarring"
MOST_SCREENS = 160
WAIT = 60_000


def use(page, kind):
    """Do what the screen asks for; return whether anything was to be done."""
    if kind == "explorer":
        page.wait_for_selector(".hcl-explorer .main-svg", state="attached", timeout=WAIT)
        for name in ("Compare", "Show me a solution"):
            button = page.get_by_role("button", name=name).filter(visible=True)
            if button.count() and page.evaluate("name => window.used !== name", name):
                page.evaluate("name => { window.used = name; }", name)
                grows(page, "question", button.first.click)
                return True
    lock = page.locator(".hcl-vote .reveal").filter(visible=True)
    if kind == "question" and lock.count():
        question = page.locator(".hcl-question").filter(visible=True).first
        question.locator(".option input").first.check()
        prediction = lock.inner_text() == say("vote_reveal_predict")
        grows(page, "explorer" if prediction else "told", lock.click)
        return True
    return False


def open_by_hand(page):
    """Open every part by stepping through the lesson; return what could not be read on the way."""
    page.wait_for_selector("body[data-screens*=question]", timeout=WAIT)
    page.wait_for_selector(".hcl-vote button", state="attached", timeout=WAIT)
    kinds, wrong = set(), []

    def check():
        found = look(page)
        kinds.add(found["kind"])
        wrong.extend(unreadable(found))
        return found["kind"]

    for _ in range(MOST_SCREENS):
        if use(page, check()):
            check()
        if step(page):
            continue
        if not page.locator(".hcl-waiting").count():
            break
        # On a busy machine a question can come when its screen has been passed: once more.
        settle(page, 1000)
        page.keyboard.press("Home")
    assert page.locator(".hcl-waiting").count() == 0
    assert kinds >= {"text", "question", "told", "explorer", "step"}
    return wrong


@pytest.mark.parametrize("lesson", LESSONS, ids=[spec.key for spec in LESSONS])
def test_every_screen_uses_the_wall(visit, server, lesson):
    seen = visit(f"{server.app(lesson.notebook)}&class=1", *SIZES["small"])
    seen.wait_until_open()
    asked = [q for q in load_questions(lesson.key) if q.stage == "exit" and not q.variant_of]
    if lesson.key == BY_HAND:
        assert open_by_hand(seen.page) == []
    else:
        open_all(seen.page, len(asked))
    assert seen.page.evaluate(ALL_ANSWERED, len(asked))
    wrong, numbers = [], {}
    for name, size in SIZES.items():
        shown = list(screens(seen.page, size))
        numbers[name] = [one["number"] for one in shown]
        wrong += [f"{name} {fault}" for one in shown for fault in faults(one)]
    assert numbers["wide"] == numbers["small"]
    assert {one["kind"] for one in shown} >= {"text", "question", "told", "explorer", "step"}
    assert wrong == []
    # The first question says where its case is, and the question after the model where that is.
    asked = {one["number"]: one["sees"] for one in shown if one["kind"] == "question"}
    assert list(asked.values())[:2] == [True, True], asked
    assert place(seen.page) == [len(shown)] * 2
    the_goal_is_as_loud_as_the_sentence(seen.page)
    answered_on_the_next_screen(seen.page)
    seen.check()


def the_goal_is_as_loud_as_the_sentence(page):
    """Check that whether the goal is reached is read from afar, right under the picture's words."""
    verdict = page.locator(".hcl-verdict p")
    kinds = page.evaluate("document.body.dataset.screens").split()
    for at in (number for number, kind in enumerate(kinds) if kind == "explorer"):
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
    band = page.locator("#present p")
    assert band.inner_text().startswith(f"{number} {say('present_answer')}")
    page.locator(".hcl-steps > details[open] > summary").locator("visible=true").click()
    assert band.inner_text().startswith(f"{number} ") and say("present_answer") not in (
        band.inner_text()
    )
