"""Lesson 10: how many, by how they were asked; and what one patient's two years show."""

import math

import numpy as np
import pytest

from helpers.course import find_lesson
from helpers.evidence import evidence, load_study
from helpers.lessons.immunosuppressants.counts import chance_interval, drug_counts
from helpers.lessons.immunosuppressants.effluvia import two_effluvia
from helpers.lessons.immunosuppressants.picture import (
    _JUDGED,
    people_chart,
    update_people_chart,
)
from helpers.lessons.immunosuppressants.run import _crossing, drug_story
from helpers.lessons.immunosuppressants.sentence import drug_sentence
from helpers.model.drugs import drugs

SPEC = find_lesson("immunosuppressants")
USUAL = {c.key: c.default for c in (*SPEC.explore.controls(), *SPEC.explore.more())}
UNKNOWN = [key for key, drug in drugs().items() if drug.acts == "unknown"]


def story(**changed):
    return drug_story(**(USUAL | changed))


# -- how many


def test_every_row_of_the_data_belongs_to_a_drug():
    assert set(load_study("drug_alopecia")["drug"]) <= set(drugs())


@pytest.mark.parametrize("key", drugs())
def test_the_sentence_says_the_lowest_and_the_highest_published_share(key):
    rows = load_study("drug_alopecia").query("drug == @key")
    said = drug_sentence(story(drug=key)).partition(". ")[0]
    for asked, words in (
        ("noted in trials", "in trials"),
        ("people followed", "people followed"),
        ("asked in a survey", "in a survey"),
    ):
        here = rows[rows["asked"] == asked]
        assert (words in said) == (not here.empty)
        if not here.empty:
            people = int(here["people"].max())
            of = people if people < 20 else 100
            low, high = (round(end * of / 100) for end in (here.percent.min(), here.percent.max()))
            share = f"{low}" if low == high else f"{low} to {high}"
            assert f" {share} of {of} {words}" in said


@pytest.mark.parametrize("key", drugs())
def test_icons_add_up_to_the_people_drawn(key):
    for count in drug_counts(key):
        assert count.lost + count.perhaps <= count.icons
        if count.found:
            assert count.lost == pytest.approx(count.low * count.icons / 100, abs=0.5)
            assert count.lost + count.perhaps == pytest.approx(
                count.high * count.icons / 100, abs=0.5
            )


@pytest.mark.parametrize("key", UNKNOWN)
def test_no_figure_found_is_never_a_zero(key):
    shown = story(drug=key)
    assert not any(count.found for count in shown.counts)
    assert math.isnan(shown.values["trial_low"])
    said = drug_sentence(shown)
    assert "no figure found" in said
    assert "0 of" not in said
    figure = people_chart()
    update_people_chart(figure, shown, None)
    assert [len(figure.data[kind].x) for kind in range(3)] == [0, 0, 0]


def test_reports_are_not_drawn_as_people():
    shown = story(drug="hydroxychloroquine")
    assert not any(count.found for count in shown.counts)
    assert "12 of 689 reports" in drug_sentence(shown)


def test_five_people_are_drawn_as_five():
    followed = drug_counts("azathioprine_tt")[1]
    assert (followed.icons, followed.lost) == (5, 5)


def test_intervals_of_the_text_are_worked_out():
    claim = evidence().claims["drug_cyc_mmf"].counter
    first, second = chance_interval(11, 21), chance_interval(1, 21)
    assert f"{first[0]:.0f} to {first[1]:.0f} percent" in claim
    assert f"{second[0]:.1f} to {second[1]:.0f} percent" in claim
    rows = load_study("drug_alopecia").dropna(subset="lost")
    for row in rows.itertuples():
        assert row.percent == pytest.approx(100 * row.lost / row.people, abs=0.06)


def test_days_of_the_published_table():
    days = sorted([27, 38.5, 20, 28, 28, 14, 17, 46, 28, 7, 14])
    claim = evidence().claims["drug_nudt15_days"].claim
    assert f"{days[0]} to {days[-1]} days" in claim
    assert f"after {days[5]}" in claim
    assert f"{len(days)} of whom" in claim


# -- one patient


def test_the_untreated_disease_does_not_end_within_the_chart():
    assert (np.diff(story().without.activity) >= 0).all()


