"""The words of the lessons: every number can be traced, every part is there."""

import json
import re

import pytest

from helpers.course import all_lessons, find_lesson, lesson_keys
from helpers.evidence import data_folder, evidence, load_questions, load_text, phrases
from helpers.page.prose import to_html

LINK = re.compile(r"\[([^\]]*)\]\(([^)]+)\)")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WORDS = {
    "0": "none", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six",
    "8": "eight", "10": "ten", "12": "twelve",
}  # fmt: skip
# Numbers that are no statement about the world.
NOT_A_CLAIM = re.compile(
    r"COVID-19|lesson \d\d|CEBM, 2011|from 1, systematic|to 5, mechanism|level 5"
    r"|\bB12\b|\b25-OH\b|^### \d\.|^\d\. |\*\*\d\."
    r"|\bNUDT15\b"  # an enzyme
    r"|[Aa]nti-(?:Jo-1|MDA5|Mi-2|NXP2|TIF1)\b"  # names of antibodies
)
# Words that blame a person, or make a person of a disease.
FORBIDDEN = re.compile(
    r"complain(?:s|ed|ing)? of|\bfail(?:s|ed|ing)? (?:treatment|therapy|to respond)|\bfailed\b"
    r"|non-?complian|\bcomplian(?:t|ce)\b|\bsuffer(?:s|ed|ing|ers?)?\b|\bvictims?\b|\bdenie[sd]\b"
    r"|\bafflict|admits to|poor historian|\bnormal people\b|wheelchair-bound|\babuser"
    r"|\b(?:dermatomyositis|myositis|dm|lupus|alopecia|cancer|coeliac|celiac) patients\b"
    r"|\b(?:alopecics?|diabetics|epileptics?|anorexics?)\b|\bthe (?:bald|obese|sick|elderly)\b",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"(?<![\w-])(?:anti-)?([A-Z]{2,}[0-9]*|[A-Z]+[0-9]+)(?![\w])")
# Known to every student, or a name in a citation.
KNOWN = {"COVID", "HIV", "PDF", "CT", "CEBM", "WHO"}
KEYS = lesson_keys()


def prose(key):
    """Return every piece of text that states something, with where it stands."""
    for section, text in load_text(key).items():
        for line in text.splitlines():
            yield f"{key}.ipynb, {section}", line
    for question in load_questions(key):
        for option in question.option:
            yield f"{key}.toml, {question.id}", option.feedback
            yield f"{key}.toml, {question.id}", option.why


@pytest.mark.parametrize("key", KEYS)
def test_every_number_can_be_traced(key):
    loose = []
    for where, line in prose(key):
        rest = NOT_A_CLAIM.sub("", LINK.sub("", line))
        if NUMBER.search(rest):
            loose.append(f"{where}: {rest.strip()}")
    assert loose == []


def numbers(text):
    return {number.replace(",", "").rstrip(".") for number in NUMBER.findall(text)}


@pytest.mark.parametrize("key", KEYS)
def test_a_number_tied_to_a_claim_stands_in_that_claim(key):
    wrong = []
    for where, line in prose(key):
        for text, address in LINK.findall(line):
            kind, _, name = address.partition(":")
            if kind != "claim":
                continue
            claim = evidence().claims[name]
            known = numbers(claim.claim + " " + claim.counter)
            spoken = (claim.claim + " " + claim.counter).lower()
            wrong += [
                f"{where}: {number} is not in claim {name}"
                for number in numbers(text)
                if number not in known and WORDS.get(number, "\0") not in spoken
            ]
    assert wrong == []


UNIT = re.compile(r"\b(hour|day|week|month|year)s?\b", re.IGNORECASE)


def units(text):
    """Return the units of time that a text names."""
    return {unit.lower() for unit in UNIT.findall(text)}


def units_told(text):
    """Return the units of time that a source supports: 7 days and more are weeks as well."""
    days = re.findall(r"(\d+) days", text)
    weeks = {"week"} if any(int(number) >= 7 for number in days) else set()
    return units(text) | weeks | ({"day"} if "24 hours" in text else set())


