"""What a student has done outlives the kernel, the page, and a disk that refuses."""

import json
import re
import signal
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from accessible import check_accessible, check_fits
from jupyter_core.paths import jupyter_runtime_dir
from patient import play
from playwright.sync_api import expect
from walk import go_on_from_the_picture, settle, shows

from helpers.course import find_lesson
from helpers.page.scenario import scenario_code
from helpers.progress import Store, from_text

NOTEBOOK = "05_steroids.ipynb"
WAIT = 60_000
FIGURE = ".hcl-explorer .js-plotly-plot .main-svg"


@pytest.fixture(autouse=True)
def nothing_kept(progress_file):
    """Begin every test with an empty folder."""
    if progress_file.parent.exists():
        for file in progress_file.parent.iterdir():
            file.unlink()


def open_lesson(server, visit, notebook=NOTEBOOK, more=""):
    lesson = visit(server.app(notebook) + more)
    lesson.wait_until_open()
    return lesson


def predict(page):
    question = page.locator(".hcl-question").first
    question.locator(".option input").nth(1).check()
    question.locator(".sure input").nth(2).check()
    page.get_by_role("button", name="Lock in my prediction").click()
    page.wait_for_selector(FIGURE, timeout=WAIT)


def answer(page, number):
    question = page.locator(".hcl-question").nth(number)
    question.locator(".option input").first.check()
    sure = question.locator(".sure input").filter(visible=True)
    if sure.count():  # the exit check asks how sure; what was seen needs no such word
        sure.nth(2).check()
    question.get_by_role("button", name="Check my answer").click()
    question.locator(".feedback p").first.wait_for(timeout=WAIT)


def sentence(page):
    return page.locator(".hcl-say p").first.inner_text()


def compare(page):
    before = sentence(page)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_function(
        "before => document.querySelector('.hcl-say p').innerText !== before", arg=before
    )


def settings(file):
    """Return what is kept of the controls."""
    return {entry.key: entry.value for entry in Store(file).entries if entry.kind == "setting"}


def kill_kernel(page):
    """Kill the process behind a page of the app without a word."""
    kill(page.evaluate("window.jupyterapp.widgetManager.kernel.id"))


def kill(kernel):
    """Kill the process that listens where the kernel's file says; forks look all alike."""
    file = Path(jupyter_runtime_dir()) / f"kernel-{kernel}.json"
    port = json.loads(file.read_text(encoding="utf-8"))["shell_port"]
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if any(at.laddr.port == port for at in process.net_connections("tcp")):
                process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
                return
    pytest.fail("The process of the kernel was not found.")


# How each line of the first picture is drawn, and of how many points.
DRAWN = """[...document.querySelector('.hcl-explorer .js-plotly-plot').data]
  .map(({ x, y, line }) => ({ dash: line?.dash, x: x?.length ?? 0, y: y?.length ?? 0 }))"""
AT = "document.querySelector('.hcl-steps summary')?.getBoundingClientRect().top"


def scroll_to_the_steps(page):
    """Go to the worked case, and return where on the screen it stands once that is kept."""
    page.locator(".hcl-steps summary").first.wait_for(timeout=WAIT)
    # What opens above goes on growing for a moment: scroll until it stays where it was put.
    page.wait_for_function(
        f"""() => {{
          const off = {AT} - 200;
          if (Math.abs(off) > 2) scrollBy(0, off);
          return Math.abs(off) <= 2;
        }}""",
        polling=600,
    )
    page.wait_for_function(
        "localStorage.getItem('hcl-place ' + location.pathname)?.includes('\"top\":false')"
    )
    page.locator("#lesson-way [aria-current]", has_text="A worked case").wait_for(timeout=WAIT)
    return page.evaluate(AT)


