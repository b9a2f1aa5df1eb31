"""The virtual patients: their files, what the model finds in them, and how choices are judged."""

import json
import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from helpers.clinic.blood import crp_of
from helpers.clinic.casebook import Casebook, open_case
from helpers.clinic.check import check_case
from helpers.clinic.ending import best_plan, ending
from helpers.clinic.events import event_kinds
from helpers.clinic.judge import EMERGENCY, judge, record_of
from helpers.clinic.next_patient import case_order
from helpers.evidence import (
    STEPS,
    EvidenceError,
    Urgency,
    catalogue,
    data_folder,
    evidence,
    load_case,
    load_cases,
)
from helpers.progress import due_cases

CASES = list(load_cases().values())
FOLDER = data_folder() / "cases"
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
TODAY = date(2026, 5, 1)
SOURCE = (FOLDER / "three_clocks.toml").read_text(encoding="utf-8")


# -- the collection


def test_there_are_at_least_twelve_at_three_levels():
    assert len(CASES) >= 20
    assert set(Counter(case.level for case in CASES)) == {1, 2, 3}
    assert min(Counter(case.level for case in CASES).values()) >= 3


def test_people_differ():
    people = [case.person for case in CASES]
    darker = sum(person.skin in ("brown", "dark brown") for person in people)
    assert darker >= 0.4 * len(people)
    assert len({person.skin for person in people}) == len({person.hair for person in people}) == 4
    women = sum(person.sex in ("woman", "girl") for person in people)
    assert 0.35 <= women / len(people) <= 0.65
    ages = [person.age for person in people]
    assert min(ages) < 30 and max(ages) > 65
    assert len({person.name for person in people}) == len(people)


def test_no_diagnosis_goes_with_one_skin_tone():
    tones = {}
    for case in CASES:
        tones.setdefault(case.keys("differential")[0], set()).add(case.person.skin)
    assert all(len(found) > 1 for name, found in tones.items() if name in ("te", "scalp_dm"))


def test_every_kind_of_loss_is_met():
    met = {case.keys("differential")[0] for case in CASES}
    assert {"te", "anagen", "scalp_dm", "scarring", "areata", "pattern", "breakage"} <= met
    assert {"toxic", "iron", "thyroid", "zinc", "te_drug"} <= met


# -- each case


@each_case
def test_the_author_check_finds_nothing(case):
    assert check_case(FOLDER / f"{case.id}.toml") == []


@each_case
def test_every_choice_alone_gets_feedback_at_every_step(case):
    for step in STEPS:
        for name in catalogue().offers(step):
            notes = judge(case, step, [name])
            assert notes and all(note.text for note in notes)
            shown = {note.misconception for note in notes} - {""}
            assert shown <= set(evidence().misconceptions)


@each_case
def test_the_perfect_path_misses_and_wastes_nothing(case):
    chosen = {step: case.keys(step) for step in STEPS}
    record = record_of(case, chosen, 4, date(2026, 5, 1))
    assert record["right"] is True
    assert record["missed"] == record["wasted"] == record["traps"] == []
    assert json.loads(json.dumps(record)) == record


@each_case
def test_the_computed_onset_fits_a_wave(case):
    """Where a wave of clubs is the answer, shedding has risen by the visit."""
    book = open_case(case)
    if case.keys("differential") == ["te"]:
        assert book.facts.onset_day is not None and book.facts.onset_day < book.visit_day


@each_case
def test_nobody_is_told_to_stop_a_steroid(case):
    own = case.at("plan").get("stop_steroid")
    assert own is None or own.worth == "trap"


def test_the_alarms_are_key_steps_and_leaving_them_out_is_dangerous():
    alarms = {
        "sudden_loss": {"emergency_now": "fever_marrow"},
        "dry_cough": {"lungs_today": "lung"},
        "swallowing": {"swallow_food": "swallowing", "adrenal": "steroid_stop"},
        "evening_sample": {"infection_today": "crp"},
    }
    for name, steps in alarms.items():
        case = load_cases()[name]
        notes = {note.id: note for note in judge(case, "plan", ["care"])}
        for step in steps:
            assert (notes[step].kind, notes[step].danger) == ("missed", True)
        record = record_of(case, {step: [] for step in STEPS} | {"differential": ["te"]}, 1, TODAY)
        assert set(steps.values()) <= set(record["dangers"])
    assert open_case(load_cases()["dry_cough"]).result("ferritin").numbers["ferritin"] > 1000


