"""What is told at the end belongs to this student: both thoughts, what went amiss, when it acts."""

import re
from datetime import date, timedelta
from html import unescape

import numpy as np
import pytest

from helpers.clinic.casebook import courses, open_case
from helpers.clinic.debrief import Thought, Visit, debrief, moved
from helpers.clinic.ending import Ending, case_after, ending
from helpers.clinic.events import AFTER, DAYS, VISIT
from helpers.clinic.judge import record_of
from helpers.clinic.notes import line
from helpers.evidence import STEPS, load_cases
from helpers.progress import sure_words

CASES = list(load_cases().values())
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
LEVELS = range(1, 5)
NOBODY_HARMED = ((), np.zeros(2), np.zeros(2))


def perfect(case):
    return {step: list(case.keys(step)) for step in STEPS}


def visit(case, chosen, first=1, last=1, names=("te", "te")):
    before, after = Thought(names[0], first), Thought(names[1], last)
    return Visit(case, chosen, Ending(case, *NOBODY_HARMED), before, after)


@pytest.mark.parametrize("first", LEVELS)
@pytest.mark.parametrize("last", LEVELS)
@pytest.mark.parametrize("names", [("te", "te"), ("te", "anagen")])
def test_each_thought_keeps_its_own_confidence(first, last, names):
    case, words = CASES[0], sure_words()
    seen = visit(case, perfect(case), first, last, names)
    before, after = unescape(moved(seen)).split("After them:")
    assert f"({words[first - 1]})" in before and f"({words[last - 1]})" in after
    assert f"({words[last - 1]})" in unescape(debrief(seen))
    end = Ending(case, *NOBODY_HARMED)
    chosen = perfect(case)
    record = record_of(case, chosen, last, date(2026, 5, 1), (names[0], first), end)
    assert (record["before"], record["sure_before"], record["sure"]) == (names[0], first, last)


def numberless(html):
    """Take out the numbers that links count up."""
    return re.sub(r"hcl-row-\d+", "", html)


def amiss(case, step, choice):
    """Return what somebody chose who did all but this right; None where it cannot go amiss."""
    own, chosen = case.at(step).get(choice), perfect(case)
    if own is None or own.worth not in ("key", "trap"):
        return None
    if own.worth == "key":
        chosen[step].remove(choice)
    else:
        chosen[step].insert(0, choice)
    return chosen


@each_case
def test_the_point_to_keep_is_the_one_that_went_amiss(case):
    def kept(chosen):
        return numberless(debrief(visit(case, chosen)))

    told = [numberless(line(open_case(case).fill(point.text))) for point in case.teaching]
    assert f"<li>{told[0]}</li>" in kept(perfect(case))
    for point, text in zip(case.teaching, told, strict=True):
        chosen = amiss(case, point.step, point.choice)
        if chosen is not None:
            same = [p.step == point.step and p.choice == point.choice for p in case.teaching]
            assert f"<li>{told[same.index(True)]}</li>" in kept(chosen), text


@each_case
@pytest.mark.parametrize("days", [0, 21])
@pytest.mark.parametrize("today", [False, True], ids=["after the results", "at the visit"])
def test_what_is_done_at_the_visit_does_not_wait_for_results(case, days, today):
    for effect in case.effect:
        if effect.left_out:
            continue
        alone = case.model_copy(update={"effect": (effect,)})
        plan = list(effect.of[:1])
        after = case_after(alone, plan, days, plan if today else [])
        wait = effect.after + (0 if today else days)
        day = case.visit + timedelta(wait)
        if effect.does == "adds":
            assert after.event[-1].day == day
        else:
            (event,) = [event for event in after.event if event.name == effect.event]
            assert (event.treated if effect.does == "treats" else event.until) == day


# What a case measures -> the columns of hairs that come off which it counts.
COUNTS = {"shedding": ("shed", "fractured"), "breaking": ("broken",)}
ENDS = {"root_fracture", "breakage"}  # hairs that come off without being shed
BROKEN = [case for case in CASES if ENDS & {event.what for event in case.event}]


@pytest.mark.parametrize("measure", COUNTS)
@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.id)
def test_the_months_after_count_what_is_measured_and_nothing_else(case, measure):
    case = case.model_copy(update={"measure": measure})
    head, _ = courses(case_after(case, []))
    own = sum(head.table[name].to_numpy() for name in COUNTS[measure])
    assert np.array_equal(ending(case, []).own, own)


def test_cases_break_in_each_way():
    assert {event.what for case in BROKEN for event in case.event} >= ENDS


@pytest.mark.parametrize("day", [0, 100, VISIT - 1, VISIT, VISIT + 1, VISIT + 30, VISIT + AFTER])
@pytest.mark.parametrize("measure", ["shedding", "breaking", "patches"])
def test_of_the_months_after_nothing_is_told_that_came_before(measure, day):
    """What falls or is missing up to the visit belongs to no plan."""
    case, one = CASES[0].model_copy(update={"measure": measure}), np.zeros(DAYS)
    one[day] = 100.0
    whole = 100.0 if measure != "patches" else 100.0 / AFTER
    own, best = Ending(case, (), one, np.zeros(DAYS)).told
    assert (own, best) == (pytest.approx(whole if day > VISIT else 0.0), 0.0)


@pytest.mark.parametrize("measure", ["hair", "long", "scars"])
def test_what_stands_is_told_as_it_is_at_the_end(measure):
    case = CASES[0].model_copy(update={"measure": measure})
    own, best = Ending(case, (), np.arange(DAYS) * 1.0, np.arange(DAYS) * 2.0).told
    assert (own, best) == (VISIT + AFTER, 2 * (VISIT + AFTER))
