"""Every lesson by keyboard alone, then with axe; and the pages that are no lessons.

What has opened stays on the page, so that one look at its end sees every stage.
"""

import pytest
from accessible import check_accessible, check_fits
from keys import RADIO, choose, press_button, press_until, stays
from live import check_told, listen
from walk import WAIT, check_painted, shows, wait_for_figure

from helpers.course import all_lessons

LESSONS = [spec.notebook for spec in all_lessons() if spec.challenge]


@pytest.mark.parametrize("notebook", LESSONS)
def test_a_lesson_from_first_word_to_exit_check_by_keyboard_alone(server, visit, notebook):
    lesson = visit(server.app(notebook))
    page = lesson.page
    lesson.wait_until_open()
    page.wait_for_selector(".hcl-question .option", timeout=WAIT)
    listen(page)
    press_until(page, RADIO)
    page.keyboard.press("ArrowDown")
    press_until(page, "e.closest('.sure') !== null")
    page.keyboard.press("Space")
    press_button(page, "Lock in my prediction")
    stays(page)
    wait_for_figure(page)
    press_button(page, "Compare")
    page.locator(".hcl-question").nth(1).wait_for(timeout=WAIT)
    choose(page, "Check my answer")
    page.wait_for_selector(".hcl-steps", timeout=WAIT)
    press_button(page, "Show me a solution")
    for number in range(1, 6):
        shows(page, f"Question {number} of 5")
        choose(page, "Check my answer", sure=True)
    shows(page, "of 5 right")
    check_told(page, "This is a solution", "of 5 right")
    check_painted(page)
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    check_fits(page)
    lesson.check()


@pytest.mark.parametrize("notebook", ["00_start_here.ipynb", "12_clinic.ipynb", "13_review.ipynb"])
def test_a_page_of_another_form_is_for_everybody(server, visit, notebook):
    lesson = visit(server.app(notebook))
    lesson.wait_until_open()
    lesson.page.wait_for_selector("main .hcl >> visible=true", timeout=WAIT)
    check_accessible(lesson.page)
    check_fits(lesson.page)
    lesson.check()
