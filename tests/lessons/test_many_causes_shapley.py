"""Shares add up, follow the rule exactly, and rest on the same model as single runs."""

from __future__ import annotations

import time
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.lessons.many_causes.causes import (
    CAUSES,
    DAYS,
    exposures_of_all,
    one_person,
    parts_of,
    people,
    read_causes,
    usual_causes,
)
from helpers.lessons.many_causes.lookalike import lookalike
from helpers.lessons.many_causes.picture import explained_chart
from helpers.lessons.many_causes.run import history, shared_out, usual_shares
from helpers.lessons.many_causes.shapley import alone_removed, shapley_shares
from helpers.lessons.many_causes.year_ahead import STEPS, year_ahead
from helpers.model import ModelInputError, Scalp, clinical, exposures, simulate
from helpers.model.cohort.subsets import Part, all_subsets, run_subsets

EVERY = "-".join(f"{cause.key}{cause.month}" for cause in CAUSES.values())
EIGHT = "-".join(f"{cause.key}{cause.month}" for cause in [*CAUSES.values()][:8])
OUTCOMES = st.integers(0, 4).flatmap(
    lambda n: st.lists(st.floats(-1e6, 1e6), min_size=2**n, max_size=2**n)
)


def by_hand(outcome):
    """Average what each cause adds over every order of joining: the definition itself."""
    number = len(outcome).bit_length() - 1
    shares = np.zeros(number)
    orders = list(permutations(range(number)))
    for order in orders:
        inside = 0
        for cause in order:
            shares[cause] += outcome[inside | 1 << cause] - outcome[inside]
            inside |= 1 << cause
    return shares / len(orders)


@given(OUTCOMES)
def test_shares_are_the_average_over_all_orders(outcome):
    assert shapley_shares(outcome) == pytest.approx(by_hand(outcome), abs=1e-6, rel=1e-9)


@given(OUTCOMES)
def test_shares_add_up_to_the_whole(outcome):
    total = outcome[-1] - outcome[0]
    assert shapley_shares(outcome).sum() == pytest.approx(total, abs=1e-6, rel=1e-9)


def test_a_published_example():
    """Four partners, as worked out in the manual of an R package for such games."""
    single, pairs = (120, 60, 40, 30), (120, 120, 120, 60, 60, 40)
    triples, all_four = (120, 120, 120, 60), 120
    outcome = np.zeros(16)
    outcome[[1, 2, 4, 8]] = single
    outcome[[3, 5, 9, 6, 10, 12]] = pairs
    outcome[[7, 11, 13, 14]] = triples
    outcome[15] = all_four
    expected = [80.83333, 20.83333, 10.83333, 7.5]
    assert shapley_shares(outcome) == pytest.approx(expected, abs=1e-5)


def test_many_sets_of_outcomes_at_once():
    outcome = np.random.default_rng(0).normal(size=(5, 3, 8))
    shares = shapley_shares(outcome)
    assert shares.shape == (5, 3, 3)
    assert shares[4, 1] == pytest.approx(by_hand(outcome[4, 1]))
    assert alone_removed(outcome)[2, 0, 1] == pytest.approx(outcome[2, 0, 7] - outcome[2, 0, 5])


@pytest.mark.parametrize("outcome", [[], [1, 2, 3], 5.0])
def test_outcomes_that_are_no_subsets_get_a_sentence(outcome):
    with pytest.raises(ModelInputError, match="every subset"):
        shapley_shares(outcome)


# The subsets are runs of the same model


def test_subsets_are_single_runs():
    months = read_causes(EVERY)
    keys = [key for key, _ in months]
    chosen = np.random.default_rng(3).choice(2 ** len(keys), 12, replace=False)
    subsets = all_subsets(len(keys))[chosen]
    paths, usual = run_subsets(
        one_person(), parts_of(one_person(), months, DAYS), keys, subsets, DAYS
    )
    for place, subset in enumerate(subsets):
        some = tuple(item for item, on in zip(months, subset, strict=True) if on)
        table = simulate(Scalp(), exposures_of_all(some, DAYS), days=DAYS).table
        for column in ("shed", "broken"):
            daily = table[column].to_numpy().reshape(-1, 7).mean(axis=1)
            close = 0.03 * max(daily.max(), 1.0)
            assert paths[column][0, place] == pytest.approx(daily, abs=close), column
        visible = table["visible"].to_numpy()[::7]
        assert paths["visible"][0, place] == pytest.approx(visible, abs=1000)
    assert usual[0] == pytest.approx(Scalp().shed_per_day, rel=2e-3)


def test_daily_subsets_are_exactly_single_runs():
    months = read_causes("flare1-steroid2-scalp3")
    keys = [key for key, _ in months]
    parts = parts_of(one_person(), months, 200)
    paths, _ = run_subsets(one_person(), parts, keys, all_subsets(3), 200, step=1)
    for place, subset in enumerate(all_subsets(3)):
        some = tuple(item for item, on in zip(months, subset, strict=True) if on)
        table = simulate(Scalp(), exposures_of_all(some, 200), days=200).table
        assert paths["shed"][0, place] == pytest.approx(table["shed"].to_numpy(), abs=1e-3)


def test_speeds_and_overlapping_holds_are_added_up_too():
    acts = {
        "short": exposures.short_anagen(0.7, 30),
        "fast": exposures.telogen_release(60, 120, 2),
        "held": exposures.blocked_anagen_entry(20, 90, 0.6),
        "later": exposures.blocked_anagen_entry(50, 150, 0.5),
    }
    parts = [[Part(item, frozenset({name})) for name, item in acts.items()]]
    one = pd.DataFrame([vars(Scalp())])
    paths, _ = run_subsets(one, parts, list(acts), all_subsets(4), 200, step=1)
    for place, subset in enumerate(all_subsets(4)):
        some = [item for item, on in zip(acts.values(), subset, strict=True) if on]
        table = simulate(Scalp(), some, days=200).table
        assert paths["visible"][0, place] == pytest.approx(table["visible"].to_numpy(), abs=0.01)