@each_case
def test_a_danger_happens_without_its_step_and_not_with_it(case):
    for danger in case.danger:
        if danger.waits:
            assert danger.follows([], 7) and not danger.follows([], 0)
        elif danger.when:
            assert not danger.follows(["photographs"], 0)
            assert all(danger.follows([name], 0) for name in danger.when)
        else:
            assert danger.follows(["photographs"], 0)
            assert not any(danger.follows([name], 0) for name in danger.unless)


SAME = {"hold_drug"}  # no further dose: what the key step of its case does, in other words


@each_case
def test_only_a_key_step_or_the_emergency_department_averts_what_cannot_wait(case):
    own, rules = case.at("plan"), evidence().safety
    for danger in case.danger:
        if danger.rule and rules[danger.rule].urgency in (Urgency.NOW, Urgency.TODAY):
            for name in danger.unless:
                enough = name == EMERGENCY or own[name].worth == "key" or name in SAME
                assert enough, f"{name} does not avert {danger.rule}"
                assert name in own, f"nobody is told what {name} is worth"


def test_what_fits_beside_another_choice_names_choices_that_exist():
    for step in STEPS:
        offers = catalogue().offers(step)
        for offer in offers.values():
            assert set(offer.beside) <= set(offers)
            assert offer.fits or not offer.beside
            assert offer.idle or not offer.beside


def test_fever_without_neutrophils_leaves_no_time_for_a_wash_count():
    case = load_cases()["sudden_loss"]
    (wash, *_) = [note for note in judge(case, "tests", ["wash"]) if note.id == "wash"]
    assert wash.kind == "trap"
    assert [d.rule for d in ending(case, best_plan(case), "days").dangers] == ["fever_marrow"]
    assert open_case(case).result("vitals").unusual


@each_case
def test_stopping_a_steroid_that_is_still_taken_is_called_dangerous(case):
    taken = any(event.what == "steroid" and event.until is None for event in case.event)
    dangers = ending(case, ["stop_steroid"]).dangers
    acts = [danger for danger in dangers if "stop_steroid" in danger.when]
    assert [danger.rule for danger in acts] == (["steroid_stop"] if taken else [])


@each_case
def test_what_is_right_in_every_case_is_never_called_idle(case):
    for step, names in (("tests", ["ferritin", "crp"]), ("plan", ["mood_support"])):
        for note in judge(case, step, names):
            if note.id in names:
                assert note.kind in ("made", "fits"), (note.id, note.kind)
                assert note.text


def test_same_case_same_findings():
    first, second = Casebook(CASES[0]), Casebook(CASES[0])
    for name in catalogue().offers("tests"):
        assert first.result(name) == second.result(name)


# -- numbers and words agree


def off_today(book):
    """Return how many times the usual number of hairs comes off by the root on the visit."""
    table = book.head.table
    off = (table["shed"] + table["fractured"]).to_numpy()
    return off[book.visit_day] / off[0]


@each_case
def test_what_somebody_tells_of_shedding_is_what_the_model_sheds(case):
    told = " ".join(
        [a.told for a in case.answer if a.asked == "onset"]
        + [e.told for e in case.event if e.asked == "onset"]
    )
    often = off_today(open_case(case))
    if re.search(r"handful|tufts|brush full|comb is full|sink is full|everywhere", told, re.I):
        assert often > 1.3, (often, told)
    if re.search(r"pillow there (is nothing|are few)|never in handfuls|less in each", told):
        assert often < 1.7, (often, told)


def test_no_courtroom_and_no_fire_stands_in_a_case():
    for path in sorted(FOLDER.glob("*.toml")):
        said = re.sub(r"(told|opening|id) = .*", "", path.read_text(encoding="utf-8"))
        found = re.findall(r"\b(guilty|innocen\w+|accus\w+|convict\w*|fires?)\b", said)
        assert not found, (path.name, found)


