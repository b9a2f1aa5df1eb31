"""Every claim on a nutrient has its level and its counter-evidence; none promises hair."""

import re

import pytest

from helpers.course import new_page as lesson
from helpers.evidence import evidence
from helpers.page.prose import to_html

NUTRIENTS = {
    "iron": r"\biron\b|ferritin",
    "zinc": r"\bzinc\b",
    "vitamins": r"\bvitamin",
    "selenium": r"\bselenium\b",
    "biotin": r"\bbiotin\b",
    "protein": r"\bprotein\b|malnutrition",
}
NAMED = re.compile("|".join(NUTRIENTS.values()), re.IGNORECASE)
CLAIMS = {row.id: row for row in evidence().claims.values() if NAMED.search(row.claim)}
PROMISE = re.compile(
    r"(regrows?|restores?|brings? back|cures?|makes? [a-z ]*hair grow)", re.IGNORECASE
)
DOUBT = re.compile(r"\b(no|not|nobody|never|without|neither|whether|lacking)\b", re.IGNORECASE)


@pytest.mark.parametrize("nutrient", NUTRIENTS)
def test_every_nutrient_is_spoken_of(nutrient):
    pattern = re.compile(NUTRIENTS[nutrient], re.IGNORECASE)
    assert any(pattern.search(row.claim) for row in CLAIMS.values())


@pytest.mark.parametrize("row", CLAIMS.values(), ids=list(CLAIMS))
def test_a_nutrient_claim_has_its_level_and_what_speaks_against_it(row):
    assert 1 <= row.level <= 5
    assert len(row.counter.split()) >= 4
    assert row.sources


@pytest.mark.parametrize("row", CLAIMS.values(), ids=list(CLAIMS))
def test_no_nutrient_claim_promises_hair(row):
    for sentence in re.split(r"(?<=[.;:]) ", row.claim):
        if PROMISE.search(sentence):
            assert DOUBT.search(sentence), sentence


def test_level_and_counter_evidence_are_shown_beside_the_claim():
    card = to_html("[a gap](claim:zinc_published_gap)")
    row = evidence().claims["zinc_published_gap"]
    assert row.counter[:40] in card
    assert f"level of evidence ({row.level})" in card


def test_the_page_promises_no_hair_from_a_supplement_without_a_lack():
    text = " ".join(lesson("zinc_and_supplements").text.values())
    for sentence in re.split(r"(?<=[.;:]) ", text):
        if PROMISE.search(sentence):
            assert DOUBT.search(sentence), sentence
