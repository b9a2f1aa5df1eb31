"""Results that take days: nobody reads them at the first visit, and everybody at the second."""

import json
from html import escape

import pytest
from sitting import order

from helpers.clinic.bill import spent
from helpers.clinic.casebook import open_case
from helpers.clinic.choose import minutes_of
from helpers.clinic.debrief import reply
from helpers.clinic.ending import best_plan
from helpers.clinic.play import CasePlay
from helpers.evidence import catalogue, load_cases, say

CASES = list(load_cases().values())
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
ORDERED = [name for name, offer in catalogue().offers("tests").items() if not minutes_of(offer)]
LATER = say("case_comes_later")


@pytest.fixture(autouse=True)
def without_an_end(monkeypatch):
    monkeypatch.setattr(CasePlay, "_finish", lambda self: setattr(self, "record", {"ended": True}))


def slow(case, name):
    return catalogue().after(spent([name], case)[1]) > 0


def wait(play, done=()):
    play.parts["today"].chosen = list(done)
    play.parts["today"].locked = True
    return play


def page(play):
    texts = [str(getattr(child, "value", "")) for child in play.children]
    texts += [text for p in play.parts.values() for text in getattr(p, "replies", {}).values()]
    return " ".join(texts)


def values(case, names):
    """Return the text of each result, as it stands on the page."""
    return {name: reply(open_case(case), name) for name in names}


@each_case
def test_a_result_that_takes_days_is_not_read_at_the_first_visit(case):
    play = order(case, ORDERED)
    late = [name for name in ORDERED if slow(case, name)]
    assert {"ferritin", "thyroid", "wash", "biopsy"} <= set(late)
    assert {"crp", "blood_count"}.isdisjoint(late)
    replies, said = play.parts["tests"].replies, page(play)
    for name, text in values(case, ORDERED).items():
        if name in late:
            assert replies[name] == f"<p>{LATER}</p>"
            assert text not in said
            for number in open_case(case).result(name).numbers.values():
                assert f"{number:,.0f} µg/L" not in said or name != "ferritin"
        else:
            assert replies[name] == text
    assert say("case_results") not in said


@each_case
def test_the_second_visit_brings_each_of_them_once_and_unread(case):
    play = wait(order(case, ORDERED), best_plan(case))
    assert "again" in play.parts
    ordered = [name for name in ORDERED if slow(case, name)]
    days = catalogue().after(play.wait_again)
    late = [n for n in ordered if catalogue().after(spent([n], case)[1]) <= days]
    (shown,) = [c.value for c in play.children if say("case_results") in getattr(c, "value", "")]
    found = values(case, ORDERED)
    assert shown.count("<li>") == len(ordered)
    assert shown.count(say("case_not_yet")) == len(ordered) - len(late)
    for name in ORDERED:
        assert shown.count(found[name]) == (name in late), name
    places = [shown.index(found[name]) for name in late]
    assert places == sorted(places)
    assert "Read as" not in shown and "<strong>unusual" not in shown
    assert list(play.children).index(play.parts["again"]) > [
        getattr(c, "value", "") for c in play.children
    ].index(shown)


@pytest.mark.parametrize("name", [n for n in ORDERED if slow(CASES[0], n)])
def test_each_slow_test_alone_brings_its_own_result_and_no_other(name):
    case = load_cases()["short_hairs"]
    play = wait(order(case, [name, "crp"]))
    found = values(case, ORDERED)
    (shown,) = [c.value for c in play.children if say("case_results") in getattr(c, "value", "")]
    assert [n for n in ORDERED if found[n] in shown] == [name]


def test_what_is_there_on_the_same_day_brings_no_second_visit_and_no_list():
    for case in CASES:
        play = order(case, [name for name in ORDERED if not slow(case, name)])
        assert "today" not in play.parts and "differential" in play.parts
        assert LATER not in page(play) and say("case_results") not in page(play)


def test_antibodies_in_the_notes_are_read_at_once_and_sent_ones_later():
    for case in CASES:
        sent = any(sign.test == "antibodies" and sign.sent for sign in case.sign)
        replies = order(case, ["antibodies"]).parts["tests"].replies
        assert (LATER in replies["antibodies"]) == sent


def test_a_page_that_is_opened_again_shows_the_results_where_they_were():
    case = load_cases()["three_clocks"]
    before = order(case, ["ferritin", "crp"])
    state = json.loads(json.dumps(before.state))
    again = CasePlay(case, "Patient", lambda *_: None, state=state)
    assert again.parts["tests"].replies == before.parts["tests"].replies
    assert values(case, ["ferritin"])["ferritin"] not in page(again)
    wait(before, best_plan(case))
    later = CasePlay(case, "Patient", lambda *_: None, state=json.loads(json.dumps(before.state)))
    assert page(later).count(values(case, ["ferritin"])["ferritin"]) == 1


def test_whoever_does_not_come_back_gets_no_results():
    case = load_cases()["dry_cough"]
    stranded = wait(order(case, ["ferritin"]))
    sent_on = order(case, ["ferritin"])
    sent_on.rush()
    for play in (stranded, sent_on):
        assert say("case_results") not in page(play)
        assert escape("1,105 µg/L") not in page(play)
