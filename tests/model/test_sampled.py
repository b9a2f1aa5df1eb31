"""Individual follicles: the same model as the expected values, by chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.model import COLUMNS, PHASES, Scalp, simulate
from helpers.model import exposures as ex

from .cases import CASES, Case

SEEDS = range(40)
FOLLICLES = 2_000
# Weeks apart, so that most columns have forgotten the day before.
CHECKED = [0, 31, 47, 62, 95, 131, 152, 185, 230, 299, 399]
COUNTS = list(COLUMNS[:-1])
EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=str)


class Runs:
    """A case run with every seed, and its expected values."""

    def __init__(self, case: Case) -> None:
        scalp = case.scalp(follicles=FOLLICLES)
        self.expected = simulate(scalp, case.exposures, case.days).table.loc[CHECKED]
        tables = [
            simulate(scalp, case.exposures, case.days, FOLLICLES, seed).table.loc[CHECKED]
            for seed in SEEDS
        ]
        self.sampled = {c: np.array([table[c] for table in tables]) for c in COLUMNS}

    def z(self, column: str) -> np.ndarray:
        """Return z-scores, seed by day, on days that expect more than a few."""
        chance = self.expected[column].to_numpy() / FOLLICLES
        # Nearly everyone or nearly no one: a z-score of a rare event is not normal.
        clear = np.minimum(chance, 1 - chance) * FOLLICLES > 3
        spread = np.sqrt((FOLLICLES * chance * (1 - chance))[clear])
        return ((self.sampled[column] - FOLLICLES * chance)[:, clear]) / spread


@pytest.fixture(scope="module")
def runs():
    return {case.name: Runs(case) for case in CASES}


def test_scatter_is_binomial_over_all_exposures(runs):
    scores = [run.z(column).ravel() for run in runs.values() for column in COUNTS]
    z = np.concatenate(scores)
    assert len(z) > 20_000
    assert 0.95 < np.sqrt(np.mean(z**2)) < 1.05


@EVERY_CASE
def test_scatter_is_binomial_for_each_exposure(case, runs):
    z = np.concatenate([runs[case.name].z(column).ravel() for column in COUNTS])
    assert 0.85 < np.sqrt(np.mean(z**2)) < 1.15


@EVERY_CASE
def test_means_meet_the_expected_values(case, runs):
    """Averaged over the seeds, a bias of most of one run's scatter would show."""
    for column in COUNTS:
        z = runs[case.name].z(column)
        assert np.abs(z.mean(axis=0) * np.sqrt(len(z))).max(initial=0) < 4.5, column


@EVERY_CASE
def test_what_cannot_happen_does_not(case, runs):
    run = runs[case.name]
    for column in COUNTS:
        never = run.expected[column].to_numpy() < 1e-9
        assert not run.sampled[column][:, never].any(), column


@EVERY_CASE
def test_mean_length_within_sampling_error(case, runs):
    run = runs[case.name]
    sampled, expected = run.sampled["mean_length_mm"], run.expected["mean_length_mm"].to_numpy()
    # A ratio of two counts is only fair where there are hairs to count.
    hairs = run.expected[["anagen", "catagen", "telogen"]].sum(axis=1).to_numpy() > 100
    error = sampled.std(axis=0, ddof=1) / np.sqrt(len(SEEDS))
    apart = np.abs(sampled.mean(axis=0) - expected)
    assert (apart < 4.5 * error + 1e-9)[hairs].all()


@EVERY_CASE
def test_every_follicle_is_somewhere_and_scars_stay(case):
    table = simulate(case.scalp(), case.exposures, case.days, 3_000, seed=11).table
    assert (table[[*PHASES, "scarred"]].sum(axis=1) == 3_000).all()
    assert (np.diff(table["scarred"]) >= 0).all()
    assert (table[COUNTS] >= 0).all(axis=None)
    assert (table[COUNTS] % 1 == 0).all(axis=None)
    assert (table["mean_length_mm"] >= -1e-9).all()


