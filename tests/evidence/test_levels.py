"""Every level follows the README's own rule, and every fact says in what it was compared."""

import re

import pytest

from helpers.evidence import (
    Check,
    HowRead,
    Kind,
    Species,
    data_folder,
    describe_study,
    evidence,
    how_checked,
    study_names,
)

SYSTEMATIC = re.compile(
    r"systematic (?:scoping |literature )*reviews?|meta-analys|scoping review", re.I
)
NOT_SYSTEMATIC = re.compile(r"not (?:a )?systematic", re.I)
CASE_REPORTS = re.compile(r"case reports", re.I)
UNCONTROLLED = re.compile(r"no control group|open[- ]label|uncontrolled", re.I)
COMPARED = re.compile(r"double-blind|against placebo|drew lots|randomi[sz]ed", re.I)
AT_ONE_TIME = re.compile(r"cross-sectional", re.I)
SERIES = re.compile(r"\b\d\d? consecutive patients", re.I)  # whatever its title says
SINGLE = re.compile(
    r"case report|two cases|\b(?:one|two|five) (?:young )?(?:woman|man|child|boy|patients?)\b", re.I
)
OPINION = re.compile(
    r"\bguideline\b|(?<!open[ -])\blabel\b|handbook|encyclopaedia|book chapter|web page"
    r"|review statements",
    re.I,
)
ANIMALS_AND_DISHES = {Species.MOUSE, Species.SHEEP, Species.IN_VITRO}


def said(source):
    row = evidence().sources[source]
    return f"{row.citation} {row.note}"


def is_systematic(source):
    return SYSTEMATIC.search(said(source)) and not NOT_SYSTEMATIC.search(said(source))


def gathers_case_reports(source):
    return is_systematic(source) and CASE_REPORTS.search(said(source))


def judged(row):
    """Return whether the row is a judgement of ours, whatever it was drawn from."""
    return how_checked(row.checked) is Check.REASONING or getattr(row, "kind", None) in (
        Kind.ASSUMED,
        Kind.TUNED,
    )


CLAIMS = list(evidence().claims.values())
NUMBERS = [row for row in evidence().parameters.values() if row.sources]
ROWS = [*CLAIMS, *NUMBERS]
STUDIES = [
    (name, source) for name in study_names() for source in describe_study(name).sources
]  # fmt: skip


def names(rows):
    return [f"{row.id}: level {row.level}" for row in rows]


def test_a_systematic_review_is_level_1_or_2():
    found = [
        row
        for row in ROWS
        if is_systematic(row.sources[0])
        and not judged(row)
        and not gathers_case_reports(row.sources[0])
    ]
    assert len(found) > 15
    assert names(row for row in found if row.level > 2) == []


def test_a_systematic_review_of_case_reports_has_their_level():
    found = [row for row in ROWS if any(gathers_case_reports(source) for source in row.sources)]
    assert len(found) > 2
    assert names(row for row in found if row.level < 4) == []


def test_what_nobody_was_compared_with_is_level_4_or_5():
    found = [
        row
        for row in ROWS
        if all(UNCONTROLLED.search(said(s)) and not COMPARED.search(said(s)) for s in row.sources)
    ]
    assert len(found) > 10
    assert names(row for row in found if row.level < 4) == []


def test_what_was_seen_after_a_trial_was_opened_is_no_trial():
    assert evidence().parameters["ivig_lasting_fall"].level == 4
    assert evidence().claims["cdasi_trial"].level == 2


def test_a_cross_sectional_study_is_level_3_in_each_row_that_rests_on_it_alone():
    found = [
        row
        for row in ROWS
        if all(AT_ONE_TIME.search(said(s)) and not SERIES.search(said(s)) for s in row.sources)
        and not judged(row)
    ]
    assert len(found) > 2
    assert names(row for row in found if row.level != 3) == []


def test_single_people_are_level_4_or_5():
    found = [row for row in ROWS if all(SINGLE.search(said(s)) for s in row.sources)]
    assert len(found) > 5
    assert names(row for row in found if row.level < 4) == []


def test_animals_and_dishes_are_level_5():
    found = [row for row in ROWS if row.species in ANIMALS_AND_DISHES]
    assert len(found) > 10
    assert names(row for row in found if row.level != 5) == []


def test_a_judgement_is_level_5():
    data_sets = {source for _, source in STUDIES}
    found = [row for row in ROWS if judged(row) and not data_sets & set(row.sources)]
    assert len(found) > 50
    assert names(row for row in found if row.level != 5) == []
    assumed = [row for row in NUMBERS if judged(row)]
    assert names(row for row in assumed if row.level != 5) == []


def test_advice_and_opinion_are_level_5():
    found = [
        row
        for row in ROWS
        if all(OPINION.search(said(s)) and not is_systematic(s) for s in row.sources)
    ]
    assert len(found) > 10
    assert names(row for row in found if row.level != 5) == []


def test_every_fact_says_in_what_it_was_compared():
    assert [row.id for row in ROWS if not row.checked] == []
    unsourced = [row for row in evidence().parameters.values() if not row.sources]
    assert [row.id for row in unsourced if row.checked] == []
    for name in study_names():
        study = describe_study(name)
        compared = {source for source, cell in study.checked.items() if cell}
        assert compared == set(study.sources), name


def test_nothing_rests_on_a_source_that_nobody_could_find():
    cells = {row.id: row.checked for row in ROWS}
    cells |= {f"{n}, {s}": describe_study(n).checked.get(s, "") for n, s in STUDIES}
    assert [name for name, cell in cells.items() if how_checked(cell) is Check.NOT_FOUND] == []


def test_second_hand_is_not_called_first_hand():
    first_hand = {Check.FULL_TEXT, Check.ABSTRACT}
    read = {id_: row.read for id_, row in evidence().sources.items()}
    found = [row for row in ROWS if all(read[s] is HowRead.SECONDARY for s in row.sources)]
    assert len(found) > 5
    assert [row.id for row in found if how_checked(row.checked) in first_hand] == []


@pytest.mark.parametrize("how", Check)
def test_the_readme_explains_each_word_for_it(how):
    assert f"`{how}`" in (data_folder() / "README.md").read_text(encoding="utf-8")