def test_a_killed_kernel_is_told_and_nothing_is_lost(keeping_server, visit, progress_file):
    lesson = open_lesson(keeping_server, visit)
    page = lesson.page
    predict(page)
    before = settings(progress_file)
    compare(page)
    answer(page, 1)
    said, drawn = sentence(page), page.evaluate(DRAWN)
    # A setting is written when the controls have come to rest.
    end = time.monotonic() + 60
    while settings(progress_file) == before:
        assert time.monotonic() < end, "The setting was never written."
        time.sleep(0.05)
    place = scroll_to_the_steps(page)
    kill_kernel(page)
    banner = page.wait_for_selector("#lesson-lost:not([hidden])", timeout=WAIT)
    assert "What you answered before is saved" in banner.inner_text()
    with page.expect_navigation():
        page.get_by_role("button", name="Reload the page").click()
    lesson.wait_until_open()
    shows(page, "Welcome back")
    page.wait_for_selector(FIGURE, timeout=WAIT)
    # Beside the same dashed lines of which the sentence speaks.
    settle(page)
    assert page.evaluate(DRAWN) == drawn
    questions = page.locator(".hcl-question")
    expect(questions.nth(0).locator("input:enabled")).to_have_count(0)
    expect(questions.nth(0).locator(".option input").nth(1)).to_be_checked()
    expect(questions.nth(1).locator(".feedback p").first).to_be_visible()
    # The page returns to the place, and the start page leads there.
    page.wait_for_function(f"Math.abs({AT} - {place}) < 40", timeout=WAIT)
    assert sentence(page) == said
    text = page.locator(".hcl-explorer .annotation-text").first
    text.wait_for(timeout=WAIT)
    page.goto(keeping_server.app("00_start_here.ipynb"))
    page.get_by_role("link", name="Go on where you were").click(timeout=WAIT)
    page.wait_for_url(re.compile(r"/05_steroids\.ipynb"))
    page.wait_for_function(f"Math.abs({AT} - {place}) < 40", timeout=WAIT)
    # The lesson goes on from here.
    page.get_by_role("button", name="Show me a solution").click()
    shows(page, "Question 1 of 5")
    answer(page, 2)
    page.reload()
    lesson.wait_until_open()
    shows(page, "Question 2 of 5")
    entries = Store(progress_file).entries
    assert sum(entry.kind == "answer" for entry in entries) == 3
    # And it can be begun anew.
    page.get_by_role("button", name="Start this lesson afresh").first.click()
    page.get_by_role("button", name="No, keep my answers here").click()
    assert page.locator(".hcl-question").count() > 1
    page.get_by_role("button", name="Start this lesson afresh").first.click()
    page.get_by_role("button", name="Yes, begin afresh").click()
    page.wait_for_function("document.querySelectorAll('.hcl-question').length === 1")
    expect(page.get_by_role("button", name="Lock in my prediction")).to_be_disabled()
    assert not lesson.foreign


def test_a_link_opens_its_setting_and_a_bad_one_a_sentence(keeping_server, visit):
    explore = find_lesson("steroids").explore
    controls = (*explore.controls(), *explore.more())
    controls[0].value, controls[2].value = "flare", 30
    code = scenario_code("steroids", controls)
    lesson = open_lesson(keeping_server, visit, more=f"&scenario={code}")
    page = lesson.page
    shows(page, "carries a setting of the model")
    predict(page)
    prevented = page.locator(".hcl-control", has_text="Flare damage").locator("input.box")
    expect(prevented).to_have_value("30")
    page.get_by_role("button", name="Copy link to this setting").click()
    said = page.locator(".hcl-share .said code")
    said.wait_for(timeout=WAIT)
    expect(said).to_have_text(code)
    page.get_by_role("button", name="Reset all").first.click()
    page.wait_for_function("document.querySelectorAll('input.box')[1].value === '50'")
    page.get_by_role("button", name="Open a code").click()
    page.get_by_label("Code or link").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('input.box')[1].value === '30'")
    lesson.check()
    bad = open_lesson(keeping_server, visit, "04_stress.ipynb", f"&scenario={code}")
    shows(bad.page, "is none of this lesson")
    bad.check()


