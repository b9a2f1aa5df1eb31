"""Lessons as a student meets them in a browser: app and JupyterLab, mouse and keyboard."""

import re

import pytest

from helpers.lessons import all_lessons

FIRST = "01_hair_growth_cycle.ipynb"
LESSONS = [spec.notebook for spec in all_lessons() if spec.challenge]
WAIT = 60_000


def lock_prediction(page):
    question = page.locator(".hcl-question").first
    question.locator(".option input").first.check()
    question.locator(".sure input").nth(1).check()
    page.get_by_role("button", name="Lock in my prediction").click()


def wait_for_figure(page):
    page.wait_for_selector(".hcl-explorer .js-plotly-plot .main-svg", timeout=WAIT)
    page.wait_for_selector(".hcl-say p:not(:empty)")


def sentence(page):
    return page.locator(".hcl-say p").first.inner_text()


def wait_for_change(page, before):
    page.wait_for_function(
        "before => document.querySelector('.hcl-say p').innerText !== before", arg=before
    )


def answer(page, question):
    """Choose the first option of a question and lock it."""
    question.locator(".option input").first.check()
    question.get_by_role("button", name="Check my answer").click()
    question.locator(".feedback p").first.wait_for(timeout=WAIT)


def work_through(page):
    """Go from the prediction to the end of the exit check, with the mouse."""
    lock_prediction(page)
    wait_for_figure(page)
    before = sentence(page)
    page.get_by_role("button", name="Compare").click()
    wait_for_change(page, before)
    answer(page, page.locator(".hcl-question").nth(1))
    page.locator(".hcl-steps summary").first.click(timeout=WAIT)
    page.get_by_role("button", name="Show me a solution").click(timeout=WAIT)
    page.get_by_text("Goal reached").wait_for(timeout=WAIT)
    for number in range(1, 6):
        page.get_by_text(f"Question {number} of 5").wait_for(timeout=WAIT)
        answer(page, page.locator(".hcl-question").nth(number + 1))
    page.get_by_text(re.compile("of 5 right")).wait_for(timeout=WAIT)


def test_the_start_page_works(server, visit):
    lesson = visit(server.app("00_start_here.ipynb"))
    page = lesson.page
    lesson.wait_until_open()
    lock_prediction(page)
    wait_for_figure(page)
    page.get_by_role("button", name="Compare").click()
    answer(page, page.locator(".hcl-question").nth(1))
    page.get_by_text("Four kinds of number").wait_for(timeout=WAIT)
    for notebook in LESSONS:
        assert page.locator(f"a[href='{notebook}']").count() >= 1
    lesson.check()


@pytest.mark.parametrize("notebook", LESSONS)
def test_a_lesson_works_as_an_app(server, visit, notebook):
    lesson = visit(server.app(notebook))
    lesson.wait_until_open()
    page = lesson.page
    page.wait_for_selector(".hcl-question .option")
    assert page.locator(".hcl-explorer").count() == 0
    assert page.get_by_role("button", name="Lock in my prediction").is_disabled()
    assert page.locator("code, .jp-InputArea-editor").count() == 0
    work_through(page)
    assert page.locator(".hcl-question").first.locator("input:enabled").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
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
    box = page.locator("input[type=number]").first
    box.fill("2")
    box.press("Enter")
    page.wait_for_function("document.querySelector('.hcl-say p').innerText.includes('for 2 years')")
    bars = page.locator(".js-plotly-plot .annotation-text").all_text_contents()
    assert any("117 hairs shed a day" in text for text in bars)
    assert "117 of 100,000" in sentence(page)
    box.fill("99")
    box.press("Enter")
    page.wait_for_selector(".hcl-control .message:not(:empty)")
    assert "outside what this model covers" in page.inner_text(".hcl-control .message")
    assert box.input_value() == "2.00"
    page.get_by_role("button", name="Reset all").first.click()
    page.wait_for_function(
        "before => document.querySelector('.hcl-say p').innerText === before", arg=first
    )
    lesson.check()


