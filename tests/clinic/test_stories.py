"""What a clinician stumbles over when reading a patient: each kind, over all patients."""

import re
from html import escape

import pytest

from helpers.clinic.acts import acts
from helpers.clinic.casebook import open_case
from helpers.clinic.close_view import case_close, normal_close
from helpers.clinic.debrief import Visit, harm
from helpers.clinic.ending import best_plan, ending
from helpers.clinic.judge import EMERGENCY, TOO_LATE, judge
from helpers.clinic.rests import rests_on
from helpers.clinic.sentence import ending_sentence
from helpers.clinic.students import STUDENTS, play_as
from helpers.clinic.telling import in_order
from helpers.evidence import STEPS, catalogue, evidence, load_cases, photographs, say
from helpers.pictures.close_view import photographs_of

CASES = list(load_cases().values())
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
# A date at which the text says that the harm happens, and words for being brought into hospital.
NUMBERS = [
    *("", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
]
UNITS = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365}
LATER = re.compile(rf"({'|'.join(NUMBERS[1:])}) (day|night|week|month|year)s? later", re.IGNORECASE)
HOSPITAL = re.compile(r"ambulance|intensive care|to hospital|brought in|adrenal crisis|ventilator")
LINK = re.compile(r"\[[^\]]*\]\(\w+:[a-z0-9_]+\)")


def told(case, *questions):
    parts = [part for part in (*case.event, *case.answer) if part.asked in questions]
    return " ".join([case.opening, *(part.told for part in parts)])


# -- an idea that is named belongs to this patient


def takes(words):
    return lambda case: re.search(words, told(case, "medicines", "supplements", "before"), re.I)


def number(test, at_least=0.0, at_most=1e9):
    def holds(case):
        (value,) = open_case(case).result(test).numbers.values()
        return at_least <= value <= at_most

    return holds


SOMETHING = (
    r"azathioprine|methotrexate|mycophenolate|predniso|cortisone|isotretinoin|hydroxychloroquine"
    r"|steroid|infusion|capsule"
)
IDEAS = {  # row of misconceptions.csv -> what must be so in a patient who is told of it
    "m13": takes(r"predniso|cortisone|steroid"),
    "m21": takes("biotin"),
    "m25": takes(r"azathioprine|methotrexate|mycophenolate|infusion"),
    "m26": takes(SOMETHING),
    "m54": lambda case: True,  # a printed zinc can be ordered for anybody
    "m61": number("ferritin", at_least=500),
    "m92": takes(SOMETHING),
    "m112": number("creatine_kinase", at_most=200),
    "m114": lambda case: case.scalp.skin != "calm",
    "m132": takes(r"azathioprine|methotrexate|mycophenolate"),
    "m133": takes("methotrexate"),
    "m134": lambda case: "swallow_food" in case.keys("plan"),
    "m136": lambda case: case.keys("differential") != ["te"],  # the clock of another loss
    "m138": number("ferritin", at_most=15),
    "m139": lambda case: "lungs_today" in case.keys("plan"),
}


@each_case
def test_a_common_idea_is_named_only_where_it_fits_the_patient(case):
    for choice in case.choice:
        fits = IDEAS.get(choice.misconception)
        assert fits is None or fits(case), (choice.step, choice.id, choice.misconception)


def test_each_idea_of_the_table_is_a_row():
    assert set(IDEAS) <= set(evidence().misconceptions)


@each_case
def test_every_patient_tells_which_medicines_they_take(case):
    own = [part for part in (*case.event, *case.answer) if part.asked == "medicines"]
    assert own, "the usual answer does not say what somebody takes"
    if any("None" in part.told for part in own):
        said = " ".join(c.feedback for c in case.choice if c.id in ("stop_immuno", "stop_steroid"))
        assert not said


# -- what is seen through the lens agrees with what is counted and pulled


@each_case
def test_tapering_hairs_that_are_described_are_counted_and_come_out_as_such(case):
    book, counts = open_case(case), case_close(case).counts()
    described = "thin towards the skin" in book.result("trichoscopy").text
    assert described == bool(counts["exclamation"]) == case.scalp.tapered_stubs
    assert not normal_close(case).counts()["exclamation"]
    for test in ("pull", "wash"):
        text = book.result(test).text
        assert ("dystrophic" in text) == described, (test, text)
        assert not (described and "each with a club" in text)
    if described and not case.scalp.patches:  # the loss goes on all over the head
        assert counts["exclamation"] > 0.05 * sum(counts.values())
        assert book.result("pull").numbers["pull"] > 10


@each_case
def test_shafts_are_drawn_uneven_where_the_file_says_so_and_nowhere_else(case):
    close, normal = (view(case).width_mm.std() for view in (case_close, normal_close))
    assert (close > 2 * normal) == case.scalp.uneven_shafts
    assert close == pytest.approx(normal, rel=0.1) or case.scalp.uneven_shafts


