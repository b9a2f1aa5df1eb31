"""Lesson 01: each group of people is given its own published share, and no other's."""

import re
from itertools import product

import pytest

from helpers.evidence import evidence
from helpers.lessons.dermatomyositis.body import body_and_card
from helpers.lessons.dermatomyositis.run import ANTIBODIES, FORMS, SIGNS, findings
from helpers.lessons.dermatomyositis.sentence import dm_sentence

LUNG = {"classic": "dm_lung_share", "amyopathic": "dm_lung_amyopathic"}
CANCER = {"tif1": "dm_cancer_tif1", "no_tif1": "dm_cancer_no_tif1"}
WHO = {
    "dm_lung_share": "people with dermatomyositis",
    "dm_lung_amyopathic": "people with skin disease alone",
    "dm_lung_mda5": "people with anti-MDA5",
    "dm_cancer_share": "adults with dermatomyositis",
    "dm_cancer_tif1": "adults with anti-TIF1-gamma",
    "dm_cancer_no_tif1": "adults without anti-TIF1-gamma",
}


@pytest.mark.parametrize(("form", "antibody"), [*product(FORMS, ANTIBODIES)])
def test_a_share_is_that_of_the_group_it_is_said_of(form, antibody):
    rows = {
        "lung": "dm_lung_mda5" if antibody == "mda5" else LUNG[form],
        "cancer": CANCER.get(antibody, "dm_cancer_share"),
    }
    for sign in SIGNS:
        found = findings(sign, form, antibody)
        said, numbers = dm_sentence(found), found.values
        for place, (key, name) in enumerate(rows.items()):
            row = evidence().parameters[name]
            ends = (numbers[key], numbers[f"{key}_low"], numbers[f"{key}_high"])
            assert ends == (row.value, row.low, row.high), name
            assert tuple(found.table.iloc[place, 1:]) == ends
            (sentence,) = [one for one in said.split(". ") if WHO[name] in one]
            assert re.search(rf"\b{row.value:.0f} (have|of 100) ", sentence)
            assert f"{row.low:.0f} to {row.high:.0f}" in sentence


def test_the_groups_differ_so_that_a_mistaken_one_shows():
    assert len({evidence().value(name) for name in WHO}) == len(WHO)


def test_the_body_keeps_its_place_beside_words_of_any_length():
    for sign in SIGNS:
        drawn = body_and_card(findings(sign, "classic", "unknown"))
        frame, words = drawn.split("<svg", 1)[0], drawn.split("</svg>", 1)[1]
        assert "align-items:flex-start" in frame and words.startswith("<div")
