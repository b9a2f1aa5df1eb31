"""A visit that goes on: when somebody is seen again, what is not lost, and what asks once more."""

import re
from html import escape

import pytest
from ipywidgets import HTML
from sitting import order

from helpers.clinic.again import Again
from helpers.clinic.casebook import open_case
from helpers.clinic.debrief import named_reply, reply
from helpers.clinic.ending import best_plan
from helpers.clinic.play import HERE, CasePlay
from helpers.clinic.urgency import cannot_wait
from helpers.course import new_page as lesson
from helpers.evidence import catalogue, load_cases, say

CASES = list(load_cases().values())
BY_NAME = load_cases()
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
URGENT = [c for c in CASES if any(cannot_wait(d.rule) and d.waits for d in c.danger)]
NUMBERED = re.compile(r"<strong>(\d)\. ")


@pytest.fixture(autouse=True)
def without_pictures(monkeypatch):
    monkeypatch.setattr("helpers.clinic.end_view.ending_chart", lambda case, after: None)
    monkeypatch.setattr("helpers.clinic.end_view.live", lambda figure: HTML())
    monkeypatch.setattr("helpers.clinic.end_view.beside_normal", lambda case: [])


def done(play, today):
    play.parts["today"].chosen = list(today)
    play.parts["today"].locked = True
    return play


def page(play):
    return " ".join(str(getattr(child, "value", "")) for child in play.children)


def legends(play):
    shown = [part for part in play.parts.values() if part.layout.display != "none"]
    return " ".join(part.legend for part in shown)


# -- the second visit


@pytest.mark.parametrize("case", URGENT, ids=lambda case: case.id)
def test_who_needs_something_today_is_not_sent_home_for_weeks(case):
    """A biopsy takes weeks; who has a red flag that was acted on is seen within days."""
    play = done(order(case, ["biopsy"]), best_plan(case))
    assert catalogue().after(play.wait) == 21
    assert catalogue().after(play.wait_again) == 7 == catalogue().after(play.waited)
    assert say("case_not_yet") in page(play)
    assert reply(open_case(case), "biopsy") not in page(play)


@each_case
def test_who_can_wait_comes_back_when_the_results_are_there(case):
    if case in URGENT:
        return
    play = done(order(case, ["biopsy"]), ["photographs", "adrenal"])
    assert "21 days later" in play.parts["again"].legend
    assert reply(open_case(case), "biopsy") in page(play)


@each_case
def test_each_result_of_the_second_visit_says_which_test_it_is(case):
    offers = catalogue().offers("tests")
    for name, offer in offers.items():
        said = named_reply(open_case(case), name)
        assert offer.name in said or re.match(r"<p>[A-Z]\w+", said)
        if not open_case(case).result(name).numbers:
            assert said.startswith("<p><strong>")
    play = done(order(case, ["swallow_test"]), best_plan(case))
    assert offers["swallow_test"].name in page(play)


@each_case
def test_a_result_at_the_second_visit_does_not_say_that_it_is_not_there(case):
    for test in catalogue().offers("tests"):
        text = open_case(case).result(test).text
        assert not re.search("not known yet|pending|will take|takes weeks", text, re.I), text


@each_case
def test_a_result_is_read_at_one_visit_and_at_no_other(case):
    """On the day of the second visit it is there; what takes longer comes after the end."""
    book, offers = open_case(case), catalogue().offers("tests")
    orders = ["creatine_kinase", "ferritin", "wash", "thyroid", "biopsy"]
    waits = {name: catalogue().after(offers[name].wait) for name in orders}
    play = done(order(case, orders), best_plan(case))
    at_second = catalogue().after(play.wait_again)
    assert {0, 7, 21} == set(waits.values()) and at_second in (7, 21)
    play.parts["again"].locked = True
    guess = play.parts["differential"]
    guess.ranked, guess.sure = ["te"], 2
    guess.locked = True
    play.parts["plan"].locked = True
    said = page(play)
    second, _, after = said.partition(say("case_results"))[2].partition(
        escape(say("case_results_after", name=case.person.name))
    )
    for name, wait in waits.items():
        there = 0 < wait <= at_second
        assert (named_reply(book, name) in second) == there, name
        assert (named_reply(book, name, read=True) in after) == (wait > at_second), name
        assert (name in play.visit.between) == (wait <= at_second), name