@pytest.mark.parametrize("key", [*KEYS, "clinic"])
def test_a_unit_of_time_tied_to_a_claim_stands_in_that_claim(key):
    wrong = []
    for where, line in prose(key):
        for text, address in LINK.findall(line):
            kind, _, name = address.partition(":")
            if kind == "claim":
                claim = evidence().claims[name]
                if more := units(text) - units_told(f"{claim.claim} {claim.counter}"):
                    wrong.append(f"{where}: {text}: {', '.join(more)} is not in claim {name}")
            elif kind == "param" and units(text) - units(evidence().parameters[name].unit):
                wrong.append(f"{where}: {text} is not the unit of {name}")
    assert wrong == []


@pytest.mark.parametrize("key", KEYS)
def test_every_reference_has_a_row(key):
    from helpers.course import new_page as lesson

    facts = lesson(key).facts
    for _, line in prose(key):
        to_html(line, facts)


@pytest.mark.parametrize("key", KEYS)
def test_every_misconception_exists(key):
    named = {o.misconception for q in load_questions(key) for o in q.option if o.misconception}
    assert named <= set(evidence().misconceptions)


def test_no_feedback_is_used_twice():
    feedback = [
        o.feedback for key in KEYS for q in load_questions(key) for o in q.option if not o.right
    ]
    twice = {text for text in feedback if feedback.count(text) > 1}
    assert twice == set()


def every_text():
    """Return every text of the collection that a reader meets, with where it stands."""
    folder = data_folder()
    for path in sorted(folder.glob("guides/*.md")):
        yield path.name, path.read_text(encoding="utf-8")
    for key in [*KEYS, "clinic", "review"]:
        yield f"{key}.md", "\n".join(load_text(key).values())
    for path in sorted([*folder.glob("questions/**/*.toml"), *folder.glob("cases/*.toml")]):
        yield path.name, path.read_text(encoding="utf-8")
    yield "clinic.toml", (folder / "clinic.toml").read_text(encoding="utf-8")
    for row in evidence().claims.values():
        yield f"claim {row.id}", f"{row.claim} {row.counter}"
    for row in evidence().safety.values():
        yield f"safety {row.id}", f"{row.title} {row.sentence}"
    for row in evidence().misconceptions.values():
        yield f"misconception {row.id}", row.better
    for row in evidence().parameters.values():
        yield f"parameter {row.id}", f"{row.name} {row.meaning} {row.chosen}"
    for row in evidence().glossary.values():
        yield f"glossary {row.id}", f"{row.term} {row.meaning}"
    for row in phrases().values():
        yield f"words {row.id}", row.en


def test_words_put_the_person_first():
    found = [f"{where}: {m[0]}" for where, text in every_text() for m in FORBIDDEN.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "said", ["She complains of itch.", "He failed treatment", "ten DM patients", "suffers from"]
)
def test_the_list_finds_words_that_blame(said):
    assert FORBIDDEN.search(said)


def in_reading_order(key):
    """Return the lines of a lesson as a student meets them."""
    text, questions = dict(load_text(key)), load_questions(key)

    def asked(stage):
        for question in questions:
            if question.stage == stage:
                yield question.stem
                for option in question.option:
                    yield from (option.text, option.feedback, option.why)

    last = [text.pop(name, "") for name in ("limits", "refer", "next")]
    yield text.pop("case", "")
    yield from asked("predict")
    yield text.pop("look", "")
    yield from asked("see")
    yield from text.values()
    yield from asked("exit")
    yield from last


def is_defined(line, name):
    """Whether a line says what an acronym is: in brackets, or by the word before or after it."""
    name = rf"(?:anti-)?{name}"
    return bool(
        re.search(rf"\w \({name}\)|{name} \([a-zA-Z][^)]+\)|{name}, (?:the|an?) \w", line)
        or re.search(rf"\b(?:antibody|enzyme|factor|gene|hormone|protein) {name}", line)
    )


@pytest.mark.parametrize("key", KEYS)
def test_acronyms_are_defined_at_first_use_and_in_the_glossary(key):
    terms = {name for row in evidence().glossary.values() for name in ACRONYM.findall(row.term)}
    seen, undefined = set(), []
    for part in in_reading_order(key):
        for line in LINK.sub(r"\1", part).splitlines():
            for name in ACRONYM.findall(line):
                if name in KNOWN or name in seen:
                    continue
                seen.add(name)
                if not is_defined(line, name):
                    undefined.append(f"{name}: {line}")
                if name not in terms:
                    undefined.append(f"{name} is not in glossary.csv")
    assert undefined == []