def test_a_number_opens_its_row(server, visit):
    lesson = visit(server.app("00_start_here.ipynb"))
    page = lesson.page
    lesson.wait_until_open()
    lock_prediction(page)
    wait_for_figure(page)
    page.locator("label.traced", has_text="1,150 days").first.click()
    card = page.locator(".hcl-row:popover-open")
    assert "tuned for this model" in card.inner_text()
    assert "level 5 of 5" in card.inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".hcl-row:popover-open").count() == 0


def press_until(page, keys, found, most=80):
    """Press a key until the focus is on what is wanted."""
    for _ in range(most):
        page.keyboard.press(keys)
        if page.evaluate(f"(() => {{ const e = document.activeElement; return {found}; }})()"):
            return
    pytest.fail(f"The keyboard did not reach: {found}")


def test_lesson_01_from_first_word_to_exit_check_by_keyboard_alone(server, visit):
    lesson = visit(server.app(FIRST))
    page = lesson.page
    lesson.wait_until_open()
    page.wait_for_selector(".hcl-question .option")
    press_until(page, "Tab", "e.type === 'radio'")
    page.keyboard.press("ArrowDown")
    press_until(page, "Tab", "e.closest('.sure') !== null")
    page.keyboard.press("Space")
    press_until(page, "Tab", "e.innerText === 'Lock in my prediction'")
    page.keyboard.press("Enter")
    wait_for_figure(page)
    press_until(page, "Tab", "e.innerText.startsWith('Compare')")
    page.keyboard.press("Enter")
    press_until(page, "Tab", "e.type === 'radio' && e.closest('.hcl-question') !== null")
    page.keyboard.press("Space")
    press_until(page, "Tab", "e.innerText === 'Check my answer'")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hcl-steps", timeout=WAIT)
    press_until(page, "Tab", "e.innerText === 'Show me a solution'", most=200)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Question 1 of 5", timeout=WAIT)
    for number in range(1, 6):
        page.wait_for_selector(f"text=Question {number} of 5")
        press_until(
            page,
            "Tab",
            "e.type === 'radio' && !e.disabled && e.closest('.hcl-question') !== null",
            200,
        )
        page.keyboard.press("Space")
        press_until(page, "Tab", "e.innerText === 'Check my answer'")
        page.keyboard.press("Enter")
    page.wait_for_selector("text=/of 5 right/", timeout=WAIT)
    lesson.check()


def test_nothing_is_cut_or_overflows_on_a_phone(server, visit):
    lesson = visit(server.app(FIRST), width=390, height=844)
    page = lesson.page
    lesson.wait_until_open()
    lock_prediction(page)
    wait_for_figure(page)
    page.get_by_role("button", name="Compare").click()
    page.locator(".hcl-question").nth(1).locator("input").first.check()
    page.get_by_role("button", name="Check my answer").first.click()
    page.wait_for_selector(".hcl-explorer >> nth=1", timeout=WAIT)
    page.wait_for_function(
        """() => {
            const plots = [...document.querySelectorAll('.js-plotly-plot')];
            return plots.length === 2 && plots.every(
                (p) => p.querySelector('.main-svg').getBoundingClientRect().right <= 391);
        }""",
        timeout=20_000,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def run_all(page):
    """Run the notebook once its kernel answers; JupyterLab calls it idle a second before."""
    with page.expect_websocket(lambda ws: "/channels" in ws.url, timeout=WAIT) as opened:
        pass
    with opened.value.expect_event(
        "framereceived", lambda frame: b"kernel_info_reply" in bytes(frame), timeout=WAIT
    ):
        pass
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    notebook.get_by_text("Run this cell to open it").first.wait_for(timeout=WAIT)
    notebook.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=WAIT)
    page.get_by_role("menuitem", name=re.compile("^Run$")).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_selector(".hcl-question .option", timeout=WAIT)


@pytest.mark.parametrize("notebook", LESSONS)
def test_a_lesson_works_in_jupyterlab(server, visit, notebook):
    lesson = visit(server.lab(notebook))
    run_all(lesson.page)
    work_through(lesson.page)
    assert not lesson.foreign
