"""What lesson 06 shows: cut-offs over people, studies with their intervals, iron in time."""

import math

import numpy as np
import pytest

from helpers.evidence import evidence, load_study
from helpers.lessons.iron.course import iron_story
from helpers.lessons.iron.run import (
    athletes,
    haemoglobin_correlation,
    iron_test,
    surveyed_below,
)
from helpers.lessons.iron.studies import cutoff_odds, ferritin_differences, pooled_difference


@pytest.mark.parametrize(("line", "percent"), [(15, 2), (30, 17), (40, 30), (70, 72)])
def test_shares_of_healthy_women_are_exact(line, percent):
    assert iron_test(30, "none", line).values["athletes_percent"] == percent


@pytest.mark.parametrize(("line", "percent"), [(15, 1.0), (30, 2.0), (40, 10.8), (70, 35.3)])
def test_shares_of_healthy_men(line, percent):
    found = iron_test(30, "none", line, people="men").values["athletes_percent"]
    assert round(found, 1) == percent


def test_a_higher_cut_off_names_more_in_every_group():
    low, high = (iron_test(30, "both", line).groups for line in (20, 60))
    assert all(a.percent < b.percent for a, b in zip(low, high, strict=True))
    assert high[0].percent - low[0].percent > 50


@pytest.mark.parametrize("people", ["women", "men"])
def test_a_share_of_counted_people_is_a_share_of_whole_people(people):
    # One percent of 11 people is nobody: such a share is called an estimate.
    for line in range(10, 101):
        for group in iron_test(30, "both", line, people=people).groups:
            if "estimated" in group.name:
                continue
            number = int(group.name.split()[0].replace(",", ""))
            counted = group.percent * number / 100
            assert counted == pytest.approx(round(counted), abs=1e-6), group.name


def test_the_cut_off_moves_nobodys_blood():
    low, high = (iron_test(31.5, "both", line) for line in (20, 60))
    assert low.values["printed"] == high.values["printed"] == 60
    assert (low.ferritin == high.ferritin).all()


def test_the_published_groups_keep_their_mean_and_sd():
    from helpers.lessons.iron.run import _published_laws

    names, _, laws = _published_laws()
    rows = load_study("ferritin_case_control").set_index(["study", "group"])
    kantor = rows.loc[("Kantor 2003", "telogen effluvium")]
    place = next(i for i, name in enumerate(names) if name.startswith("Kantor: telogen"))
    assert laws.mean()[place] == pytest.approx(kantor["mean_ug_L"])
    assert laws.std()[place] == pytest.approx(kantor["sd_ug_L"])


def test_the_who_pair_moves_the_line_for_the_inflamed_alone():
    inflamed = iron_test(31.5, "both", 20, rule="who").values
    calm = iron_test(31.5, "none", 20, rule="who").values
    assert (inflamed["cutoff"], calm["cutoff"]) == (70, 15)
    assert inflamed["called_low"] == 1
    assert calm["called_low"] == 0
    assert inflamed["line"] == 15


def test_studies_conflict_as_their_claims_say():
    gaps = {(row.study, row.group): row for row in ferritin_differences()}
    te = gaps["Kantor 2003", "telogen effluvium"]
    assert te.low < 0 < te.high
    assert gaps["Kantor 2003", "alopecia areata"].high < 0
    olsen = [row for row in cutoff_odds() if row.study == "Olsen 2010"]
    assert all(row.high < 1 for row in olsen)
    deloche = next(row for row in cutoff_odds() if row.study == "Deloche 2007")
    assert deloche.low > 1
    pooled = pooled_difference()
    assert f"{-pooled.value:.1f}" in evidence().claims["iron_pooled"].claim


def test_no_interval_without_the_size_of_the_groups():
    for row in (*ferritin_differences(), *cutoff_odds()):
        assert math.isnan(row.low) == math.isnan(row.high)
    rasheed = [row for row in ferritin_differences() if row.study == "Rasheed 2013"]
    assert all(math.isnan(row.low) for row in rasheed)


def test_without_an_effect_on_follicles_iron_changes_nothing_but_stores():
    story = iron_story(stores=10, iron_after=60, effect_percent=0)
    assert (story.shed == story.shed_without).all()
    assert story.values["back_earlier"] == 0
    assert math.isnan(story.values["fewer_after"])
    assert story.stores["iron"].iloc[-1] > story.stores["no iron"].iloc[-1]


def test_with_an_effect_the_difference_comes_months_after_the_first_tablet():
    values = iron_story(stores=15, iron_after=90, effect_percent=10).values
    assert values["fewer_after"] > 90
    assert values["saved"] > 0


def test_from_15_to_70_takes_longer_than_the_wave():
    values = iron_story(stores=15, iron_after=0, effect_percent=0).values
    assert 12 < values["goal_months"] < 15
    assert values["back_days"] < values["goal_months"] * 30.4
    assert values["stores_when_back"] < 70


def test_a_loss_can_outrun_the_tablets():
    story = iron_story(15, 90, 0, loss=1.5)
    assert math.isnan(story.values["goal_months"])
    assert (np.diff(story.stores["iron"]) <= 0).all()


def test_athletes_are_counted_from_the_data():
    assert len(athletes("women")) + len(athletes("men")) == len(load_study("athletes_iron"))


@pytest.mark.parametrize(("line", "percent"), [(15, 15.1), (30, 36.2), (45, 54.7), (70, 74.9)])
def test_shares_of_the_surveyed_women_are_those_counted(line, percent):
    test = iron_test(30, "none", line)
    assert round(test.values["survey_percent"], 1) == percent
    assert f"{percent}" in evidence().claims["iron_us_women"].claim


def test_the_cut_off_moves_through_both_surveys():
    low, high = (iron_test(30, "both", line).groups for line in (20, 60))
    kinds = {"healthy", "survey", "inflamed", "control", "hair loss"}
    assert {group.kind for group in low} == kinds
    for before, after in zip(low, high, strict=True):
        surveyed = before.kind in ("survey", "inflamed")
        assert after.percent - before.percent > (30 if surveyed else 0), before.name


def test_between_two_counted_cut_offs_a_share_lies_between_them():
    for line in (11, 22, 35, 85):
        shares = load_study("ferritin_shares")
        for (group, rows), seen in zip(
            shares.groupby("group", sort=False), surveyed_below(line), strict=True
        ):
            around = rows[rows["cutoff_ug_L"].between(line / 1.5, line * 1.5)]["below_pct"]
            assert around.min() <= seen.percent <= around.max(), group


def test_haemoglobin_follows_ferritin_where_stores_are_empty_and_not_among_athletes():
    bands = load_study("ferritin_bands")
    empty, others = bands["anaemic_pct"].iloc[0], bands["anaemic_pct"].iloc[1:]
    assert empty > 6 * others.max()
    assert abs(haemoglobin_correlation("women")) < 0.1
    said = evidence().claims["iron_athletes_hb"]
    assert "few of whom lacked iron" in said.claim
    assert f"{empty} percent" in said.counter
