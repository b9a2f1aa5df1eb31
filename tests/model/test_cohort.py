"""Many patients at once: the same model as one patient, however the work is shared out."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import fields
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from helpers.evidence import evidence
from helpers.model import (
    COLUMNS,
    PHASES,
    ModelInputError,
    Scalp,
    draw_patients,
    simulate,
    simulate_cohort,
)
from helpers.model import exposures as ex
from helpers.model.cohort.summary import COHORT_COLUMNS

from .cases import CASES, DAYS, Case

N = 100_000
FLOWS = ("shed", "broken", "fractured")
ONE = pd.DataFrame({"follicles": [N]})
SOME = 600  # patients: three batches, the last one not full
EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=str)
FASTEST = 0.02  # share of the follicles that weekly steps may misplace at worst

# One of each, at sizes that a lesson uses.
SINGLE = {
    "nothing": [],
    "anagen release": [ex.anagen_release(30, 0.3)],
    "delayed anagen release": [ex.delayed_anagen_release(40, 160, 0.8, 30)],
    "short anagen": [ex.short_anagen(0.6, start=25)],
    "long anagen": [ex.short_anagen(1.7)],
    "telogen release": [ex.telogen_release(60, 100, 3)],
    "telogen stopped": [ex.telogen_release(50, 120, 0)],
    "delayed telogen release": [ex.delayed_telogen_release(30, 130, 0.7, 21)],
    "blocked anagen entry": [ex.blocked_anagen_entry(20, 200, 0.9)],
    "destruction": [ex.destruction(35, 120, 0.008)],
    "shaft fracture": [ex.shaft_fracture(50, 0.7)],
    "breakage": [ex.breakage(30, 200, 0.01)],
    "slowed growth": [ex.slowed_growth(20, 300, 0.2)],
}


def illness(patient):
    return [ex.anagen_release(day=30, fraction=patient.illness_release)]


def last_day(part):
    """Summarise a batch by one column that is not kept otherwise."""
    return {"catagen": part.path("catagen")[:, -1]}


@pytest.fixture(scope="module")
def patients():
    return draw_patients(SOME, seed=5, also=["illness_release"])


@pytest.fixture(scope="module")
def cohort(patients):
    return simulate_cohort(patients, illness, days=400, keep=COHORT_COLUMNS)


def by_step(column, table, day, step):
    """Bring a column by days to steps: counts at their start, flows as their mean."""
    values = table[column].to_numpy()
    if column not in FLOWS:
        return values[day]
    return np.array([values[first : first + step].mean() for first in day])


# The same model as one patient


@pytest.fixture(scope="module")
def cases_at_once():
    """All cases as the patients of one cohort, at daily and at weekly steps."""
    rows = pd.DataFrame([vars(case.scalp()) for case in CASES])
    rows["case"] = range(len(CASES))

    def exposures(patient):
        return CASES[patient["case"]].exposures

    return {s: simulate_cohort(rows, exposures, DAYS, s, keep=COHORT_COLUMNS) for s in (1, 7)}


@EVERY_CASE
def test_daily_steps_are_the_single_patient(case: Case, cases_at_once):
    table = simulate(case.scalp(), case.exposures, DAYS).table
    for column in COHORT_COLUMNS:
        path = cases_at_once[1].path(column)[CASES.index(case)]
        # Only fractures read the age of young hairs off the calendar.
        close = 0.2 if column == "visible" and "fracture" in case.targets else 1e-4
        assert path == pytest.approx(table[column].to_numpy(), abs=close), column


@EVERY_CASE
def test_every_follicle_is_somewhere_in_every_step(case: Case, cases_at_once):
    cohort = cases_at_once[7]
    total = sum(cohort.path(name)[CASES.index(case)] for name in (*PHASES, "scarred"))
    assert total == pytest.approx(N, rel=1e-9)
    for column in COHORT_COLUMNS:
        path = cohort.path(column)[CASES.index(case)]
        assert np.isfinite(path).all() and path.min() > -1e-4, column


@pytest.mark.parametrize("name", SINGLE)
def test_weekly_steps_blur_less_than_a_hundredth(name):
    days, step = 728, 7
    table = simulate(Scalp(), SINGLE[name], days).table
    cohort = simulate_cohort(ONE, SINGLE[name], days, step, keep=COHORT_COLUMNS)
    for column in COHORT_COLUMNS:
        daily = by_step(column, table, cohort.day, step)
        # A flow against its own highest day, a count against all follicles.
        scale = max(daily.max(), 1.0) * 3 if column in FLOWS else N
        assert cohort.path(column)[0] == pytest.approx(daily, abs=0.01 * scale), column
    shed = table["shed"].to_numpy()
    if shed.max() > 1.2 * shed[0]:
        assert cohort.summary["peak_day"][0] == pytest.approx(shed.argmax(), abs=step)
        assert cohort.summary["peak_shed"][0] == pytest.approx(shed.max(), rel=0.03)


def test_quick_releases_blur_more_but_shedding_hardly():
    exposures = [ex.anagen_release(20.3, 0.6, 7.5)]
    table = simulate(Scalp(), exposures, 728).table
    cohort = simulate_cohort(ONE, exposures, 728, keep=COHORT_COLUMNS)
    for column in PHASES:
        assert cohort.path(column)[0] == pytest.approx(table[column][::7], abs=FASTEST * N)
    shed = by_step("shed", table, cohort.day, 7)
    assert cohort.path("shed")[0] == pytest.approx(shed, abs=0.01 * shed.max())


def test_nothing_happens_without_exposures(patients):
    cohort = simulate_cohort(patients, days=700, keep=COHORT_COLUMNS)
    for column in COHORT_COLUMNS:
        path = cohort.path(column)
        np.testing.assert_allclose(path, np.broadcast_to(path[:, :1], path.shape), rtol=1e-9)
    assert cohort.summary["peak_day"].isna().all()
    assert cohort.summary["usual_shed"].to_numpy() == pytest.approx(cohort.path("shed")[:, 0])
    for place in (0, 280, SOME - 1):
        scalp = Scalp(**patients[[item.name for item in fields(Scalp)]].iloc[place])
        assert cohort.usual_shed[place] == pytest.approx(scalp.shed_per_day, rel=2e-3)


def test_every_effect_does_something():
    for target in get_args(ex.Target):
        amount = 0.5 if target.endswith(("hold", "speed")) or target == "growth" else 0.02
        effect = ex.Effect(target, 20, 120, amount, 14)
        exposures = [ex.Exposure("one effect", (effect,)), ex.shaft_fracture(40, 0.5)]
        scalp = pd.DataFrame({"kenogen_share": [0.3]})
        before, after = (
            simulate_cohort(scalp, some, 200, keep=COHORT_COLUMNS).paths
            for some in (exposures[1:], exposures)
        )
        assert any(np.abs(before[c] - after[c]).max() > 1 for c in COHORT_COLUMNS), target


def test_an_effect_it_does_not_know_is_refused():
    strange = ex.Exposure("strange", (ex.Effect("anagen_colour", 0, 10, 1.0),))
    with pytest.raises(ModelInputError, match="cannot run the effect 'anagen_colour'"):
        simulate_cohort(ONE, [strange])


def test_columns_are_those_of_the_single_patient():
    assert set(COLUMNS) - set(COHORT_COLUMNS) == {"mean_length_mm"}


def test_a_patient_does_not_depend_on_its_company(patients, cohort):
    part = simulate_cohort(patients.iloc[120:131], illness, days=400, keep=COHORT_COLUMNS)
    for column in COHORT_COLUMNS:
        np.testing.assert_allclose(part.path(column), cohort.path(column)[120:131], atol=1e-5)


# Whoever does the work


def same(one, other):
    pd.testing.assert_frame_equal(one.patients, other.patients, check_exact=True)
    pd.testing.assert_frame_equal(one.table(), other.table(), check_exact=True)
    pd.testing.assert_frame_equal(one.summary, other.summary, check_exact=True)
    assert (one.usual_shed == other.usual_shed).all()


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_the_number_of_workers_changes_nothing(pool, workers, patients, cohort):
    seen = []
    with pool(workers) as executor:
        shared = simulate_cohort(
            patients,
            lambda patient: illness(patient),  # what a notebook would pass
            days=400,
            keep=COHORT_COLUMNS,
            executor=executor,
            progress=lambda done, total: seen.append((done, total)),
        )
    same(shared, cohort)
    assert [total for _, total in seen] == [SOME] * 3
    assert seen[-1][0] == SOME and sorted(seen) == seen


def test_a_dask_cluster_gives_the_same_tables(patients, cohort):
    from distributed import Client, LocalCluster

    seen = []
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        shared = simulate_cohort(
            patients,
            lambda patient: illness(patient),
            days=400,
            keep=COHORT_COLUMNS,
            executor=client.get_executor(),
            progress=lambda done, total: seen.append(done),
        )
    same(shared, cohort)
    assert seen[-1] == SOME


def test_one_list_for_all_is_the_same_as_a_list_for_each(patients):
    pulse = [ex.anagen_release(30, 0.2)]
    same(simulate_cohort(patients, pulse, 200), simulate_cohort(patients, lambda _: pulse, 200))


def test_progress_without_an_executor(patients):
    seen = []
    simulate_cohort(patients, days=400, progress=lambda *numbers: seen.append(numbers))
    assert seen == [(280, SOME), (560, SOME), (SOME, SOME)]


def test_a_failure_in_a_worker_reaches_the_caller(patients):
    def broken(part):
        raise ZeroDivisionError(threading.current_thread().name)

    with ThreadPoolExecutor(2) as executor, pytest.raises(ZeroDivisionError):
        simulate_cohort(patients, days=30, executor=executor, summary=broken)


# Drawing


def test_draws_lie_in_their_ranges_and_follow_the_law():
    drawn = draw_patients(20_000, seed=3, also=["illness_release"])
    for name in drawn.columns.drop("seed"):
        row = evidence().parameters[name]
        assert drawn[name].between(row.low, row.high).all(), name
        if not name.endswith("_sd"):
            mean = (row.low + row.value + row.high) / 3
            assert drawn[name].mean() == pytest.approx(mean, abs=0.02 * (row.high - row.low))
    assert abs(drawn["anagen_mean"].corr(drawn["telogen_mean"])) < 0.03
    assert drawn["anagen_mean"].corr(drawn["anagen_sd"]) > 0.3
    assert drawn["seed"].is_unique
    for place in range(300):
        Scalp(**drawn[[item.name for item in fields(Scalp)]].iloc[place])


def test_a_patient_is_the_same_in_any_draw():
    many = draw_patients(50, seed=8, also=["illness_release", "stress_release"])
    pd.testing.assert_frame_equal(
        draw_patients(10, seed=8, also=["stress_release", "illness_release"], first=20),
        many.loc[20:29, [*many.columns[:-3], "stress_release", "illness_release", "seed"]],
    )
    few = draw_patients(50, seed=8, varied=["telogen_mean"])
    assert few["telogen_mean"].equals(many["telogen_mean"])
    assert (few["anagen_mean"] == evidence().value("anagen_mean")).all()
    assert not draw_patients(50, seed=9)["telogen_mean"].equals(many["telogen_mean"])


# What comes back


def test_bands_are_quantiles_by_day(cohort):
    band = cohort.band("shed", levels=[0, 0.5, 1])
    assert list(band.columns) == [0, 0.5, 1] and list(band.index) == list(range(0, 400, 7))
    assert band[0.5].to_numpy() == pytest.approx(np.median(cohort.path("shed"), axis=0))
    assert (band[0] <= band[1]).all()


def test_the_table_is_long(cohort):
    table = cohort.table()
    assert table.index.names == ["patient", "day"] and len(table) == SOME * len(cohort.day)
    assert table.loc[(7, 70), "visible"] == cohort.path("visible")[7, 10]


def test_the_summary_tells_the_wave(cohort, patients):
    summary = cohort.summary
    assert summary.index.equals(patients.index)
    assert (summary["rise_day"] < summary["peak_day"]).all()
    assert (summary["peak_day"] < summary["fall_day"]).all()
    lag = patients["catagen_mean"] + patients["telogen_mean"]
    assert (summary["peak_day"] - 37).corr(lag) > 0.8
    pushed = patients["illness_release"] * cohort.path("anagen")[:, 0]
    assert (summary["extra_hairs"] < pushed).all() and (summary["extra_hairs"] > 0).all()


@pytest.mark.parametrize("step", [1, 4, 7, 14])
def test_the_summary_is_in_hairs_and_days_whatever_the_step(step):
    days = 392
    happened = [ex.anagen_release(30, 0.3), ex.destruction(200, 260, 0.002)]
    table = simulate(Scalp(), happened, days).table
    (row,) = simulate_cohort(ONE, happened, days, step=step).summary.to_dict("records")
    usual = Scalp().shed_per_day
    assert row["usual_shed"] == pytest.approx(usual, rel=1e-3)
    assert row["peak_shed"] == pytest.approx(table["shed"].max(), rel=0.05)
    assert row["peak_day"] == pytest.approx(table["shed"].idxmax(), abs=4)
    assert row["extra_hairs"] == pytest.approx((table["shed"] - usual).sum(), rel=0.05)
    assert row["fewest_visible"] == pytest.approx(table["visible"].min(), rel=0.005)
    assert row["fewest_visible_day"] == pytest.approx(table["visible"].idxmin(), abs=2 * step)
    assert row["scarred"] == pytest.approx(table["scarred"].iloc[-1], rel=0.05)


def test_own_summaries_need_no_paths(patients, cohort):
    light = simulate_cohort(patients, illness, days=400, keep=(), summary=last_day)
    assert light.paths == {}
    assert (light.summary["catagen"] == cohort.path("catagen")[:, -1]).all()
    with pytest.raises(ModelInputError, match="'shed' were not kept"):
        light.band("shed")


def test_the_index_of_the_patients_stays():
    rows = pd.DataFrame({"telogen_mean": [80.0, 110]}, index=pd.Index(["Ana", "Ben"]))
    cohort = simulate_cohort(rows, days=20)
    assert list(cohort.summary.index) == ["Ana", "Ben"]
    assert cohort.patients.loc["Ben", "follicles"] == evidence().value("follicles")


# Bad input


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"patients": [1, 2]}, "must be a table"),
        ({"patients": ONE[:0]}, "is empty"),
        ({"patients": pd.DataFrame({"telogen_mean": [90, 2000]})}, "Patient 1: telogen mean 2,000"),
        ({"patients": pd.DataFrame({"telogen_mean": [90, np.nan]})}, "Patient 1: telogen mean"),
        ({"patients": pd.DataFrame({"telogen_mean": ["long", 9]})}, "Patient 0: .*'long'"),
        ({"patients": pd.DataFrame({"telogen_sd": [20, 30, 400]})}, "Patient 2: telogen sd"),
        ({"exposures": ex.anagen_release(3, 0.1)}, "is not a list"),
        ({"exposures": [3]}, "3 is not an exposure"),
        ({"exposures": lambda patient: None}, "is not a list"),
        ({"exposures": lambda patient: patient.illness_release}, "no column 'illness_release'"),
        ({"exposures": lambda patient: patient["hair"]}, "no column 'hair'"),
        ({"days": 0}, "Days 0 is outside"),
        ({"step": 0}, "Step 0 days is outside"),
        ({"step": 1.5}, "whole number"),
        ({"step": 60}, "A step of 60 days is too coarse for a mean catagen"),
        ({"keep": ["mean_length_mm"]}, "is not a column to keep"),
        ({"executor": 2}, "is not an executor"),
        ({"progress": 2}, "must be a function"),
        ({"summary": "shed"}, "must be a function"),
        ({"summary": None}, "must be a function"),
        ({"summary": lambda part: {"one": [1, 2, 3]}}, "one row for each patient"),
        ({"summary": lambda part: 5}, "one row for each patient"),
    ],
)
def test_bad_input_gets_a_sentence(change, sentence):
    with pytest.raises(ModelInputError, match=sentence):
        simulate_cohort(**({"patients": ONE} | change))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number": 0}, "Number of patients 0 is outside"),
        ({"seed": -1}, "Seed -1 is outside"),
        ({"first": 0.5}, "whole number"),
        ({"varied": "telogen_mean"}, "a list of names"),
        ({"also": ["hair_colour"]}, "'hair_colour' is not a parameter"),
    ],
)
def test_draws_refuse_bad_input(change, sentence):
    with pytest.raises(ModelInputError, match=sentence):
        draw_patients(**({"number": 3} | change))


# Speed


def test_a_thousand_patients_take_less_than_two_seconds():
    started = time.process_time()
    simulate_cohort(draw_patients(1000, also=["illness_release"]), illness, days=730)
    assert time.process_time() - started < 2
