"""What a drug does to the hair of one person; what is unknown does nothing."""

import math
from dataclasses import replace

import numpy as np
import pytest

from helpers.evidence import evidence
from helpers.model import ModelInputError, Scalp, simulate
from helpers.model.drugs import drug_course, drugs

VALUE = evidence().value
ACTING = [key for key, drug in drugs().items() if drug.acts != "unknown"]
UNKNOWN = [key for key, drug in drugs().items() if drug.acts == "unknown"]


def run(*exposures, days=400):
    return simulate(Scalp(), exposures, days=days).table


@pytest.mark.parametrize("key", UNKNOWN)
def test_a_drug_without_a_figure_does_nothing_of_its_own(key):
    assert drug_course(key, 0, 365).effects == ()


@pytest.mark.parametrize("key", ACTING)
def test_it_takes_no_hair_from_a_person_who_is_not_affected(key):
    assert drug_course(key, 0, 365, affected=False).effects == ()


@pytest.mark.parametrize("key", ACTING)
def test_a_share_of_zero_changes_nothing(key):
    table = run(drug_course(key, 30, 365, share=0.0))
    assert np.ptp(table["shed"].to_numpy()) < 1e-6
    assert table["fractured"].sum() == 0


@pytest.mark.parametrize("key", ACTING)
def test_nothing_happens_before_the_first_dose_and_no_follicle_is_lost(key):
    table = run(drug_course(key, 60, 365))
    usual = Scalp().shed_per_day
    assert np.allclose(table["shed"][:60], usual)
    assert table["fractured"][:60].sum() == 0
    assert table["scarred"].max() == 0


def test_the_two_kinds_of_loss():
    broken = run(drug_course("cyclophosphamide", 0, 365))
    rested = run(drug_course("methotrexate", 0, 365))
    usual = Scalp().shed_per_day
    assert broken["fractured"][:21].sum() > 10 * usual * 21
    assert broken["shed"].max() < 1.02 * usual
    assert rested["fractured"].sum() == 0
    assert rested["shed"][:42].max() < 1.05 * usual
    assert rested["shed"][60:].max() > 1.5 * usual


def test_the_share_is_the_share_of_growing_hairs_that_break():
    effect = drug_course("cyclophosphamide", 0, 365, share=0.3).effects[0]
    assert 1 - math.exp(-effect.amount * (effect.end - effect.start)) == pytest.approx(0.3)


def test_more_is_released_and_never_earlier():
    peaks = [
        run(drug_course("mycophenolate", 0, 365, share=s))["shed"].max() for s in (0.05, 0.15, 0.3)
    ]
    assert peaks == sorted(peaks)


def test_two_copies_of_the_variant_break_after_a_delay_and_nearly_all():
    table = run(drug_course("azathioprine_tt", 0, 365), days=60)
    first = int(np.flatnonzero(table["fractured"].to_numpy() > 0)[0])
    assert first == VALUE("thiopurine_delay")
    assert table["visible"].min() < 0.25 * Scalp().follicles


def test_without_the_variant_azathioprine_breaks_nothing():
    assert run(drug_course("azathioprine", 0, 365))["fractured"].sum() == 0


def test_a_course_that_ends_early_takes_less():
    long, short = (run(drug_course("methotrexate", 0, days))["shed"].sum() for days in (365, 30))
    usual = 400 * Scalp().shed_per_day
    assert usual < short < long


@pytest.mark.parametrize("key", ACTING)
@pytest.mark.parametrize("days", [1, 20, 90, 365])
def test_a_course_does_the_same_whenever_it_begins(key, days):
    at_once = drug_course(key, 0, days).effects
    for start in (1, 58, 400):
        moved = [replace(e, start=e.start + start, end=e.end + start) for e in at_once]
        later = drug_course(key, start, days).effects
        assert [e.target for e in later] == [e.target for e in moved]
        for one, other in zip(later, moved, strict=True):
            found, wanted = ((e.start, e.end, e.amount) for e in (one, other))
            assert found == pytest.approx(wanted)
            assert start <= one.start < one.end <= start + days


def test_a_drug_stopped_before_it_acts_takes_nothing():
    assert drug_course("azathioprine_tt", 0, VALUE("thiopurine_delay")).effects == ()


def test_sizes_that_nobody_measured_say_so_and_the_weak_one_reaches_zero():
    rows = evidence().parameters
    names = ["drug_rest_release", "drug_rest_days", "drug_fracture", "thiopurine_fracture"]
    assert all(rows[name].kind == "assumed" and rows[name].level == 5 for name in names)
    assert rows["drug_rest_release"].low == 0


def test_no_dose_can_be_given():
    with pytest.raises(TypeError):
        drug_course("methotrexate", 0, 365, dose_mg=15)


@pytest.mark.parametrize(
    "bad",
    [
        {"name": "aspirin"},
        {"start": -1},
        {"start": math.nan},
        {"days": 0},
        {"share": 1.5},
        {"share": math.nan},
    ],
)
def test_impossible_input_gets_a_sentence(bad):
    with pytest.raises(ModelInputError, match=r"\."):
        drug_course(**({"name": "methotrexate", "start": 0, "days": 100} | bad))
