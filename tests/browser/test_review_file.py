"""The review in one file, from a disk with the network off: it chooses as Python does."""

import json
import re
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from accessible import check_accessible
from by_keyboard import press
from from_disk import opened_file

from helpers.course import all_lessons
from helpers.evidence import say
from helpers.page.calibration_sentence import calibration_sentence
from helpers.page.way import exit_items
from helpers.printed.alive.review import review_file
from helpers.progress import Entry, draw, due_items, from_text, sure_rows, to_text

NOW = datetime.now(UTC)


def history(seed, number=150):
    """Answers of a student over the last ten weeks, some right and some not."""
    rng = np.random.default_rng(seed)
    items = exit_items(all_lessons())
    entries = []
    for _ in range(number):
        item = items[int(rng.integers(len(items) // 2))]
        value = {"right": bool(rng.random() < 0.7), "sure": int(rng.integers(1, 5))}
        at = NOW - timedelta(minutes=int(rng.integers(60, 70 * 24 * 60)))
        version = item.versions[int(rng.integers(len(item.versions)))]
        entries.append(Entry(at=at, lesson=item.lesson, kind="answer", key=version, value=value))
    return sorted(entries, key=lambda entry: entry.at)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    file = tmp_path_factory.mktemp("review") / "13_review.html"
    file.write_text(review_file(all_lessons()), encoding="utf-8", newline="\n")
    assert file.stat().st_size < 1_000_000
    return file


@pytest.fixture(scope="module")
def page(browser, made):
    with opened_file(browser, made) as page:
        yield page


def test_nothing_is_due_before_a_lesson(page):
    assert page.get_by_text(say("review_none_yet")).first.is_visible()
    assert page.get_by_text(say("said_sure_none")).is_visible()
    assert page.locator(".hcl-chart").is_hidden(), "a chart without a point looks broken"


def test_it_chooses_the_same_questions_as_python(page):
    items = exit_items(all_lessons())
    for seed in range(20):
        entries = history(seed)
        text = to_text(entries)
        due = due_items(items, entries)
        expected = [[one.version, round(one.at.timestamp() * 1000)] for one in due]
        chosen = [one.version for one in draw(due, NOW)]
        found = page.evaluate(
            """async ([text, now]) => {
              const page = await unzipped("data-page"), entries = JSON.parse(text).entries;
              const due = Due.items(page.items, entries, page.rule), rows = Sure.rows(entries);
              return [due.map(({ version, at }) => [version, at]),
                Due.draw(due, now, page.rule).map(({ version }) => version),
                Sure.sentence(rows), rows.map(Sure.limits)];
            }""",
            [text, NOW.timestamp() * 1000],
        )
        assert sorted(one for one, _ in found[0]) == sorted(one for one, _ in expected)
        assert all(abs(dict(found[0])[name] - at) <= 1 for name, at in expected)
        assert found[1] == chosen
        rows = sure_rows(entries)
        assert found[2] == calibration_sentence(rows)
        assert np.allclose(found[3], [row.limits for row in rows], atol=1e-6)


def answer(page, right):
    box = page.locator(".hcl-question").last
    name = box.evaluate("(el) => el.closest('[data-question]').dataset.question")
    place = page.evaluate(
        """async (name) => {
          const page = await unzipped("data-page");
          return shuffledBy(Progress.seed(), page.questions.find(({ id }) => id === name)).answer;
        }""",
        name,
    )
    options = box.locator(".option input")
    choose(page, options, place if right else (place + 1) % options.count())
    choose(page, box.locator(".sure input"), 2)
    press(page, box.locator(".lock"), "Enter")
    return name


def choose(page, options, place):
    press(page, options.first, "Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    assert options.nth(place).is_checked()


def test_a_sitting_by_keyboard_is_kept_and_its_dates_leave_as_a_calendar(page):
    items = [item for item in exit_items(all_lessons()) if item.lesson in ("steroids", "iron")]
    items = [items[0], items[-1]]
    entries = [
        Entry(
            at=NOW - timedelta(days=8), lesson=item.lesson, kind="answer", key=item.versions[0],
            value={"right": True, "sure": 3},
        )
        for item in items
    ]  # fmt: skip
    with page.expect_file_chooser() as chooser:
        press(page, page.locator("input[type=file]"), "Enter")
    chooser.value.set_files(
        {"name": "p.json", "mimeType": "application/json", "buffer": to_text(entries).encode()}
    )
    # What was read is kept, and the page opens anew with it.
    page.wait_for_function("localStorage.getItem('hair-cycle-lab-progress')")
    page.get_by_text(say("review_place", number=1, total=2)).wait_for()
    check_accessible(page)
    first = answer(page, True)
    second = answer(page, False)
    page.get_by_text(say("exit_once_more")).wait_for()  # the missed one, in other words
    third = answer(page, True)
    assert len({first, second, third}) == 3
    page.locator(".hcl-done").wait_for()
    assert say("review_right", right=1, total=2) in page.locator(".hcl-done").inner_text()
    assert page.locator(".hcl-chart svg").first.is_visible()
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with page.expect_download() as waiting:
        press(page, page.get_by_role("button", name=say("keeper_take")), "Enter")
    kept = from_text(waiting.value.path().read_text(encoding="utf-8"))
    assert [entry.key for entry in kept[2:]] == [first, second, third]
    with page.expect_download() as waiting:
        press(page, page.get_by_role("button", name=say("file_review_calendar")), "Enter")
    calendar = waiting.value.path().read_bytes().decode()
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    unfolded = calendar.replace("\r\n ", "")
    due = due_items(exit_items(all_lessons()), kept)
    days = {one.at.astimezone().strftime("%Y%m%d") for one in due}
    assert set(re.findall(r"DTSTART;VALUE=DATE:(\d+)", unfolded)) == days
    assert unfolded.count("BEGIN:VEVENT") == len(days) == unfolded.count("END:VEVENT")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    press(page, page.get_by_role("button", name=say("review_early")), "Enter")
    assert answer(page, True) in {first, second, third}  # earlier than its day, if one wants
    outside = [url for url in page.asked if not url.startswith(("file:", "data:", "blob:"))]
    assert (page.complaints, outside) == ([], [])
    assert json.loads(page.evaluate("localStorage.getItem('hair-cycle-lab-progress')"))["entries"]
