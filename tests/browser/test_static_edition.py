"""The pages to read and print, drawn by a real browser and opened without a network."""

import os
import re
import subprocess
import sys

import pytest
from accessible import check_accessible

LESSON = "09_skin_and_breakage"  # charts and close looks


def build(folder, *more: str) -> None:
    # In a process of its own: Playwright runs once in each.
    command = [sys.executable, "-m", "helpers.printed.build", str(folder), "--only", LESSON, *more]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def folder(browser, tmp_path_factory):
    made = tmp_path_factory.mktemp("pages")
    build(made)
    return made


def opened(browser, folder, width):
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    address = (folder / f"{LESSON}.html").as_uri()
    page.goto(address)
    outside = [url for url in asked if url != address and not url.startswith("data:")]
    return page, outside, errors


@pytest.mark.parametrize("width", [390, 1366])
def test_a_page_needs_no_other_file_and_fits(browser, folder, width):
    page, outside, errors = opened(browser, folder, width)
    assert (outside, errors) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    drawn = page.locator(".chart svg[role=img]")
    assert drawn.count() >= 12
    for place in range(drawn.count()):
        assert "Chart:" in drawn.nth(place).get_attribute("aria-label")
    assert page.locator(".chart svg path").count() > 100
    # Twice the width of a phone's picture, and described.
    looks = page.locator(".canvas img[alt]:not([alt=''])")
    assert looks.count() >= 4
    assert looks.first.evaluate("image => image.naturalWidth") >= 400
    assert "follicles" in looks.first.get_attribute("alt")
    page.context.close()


def test_a_page_is_for_everybody(browser, folder):
    page, _, _ = opened(browser, folder, 1366)
    # Unfolded, so that axe sees every part; of five thousand cells of one style, two rows each,
    # and of pictures side by side, which one function writes, the first two.
    page.evaluate("""() => {
      document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
      document.querySelectorAll("tbody tr:nth-child(n + 3)").forEach((row) => row.remove());
      document.querySelectorAll(".panels > :nth-child(n + 3)").forEach((one) => one.remove());
    }""")
    check_accessible(page)
    page.context.close()


def test_feedback_unfolds_and_paper_shows_it(browser, folder):
    page, _, _ = opened(browser, folder, 1366)
    first = page.locator(".question details").first
    assert not first.locator("ol").is_visible()
    first.locator("summary").click()
    assert first.locator("ol").is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    closed = "details:not(.numbers details):not([open])"
    assert page.locator(closed).count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(closed).count() > 10
    page.context.close()


def test_the_pdf_is_one(folder):
    paper = (folder / f"{LESSON}.pdf").read_bytes()
    assert paper.startswith(b"%PDF") and len(paper) > 100_000


@pytest.mark.nightly
def test_the_page_is_the_same_every_time(folder, tmp_path):
    build(tmp_path, "--no-pdf")
    first, second = [(one / f"{LESSON}.html").read_text("utf-8") for one in (folder, tmp_path)]
    # Without a PDF there is no link to one. Not compared by ==: pytest would explain the
    # difference of two pages of five megabytes for half an hour.
    link = re.compile(rf'<a href="{LESSON}\.pdf">[^<]*</a>')
    assert link.search(first) and not link.search(second)
    same = link.sub("", first) == second
    assert same, "The page differs when it is written again."
