"""Expected values: what must hold for every exposure, and agreement with slow solutions."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.model import COLUMNS, PHASES, Scalp, simulate
from helpers.model import exposures as ex

from .cases import BRISK, CASES, DAYS, Case
from .oracle import by_age, dense

N = 100_000
EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=str)


@pytest.fixture(scope="module")
def table_of():
    """Return the expected table of a case, solved once."""
    solved = {}

    def table(case: Case):
        if case.name not in solved:
            solved[case.name] = simulate(case.scalp(), case.exposures, case.days).table
        return solved[case.name]

    return table


@EVERY_CASE
def test_every_follicle_is_somewhere_every_day(case, table_of):
    table = table_of(case)
    assert table[[*PHASES, "scarred"]].sum(axis=1).to_numpy() == pytest.approx(N, rel=1e-9)


@EVERY_CASE
def test_values_are_possible(case, table_of):
    table = table_of(case)
    assert np.isfinite(table.to_numpy()).all()
    assert table.to_numpy().min() > -1e-6
    hairs = table["anagen"] + table["catagen"] + table["telogen"]
    assert (table["visible"] <= hairs + 1e-6).all()
    assert (table["fractured"] <= table["anagen"] + 1e-6).all()
    assert (table["broken"] <= hairs + 1e-6).all()


@EVERY_CASE
def test_scarred_never_falls_and_needs_destruction(case, table_of):
    scarred = table_of(case)["scarred"].to_numpy()
    assert (np.diff(scarred) >= 0).all()
    if "destruction" in case.targets:
        assert scarred[-1] > 1000
    else:
        assert not scarred.any()


@EVERY_CASE
def test_expected_values_are_linear_in_the_number_of_follicles(case, table_of):
    few = simulate(case.scalp(follicles=N / 8), case.exposures, case.days).table
    many = table_of(case)
    for column in COLUMNS[:-1]:
        assert few[column].to_numpy() * 8 == pytest.approx(many[column].to_numpy(), abs=1e-6)
    assert few["mean_length_mm"].to_numpy() == pytest.approx(many["mean_length_mm"].to_numpy())


@EVERY_CASE
def test_agrees_with_every_cohort_followed_by_itself(case, table_of):
    """Nine digits where all clocks keep calendar time.

    A clock is read off a grid by straight lines, forth and back, which blurs each cohort
    by less than a grid step: one follicle in 100,000 is allowed for that, far below
    the scatter of a real scalp (about 100 of 10,000 telogen follicles).
    """
    table = table_of(case)
    slow = dense(case.scalp(), case.exposures, case.days)
    error = 1e-9 * N if case.runs_by_calendar else 1.0
    for column in COLUMNS[:-1]:
        assert table[column].to_numpy() == pytest.approx(slow[column], abs=error), column
    error = 1e-9 if case.runs_by_calendar else 1e-3
    assert table["mean_length_mm"].to_numpy() == pytest.approx(slow["mean_length_mm"], rel=error)


@pytest.mark.parametrize("case", [c for c in CASES if c.runs_by_calendar], ids=str)
def test_agrees_with_ages_stepped_from_day_to_day(case, table_of):
    table = table_of(case)
    slow = by_age(case.scalp(), case.exposures, case.days)
    for column, values in slow.items():
        assert table[column].to_numpy() == pytest.approx(values, abs=1e-9 * N), column


@pytest.mark.parametrize("speed", [0.3, 2.3])
def test_a_clock_stays_exact_where_phases_are_short(speed):
    scalp = Scalp(anagen_mean=60, anagen_sd=20, telogen_mean=10, telogen_sd=4)
    exposures = [ex.telogen_release(20.5, 90, speed), ex.anagen_release(30, 0.5, 1)]
    table, slow = simulate(scalp, exposures, 200).table, dense(scalp, exposures, 200)
    for column in (*PHASES, "shed", "visible"):
        assert table[column].to_numpy() == pytest.approx(slow[column], abs=10), column


@pytest.mark.parametrize("scalp", [Scalp(), Scalp(**BRISK), Scalp(kenogen_share=0)], ids=str)
def test_nothing_happens_without_exposure(scalp):
    table = simulate(scalp, [], 1096).table
    cycle = sum(scalp.law(p).mean * scalp.shares[p] / scalp.shares[p] for p in PHASES[:3])
    cycle += scalp.kenogen_share * scalp.law("kenogen").mean
    for phase in PHASES:
        share = scalp.law(phase).mean / cycle
        share *= scalp.kenogen_share if phase == "kenogen" else 1
        assert table[phase].to_numpy() == pytest.approx(N * share, abs=1e-6)
    assert table["shed"].to_numpy() == pytest.approx(N / cycle, abs=1e-6)
    assert table["mean_length_mm"].std() < 1e-9
    hairs = table[["anagen", "catagen", "telogen"]].sum(axis=1)
    assert np.array_equal(table["visible"], hairs)
    assert not table[["broken", "fractured"]].any(axis=None)


def chances(scalp: Scalp, phase: str, days: int) -> np.ndarray:
    """Return the chance that a phase lasts 0, 1, 2 ... days."""
    out = np.zeros(days)
    law = -np.diff(scalp.law(phase).survival)[: days - 1]
    out[1 : len(law) + 1] = law
    return out


@pytest.mark.parametrize("fraction", [0.05, 0.3, 0.9])
def test_one_day_release_gives_the_predicted_wave(fraction):
    scalp, when, days = Scalp(), 40, 260
    table = simulate(scalp, [ex.anagen_release(when, fraction, over_days=1)], days).table
    base = scalp.follicles / scalp.cycle_days
    growing = base * scalp.law("anagen").mean
    lag = np.convolve(chances(scalp, "catagen", days), chances(scalp, "telogen", days))[:days]
    # Whoever would have left on that very day is in `growing - base` already.
    later = np.append(0.0, scalp.law("anagen").survival[1:days])
    wave = fraction * (growing - base) * lag - fraction * base * np.convolve(later, lag)[:days]
    predicted = np.full(days, base)
    predicted[when:] += wave[: days - when]
    # The formula holds until released follicles shed again: anagen lasts too long for that.
    assert table["shed"].to_numpy() == pytest.approx(predicted, abs=1e-6)


def test_wave_comes_after_catagen_and_telogen():
    scalp, when = Scalp(), 30
    table = simulate(scalp, [ex.anagen_release(when, 1e-4, over_days=1)], 600).table
    base = scalp.shed_per_day
    fraction, survival = 1e-4, scalp.law("anagen").survival
    released = fraction * base * (scalp.law("anagen").mean - 1)
    lag_law = np.convolve(chances(scalp, "catagen", 600), chances(scalp, "telogen", 600))[:600]
    missing = np.zeros(600)
    missing[when:] = fraction * base * np.convolve(survival[:600], lag_law)[: 600 - when]
    wave = (table["shed"].to_numpy() - base + missing) / released
    assert wave.sum() == pytest.approx(1, abs=1e-3)
    lag = wave @ np.arange(600) - when
    expected = scalp.law("catagen").mean + scalp.law("telogen").mean
    assert lag == pytest.approx(expected, rel=0.005)


def test_the_excess_is_less_than_the_hairs_pushed():
    scalp = Scalp()
    table = simulate(scalp, [ex.anagen_release(30, 0.3)], 400).table
    excess = (table["shed"] - scalp.shed_per_day).sum()
    pushed = 0.3 * scalp.follicles * scalp.shares["anagen"]
    assert 0.7 * pushed < excess < pushed


def test_a_release_takes_its_fraction_in_its_time():
    """Growing follicles that nothing else touches: exactly the fraction has left."""
    scalp = Scalp(anagen_mean=4000, anagen_sd=100)
    age = simulate(scalp, [], 60).table["anagen"]
    for over in (1, 7, 14.5):
        table = simulate(scalp, [ex.anagen_release(20, 0.4, over)], 60).table
        entered = scalp.shed_per_day * over
        left = table["anagen"][20 + int(np.ceil(over))] / age[20]
        assert left == pytest.approx(0.6, abs=entered / scalp.follicles)
        assert table["anagen"][20] == pytest.approx(age[20])
        assert table["anagen"][21] < age[20] * 0.99


def test_blocking_anagen_entry_leaves_shedding_alone_until_the_pool_drains():
    scalp = Scalp()
    table = simulate(scalp, [ex.blocked_anagen_entry(20, 200, 1.0)], 300).table
    # The first hair that did not start can only be missed after anagen, catagen, telogen.
    assert table["shed"].to_numpy() == pytest.approx(scalp.shed_per_day, rel=1e-3)
    assert table["kenogen"][200] > table["kenogen"][19] + 170 * scalp.shed_per_day


def test_a_hold_delays_the_wave_until_it_ends():
    scalp = Scalp()
    table = simulate(scalp, [ex.delayed_telogen_release(20, 140, 0.75, 10)], 400).table
    base = scalp.shed_per_day
    assert table["shed"][20:140].to_numpy() == pytest.approx(0.25 * base)
    assert table["shed"][:20].to_numpy() == pytest.approx(base)
    assert table["shed"][140:150].to_numpy() == pytest.approx(base + 0.75 * base * 120 / 10)
    assert table["shed"][150:200].to_numpy() == pytest.approx(base, rel=0.02)


def test_shafts_never_touch_the_cycle():
    scalp = Scalp()
    exposures = [ex.shaft_fracture(30, 0.8), ex.breakage(10, 90, 0.05), ex.slowed_growth(0, 99, 0)]
    still, moved = simulate(scalp, [], DAYS).table, simulate(scalp, exposures, DAYS).table
    cycle = [*PHASES, "scarred", "shed"]
    assert np.array_equal(still[cycle], moved[cycle])
    assert moved["mean_length_mm"].min() < 0.5 * still["mean_length_mm"].min()


def test_fractured_hairs_are_seen_again_when_they_have_grown():
    scalp = Scalp()
    table = simulate(scalp, [ex.shaft_fracture(30, 0.8, over_days=1)], 100).table
    whole = table["visible"][0]
    regrown = 31 + int(np.ceil(scalp.regrowth_visible_mm / scalp.growth_mm_per_day))
    assert table["visible"][30] == pytest.approx(whole)
    assert table["visible"][31] == pytest.approx(whole - 0.8 * table["anagen"][0], rel=0.01)
    assert table["fractured"][30] == pytest.approx(0.8 * table["anagen"][30])
    assert table["visible"][regrown - 2] < 0.4 * whole
    assert table["visible"][regrown] == pytest.approx(whole)


def test_twenty_years_and_hard_hazards_stay_exact_and_converge():
    scalp = Scalp(follicles=N)
    exposures = [ex.destruction(0, 2000, 10), ex.anagen_release(3, 1, 1), ex.short_anagen(0.5)]
    table = simulate(scalp, exposures, 7305).table
    assert table[[*PHASES, "scarred"]].sum(axis=1).to_numpy() == pytest.approx(N, rel=1e-9)
    assert table["scarred"].iloc[-1] == pytest.approx(N)
