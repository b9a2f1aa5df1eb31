"""Lesson 06 promises no hair, advises no dose, and its surprise comes out of the data."""

import re

import pytest

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
    assert "Nobody's blood has changed" in explore.say(high, low)


NUTRITION = pytest.mark.parametrize("key", ["iron", "zinc_and_supplements"])


@NUTRITION
def test_the_explanation_is_short_and_begins_with_the_dangers(key):
    explain = load_text(key)["explain"]
    words = re.sub(r"\]\([^)]*\)|[|*\[]|-{3,}", " ", explain).split()
    assert len(words) <= 400
    first, *rest = explain.split("\n\n")
    assert first.count("(safety:") >= 1
    assert not any("(safety:" in part for part in rest)
    assert next(part for part in rest if part.startswith("|"))


@NUTRITION
def test_what_is_about_method_is_folded(key):
    text = load_text(key)
    assert len(text["deeper"].split()) > 300
    for word in ("interval", "correlation", "pooled", "tuned", "p value"):
        assert word not in re.sub(r"\]\([^)]*\)", "]", text["explain"]).lower()


@NUTRITION
def test_the_key_points_are_five_lines_and_one_unknown(key):
    heads = re.findall(r"^- \*\*(.+?):\*\*", load_text(key)["key_points"], flags=re.MULTILINE)
    assert heads == ["Know", "See", "Ask or test", "Do", "Never", "Still unknown"]


def test_each_of_six_lacks_has_its_people_its_signs_and_a_range_in_both_units():
    text = load_text("zinc_and_supplements")
    for name in ("iron", "zinc", "protein", "B12", "folate", "vitamin D"):
        assert re.search(rf"^\| {name}\b", text["explain"], flags=re.MULTILINE), name
        row = re.search(rf"^\| {name}\b.*$", text["deeper"], flags=re.MULTILINE)
        assert row, name
        assert "(claim:" in row[0], name
    for row in ("zinc", "albumin", "b12", "folate", "vitamin_d", "haemoglobin"):
        claim = evidence().claims[f"range_{row}"]
        assert re.search(r"\(\d[\d. to]*[a-zµ]+(mol)?/\w+\)", claim.claim), row
