"""Every lesson from its first word to its exit check, as a student meets it in a browser.

All but one are walked by keyboard alone. What has opened stays on the page, so that one look at
its end sees every stage. Two lessons are walked at every change (LOOKS says what is looked at on
the way), all of them at night (AT_NIGHT): there, where picture, sentence and controls stand, and
what a lesson alone shows.
"""

from collections.abc import Callable, Mapping

import close_look
import drawing_program
import picture_and_words
import pytest
import slider_and_box
from accessible import check_accessible, check_fits
from keys import work_through_by_keyboard
from walk import answer, check_painted, lock_prediction, shows, wait_for_figure, work_through

from helpers.course import all_lessons

LESSONS = [spec.notebook for spec in all_lessons() if spec.challenge]
BY_MOUSE = "05_steroids.ipynb"
ON_A_PHONE = ("01_dermatomyositis.ipynb", "02_hair_growth_cycle.ipynb")
SCREEN, PHONE = (1366, 768), (390, 844)


def locks_nothing_before_a_choice(page) -> None:
    """Check what a page shows before its question is answered."""
    assert page.locator(".hcl-explorer").count() == 0
    assert page.get_by_role("button", name="Lock in my prediction").is_disabled()
    assert page.locator("code, .jp-InputArea-editor").count() == 0


Looks = Mapping[str, tuple[Callable, ...]]
TOGETHER: Looks = {
    "locked": (picture_and_words.they_share_the_screen_at_first,),
    "contrast": (picture_and_words.they_share_the_screen_compared,),
    "challenge": (picture_and_words.the_solution_is_seen_and_leads_to_what_explains_it,),
}
LOW: Looks = {
    "explained": (picture_and_words.all_controls_and_the_goal_are_seen_on_a_low_screen,),
}
LOOKS: dict[str, Looks] = {
    "02_hair_growth_cycle.ipynb": {
        "begin": (drawing_program.watched,),
        "predict": (drawing_program.comes_while_the_student_reads,),
        "locked": (
            drawing_program.came_once,
            drawing_program.charts_were_drawn_once,
            picture_and_words.on_a_phone_they_stay_and_leave_room_for_the_controls,
            slider_and_box.they_move_figure_and_sentence,
        ),
        "explained": (picture_and_words.on_a_phone_both_pictures_fit,),
    },
    # The longest columns of controls; and, by mouse, axe at the stages that look otherwise later.
    "05_steroids.ipynb": TOGETHER
    | LOW
    | {
        "begin": (drawing_program.watched,),
        "predict": (locks_nothing_before_a_choice, check_accessible),
        "locked": (drawing_program.charts_were_drawn_once, *TOGETHER["locked"]),
        "contrast": (*TOGETHER["contrast"], check_accessible),
    },
}
AT_NIGHT: dict[str, Looks] = {
    **{notebook: TOGETHER for notebook in LESSONS if notebook != BY_MOUSE},
    "01_dermatomyositis.ipynb": {
        "locked": (picture_and_words.on_a_phone_nothing_lies_on_a_card_before_the_controls,),
    },
    "09_skin_and_breakage.ipynb": {
        "locked": (*TOGETHER["locked"], close_look.one_scalp),
        "contrast": (*TOGETHER["contrast"], close_look.two_scalps),
        "challenge": TOGETHER["challenge"],
    },
    "10_immunosuppressants.ipynb": TOGETHER | LOW,
}
WALKS = [pytest.param(notebook, looks, id=notebook) for notebook, looks in LOOKS.items()] + [
    pytest.param(notebook, looks, id=f"{notebook}, at night", marks=pytest.mark.nightly)
    for notebook, looks in AT_NIGHT.items()
]


def test_the_start_page_works_and_a_number_opens_its_row(server, visit):
    lesson = visit(server.app("00_start_here.ipynb"))
    page = lesson.page
    lesson.wait_until_open()
    page.wait_for_selector("main .hcl >> visible=true")
    check_accessible(page)
    lock_prediction(page)
    wait_for_figure(page)
    page.get_by_role("button", name="Compare").click()
    answer(page, page.locator(".hcl-question").nth(1))
    shows(page, "Four kinds of number")
    for notebook in LESSONS:
        assert page.locator(f"a[href='{notebook}']").count() >= 1
    page.locator("label.traced", has_text="1,150 days").first.click()
    card = page.locator(".hcl-row:popover-open")
    assert "tuned for this model" in card.inner_text()
    assert "weakest level of evidence (5)" in card.inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".hcl-row:popover-open").count() == 0
    check_fits(page)
    lesson.check()


@pytest.mark.parametrize(("notebook", "looks"), WALKS)
def test_a_lesson_from_first_word_to_exit_check(server, visit, notebook, looks):
    size = PHONE if notebook in ON_A_PHONE and looks is not TOGETHER else SCREEN
    lesson = visit("about:blank", *size)
    page = lesson.page

    def look(stage):
        for one in looks.get(stage, ()):
            one(page)

    look("begin")
    page.goto(server.app(notebook), wait_until="commit", timeout=90_000)
    lesson.wait_until_open()
    page.wait_for_selector(".hcl-question .option")
    walk = work_through if notebook == BY_MOUSE else work_through_by_keyboard
    walk(page, look)
    assert page.locator(".hcl-question").first.locator("input:enabled").count() == 0
    check_painted(page)
    check_accessible(page)
    for width, height in (size, SCREEN):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    check_fits(page)
    lesson.check()