# -- sent to the emergency department in mid-case


@each_case
def test_what_was_ordered_before_the_emergency_department_is_not_lost(case):
    before = order(case, ["thyroid", "crp"])
    state = dict(before.state)
    for step in ("today", "differential"):
        state.pop(step, None)
    state["tests"] = {**state["tests"], "locked": False}
    play = CasePlay(case, "Patient", lambda *_: None, state=state)
    play.rush()
    replies = play.parts["tests"].replies
    assert say("case_comes_after") in replies["thyroid"]
    assert say("case_comes_later") not in replies["thyroid"]
    assert replies["crp"] == reply(open_case(case), "crp")
    assert reply(open_case(case), "thyroid", read=True) not in page(play)
    play.parts["plan"].locked = True
    assert reply(open_case(case), "thyroid", read=True) in page(play)


def test_no_number_of_a_step_is_skipped():
    play = order(BY_NAME["dry_cough"], ["ferritin"])
    play.rush()
    play.parts["plan"].locked = True
    numbers = [int(number) for number in NUMBERED.findall(legends(play))]
    assert numbers == list(range(1, max(numbers) + 1))
    assert say("case_next") not in page(play) and say("case_next_urgent") in page(play)
    whole = order(BY_NAME["short_hairs"], [])
    last = whole.parts["differential"]
    last.ranked, last.sure = ["te"], 2
    last.locked = True
    whole.parts["plan"].chosen = ["care"]
    whole.parts["plan"].locked = True
    assert NUMBERED.findall(legends(whole)) == list("123456")
    assert say("case_next") in page(whole)


# -- one thought, and several


def test_a_single_place_is_not_called_the_first():
    play = order(BY_NAME["short_hairs"], [])
    assert play.parts["first_guess"].places == [say("rank_place_one")]
    assert play.parts["differential"].places[0] == say("rank_place_1")
    words = play.parts["first_guess"].ui
    assert "first" not in words["rank_how_sure_one"] and "first" not in words["rank_hint_one"]


# -- the step where somebody stands


def test_the_page_knows_the_step_where_somebody_stands():
    play = order(BY_NAME["short_hairs"], ["ferritin"])
    for one in (
        play,
        CasePlay(BY_NAME["short_hairs"], "Patient", lambda *_: None, state=play.state),
    ):
        marked = [step for step, part in one.parts.items() if HERE in part._dom_classes]
        assert marked == ["today"]
    play.rush()
    play.parts["plan"].locked = True
    assert not any(HERE in part._dom_classes for part in play.parts.values())


# -- begin again


def test_to_begin_again_asks_once_more():
    begun = []
    again = Again("Omar", lambda: begun.append("afresh"))
    assert again.question.layout.display == "none" and again.aloud.value == ""
    again.button.click()
    assert again.question.layout.display == "" and "Omar" in again.aloud.value
    again.button.click()  # a second press of the same key empties nothing
    assert again.question.layout.display == "none" and not begun
    again.button.click()
    again.no.click()
    assert again.question.layout.display == "none" and not begun
    again.button.click()
    again.yes.click()
    assert begun == ["afresh"]


def test_a_finished_patient_is_emptied_only_after_a_yes():
    clinic = lesson("clinic")
    clinic.see()
    play = clinic.open("short_hairs")
    play.rush()
    play.parts["plan"].locked = True
    (again,) = [part for part in play.farewell if isinstance(part, Again)]
    again.button.click()
    assert clinic.played is play and play.record
    again.yes.click()
    assert clinic.played is not play and clinic.played.record is None
