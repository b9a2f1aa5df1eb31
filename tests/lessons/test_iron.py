"""Lesson 05 promises no hair, advises no dose, and its surprise comes out of the data."""

import re

from helpers.course import find_lesson
from helpers.evidence import evidence, load_questions, load_text

PROMISE = re.compile(
    r"\b(regrow\w*|restores? hair|brings? (the )?hair back|cures?)\b", re.IGNORECASE
)
DOUBT = re.compile(r"\b(no|not|nobody|nothing|never|without|none|whether)\b", re.IGNORECASE)
ADVICE = re.compile(r"\b(take|give|prescribe|start) \[?\d+", re.IGNORECASE)


def sentences():
    for text in load_text("iron").values():
        yield from re.split(r"(?<=[.;?]) ", text)
    for question in load_questions("iron"):
        for option in question.option:
            yield from re.split(r"(?<=[.;?]) ", f"{option.feedback} {option.why}")


def test_no_sentence_promises_hair():
    bold = [s for s in sentences() if PROMISE.search(s) and not DOUBT.search(s)]
    assert bold == []


def test_no_dose_is_advised():
    assert [s for s in sentences() if ADVICE.search(s)] == []


def test_every_iron_claim_has_its_level_and_counter_evidence():
    claims = [row for row in evidence().claims.values() if row.id.startswith("iron_")]
    assert len(claims) > 20
    for row in claims:
        assert len(row.counter.split()) >= 4, row.id


def test_the_step_from_iron_to_hair_includes_none_and_begins_at_none():
    row = evidence().parameters["iron_follicle_release"]
    assert row.value == row.low == 0


def test_the_comparison_earns_its_surprise():
    spec = find_lesson("iron")
    explore = spec.explore
    base = {c.key: c.default for c in (*explore.controls(), *explore.more())}
    low = explore.run(**(base | dict(spec.contrast.before)))
    high = explore.run(**(base | dict(spec.contrast.after)))
    for before, after in zip(low.groups, high.groups, strict=True):
        assert after.percent > before.percent
    assert high.values["athletes_percent"] > 50
    assert high.values["te_controls_percent"] > 50
    assert "nobody's blood has changed" in explore.say(high, low)
