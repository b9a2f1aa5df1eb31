"""The clinic as students meet it: hundreds of random paths, and the page."""

import json
import os
import re
from datetime import date, timedelta
from html import escape
from random import Random

import pytest
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st
from plotly.graph_objects import FigureWidget

from helpers.clinic import end_view
from helpers.clinic import play as case_play
from helpers.clinic.casebook import Casebook
from helpers.clinic.choose import PickList, minutes_of
from helpers.clinic.debrief import feedback, harm
from helpers.clinic.ending import best_plan, ending
from helpers.clinic.handout import handout
from helpers.clinic.judge import EMERGENCY
from helpers.clinic.play import CasePlay
from helpers.clinic.sentence import ending_sentence
from helpers.clinic.students import STUDENTS, play_as
from helpers.course import all_lessons, find_lesson
from helpers.course import new_page as lesson
from helpers.evidence import Evidence, catalogue, evidence, load_cases, load_text, say

CASES = load_cases()
QUESTIONS = list(catalogue().offers("history"))
TESTS = catalogue().offers("tests")
SEEN = [name for name, offer in TESTS.items() if minutes_of(offer)]
ORDERED = [name for name, offer in TESTS.items() if not minutes_of(offer)]
DIAGNOSES = list(catalogue().offers("differential"))
ACTIONS = list(catalogue().offers("plan"))
STEPS = ("history", "look", "first_guess", "tests", "today", "again", "differential", "plan")
# How often at least each choice is made in each case; at night about two thousand paths.
ROUNDS = 7 if os.environ.get("EVERY_PATH") else 1
LINK = re.compile(r"\[([^\]]*)\]\(([^)]+)\)")


def sit_down(name, kept=None, **more):
    kept = [] if kept is None else kept
    return CasePlay(CASES[name], "Patient", lambda key, record: kept.append((key, record)), **more)


def commit(widget):
    """Lock a step; it must be possible, and only once."""
    widget.locked = True
    assert widget.locked


def shown(play):
    """Return every text of the page."""
    texts = [str(getattr(child, "value", "")) for child in play.children]
    texts += [text for p in play.parts.values() for text in getattr(p, "replies", {}).values()]
    texts += [getattr(part, "hint", "") for part in play.parts.values()]
    return texts


def think(part, name, sure=3):
    part.ranked, part.sure = [name], sure
    commit(part)


def go(play, asked=("onset",), seen=("pull",), ordered=(), first="te", last="te", plan=("care",),
       today=()):  # fmt: skip
    """Play a case to its end, and return it."""
    play.parts["history"].chosen = list(asked)
    commit(play.parts["history"])
    play.parts["look"].chosen = list(seen)
    commit(play.parts["look"])
    think(play.parts["first_guess"], first)
    play.parts["tests"].chosen = list(ordered)
    play.parts["tests"].ask()
    commit(play.parts["tests"])
    if "today" in play.parts:
        play.parts["today"].chosen = list(today)
        commit(play.parts["today"])
    if play.record:
        return play  # something happened before the second visit
    if "again" in play.parts:
        commit(play.parts["again"])
    think(play.parts["differential"], last)
    play.parts["plan"].chosen = list(plan)
    commit(play.parts["plan"])
    return play


@pytest.fixture
def without_pictures(monkeypatch):
    """Leave the pictures out: they have a test of their own, and take most of the time."""
    monkeypatch.setattr(end_view, "ending_chart", lambda case, after: None)
    monkeypatch.setattr(end_view, "live", lambda figure: case_play.widgets.HTML())
    monkeypatch.setattr(end_view, "beside_normal", lambda case: [])
    monkeypatch.setattr(CasePlay, "_look_closely", lambda self, _: None)


@pytest.fixture
def unheard(monkeypatch):
    """Send nothing to a page: of hundreds of patients that took half of the time.

    The other tests of this file send what they show, every case and every step of it.
    """
    monkeypatch.setattr(case_play.widgets.Widget, "open", lambda self: None)


class Deck:
    """Cards that come in random order, each as often as the others."""

    def __init__(self, cards, random):
        self.cards, self.random, self.left, self.rounds = list(cards), random, [], 0

    def deal(self, number=1):
        """Return so many different cards."""
        hand = []
        while len(hand) < number:
            if not self.left:
                self.left = self.random.sample(self.cards, len(self.cards))
                self.rounds += 1
            card = self.left.pop()
            if card not in hand:
                hand.append(card)
        return hand


