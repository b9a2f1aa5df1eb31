"""Lesson 08 promises no regrowth of scars, no safe number of weeks, and looks at every skin."""

import re

from helpers.course import find_lesson
from helpers.evidence import evidence, load_questions, load_text
from helpers.lessons.inflammation_and_scarring.picture import (
    _ALONE,
    attack_chart,
    update_attack_chart,
)
from helpers.page.in_notebook.goal import missed

KEY = "inflammation_and_scarring"
SAFE = re.compile(
    r"\b(safe|harmless|enough time|can wait|no hurry)\b[^.]*\b(weeks?|months?)\b", re.IGNORECASE
)
PROMISE = re.compile(r"\b(will (grow|come) back|will regrow|cures?)\b", re.IGNORECASE)
DOUBT = re.compile(r"\b(no|not|nobody|nothing|never|none|whether|anything|which)\b", re.IGNORECASE)


def sentences():
    for text in load_text(KEY).values():
        yield from re.split(r"(?<=[.;?:]) ", text)
    for question in load_questions(KEY):
        for option in question.option:
            yield from re.split(r"(?<=[.;?:]) ", f"{option.feedback} {option.why}")


def test_no_delay_is_called_safe_and_no_scar_is_promised_hair():
    assert [s for s in sentences() if SAFE.search(s)] == []
    assert [s for s in sentences() if PROMISE.search(s) and not DOUBT.search(s)] == []


def test_the_page_says_what_is_measured_tuned_borrowed_and_drawn():
    look = load_text(KEY)["deeper"]
    for word in ("Measured", "Calculated", "Tuned", "Borrowed", "our choice", "Drawn for teaching"):
        assert word in look


def test_what_is_borrowed_or_assumed_says_so_in_its_row_and_may_be_nothing():
    row = evidence().parameters["bulge_destruction"]
    assert row.chosen.startswith("Borrowed.")
    assert (row.kind, row.level, row.low) == ("assumed", 5, 0)


def test_every_sign_of_redness_has_its_words_for_darker_skin():
    explain = load_text(KEY)["explain"]
    assert "darkening" in explain
    assert "on dark scalps" in explain
    stems = " ".join(q.stem for q in load_questions(KEY))
    assert "deep brown skin" in stems


def test_the_comparison_earns_its_surprise():
    spec = find_lesson(KEY)
    explore = spec.explore
    base = {c.key: c.default for c in (*explore.controls(), *explore.more())}
    bulb = explore.run(**(base | dict(spec.contrast.before)))
    bulge = explore.run(**(base | dict(spec.contrast.after)))
    assert (bulb.activity == bulge.activity).all()
    assert bulb.values["final_percent"] > 99
    assert bulge.values["final_percent"] < 80
    assert "differ by less than" in explore.say(bulge, bulb)
    harder = explore.run(**(base | {"peak": 60}))
    assert "differ by less than" not in explore.say(harder, bulb)


def test_an_earlier_start_buys_more_than_a_faster_treatment():
    run = find_lesson(KEY).challenge.explore.run
    late = run(peak=40, delay_months=3)
    faster = run(peak=40, delay_months=3, half_life_weeks=5)
    earlier = run(peak=40, delay_months=1)
    kept = [story.values["follicles_left_percent"] for story in (late, faster, earlier)]
    assert kept == sorted(kept)
    assert kept[2] - kept[0] > 2 * (kept[1] - kept[0])


def test_the_goal_lets_the_gain_of_a_faster_treatment_be_seen():
    """The latest month lies inside the slider, and the fastest treatment moves it by one."""
    challenge = find_lesson(KEY).challenge
    low, _ = challenge.goal["follicles_left_percent"]
    peak, _ = challenge.goal["peak_points"]

    def latest(**more):
        kept = (
            challenge.explore.run(peak=peak, delay_months=month, **more) for month in range(1, 12)
        )
        return sum(story.values["follicles_left_percent"] >= low for story in kept)

    assert latest() == 4
    assert latest(half_life_weeks=5) == 5


def test_only_the_latest_month_reaches_the_goal():
    """Whoever could wait another month is told so."""
    challenge = find_lesson(KEY).challenge
    for weeks, latest in ((7.7, 4), (5, 5)):
        reached = [
            month
            for month in range(8)
            if not missed(
                challenge.goal,
                challenge.explore.run(peak=40, delay_months=month, half_life_weeks=weeks).values,
            )
        ]
        assert reached == [latest]


def test_the_activity_that_is_set_is_drawn_although_treatment_keeps_it_lower():
    shown = find_lesson(KEY).challenge.explore.run(peak=40, delay_months=0)
    assert shown.activity.max() < 30
    figure = attack_chart()
    update_attack_chart(figure, shown, None)
    assert max(figure.data[_ALONE].y) == 40


def test_a_disease_that_dies_down_by_itself_is_said_to():
    spec = find_lesson(KEY)
    explore = spec.explore
    base = {c.key: c.default for c in (*explore.controls(), *explore.more())}
    early, late = (explore.run(**(base | {"delay_months": months})) for months in (12, 24))

    def left_after_two_months(story):
        first = int(story.treated)
        return story.activity[first + 61] / story.activity[first]

    # Treatment alone halves it in seven weeks; what is left is less only if it ends by itself.
    assert left_after_two_months(early) > 0.4
    assert left_after_two_months(late) < 0.1
    assert "by itself" not in explore.say(early, None)
    assert "by itself" in explore.say(late, None)
