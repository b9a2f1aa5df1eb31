"""The facts of a course: onset, peak, return, excess and what is missing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers.evidence import evidence
from helpers.model import Scalp, clinical, simulate
from helpers.model import exposures as ex
from helpers.readout.landmarks import thinning, timeline

SCALP = Scalp()


def facts(*exposures, days=730, scalp=SCALP, **sampled):
    return timeline(simulate(scalp, exposures, days=days, **sampled), exposures)


def test_nothing_happens_to_a_scalp_left_alone():
    found = facts()
    assert found.onset_day is found.peak_day is found.return_day is found.shedding_days is None
    assert found.pushed_hairs == 0
    assert found.excess_hairs == pytest.approx(0, abs=1e-3)
    assert found.peak_ratio == pytest.approx(1)
    assert found.most_missing == pytest.approx(0, abs=1e-6)
    assert found.most_thinned == pytest.approx(0, abs=1e-6)
    assert found.baseline == SCALP.shed_per_day


def test_shedding_follows_the_trigger_by_weeks_and_ends_by_itself():
    found = facts(clinical.illness(day=100))
    assert 142 < found.onset_day < 198
    assert found.onset_day < found.peak_day < found.return_day
    assert 90 < found.shedding_days < 183


def test_the_same_trigger_later_gives_the_same_story_later():
    early, late = facts(clinical.illness(day=10)), facts(clinical.illness(day=210), days=930)
    assert late.onset_day - early.onset_day == 200
    assert late.peak_day - early.peak_day == 200
    assert late.excess_hairs == pytest.approx(early.excess_hairs, rel=1e-6)


def test_onset_is_the_first_day_at_the_noticed_level():
    course = simulate(SCALP, [clinical.illness(day=0)], days=400)
    found = timeline(course)
    level = evidence().value("shedding_onset_factor") * SCALP.shed_per_day
    shed = course.table["shed"]
    assert (shed[: found.onset_day] < level).all()
    assert shed[found.onset_day] >= level
    assert shed[found.return_day - 1] >= level
    assert (shed[found.return_day :] < level).all()
    assert shed.idxmax() == found.peak_day


def test_a_run_that_ends_while_hair_falls_has_no_return():
    found = facts(clinical.illness(day=0), days=120)
    assert found.onset_day is not None
    assert found.return_day is None


@pytest.mark.parametrize("fraction", [0.05, 0.2, 0.5, 1])
def test_fewer_hairs_fall_in_excess_than_were_pushed(fraction):
    found = facts(ex.anagen_release(30, fraction))
    # Some of the pushed would have left by themselves; those who had just left are not pushed.
    assert 0.7 * found.pushed_hairs < found.excess_hairs < found.pushed_hairs
    assert found.pushed_hairs == pytest.approx(
        fraction * SCALP.follicles * SCALP.shares["anagen"], rel=0.03
    )


def test_a_larger_trigger_is_noticed_earlier_and_peaks_higher():
    small, large = facts(clinical.illness(0, 0.1)), facts(clinical.illness(0, 0.4))
    assert large.onset_day < small.onset_day
    assert large.peak_ratio > small.peak_ratio
    assert large.highest_telogen > small.highest_telogen
    assert large.highest_telogen_day < large.peak_day


def test_density_is_kept_while_the_ponytail_thins():
    found = facts(clinical.illness(day=0))
    assert found.most_missing < 0.02
    assert 0.1 < found.most_thinned < 0.4
    assert found.most_thinned_day > found.return_day - 60


def test_thinning_agrees_with_a_direct_count():
    """Nothing regrows behind a block: what is missing is all that was shed."""
    course = simulate(SCALP, [ex.blocked_anagen_entry(0, 1000, 1)], days=100)
    window = round(evidence().value("long_hair_mm") / SCALP.growth_mm_per_day)
    hairs = SCALP.follicles * (1 - SCALP.shares["kenogen"])
    usual = hairs - window * SCALP.shed_per_day
    short = (window - 99) * SCALP.shed_per_day  # begun before the block, not yet long
    long = hairs - 99 * SCALP.shed_per_day - short
    assert thinning(course)[99] == pytest.approx(1 - long / usual, abs=1e-3)


def test_thinning_counts_a_fracture_and_destruction():
    fracture = simulate(SCALP, [ex.shaft_fracture(0, 0.5)], days=60)
    assert thinning(fracture).max() == pytest.approx(0.5 * (0.907 - 0.225) / 0.771, abs=0.02)
    scarring = simulate(SCALP, [ex.destruction(0, math.inf, 0.01)], days=365)
    left = 1 - scarring.table["scarred"].iloc[-1] / SCALP.follicles
    assert thinning(scarring)[-1] == pytest.approx(1 - left, abs=1e-3)


def test_a_sampled_course_tells_the_same_story():
    exposures = [clinical.illness(day=60)]
    exact = timeline(simulate(SCALP, exposures, days=400), exposures)
    drawn = timeline(simulate(SCALP, exposures, days=400, follicles=100_000, seed=5), exposures)
    assert abs(drawn.onset_day - exact.onset_day) <= 5
    assert abs(drawn.peak_day - exact.peak_day) <= 15
    assert abs(drawn.return_day - exact.return_day) <= 7
    assert drawn.excess_hairs == pytest.approx(exact.excess_hairs, rel=0.03)
    assert drawn.pushed_hairs == pytest.approx(exact.pushed_hairs, rel=0.02)
    assert drawn.most_thinned == pytest.approx(exact.most_thinned, abs=0.01)


def test_chance_alone_is_not_taken_for_shedding():
    for seed in range(5):
        assert facts(follicles=100_000, seed=seed, days=365).onset_day is None


def test_no_hair_left_gives_numbers_still():
    found = facts(ex.destruction(0, 400, 1), days=400)
    assert found.most_missing == pytest.approx(1)
    assert found.most_thinned == pytest.approx(1)
    assert np.isfinite(found.highest_telogen)