def paths(name, rounds):
    """Yield paths through a case, until each choice of each step was made so many times.

    The number of choices is random, and so is what is chosen together.
    """
    random = Random(name)
    decks = {
        "asked": Deck(QUESTIONS, random), "seen": Deck(SEEN, random),
        "ordered": Deck(ORDERED, random), "again": Deck([*QUESTIONS, *SEEN], random),
        "first": Deck(DIAGNOSES, random), "ranked": Deck(DIAGNOSES, random),
        "sure": Deck(range(1, 5), random), "at_once": Deck(ACTIONS, random),
        "planned": Deck(ACTIONS, random), "rushes": Deck([*6 * [None], *STEPS[:-1]], random),
    }  # fmt: skip
    while any(deck.rounds <= rounds for deck in decks.values()):
        few = {"asked": (1, 8), "seen": (0, 7), "ordered": (0, 8), "again": (0, 8),
               "ranked": (1, 3), "at_once": (0, 8), "planned": (1, 8)}  # fmt: skip
        path = {key: decks[key].deal(random.randint(*many)) for key, many in few.items()}
        for key in ("first", "sure", "rushes"):
            (path[key],) = decks[key].deal()
        yield path


@pytest.mark.parametrize("name", CASES)
def test_no_path_ends_early_or_in_an_error(without_pictures, unheard, name):
    for path in paths(name, ROUNDS):
        go_through(name, **path)


def go_through(name, asked, seen, ordered, again, first, ranked, sure, at_once, planned, rushes):
    kept, states = [], []
    play = sit_down(name, kept, keep=states.append)
    for step in STEPS:
        part = play.parts.get(step)
        if part is None or play.record:
            continue
        if rushes == step:
            play.rush()
            part = play.parts["plan"]
        if part is play.parts.get("plan"):
            part.chosen = [*part.chosen, *planned]
            before = " ".join(shown(play))
            assert "hcl-feedback" not in before and "hcl-harm" not in before
            commit(part)
            break
        if step == "first_guess":
            think(part, first, sure)
        elif step == "differential":
            part.ranked, part.sure = ranked, sure
            commit(part)
        else:
            wanted = {"history": asked, "look": seen, "tests": ordered, "today": at_once,
                      "again": again}[step]  # fmt: skip
            part.chosen = [one for one in wanted if one in part.offers]
            part.ask()
            assert part.left is None or part.left >= 0
            if step == "history" and not part.chosen:
                part.chosen = ["onset"]
            commit(part)
    ((key, record),) = kept
    assert key == f"clinic_{name}" and json.loads(json.dumps(record)) == record
    said = " ".join(shown(play))
    assert "{" not in re.sub(r"data:[^\"]*", "", said)
    after = ending(CASES[name], play.chosen["plan"], play.waited, play.done_today)
    assert set(play.done_today) <= set(play.chosen["plan"])
    assert record["dangers"] == sorted({d.rule for d in after.dangers} - {""})
    assert ('class="hcl-harm"' in said) == bool(record["dangers"])
    for danger in after.dangers:
        if danger.rule:
            assert escape(evidence().safety[danger.rule].sentence) in said
    if rushes and rushes in play.state and play.rushed:
        assert EMERGENCY in play.chosen["plan"]
        assert bool(record["sure"]) == bool(record["ranked"])
    again_open = sit_down(name, [], state=json.loads(json.dumps(states[-1])))
    assert again_open.state == play.state and again_open.record == record


# -- think first, feedback after


