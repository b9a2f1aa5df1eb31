"""A student without a mouse."""

import pytest

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
