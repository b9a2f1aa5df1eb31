"""Zinc in the blood, its refilling, and a million simulated people."""

import math

import numpy as np
import pytest
from scipy.stats import t as student
from scipy.stats import ttest_ind, ttest_ind_from_stats

from helpers.evidence import evidence, load_study
from helpers.model import ModelInputError
from helpers.model.nutrients import (
    selenium_excess,
    share_losing_hair,
    supplemented,
    vitamin_a_excess,
    zinc_lack,
)
from helpers.model.zinc import case_control, printed_zinc, repletion, time_fall

VALUE = evidence().value


# -- one person


def test_zinc_is_printed_as_it_is_in_a_quiet_morning():
    assert printed_zinc(80).value == 80
    assert printed_zinc(80).readable


def test_a_tenfold_crp_takes_off_what_the_table_says():
    ten = printed_zinc(80, crp=10 * VALUE("crp_quiet"))
    assert 80 - ten.value == pytest.approx(VALUE("zinc_fall_per_tenfold_crp"))


@pytest.mark.parametrize(("crp", "readable"), [(2, True), (20, True), (20.1, False), (64, False)])
def test_above_a_crp_of_twenty_it_cannot_be_read(crp, readable):
    assert printed_zinc(80, crp=crp).readable is readable


def test_the_day_takes_zinc_down():
    fall = [time_fall(time) for time in ("morning", "afternoon", "evening")]
    assert fall == [0, 9.7, 15.3]
    assert printed_zinc(80, drawn="evening").value == pytest.approx(80 - 15.3)


def test_low_albumin_takes_along_what_it_carries_and_no_more():
    low = printed_zinc(80, albumin=VALUE("albumin_normal") / 2).value
    bound = VALUE("zinc_on_macroglobulin")
    assert low == pytest.approx(bound + (80 - bound) / 2)
    assert printed_zinc(80, albumin=10).value > bound


@pytest.mark.parametrize(
    "bad", [{"status": -1}, {"crp": 0}, {"albumin": 90}, {"drawn": "at noon"}, {"crp": math.nan}]
)
def test_impossible_input_gets_a_sentence(bad):
    with pytest.raises(ModelInputError, match=r"\."):
        printed_zinc(**({"status": 80} | bad))


def test_zinc_refills_as_published_and_not_in_inflammation():
    before, after = load_study("zinc").set_index("source").loc["park2009_zinc", "mean"]
    assert repletion(before, weeks=12) == pytest.approx(after, abs=0.1)
    assert repletion(before, weeks=12, inflamed=True) == before
    assert repletion(before, weeks=52) == VALUE("zinc_ceiling")
    assert repletion(120, weeks=12) == 120


# -- the published study


def test_the_published_gap_its_interval_and_its_p_follow_from_the_printed_summaries():
    rows = load_study("zinc").query("source == 'kil2013'").set_index("group")
    sick, well = rows.loc["patients with hair loss"], rows.loc["controls"]
    gap = evidence().parameters["zinc_published_gap"]
    assert well["mean"] - sick["mean"] == pytest.approx(gap.value, abs=0.05)
    test = ttest_ind_from_stats(
        well["mean"], well.spread, well.people, sick["mean"], sick.spread, sick.people,
        equal_var=False,
    )  # fmt: skip
    errors = [row.spread**2 / row.people for row in (sick, well)]
    freedom = sum(errors) ** 2 / (errors[0] ** 2 / 311 + errors[1] ** 2 / 29)
    interval = student.interval(0.95, freedom, loc=gap.value, scale=sum(errors) ** 0.5)
    assert interval == pytest.approx((gap.low, gap.high), abs=0.1)
    assert test.pvalue == pytest.approx(0.002, abs=0.0005)


# -- many studies


def test_each_study_is_tested_as_scipy_tests_its_people():
    world = case_control(true_effect=2, confounding=0.4, subjects=60, studies=1, seed=3)
    found = ttest_ind(world.patients.zinc, world.others.zinc, equal_var=False)
    assert world.p[0] == pytest.approx(found.pvalue, rel=1e-3)
    gap = world.others.zinc.mean() - world.patients.zinc.mean()
    assert world.gap[0] == pytest.approx(gap, abs=1e-3)


