"""The frame every lesson stands in: title, landmarks, ways out, and what is said on trouble."""

import json
import time
import urllib.request

import pytest

FIRST = "00_start_here.ipynb"
# Jupyter asks for a widget every 100 ms and gives up after two seconds: here, it gives up just
# after all widgets have come, as it may on a busy machine.
GIVES_UP = """const soon = window.setTimeout;
window.setTimeout = (done, ms, ...more) => soon(done, ms === 100 ? 4000 : ms, ...more);"""


def kernels(server) -> int:
    with urllib.request.urlopen(server.address("api/kernels?token=for-the-tests-only")) as answer:
        return len(json.load(answer))


def wait_for(condition, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


@pytest.fixture(scope="module")
def first(server, visit_for_all):
    """The first page, for tests that look at it and leave it as it is."""
    opened = visit_for_all(server.app(FIRST), before=GIVES_UP)
    opened.page.wait_for_selector("#loading")
    opened.waiting = opened.page.inner_text("#loading")
    opened.wait_until_open()
    return opened


def test_the_first_page_is_a_proper_page(first):
    page = first.page
    assert page.title().endswith("· Hair Cycle Lab")
    assert page.title().split(" · ")[0] == page.inner_text("h1").rstrip("¶")
    assert page.get_attribute("html", "lang") == "en"
    assert page.locator("main").count() == page.locator("h1").count() == 1
    assert page.locator("nav").count() == 1
    assert page.locator(".jp-InputArea-editor, .jp-CodeMirrorEditor").count() == 0
    first.check()


def test_the_waiting_line_comes_at_once_and_goes(first):
    assert "Opening the lesson" in first.waiting
    assert first.page.locator("#loading").count() == 0


def test_the_same_lesson_opens_in_jupyterlab(server, first):
    # What happens there is tested with a lesson, with a patient, and with a killed kernel.
    link = first.page.get_by_text("Open in JupyterLab").get_attribute("href")
    assert link == f"/lab/tree/{FIRST}"
    there = first.page.request.get(server.address(link))
    assert there.ok and there.url.endswith(link)
    assert "jupyter-config-data" in there.text()


@pytest.fixture(scope="module")
def lost(server, visit_for_all):
    """A page that was looked for on a phone and does not exist."""
    return visit_for_all(server.app("no_such_lesson.ipynb"), width=390, height=844)


def test_an_unknown_address_is_explained(lost):
    assert lost.page.inner_text("h1") == "This page could not be opened"
    lost.page.click("main >> text=All lessons")
    lost.wait_until_open()


def test_nothing_is_cut_on_a_phone(lost):
    assert lost.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_lost_kernel_is_announced(server, lost):
    first = lost
    first.page.wait_for_function("window.jupyterapp?.widgetManager?.kernel")
    kernel = first.page.evaluate("window.jupyterapp.widgetManager.kernel.id")
    request = urllib.request.Request(
        server.address(f"api/kernels/{kernel}?token=for-the-tests-only"), method="DELETE"
    )
    urllib.request.urlopen(request)
    banner = first.page.wait_for_selector("#lesson-lost:not([hidden])", timeout=60_000)
    assert "Reload the page" in banner.inner_text()


def test_a_widget_that_comes_after_its_cell_is_waited_for(first):
    first.page.wait_for_selector("[data-widget] .hcl-course", timeout=60_000)
    places = first.page.locator("[data-widget]")
    assert places.count() == first.page.locator("[data-widget]:has(> .lm-Widget)").count() > 1
    assert first.page.get_by_text("Error displaying widget").count() == 0
    first.check()


def test_only_what_anywidget_asks_for_waits_longer(first):
    # It gives widgets two or three seconds; the questions of a class to its server have ten.
    ended = """ms => new Promise((say) => {
      AbortSignal.timeout(ms).addEventListener("abort", () => say(true));
      setTimeout(() => say(false), 3500); })"""
    waits, ends = first.page.evaluate(
        f"Promise.all([3000, 3001].map({ended}))",
    )
    assert (waits, ends) == (False, True)


def test_a_part_that_could_not_be_shown_is_told(first):
    page = first.page
    assert page.locator("#lesson-lost").is_hidden()
    page.evaluate("""() => {
      const part = document.createElement("div");
      part.className = "jupyter-widgets";
      part.textContent = "Error displaying widget: model not found";
      document.querySelector("main").append(part);
      document.dispatchEvent(new Event("visibilitychange"));  // as one who comes back to the page
    }""")
    page.locator("#lesson-lost").get_by_text("Reload the page").wait_for(timeout=60_000)
    page.evaluate("document.querySelector('main > .jupyter-widgets:last-child').remove()")


def test_a_closed_page_stops_its_kernel(server, first):
    first.page.wait_for_function("window.jupyterapp?.widgetManager?.kernel")
    running = kernels(server)
    first.page.close(run_before_unload=True)
    assert wait_for(lambda: kernels(server) < running)


def test_a_page_finds_nothing_of_the_page_before_it(server, visits_anew):
    kept = "[document.cookie.includes('left=here'), localStorage.getItem('left')]"
    contexts = []
    for _ in range(2):
        with visits_anew() as go:
            page = go(server.address("nothing_here")).page
            page.wait_for_load_state()
            assert page.evaluate(kept) == [False, None]
            page.evaluate("document.cookie = 'left=here'; localStorage.setItem('left', 'here')")
            assert page.evaluate(kept) == [True, "here"]
            contexts.append(page.context)
    assert contexts[0] is contexts[1], "The profile is not used again."
