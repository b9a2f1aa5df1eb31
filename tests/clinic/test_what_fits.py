"""What the clinic says fits what was chosen, and when; story, numbers and times agree."""

import re

import pytest
from sitting import order

from helpers.clinic.bill import spent
from helpers.clinic.casebook import open_case
from helpers.clinic.close_view import caption_of, case_close, normal_close
from helpers.clinic.debrief import Visit, feedback
from helpers.clinic.ending import best_plan, ending, too_late
from helpers.clinic.judge import judge
from helpers.clinic.play import CasePlay
from helpers.clinic.rests import rests_on
from helpers.clinic.urgency import cannot_wait
from helpers.evidence import catalogue, evidence, load_cases
from helpers.pictures.close_view import close_view

CASES = list(load_cases().values())
BY_NAME = load_cases()
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
EVERYTHING = [*catalogue().offers("history"), *catalogue().offers("tests")]
SLOW = ("days", "weeks")
WAITING = [case for case in CASES if any(danger.waits for danger in case.danger)]


def shown(play):
    texts = [str(getattr(child, "value", "")) for child in play.children]
    texts += [getattr(part, "legend", "") for part in play.parts.values()]
    return " ".join(texts)


def to_today(case, ordered=("antibodies", "biopsy")):
    """Play until the step before the slow results."""
    return order(case, ordered)


@pytest.fixture
def without_pictures(monkeypatch):
    monkeypatch.setattr(CasePlay, "_finish", lambda self: setattr(self, "record", {"ended": True}))


# -- a text fits what was chosen


def measured_by(case):
    """Return the test that brings each number of a case."""
    return {
        number: test
        for test in catalogue().offers("tests")
        for number in open_case(case).result(test).numbers
    }


@each_case
def test_a_note_says_which_of_its_findings_nobody_looked_for(case):
    numbers = measured_by(case)
    for step in ("differential", "plan"):
        for name, own in case.at(step).items():
            blind, seen = (
                next(n for n in judge(case, step, [name], looked) if n.id == name)
                for looked in ([], EVERYTHING)
            )
            assert seen.unseen == ()
            for number in re.findall(r"\{(\w+)\}", own.feedback):
                if (
                    number in numbers
                    and blind.text != ""
                    and not blind.text.startswith("Dangerous")
                ):
                    test = catalogue().offers("tests")[numbers[number]].name
                    assert test in blind.unseen, (name, number)


@each_case
def test_a_date_rests_on_its_question_unless_the_opening_tells_it(case):
    numbers = measured_by(case)
    for event in case.event:
        text = f"It began {{since_{event.name}}} ago."
        assert rests_on(case, text, []) == (() if event.known else (event.asked,)), event.name
        assert rests_on(case, text, [event.asked]) == ()
    for number, test in numbers.items():
        assert rests_on(case, f"It is {{{number}}}.", []) == (test,)
        assert rests_on(case, f"It is {{{number}}}.", [test]) == ()


@pytest.mark.parametrize(
    ("name", "text", "by"),
    [
        ("dry_cough", "Crackles at both bases.", "muscles_chest"),
        ("dry_cough", "Sore palms.", "before"),
        ("school_photo", "Milk out of her nose.", "food"),
        ("swallowing", "He coughs when he drinks.", "body"),
        ("new_tablet", "Uneven shafts.", "trichoscopy"),
        ("after_pneumonia", "Clubs, and new hairs.", "pull"),
    ],
)
def test_a_finding_belongs_to_what_brings_it(name, text, by):
    case = BY_NAME[name]
    assert by in rests_on(case, text, [])
    assert by not in rests_on(case, text, EVERYTHING)


@pytest.mark.parametrize(
    "name", ["dry_cough", "school_photo", "swallowing", "new_tablet", "after_pneumonia"]
)
def test_what_is_urgent_is_explained_by_what_everybody_knows(name):
    """Its reason stands in the opening, and no number in it needs a test."""
    for key in BY_NAME[name].keys("plan"):
        assert "{" not in BY_NAME[name].at("plan")[key].feedback, key


def test_the_page_says_what_nobody_looked_for():
    case = BY_NAME["dry_cough"]
    chosen = {"history": ["onset"], "tests": ["ferritin"], "differential": ["te"], "plan": []}
    said = feedback(Visit(case, chosen, ending(case, [])), "differential")
    assert "did not ask or examine at this visit" in said and "Pull test" in said


