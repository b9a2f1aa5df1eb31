"""How the clinic marks a choice: a table, read against every choice of every case."""

from datetime import date

import pytest

from helpers.clinic.acts import holds_back
from helpers.clinic.bill import spent
from helpers.clinic.casebook import open_case
from helpers.clinic.judge import SOONER, TOO_LATE, fits_here, judge, record_of, rule
from helpers.clinic.next_patient import case_order
from helpers.evidence import STEPS, catalogue, evidence, load_cases

CASES = list(load_cases().values())
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
TODAY = date(2026, 5, 1)

# What the case says of a choice, and where it stands -> its mark.
# "further" is the second or third place of the list of diagnoses.
MARKS = {
    ("key", "chosen"): "made",
    ("key", "further"): "made",
    ("key", "left out"): "missed",
    ("fits", "chosen"): "fits",
    ("fits", "further"): "fits",
    ("trap", "chosen"): "trap",
    ("trap", "further"): "considered",
}


def mark_of(case, step, name, chosen):
    return next(note for note in judge(case, step, chosen) if note.id == name)


@each_case
def test_every_choice_of_a_case_gets_the_mark_of_the_table(case):
    for step in STEPS:
        offers = list(catalogue().offers(step))
        for name, own in case.at(step).items():
            other = next(o for o in offers if o not in (name, "emergency_now"))
            places = {"chosen": [name]}
            if own.worth == "key" and not (step == "history" and name in case.opening_tells):
                places["left out"] = [other]
            if step == "differential":
                places["further"] = [other, name]
            for place, chosen in places.items():
                note = mark_of(case, step, name, chosen)
                if step == "plan" and note.text == TOO_LATE:
                    assert note.danger
                    continue
                assert note.kind == MARKS[own.worth, place], (step, name, place)
                idea = own.misconception if note.kind == "trap" else ""
                assert note.misconception == idea
                assert note.name == catalogue().offers(step)[name].name
                if note.danger and name in ("follow_up", "early_review"):
                    assert note.text == TOO_LATE  # something that cannot wait was left out
                    continue
                if not own.feedback and note.kind == "fits":
                    offer = catalogue().offers(step)[name]
                    assert note.text == (offer.fits or "Reasonable here.")
                if own.feedback:
                    assert note.text.startswith(open_case(case).fill(own.feedback))


@each_case
def test_what_a_case_does_not_speak_of_is_wasted_or_free(case):
    for step in STEPS:
        for name, offer in catalogue().offers(step).items():
            if name in case.at(step):
                continue
            note = mark_of(case, step, name, [name])
            told = [part.asked for part in (*case.event, *case.answer)]
            news = {
                "history": name in told,
                "tests": step == "tests" and open_case(case).result(name).unusual,
            }.get(step, False)
            assert note.name == offer.name
            if name == "crp" and news:
                assert note.kind == "fits"
                assert "(safety:crp)" in note.text
                continue
            if name == "hold_drug" and holds_back(case):
                stopped = mark_of(case, step, "stop_immuno", ["stop_immuno"])
                assert (note.kind, note.danger) == (stopped.kind, stopped.danger)
                continue
            if note.text == TOO_LATE:
                assert note.danger
                continue
            if offer.fits and not offer.beside:
                assert note.kind == "fits"
            elif offer.idle:
                assert (note.kind, note.text) == ("wasted", offer.idle)
                assert note.misconception == offer.misconception
            else:
                assert note.kind == ("fits" if news else "free")
            for friend in offer.beside:
                beside = mark_of(case, step, name, [name, friend])
                assert (beside.kind, beside.text) == ("fits", offer.fits)
            if step == "differential":
                first = next(o for o in catalogue().offers(step) if o != name)
                further = mark_of(case, step, name, [first, name])
                expected = "considered" if offer.idle else note.kind
                assert (further.kind, further.misconception) == (expected, "")


DAYS = ("now", "today", "this week")


@each_case
@pytest.mark.parametrize("later", ["follow_up", "early_review"])
def test_no_later_appointment_stands_for_what_is_needed_this_week(case, later):
    urgent = [
        danger
        for danger in case.danger
        if danger.unless
        and danger.rule not in ("", "steroid_stop")
        and evidence().safety[danger.rule].urgency in DAYS
        and later not in danger.unless
    ]
    own = case.at("plan").get(later)
    if urgent and not (own and own.worth == "trap"):
        note = mark_of(case, "plan", later, [later])
        assert (note.danger, note.text) == (True, TOO_LATE)


