"""A class that is open to the room, its presenter and its phones."""

import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from accessible import axe_finds
from conftest import free_port
from walk import settle

from helpers.evidence import load_questions, words

LESSON = "05_steroids.ipynb"
CODE = "kxmp-4823"
WAIT = 60_000
SAID = words("poll", "vote", of="en")
QUESTION = next(q for q in load_questions("steroids") if q.stage == "see")
BEST = QUESTION.answer
PICTURES = os.environ.get("HAIR_CYCLE_LAB_PICTURES")
SMALLEST = """panel => [...panel.querySelectorAll("*")]
  .filter((e) => e.checkVisibility() && !e.closest(".hcl-hidden, [popover], .open-origin")
    && (e.matches("input") || [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())))
  .map((e) => parseFloat(getComputedStyle(e).fontSize) * (e.currentCSSZoom ?? 1))
  .reduce((a, b) => Math.min(a, b), 99)"""


@dataclass
class Class:
    """A class that is open to the room."""

    address: str
    presenter: str


@contextmanager
def running_class() -> Iterator[Class]:
    """Open a class as `lessons --class` does, and read the addresses it prints."""
    port = free_port()
    where = ["--address", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "helpers.server.local", "--class", *where],
        env={**os.environ, "JUPYTER_TOKEN": CODE, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=lambda: [*map(lines.put, process.stdout)], daemon=True).start()
    said, end = "", time.monotonic() + 90
    while "Leave this window open" not in said:
        assert process.poll() is None and time.monotonic() < end, said
        try:
            said += lines.get(timeout=0.2)
        except queue.Empty:
            continue
    yield Class(f"http://127.0.0.1:{port}", re.search(r"http\S+/present\S+", said)[0])
    process.terminate()
    process.wait(timeout=30)


def step_to(page, wanted):
    """Press PageDown, as a clicker does, until something is on the screen."""
    page.wait_for_selector(wanted, state="attached", timeout=WAIT)
    there = page.locator(wanted).locator("visible=true")
    for _ in range(3):
        settle(page)  # a page that grows is cut into screens anew
        page.keyboard.press("Home")
        for _ in range(60):
            if there.count():
                settle(page)
                if there.count():
                    return there.first
            at = page.evaluate("document.body.dataset.at")
            page.keyboard.press("PageDown")
            if page.evaluate("document.body.dataset.at") == at:
                break
    pytest.fail(f"{wanted} never came on the screen")


def open_class(visit, address, width, height):
    lesson = visit(address, width, height)
    lesson.wait_until_open(90)
    lesson.page.wait_for_selector("body[data-class=on]", timeout=WAIT)
    return lesson


def in_lesson(room, visit, width, height, notebook=LESSON, more=""):
    """Come in by the presenter's address, and go straight to the lesson."""
    lesson = visit("about:blank", width, height)
    lesson.page.request.get(room.presenter, max_redirects=0)
    go_to_lesson(room, lesson, notebook, more)
    return lesson


def go_to_lesson(room, lesson, notebook, more=""):
    lesson.leaving = True
    address = f"{room.address}/voila/render/{notebook}?class=1&lang=en{more}"
    lesson.page.goto(address, wait_until="commit")
    lesson.wait_until_open(90)
    lesson.leaving = False
    lesson.page.wait_for_selector("body[data-class=on]", timeout=WAIT)
    without_farewell(lesson)


def without_farewell(lesson):
    """Pass over what a page that was left said to its kernel while it went."""
    lesson.failed = [address for address in lesson.failed if "/api/shutdown/" not in address]


def in_lesson_by_link(room, visit, width, height, notebook=LESSON):
    """Come in by the presenter's address and go to the lesson by its link, as people do."""
    lesson = open_class(visit, room.presenter, width, height)
    page = lesson.page
    assert "key=" not in page.url
    link = step_to(page, f"a[href*='{notebook}']")
    lesson.leaving = True
    link.click()
    page.wait_for_url(f"**/{notebook}?**class=1**", timeout=WAIT)
    lesson.wait_until_open(90)
    lesson.leaving = False
    without_farewell(lesson)
    return lesson


def join(room, visit, waiting=True):
    """A student comes in on a phone, by the address and the code on the screen."""
    student = visit(f"{room.address}/v", 390, 844)
    student.page.get_by_label("Class code").fill("KXMP 4823")
    student.page.get_by_role("button").first.click()
    if waiting:
        student.page.get_by_text(SAID["vote_wait"]).wait_for(timeout=WAIT)
    return student


def option(student, place):
    return student.page.locator("#ballot button").nth(place)


def choose(student, place):
    option(student, place).click()
    student.page.get_by_text(f"Your answer counts: {'ABCDE'[place]}.").wait_for()


def join_late(room, visit):
    """A student comes in while a vote is open."""
    student = visit(f"{room.address}/vote?token={CODE}&lang=en", 390, 844)
    student.page.locator("#ballot button").first.wait_for(timeout=WAIT)
    return student


def picture(page, name):
    """Keep what the screen shows, if the run is recorded."""
    if PICTURES:
        size = page.viewport_size
        at = f"{size['width']}x{size['height']}" if size["width"] > 500 else "phone"
        page.wait_for_timeout(700)
        page.screenshot(path=Path(PICTURES) / f"{name}-{at}.png")


def check_screen(page, vote):
    """Check that the whole panel stands above the band, and that the back row can read it.

    The counts end above the lowest fifth; nothing has to be scrolled to, words included.
    """
    size = page.viewport_size
    settle(page)  # words that are new make the page fit itself again
    counts, box = vote.locator(".tally"), vote.bounding_box()
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= 0.89 * size["height"] + 1, box
    if counts.is_visible():
        box = counts.bounding_box()
        assert box["y"] + box["height"] <= 0.8 * size["height"] + 1, box
    assert (
        page.evaluate(
            """() => { const page = document.getElementById("rendered_cells");
        return page.scrollHeight - page.clientHeight; }"""
        )
        <= 1
    )
    assert vote.evaluate(SMALLEST) >= size["height"] / 50 - 0.01


def check_axe(page):
    """A screen of a class has no first heading; all else holds."""
    assert axe_finds(page) == []
