"""Lesson 05: dose, duration and taper move a steroid-induced shift; no dose, no shift."""

from itertools import pairwise

import numpy as np
import pytest

from helpers.course import find_lesson
from helpers.lessons.steroids.run import steroid_story

DEFAULT = {"what": "both", "direct_percent": 10, "benefit_percent": 50}


def course(**changed):
    return steroid_story(**(DEFAULT | changed))


def test_the_default_shows_a_delayed_shift_and_no_dose_shows_none():
    alone, none = course(what="steroid"), course(what="steroid", dose_mg=0)
    assert alone.values["peak_shed"] > 1.5 * alone.normal
    assert alone.values["peak_days"] > 90
    assert np.allclose(none.shed, none.normal, rtol=1e-6)


def test_without_a_dose_the_flare_is_as_it_is_alone():
    assert np.allclose(course(dose_mg=0).shed, course(what="flare").shed)


def test_the_flare_it_is_compared_with_is_the_one_a_click_shows():
    both, flare = course(benefit_percent=80), course(what="flare")
    assert both.values["flare_alone_peak"] == flare.values["peak_shed"]
    lower = flare.values["peak_shed"] - both.values["peak_shed"]
    assert both.values["against_flare_alone"] == pytest.approx(-lower)


def test_more_of_the_drug_pushes_more():
    for name, values in (("dose_mg", (5, 40, 80)), ("weeks", (1, 4, 8)), ("taper_weeks", (0, 9))):
        pushed = [course(what="steroid", **{name: value}).values["excess"] for value in values]
        assert pushed == sorted(pushed)
        assert len(set(pushed)) == len(values)


CONTROLS = find_lesson("steroids").explore.more()


@pytest.mark.parametrize("weeks", [1, 4, 6, 8])
@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.key)
def test_no_step_of_a_control_is_dead(control, weeks):
    """Also at the ends of the others: a slider that changes nothing teaches nothing."""
    values = np.arange(control.low, control.high + control.step / 2, control.step)
    shown = [course(**({"weeks": weeks} | {control.key: value})).shed for value in values]
    for before, after in pairwise(shown):
        assert np.abs(after - before).max() > 0.01