@each_case
@pytest.mark.parametrize("later", ["follow_up", "early_review"])
def test_one_urgent_step_that_is_left_out_is_enough_for_a_later_appointment_to_be_dangerous(
    case, later
):
    """The others may all be planned: what is missing is missing."""
    own = case.at("plan").get(later)
    if own and own.worth == "trap":
        return
    for danger in case.danger:
        if danger.rule in ("", "steroid_stop") or not danger.unless or later in danger.unless:
            continue
        if evidence().safety[danger.rule].urgency in DAYS:
            plan = [name for name in case.keys("plan") if name not in danger.unless]
            note = mark_of(case, "plan", later, list(dict.fromkeys([*plan, later])))
            assert (note.danger, note.text) == (True, TOO_LATE), danger.rule


def test_what_everybody_measures_in_a_failing_marrow_is_dangerous_to_leave_out():
    case = load_cases()["sudden_loss"]
    notes = judge(case, "tests", [], [], ["refer_scarring", "early_review"])
    danger = {note.id for note in notes if note.danger}
    assert danger == {"vitals", "blood_count"} & set(case.keys("tests"))
    assert danger
    assert not any(note.unseen for note in notes if note.danger)
    sent = judge(case, "tests", [], [], ["emergency_now", "hold_drug"])
    assert not any(note.danger for note in sent)


def test_what_the_opening_tells_is_not_called_left_out():
    for name, question in (("two_fires", "scalp"), ("short_hairs", "care")):
        notes = judge(load_cases()[name], "history", [])
        assert question not in [note.id for note in notes]


INSTEAD = {  # a step -> what does the same sooner, or more of it
    "scalp_treatment": {"refer_scarring"},
    "treat_disease": {"lungs_today", "swallow_food"},
    "follow_up": {"early_review"},
    "mood_support": {"mental_health"},
    "nutrition": {"swallow_food", "nutrition_today"},
}


def test_no_weaker_step_is_demanded_beside_a_stronger_one():
    assert {weak: set(strong) for weak, strong in SOONER.items()} == INSTEAD


@each_case
@pytest.mark.parametrize("weak", INSTEAD)
def test_what_is_covered_does_no_harm_when_it_is_left_out(case, weak):
    for strong in INSTEAD[weak]:
        if weak not in case.keys("plan") or not fits_here(case, strong):
            continue
        assert weak not in {n.id for n in judge(case, "plan", [strong]) if n.kind == "missed"}
        for danger in case.danger:
            assert weak not in danger.unless or strong in danger.unless, (weak, strong)
        for effect in case.effect:
            assert weak not in effect.of or strong in effect.of, (weak, strong)


def instead(case, plan):
    """Return the keys that something planned stands in for, as a clinician would list them."""
    here = {n for n in plan if n not in case.at("plan") or case.at("plan")[n].worth != "trap"}
    here -= {n for n in here if n not in case.at("plan") and not catalogue().offers("plan")[n].fits}
    done = {weak for weak, strong in INSTEAD.items() if strong & here}
    if "emergency_now" in plan:
        today = {n for n, o in catalogue().offers("plan").items() if o.group == "Today"}
        today.add("treat_disease")
        both = (set(d.unless) for d in case.danger if "emergency_now" in d.unless)
        done |= set().union(*both) & today
    return done


@each_case
def test_who_does_the_same_sooner_has_left_nothing_out(case):
    """Dermatology within days stands in for an appointment, the hospital for what it does today."""
    keys = set(case.keys("plan"))
    for plan in (["refer_scarring"], ["emergency_now"], ["lungs_today"], ["early_review"]):
        if plan[0] not in case.at("plan"):
            continue
        missed = {note.id for note in judge(case, "plan", plan) if note.kind == "missed"}
        assert missed == keys - set(plan) - instead(case, plan)
    everything = {note.id for note in judge(case, "plan", ["care"]) if note.kind == "missed"}
    assert everything == keys - {"care"}


