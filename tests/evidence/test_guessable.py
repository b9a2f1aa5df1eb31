"""Who knows nothing cannot guess: no trick finds the right options of the questions.

Six blind guessers read the options and never the medicine. A tie is broken by chance, so a
guesser is right by the share that the right option has of the tied ones.
"""

import re

import pytest

from helpers.evidence import data_folder, evidence, load_questions, load_vignettes, shuffled

FILES = sorted(path.stem for path in data_folder().glob("questions/*.toml"))
BANK = {key: load_questions(key) for key in FILES} | {"exam": load_vignettes()}
EVERY = [question for questions in BANK.values() for question in questions]
SEEDS = range(20)
OF_BANK = 0.35
OF_LESSON = 0.35
LESSON = 20  # of fewer, chance alone passes a third too often

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
HEDGE = re.compile(
    r"\b(?:may|might|can|could|would|often|usually|probably|likely|possibl[ey]|some|sometimes|mostly"
    r"|rarely|perhaps|partly|little|few|unless|if|whether|seems?|hint)\b",
    re.IGNORECASE,
)
ABSOLUTE = re.compile(r"“?(?:yes|no|none|nothing|never|always|all)\b", re.IGNORECASE)
PLACE = re.compile(
    r"\b(?:first|second|third|fourth|last|upper|lower|next|previous) (?:option|answer|choice)s?\b"
    r"|\b(?:option|answer|choice) (?:[A-E]\b|above\b|below\b)"
)


def plain(text):
    """Return the words of a text without the addresses of its links."""
    return LINK.sub(lambda link: link[1] or "number", text)


def content(text):
    return {word[:6] for word in re.findall(r"[a-z]{4,}", plain(text).lower())}


def longest(question):
    return [len(plain(option.text)) for option in question.option]


def shortest(question):
    return [-length for length in longest(question)]


def most_hedged(question):
    return [len(HEDGE.findall(plain(option.text))) for option in question.option]


def most_digits(question):
    return [len(re.findall(r"\d", plain(option.text))) for option in question.option]


def echo(question):
    asked = content(question.stem)
    return [len(content(option.text) & asked) for option in question.option]


def chance(question, scores):
    """Return how likely the option with the highest score is the right one."""
    best = max(scores)
    return (scores[question.answer] == best) / scores.count(best)


def first_shown(question):
    """Return how often the right option stands first, over shuffles as students get them."""
    hits = 0
    for seed in SEEDS:
        hits += shuffled(question, f"student {seed}").answer == 0
    return hits / len(SEEDS)


GUESSERS = {
    "longest": lambda question: chance(question, longest(question)),
    "shortest": lambda question: chance(question, shortest(question)),
    "most hedged": lambda question: chance(question, most_hedged(question)),
    "most digits": lambda question: chance(question, most_digits(question)),
    "first shown": first_shown,
    "echo of the stem": lambda question: chance(question, echo(question)),
}


def score(guesser, questions):
    return sum(GUESSERS[guesser](question) for question in questions) / len(questions)


@pytest.mark.parametrize("guesser", GUESSERS)
def test_a_blind_guesser_does_not_pass_the_bank(guesser):
    assert score(guesser, EVERY) < OF_BANK


@pytest.mark.parametrize("guesser", GUESSERS)
@pytest.mark.parametrize("key", [key for key in BANK if len(BANK[key]) >= LESSON])
def test_a_blind_guesser_does_not_pass_a_lesson(key, guesser):
    assert score(guesser, BANK[key]) < OF_LESSON


URGENCY = [  # the most urgent first
    r"emergency|ambulance|\bhospital bed|straight away|injection|\bnow\b|within the hour",
    r"\btoday\b|tonight|this evening|on this day|same day|immediately",
    r"this week|within this|week is over|in the week",
]


def most_urgent(question):
    ranks = []
    for option in question.option:
        found = [at for at, words in enumerate(URGENCY) if re.search(words, option.text)]
        ranks.append(-min(found, default=len(URGENCY)))
    return ranks


def test_the_most_urgent_option_is_not_usually_the_right_one():
    """Whoever raises every alarm is wrong as often as right, and so is whoever raises none."""
    dangers = [question for question in EVERY if question.red_flag]
    assert len(dangers) > 60
    ranked = [question for question in dangers if len(set(most_urgent(question))) > 1]
    right = sum(chance(question, most_urgent(question)) for question in ranked) / len(ranked)
    assert right <= 0.5, right
    calm = sum(chance(q, [-rank for rank in most_urgent(q)]) for q in ranked) / len(ranked)
    assert calm <= 0.5, calm


def test_right_and_other_options_have_as_many_words():
    right = [len(plain(o.text).split()) for q in EVERY for o in q.option if o.right]
    other = [len(plain(o.text).split()) for q in EVERY for o in q.option if not o.right]
    assert 0.9 <= (sum(right) / len(right)) / (sum(other) / len(other)) <= 1.1


def test_no_option_opens_with_an_absolute_word():
    found = [f"{q.id}: {o.text}" for q in EVERY for o in q.option if ABSOLUTE.match(o.text)]
    assert found == []


def test_feedback_names_no_place_of_an_option():
    found = [
        f"{q.id}: {place[0]}"
        for q in EVERY
        for o in q.option
        for place in PLACE.finditer(f"{q.hint} {o.feedback} {o.why}")
    ]
    assert found == []


def test_a_rule_of_safety_stands_in_its_own_words():
    rules, changed = evidence().safety, []
    for question in EVERY:
        for option in question.option:
            text = f"{option.feedback} {option.why}"
            for words, name in re.findall(r"\[([^\]]*)\]\(safety:([^)]*)\)", text):
                if words != rules[name].sentence:
                    changed.append(f"{question.id}: {name}")
    assert changed == []


def test_a_guesser_is_caught():
    """The limits mean something: a bank whose right options are the longest is refused."""
    giveaway = [q for q in EVERY if longest(q)[q.answer] == max(longest(q))]
    assert score("longest", giveaway) > OF_LESSON