def test_people_left_out_do_not_count():
    world = case_control(confounding=0.4, subjects=400, studies=1, crp_limit=5)
    zinc = [group.zinc[group.counted] for group in (world.patients, world.others)]
    assert world.counted == sum(map(len, zinc)) < 400
    assert world.p[0] == pytest.approx(ttest_ind(*zinc, equal_var=False).pvalue, rel=1e-3)


def test_studies_with_nobody_left_are_not_evaluated():
    world = case_control(confounding=0.8, subjects=20, studies=500, crp_limit=1)
    assert 0 < len(world.gap) == len(world.p) < 500
    assert np.isfinite(world.gap).all()
    assert np.isfinite(world.p).all()
    with pytest.raises(ModelInputError, match="raise the limit"):
        case_control(subjects=20, studies=5, crp_limit=0.1)


def test_a_million_people_are_simulated_one_by_one():
    world = case_control(subjects=1000, studies=1000)
    assert world.gap.shape == world.p.shape == (1000,)
    assert world.counted == 1000
    assert len(world.patients.zinc) == len(world.others.zinc) == 500
    assert len(np.unique(world.patients.zinc)) > 495


def test_a_fair_world_is_significant_as_often_as_chance_says():
    world = case_control(subjects=200, studies=2000, seed=11)
    assert world.significant.mean() == pytest.approx(0.05, abs=0.015)
    assert world.gap.mean() == pytest.approx(0, abs=0.2)


def test_with_no_effect_a_gap_appears_as_soon_as_inflammation_differs():
    shares = [case_control(0, c).significant.mean() for c in (0, 0.2, 0.4, 0.8)]
    assert shares == sorted(shares)
    assert shares[0] < 0.07 < 0.15 < shares[1]
    assert shares[3] > 0.95


def test_a_larger_study_is_wrong_more_surely():
    shares = [case_control(0, 0.4, subjects=n).significant.mean() for n in (100, 400, 1000)]
    assert shares == sorted(shares)
    assert shares[0] < 0.3 < 0.9 < shares[2]


def test_the_gap_is_what_the_world_was_given():
    expected = 0.4 * VALUE("zinc_fall_per_tenfold_crp") + 5 + 9.7
    world = case_control(5, 0.4, drawn="afternoon")
    assert world.gap.mean() == pytest.approx(expected, abs=0.2)


def test_the_same_seed_gives_the_same_people_and_a_larger_study_more_of_them():
    small, large = case_control(subjects=100, studies=5), case_control(subjects=400, studies=5)
    assert np.array_equal(large.patients.zinc[:50], small.patients.zinc)
    other = case_control(subjects=100, studies=5, seed=2)
    assert not np.array_equal(other.patients.zinc, small.patients.zinc)


@pytest.mark.parametrize(
    "bad",
    [
        {"subjects": 401},
        {"subjects": 4},
        {"studies": 0},
        {"confounding": 0.95},
        {"true_effect": -1},
        {"crp_limit": 0},
        {"drawn": "noon"},
    ],
)
def test_an_impossible_study_gets_a_sentence(bad):
    with pytest.raises(ModelInputError, match=r"\."):
        case_control(**({"studies": 5} | bad))


# -- too little, enough, too much


def test_supply_has_two_arms_and_a_flat_middle():
    supply = np.logspace(-1, 2.8, 200)
    share = share_losing_hair(supply)
    steps = np.diff(share)
    lowest = int(np.argmin(share))
    assert (steps[:lowest] <= 0).all()
    assert (steps[lowest:] >= 0).all()
    assert (share_losing_hair([1, 2, 5]) == 0).all()
    assert share_losing_hair(VALUE("selenium_overdose")) == pytest.approx(0.72)


def test_what_nobody_has_shown_is_zero_by_default_and_its_range_reaches_zero():
    for name in ("zinc_true_gap", "zinc_lack_release", "supplement_benefit"):
        assert VALUE(name) == 0
    for name in ("vitamin_a_release", "lack_lost_share", "zinc_fall_per_tenfold_crp"):
        assert evidence().parameters[name].low == 0
    assert zinc_lack(0).effects[0].amount == 0
    wave = vitamin_a_excess(0)
    assert supplemented(wave, 3).effects == wave.effects
    assert supplemented(wave, 3, benefit=0.2).effects != wave.effects


def test_excess_acts_on_hair_or_follicle():
    assert selenium_excess(0).effects[0].target == "fracture"
    assert vitamin_a_excess(0).effects[0].target == "anagen_release"