@each_case
@pytest.mark.parametrize("worth", ["key", "fits", "trap"])
def test_the_record_counts_what_was_chosen(case, worth):
    chosen = {s: [n for n, own in case.at(s).items() if own.worth == worth] for s in STEPS}
    record = record_of(case, chosen, 3, TODAY)
    sooner = instead(case, chosen["plan"])
    keys = [f"{s}:{n}" for s in STEPS for n in case.keys(s) if n not in sooner]
    keys = [one for one in keys if one.removeprefix("history:") not in case.opening_tells]
    assert record["missed"] == ([] if worth == "key" else keys)
    assert record["right"] is (worth == "key")
    traps = [
        f"{step}:{name}"
        for step in STEPS
        for place, name in enumerate(chosen[step])
        if worth == "trap" and not (step == "differential" and place)
    ]
    assert sorted(record["traps"]) == sorted(traps)
    assert (record["wasted"], record["sure"], record["on"]) == ([], 3, "2026-05-01")
    ideas = {case.at(t.partition(":")[0])[t.partition(":")[2]].misconception for t in traps}
    assert record["misconceptions"] == sorted(ideas - {""})
    assert (record["cost"], record["wait"]) == spent(chosen["tests"], case)


@each_case
def test_the_record_holds_what_was_idle_and_who_was_seen(case):
    idle = {}
    for step in STEPS:
        offers = {n: o for n, o in catalogue().offers(step).items() if n not in case.at(step)}
        idle[step] = [
            name
            for name, offer in offers.items()
            if offer.idle and not offer.fits and not (name == "hold_drug" and holds_back(case))
        ]
    record = record_of(case, idle, 2, TODAY)
    wasted = [
        f"{step}:{name}"
        for step in STEPS
        for place, name in enumerate(idle[step])
        if not (step == "differential" and place)
    ]
    assert sorted(record["wasted"]) == sorted(wasted)
    assert (record["case"], record["level"]) == (case.id, case.level)
    assert record["ranked"] == idle["differential"]
    assert set(record) == {
        "case", "level", "on", "ranked", "sure", "right", "missed", "wasted", "traps", "dangers",
        "misconceptions", "cost", "wait", "before", "sure_before",
    }  # fmt: skip


@each_case
def test_the_first_place_alone_decides_whether_the_diagnosis_is_right(case):
    (key,) = case.keys("differential")
    other = next(o for o in catalogue().offers("differential") if o != key)
    empty = {step: [] for step in STEPS}
    for ranked, right in (([key], True), ([key, other], True), ([other, key], False), ([], False)):
        assert record_of(case, empty | {"differential": ranked}, 1, TODAY)["right"] is right


def test_notes_come_in_the_order_of_their_weight():
    order = ["made", "missed", "trap", "wasted", "fits", "considered", "free"]
    for case in CASES:
        for step in ("history", "tests", "plan"):
            kinds = [note.kind for note in judge(case, step, list(catalogue().offers(step))[1:])]
            assert kinds == sorted(kinds, key=order.index)


def test_diagnoses_keep_the_order_of_their_rank():
    for case in CASES:
        names = list(catalogue().offers("differential"))
        ranked = [names[-1], *case.keys("differential"), names[0]]
        notes = judge(case, "differential", list(dict.fromkeys(ranked)))
        assert [note.id for note in notes] == list(dict.fromkeys(ranked))


def test_the_order_of_cases_is_its_seed_s_own():
    orders = {tuple(case.id for case in case_order(CASES, seed)) for seed in (1, 1, 1, 2, 3)}
    assert len(orders) == 3
    (alike,) = [[c, c] for c in CASES[:1]]
    assert case_order(alike) == alike  # of one diagnosis only


def test_no_danger_has_no_sentence():
    assert rule("") == ""


def test_a_bill_is_the_sum_of_its_tests_and_the_longest_wait():
    waits = ["at once", "same day", "days", "weeks"]
    tests = catalogue().offers("tests")
    for one in tests:
        assert spent([one]) == (tests[one].cost, tests[one].wait)
        for two in tests:
            if one != two:
                cost, wait = spent([one, two])
                assert cost == tests[one].cost + tests[two].cost
                assert wait == max(tests[one].wait, tests[two].wait, key=waits.index)
    assert spent([]) == (0, "at once")
