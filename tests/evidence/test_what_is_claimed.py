"""No sentence says more than its source: who was measured, who was compared, what is unknown."""

import re

import pytest

from helpers.evidence import HowRead, Kind, describe_study, evidence, study_names

CLAIMS = list(evidence().claims.values())
NUMBERS = list(evidence().parameters.values())
SENTENCES = [
    *((row.id, text) for row in CLAIMS for text in (row.claim, row.counter)),
    *((row.id, text) for row in NUMBERS for text in (row.meaning, row.chosen)),
    *((name, describe_study(name).note) for name in study_names()),
]

UNIVERSAL = re.compile(
    r"\b(?:nobody|no one) (?:has|gives|knows|ever)\b"
    r"|\b(?:has|have) (?:never|not) been (?:measured|counted|shown|published|tested|compared)\b"
    r"|\bno (?:human )?(?:study|trial|publication) (?:gives|shows|has|states)\b",
    re.I,
)
HEDGED = re.compile(
    r"as far as we know|in what we read|that we read|that we found|we (?:know|found|saw)", re.I
)

# A condition in the name of a number, and the words by which a source shows it.
CONDITIONS = {
    r"\bmorning\b": r"morning",
    r"\bfasting\b": r"fasting",
    r"\bhealthy\b": r"healthy|normal|control|volunteers|without hair loss",
    r"\badults?\b": r"adult|women|men\b|18|volunteers",
    r"\bhealthy men\b": r"healthy men|men\b",
    r"\bwithout inflammation\b": r"inflam|CRP",
}

IMPROVED = re.compile(
    r"\b(?:respon(?:ds?|ded|sive)|improved|regrew|regrown|grew back|came back|cured"
    r"|went away|grew again|cleared)\b",
    re.I,
)
COMPARED = re.compile(
    r"control group|untreated|placebo|drew lots|by itself|by themselves|alone|compare"
    r"|against|other|trial|without a|nobody",
    re.I,
)
DIGESTS = ("tressless.com",)


def universals(text):
    """Return the parts of a text that say of everybody what only we have not found."""
    parts = re.split(r"[.;:]", text)
    return [p.strip() for p in parts if UNIVERSAL.search(p) and not HEDGED.search(p)]


def test_what_we_did_not_find_is_not_called_absent():
    found = {name: part for name, text in SENTENCES for part in universals(text)}
    assert found == {}


@pytest.mark.parametrize(
    "said",
    [
        "How often scalp disease scars: nobody has counted it.",
        "Our choice; no human study gives it.",
        "Whether scarring has a threshold at all has not been measured.",
    ],
)
def test_a_universal_is_found(said):
    assert universals(said)


def test_a_universal_with_its_limit_is_left_alone():
    assert not universals("It has not been measured, as far as we know.")
    assert not universals("We know of no study that shows it.")


@pytest.mark.parametrize(("named", "shown"), CONDITIONS.items())
def test_a_condition_in_a_measured_number_stands_in_its_source(named, shown):
    lacking = []
    for row in NUMBERS:
        if row.kind not in (Kind.MEASURED, Kind.DERIVED):
            continue
        if not re.search(named, f"{row.name} {row.meaning}", re.I):
            continue
        read = [evidence().sources[source] for source in row.sources]
        told = " ".join([*(f"{s.citation} {s.note}" for s in read), row.chosen])
        lacking += [] if re.search(shown, told, re.I) else [row.id]
    assert lacking == []


def test_what_got_better_is_set_beside_what_was_left_alone():
    better = [row for row in CLAIMS if IMPROVED.search(re.sub(r"We know of.*", "", row.claim))]
    assert len(better) > 10
    assert [row.id for row in better if not COMPARED.search(f"{row.claim} {row.counter}")] == []


def test_a_digest_is_not_cited_as_the_study():
    digests = [
        row
        for row in evidence().sources.values()
        if any(host in row.link for host in DIGESTS) or row.note.startswith("Digest")
    ]
    assert digests
    assert [row.id for row in digests if row.read is not HowRead.SECONDARY] == []
    by_link = [row for row in digests if row.link and "doi.org" not in row.link]
    assert [row.id for row in by_link if "as summarised" not in row.citation] == []
