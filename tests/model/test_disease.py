"""Skin disease: its course, what it does to follicles, and what never comes back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.evidence import evidence
from helpers.model import (
    ModelInputError,
    Scalp,
    bulb_attack,
    bulge_attack,
    disease_activity,
    scalp_disease,
    simulate,
)
from helpers.model.disease import HIGHEST

YEAR = 365
COURSES = ("monophasic", "relapsing")


def run(attack, days=2 * YEAR):
    return simulate(Scalp(), [attack], days).table


def test_activity_is_nothing_before_the_start_and_then_climbs_to_its_peak():
    activity = disease_activity(YEAR, start=50, peak=28)
    assert (activity[:50] == 0).all()
    assert (np.diff(activity[50:]) >= 0).all()
    assert activity[-1] == 28


def test_treatment_is_as_fast_as_published():
    start = 100
    activity = disease_activity(YEAR, peak=28, treated_from=start)
    assert activity[start] == 28
    assert activity[start + 84] == pytest.approx(9.5, abs=0.05)


def test_treatment_leads_to_the_residual_and_never_above_the_untreated_course():
    wild = disease_activity(3 * YEAR, peak=8)
    treated = disease_activity(3 * YEAR, peak=8, treated_from=0, residual=12)
    assert (treated == wild).all()
    calmed = disease_activity(2 * YEAR, peak=40, treated_from=60, residual=12)
    assert calmed[-1] == pytest.approx(12, abs=0.1)


def test_a_relapsing_course_comes_back_and_a_single_bout_burns_out():
    relapsing = disease_activity(3 * YEAR, peak=30, course="relapsing")
    starts = np.flatnonzero((relapsing[1:] > 0) & (relapsing[:-1] == 0))
    every = evidence().value("relapse_every_days")
    assert np.diff(starts) == pytest.approx(every)
    single = disease_activity(3 * YEAR, peak=30)
    assert single[-1] == 0
    assert np.flatnonzero(np.diff(single) < 0)[0] > evidence().value("disease_lasting_days")


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    course=st.sampled_from(COURSES),
    peak=st.floats(0, HIGHEST),
    early=st.floats(0, 700),
    later=st.floats(0, 700),
    half_life=st.floats(1, 400),
    residual=st.floats(0, 40),
)
def test_later_treatment_never_means_less_activity(course, peak, early, later, half_life, residual):
    early, later = sorted((early, later))
    one, other = (
        disease_activity(800, 30, peak, course, day, half_life, residual) for day in (early, later)
    )
    assert (one <= other + 1e-9).all()
    assert one.min() >= 0
    assert other.max() <= peak


def test_scalp_disease_takes_hair_without_an_excess_of_telogen():
    table = run(scalp_disease(disease_activity(2 * YEAR)))
    hairs = table[["anagen", "catagen", "telogen"]].sum(axis=1)
    share = 100 * table["telogen"] / hairs
    assert share[240] == pytest.approx(10.3, abs=0.5)
    assert share[60:500].between(6, 15).all()
    assert table["visible"][240] < 0.92 * table["visible"][0]
    assert (table["scarred"] == 0).all()


def test_no_effect_is_within_the_ranges_and_then_nothing_happens():
    for name in ("disease_release", "disease_entry_block", "bulge_destruction"):
        assert evidence().parameters[name].low == 0
    quiet = bulge_attack(disease_activity(YEAR), per_year=0, release=0, entry_block=0)
    assert quiet.effects == ()


def test_without_disease_there_is_no_effect():
    assert bulge_attack(np.zeros(100)).effects == ()


def test_everything_comes_back_from_an_attack_on_the_bulb():
    days = 4 * YEAR
    attack = bulb_attack(disease_activity(days, treated_from=500))
    table = simulate(Scalp(), [attack], days).table
    usual = table["visible"][0]
    assert table["visible"].min() < 0.8 * usual
    assert table["visible"].iloc[-1] == pytest.approx(usual, rel=0.01)


def test_bulb_and_bulge_differ_by_destruction_alone():
    activity = disease_activity(2 * YEAR, treated_from=200)
    bulb, bulge = run(bulb_attack(activity)), run(bulge_attack(activity))
    alive = 1 - bulge["scarred"] / 100_000
    for phase in ("anagen", "catagen", "telogen", "kenogen"):
        assert np.allclose(bulge[phase], bulb[phase] * alive, rtol=1e-6, atol=1e-3)


def test_nothing_is_destroyed_up_to_the_threshold():
    at = evidence().value("bulge_threshold")
    assert (run(bulge_attack(disease_activity(YEAR, peak=at)))["scarred"] == 0).all()
    assert run(bulge_attack(disease_activity(YEAR, peak=at + 2)))["scarred"].iloc[-1] > 0


def test_a_year_at_the_usual_peak_destroys_the_share_of_the_table():
    steady = np.full(YEAR + 1, evidence().value("disease_peak"))
    table = run(bulge_attack(steady), YEAR + 1)
    assert table["scarred"].iloc[-1] / 100_000 == pytest.approx(
        evidence().value("bulge_destruction"), abs=1e-9
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    course=st.sampled_from(COURSES),
    peak=st.floats(1, 60),
    per_year=st.floats(0.01, 0.9),
    delays=st.lists(st.floats(0, 700), min_size=2, max_size=3),
)
def test_scarring_never_recovers_and_delay_never_helps(course, peak, per_year, delays):
    lost = []
    for delay in sorted(delays):
        activity = disease_activity(900, 30, peak, course, 30 + delay)
        scarred = run(bulge_attack(activity, per_year), 900)["scarred"]
        assert (np.diff(scarred) >= 0).all()
        lost.append(scarred.iloc[-1])
    # Weeks average the days, so equal courses may differ in the last digits.
    assert (np.diff(lost) >= -1e-6).all()


def test_single_follicles_agree_with_the_expected_course():
    attack = bulge_attack(disease_activity(YEAR, treated_from=200))
    number = 40_000
    one = simulate(Scalp(), [attack], YEAR, follicles=number, seed=3).table / number
    expected = run(attack, YEAR) / 100_000
    for name in ("anagen", "telogen", "kenogen", "scarred"):
        share = expected[name]
        error = np.sqrt(share * (1 - share) / number)
        assert (np.abs(one[name] - share) <= 5 * error + 2e-4).all(), name


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: disease_activity(100, peak=150), "Activity 150 points is outside"),
        (lambda: disease_activity(0), "Days 0"),
        (lambda: disease_activity(100, course="odd"), "'odd' is not a course of disease"),
        (lambda: disease_activity(100, treated_from=-1), "Treatment -1 days is outside"),
        (lambda: scalp_disease([]), "one value for each day"),
        (lambda: scalp_disease([[1.0, 2.0]]), "one value for each day"),
        (lambda: scalp_disease([20, float("nan")]), "between 0 and 100 points"),
        (lambda: bulge_attack([20.0], per_year=1.5), "Destruction 1.5 is outside"),
        (lambda: bulge_attack([20.0], threshold=-1), "Threshold -1 points is outside"),
    ],
)
def test_what_the_model_does_not_cover_is_refused_in_a_sentence(call, says):
    with pytest.raises(ModelInputError, match=says):
        call()