@each_case
def test_the_person_of_the_story_is_the_person_of_the_file(case):
    person = case.person
    assert case.opening.startswith(f"{person.name}, {person.age}")
    assert re.match(rf"An? {person.age}-year-old", case.answer_model.summary)


CLAIMS_OF_A_RESULT = [
    (r"\bwith clubs\b", lambda result: "club root" in result.text),
    (r"\b(broken|tapered)\b", lambda result: "tapered" in result.text),
    (r"^Calm|Calm and open", lambda result: not result.unusual),
    (r"^Normal\b|out: normal|and normal\b|, normal\.", lambda result: not result.unusual),
    (r"\b(raised|far above|still raised)\b", lambda result: result.unusual),
]


@each_case
def test_what_is_said_of_a_result_is_the_result(case):
    book = open_case(case)
    for choice in case.choice:
        measured = choice.step == "tests" and choice.feedback
        if not measured or choice.worth == "trap" or "hardly raised" in choice.feedback:
            continue
        result = book.result(choice.id)
        for words, holds in CLAIMS_OF_A_RESULT:
            if choice.id not in ("pull", "trichoscopy") and ("club" in words or "tapered" in words):
                continue
            if re.search(words, choice.feedback):
                assert holds(result), (choice.id, choice.feedback, result.text)


@each_case
def test_a_diagnosis_fits_what_is_found(case):
    book, key = open_case(case), case.keys("differential")[0]
    trichoscopy, pull = book.result("trichoscopy").text, book.result("pull").text
    lost = "openings are gone" in trichoscopy or "some are gone" in trichoscopy
    assert lost == (key == "scarring")
    assert ("winding vessels" in trichoscopy) == (key == "scalp_dm")
    assert ("different thickness" in trichoscopy) == (key == "pattern")
    assert ("thin towards the skin" in trichoscopy) == (key == "areata")
    assert ("broken roots" in pull) == (key in ("anagen", "toxic"))
    if key in ("te", "te_drug", "thyroid"):
        assert off_today(book) > 1.3 and book.result("wash").unusual
    if key == "iron":
        assert book.result("ferritin").unusual and book.result("saturation").unusual


@each_case
def test_sensible_alternatives_are_recognised(case):
    """Nobody is told off for what a careful colleague would do."""
    sensible = {
        "tests": ["thyroid", "ferritin", "blood_count", "crp"],
        "plan": ["photographs", "early_review", "follow_up", "mood_support"],
    }
    for step, names in sensible.items():
        for note in judge(case, step, names):
            if note.id in names:
                wrong = {"wasted", "trap"}
                if (case.id, note.id) == ("hair_vitamins", "thyroid"):
                    continue  # biotin falsifies it: the case is about that
                assert note.kind not in wrong, (note.id, note.kind)
    early = judge(case, "plan", ["scalp_treatment"])
    assert {n.id: n.kind for n in early}["scalp_treatment"] in ("made", "fits")


# -- broken files are refused in sentences