def test_acronyms_of_the_clinic_are_in_the_glossary():
    terms = {name for row in evidence().glossary.values() for name in ACRONYM.findall(row.term)}
    used = {
        name
        for where, text in every_text()
        if where.endswith(".toml") or where.endswith(".md")
        for name in ACRONYM.findall(LINK.sub(r"\1", text))
    }
    assert used - terms - KNOWN == set()


def test_the_start_page_knows_that_hair_loss_may_be_close():
    text = load_text("start_here")["explain"]
    assert "(claim:stress_students)" in text
    assert "by their own account" in text
    numbers_said = numbers(evidence().claims["stress_students"].claim)
    assert {"303", "20", "167"} <= numbers_said


@pytest.mark.parametrize("key", KEYS)
def test_no_feedback_begins_with_a_verdict_only(key):
    for question in load_questions(key):
        for option in question.option:
            assert not option.feedback.lower().startswith(("wrong", "incorrect", "false"))


@pytest.mark.parametrize("key", KEYS)
def test_little_to_read_before_the_first_control(key):
    question = next(q for q in load_questions(key) if q.stage == "predict")
    words = load_text(key)["case"].split() + question.stem.split()
    assert len(words) <= 120


@pytest.mark.parametrize("key", KEYS)
def test_every_part_is_there(key):
    text = load_text(key)
    spec = find_lesson(key)
    needed = {"case", "look", "explain", "limits", "refer", "next"}
    if spec.challenge:
        needed |= {"worked", "challenge", "challenge_done"}
    if "written" in text:  # a task in one's own words, and what to compare it with
        needed |= {"written", "written_answer"}
    assert set(text) - {"deeper", "key_points"} == needed
    assert text["limits"].count("\n- ") >= 3
    assert "invented case" in text["case"] or not spec.challenge
    assert sum(spec.minutes.values()) <= 30


@pytest.mark.parametrize("key", [key for key in KEYS if find_lesson(key).challenge])
def test_the_exit_check_is_balanced(key):
    questions = load_questions(key)
    base = [q for q in questions if q.stage == "exit" and not q.variant_of]
    assert sorted(q.about for q in base) == ["earlier", "lesson", "lesson", "lesson", "transfer"]
    for question in base:
        assert [q for q in questions if q.variant_of == question.id], question.id


@pytest.mark.parametrize("key", KEYS)
def test_every_number_of_the_model_has_a_row(key):
    for name in find_lesson(key).parameters:
        assert name in evidence().parameters


def test_notebook_text_matches_its_lesson():
    for spec in all_lessons():
        path = data_folder().parent / "notebooks" / spec.notebook
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        opening = "".join(cells[0]["source"])
        assert opening.startswith(f"# {spec.title}\n")
        # On the start page the course stands before its own short lesson.
        said = opening if spec.number else "".join(line for c in cells for line in c["source"])
        assert f"About {sum(spec.minutes.values())} minutes" in said
        code = "".join(
            line for cell in cells if cell["cell_type"] == "code" for line in cell["source"]
        )
        assert f'lesson("{spec.key}")' in code


def test_printed_numbers_of_lesson_01_are_those_of_its_claims():
    from helpers.lessons.hair_growth_cycle.spec import PRINTED, PRINTED_ANAGEN_PERCENT

    claims = evidence().claims
    assert {str(n) for n in PRINTED_ANAGEN_PERCENT} <= numbers(claims["shares_textbook"].claim)
    article = numbers(claims["shares_inconsistent_article"].claim)
    assert {str(n) for n in PRINTED["anagen_years"]} <= article
    assert {str(n // 7) for n in PRINTED["telogen_days"]} <= article


LEVELS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
LEVEL_ROW = re.compile(r"^\| .*\(claim:(\w+)\).*\| (one|two|three|four|five) \|$", re.MULTILINE)


def test_a_level_in_a_table_is_that_of_its_claim():
    """A row of several claims names the level of the last one."""
    found = [(key, *row) for key in lesson_keys() for text in load_text(key).values()
             for row in LEVEL_ROW.findall(text)]  # fmt: skip
    assert len(found) > 3
    wrong = [row for row in found if evidence().claims[row[1]].level != LEVELS[row[2]]]
    assert wrong == []
