"""What is said of a student's choices: a no is news, the worst comes first, nothing is made up."""

import re

import pytest

from helpers.clinic.casebook import open_case
from helpers.clinic.close_view import case_close
from helpers.clinic.debrief import Visit, feedback, harm
from helpers.clinic.ending import best_plan, ending
from helpers.clinic.events import VISIT
from helpers.clinic.judge import judge
from helpers.clinic.notes import line
from helpers.clinic.students import play_as
from helpers.clinic.urgency import cannot_wait
from helpers.evidence import STEPS, catalogue, evidence, load_cases

CASES = list(load_cases().values())
BY_NAME = load_cases()
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
LINK = re.compile(r"\[[^\]]*\]\(\w+:[a-z0-9_]+\)")
URGENCY = ("now", "today", "this week")


def comments(case):
    """Yield every text that is said of this patient's choices, without its links."""
    for choice in case.choice:
        yield choice, LINK.sub("", choice.feedback)


# -- a no is news


@each_case
def test_no_question_and_no_examination_is_called_without_news(case):
    """Who asks for cough, fever or blood and hears a no has learnt something."""
    for step, offers in (("history", None), ("tests", "With eyes and hands")):
        for name, offer in catalogue().offers(step).items():
            if offers and offer.group != offers:
                continue
            (note,) = [n for n in judge(case, step, [name]) if n.id == name]
            assert note.kind in ("made", "fits", "trap"), (name, note)
            assert note.text and "changes little" not in note.text
    asked = ["body", "food", "blood_loss", "vitals"]
    chosen = {step: [] for step in STEPS} | {"history": asked[:3], "tests": asked[3:]}
    visit = Visit(case, chosen, ending(case, []))
    assert "rought nothing new" not in feedback(visit, "history") + feedback(visit, "tests")


def test_nothing_that_takes_minutes_is_called_free():
    words = r"without cost|costs? nothing|for nothing\b|\bfree\b|it cost nothing"
    texts = [text for case in CASES for choice, text in comments(case) if choice.step != "plan"]
    for step in ("history", "tests", "differential"):
        texts += [
            LINK.sub("", offer.idle + offer.fits) for offer in catalogue().offers(step).values()
        ]
    for text in texts:
        assert not re.search(words, text.replace("free thyroxine", "")), text


def test_a_count_is_never_called_of_little_use_in_a_disease_that_lowers_it():
    for name in ("dry_cough", "office_cold"):
        (note,) = [
            n for n in judge(BY_NAME[name], "tests", ["blood_count"]) if n.id == "blood_count"
        ]
        assert note.kind == "fits" and "lymphocytes" in note.text


# -- harm: the worst first, and what was kept away


@each_case
def test_the_worst_harm_is_told_first(case):
    for dangers in (play_as(case, "dangerous").ending.dangers, ending(case, []).dangers):
        ranks = [URGENCY.index(evidence().safety[d.rule].urgency) if d.rule else 3 for d in dangers]
        assert ranks == sorted(ranks)


def test_a_mother_in_danger_of_her_life_comes_before_a_tablet():
    case = BY_NAME["night_feeds"]
    told = [danger.rule for danger in ending(case, ["stop_immuno"]).dangers]
    assert told == ["distress", "drug_stop"]


@each_case
def test_a_good_plan_tells_what_it_kept_away(case):
    """Lungs, throat, infection, child: what was feared has an end that is told."""
    urgent = {d.rule for d in case.danger if d.unless and cannot_wait(d.rule)}
    best = ending(case, best_plan(case))
    said = harm(Visit(case, {"plan": best_plan(case)}, best))
    told = {d.rule: d.averted for d in case.danger if d.averted}
    assert urgent <= set(told)
    for text in told.values():
        assert line(open_case(case).fill(text)) in said
    worst = ending(case, [])
    for rule in {d.rule for d in worst.dangers} & set(told):
        assert told[rule] not in worst.averted


@each_case
def test_nobody_is_said_to_be_kept_from_a_harm_that_happens(case):
    """What a plan holds comes too late for whoever came to harm while results were waited for."""
    best = best_plan(case)
    plans = [
        best,
        *([step] for step in best),
        *([*best, step] for step in ("stop_steroid", "care")),
    ]
    for plan in plans:
        for wait in ("at once", "days", "weeks"):
            after = ending(case, plan, wait)
            happens = {danger.rule for danger in after.dangers if danger.rule}
            told = {danger.averted for danger in case.danger if danger.rule in happens}
            assert not told & {*after.averted}, (plan, wait)


def test_who_waited_for_weeks_with_a_cough_was_not_in_hospital_on_the_same_day():
    case = BY_NAME["dry_cough"]
    lung = next(
        danger.averted for danger in case.danger if danger.rule == "lung" and danger.averted
    )
    for wait, kept in (("at once", True), ("weeks", False)):
        after = ending(case, best_plan(case), wait)
        assert (lung in after.averted) is kept
        assert ("lung" in [danger.rule for danger in after.dangers]) is not kept