@pytest.mark.parametrize("name", CASES)
def test_nothing_comments_on_a_choice_before_the_plan_is_committed(without_pictures, name):
    """What a question or a test brings is the same whatever else was chosen, in any order."""
    case, book = CASES[name], Casebook(CASES[name])
    judged = [choice.feedback for choice in case.choice] + [d.next for d in case.danger]
    judged += [point.text for point in case.teaching] + [case.answer_model.summary]
    comments = [book.fill(text) for text in judged if text]
    notes = [o.idle for s in ("history", "tests", "differential", "plan")
             for o in catalogue().offers(s).values() if o.idle]  # fmt: skip
    replies = {}
    for order in (1, -1):
        for first in ("te", "zinc"):
            play = sit_down(name)
            for question in QUESTIONS[::order]:
                play.parts["history"].chosen = [*play.parts["history"].chosen, question]
            commit(play.parts["history"])
            play.parts["look"].chosen = SEEN[::order]
            commit(play.parts["look"])
            think(play.parts["first_guess"], first)
            play.parts["tests"].chosen = ORDERED[::order]
            play.parts["tests"].ask()
            commit(play.parts["tests"])
            play.parts["today"].chosen = best_plan(case)
            commit(play.parts["today"])
            again = play.parts["again"]
            again.chosen = [one for one in [*QUESTIONS, *SEEN][::order] if one in again.offers]
            commit(play.parts["again"])
            think(play.parts["differential"], first)
            play.parts["plan"].chosen = [*play.parts["plan"].chosen, *ACTIONS[:5]]
            texts = " ".join(shown(play))
            for step, part in play.parts.items():
                for one, text in getattr(part, "replies", {}).items():
                    kind = "plan" if step == "plan" else "found"
                    assert replies.setdefault((kind, one), text) == text
            for text in filter(lambda said: len(said.split()) > 4, comments + notes):
                assert escape(text[:60]) not in texts, text
            for mark in ("✓", "↷", "⚠", "<strong>unusual", "hcl-feedback", "best answer"):
                assert mark not in texts


def test_what_a_list_offers_gives_nothing_away():
    """Hints beside an offer name what it looks at; none praises, blames or answers."""
    for step in ("history", "tests", "differential", "plan"):
        for offer in catalogue().offers(step).values():
            said = f"{offer.name} {offer.tells}".lower()
            for word in ("little", "nothing about", "unless", "safe in", "never wrong", "cheap"):
                assert word not in said, offer.id


@pytest.mark.parametrize("name", CASES)
def test_what_patients_say_and_hands_find_is_no_verdict(name):
    case = CASES[name]
    told = [e.told for e in case.event] + [a.told for a in case.answer]
    told += [s.text for s in case.sign] + [case.opening]
    told += [choice.feedback for choice in case.choice if choice.step in ("history", "tests")]
    for text in told:
        assert not re.search(
            r"is the diagnosis|the diagnosis is|makes? the diagnosis|settles it|gives it away"
            r"|this is the test of the case|this is what the disease looks like",
            text,
            re.IGNORECASE,
        ), text


def test_the_working_diagnosis_is_asked_twice_and_what_moved_it_is_shown(without_pictures):
    play = go(sit_down("sudden_loss"), ordered=["blood_count"], first="te", last="anagen")
    said = " ".join(shown(play))
    assert "Before the tests: Telogen effluvium" in said
    assert "After them: Anagen effluvium" in said
    moved = said[said.index("Between the two lay:") :]
    assert "Neutrophils 0.4" in moved[:900]
    assert play.record["before"] == "te" and play.record["ranked"] == ["anagen"]
    assert "After them: the same" in " ".join(shown(go(sit_down("sudden_loss"))))


# -- a consultation has fifteen minutes


def test_no_more_fits_into_a_consultation_than_its_minutes():
    play = sit_down("three_clocks")
    history = play.parts["history"]
    history.chosen = QUESTIONS
    assert history.used <= catalogue().minutes
    commit(history)
    look = play.parts["look"]
    look.chosen = SEEN
    assert (
        history.used + look.used
        <= catalogue().minutes
        < sum(minutes_of(TESTS[name]) for name in SEEN)
        + sum(minutes_of(catalogue().offers("history")[name]) for name in QUESTIONS)
    )
    assert str(catalogue().minutes) in look.hint


