"""Lessons as a student meets them, without a browser."""

from dataclasses import dataclass

import pytest

from helpers.course import lesson_keys
from helpers.course import new_page as lesson
from helpers.page.in_notebook.page import Page, Stage

STAGES = ("predict", "look", "seen", "explain", "worked", "challenge", "check", "sources")


@dataclass
class Walk:
    """A page with its stages, and the moves a student makes on it."""

    page: Page
    stages: dict[str, Stage]

    def predict(self, option=0, sure=2):
        asked = self.page.prediction
        asked.chosen, asked.sure = option, sure
        asked.locked = True

    def look(self):
        self.page.show_contrast.click()

    def see(self, option=0):
        for asked in self.stages["seen"].children:
            asked.chosen = option
            asked.locked = True

    def solve(self):
        self.page.challenger.set(self.page.spec.challenge.solution)

    def answer(self, right):
        asked = self.page.exit_check.now
        key = asked.question.answer
        asked.chosen = key if right else (key + 1) % len(asked.question.option)
        asked.sure = 3
        asked.locked = True
        return asked


def open_page(key: str) -> Walk:
    page = lesson(key)
    names = [n for n in STAGES if n not in ("challenge", "check", "worked") or page.spec.challenge]
    return Walk(page, {name: getattr(page, name)() for name in names})


FULL = [key for key in lesson_keys() if key != "start_here"]


@pytest.fixture(scope="session")
def opens():
    """Return the function that opens a lesson, for fixtures of a whole file."""
    return open_page


@pytest.fixture(params=lesson_keys())
def walk(request):
    return open_page(request.param)


@pytest.fixture(params=FULL)
def full_walk(request):
    return open_page(request.param)
