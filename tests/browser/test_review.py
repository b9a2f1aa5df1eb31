"""The review with questions that are due, by keyboard alone, with axe at each step."""

from datetime import UTC, datetime, timedelta

import pytest
from accessible import check_accessible, check_fits
from keys import choose
from live import check_told, listen
from walk import WAIT, shows

from helpers.course import all_lessons
from helpers.evidence import load_questions, shuffled
from helpers.page.way import exit_items
from helpers.progress import Entry, Store, draw, due_items, to_text


@pytest.fixture
def due(progress_file):
    """Keep two exit questions of two lessons, answered a week and a month ago; what is due."""
    items = [item for item in exit_items(all_lessons()) if item.lesson in ("steroids", "iron")]
    items = [items[0], items[-1]]
    entries = [
        Entry(
            at=datetime.now(UTC) - timedelta(days=days),
            lesson=item.lesson,
            kind="answer",
            key=version,
            value={"right": True, "sure": 3},
        )
        for item, tries in zip(items, ([8], [38, 31]), strict=True)
        for days, version in zip(tries, item.versions, strict=False)
    ]
    Store(progress_file).take_in(to_text(entries))
    questions = {q.id: q for item in items for q in load_questions(item.lesson)}
    return [questions[one.version] for one in draw(due_items(items, entries), datetime.now(UTC))]


def test_a_sitting_by_keyboard_alone(keeping_server, visit, due, progress_file):
    review = visit(keeping_server.app("13_review.ipynb"))
    page = review.page
    review.wait_until_open()
    shows(page, "1 of 2", whole=True)
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=WAIT)
    listen(page)
    check_accessible(page)
    seed = Store(progress_file).seed  # the student's own order of the options
    right, wrong = (shuffled(question, seed) for question in due)
    choose(page, "Check my answer", right.answer, sure=True)
    shows(page, "2 of 2", whole=True)
    check_accessible(page, ".hcl-question")
    missed = (wrong.answer + 1) % len(wrong.option)
    choose(page, "Check my answer", missed, sure=True)
    # It comes back at once, in other words.
    page.locator(".hcl-question").nth(2).wait_for(timeout=WAIT)
    check_accessible(page, ".hcl-question")
    choose(page, "Check my answer", sure=True)
    shows(page, "1 of 2 right at the first try")
    check_told(page, "best answer", "1 of 2 right at the first try")
    check_accessible(page)
    check_fits(page)
    review.check()
