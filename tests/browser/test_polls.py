"""Phones send a number and draw a curve; the wall shows both beside the model."""

import os
import re

import pytest
from class_screens import set_size
from hall import WAIT, in_lesson, join, running_class, step_to

from helpers.evidence import words

KEPT = os.environ.get("HAIR_CYCLE_LAB_PICTURES")
SAID = words("poll", "vote", of="en")
THERE = "document.querySelectorAll('.hcl-poll {}').length"


@pytest.fixture(scope="module")
def room():
    """Open a class."""
    with running_class() as opened:
        yield opened


def picture(page, name):
    if KEPT:
        page.wait_for_timeout(500)
        page.screenshot(path=f"{KEPT}/{name}-{page.viewport_size['width']}.png")


def press(poll, name):
    poll.get_by_role("button", name=SAID[name], exact=True).click()


def ask(poll, kind):
    """Open a poll, also where an earlier try has left its answers."""
    names = (SAID[f"poll_open_{kind}"], SAID["poll_again"])
    poll.get_by_role("button", name=re.compile("|".join(map(re.escape, names)))).click()


def fits(page):
    return page.evaluate(
        """() => { const page = document.getElementById("rendered_cells");
        const all = [...document.querySelectorAll(".hcl-poll .legend")];
        const words = all.find((one) => one.checkVisibility());
        const box = words.getBoundingClientRect();
        return page.scrollHeight <= page.clientHeight + 1 && box.bottom > 0.6 * innerHeight; }"""
    )


def test_a_class_draws_the_year(room, visit):
    lesson = in_lesson(room, visit, 1920, 1080, "03_telogen_effluvium.ipynb")
    page = lesson.page
    poll = step_to(page, ".hcl-poll")
    picture(page, "curve-1-asked")
    assert fits(page)
    student = join(room, visit)
    ask(poll, "curve")
    field = student.page.locator("#answer svg")
    field.wait_for(timeout=WAIT)
    box = field.bounding_box()
    mouse = student.page.mouse
    at = lambda x, y: (box["x"] + x * box["width"], box["y"] + y * box["height"])  # noqa: E731
    mouse.move(*at(0.12, 0.75))
    mouse.down()
    for x, y in ((0.3, 0.75), (0.4, 0.2), (0.6, 0.75), (0.96, 0.78)):
        mouse.move(*at(x, y), steps=4)
    mouse.up()
    student.page.get_by_text(SAID["vote_sent"]).wait_for(timeout=WAIT)
    picture(student.page, "curve-2-phone")
    poll.get_by_text(SAID["poll_sent_one"].format(number=1)).wait_for(timeout=WAIT)
    assert page.evaluate(THERE.format(".thin")) == 0
    student.reload()
    student.page.get_by_text(SAID["vote_sent"]).wait_for(timeout=WAIT)
    press(poll, "poll_close")
    poll.get_by_text(SAID["poll_closed"]).wait_for(timeout=WAIT)
    assert page.evaluate(THERE.format(".thin")) == 0
    press(poll, "poll_show")
    page.wait_for_function(f"{THERE.format('.thin')} === 1", timeout=WAIT)
    assert page.evaluate(THERE.format(".model")) == 0, "the model waits for the prediction"
    picture(page, "curve-3-shown")
    # Over the model, once the prediction is locked; also after a reload.
    step_to(page, "button:has-text('Go on without a prediction')").click()
    page.wait_for_function(f"{THERE.format('.model')} === 1", timeout=WAIT)
    lesson.reload()
    lesson.wait_until_open(90)
    page.wait_for_function(f"{THERE.format('.model')} === 1", timeout=WAIT)
    beside = step_to(page, ".hcl-poll:has(.model)")
    assert beside.locator(".asked").inner_text() == SAID["poll_beside"]
    page.wait_for_function(f"{THERE.format('.thin')} === 2", timeout=WAIT)
    assert fits(page)
    picture(page, "curve-4-model")
    set_size(page, (1024, 768))
    assert fits(page)
    picture(page, "curve-4-model")
    lesson.failed = [address for address in lesson.failed if "/api/shutdown/" not in address]
    for visitor in (lesson, student):
        visitor.check()


def test_a_class_guesses_a_number(room, visit):
    lesson = in_lesson(room, visit, 1024, 768, "02_hair_growth_cycle.ipynb")
    page = lesson.page
    poll = step_to(page, ".hcl-poll")
    student = join(room, visit)
    ask(poll, "number")
    slider = student.page.locator("#answer input[type=range]")
    slider.wait_for(timeout=WAIT)
    slider.fill("9")
    student.page.get_by_role("button", name=SAID["vote_number_send"].format(number=90)).click()
    student.page.get_by_text(SAID["vote_sent"]).wait_for(timeout=WAIT)
    picture(student.page, "number-1-phone")
    press(poll, "poll_close")
    student.page.get_by_text(SAID["vote_after"]).wait_for(timeout=WAIT)
    assert slider.is_disabled()
    press(poll, "poll_show")
    page.wait_for_function(f"{THERE.format('.bar')} === 1", timeout=WAIT)
    picture(page, "number-2-shown")
    assert fits(page)
    for visitor in (lesson, student):
        visitor.check()
