"""A student without a mouse."""

import pytest
from live import check_told, listen
from walk import WAIT, Look, shows, wait_for_figure

RADIO = "e.type === 'radio' && !e.disabled && e.closest('.hcl-question') !== null"
# The keyboard sees where it is: an outline on the control, or on the words it stands for.
OUTLINED = """() => {
  const e = document.activeElement;
  return [e, e.previousElementSibling]
    .some((part) => part && getComputedStyle(part).outlineStyle !== "none");
}"""


def press_until(page, found, most=200):
    """Press Tab until the focus is on what is wanted."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const e = document.activeElement; return {found}; }})()"):
            assert page.evaluate(OUTLINED), f"The focus cannot be seen on: {found}"
            return
    pytest.fail(f"The keyboard did not reach: {found}")


def press_button(page, words):
    press_until(page, f"e.tagName === 'BUTTON' && e.innerText.startsWith('{words}')")
    page.keyboard.press("Enter")


def stays(page):
    """Fail if a button that went took the keyboard's place with it."""
    assert page.evaluate("document.activeElement.tagName") == "LEGEND"


def choose(page, button, option=0, sure=False):
    """Choose and lock an answer of the next question that waits for one."""
    press_until(page, RADIO)
    page.keyboard.press("Space")
    for _ in range(option):
        page.keyboard.press("ArrowDown")
    if sure:
        press_until(page, "e.closest('.sure') !== null")
        page.keyboard.press("Space")
    press_button(page, button)
    stays(page)


def work_through_by_keyboard(page, look: Look = lambda _: None):
    """Go from the prediction to the end of the exit check, as `walk.work_through` does.

    What a look does with the mouse, or in another place, leaves the keyboard where it was.
    """

    def looked_at(stage):
        page.evaluate("() => { window.at = document.activeElement; }")
        look(stage)
        page.evaluate("() => window.at.focus({ preventScroll: true })")

    listen(page)
    looked_at("predict")
    press_until(page, RADIO)
    page.keyboard.press("ArrowDown")
    press_until(page, "e.closest('.sure') !== null")
    page.keyboard.press("Space")
    press_button(page, "Lock in my prediction")
    stays(page)
    wait_for_figure(page)
    looked_at("locked")
    press_button(page, "Compare")
    page.locator(".hcl-question").nth(1).wait_for(timeout=WAIT)
    looked_at("contrast")
    choose(page, "Check my answer")
    page.wait_for_selector(".hcl-steps", timeout=WAIT)
    page.locator(".hcl-explorer").nth(1).wait_for(timeout=WAIT)
    looked_at("explained")
    press_button(page, "Show me a solution")
    shows(page, "This is a solution")
    looked_at("challenge")
    for number in range(1, 6):
        shows(page, f"Question {number} of 5")
        choose(page, "Check my answer", sure=True)
    shows(page, "of 5 right")
    check_told(page, "This is a solution", "of 5 right")
    looked_at("checked")
