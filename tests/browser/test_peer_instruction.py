"""A full round of peer instruction, with a show of hands and with devices.

With `HAIR_CYCLE_LAB_PICTURES` set to a folder, the run is recorded there (`.ci/record_round.py`).
"""

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from accessible import AXE, EXCEPTIONS, RUN, check_accessible
from hall import (
    CODE,
    LESSON,
    SAID,
    WAIT,
    choose,
    in_lesson,
    join,
    join_late,
    open_class,
    option,
    running_class,
    step_to,
)
from walk import settle

from helpers.evidence import load_questions

SIZES = [(1920, 1080), (1024, 768)]
QUESTION = next(q for q in load_questions("steroids") if q.stage == "see")
BEST = QUESTION.answer
PICTURES = os.environ.get("HAIR_CYCLE_LAB_PICTURES")
SMALLEST = """panel => [...panel.querySelectorAll("*")]
  .filter((e) => e.checkVisibility() && !e.closest(".hcl-hidden, [popover], .open-origin")
    && (e.matches("input") || [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())))
  .map((e) => parseFloat(getComputedStyle(e).fontSize) * (e.currentCSSZoom ?? 1))
  .reduce((a, b) => Math.min(a, b), 99)"""


def picture(page, name):
    """Keep what the screen shows, if the run is recorded."""
    if PICTURES:
        size = page.viewport_size
        at = f"{size['width']}x{size['height']}" if size["width"] > 500 else "phone"
        page.wait_for_timeout(700)
        page.screenshot(path=Path(PICTURES) / f"{name}-{at}.png")


@pytest.fixture(scope="module")
def room():
    """Open a class."""
    with running_class() as opened:
        yield opened


def count(vote, numbers):
    for place, number in enumerate(numbers):
        vote.locator(".step input").nth(place).fill(str(number))
    vote.locator(".step input").last.press("Tab")
    total = sum(numbers)
    share = round(100 * numbers[0] / total)
    vote.get_by_text(f"{numbers[0]} ({share}%)").first.wait_for()