def broken(tmp_path, old, new, count=1):
    assert old in SOURCE
    path = tmp_path / "three_clocks.toml"
    path.write_text(SOURCE.replace(old, new, count), encoding="utf-8")
    return check_case(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("crp = 26", "crp = 2", "normal CRP"),
        ('activity = "systemic"', 'activity = "quiet"', "CRP is raised"),
        ("day = 2026-03-02", "day = 2026-09-02", "after the visit"),
        ("day = 2026-03-02", "day = 2016-03-02", "days before the visit"),
        ('what = "flare"', 'what = "flare"\namount = 0.9', "outside the range"),
        ('what = "flare"', 'what = "thunder"', "is not an event of the model"),
        ("iron_stores = 15", "iron_stores = 9000", "less than or equal to 2000"),
        ("haemoglobin = 11.6", "haemoglobin = 116", "less than or equal to 22"),
        ("albumin = 37", "albumin = 370", "less than or equal to 60"),
        (
            'step = "differential"\nid = "te"\nworth = "key"',
            'step = "differential"\nid = "te"\nworth = "fits"',
            "no right answer",
        ),
        (
            'step = "differential"\nid = "iron"\nworth = "fits"',
            'step = "differential"\nid = "iron"\nworth = "key"',
            "keep one",
        ),
        (
            '[[teaching]]\nstep = "differential"\nchoice = "te_drug"',
            '[[teaching]]\nstep = "differential"\nchoice = "zinc"',
            "no step reaches the teaching point",
        ),
        ('unusual = ["pull"', 'unusual = ["tug", "pull"', "tug should be unusual"),
        ('id = "pull"', 'id = "crystal_ball"', "is not offered"),
        ("{ferritin} µg/L stands", "{gold} µg/L stands", "not computed"),
        ("{ferritin} µg/L stands", "88 µg/L stands", "holds the number 88"),
        ('misconception = "m26"', 'misconception = "m999"', "has no row"),
        ('misconception = "m26"', "", "names its row of misconceptions"),
        ("(claim:iron_who)", "(claim:iron_whom)", "which has no row"),
        ("[15 µg/L is no proof", "[16 µg/L is no proof", "which is not in the claim"),
        ("She now finds", "She complains of", "does not put the person first"),
        ('name = "Paula"', 'name = "Paula"\nnickname = "A"', "Extra inputs"),
        ("level = 2", "level = 7", "less than or equal to 3"),
        ('measure = "shedding"', 'measure = "mood"', "Input should be"),
        ('rule = "iron_cause"', 'rule = "gold_cause"', "has no row 'gold_cause'"),
        ('unless = ["iron_cause"]', 'unless = ["zinc_now"]', "none of its steps is a key"),
        ('when = ["stop_steroid"]', 'when = ["care"]', "is not a trap"),
        ('unless = ["iron_cause"]', 'unless = ["iron_cause"]\nwaits = true', "one trigger"),
        ('when = ["stop_steroid"]', "when = []", "one trigger"),
        ('of = ["treat_disease", "lungs_today"]', 'of = ["pray"]', "is not offered"),
        ('does = "adds"', 'does = "treats"', "name an event of the case"),
        ('id = "three_clocks"', 'id = "four_clocks"', "must be the name of the file"),
        ("[person]", "[person", "cannot be read as TOML"),
    ],
)
def test_a_broken_case_is_refused_in_a_sentence(tmp_path, old, new, said):
    found = broken(tmp_path, old, new)
    assert any(said in sentence for sentence in found), found
    assert all(sentence.startswith("three_clocks.toml") for sentence in found)
    assert not any("Traceback" in sentence for sentence in found)


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"\(safety:([a-z0-9_]+)\)", SOURCE))), ids=str
)
def test_a_safety_sentence_is_whole_and_in_its_own_words(tmp_path, name):
    whole = evidence().safety[name].sentence
    for other in (
        whole.partition(" ")[2],
        re.split(r"(?<=[.:;,]) ", whole)[0],
        f"{whole} Usually.",
    ):
        found = broken(tmp_path, f"[{whole}](safety:{name})", f"[{other}](safety:{name})")
        assert any(f"changes the words of safety:{name}" in said for said in found), other


def test_a_case_without_a_file_is_refused():
    with pytest.raises(EvidenceError, match="is missing"):
        load_case(FOLDER / "nobody.toml")


def test_short_feedback_on_a_trap_is_refused(tmp_path):
    text = re.search(r'worth = "trap"\nfeedback = "([^"]+)"', SOURCE)[1]
    assert any("at least 20" in said for said in broken(tmp_path, text, "No."))


# -- order and review


def test_the_order_mixes_and_climbs():
    order = case_order(CASES)
    assert sorted(case.id for case in order) == sorted(case.id for case in CASES)
    levels = [case.level for case in order]
    assert levels == sorted(levels)
    keys = [case.keys("differential") for case in order]
    same = sum(a == b for a, b in pairwise(keys))
    assert same <= 1


