"""Lessons as a student meets them in a browser: app and JupyterLab, mouse and keyboard."""

import pytest
from accessible import check_accessible, check_fits
from walk import (
    answer,
    check_painted,
    lock_prediction,
    sentence,
    settle,
    shows,
    wait_for_change,
    wait_for_figure,
    work_through,
)

from helpers.course import all_lessons

FIRST = "02_hair_growth_cycle.ipynb"
LESSONS = [spec.notebook for spec in all_lessons() if spec.challenge]


def test_the_start_page_works_and_a_number_opens_its_row(server, visit):
    lesson = visit(server.app("00_start_here.ipynb"))
    page = lesson.page
    lesson.wait_until_open()
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
    lesson.check()


def test_a_lesson_works_with_the_mouse(server, visit):
    # All of them are walked by keyboard, to the same end (test_accessibility.py).
    lesson = visit(server.app("05_steroids.ipynb"))
    lesson.wait_until_open()
    page = lesson.page
    page.wait_for_selector(".hcl-question .option")
    assert page.locator(".hcl-explorer").count() == 0
    assert page.get_by_role("button", name="Lock in my prediction").is_disabled()
    assert page.locator("code, .jp-InputArea-editor").count() == 0
    work_through(page, lambda _: check_accessible(page))
    assert page.locator(".hcl-question").first.locator("input:enabled").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    check_fits(page)
    lesson.check()


def test_slider_box_and_reset_move_figure_and_sentence(server, visit):
    lesson = visit(server.app(FIRST))
    page = lesson.page
    lesson.wait_until_open()
    lock_prediction(page)
    wait_for_figure(page)
    first = sentence(page)
    slider = page.locator("input[type=range]").first
    assert slider.get_attribute("aria-valuetext") == "3.15 years"
    slider.focus()
    page.keyboard.press("ArrowLeft")
    wait_for_change(page, first)
    assert "3.1 years" in sentence(page)
    box = page.locator("input.box").first
    box.fill("2")
    box.press("Enter")
    page.wait_for_function("document.querySelector('.hcl-say p').innerText.includes('for 2 years')")
    page.wait_for_function(
        "[...document.querySelectorAll('.js-plotly-plot text')]"
        ".some((text) => text.textContent.includes('117 hairs shed a day'))"
    )
    assert "117 of 100,000" in sentence(page)
    # Whoever types on while the last number is still computed keeps what is typed.
    box.fill("4")
    box.press("Enter")
    box.fill("3")
    page.wait_for_function("document.querySelector('.hcl-say p').innerText.includes('for 4 years')")
    settle(page)
    assert box.input_value() == "3"
    box.fill("2,5")  # as much of the world types it
    box.press("Enter")
    page.wait_for_function("document.querySelector('.hcl-say p').innerText.includes('2.5 years')")
    box.fill("2")
    box.press("Enter")
    page.wait_for_function("document.querySelector('.hcl-say p').innerText.includes('for 2 years')")
    box.fill("99")
    box.press("Enter")
    page.wait_for_selector(".hcl-control .message:not(:empty)")
    assert "outside what this model covers" in page.inner_text(".hcl-control .message")
    assert box.input_value() == "2.00"
    box.press("ControlOrMeta+a")
    box.press_sequentially("2.00")  # what stands there: no change for the browser
    box.press("Enter")
    page.wait_for_selector(".hcl-control .message:not(:empty)", state="detached")
    page.get_by_role("button", name="Reset all").first.click()
    page.wait_for_function(
        "before => document.querySelector('.hcl-say p').innerText === before", arg=first
    )
    assert page.locator(".hcl-control .message:not(:empty)").count() == 0  # nothing stale
    lesson.check()
    # A style rule that hides a line would be found: `check_painted` is no empty look.
    check_painted(page)
    page.add_style_tag(content=".hcl .trace { opacity: 0 !important; }")
    with pytest.raises(AssertionError):
        check_painted(page)


def test_a_lesson_works_in_jupyterlab(server, visit):
    # The same widgets in every lesson; one shows whether JupyterLab shows them.
    lesson = visit(server.lab("05_steroids.ipynb"))
    lesson.run_all(".hcl-question .option")
    work_through(lesson.page, steps=False)
    assert not lesson.foreign