@settings(max_examples=60, deadline=None, derandomize=True)
@given(order=st.permutations(QUESTIONS), spent=st.integers(0, 10))
def test_what_still_fits_into_the_minutes_can_be_asked(order, spent):
    offers = catalogue().offers("history")
    whole = catalogue().minutes - spent
    asked = PickList("Ask", offers, str, "Enough", lambda _: None, minutes=whole)
    asked.chosen = order
    assert asked.left == whole - asked.used >= 0
    refused = [name for name in order if name not in asked.chosen]
    assert all(minutes_of(offers[name]) > asked.left for name in refused)
    # What takes exactly the minutes that are left is asked too.
    exact = sum(minutes_of(offers[name]) for name in order[:4])
    other = PickList("Ask", offers, str, "Enough", lambda _: None, minutes=exact)
    other.chosen = order[:4]
    assert other.chosen == order[:4] and other.left == 0


def test_results_that_take_days_bring_a_second_visit(without_pictures):
    play = sit_down("three_clocks")
    play.parts["history"].chosen = ["onset"]
    commit(play.parts["history"])
    commit(play.parts["look"])
    think(play.parts["first_guess"], "te")
    play.parts["tests"].chosen = ["ferritin"]
    assert not play.parts["tests"].ready  # ordered, not yet sent
    play.parts["tests"].ask()
    commit(play.parts["tests"])
    assert "take 7 days" in play.parts["today"].legend
    play.parts["today"].chosen = ["adrenal", "infection_today"]
    commit(play.parts["today"])
    assert "7 days later" in play.parts["again"].legend
    assert "onset" not in play.parts["again"].offers
    assert {"mood", "trichoscopy"} <= set(play.parts["again"].offers)
    same_day = go(sit_down("three_clocks"), ordered=["crp"])
    assert "again" not in same_day.parts and "today" not in same_day.parts
    commit(play.parts["again"])
    think(play.parts["differential"], "te")
    plan = play.parts["plan"]
    assert plan.chosen == ["adrenal", "infection_today"]
    assert "first visit" in plan.replies["adrenal"]
    plan.chosen = []
    assert plan.chosen == ["adrenal", "infection_today"]  # what was done cannot be undone


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("step", ["history", "look", "first_guess"])
def test_there_is_an_emergency_route_in_every_case_at_every_step(without_pictures, name, step):
    play = sit_down(name)
    for before in ("history", "look"):
        if before == step:
            break
        play.parts[before].chosen = ["onset" if before == "history" else "vitals"]
        commit(play.parts[before])
    assert play._urgent_row in play.children
    play.rush()
    assert play._urgent_row not in play.children
    play.parts["plan"].chosen = []  # a stray click keeps nobody back
    assert play.parts["plan"].chosen == [EMERGENCY]
    commit(play.parts["plan"])
    assert EMERGENCY in play.chosen["plan"]
    assert play.record["ranked"] == [] and play.record["sure"] == 0


# -- what follows from a plan


@pytest.mark.parametrize("name", CASES)
def test_three_students_end_differently(name):
    case = CASES[name]
    played = {student: play_as(case, student) for student in STUDENTS}
    ends = {
        (tuple(d.next for d in one.ending.dangers), ending_sentence(case, one.ending))
        for one in played.values()
    }
    assert len(ends) == len(STUDENTS)
    careful, dangerous = played["careful"], played["dangerous"]
    assert careful.right and not careful.ending.dangers
    assert not dangerous.right
    assert not played["hasty"].right
    rules = {danger.rule for danger in case.danger} - {""}
    assert rules == {danger.rule for danger in dangerous.ending.dangers} - {""}
    minutes = [catalogue().offers(s)[n] for s in ("history", "tests") for n in careful.chosen[s]]
    assert sum(map(minutes_of, minutes)) <= catalogue().minutes


@pytest.mark.parametrize("name", [n for n, c in CASES.items() if any(d.rule for d in c.danger)])
def test_a_dangerous_plan_is_told_plainly_and_first(without_pictures, name):
    chosen = play_as(CASES[name], "dangerous").chosen
    seen = [one for one in chosen["tests"] if one in SEEN]
    ordered = [one for one in chosen["tests"] if one in ORDERED]
    plan = chosen["plan"] or ("photographs",)
    last, today = chosen["differential"][0], play_as(CASES[name], "dangerous").today
    play = go(sit_down(name), seen=seen, ordered=ordered, last=last, plan=plan, today=today)
    rules = {danger.rule for danger in play_as(CASES[name], "dangerous").ending.dangers}
    assert {danger.rule for danger in play.end.dangers} == rules
    said = " ".join(shown(play))
    assert 'class="hcl-harm"' in said and "Harm came of this plan" in said
    assert said.index("hcl-harm") < said.index("Three lines to keep") < said.index("hcl-feedback")
    note = feedback(play.visit, "plan")
    if any(d.unless or d.when for d in play.end.dangers):
        assert note.startswith('<div class="notes danger"')


