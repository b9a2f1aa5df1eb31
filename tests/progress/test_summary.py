"""The summary for a portfolio, and the files that go in and out."""

import re
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from helpers.course import all_lessons
from helpers.course import new_page as lesson
from helpers.evidence import say_day
from helpers.page.in_notebook.progress_bar import Keeper
from helpers.page.in_notebook.records import CourseList, Records
from helpers.page.summary import finished, summary
from helpers.progress import Entry


def worked(path):
    page = lesson("steroids")
    page.predict()
    page.look()
    page.prediction.chosen, page.prediction.sure = 1, 3
    page.prediction.locked = True
    return page


def test_the_summary_says_what_was_answered_and_needs_no_network(path):
    page = worked(path)
    text = Keeper(page.store, all_lessons, ("summary",)).file("summary")["text"]
    assert "It stays in June, and its top becomes higher." in text
    assert "fairly sure" in text and "Begun." in text
    assert "not for decisions about any patient" in text
    assert not re.search(r"https?:|src=|<script|@import|url\(", text)
    assert "@media print" in text


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of this system cannot be set")
@pytest.mark.parametrize("hours", [-11, -5, 0, 2, 14])
def test_the_day_of_an_answer_is_that_of_the_student(hours, monkeypatch):
    monkeypatch.setenv("TZ", f"XXX{-hours:+d}")  # hours to the west, as POSIX counts
    time.tzset()
    try:
        for hour in range(0, 24, 3):  # over the end of a month
            at = datetime(2025, 3, 31, hour, 30, tzinfo=UTC)
            entry = Entry(at=at, lesson="steroids", kind="answer", key="q", value={"text": "x"})
            there = say_day(at.astimezone(timezone(timedelta(hours=hours))))
            days = re.findall(r"<td>(\d+ \w+ 2025)</td>", summary([entry], all_lessons()))
            assert days == [there]
    finally:
        monkeypatch.undo()
        time.tzset()


def of_stage(spec, name):
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return [Entry(at=at, lesson=spec.key, kind="stage", key=name)]


@pytest.mark.parametrize("spec", all_lessons(), ids=lambda spec: spec.key)
def test_a_lesson_is_finished_by_its_last_part_and_by_no_other(spec):
    last = "check" if getattr(spec, "challenge", None) else "seen"
    stages = ("predict", "look", "seen", "challenge", "check")
    assert [name for name in stages if finished(spec, of_stage(spec, name))] == [last]
    for name in stages:
        said = "Finished." if name == last else "Begun."
        assert said in summary(of_stage(spec, name), [spec], only=spec.key)


def test_the_summary_of_one_lesson_holds_no_other(path):
    page = worked(path)
    keeper = Keeper(page.store, all_lessons, ("summary",), only="stress")
    assert "Nothing has been answered yet." in keeper.file("summary")["text"]


def test_a_file_goes_out_and_in_again(path, tmp_path, monkeypatch):
    page = worked(path)
    sent = []
    keeper = Keeper(page.store, all_lessons, ("progress",))
    keeper.send = sent.append
    keeper._message(None, {"file": "progress"}, None)
    (saved,) = [message["save"] for message in sent]
    assert saved["name"].endswith(".json")
    monkeypatch.setenv("HAIR_CYCLE_LAB_PROGRESS", str(tmp_path / "elsewhere" / "p.sqlite3"))
    there = lesson("start_here")
    records = Records(there.store, all_lessons)
    course = CourseList(there.store, all_lessons)
    assert "Begin with lesson 1: Dermatomyositis" in course.value and ">begun<" not in course.value
    records.keeper._message(None, {"upload": saved["text"]}, None)
    assert records.keeper.said.startswith("2 entries were read, 2 of them new.")
    assert 'href="05_steroids.ipynb#go-on">Go on where you were: Steroids' in course.value
    assert course.value.count(">begun<") == 1
    again = lesson("steroids")
    again.predict()
    assert again.prediction.locked


def test_nobody_is_asked_for_a_file_the_page_does_not_offer(path):
    page = worked(path)
    sent = []
    keeper = Keeper(page.store, all_lessons, ())
    keeper.send = sent.append
    keeper._message(None, {"file": "summary"}, None)
    assert sent == []
