"""Lesson 06: what a thousand studies find, and what its text says of them."""

import pytest

from helpers.lessons.zinc_and_supplements.observed import AFTERNOON_POINTS
from helpers.lessons.zinc_and_supplements.run import EVERYBODY, zinc_studies
from helpers.lessons.zinc_and_supplements.sentence import zinc_sentence


def test_every_study_lies_in_a_bin():
    for drawn in ("morning", "evening"):
        for effect, extra in ((0, 0), (14, 80)):
            found = zinc_studies(effect, extra, drawn, people=100)
            assert found.plain.sum() + found.significant.sum() == 1000


def test_shares_in_the_bins_are_those_of_the_sentence():
    found = zinc_studies(0, 40, "morning")
    percent = found.significant.sum() / 10
    assert percent == pytest.approx(found.values["significant_percent"])
    assert f"{percent:.0f}% of the studies" in zinc_sentence(found)


def test_opposite_worlds_draw_the_same_hill():
    confounded, caused = zinc_studies(0, 40, "morning"), zinc_studies(3.6, 0, "morning")
    assert confounded.values["gap"] == pytest.approx(caused.values["gap"], abs=0.2)
    share = confounded.values["significant_percent"]
    assert share == pytest.approx(caused.values["significant_percent"], abs=6)


def test_inflammation_alone_does_not_reach_the_published_gap():
    most = zinc_studies(0, 80, "morning")
    assert most.values["gap"] < most.marks["published gap"]


def test_an_afternoon_clinic_with_inflammation_does():
    clinic = zinc_studies(0, AFTERNOON_POINTS, "afternoon")
    assert clinic.values["gap"] == pytest.approx(clinic.marks["published gap"], abs=0.3)


def test_readable_is_not_comparable():
    shares = [
        zinc_studies(0, 40, "morning", crp_limit=limit).values["significant_percent"]
        for limit in (4, 20, EVERYBODY)
    ]
    assert shares == sorted(shares)
    assert shares[0] < 8 < 20 < shares[1]


def test_a_small_study_does_not_reach_the_goal_of_the_challenge():
    small = zinc_studies(0, 40, "morning", people=100).values
    assert small["people_counted"] < 250