def test_answers_that_cannot_be_saved_can_be_taken_along(keeping_server, visit, progress_file):
    lesson = open_lesson(keeping_server, visit)
    page = lesson.page
    page.wait_for_selector(".hcl-question .option")
    # A folder where the file should be: as good as a disk that refuses.
    progress_file.parent.mkdir(exist_ok=True)
    progress_file.mkdir()
    try:
        predict(page)
        bar = page.locator(".hcl-progress .bar:not([hidden])")
        bar.wait_for(timeout=WAIT)
        assert "Your answers are not being saved" in bar.inner_text()
        kill_kernel(page)
        page.wait_for_selector("#lesson-lost:not([hidden])", timeout=WAIT)
        with page.expect_download() as taken:
            bar.get_by_role("button", name="Save my answers as a file").click()
        text = taken.value.path().read_text(encoding="utf-8")
        assert "steroids_predict_without" in {entry.key for entry in from_text(text)}
    finally:
        progress_file.rmdir()
    first = open_lesson(keeping_server, visit, "00_start_here.ipynb")
    page = first.page
    shows(page, "Your work")
    page.locator(".hcl-progress input[type=file]").set_input_files(
        {"name": "p.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    shows(page, "entries were read")
    page.get_by_role("link", name="Go on where you were: Steroids").wait_for(timeout=WAIT)
    with page.expect_download() as summary:
        page.get_by_role("button", name="Save a summary for my portfolio").click()
    written = summary.value.path().read_text(encoding="utf-8")
    assert "It stays in June, and its top becomes higher." in written
    assert Store(progress_file).entries
    first.check()


def test_the_review_says_what_to_do_with_an_empty_file(keeping_server, visit):
    review = open_lesson(keeping_server, visit, "13_review.ipynb")
    shows(review.page, "There is nothing to review yet")
    shows(review.page, "No answer with a confidence has been given yet.")
    assert review.page.locator(".hcl .js-plotly-plot").count() == 0
    check_accessible(review.page)
    check_fits(review.page)
    review.check()


def lab_kernel(server, notebook):
    """Return the id of the kernel that has a notebook open in JupyterLab."""
    with urllib.request.urlopen(server.address("api/sessions?token=for-the-tests-only")) as answer:
        found = {session["path"]: session["kernel"]["id"] for session in json.load(answer)}
    return found[notebook]


def test_in_jupyterlab_a_lesson_outlives_its_kernel(keeping_server, visit):
    # The same widgets in every notebook: these show whether JupyterLab shows them.
    lesson = visit(keeping_server.lab(NOTEBOOK))
    lesson.run_all(".hcl-question .option")
    page = lesson.page
    predict(page)
    kill(lab_kernel(keeping_server, NOTEBOOK))
    gone = page.locator(".hcl-progress .gone:not([hidden])")
    gone.wait_for(timeout=WAIT)
    assert "Run All Cells. What you answered before is saved" in gone.inner_text()
    # JupyterLab's own words, that it starts another kernel.
    page.locator(".jp-Dialog button.jp-mod-accept").click(timeout=WAIT)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for(timeout=WAIT)
    page.get_by_role("menuitem", name=re.compile("^Run$")).click()
    page.get_by_text("Run All Cells", exact=True).click()
    shows(page, "Welcome back")
    gone.wait_for(state="detached")
    question = page.locator(".hcl-question").first
    expect(question.locator(".option input").nth(1)).to_be_checked()
    expect(question.locator("input:enabled")).to_have_count(0)
    page.wait_for_selector(FIGURE, timeout=WAIT)
    lesson.unfold()
    go_on_from_the_picture(page, steps=False)
    assert not lesson.foreign


@pytest.mark.nightly
def test_in_jupyterlab_a_patient_can_be_seen(keeping_server, visit):
    lesson = visit(keeping_server.lab(NOTEBOOK))
    lesson.run_all(".hcl-question .option")
    page = lesson.page
    # Another notebook of the same window.
    clinic = page.locator(".jp-DirListing-item", has_text="12_clinic.ipynb")
    lesson.run_all("button:has-text('Call the next patient in')", clinic.dblclick)
    page.get_by_role("button", name="Call the next patient in").first.click()
    page.locator(".hcl-case-play input[value=onset]").wait_for(timeout=WAIT)
    settle(page)  # what has just come takes the keyboard's place with it
    page.locator(".hcl-case-play input[value=onset]").focus()
    play(page)
    assert not lesson.foreign