@EVERY_CASE
def test_the_map_of_follicles_equals_the_table(case):
    course = simulate(case.scalp(), case.exposures, case.days, 3_000, seed=5)
    for day in (0, 1, 29, 30, 31, 44, 100, 160, case.days - 1):
        phases = course.intervals.on(day)
        assert phases.index.equals(pd.RangeIndex(3_000))
        counts = phases.value_counts().reindex([*PHASES, "scarred"], fill_value=0)
        assert counts.to_list() == course.table.loc[day, [*PHASES, "scarred"]].to_list()


@pytest.mark.parametrize(
    "case",
    [
        # Most hairs due on a day of hard destruction go with their follicle, unshed.
        Case("hard destruction", (ex.destruction(20, 24, 0.7),), 30),
        # Half a day on a clock is much of a short phase.
        Case(
            "short phases",
            (ex.telogen_release(10.5, 50, 2.3), ex.short_anagen(0.7, start=8)),
            60,
            {"anagen_mean": 60, "anagen_sd": 20, "telogen_mean": 10, "telogen_sd": 4},
        ),
    ],
    ids=str,
)
def test_details_that_only_many_follicles_show(case):
    follicles = 200_000
    expected = simulate(case.scalp(follicles=follicles), case.exposures, case.days).table
    sampled = simulate(case.scalp(), case.exposures, case.days, follicles, seed=1).table
    chance = expected[COUNTS[:6]] / follicles
    clear = chance > 20 / follicles
    z = (sampled[COUNTS[:6]] / follicles - chance) / np.sqrt(chance * (1 - chance) / follicles)
    assert np.abs(z[clear]).max(axis=None) < 4.5
    assert 0.8 < np.sqrt((z["shed"][clear["shed"]] ** 2).mean()) < 1.25


def test_breaks_of_a_whole_run_scatter_like_rare_events():
    breaks = [
        simulate(Scalp(), [ex.breakage(0, 50, 0.002)], 50, 1_000, seed).table["broken"].sum()
        for seed in range(150)
    ]
    assert 0.7 < np.var(breaks) / np.mean(breaks) < 1.3


def test_hairs_shed_are_the_ends_of_telogen():
    case = next(case for case in CASES if case.name == "delayed telogen release")
    course = simulate(case.scalp(), case.exposures, case.days, 3_000, seed=5)
    log = course.intervals
    ends = log.end[(log.phase == PHASES.index("telogen")) & (log.end <= case.days)]
    assert np.array_equal(np.bincount(ends, minlength=case.days + 1)[1:], course.table["shed"])


@EVERY_CASE
def test_same_seed_same_follicles(case):
    one, two, other = (simulate(case.scalp(), case.exposures, 200, 500, seed) for seed in (3, 3, 4))
    pd.testing.assert_frame_equal(one.table, two.table)
    assert np.array_equal(one.intervals.end, two.intervals.end)
    assert not one.table.equals(other.table)


def test_the_band_holds_95_percent_of_sampled_scalps(runs):
    inside = []
    for case in CASES:
        course = simulate(case.scalp(follicles=FOLLICLES), case.exposures, case.days)
        for column in ("anagen", "telogen", "shed", "visible"):
            low, high = (edge[CHECKED] for edge in course.band(column))
            values = runs[case.name].sampled[column]
            inside.append(((low <= values) & (values <= high)).mean())
    # Whole numbers make a band hold a little more than it promises.
    assert 0.945 < np.mean(inside) < 0.98


def test_a_narrower_band_holds_less():
    course = simulate(Scalp(follicles=10_000), [ex.anagen_release(30, 0.2)], 100)
    low, high = course.band("telogen", 0.5)
    wide_low, wide_high = course.band("telogen", 0.99)
    assert (wide_low < low).all()
    assert (low < high).all()
    assert (high < wide_high).all()
