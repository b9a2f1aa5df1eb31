"""The text of the lessons is short, plainly said, and takes the minutes that it states."""

import re

import pytest
import textstat

from helpers.course import find_lesson, lesson_keys
from helpers.evidence import load_questions, load_text, phrases

KEYS = lesson_keys()
FULL = [key for key in KEYS if find_lesson(key).challenge]

LINK = re.compile(r"\[([^\]]*)\]\([^)]+\)")
WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
SENTENCE = re.compile(r"(?<=[.?!:;])[”*)]*\s+|\n+")
SAFETY = re.compile(r"\[[^\]]*\]\(safety:[a-z0-9_]+\)")

MOST_EXPLAINED = 400
MOST_DEEPER = 700
LONGEST_SENTENCE = 34
# LIX, from the length of sentences and the share of long words: under 30 is read by children,
# 40 is a newspaper, 50 a textbook.
HARDEST_TO_READ = 35
# Read at leisure by somebody whose first language is another one.
WORDS_A_MINUTE = 150
MINUTES_A_QUESTION = 0.75
# Moving the controls and looking; a picture beside the explanation; a goal to be reached;
# an answer in one's own words.
MINUTES_LOOKING, MINUTES_PICTURE, MINUTES_TRYING, MINUTES_WRITING = 2, 1, 3, 3
LONGEST_LESSON = 30
FOLDED = {"deeper"}
TOLD = ("case", "look", "explain", "deeper", "worked", "challenge", "challenge_done")

POINTS = ["Know", "See", "Ask or test", "Do", "Never", "Still unknown"]
# One idea each, short enough to be said without the page; a danger keeps its own sentence.
MOST_OF_A_POINT = (15, 25)

# Where a decision is made, and where the lesson ends: there a danger is said, once in each.
ENDS = ("key_points", "refer")
# What happens to a follicle has one name, "pushed into rest"; Headington's types keep theirs.
RELEASE = re.compile(r"(?<!anagen )(?<!telogen )(?<!“)\breleas\w*", re.IGNORECASE)
LET_GO = re.compile(r"\blets? (?:them |it )?go\b|out of growth|sen[dt]s? to rest", re.IGNORECASE)

# A court, a siege or a fire is no description of a disease.
FIGURES = re.compile(
    r"\b(?:guilty|innocent|culprit|convict|acquit|verdict|prosecut|thief|saviour|siege|alibi"
    r"|scene of the crime|at the scene|two fires)\w*",
    re.IGNORECASE,
)

# Words of a method that the lesson would have to explain first.
UNEXPLAINED = re.compile(
    r"\b(?:lognormal|hepcidin|likelihood ratio|Sobol\w*|spontaneous reports)\b", re.IGNORECASE
)

# Turns at which readers whose first language is another one stopped: a control group that reads
# like good care, a window of time without the day from which it counts, a cell in telegram style.
READ_TWICE = re.compile(
    r"\bleft untreated\b|\bfor drugs, (?:the|at|about)\b|\bthe last \[?six\b"
    r"|\bon average after the two times\b|\bso can other\b|\b(?:low|high) number: \[?\w"
    r"|\bthe two times added\b|\bof the normal hairs\b|\bmost often near\b"
    r"|\bnormal ones included\b|\bare counted too\b|\bmoult\w*"
    r"|\bits second form\b|\bsees a real one\b|\bphases together are over\b"
    r"|\bgoes on pushing\b|\bpeople with it to\b|\bin whom an? \w+ (?:is|was) found\b",
    re.IGNORECASE,
)


def words(text):
    """Count the words that a reader sees: of a link, those that stand on the page."""
    return len(WORD.findall(LINK.sub(r"\1", text)))


def minutes(key):
    """Return how long a slow reader is busy with all that stands open."""
    spec = find_lesson(key)
    text = load_text(key)
    read = sum(words(said) for name, said in text.items() if name not in FOLDED)
    on_the_way = ("predict", "see", "exit")  # practice comes after, for whoever wants it
    asked = [q for q in load_questions(key) if q.stage in on_the_way and not q.variant_of]
    done = MINUTES_LOOKING + MINUTES_PICTURE * bool(spec.extra)
    done += MINUTES_TRYING * bool(spec.challenge) + MINUTES_WRITING * ("written" in text)
    return read / WORDS_A_MINUTE + len(asked) * MINUTES_A_QUESTION + done


@pytest.mark.parametrize("key", KEYS)
def test_the_explanation_is_short(key):
    text = load_text(key)
    assert words(text["explain"]) <= MOST_EXPLAINED
    assert words(text.get("deeper", "")) <= MOST_DEEPER


@pytest.mark.parametrize("key", KEYS)
def test_the_stated_minutes_are_those_of_a_slow_reader(key):
    stated = sum(find_lesson(key).minutes.values())
    assert abs(stated - minutes(key)) <= 1
    assert stated <= LONGEST_LESSON


@pytest.mark.parametrize("key", FULL)
def test_the_explanation_says_how_long_the_folded_part_takes(key):
    text = load_text(key)
    (said,) = re.findall(
        r"“Go deeper” takes about \[(\d+) minutes?\]\(setting:\) more", text["explain"]
    )
    assert abs(int(said) - words(text["deeper"]) / WORDS_A_MINUTE) <= 1


