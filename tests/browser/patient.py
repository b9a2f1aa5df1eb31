"""A patient of the clinic, seen by keyboard alone."""

import pytest
from walk import settle, shows

FOCUS = """() => { const e = document.activeElement;
    const said = [e.tagName, e.type, e.value, e.innerText].filter(Boolean).join(" ");
    return e === document.body ? "" : said; }"""
STEPS = (
    "1. History.",
    "2. Examination.",
    "3. What do you think now?",
    "4. Tests.",
    "5. What is it?",
    "6. What do you do?",
    "7. What happened next",
)


def press(page, words, key="Enter", most=200):
    """Go on with Tab until the focus is on what is wanted, and press a key there."""
    for _ in range(most):
        if words in page.evaluate(FOCUS):
            return page.keyboard.press(key)
        page.keyboard.press("Tab")
    pytest.fail(f"The keyboard did not reach {words!r}; it stands on {page.evaluate(FOCUS)!r}.")


def reached(page, words):
    """Wait for the next step, which takes the focus of whoever ended the one before."""
    shows(page, words, ".hcl-case-play", whole=True)
    settle(page, 60)


def play(page, look=lambda page: None):
    """Play the patient who is in the room; `look` is called with the page at each step."""
    reached(page, STEPS[0])
    look(page)
    press(page, "checkbox onset", "Space")
    press(page, "Enough asked")
    reached(page, STEPS[1])
    look(page)
    press(page, "checkbox pull", "Space")
    press(page, "Enough examined")
    for step, end in ((2, 3), (4, 5)):
        reached(page, STEPS[step])
        look(page)
        press(page, "SELECT", "ArrowDown")
        press(page, "radio", "Space")
        press(page, "Commit")
        reached(page, STEPS[end])
        look(page)
        if end == 3:
            press(page, "Go on")
    press(page, "checkbox care", "Space")
    press(page, "Commit")
    reached(page, STEPS[6])
    look(page)