def spread(right, total=30):
    """Return counts in which `right` chose the best answer, and most of the others the next."""
    wrong = total - right
    others = [wrong - 2 * (wrong // 4), wrong // 4, wrong // 4][: len(QUESTION.option) - 1]
    others[0] += wrong - sum(others)
    return [*others[:BEST], right, *others[BEST:]]


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
    page.evaluate(AXE)
    assert page.evaluate(RUN, {"exceptions": EXCEPTIONS}) == []


def up_to_the_question(page):
    """Lock the class's prediction in, run the comparison, and stop at what was seen."""
    step_to(page, ".hcl-vote .panel")
    vote = page.locator(".hcl-vote .panel").first
    # One button locks, and nobody is asked alone how sure the room is.
    for one in (".lock", ".sure", ".hint"):
        assert page.locator(f".hcl-question {one}").first.is_hidden(), one
    vote.get_by_role("button", name=SAID["vote_reveal_predict"]).click()
    vote.get_by_text("Nothing is counted and no answer is chosen").wait_for()
    count(vote, [2, 9, 4, 5])
    vote.get_by_role("button", name=SAID["vote_what_now"]).click()
    vote.locator(".hint p").wait_for()
    vote.get_by_role("button", name=SAID["vote_reveal_predict"]).click()
    page.locator(".hcl-question").first.get_by_text(SAID["vote_class_answer"]).wait_for(
        timeout=WAIT
    )
    assert vote.locator(".best").count() == 0, "the model answers a prediction"
    page.wait_for_selector(
        ".hcl-explorer .js-plotly-plot .main-svg", timeout=WAIT, state="attached"
    )
    compare = step_to(page, "button:has-text('Compare')")
    compare.click()
    page.wait_for_function("document.querySelectorAll('.hcl-vote .panel').length > 1", timeout=WAIT)
    step_to(page, ".hcl-vote .panel:not(:has(.what-now[hidden]))")
    return page.locator(".hcl-vote .panel").nth(1)


@pytest.mark.parametrize(("width", "height"), SIZES if PICTURES else SIZES[1:])
def test_a_round_with_a_show_of_hands(server, visit, width, height):
    lesson = open_class(visit, server.app(LESSON) + "&class=1", width, height)
    page = lesson.page
    vote = up_to_the_question(page)
    question = page.locator(".hcl-question").locator("visible=true").first
    assert vote.locator(".device").is_hidden(), "devices are for the server of a class"
    assert question.locator(".feedback p").count() == 0

    # The question without its key, and the time.
    box = vote.get_by_role("spinbutton", name=SAID["vote_seconds"])
    box.fill("5")
    box.press("Tab")
    vote.get_by_role("button", name=SAID["vote_start"]).click()
    check_screen(page, vote)
    picture(page, "hands-1-question-and-timer")
    vote.get_by_text(SAID["vote_time_up"]).wait_for(timeout=WAIT)

    # What is no number, and no vote at all, are told.
    vote.get_by_role("button", name=SAID["vote_what_now"]).click()
    vote.get_by_text(SAID["vote_none"]).wait_for()
    vote.locator(".step input").first.fill("9999")
    vote.locator(".step input").first.press("Tab")
    vote.get_by_text("whole number from 0 to 2000").wait_for()

    # Half of the class: discuss. No browser knows the key yet.
    count(vote, spread(14))
    vote.get_by_role("button", name=SAID["vote_what_now"]).click()
    vote.get_by_text(SAID["vote_advice_discuss"]).wait_for()
    check_screen(page, vote)
    picture(page, "hands-2-first-vote-with-advice")
    assert vote.locator(".best").count() == 0
    vote.get_by_role("button", name=SAID["vote_hide_counts"]).click()
    assert vote.locator(".bar").count() == 0
    vote.get_by_role("button", name=SAID["vote_show_counts"]).click()

    # The second vote, by keyboard: one more of the best answer.
    vote.get_by_label(SAID["vote_second"]).check()
    vote.get_by_text(SAID["vote_advice_discuss"]).wait_for(state="detached")
    count(vote, spread(25))
    more = vote.get_by_role("button", name=f"One more for {'ABCDE'[BEST]}")
    more.focus()
    page.keyboard.press("Enter")
    vote.get_by_text("26 (84%)").wait_for()
    vote.get_by_role("button", name=SAID["vote_what_now"]).click()
    vote.get_by_text(SAID["vote_advice_explain"]).wait_for()
    check_screen(page, vote)
    picture(page, "hands-3-second-vote-with-advice")

    # The answer, with both votes side by side.
    vote.get_by_role("button", name=SAID["vote_reveal"]).click()
    vote.locator(".best").wait_for(timeout=WAIT)
    assert "Right: 47% in the first vote, 84% in the second." in vote.locator(".hint").inner_text()
    assert vote.locator(".bar").count() == 2 * len(QUESTION.option)
    label = vote.locator(".tally").nth(BEST).locator(".bar").nth(1).get_attribute("aria-label")
    assert label == f"2nd vote, {'ABCDE'[BEST]}: 26 of 31, 84%"
    rows = [bars.bounding_box() for bars in vote.locator(".bars").all()]
    for side in ("x", "width", "height"):  # the mark of the best answer takes no bar its place
        assert max(row[side] for row in rows) - min(row[side] for row in rows) < 1
    assert vote.locator(".best").text_content() == f"{'ABCDE'[BEST]} {SAID['vote_best']}"
    widths = [bar.bounding_box()["width"] for bar in vote.locator(".bar .track").all()]
    assert min(widths) > 10
    check_screen(page, vote)
    picture(page, "hands-4-answer-and-both-votes")
    assert question.locator(".tag", has_text="best answer").count() == 1
    step_to(page, ".hcl-question .feedback p")
    picture(page, "hands-5-feedback")
    if width == 1024:
        check_axe(page)
    lesson.check()


@pytest.mark.parametrize(("width", "height"), SIZES if PICTURES else SIZES[:1])
def test_a_round_with_devices(room, visit, width, height):
    lesson = in_lesson(room, visit, width, height)
    page = lesson.page
    vote = up_to_the_question(page)
    one, two = join(room, visit), join(room, visit)
    picture(one.page, "devices-1-student-waits")
    wrong = (BEST + 1) % len(QUESTION.option)

    # The first vote: address and code are large, only the number of voters is shown.
    vote.get_by_role("button", name=SAID["vote_devices"]).click()
    address = vote.locator(".address")
    address.wait_for()
    typed = f"{room.address}/v".removeprefix("http://")
    assert typed in address.inner_text() and CODE in address.inner_text()
    check_screen(page, vote)
    option(one, 0).wait_for(timeout=WAIT)
    assert one.page.locator("#ballot legend").inner_text() == QUESTION.stem.replace("*", "")
    assert option(one, 0).bounding_box()["height"] >= 44
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
    choose(one, wrong)
    option(one, wrong).dblclick()  # a double tap
    option(two, 0).wait_for(timeout=WAIT)
    option(two, wrong).focus()
    two.page.keyboard.press("Enter")
    two.page.get_by_text("Your answer counts").wait_for()
    vote.get_by_text("1st vote: 2 of 2 here have voted.").wait_for(timeout=WAIT)
    late = join_late(room, visit)
    choose(late, BEST)
    vote.get_by_text("1st vote: 3 of 3 here have voted.").wait_for(timeout=WAIT)
    assert vote.locator(".bar").count() == 0, "what was chosen is not on the screen yet"
    picture(page, "devices-2-first-vote-open")
    one.reload()
    one.page.get_by_text(f"Your answer counts: {'ABCDE'[wrong]}.").wait_for(timeout=WAIT)
    assert option(one, wrong).get_attribute("aria-pressed") == "true"
    picture(one.page, "devices-3-student-has-voted")
    if width == 1024:
        check_accessible(one.page)
        check_axe(page)
    vote.get_by_role("button", name=SAID["vote_close"]).click()
    vote.get_by_text(SAID["vote_closed_counted"]).wait_for()
    one.page.get_by_text("The vote is closed. Your answer was").wait_for(timeout=WAIT)
    assert option(one, 0).is_disabled()
    picture(one.page, "devices-4-student-vote-closed")
    vote.get_by_role("button", name=SAID["vote_what_now"]).click()
    vote.get_by_text(SAID["vote_advice_discuss"]).wait_for()
    check_screen(page, vote)
    picture(page, "devices-5-first-vote-closed")

    # The second vote; the presenter's page is asked about it after a detour.
    assert vote.get_by_label(SAID["vote_second"]).is_checked(), "chosen by itself"
    vote.get_by_role("button", name=SAID["vote_devices"]).click()
    for student in (one, two, late):
        student.page.get_by_text(SAID["vote_choose"]).wait_for(timeout=WAIT)
        choose(student, BEST)
    vote.get_by_text("2nd vote: 3 of 3 here have voted.").wait_for(timeout=WAIT)
    vote.get_by_role("button", name=SAID["vote_close"]).click()
    vote.get_by_text(SAID["vote_closed_counted"]).wait_for()
    vote.get_by_role("button", name=SAID["vote_reveal"]).click()
    vote.locator(".best").wait_for(timeout=WAIT)
    assert "Right: 33% in the first vote, 100% in the second." in vote.locator(".hint").inner_text()
    assert vote.get_by_text("3 (100%)").count() == 1
    check_screen(page, vote)
    picture(page, "devices-6-answer-and-both-votes")
    for visitor in (lesson, one, two, late):
        visitor.check()


def test_a_reload_while_the_page_asks_is_no_failure(room, visit):
    """A phone asks every two seconds; now and then a reload falls into such a moment."""
    student = join(room, visit)
    ask = "() => { for (let i = 0; i < 60; i += 1) fetch('/api/vote?lang=en').catch(() => 0); }"
    student.page.evaluate(ask)
    student.reload()
    student.page.get_by_text(SAID["vote_wait"]).wait_for(timeout=WAIT)
    student.check()


def test_a_student_in_class_mode_gets_no_key_to_the_vote(room, visit):
    wanted = quote(f"/voila/render/{LESSON}?class=1", safe="")
    lesson = open_class(visit, f"{room.address}/?token={CODE}&next={wanted}", 1366, 768)
    page = lesson.page
    vote = step_to(page, ".hcl-vote .panel")
    page.evaluate("hclSheet.ready")  # the server has said whose page this is
    settle(page)
    assert vote.locator(".device").is_hidden()
    state = page.evaluate("fetch('/api/vote').then((answer) => answer.json())")
    assert "counts" not in state and "code" not in state
    lesson.check()
