"""The words of the lessons: every number can be traced, every part is there."""

import json
import re

import pytest

from helpers.evidence import data_folder, evidence, load_questions, load_text
from helpers.lessons import all_lessons, find_lesson, lesson_keys
from helpers.widgets.prose import to_html

LINK = re.compile(r"\[([^\]]*)\]\(([^)]+)\)")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WORDS = {
    "0": "none", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six",
    "8": "eight", "10": "ten", "12": "twelve",
}  # fmt: skip
# Numbers that are no statement about the world.
NOT_A_CLAIM = re.compile(
    r"COVID-19|lesson \d\d|CEBM, 2011|from 1, systematic|to 5, mechanism|level 5|^### \d\.|\*\*\d\."
)
FORBIDDEN = ("complains of", "failed", "non-compliant", "suffers from", "victim", "denies")
KEYS = lesson_keys()


def prose(key):
    """Return every piece of text that states something, with where it stands."""
    for section, text in load_text(key).items():
        for line in text.splitlines():
            yield f"{key}.md, {section}", line
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


@pytest.mark.parametrize("key", KEYS)
def test_every_reference_has_a_row(key):
    from helpers.lessons import lesson

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


@pytest.mark.parametrize("key", KEYS)
def test_words_put_the_person_first(key):
    text = " ".join(line for _, line in prose(key)).lower()
    assert [word for word in FORBIDDEN if word in text] == []


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
    assert set(text) == needed
    assert text["limits"].count("\n- ") >= 3
    assert "invented case" in text["case"] or not spec.challenge
    assert sum(spec.minutes.values()) <= 25


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
        assert f"About {sum(spec.minutes.values())} minutes" in opening
        code = "".join(
            line for cell in cells if cell["cell_type"] == "code" for line in cell["source"]
        )
        assert f'lesson("{spec.key}")' in code


def test_printed_numbers_of_lesson_01_are_those_of_its_claims():
    from helpers.lessons.hair_growth_cycle import PRINTED, PRINTED_ANAGEN_PERCENT

    claims = evidence().claims
    assert {str(n) for n in PRINTED_ANAGEN_PERCENT} <= numbers(claims["shares_textbook"].claim)
    article = numbers(claims["shares_inconsistent_article"].claim)
    assert {str(n) for n in PRINTED["anagen_years"]} <= article
    assert {str(n // 7) for n in PRINTED["telogen_days"]} <= article
