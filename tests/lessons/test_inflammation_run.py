"""Lesson 08: the comparison earns its surprise, and picture and numbers agree."""

import numpy as np
import pytest

from helpers.evidence import evidence
from helpers.lessons.inflammation_and_scarring.picture import attack_chart, update_attack_chart
from helpers.lessons.inflammation_and_scarring.run import (
    APART,
    DAYS,
    FOLLICLES,
    START,
    attack_story,
    delay_cost,
)
from helpers.model import ModelInputError, Scalp, simulate

PEAK, DELAY = 28, 12


@pytest.fixture(scope="module")
def pair():
    return {target: attack_story(target, PEAK, DELAY) for target in ("bulb", "bulge")}


def test_the_first_weeks_look_alike_and_the_end_does_not(pair):
    apart = pair["bulb"].standing - pair["bulge"].standing
    weeks = pair["bulge"].values["apart_weeks"]
    first = START + round(7 * weeks)
    assert weeks > 8
    assert (apart[:first] < APART + 0.01).all()
    assert apart[first + 7] > APART
    assert apart[-1] > 4 * APART
    assert pair["bulb"].values["final_percent"] == pytest.approx(100, abs=0.5)


def test_the_telogen_share_cannot_tell_them_apart(pair):
    shares = [story.values["telogen_percent"] for story in pair.values()]
    assert shares[0] == pytest.approx(shares[1], abs=1e-6)


def test_every_hair_of_a_destroyed_follicle_falls(pair):
    story = pair["bulge"]
    table = _course(story).table
    held = table["visible"] / (100_000 - table["scarred"])
    extra = story.fallen - table["shed"]
    assert extra.sum() <= table["scarred"].iloc[-1]
    assert extra.sum() == pytest.approx((table["scarred"].diff() * held).sum(), rel=0.01)
    assert np.allclose(pair["bulb"].fallen, _course(pair["bulb"]).table["shed"])


def test_without_destruction_the_bulge_is_as_good_as_the_bulb(pair):
    spared = attack_story("bulge", PEAK, DELAY, destruction_percent=0)
    assert np.allclose(spared.standing, pair["bulb"].standing)


def test_each_month_of_delay_costs_and_none_is_given_back():
    left = [attack_story("bulge", PEAK, month).values["follicles_left_percent"] for month in (0, 5)]
    cost = delay_cost()
    assert (np.diff(cost.left) < 0).all()
    assert cost.left[[0, 5]] == pytest.approx(left, abs=0.02)
    assert (cost.low <= cost.left).all()
    assert (cost.left <= cost.high).all()
    assert (cost.high == 100).all()


@pytest.mark.parametrize("target", ["bulb", "bulge"])
def test_the_close_look_shows_the_follicles_of_the_course(pair, target):
    story = pair[target]
    counts = story.close.counts()
    assert sum(counts.values()) == FOLLICLES
    expected = 100 - story.left[story.look_day]
    error = 100 * np.sqrt(0.25 / FOLLICLES)
    assert 100 * counts["lost"] / FOLLICLES == pytest.approx(expected, abs=4 * error)
    assert (counts["lost"] == 0) == (target == "bulb")
    assert counts["empty"] > 0


def test_signs_follow_the_activity():
    early, late = (attack_story("bulb", PEAK, 3, look_months=month).close for month in (3, 24))
    assert early.signs.redness > 0.5
    assert late.signs.redness < 0.05


def test_skins_of_the_close_look_are_dark_enough():
    from helpers.evidence import skins
    from helpers.lessons.inflammation_and_scarring.spec import skin

    shown = [skins()[name] for name in skin().values]
    assert sum(item.darker for item in shown) / len(shown) >= 0.4


def test_the_half_life_is_that_of_the_published_fall():
    weeks = 12 * np.log(2) / np.log(28 / 9.5)
    assert evidence().value("skin_half_life") == pytest.approx(7 * weeks, abs=0.05)


def test_an_unknown_target_is_refused():
    with pytest.raises(ModelInputError, match="choose 'bulb' or 'bulge'"):
        attack_story("root", PEAK, DELAY)


def _course(story):
    return simulate(Scalp(), [story.attack], DAYS)


def test_the_picture_draws_what_is_left_where_something_is_lost_and_only_there(pair):
    for target, story in pair.items():
        figure = attack_chart()
        update_attack_chart(figure, story, None)
        dotted = [trace for trace in figure.data if trace.line.dash == "dot"]
        left, _ = dotted  # the other is the activity without treatment
        drawn = [] if left.y is None else list(left.y)
        assert drawn == (list(story.left[::7]) if target == "bulge" else [])


@pytest.mark.parametrize("course", ["monophasic", "relapsing"])
@pytest.mark.parametrize("target", ["bulb", "bulge"])
def test_a_close_look_before_any_treatment_knows_nothing_of_it(target, course):
    """A week is the step of the attack: in the week of the first dose it can differ."""
    first, second = (
        attack_story(target, PEAK, delay, course=course, look_months=11).close for delay in (12, 24)
    )
    assert np.array_equal(first.look, second.look)
    assert np.array_equal(first.length_mm, second.length_mm)
    later = attack_story(target, PEAK, 24, course=course, look_months=20).close
    treated = attack_story(target, PEAK, 12, course=course, look_months=20).close
    assert not np.array_equal(later.look, treated.look)