def test_subsets_refuse_what_they_cannot_run():
    one = pd.DataFrame([vars(Scalp())])
    broken = Part(exposures.shaft_fracture(20, 0.5), frozenset({"drug"}))
    with pytest.raises(ModelInputError, match="at the root"):
        run_subsets(one, [[broken]], ["drug"], all_subsets(1), 70)
    flare = Part(clinical.illness(10), frozenset({"flare"}))
    with pytest.raises(ModelInputError, match="'flare' is not a cause"):
        run_subsets(one, [[flare]], ["drug"], all_subsets(1), 70)
    with pytest.raises(ModelInputError, match="same number of parts"):
        run_subsets(one, [], ["drug"], all_subsets(1), 70)


# The patient of the lesson


@pytest.mark.parametrize("measure", ["lost", "missing"])
@pytest.mark.parametrize("causes", ["none", "flare1", usual_causes(), EVERY])
def test_the_shares_of_a_history_add_up(measure, causes):
    shares = shared_out(read_causes(causes), measure, ranges=False)
    assert shares.table["share"].sum() == pytest.approx(shares.total, abs=1e-6)


@pytest.mark.parametrize("measure", ["lost", "missing"])
def test_ranges_hold_the_share_and_weak_evidence_reaches_zero(measure):
    rows = usual_shares(measure).table
    assert (rows["low"] <= rows["share"]).all() and (rows["share"] <= rows["high"]).all()
    for weak in ("steroid", "iron", "drug"):
        assert rows.loc[weak, "low"] <= 1e-9 < rows.loc[weak, "high"], weak


def test_falling_and_missing_have_different_culprits():
    assert usual_shares("lost").table["share"].idxmax() == "flare"
    assert usual_shares("missing").table["share"].idxmax() == "scalp"


def test_a_cause_without_effect_gets_nothing():
    rows = shared_out(read_causes(usual_causes()), "lost", ranges=False).table
    assert rows.loc["iron", "share"] == pytest.approx(0, abs=1e-6)
    assert rows.loc["steroid", "share"] < 0  # it calms what the disease does


def test_all_subsets_of_eight_causes_take_less_than_half_a_second():
    months = read_causes(EIGHT)
    keys = [key for key, _ in months]
    parts = parts_of(one_person(), months, DAYS)

    def answer():
        started = time.process_time()
        run_subsets(one_person(), parts, keys, all_subsets(8), DAYS)
        return time.process_time() - started

    assert min(answer() for _ in range(3)) < 0.5


def test_the_same_stores_print_two_ferritins():
    flare, calm = (history(usual_causes(), month=month).values["ferritin"] for month in (5, 18))
    assert flare > 15 > calm


@pytest.mark.parametrize(
    ("setting", "says"),
    [("flu1", "not a cause"), ("flare", "not a cause"), ("flare18", "history ends"),
     ("flare1-flare2", "not a cause")],
)  # fmt: skip
def test_a_bad_history_gets_a_sentence(setting, says):
    with pytest.raises(ModelInputError, match=says):
        history(setting)


def test_two_histories_that_no_wash_test_tells_apart():
    pair = lookalike()
    low, high = pair.band
    assert ((low < pair.second) & (pair.second < high)).all()
    assert pair.second_flare < 0.8 * pair.first_flare  # they are different stories


# The year ahead


def test_each_clock_of_the_plan():
    nothing = year_ahead("none")
    care, calm, both = (year_ahead(p) for p in ("care", "inflammation", "inflammation-care"))
    visit = DAYS
    # Hair care shows at once, and only in what breaks.
    assert care.done.shed[visit + 7] < 0.7 * nothing.done.shed[visit + 7]
    assert care.values["missing_in_a_year"] == pytest.approx(
        nothing.values["missing_in_a_year"], abs=0.1
    )
    # Control of the inflammation shows after months, in length after most of a year.
    assert calm.done.hair[visit + 14] < nothing.done.hair[visit] + 2
    assert calm.values["missing_in_a_year"] < 5 < nothing.values["missing_in_a_year"]
    assert both.values["long_hair_lowest_month"] > 6


@pytest.mark.parametrize("step", ["topical", "support", "referral"])
def test_steps_without_a_figure_draw_nothing(step):
    assert (year_ahead(step).done.hair == year_ahead("none").done.hair).all()


def test_an_unknown_step_gets_a_sentence():
    assert set(STEPS) >= {"topical", "support"}
    with pytest.raises(ModelInputError, match="'hope' is not a step"):
        year_ahead("hope")


def test_the_people_behind_the_bands_are_always_the_same():
    pd.testing.assert_frame_equal(people(), people().copy())
    first = history(usual_causes()).bands
    assert all((a == b).all() for a, b in zip(first, history(usual_causes()).bands, strict=True))


def test_the_bars_of_the_range_end_where_the_range_ends():
    figure = explained_chart()
    bars = [trace for trace in figure.data if trace.type == "bar"]
    for bar, measure in zip(bars, ("lost", "missing"), strict=True):
        rows = usual_shares(measure).table
        assert np.subtract(bar.x, bar.error_x.arrayminus) == pytest.approx(rows["low"].to_numpy())
        assert np.add(bar.x, bar.error_x.array) == pytest.approx(rows["high"].to_numpy())
