"""Questions are asked in words that a reader has met, and hold what decides between the options."""

import re

from helpers.evidence import data_folder, load_questions, load_vignettes

FILES = sorted(path.stem for path in data_folder().glob("questions/*.toml"))
EVERY = [question for key in FILES for question in load_questions(key)] + list(load_vignettes())

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
VAGUE = re.compile(
    r"\bwhat (?:is|was|would be) (?:right|wrong|true|best|missing|it)\b"
    r"|\bwhat is the right (?:speed|step|thing)\b"
    r"|\bwhat (?:happened|fits|applies|did you see)\?"
    r"|\bwhich (?:answer|comment|reading|report|forecast was) (?:is )?right\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\blessons? \d+|\bfrom (?:lesson|the start page)\b|\bbefore you see\b", re.IGNORECASE
)
SHEDS = re.compile(r"\bsheds?\b", re.IGNORECASE)
CLUBS = re.compile(r"(?<!sports )\bclubs\b(?!:)", re.IGNORECASE)
OPENINGS = re.compile(r"\bopenings?\b", re.IGNORECASE)
WHOSE = re.compile(
    r"\b(?:follicles?|hair) openings?\b"
    r"|\bopenings? (?:of|for) (?:the |every |each )?(?:follicle|hair)",
    re.IGNORECASE,
)
PRIVATE = re.compile(
    r"tablets?'s work|steroid is leaving|hormones are ill|openings? (?:are |is )?kept"
    r"|\b(?:by|through) custom\b",
    re.IGNORECASE,
)
VALUE = re.compile(r"\d[\d.,]* (?:µg/L|µg/dL|g/dL|mg/L|g/L)")
RANGE = re.compile(r"^[^.;:(]{0,40}\((?:[^)]*\b)?(?:normal|below|above|\d[\d.]* to \d)")
NO_LEVEL = {  # differences, and values that the laboratory or the person already judges
    "zinc_exit_size",
}

SOON = re.compile(
    r"\btoday\b|\bnow\b|\btonight\b|\bat once\b|\bthis (?:week|afternoon)\b|\btomorrow\b"
    r"|\bwithin (?:a day|this week)\b|\bimmediately\b|\bsame day\b|\bstraight away\b"
    r"|\bemergency\b|\bambulance\b|\bin the week\b",
    re.IGNORECASE,
)
ALARM = re.compile(
    r"\btoday\b|\btonight\b|\bat once\b|\bsame day\b|\bstraight away\b|\bemergency\b|\bambulance\b",
    re.IGNORECASE,
)


def plain(text):
    """Return the words of a text without the addresses of its links."""
    return LINK.sub(lambda link: link[1] or "number", text)


def shown(question):
    """Return what stands before a student who has not answered: the stem, and each option."""
    return [plain(question.stem), *(plain(option.text) for option in question.option)]


def said(question):
    """Return every text of a question, feedback included."""
    told = [plain(f"{option.feedback} {option.why}") for option in question.option]
    return [*shown(question), *told]


def loose_sheds(text):
    """Return each “sheds” that says neither what is shed nor that hairs are."""
    found = []
    for word in SHEDS.finditer(text):
        after = " ".join(text[word.end() :].split()[:5])
        before = " ".join(text[: word.start()].split()[-6:])
        if not re.search(r"\b(?:hairs?|shafts?)\b", f"{before} {after}"):
            found.append(f"{before} {word[0]} {after}")
    return found


def without_range(stem):
    """Return each laboratory value of a stem beside which no normal range stands."""
    return [v[0] for v in VALUE.finditer(stem) if not RANGE.match(stem[v.end() :])]


def alone_in_a_hurry(question):
    """Return whether the right option alone says that something happens soon."""
    soon = [bool(SOON.search(plain(option.text))) for option in question.option]
    others = [one for place, one in enumerate(soon) if place != question.answer]
    return soon[question.answer] and not any(others)


def only_calm_one(question):
    """Return whether one measured option stands against alarms alone."""
    alarms = [bool(ALARM.search(plain(option.text))) for option in question.option]
    return not alarms[question.answer] and sum(alarms) == len(alarms) - 1


def test_a_stem_ends_in_one_clear_question():
    stems = [(question.id, plain(question.stem)) for question in EVERY]
    assert [one for one in stems if not one[1].endswith("?") or VAGUE.search(one[1])] == []


def test_no_stem_names_a_lesson():
    assert [q.id for q in EVERY if LABEL.search(plain(q.stem))] == []


def test_hair_is_what_is_shed():
    assert [f"{q.id}: {found}" for q in EVERY for t in said(q) for found in loose_sheds(t)] == []


def test_club_hairs_and_roots_are_called_so():
    assert [f"{q.id}: {text}" for q in EVERY for text in said(q) if CLUBS.search(text)] == []


def test_openings_are_those_of_follicles():
    """Where a stem or an option first speaks of openings, it says whose they are."""
    bare = []
    for question in EVERY:
        stem, *options = shown(question)
        for text in [stem] if OPENINGS.search(stem) else options:
            first, said_whose = OPENINGS.search(text), WHOSE.search(text)
            if first and not (said_whose and said_whose.end() >= first.end() > said_whose.start()):
                bare.append(f"{question.id}: {text}")
    assert bare == []


def test_no_private_words():
    assert [f"{q.id}: {text}" for q in EVERY for text in shown(q) if PRIVATE.search(text)] == []


def test_a_laboratory_value_comes_with_its_range():
    bare = {q.id: without_range(plain(q.stem)) for q in EVERY if q.id not in NO_LEVEL}
    assert {name: values for name, values in bare.items() if values} == {}


def test_the_right_option_is_not_the_only_one_in_a_hurry():
    dangers = [question for question in EVERY if question.red_flag]
    assert [q.id for q in dangers if alone_in_a_hurry(q)] == []


def test_no_measured_option_stands_against_alarms_alone():
    assert [q.id for q in EVERY if only_calm_one(q)] == []


def test_the_rules_find_what_they_are_for():
    """What a physician stumbled over is found."""
    assert VAGUE.search("The values are normal. What is right about this?")
    assert VAGUE.search("Its edge is quiet. What is the right speed?")
    assert LABEL.search("From lesson 06. In a hair clinic Ms V. mentions that tablets stick.")
    assert loose_sheds("A man of 39 sheds since an operation.")
    assert not loose_sheds("Each follicle sheds one hair in a cycle.")
    assert CLUBS.search("Nine come out, all with clubs.")
    assert PRIVATE.search("“This is the tablet's work.”")
    assert without_range("Ferritin 9 µg/L, haemoglobin 12.1 g/dL.") == ["9 µg/L", "12.1 g/dL"]
    assert not without_range(
        "Ferritin is 9 µg/L (normal 30 to 300), haemoglobin 12.1 g/dL (13 to 17)."
    )
