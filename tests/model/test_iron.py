"""Iron: stores, losses, tablets, and what a laboratory prints."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.evidence import evidence, load_study
from helpers.model import ModelInputError, Scalp, simulate
from helpers.model.iron import (
    STATES,
    absorbed_mg,
    ferritin_factor,
    iron_course,
    low_iron,
    measured_ferritin,
    transferrin_saturation,
)


def test_absorption_runs_through_both_measured_points():
    for row in load_study("iron_absorption").itertuples():
        assert absorbed_mg(row.dose_mg) == pytest.approx(row.absorbed_mg, abs=0.01)
        assert absorbed_mg(row.dose_mg) / row.dose_mg == pytest.approx(row.share, abs=0.001)


def test_the_exponent_is_that_of_the_two_points():
    table = load_study("iron_absorption")
    slope, _ = np.polyfit(np.log(table["dose_mg"]), np.log(table["absorbed_mg"]), 1)
    assert evidence().value("iron_absorption_exponent") == pytest.approx(slope, abs=1e-4)


@given(st.floats(1, 400), st.floats(1.01, 2))
def test_more_iron_gives_more_but_a_smaller_share(dose, more):
    assert absorbed_mg(dose) < absorbed_mg(dose * more) < more * absorbed_mg(dose)


def test_the_trial_is_met_and_the_simple_balance_is_seven_times_too_high():
    tablets = iron_course(25, 85, dose_mg_per_day=80)
    nothing = iron_course(25, 85)
    gain = tablets.iloc[-1] - nothing.iloc[-1]
    assert gain["stores"] == pytest.approx(11.4, abs=0.05)
    assert 6 < gain["all_stored"] / 11.4 < 8


def test_without_tablets_and_losses_stores_stay():
    assert (iron_course(30, 100)["stores"] == 30).all()


def test_tablets_do_nothing_before_they_begin():
    course = iron_course(30, 100, dose_mg_per_day=80, start=50)
    assert (course["stores"][:51] == 30).all()
    assert course["stores"][51] > 30


@given(st.floats(0, 200), st.floats(0, 5), st.floats(0, 240), st.integers(0, 200))
def test_stores_are_never_negative_and_losses_lower_them(stores, loss, dose, start):
    course = iron_course(stores, 300, dose, start, loss)
    kept = iron_course(stores, 300, dose, start, 0)
    assert (course.to_numpy() >= 0).all()
    assert (course["stores"] <= kept["stores"] + 1e-9).all()
    assert (course["all_stored"] >= course["stores"] - 1e-9).all()


def test_factors_are_those_of_the_meta_analysis():
    table = load_study("ferritin_inflammation").set_index(["crp_raised", "agp_raised"])
    states = {"none": ("no", "no"), "crp": ("yes", "no"), "both": ("yes", "yes")}
    for state, key in (states | {"agp": ("no", "yes")}).items():
        assert ferritin_factor(state) == table.loc[key, "ferritin_ratio"]


@pytest.mark.parametrize("state", [state for state in STATES if state != "none"])
def test_inflammation_raises_ferritin_and_moves_saturation_less(state):
    ferritin = measured_ferritin(30, state) / measured_ferritin(30)
    saturation = transferrin_saturation(30, state) / transferrin_saturation(30)
    assert ferritin > 1
    assert 1 > saturation > 1 / ferritin


def test_saturation_falls_as_stores_empty():
    read = [transferrin_saturation(stores) for stores in (0, 5, 15, 50, 200)]
    assert read == sorted(read)
    assert read[0] == 0


def test_low_stores_do_nothing_to_the_scalp_by_default():
    empty = np.zeros(300)
    course = simulate(Scalp(), [low_iron(empty)], days=300)
    assert course.table["shed"].to_numpy() == pytest.approx(Scalp().shed_per_day)
    row = evidence().parameters["iron_follicle_release"]
    assert (row.value, row.low) == (0, 0)


def test_the_effect_grows_with_the_shortage_and_ends_at_the_limit():
    def shed(stores):
        return (
            simulate(Scalp(), [low_iron(np.full(300, stores), 0.1)], days=300).table["shed"].sum()
        )

    limit = evidence().value("iron_release_below")
    assert shed(0) > shed(limit / 2) > shed(limit) == pytest.approx(shed(2 * limit))


def test_three_months_with_empty_stores_release_the_share_that_is_named():
    effects = low_iron(np.zeros(90), 0.1).effects
    hazard = sum(effect.amount * (effect.end - effect.start) for effect in effects)
    assert 1 - np.exp(-hazard) == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: ferritin_factor("fever"), "no state of inflammation 'fever'"),
        (lambda: measured_ferritin(-1), "Stores -1 µg/L is outside"),
        (lambda: absorbed_mg(5000), "Dose 5,000 mg is outside"),
        (lambda: iron_course(10, 10, loss_mg_per_day=-1), "Extra loss -1 mg a day is outside"),
        (lambda: low_iron(np.zeros(9), 2), "Effect of low stores 2 is outside"),
    ],
)
def test_impossible_input_gets_a_sentence(call, says):
    with pytest.raises(ModelInputError, match=says):
        call()