ORGANS = {
    "dry_cough": "lungs",
    "office_cold": "oxygen",
    "school_photo": "tube",
    "swallowing": "tube",
}


@pytest.mark.parametrize("name", ORGANS)
def test_the_end_speaks_of_the_organ_that_was_in_danger(name):
    case = BY_NAME[name]
    for plan in (best_plan(case), ["lungs_today", "swallow_food", "emergency_now", "adrenal"]):
        assert ORGANS[name] in " ".join(ending(case, plan).averted)
    for danger in case.danger:
        if danger.rule == "lung" and name != "swallowing":  # whether somebody lives is said
            assert re.search(r"(He|She|he|she) lives", danger.next)


# -- pregnancy


@each_case
def test_a_pregnancy_test_has_a_result(case):
    own = case.at("plan").get("pregnancy_test")
    if own is None:
        return
    told = own.feedback + " ".join(d.averted for d in case.danger if "pregnancy_test" in d.unless)
    assert re.search(r"test is (negative|positive)", told)


@each_case
def test_who_takes_what_harms_an_unborn_child_and_could_be_pregnant_is_asked(case):
    told = " ".join([case.opening, *(part.told for part in (*case.event, *case.answer))])
    person = case.person
    harmful = re.search(r"methotrexate|mycophenolate|isotretinoin", told, re.IGNORECASE)
    if person.sex == "woman" and person.age <= 50 and harmful:
        assert "pregnancy_test" in case.keys("plan")
        assert re.search("pregnan", case.answer_model.plan, re.IGNORECASE)


# -- numbers and words


@each_case
def test_hair_that_a_poison_breaks_is_not_shown_as_growing_back(case):
    poisoned = case.keys("differential")[0] in ("anagen", "toxic")
    counts = case_close(case).counts()
    if poisoned:
        assert counts["broken"] > 5 * counts["regrowing"]
        assert "stubs" in open_case(case).result("trichoscopy").text
        assert "frayed" not in open_case(case).result("trichoscopy").text


@each_case
def test_two_counts_of_one_curve_differ_as_the_curve_does(case):
    book = open_case(case)
    off = book.head.table[["shed", "fractured", "broken"]].sum(axis=1).to_numpy()
    numbers = book.result("wash").numbers
    ratio = off[VISIT - 14] / off[VISIT]
    assert numbers["wash_told"] == pytest.approx(ratio * numbers["wash"], abs=1)
    for part in (*case.answer, *case.event):
        assert "{wash}" not in part.told


@each_case
def test_where_short_hair_is_missing_the_length_alone_is_not_told(case):
    book = open_case(case)
    many = "openings without a hair" in book.result("trichoscopy").text
    if many and not case.scalp.patches and not book.result("ponytail").unusual:
        assert "Of all hairs, short ones too" in book.result("ponytail").text


@each_case
def test_protein_is_asked_for_where_salts_are(case):
    kinds = {n.id: n.kind for n in judge(case, "tests", ["potassium", "albumin"])}
    if kinds["potassium"] in ("made", "fits") and "potassium" in case.at("tests"):
        assert kinds["albumin"] in ("made", "fits")


# -- what nobody said or saw is not told as known


@each_case
def test_a_comment_quotes_a_patient_only_at_the_question_that_brought_it(case):
    for choice, text in comments(case):
        for quote in re.findall(r"“([^”]{12,})”", text):
            words = quote.rstrip(".,?! ").lower()
            for part in (*case.answer, *case.event):
                if words in part.told.lower() and words not in case.opening.lower():
                    assert (choice.step, choice.id) == ("history", part.asked), (choice.id, quote)


FEARED = {  # rule -> what the two sentences of an expert say of it
    "lung": "lung|cough|breath",
    "crp": "infection",
    "distress": "suicide",
    "swallowing": "swallow|throat",
    "fever_marrow": "fever",
    "pregnancy": "pregnan|vitamin A|poison",
    "steroid_stop": "steroid|tablets|predniso",
    "cancer_search": "",
}


@each_case
def test_two_sentences_name_the_danger_that_was_seen(case):
    said = case.answer_model.summary + case.answer_model.plan
    for rule in {d.rule for d in case.danger if cannot_wait(d.rule)}:
        assert re.search(FEARED[rule], said, re.IGNORECASE), (rule, said)


STILTED = (
    r"what nobody looked for|the story was (wrong|another)|is not touched by us|part of it\.”"
    r"|are part of it\b|such a number speaks|speak through the nose|the answer did not date"
)


def test_no_stilted_sentence_comes_back():
    texts = [choice.feedback for case in CASES for choice in case.choice]
    texts += [t for case in CASES for d in case.danger for t in (d.next, d.averted)]
    texts += [t for case in CASES for t in (case.answer_model.summary, case.answer_model.plan)]
    texts += [point.text for case in CASES for point in case.teaching]
    for text in texts:
        assert not re.search(STILTED, text), text