@each_case
def test_hair_that_is_thin_is_not_called_invisible(case):
    """Where many openings are empty, the length alone does not say how it looks."""
    book = open_case(case)
    if "openings without a hair" in book.result("trichoscopy").text and not case.scalp.patches:
        assert "too little" not in book.result("ponytail").reading


@each_case
def test_light_skin_is_not_compared_with_a_collection_of_dark_skin(case):
    dark = {row.title for row in photographs().values() if set(row.tones) == {"dark"}}
    assert dark
    for view in (case_close(case), normal_close(case)):
        named = {title for title, *_ in photographs_of(view)}
        assert named
        assert not named & dark or view.skin.darker


# -- vital signs and reference ranges are a person's own


def vitals(case):
    text = open_case(case).result("vitals").text
    found = re.match(
        r"Temperature ([\d.]+) °C, pulse (\d+) a minute, blood pressure (\d+)/(\d+) mmHg, "
        r"(\d+) breaths a minute",
        text,
    )
    assert found, text
    return tuple(float(part) for part in found.groups())


def test_no_two_patients_have_the_same_vital_signs():
    assert len({vitals(case) for case in CASES}) == len(CASES)


@each_case
def test_vital_signs_fit_the_age_and_the_state(case):
    warm, pulse, high, low, breaths = vitals(case)
    child = case.person.age < 12
    assert high - low >= 25 and 35 < warm < 40
    if not open_case(case).result("vitals").unusual:
        assert 36 <= warm < 37.5
        assert (70 if child else 50) <= pulse <= (110 if child else 92)
        assert (90 if child else 100) <= high <= (115 if child else 145)
        assert (16 if child else 12) <= breaths <= (24 if child else 16)


@each_case
def test_the_range_of_ferritin_is_that_of_the_sex_and_has_a_source(case):
    man = case.person.sex in ("man", "boy") or case.person.age >= 50
    row = evidence().parameters[f"lab_ferritin_{'men' if man else 'women'}"]
    assert f"(reference {row.low:g} to {row.high:g})" in open_case(case).result("ferritin").text
    assert row.sources and "teaching range" in row.chosen
    assert row.high >= (300 if man else 150)


# -- what a note repeats from the patient's mouth, somebody has heard

COMMON = set(
    re.findall(
        r"\w+",
        """about better could does even every four from good hair head have know last like long look
        make more nights older only people sleep something sometimes stand stands than that their
        them there they think this thoughts time want wants week what when will with without
        worries worry would""",
    )
)


def stems(text):
    return {word[:5] for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in COMMON}


@each_case
def test_what_a_patient_says_of_the_mood_is_marked_as_unheard_where_nobody_asked(case):
    known = stems(case.opening)
    for choice in case.choice:
        if choice.step not in ("differential", "plan"):
            continue
        text = LINK.sub("", choice.feedback)
        for part in (*case.answer, *case.event):
            if part.asked != "mood" or not (stems(text) & stems(part.told)) - known:
                continue
            assert "mood" in rests_on(case, choice.feedback, []), (choice.id, choice.feedback)
            assert "mood" not in rests_on(case, choice.feedback, ["mood"])


# -- the emergency department


@each_case
def test_the_story_tells_what_the_emergency_department_did(case):
    (note,) = [n for n in judge(case, "plan", [EMERGENCY]) if n.id == EMERGENCY]
    called_for = note.kind in ("made", "fits")
    row = "case_seen_urgent" if called_for else "case_sent_home"
    for plan in ([EMERGENCY], [EMERGENCY, "stop_steroid"], [*best_plan(case), EMERGENCY]):
        visit = Visit(case, {"plan": plan}, ending(case, plan))
        assert escape(say(row, name=case.person.name)) in harm(visit)
    without = Visit(case, {"plan": ["care"]}, ending(case, ["care"]))
    assert "emergency department" not in harm(without).split("The rule:")[0]
    for danger in case.danger:  # whoever is sent home again is kept from nothing by it
        assert called_for or EMERGENCY not in danger.unless


@each_case
def test_the_emergency_department_is_not_idle_where_something_is_wrong_today(case):
    """The words of an idle visit there say that story, temperature and blood give no reason."""
    book = open_case(case)
    warm, pulse, *_ = vitals(case)
    haemoglobin = book.result("blood_count").numbers["haemoglobin"]
    alarm = warm >= 37.8 or (pulse >= 95 and warm < 37.8 and case.person.age > 12)
    alarm |= haemoglobin < 10 or book.result("selenium").numbers["selenium"] > 400
    (note,) = [n for n in judge(case, "plan", [EMERGENCY]) if n.id == EMERGENCY]
    assert not alarm or note.kind in ("made", "fits")