# -- and when


@pytest.mark.parametrize("case", WAITING, ids=lambda case: case.id)
@pytest.mark.parametrize("ordered", [["ferritin"], ["biopsy"]])
def test_nobody_comes_back_after_they_were_taken_to_hospital(without_pictures, case, ordered):
    play = to_today(case, ordered)
    play.parts["today"].locked = True
    assert play.stranded and play.record
    assert "again" not in play.parts and "days later" not in shown(play)
    assert too_late(case, [], play.wait)
    again = CasePlay(case, "Patient", lambda *_: None, state=play.state)
    assert again.state == play.state and again.stranded


@pytest.mark.parametrize("case", WAITING, ids=lambda case: case.id)
def test_what_is_urgent_does_not_wait_for_slow_results(without_pictures, case):
    play = to_today(case, ["biopsy"])
    play.parts["today"].chosen = list(best_plan(case))
    play.parts["today"].locked = True
    assert not play.stranded and "again after 7 days" in play.parts["again"].legend
    for wait in SLOW:
        assert ending(case, best_plan(case), wait, best_plan(case)).dangers == ()
        assert ending(case, best_plan(case), wait).dangers


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


@pytest.mark.parametrize("case", WAITING, ids=lambda case: case.id)
def test_what_happens_while_waiting_happens_before_the_results(case):
    soonest = min(catalogue().after(wait) for wait in SLOW)
    for danger in case.danger:
        if danger.waits:
            told = re.findall("|".join(rf"\b{word}\b" for word in ORDINALS), danger.next)
            assert told and all(ORDINALS.index(day) + 1 < soonest for day in told), danger.next


@each_case
def test_whoever_must_be_seen_today_cannot_be_made_to_wait_without_harm(case):
    rules = {d.rule for d in case.danger if d.unless and cannot_wait(d.rule)} - {"steroid_stop"}
    assert bool(rules) == any(danger.waits for danger in case.danger)


@each_case
def test_a_visit_in_three_months_is_not_explained_as_another_time(case):
    own = case.at("plan").get("follow_up")
    if own:
        other = (
            r"half a year|twice a year|six months|in four weeks|in a year|in two weeks|nine months"
        )
        assert not re.search(other, own.feedback)


# -- contradictions


@each_case
def test_hair_breaks_off_only_where_shafts_break(case):
    told = " ".join([case.opening, *(p.told for p in (*case.event, *case.answer))])
    breaks = re.search(r"\b(breaks? off|broke off|snaps?)\b", told)
    assert not breaks or case.keys("differential") == ["breakage"]


@each_case
def test_a_parting_is_seen_only_on_a_head_that_has_one(case):
    book = open_case(case)
    said = " ".join(book.result(test).text for test in ("trichoscopy", "ponytail"))
    said += " ".join(choice.feedback for choice in case.choice)
    if case.person.sex == "man" or case.person.hair == "tightly curled":
        assert "parting" not in said


@each_case
def test_a_wash_is_a_part_of_a_day(case):
    book = open_case(case)
    result, row = book.result("wash"), book.head.table.iloc[book.visit_day]
    a_day = row["shed"] + row["fractured"] + row["broken"]
    share = evidence().value("wash_capture")
    assert f"{100 * share:.0f} in 100 of the hairs that fall in a day" in result.text
    assert result.numbers["wash"] < a_day
    assert 0.4 < result.numbers["wash"] / (share * a_day) < 2.5


@each_case
def test_hair_is_missing_where_it_is_said_to_be(case):
    book = open_case(case)
    text, missing = book.result("ponytail").text, book.result("ponytail").numbers["missing"]
    if "nearly all of it in patches" in text:
        assert missing <= 100 * case.scalp.patches / 0.7 + 1
    assert ("in patches" in text) == bool(case.scalp.patches)


@each_case
def test_the_dots_of_dark_skin_do_not_read_as_missing_hair(case):
    """The dots of the skin are not counted, and picture and sentence say what they are."""
    dark = case.person.skin in ("brown", "dark brown")
    visit, normal = case_close(case), normal_close(case)
    drawn = close_view(normal, caption_of(case), when="")
    assert bool(drawn["colours"]["pores"]) == dark
    assert ("not openings without a hair" in drawn["caption"]) == dark
    assert ("no openings" in open_case(case).result("trichoscopy").text) == dark
    # The same follicles on light skin: the tone changes no count.
    fair = case.model_copy(
        update={"person": case.person.model_copy(update={"skin": "light", "hair": "straight"})}
    )
    assert visit.counts() == case_close(fair).counts()
    assert normal.counts() == normal_close(fair).counts()
    if case.keys("differential")[0] in ("te", "te_drug", "thyroid", "iron", "pattern"):
        assert "openings without a hair" not in open_case(case).result("trichoscopy").text


