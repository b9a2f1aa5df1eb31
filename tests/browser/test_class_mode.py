"""The screen of a class: every screen of a lesson can be read, reached and used from afar."""

import re

import pytest
from class_screens import OPEN, SIZES, grows, place, set_size, step
from hall import step_to

from helpers.evidence import say
from helpers.instructor.one_sheet import titles_of_parts

WAIT = 60_000
WIDE = SIZES["wide"]
START, LESSON = "00_start_here.ipynb", "08_inflammation_and_scarring.ipynb"
# Its plan of 25 minutes leaves the challenge out, whose hidden button is never pressed.
PLANNED, MINUTES = "06_iron.ipynb", 25
IN_PLAN = OPEN.replace("|Show me a solution", "")
JOIN_NONE = say("join_none")


def opened_for_class(page):
    """Wait until the first question is on a screen, and can be voted on."""
    page.wait_for_selector("body[data-lesson=open][data-screen]", timeout=WAIT)
    page.wait_for_selector("body[data-screens*=question]", timeout=WAIT)
    page.wait_for_selector(".hcl-vote button", state="attached", timeout=WAIT)


@pytest.fixture(scope="module")
def wall(server, visit_for_all):
    """The start page and then lessons, for tests that follow one another on the same screen."""
    seen = visit_for_all(server.app(START), *WIDE)
    seen.wait_until_open()
    return seen


@pytest.fixture
def start(wall, server):
    """The start page for the class, also where the test that comes to it has not run."""
    if "class=1" not in wall.page.url:
        go(wall, f"{server.app(START)}&class=1")
    return wall


@pytest.fixture
def lesson(wall, server):
    """The lesson for the class, the same."""
    return opened(wall, server, LESSON)


@pytest.fixture
def planned(wall, server):
    """A lesson of which the class sees what a plan shows."""
    return opened(wall, server, PLANNED, f"&plan={MINUTES}")


def opened(wall, server, notebook, more=""):
    if notebook not in wall.page.url:
        go(wall, f"{server.app(notebook)}&class=1{more}")
        opened_for_class(wall.page)
    return wall


def go(wall, address):
    wall.leaving = True
    wall.page.goto(address, wait_until="commit")
    wall.leaving = False
    wall.page.wait_for_selector("body[data-class=on][data-screen]", timeout=WAIT)
    forget_what_was_left(wall)


def forget_what_was_left(wall):
    """What the pages that were left complained of is no concern of the lesson."""
    wall.errors.clear()
    wall.failed.clear()


def test_the_way_in(wall):
    page = wall.page
    assert page.locator("#present").count() == 0
    page.get_by_role("link", name="Show in class").click()
    page.wait_for_selector("body[data-class=on][data-screen]", timeout=WAIT)
    assert "class=1" in page.url
    assert page.locator("#present p").inner_text().startswith("0")
    keys = page.locator('.lesson-bar a[href*="/instructor/"]')
    assert keys.count() == 1 and keys.is_hidden()  # not a click away on the wall


def test_a_dark_room_lasts_as_long_as_the_page(start):
    page = start.page
    page.keyboard.press("d")
    assert page.evaluate("document.body.dataset.room") == "dark"
    ground, ink = page.evaluate(
        """() => [getComputedStyle(document.querySelector("main")).backgroundColor,
                  getComputedStyle(document.querySelector("main h1")).color]"""
    )
    light = lambda colour: sum(map(int, re.findall(r"\d+", colour)[:3]))  # noqa: E731
    assert light(ground) < 60 and light(ink) > 600
    start.reload()
    page.wait_for_selector("body[data-screen]", timeout=WAIT)
    assert page.evaluate("document.body.dataset.room") == "dark"
    page.get_by_role("button", name="Bright room").click()
    assert page.evaluate("document.body.dataset.room") == "light"


def test_the_other_lessons_open_for_the_class_too(start):
    page = start.page
    step_to(page, f"a[href*='{LESSON}']").click()
    page.wait_for_url(re.compile(f"{LESSON}.*class=1"), timeout=WAIT)
    opened_for_class(page)
    assert page.locator("#present p").inner_text().startswith("0")
    forget_what_was_left(start)