def test_cases_come_back_after_a_week_and_a_month():
    first = [{"case": "dry_cough", "on": "2026-01-01"}]
    assert due_cases(first, date(2026, 1, 7)) == []
    assert due_cases(first, date(2026, 1, 8)) == ["dry_cough"]
    twice = [*first, {"case": "dry_cough", "on": "2026-01-08"}]
    assert due_cases(twice, date(2026, 1, 20)) == []
    assert due_cases(twice, date(2026, 2, 7)) == ["dry_cough"]
    assert due_cases([*twice, {"case": "dry_cough", "on": "2026-02-07"}], date(2026, 9, 1)) == []


def test_every_event_kind_runs():
    assert {event.what for case in CASES for event in case.event} <= set(event_kinds())


# -- what a clinician missed


HARMS_AN_UNBORN_CHILD = r"methotrexate|mycophenolate|cyclophosphamide|retinoi|acitretin|capsules"


@each_case
def test_a_woman_on_a_drug_that_harms_an_unborn_child_is_asked_about_pregnancy(case):
    told = [part.told for part in (*case.event, *case.answer)]
    taken = re.search(HARMS_AN_UNBORN_CHILD, " ".join([case.opening, *told]), re.I)
    if case.person.sex in ("woman", "girl") and 12 <= case.person.age <= 50 and taken:
        (note,) = [n for n in judge(case, "plan", ["pregnancy_test"]) if n.id == "pregnancy_test"]
        assert note.kind in ("made", "fits")
        if note.kind == "fits":
            assert note.text.startswith("Reasonable: ")
            assert "periods and contraception" in note.text
            assert "(safety:pregnancy)" in note.text


@each_case
def test_lungs_are_never_idle_where_crp_is_raised_or_the_disease_is_new(case):
    """The row of safety on CRP names infection, lung and tumour; the row on cancer new disease."""
    raised = crp_of(case) > evidence().value("crp_raised")
    found = r"(diagnosed|found|named dermatomyositis)[^.]*\b(spring|summer|autumn|of the skin)"
    new = "cancer_search" in case.keys("plan") or re.search(found, case.opening)
    child = case.person.age < 16 and case.lab.activity != "quiet"
    wanted = []
    if raised or new or child:
        wanted += [("tests", "chest_ct"), ("plan", "lungs_today")]
    if raised:
        wanted += [("plan", "infection_today")]
    if (raised or new) and not child:
        wanted += [("plan", "cancer_search")]
    for step, name in wanted:
        (note,) = [n for n in judge(case, step, [name]) if n.id == name]
        assert note.kind in ("made", "fits"), (step, name, note.kind)


@each_case
def test_an_appointment_in_months_is_not_reasonable_where_something_cannot_wait(case):
    urgent = [
        danger
        for danger in case.danger
        if danger.unless
        and danger.rule not in ("", "steroid_stop")  # this is a sentence said to the patient
        and evidence().safety[danger.rule].urgency in (*NOW_OR_TODAY, "this week")
    ]
    if not urgent:
        return
    for name in ("follow_up", "early_review"):
        alone = {note.id: note for note in judge(case, "plan", [name])}[name]
        assert alone.danger and "Dangerous" in alone.text and "easonable" not in alone.text
        done = [name, *(danger.unless[0] for danger in urgent)]
        beside = {note.id: note for note in judge(case, "plan", done)}[name]
        assert not beside.danger
        assert beside.kind == ("made" if name in case.keys("plan") else "fits")
        assert ("comes after what cannot wait" in beside.text) == (beside.kind == "fits")


NOW_OR_TODAY = ("now", "today")


def test_the_lung_disease_of_anti_mda5_is_told_as_what_can_kill():
    case = load_cases()["dry_cough"]
    alone = [danger.next for danger in ending(case, ["follow_up"]).dangers]
    assert any("within weeks" in told for told in alone)
    assert "within weeks" in case.at("plan")["lungs_today"].feedback


def test_a_copy_is_the_same_case_until_something_of_it_differs():
    case = CASES[0]
    assert case.model_copy() == case and hash(case.model_copy()) == hash(case)
    other = case.model_copy(update={"seed": case.seed + 1})
    assert other != case
