"""The clinic: patients from the door to the look back, by keyboard alone."""

import time

import pytest
from accessible import check_accessible, check_fits
from patient import STEPS, play, press, reached
from walk import WAIT, shows

from helpers.evidence import load_cases
from helpers.progress import LessonProgress, Store

NOTEBOOK = "12_clinic.ipynb"
PATIENTS = len(load_cases())


def test_patients_can_be_seen_by_keyboard(server, visit):
    """One of them; all are played without a browser, in tests/clinic."""
    lesson = visit(server.app(NOTEBOOK))
    lesson.wait_until_open()
    page = lesson.page
    page.wait_for_selector("main .hcl >> visible=true", timeout=WAIT)
    check_accessible(page)
    page.get_by_role("button", name="Call the next patient in").wait_for(timeout=WAIT)
    press(page, "Call the next patient in")
    shows(page, f"Patient 1 of {PATIENTS}")
    # Each step alone, and at the end, where nobody stands in a step, all of them.
    reached(page, STEPS[0])
    check_accessible(page)  # with the way out to the emergency department
    play(page, lambda page: check_accessible(page, ".hcl-here"))
    page.locator(".hcl-case-play .js-plotly-plot .main-svg").first.wait_for(timeout=WAIT)
    check_fits(page)
    press(page, "Call the next patient in")
    shows(page, f"Patient 2 of {PATIENTS}")
    lesson.check()


# Step of the state, its heading, what is done there, and the words of the button that ends it.
ON_A_PHONE = (
    ("history", STEPS[0], ("checkbox onset", "checkbox care"), "Enough asked"),
    ("look", STEPS[1], ("checkbox tug",), "Enough examined"),
    ("first_guess", STEPS[2], ("SELECT", "radio"), "Commit"),
    ("tests", STEPS[3], ("checkbox wash", "BUTTON button Order"), "BUTTON button Go on"),
    ("today", "Before the results.", ("checkbox photographs",), "BUTTON button Go on"),
    ("again", "The second visit.", ("checkbox scalp",), "BUTTON button Enough"),
    ("differential", STEPS[4], ("SELECT", "radio"), "Commit"),
    ("plan", STEPS[5], ("checkbox care",), "Commit"),
)
KEYS = {"checkbox": "Space", "radio": "Space", "SELECT": "ArrowDown"}
PHONE = 390
HERE = """() => { const step = [...document.querySelectorAll(".hcl-here")].at(-1);
    if (!step) return false;
    const { top, bottom } = step.getBoundingClientRect();
    return top < innerHeight && bottom > 0; }"""


def kept_of(progress_file, step):
    """Return what the file holds of a step of the patient."""
    if not progress_file.exists():
        return {}
    settings = LessonProgress(Store(progress_file), "clinic").settings
    return dict(settings.get("case_short_hairs", {}).get(step, {}))


def until_kept(progress_file, step, holds):
    """Wait until the file holds what was done at a step."""
    end = time.monotonic() + WAIT / 1000
    while not holds(kept_of(progress_file, step)):
        assert time.monotonic() < end, kept_of(progress_file, step)
        time.sleep(0.05)


def chosen_in(page):
    """Return what is chosen in the step where somebody stands: ticks, diagnosis, confidence."""
    return page.evaluate("""() => {
        const step = [...document.querySelectorAll(".hcl-here")].at(-1);
        const ticked = [...step.querySelectorAll("input:checked")].map((e) => e.value);
        return [...ticked, ...[...step.querySelectorAll("select")].map((e) => e.value)];
    }""")


@pytest.mark.nightly
def test_on_a_phone_a_patient_is_seen_twice_and_gone_on_with_after_a_reload(
    keeping_server, progress_file, visit
):
    """Each step of each patient is opened again without a browser, in tests/clinic."""
    lesson = visit(f"{keeping_server.app(NOTEBOOK)}&case=short_hairs", width=PHONE, height=844)
    lesson.wait_until_open()
    page = lesson.page
    for step, heading, acts, end in ON_A_PHONE:
        reached(page, heading)
        for act in acts:
            press(page, act, KEYS.get(act.split()[0], "Enter"))
        ticks = sum("box" in act for act in acts)
        until_kept(
            progress_file,
            step,
            lambda kept, ticks=ticks: len(kept.get("chosen", ())) >= ticks and kept.get("sure", 1),
        )
        if step == "tests":
            before = chosen_in(page)
            lesson.reload()
            lesson.wait_until_open()
            shows(page, "You are back where you left this patient.")
            page.wait_for_function(HERE, timeout=WAIT)  # the page comes back to the step
            assert chosen_in(page) == before == ["wash"]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, step
        if step in ("today", "again"):  # the others are looked at above
            check_accessible(page)
        press(page, end)
        until_kept(progress_file, step, lambda kept: kept.get("locked") is True)
    reached(page, STEPS[6])
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.locator(".hcl-case-play .js-plotly-plot .main-svg").first.wait_for(timeout=WAIT)
    press(page, "Begin this patient again", "Space")
    shows(page, "Begin again all the same?")
    shows(page, STEPS[6])
    press(page, "Yes, begin again", "Space")
    page.get_by_text(STEPS[6]).wait_for(state="detached", timeout=WAIT)
    reached(page, STEPS[0])
    lesson.check()
