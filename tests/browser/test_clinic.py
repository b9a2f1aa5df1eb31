"""The clinic: patients from the door to the look back, by keyboard alone."""

import pytest
from accessible import check_accessible

from helpers.evidence import load_cases

NOTEBOOK = "12_clinic.ipynb"
WAIT = 60_000
PATIENTS = len(load_cases())
PLAYED = 2  # all of them are played without a browser (tests/clinic)
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
    page.locator(".hcl-case-play").get_by_text(words).wait_for(timeout=WAIT)


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


def test_patients_can_be_seen_by_keyboard(server, visit):
    lesson = visit(server.app(NOTEBOOK))
    lesson.wait_until_open()
    page = lesson.page
    for number in range(1, PLAYED + 1):
        page.get_by_role("button", name="Call the next patient in").last.wait_for(timeout=WAIT)
        press(page, "Call the next patient in")
        page.get_by_text(f"Patient {number} of {PATIENTS}").wait_for(timeout=WAIT)
        play(page, *([check_accessible] if number == 1 else []))
    page.locator(".hcl-case-play .js-plotly-plot .main-svg").first.wait_for(timeout=WAIT)
    lesson.check()


def test_a_patient_can_be_seen_in_jupyterlab(server, visit):
    lesson = visit(server.lab(NOTEBOOK))
    lesson.run_all("button:has-text('Call the next patient in')")
    page = lesson.page
    page.get_by_role("button", name="Call the next patient in").first.click()
    page.locator(".hcl-case-play input[value=onset]").focus()
    play(page)
    assert not lesson.foreign