def test_keys_step_and_leave_the_controls_alone(lesson):
    page = lesson.page
    assert page.evaluate("document.body.dataset.class") == "on"
    assert place(page)[0] == 1
    for key, number in (
        ("PageDown", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("PageUp", 1), ("Space", 2),
        ("Shift+Space", 1), ("PageUp", 1), ("End", place(page)[1]), ("Home", 1),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert place(page)[0] == number, key
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert place(page)[0] == 3
    skip = page.get_by_role("button", name="Go on without a prediction")
    while not skip.is_visible():  # a drawing can stand before the question
        assert step(page)
    grows(page, "explorer", skip.click)
    page.wait_for_selector(".hcl-explorer input[type=range]", state="attached", timeout=WAIT)
    while page.evaluate("document.body.dataset.screen") != "explorer":
        assert step(page)
    slider = page.locator(".hcl-explorer input[type=range]").filter(visible=True).first
    slider.focus()
    here, before = place(page), slider.input_value()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert place(page) == here
    assert float(slider.input_value()) > float(before)
    # A digit is typed into a box, and jumps again after Enter; at a slider it jumps.
    box = page.locator(".hcl-explorer input.box").filter(visible=True).first
    box.fill("")
    page.keyboard.type("2")
    assert place(page) == here
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'rendered_cells'", timeout=WAIT)
    for leave in (lambda: None, slider.focus):
        leave()
        page.keyboard.press("1")
        assert page.evaluate("hclPresent.number()") == "1.1"
        while place(page) != here:
            assert step(page)
    # What was used with the mouse lets the keys go: the next arrow is the lesson's.
    slider.click()
    page.wait_for_function("document.activeElement.id === 'rendered_cells'", timeout=WAIT)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert place(page) == here
    slider.focus()
    page.keyboard.press("PageDown")  # the clicker goes on all the same
    assert place(page)[0] == here[0] + 1
    # The browsers of the tests have no bars; those of a room do, and the words would wrap anew.
    bars = "getComputedStyle(document.getElementById('rendered_cells')).scrollbarWidth"
    assert page.evaluate(bars) == "none"
    assert page.evaluate("document.activeElement.checkVisibility()")
    lesson.check()


def test_the_way_out(lesson):
    page = lesson.page
    page.get_by_role("link", name="Leave class view").click()
    page.wait_for_selector("body[data-lesson=open]:not([data-class])", timeout=WAIT)
    assert "class" not in page.url


def test_a_list_a_plan_black_and_numbers_that_stay(planned):
    page = planned.page
    number = lambda: page.evaluate("hclPresent.number()")  # noqa: E731
    assert "min left" in page.locator("#present p").inner_text()
    # Of what waits, one screen says what opens it; a number key goes to its part.
    assert page.evaluate("document.body.dataset.screens").count("text") <= 4
    page.keyboard.press("1")
    assert number() == "1.1"
    # The numbers that the sheet of a plan prints are those of the parts on the wall.
    found = page.evaluate(
        "hclScreens.parts(document.getElementById('rendered_cells')).map(one => one.title)"
    )
    assert tuple(found[1:]) == titles_of_parts("iron")
    page.keyboard.press("j")
    page.locator("#hcl-join").get_by_text(JOIN_NONE).wait_for()
    page.keyboard.press("j")
    page.keyboard.press("l")
    names = page.locator("#screens li button").all_inner_texts()
    assert not [name for name in names if "\u00b6" in name]
    listed = page.locator("#screens li button").evaluate_all(
        "all => all.map(b => b.dataset.number)"
    )
    assert listed[:2] == ["0", "1.1"] and len(listed) == place(page)[1]
    assert page.locator("#screens [aria-pressed=true]").inner_text() == f"{MINUTES} minutes"
    page.keyboard.press("Escape")
    assert not page.locator("#screens").is_visible()
    for key in "b.":
        page.keyboard.press(key)
        assert page.locator("#black").is_visible()
        page.keyboard.press("PageDown")  # brings the screen back, and goes nowhere
        assert not page.locator("#black").is_visible() and number() == "1.1"
    while not page.get_by_role("button", name="Go on without a prediction").is_visible():
        assert step(page)
    before = number()
    grows(page, "explorer", page.get_by_role("button", name="Go on without a prediction").click)
    assert number() == before
    assert place(page)[1] <= 15
    assert not page.locator(".hcl-steps").count()
    # On a low screen the list is long: it opens where its buttons are.
    page.set_viewport_size({"width": 640, "height": 300})
    page.keyboard.press("End")
    page.keyboard.press("l")
    high = page.locator("#screens").evaluate("e => [e.scrollHeight > e.clientHeight, e.scrollTop]")
    assert high == [True, 0]
    assert "J:" in page.locator("#screens").inner_text()
    planned.check()


def test_the_exit_question_comes_without_the_part_that_opens_it(planned):
    page = planned.page
    set_size(page, SIZES["small"])
    assert IN_PLAN != OPEN
    page.wait_for_function(
        f"""() => ({IN_PLAN})() === "open"
          && document.querySelector(".hcl-stage-check .hcl-question")""",
        polling=100,
        timeout=WAIT,
    )
    assert page.locator(".hcl-waiting").count() == 0
    planned.check()
