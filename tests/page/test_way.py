"""The way through: how far one is in each lesson, where to go on, and the short route."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from helpers.course import all_lessons, new_page
from helpers.evidence import data_folder, load_questions, load_text
from helpers.page.in_notebook.sure import AskFirst
from helpers.page.way import course, course_html, place, state
from helpers.progress import Entry

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LESSONS = course(all_lessons())
CORE = [lesson for lesson in LESSONS if lesson.core]
NAMED = {lesson.key: lesson for lesson in LESSONS}
NOTEBOOK = re.compile(r"\]\((\d\d_\w+\.ipynb)\)")


def entry(lesson, kind, key="", minutes_ago=0, **value):
    at = NOW - timedelta(minutes=minutes_ago)
    return Entry(at=at, lesson=lesson, kind=kind, key=key, value=value)


def answered(lesson, ago):
    first = next(q for q in load_questions(lesson) if q.stage == "exit")
    return entry(lesson, "answer", first.id, ago, right=True, chosen=0)


def finished(lesson, ago):
    last = "seen" if lesson == "clinic" else "check"
    return [answered(lesson, ago) if lesson != "clinic" else entry(lesson, "stage", "see", ago),
            entry(lesson, "stage", last, ago)]  # fmt: skip


def test_the_states_of_a_lesson():
    steroids = NAMED["steroids"]
    assert state(steroids, [], NOW) == "new"
    assert state(steroids, [entry("steroids", "stage", "predict")], NOW) == "begun"
    assert state(steroids, finished("steroids", 5), NOW) == "done"
    assert state(steroids, finished("steroids", 8 * 24 * 60), NOW) == "due"
    assert state(NAMED["stress"], finished("steroids", 5), NOW) == "new"


def test_a_patient_of_the_clinic_is_due_after_a_week():
    clinic = NAMED["clinic"]

    def seen(day):
        value = {"case": "three_clocks", "on": day, "right": True, "sure": 2, "dangers": []}
        return [entry("clinic", "answer", "clinic_three_clocks", **value), *finished("clinic", 1)]

    assert state(clinic, seen("2026-02-28"), NOW) == "done"
    assert state(clinic, seen("2026-02-20"), NOW) == "due"


def test_one_goes_on_where_one_was_and_then_with_the_next():
    assert place(LESSONS, []).why == "begin"
    assert place(LESSONS, []).lesson.number == 1
    begun = [entry("iron", "stage", "predict", 9), entry("stress", "stage", "look", 30)]
    assert place(LESSONS, begun).address == "06_iron.ipynb#go-on"
    # The start page is at hand already; a fresh start is no work.
    more = [entry("start_here", "stage", "predict", 1), entry("stress", "fresh", "", 1)]
    assert place(LESSONS, begun + more).lesson.key == "iron"
    done = begun + finished("iron", 2)
    assert (place(LESSONS, done).why, place(LESSONS, done).lesson.number) == ("next", 7)
    last = done + finished("clinic", 1)
    assert place(LESSONS, last).lesson.number == 1  # what was passed over
    again = [*done, entry("iron", "fresh", "", 1), entry("iron", "stage", "predict", 0)]
    assert place(LESSONS, again).why == "go_on"
    every = [one for lesson in LESSONS for one in finished(lesson.key, 3)]
    assert place(LESSONS, every).address == "13_review.ipynb"


def test_the_core_route_takes_ninety_minutes():
    assert [lesson.key for lesson in CORE] == [
        "dermatomyositis", "hair_growth_cycle", "telogen_effluvium", "steroids",
        "inflammation_and_scarring", "clinic",
    ]  # fmt: skip
    assert 85 <= sum(lesson.core_minutes for lesson in CORE) <= 92
    assert "core route, about 90 minutes" in course_html(all_lessons(), NOW)


def test_the_list_names_every_lesson_once_with_number_minutes_and_state():
    entries = [entry("iron", "stage", "predict"), *finished("steroids", 8 * 24 * 60)]
    html = course_html(all_lessons(), NOW, entries)
    rows = re.findall(r"<li.*?</li>", html)
    assert len(rows) == len(LESSONS)
    for lesson, one in zip(LESSONS, rows, strict=True):
        assert f'<span class="number">{lesson.number}<' in one
        assert f"{sum(lesson.minutes.values())} minutes" in one
    states = {re.search(r'<li class="(\w*)"', one)[1] for one in rows}
    assert states == {"new", "begun", "due"}
    assert "↻ 1 to review" in html


def test_paper_says_nothing_of_what_was_done():
    html = course_html(all_lessons(), NOW)
    assert "Begin with" not in html and '<span class="state"></span>' in html


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)
def test_the_end_links_to_the_next_lesson(lesson):
    said = load_text(lesson.key)["next"]
    links = NOTEBOOK.findall(said)
    after = LESSONS[LESSONS.index(lesson) + 1 :]
    following = after[0].notebook if after else "13_review.ipynb"
    assert links[0] == following
    if lesson.core and after and not after[0].core:
        core = next(one for one in after if one.core)
        assert f"({core.notebook})" in said.partition("**On the core route:**")[2]


def test_only_a_lesson_with_key_points_has_the_strip_of_its_parts():
    """The page's template knows a lesson by the cell of its key points."""
    for lesson in all_lessons():
        path = data_folder().parent / "notebooks" / lesson.notebook
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        marks = [cell["metadata"].get("lesson", {}).get("section") for cell in cells]
        assert marks.count("key_points") == (lesson.challenge is not None), lesson.key


def test_afresh_asks_before_it_acts():
    done = []
    asks = AskFirst("page_afresh", lambda: done.append(True))
    asks.button.click()
    assert asks.button.disabled and done == []
    asks.no.click()
    assert done == [] and len(asks.children) == 1 and not asks.button.disabled
    asks.button.click()
    asks.yes.click()
    assert done == [True] and len(asks.children) == 1


def test_a_restored_lesson_asks_too(tmp_path, monkeypatch):
    monkeypatch.setenv("HAIR_CYCLE_LAB_PROGRESS", str(tmp_path / "p.sqlite3"))
    first = new_page("stress")
    first.predict()
    first.prediction.chosen, first.prediction.sure = 0, 2
    first.prediction.locked = True
    again = new_page("stress")
    stage = again.predict()
    asks = next(one for one in stage.children if isinstance(one, AskFirst))
    asks.button.click()
    asks.no.click()
    assert again.progress
    asks.button.click()
    asks.yes.click()
    assert not again.progress
    assert not any(isinstance(one, AskFirst) for one in stage.children)