# -- what is called dangerous


@each_case
def test_a_search_for_cancer_is_missed_only_where_the_disease_has_a_name(case):
    for danger in case.danger:
        if danger.rule == "cancer_search":
            named = "dermatomyositis" in case.opening.lower()
            assert named or "treat_disease" in danger.unless


@each_case
def test_only_a_broken_rule_is_called_dangerous(case):
    """An unneeded vitamin never stands under the sign of danger."""
    own = [danger for danger in case.danger if not danger.waits]
    for step in catalogue().offers("plan"):
        for note in judge(case, "plan", [step]):
            if note.danger and note.id not in ("follow_up", "early_review"):
                broken = [d for d in own if d.rule and d.follows(acts(case, [step]), 0)]
                if note.text == TOO_LATE:  # less than what was needed, and later
                    assert broken
                    continue
                named = {note.id} | (set(acts(case, [step])) if note.id == step else set())
                assert any(named & {*d.unless, *d.when} for d in broken), (step, note.id)
    for student in STUDENTS:
        played = play_as(case, student)
        said = harm(Visit(case, played.chosen, played.ending))
        bad = any(danger.rule for danger in played.ending.dangers)
        assert ("hcl-harm" in said) == bad
        assert ("Nobody comes to harm" in said) == (not played.ending.dangers)


@each_case
def test_what_happens_is_told_by_date_and_not_after_a_hospital_that_prevents_it(case):
    for student in STUDENTS:
        dangers = play_as(case, student).ending.dangers
        days = [danger.after_days for danger, _ in in_order(dangers)]
        assert days == sorted(days)
    if case.id == "out_of_breath":
        said = harm(Visit(case, {}, ending(case, [])))
        told = {danger.after_days: danger.next for danger in case.danger}
        assert escape(told[21]) in said and escape(told[330]) not in said
        assert say("case_harm_prevented") in said


@each_case
def test_the_date_and_the_hospital_of_a_harm_are_those_of_its_text(case):
    for danger in case.danger:
        for number, unit in LATER.findall(danger.next):
            days = NUMBERS.index(number.lower()) * UNITS[unit.lower()]
            assert danger.after_days == days, danger.next
        assert danger.hospital or not HOSPITAL.search(danger.next), danger.next


# -- endings


@each_case
def test_no_ending_is_too_good_to_be_true(case):
    """Full hair stands on a head again only where every hair was broken and grows at once."""
    for student in STUDENTS:
        after = play_as(case, student).ending
        said, (_, best) = ending_sentence(case, after), after.told
        assert "100%" not in said
        if case.measure in ("hair", "long"):
            assert best < 97 or "nearly all" in said
        if case.scalp.skin == "dermatomyositis":
            assert 80 < best < 95
    if case.keys("differential") == ["areata"] and case.measure == "hair":
        own, best = ending(case, []).told
        assert own < 40 < 55 < best < 80


@each_case
def test_treated_hair_comes_back_over_months_and_not_in_a_week(case):
    after = ending(case, best_plan(case))
    if case.measure in ("hair", "long", "patches"):
        weekly = after.best[1460 + 7 : 1460 + 271 : 7] - after.best[1460 : 1460 + 264 : 7]
        fast = case.keys("differential")[0] in ("anagen", "toxic") or case.scalp.patches
        assert fast or weekly.max() < 6


def test_every_step_has_choices():
    assert all(case.at(step) for case in CASES for step in STEPS)


# -- what everybody is told without a reason of their own


FALSE_FOR = {  # (step, choice): what a patient has said or a hand has found that denies its words
    ("tests", "genotype"): r"azathioprine|mercaptopurine",
    ("plan", "cancer_search"): r"found in (spring|summer)|found this|kilograms? more|belt holes",
    ("plan", "lungs_today"): r"takes my breath|dry (little )?cough|coughs? (when|while)",
    ("tests", "chest_ct"): r"takes my breath|dry (little )?cough|coughs? (when|while)",
    ("plan", "hold_drug"): r"ibuprofen|isotretinoin|golden capsules",
    ("plan", "infection_today"): r"sweat|shiver",
    ("plan", "blood_today"): r"sweat|shiver|dark now and then",
    ("plan", "swallow_food"): r"gets stuck|out of her nose",
    ("tests", "potassium"): r"diarrhoea|loose stools|live on soup",
}


@each_case
def test_nobody_is_told_a_general_sentence_that_their_own_story_denies(case):
    texts = [case.opening, *(part.told for part in (*case.event, *case.answer))]
    for (step, name), words in FALSE_FOR.items():
        if re.search(words, " ".join(texts), re.I):
            assert name in case.at(step), (step, name)
