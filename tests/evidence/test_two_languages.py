"""The German says what the English says: the same direction, the same unit, the same thing."""

import re

import pytest

from helpers.evidence import phrases

# English -> German that must stand beside it; a word of the model, a unit, a direction.
SAME = {
    "fewer|less": "weniger|minus",
    "higher": "höher",
    "lower": "niedriger|tiefer|unter",
    "before|earlier": "vor|früher|bisher",
    "(?<!look )(?<!looks )after": "nach|wenn",
    "ago": "vor|zurück",
    "below|under": "unter|unten",
    "later": "später",
    "raised": "erhöht",
    "morning": "morgens?",
    "afternoon": "nachmittag",
    "evening": "abend",
    "without": "ohne|un",
    "last": "letzt",
    "days?": "tag",
    "weeks?": "woche|wöch",
    "months?": "monat",
    "years?": "jahr",
    "largest|most": "größt|meist|höchst|am \\w+sten",
    "least": "mindest|wenigst|geringst",
    "not|nobody|none|nothing|no": "nicht|kein|niemand|nie|ohne|un|weder",
    "steroid": "steroid|kortison|cortison",
    "flare": "schub",
    "iron": "eisen",
    "zinc": "zink",
    "bulb": "bulbus",
    "bulge": "bulge|wulst",
    "anagen": "anagen",
    "telogen": "telogen",
    "missing": "fehl",
    "unsure": "unsicher",
}
OPPOSITES = [
    (("more", "mehr"), ("fewer|less", "weniger")),
    (("higher", "höher"), ("lower", "niedriger|tiefer")),
    (("before|ago|past", "vor|vorher|früher|zurück"), ("later|ahead|from now", "später|kommt")),
    (("raised", "erhöht"), ("low|lower", "niedrig|niedriger|erniedrigt")),
    (("above|over", "über"), ("below|under", "unter")),
    (("right", "richtig"), ("wrong", "falsch")),
    (("first", "erste|zuerst"), ("last", "letzte|zuletzt")),
]  # fmt: skip


def bare(text):
    return re.sub(r"\{[^}]*\}", "", text).lower()


def has(words, text):
    return re.search(rf"(?<![\w-])({words})(?![\w-])", text) is not None


@pytest.mark.parametrize("english", SAME)
def test_what_the_english_names_the_german_names(english):
    rows = [(row.id, bare(row.en), bare(row.de)) for row in phrases().values()]
    said = [(name, de) for name, en, de in rows if has(english, en)]
    assert said, "a word that no row uses"
    assert [name for name, de in said if not re.search(SAME[english], de)] == []


@pytest.mark.parametrize("english", ["days?", "weeks?", "months?", "years?"])
def test_the_german_adds_no_other_unit(english):
    unit = {"days?": r"tage?n?", "weeks?": r"wochen?", "months?": "monate?n?", "years?": "jahre?n?"}
    rows = [(row.id, bare(row.en), bare(row.de)) for row in phrases().values()]
    added = [
        name
        for name, en, de in rows
        if has(unit[english], de) and not re.search(english + "|daily|year|month|week|day", en)
    ]
    assert added == []


@pytest.mark.parametrize(("one", "other"), OPPOSITES)
def test_the_german_never_says_the_opposite(one, other):
    for (en_this, de_this), (en_that, de_that) in ((one, other), (other, one)):
        wrong = [
            row.id
            for row in phrases().values()
            if has(en_this, bare(row.en))
            and not has(en_that, bare(row.en))
            and has(de_that, bare(row.de))
            and not has(de_this, bare(row.de))
        ]
        assert wrong == []