@pytest.mark.parametrize("key", KEYS)
def test_no_turn_at_which_readers_stopped(key):
    told = [*load_text(key).values()]
    for question in load_questions(key):
        told += [question.stem, *(option.text for option in question.option)]
        told += [part for option in question.option for part in (option.feedback, option.why)]
    assert [hit[0] for text in told for hit in READ_TWICE.finditer(text)] == []


def test_no_such_turn_in_the_words_around_the_lessons():
    assert [name for name, row in phrases().items() if READ_TWICE.search(row.en)] == []


def said_too_often(text):
    """Return each danger that stands more than once on the way or more than once at the end."""
    at_the_end = [said for name, said in text.items() if name in ENDS]
    on_the_way = [said for name, said in text.items() if name not in ENDS]
    ids = [re.findall(r"\(safety:(\w+)\)", "\n".join(part)) for part in (on_the_way, at_the_end)]
    return sorted({one for part in ids for one in part if part.count(one) > 1})


@pytest.mark.parametrize("key", KEYS)
def test_a_danger_is_said_where_it_is_decided_and_at_the_end(key):
    assert said_too_often(load_text(key)) == []


def test_a_danger_said_twice_is_found():
    once = "[…](safety:lung)"
    assert said_too_often({"explain": once, "refer": once}) == []
    assert said_too_often({"explain": once, "worked": once}) == ["lung"]
    assert said_too_often({"key_points": once, "refer": once}) == ["lung"]


@pytest.mark.parametrize("key", KEYS)
def test_a_push_into_rest_has_one_name(key):
    text = load_text(key)
    found = [LINK.sub(r"\1", said) for said in text.values()]
    assert [m[0] for said in found for m in (*RELEASE.finditer(said), *LET_GO.finditer(said))] == []


def test_controls_and_sentences_call_it_so_too():
    kinds = ("control_", "said_", "contrast_", "goal_")
    said = {name: row.en for name, row in phrases().items() if name.startswith(kinds)}
    shown = {name: re.sub(r"\{[^}]*\}", "", text) for name, text in said.items()}
    assert shown
    assert [
        name for name, text in shown.items() if RELEASE.search(text) or LET_GO.search(text)
    ] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_student_is_asked_for_no_command(key):
    assert [name for name, said in load_text(key).items() if "uv run" in said] == []


@pytest.mark.parametrize("key", FULL)
def test_there_are_five_key_points_and_what_is_unknown(key):
    points = re.findall(r"^- \*\*(.+?):\*\* (.+)$", load_text(key)["key_points"], re.MULTILINE)
    assert [name for name, _ in points] == POINTS
    for name, said in points:
        assert words(SAFETY.sub("", said)) <= MOST_OF_A_POINT[name == "Still unknown"], name


def sentences(text):
    """Return the sentences of running prose, without those of a danger, which have their table."""
    plain = LINK.sub(r"\1", SAFETY.sub("", text))
    lines = [line for line in plain.splitlines() if not line.startswith(("|", "#"))]
    return [one.strip("*- ") for one in SENTENCE.split("\n".join(lines)) if words(one)]


@pytest.mark.parametrize("key", KEYS)
def test_no_sentence_has_to_be_read_twice_for_its_length(key):
    found = [(name, one) for name in TOLD for one in sentences(load_text(key).get(name, ""))]
    assert [where for where in found if words(where[1]) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_second_year_student_can_read_it(key):
    text = load_text(key)
    # A full stop after each, so that the end of a list's point counts as one.
    said = {name: ". ".join(sentences(text.get(name, ""))) for name in TOLD}
    graded = {name: textstat.lix(prose) for name, prose in said.items() if words(prose) > 40}
    assert graded
    assert {name: grade for name, grade in graded.items() if grade > HARDEST_TO_READ} == {}


@pytest.mark.parametrize("key", KEYS)
def test_disease_is_described_without_courts_and_sieges(key):
    text = load_text(key)
    found = [f"{name}: {m[0]}" for name, said in text.items() for m in FIGURES.finditer(said)]
    assert found == []


@pytest.mark.parametrize("key", KEYS)
def test_no_word_of_a_method_stands_unexplained(key):
    said = {name: LINK.sub(r"\1", text) for name, text in load_text(key).items()}
    said |= {name: row.en for name, row in phrases().items() if name.startswith("unknown_")}
    assert [f"{name}: {m[0]}" for name, t in said.items() for m in UNEXPLAINED.finditer(t)] == []


@pytest.mark.parametrize("key", KEYS)
def test_every_lesson_looks_back_as_far(key):
    """Three to four months for any trigger, six for a drug: where one stands, so does the other."""
    for name in ("explain", "key_points"):
        said = load_text(key).get(name, "")
        if "(claim:te_look_back)" in said:
            assert "[six](claim:drug_months)" in said, name
    assert "one to six months" not in "".join(load_text(key).values())


@pytest.mark.parametrize("said", ["a thief", "None is convicted by it", "found at the scene"])
def test_the_list_finds_courts(said):
    assert FIGURES.search(said)


def test_words_of_a_link_count_and_its_address_does_not():
    assert words("It takes [17.5 days](param:catagen_mean), **then** 3 | x |") == 7