def test_a_left_out_lung_never_looks_like_an_unneeded_vitamin(without_pictures):
    lung = go(sit_down("dry_cough"), plan=["stop_steroid"])
    said = " ".join(shown(lung))
    assert "adrenal crisis" in said and "intensive care" in said
    both = go(sit_down("office_cold"), plan=["multivitamin"])
    whole = harm(both.visit)
    first = re.search(r'<div class="hcl-harm">.*?</div>', whole)[0]
    assert "ventilator" in first and "capsules" not in first and "capsules" in whole
    vitamin = go(sit_down("dry_cough"), plan=[*best_plan(CASES["dry_cough"]), "multivitamin"])
    assert "hcl-harm" not in " ".join(shown(vitamin))


def test_waiting_for_results_is_dangerous_where_nobody_may_wait(without_pictures):
    play = go(sit_down("sudden_loss"), ordered=["ferritin"], plan=best_plan(CASES["sudden_loss"]))
    assert play.record["dangers"] == ["fever_marrow"]
    at_once = go(sit_down("sudden_loss"), ordered=["blood_count"], plan=[EMERGENCY])
    assert at_once.record["dangers"] == []


@pytest.mark.parametrize("name", CASES)
def test_the_best_plan_is_never_worse_than_the_others(name):
    case = CASES[name]
    worse = {"shedding": 1, "breaking": 1, "scars": 1}.get(case.measure, -1)
    for student in STUDENTS:
        own, best = play_as(case, student).ending.told
        assert worse * (own - best) >= -0.02 * max(own, best)


@pytest.mark.parametrize("name", CASES)
def test_the_picture_shows_the_months_with_both_plans(name):
    play = go(sit_down(name), seen=["trichoscopy", "pull"])
    pictures = [c for c in play.children if "hcl-pictures" in getattr(c, "_dom_classes", ())]
    assert len(pictures) == 3 and pictures[0] is play.lens
    (lens,) = play.lens.children[0].children
    assert "day" not in lens.titles[0]
    visit, normal = pictures[2].children[0].children
    assert visit.looks == lens.looks
    # Of two patients the hair runs its usual course: their scalps beside each other are alike.
    assert (visit.looks == normal.looks) == (name in ("heavy_periods", "out_of_breath"))
    assert (visit.colours, visit.field) == (normal.colours, normal.field)
    figure = pictures[1].children[0]
    assert isinstance(figure, FigureWidget)
    own, best = figure.data[0].y, figure.data[1].y
    assert len(own) == len(best) and min(own) >= 0 and min(best) >= 0
    assert max(max(own), max(best)) <= figure.layout.yaxis.range[1]
    assert figure.layout.xaxis.range == (-6, 9)


# -- what cannot be done


def test_what_was_asked_cannot_be_unasked():
    play = sit_down("dry_cough")
    history = play.parts["history"]
    history.locked = True
    assert not history.locked  # nothing was asked yet
    history.chosen = ["body"]
    history.chosen = []
    assert history.chosen == ["body"]
    with pytest.raises(traitlets.TraitError, match="is not offered"):
        history.chosen = ["telephone"]


def test_a_committed_step_stays():
    play = sit_down("dry_cough")
    history = play.parts["history"]
    history.chosen = ["body"]
    commit(history)
    history.chosen, history.locked = ["mood"], False
    assert history.chosen == ["body"] and history.locked
    assert list(play.parts) == ["history", "look"]


def test_a_diagnosis_is_ranked_once(without_pictures):
    play = sit_down("dry_cough")
    play.parts["history"].chosen = ["body"]
    commit(play.parts["history"])
    commit(play.parts["look"])
    guess = play.parts["first_guess"]
    assert len(guess.places) == 1
    with pytest.raises(traitlets.TraitError, match="not offered"):
        guess.ranked = ["magic"]
    with pytest.raises(traitlets.TraitError, match="no such word"):
        guess.sure = 9
    think(guess, "te")
    commit(play.parts["tests"])
    with pytest.raises(traitlets.TraitError, match="only once"):
        play.parts["differential"].ranked = ["te", "te", ""]