# -- mood, and thoughts of suicide


@each_case
def test_mood_and_self_harm_can_be_asked_and_help_can_be_planned(case):
    book = open_case(case)
    assert all(book.history(name) for name in ("mood", "self_harm"))
    (note,) = [n for n in judge(case, "plan", ["mental_health"]) if n.id == "mental_health"]
    assert note.kind in ("made", "fits")
    assert "(safety:distress)" in note.text
    told = " ".join([*book.history("mood"), *book.history("self_harm")])
    if re.search(r"better off without|no good for|balcony|do not want to live", told):
        assert note.kind == "made"
        dangers = [d.rule for d in ending(case, ["mood_support", "follow_up"]).dangers]
        assert "distress" in dangers
        assert "distress" not in [d.rule for d in ending(case, ["mental_health"]).dangers]
    if re.search(r"cried|cry|old man|grandma|lice|look down on my head", told):
        assert "mental_health" in case.at("plan")


def test_somebody_in_the_clinic_has_thoughts_of_suicide():
    assert "mental_health" in best_plan(BY_NAME["night_feeds"])
    assert "self_harm" in BY_NAME["night_feeds"].keys("history")


# -- what is watched under medicines, and when feeding begins again

WATCHED = r"\b(methotrexate|azathioprine|mycophenolate)\b"


@each_case
def test_liver_kidneys_and_count_are_reasonable_under_a_drug_that_asks_for_them(case):
    told = " ".join(part.told for part in (*case.event, *case.answer))
    taken = re.search(WATCHED, told, re.IGNORECASE)
    for test in ("liver", "creatinine", "blood_count"):
        (note,) = [n for n in judge(case, "tests", [test]) if n.id == test]
        assert not taken or note.kind in ("made", "fits"), test


@each_case
def test_salts_are_reasonable_where_somebody_hardly_eats(case):
    hungry = any(event.what == "weight_loss" for event in case.event)
    for test in ("potassium", "phosphate"):
        (note,) = [n for n in judge(case, "tests", [test]) if n.id == test]
        assert not hungry or note.kind in ("made", "fits"), test
    if hungry and "swallow_food" in case.keys("plan"):
        assert {"potassium", "phosphate"} <= set(case.keys("tests"))
        assert "refeeding" in case.at("tests")["phosphate"].feedback


@each_case
def test_ill_muscle_raises_alt_with_creatine_kinase(case):
    book = open_case(case)
    muscle = book.result("creatine_kinase").numbers["creatine_kinase"]
    if muscle > 500:
        assert book.result("liver").unusual
    for test in ("liver", "creatinine", "potassium", "phosphate"):
        assert len(book.result(test).numbers) == 1


# -- what is in the notes costs no wait


@each_case
def test_antibodies_in_the_notes_cost_nothing(without_pictures, case):
    sent = any(sign.test == "antibodies" and sign.sent for sign in case.sign)
    assert spent(["antibodies"], case) == ((3, "weeks") if sent else (0, "at once"))
    play = to_today(case, ["antibodies"])
    assert ("today" in play.parts) == sent
    if not sent:
        (note,) = [n for n in judge(case, "tests", ["antibodies"]) if n.id == "antibodies"]
        assert note.kind == "fits"
        assert not re.search("not known|pending", open_case(case).result("antibodies").text, re.I)


# -- the clock


def test_the_clock_counts_before_the_time_is_over():
    play = CasePlay(BY_NAME["three_clocks"], "Patient", lambda *_: None)
    history = play.parts["history"]
    assert "share 15 minutes" in history.legend and history.hint == "0 of 15 minutes used."
    hints = []
    for name in catalogue().offers("history"):
        history.chosen = [*history.chosen, name]
        hints.append((history.used, history.hint))
    for used, hint in hints:
        assert hint.startswith(f"{used} of 15 minutes used")
        assert ("examination needs some" in hint) == (9 <= used < 15)
