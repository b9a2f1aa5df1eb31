"""A full round of peer instruction with a show of hands; test_in_the_hall.py has one with devices.

With `HAIR_CYCLE_LAB_PICTURES` set to a folder, the run is recorded there (`.ci/record_round.py`).
"""

import pytest
from hall import (
    BEST,
    LESSON,
    PICTURES,
    QUESTION,
    SAID,
    WAIT,
    check_axe,
    check_screen,
    open_class,
    picture,
    step_to,
)
from playwright.sync_api import expect

SIZES = [(1920, 1080), (1024, 768)]


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


def up_to_the_question(page):
    """Lock the class's prediction in, run the comparison, and stop at what was seen."""
    step_to(page, ".hcl-vote .panel")
    vote = page.locator(".hcl-vote .panel").first
    # One button locks, and nobody is asked alone how sure the room is.
    for one in (".lock", ".sure", ".hint"):
        expect(page.locator(f".hcl-question {one}").first).to_be_hidden()
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


# test_in_the_hall.py has a round with devices, and hands that are counted, at every change.
AT_NIGHT = [pytest.param(*SIZES[1], marks=pytest.mark.nightly)]


@pytest.mark.parametrize(("width", "height"), SIZES if PICTURES else AT_NIGHT)
def test_a_round_with_a_show_of_hands(server, visit, width, height):
    lesson = open_class(visit, server.app(LESSON) + "&class=1", width, height)
    page = lesson.page
    vote = up_to_the_question(page)
    question = page.locator(".hcl-question").locator("visible=true").first
    expect(vote.locator(".device")).to_be_hidden()  # devices are for the server of a class
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
    expect(vote.locator(".bar")).to_have_count(0)
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
    said = "Right: 47% in the first vote, 84% in the second."
    expect(vote.locator(".hint")).to_contain_text(said)
    expect(vote.locator(".bar")).to_have_count(2 * len(QUESTION.option))
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
    expect(question.locator(".tag", has_text="best answer")).to_have_count(1)
    step_to(page, ".hcl-question .feedback p")
    picture(page, "hands-5-feedback")
    if width == 1024:
        check_axe(page)
    lesson.check()