def test_nothing_gives_the_answer_away_before_the_end():
    for name, case in CASES.items():
        play = sit_down(name)
        door = play.children[0].value
        assert case.title not in door
        key = catalogue().offers("differential")[case.keys("differential")[0]].name
        assert key not in door
        assert key not in handout(case) and case.title not in handout(case)


# -- the page


class Calendar:
    def __init__(self):
        self.day = date(2026, 1, 5)

    def __call__(self):
        return self.day


@pytest.fixture
def page():
    found = lesson("clinic")
    found.today = Calendar()
    return found


def see(page, name, right=True, sure=3):
    play = page.open(name)
    key = play.case.keys("differential")[0]
    last = key if right else next(d for d in DIAGNOSES if d != key)
    go(play, last=last, plan=best_plan(play.case))
    play.parts["differential"].sure = sure
    return play


def test_patients_come_in_order_and_come_back(page, without_pictures):
    page.see()
    seen = []
    for _ in page.order:
        seen.append(page.upcoming.id)
        see(page, seen[-1])
    assert seen == [case.id for case in page.order]
    page.today.day += timedelta(7)
    assert page.upcoming.id == seen[0]
    see(page, seen[0])
    assert page.upcoming.id == seen[1]
    assert f"{len(CASES) - 1} are due again" in page.desk.value


def test_after_a_mistake_somebody_like_that_patient_comes_next(page, without_pictures):
    page.see()
    first = next(c for c in page.order if c.keys("differential") == ["te"])
    see(page, first.id, right=False)
    following = page.upcoming
    about = {*following.keys("differential"), *(d.rule for d in following.danger)}
    assert following.id != first.id
    assert about & {"te"}


def test_three_patients_finish_the_lesson(page, without_pictures):
    page.see()
    for case in page.order[:3]:
        assert "seen" not in page.progress.stages
        see(page, case.id)
    assert "seen" in page.progress.stages
    assert "✓" in page.desk.value


def test_the_list_says_who_was_seen_and_how_it_went(page, without_pictures):
    page.see()
    assert page.people.value.count("not yet seen") == len(CASES)
    good, sent, left = [case.id for case in page.order if case.id != "dry_cough"][:3]
    see(page, good)
    go(page.open("dry_cough"), last="iron", plan=["stop_steroid"])
    play = page.open(sent)
    play.rush()
    commit(play.parts["plan"])
    page.open(left).parts["history"].chosen = ["onset"]
    page._say()
    said = page.people.value
    for words in (
        "first diagnosis right",
        "harm came of the plan",
        "sent on at once",
        "in the room",
    ):
        assert words in said, words


def test_the_list_says_how_the_last_visit_of_a_patient_went(page, without_pictures):
    """It is what the student can do now, for better or for worse."""
    page.see()
    better, worse = [case.id for case in page.order][:2]
    for name, rights in ((better, (False, True)), (worse, (True, False))):
        for right in rights:
            see(page, name, right=right)
    listed = {name: words for words, name in page.menu.options}
    assert say("clinic_went_right") in listed[better]
    assert say("clinic_went_other") in listed[worse]
    assert page.people.value.count(say("clinic_went_new")) == len(CASES) - 2


@pytest.mark.parametrize("stop", range(1, 8))
def test_a_closed_page_opens_in_mid_case(without_pictures, monkeypatch, tmp_path, stop):
    monkeypatch.setenv("HAIR_CYCLE_LAB_PROGRESS", str(tmp_path / "progress.sqlite3"))
    first = lesson("clinic")
    first.see()
    play = first.open("three_clocks")
    moves = [
        lambda: setattr(play.parts["history"], "chosen", ["onset", "before"]),
        lambda: commit(play.parts["history"]),
        lambda: (setattr(play.parts["look"], "chosen", ["pull"]), commit(play.parts["look"])),
        lambda: think(play.parts["first_guess"], "te", 2),
        lambda: (
            setattr(play.parts["tests"], "chosen", ["ferritin"]),
            play.parts["tests"].ask(),
            commit(play.parts["tests"]),
        ),
        lambda: (
            setattr(play.parts["today"], "chosen", ["adrenal", "infection_today"]),
            commit(play.parts["today"]),
        ),
        lambda: (commit(play.parts["again"]), think(play.parts["differential"], "te", 4)),
    ]
    for move in moves[:stop]:
        move()
    first.store.flush()
    second = lesson("clinic")
    second.see()
    assert second.played is not None and second.played.state == play.state
    assert "back where you left" in second.resumed.value
    assert 'href="#hcl-room"' in second.resumed.value
    assert not any(part.take_focus for part in second.played.parts.values())
    fresh = second.open("three_clocks", afresh=True)
    assert fresh.parts["history"].chosen == []