@pytest.mark.parametrize("start_after", [0, 240])
def test_the_judged_day_is_marked_and_counted_like_the_goal(start_after):
    """Goal, sentence and picture count from the first dose."""
    aim = SPEC.challenge.explore
    shown = aim.run(start_after=start_after, activity=40, half_life_weeks=8)
    chart = aim.pictures[1]
    figure = chart.build()
    chart.update(figure, shown, None)
    marked = figure.data[_JUDGED]
    assert list(marked.x) == [365, 365]
    assert marked.y[0] - marked.y[1] == pytest.approx(shown.values["gain_year"])
    ticks = dict(zip(figure.layout.xaxis3.ticktext, figure.layout.xaxis3.tickvals, strict=True))
    assert (ticks["first dose"], ticks["1 year"]) == (0, 365)
    low, high = figure.layout.xaxis3.range
    assert low < -start_after and high <= len(shown.day) - shown.start


def test_a_size_that_is_assumed_is_said_to_be():
    for drug in ("methotrexate", "cyclophosphamide"):
        assert "assumed" in drug_sentence(story(drug=drug))


def test_the_same_drug_is_cause_and_cure():
    value = story().values
    assert value["missing_half_year"] > value["without_half_year"] + 5
    assert value["missing_year"] > value["without_year"] + 2
    assert value["missing_two_years"] < value["without_two_years"] - 10
    assert 182 < value["cross_days"] < 730


def test_more_hairs_fall_and_more_hair_is_there():
    value = story().values
    assert value["extra_hairs"] > 1000
    assert value["gain_two_years"] > 10


def test_the_loss_of_the_disease_is_silent():
    value = story().values
    assert value["without_peak"] < 1.5 * value["normal"]
    assert value["without_two_years"] > 15


def test_one_of_the_others_only_gains():
    value = story(who="many").values
    assert value["worst_extra"] < 1
    assert math.isnan(value["onset_days"])


def test_without_disease_the_drug_only_takes_and_what_it_took_comes_back():
    value = story(activity=0).values
    assert value["gain_year"] < -5
    assert value["missing_two_years"] == pytest.approx(0, abs=0.5)
    assert math.isnan(value["cross_days"])


def test_a_late_start_looks_better_and_leaves_less_hair():
    early, late = story(activity=40).values, story(activity=40, start_after=240).values
    assert early["gain_year"] < 0 < late["gain_year"]
    assert late["missing_year"] > early["missing_year"]


def test_a_drug_that_may_not_be_given_on_saves_nothing():
    shown = story(drug="azathioprine_tt")
    assert shown.stopped is not None
    assert shown.values["gain_two_years"] == pytest.approx(0, abs=0.1)
    assert "blood count today" in drug_sentence(shown)
    assert shown.values["clubs_percent"] < 10


def test_the_sentence_has_the_numbers_of_the_table():
    shown = story()
    said = drug_sentence(shown)
    for name in ("missing_half_year", "without_half_year", "without_two_years"):
        assert f"{shown.values[name]:.0f}%" in said
    assert len(shown.table) > 20


def test_three_weeks_and_three_months():
    broken, rested = two_effluvia()
    assert broken.peak_day <= 21
    assert 80 <= rested.peak_day <= 130


def test_every_claim_on_a_drug_has_its_counter_evidence_and_none_advises_a_dose():
    rows = [row for row in evidence().claims.values() if row.id.startswith("drug_")]
    assert len(rows) > 15
    for row in rows:
        assert len(row.counter.split()) >= 8, row.id
        assert " mg" not in row.claim


def beginning_of_the_gain(extra):
    """Return the first day of the last stretch with less missing, as somebody would count it."""
    seen = [1 if more > 0.05 else -1 if more < -0.05 else 0 for more in extra]
    if 1 not in seen or -1 not in seen:
        return math.nan
    last_more = max(day for day, sign in enumerate(seen) if sign == 1)
    after = [day for day, sign in enumerate(seen) if sign == -1 and day > last_more]
    return float(after[0]) if after else math.nan


@pytest.mark.parametrize("seed", range(40))
def test_the_drug_pays_off_from_the_day_after_which_it_costs_no_more_hair(seed):
    """Lines may cross more than once: what counts is the last time."""
    extra = np.random.default_rng(seed).normal(0.0, 0.1, 3 + seed % 9)
    assert _crossing(extra) == pytest.approx(beginning_of_the_gain(extra), nan_ok=True)