@pytest.mark.parametrize("name", CASES)
def test_every_step_of_every_patient_is_gone_on_with(without_pictures, unheard, name):
    """What was kept after each choice opens again as it was, and can be gone on with."""
    states = []
    play = sit_down(name, keep=lambda state: states.append(json.loads(json.dumps(state))))
    go(play, ordered=["ferritin"], seen=["pull", "vitals"], today=best_plan(CASES[name]))
    assert set(STEPS) <= set(states[-1])
    opened = {max(STEPS.index(step) for step in STEPS if step in state) for state in states}
    assert opened == set(range(len(STEPS)))  # at least one state at each step
    for state in states:
        again = sit_down(name, state=state)
        assert again.state == state
        assert not any(part.take_focus for part in again.parts.values())
        assert bool(again.record) == bool(state.get("plan", {}).get("locked"))


def test_a_damaged_state_opens_as_far_as_it_fits(without_pictures):
    state = {"case": "dry_cough", "history": {"chosen": ["body", "moon", 3], "locked": True},
             "look": {"chosen": "x", "locked": True}, "first_guess": 7}  # fmt: skip
    play = sit_down("dry_cough", state=state)
    assert play.parts["history"].chosen == ["body"]
    assert list(play.parts) == ["history", "look", "first_guess"]


def test_a_patient_has_a_link_and_a_page_without_the_key(page):
    page.see()
    play = page.open("dry_cough")
    links = page.room.children[0].value
    assert 'href="?case=dry_cough"' in links and "data:text/html;base64," in links
    paper = handout(play.case)
    assert play.case.person.name in paper
    for choice in play.case.choice:
        assert not choice.feedback or escape(choice.feedback[:40]) not in paper
    assert str(catalogue().minutes) in paper


def test_the_calibration_waits_for_enough_answers(page, without_pictures):
    page.see()
    page.sure()
    for case in page.order[:4]:
        see(page, case.id, right=False)
        assert page.picture.children == ()
    see(page, page.order[4].id, right=True)
    assert page.picture.children == (page.figure,)
    assert "1 of 5 when “fairly sure”" in page.sentence.value
    assert "<table>" in page.table.value


def test_the_page_says_what_it_is(page):
    said = repr(page.see())
    assert f"{len(CASES)} invented patients" in said
    shown = "".join(getattr(child, "value", "") for child in page.sources().children)
    assert "not for decisions about any patient" in shown
    assert "cannot wait" in shown


def test_the_clinic_is_on_the_shelf():
    assert find_lesson("clinic") in all_lessons()
    for name in find_lesson("clinic").parameters:
        assert name in evidence().parameters


def test_the_page_lists_every_number_its_patients_read(monkeypatch):
    read, value = set(), Evidence.value

    def recorded(self, parameter):
        read.add(parameter)
        return value(self, parameter)

    monkeypatch.setattr(Evidence, "value", recorded)
    for case in CASES.values():
        book = Casebook(case)
        assert all(book.result(name).text for name in book.tests)
    assert read - set(find_lesson("clinic").parameters) == set()


# -- the words


def test_every_number_of_the_text_can_be_traced():
    for section, text in load_text("clinic").items():
        for line in text.splitlines():
            assert not re.search(r"\d", LINK.sub("", line)), (section, line)


def test_the_text_has_its_parts():
    text = load_text("clinic")
    assert set(text) == {"case", "sure", "limits", "refer", "next"}
    assert "invented" in text["case"]
    assert text["limits"].count("\n- ") >= 3
