"""The published automaton and our engine, on the same scalp and the same signal."""

import numpy as np
import pytest

from helpers.instructor.automaton import Automaton, agreement, beside_ours, published
from helpers.model import Scalp


@pytest.fixture(scope="module")
def table():
    return agreement(100_000, seed=1)


def test_the_published_setting_settles_where_the_paper_says():
    shares = published().equations({"anagen": 0.34, "telogen": 0.33, "latency": 0.33}, 730)
    assert shares.iloc[-1].tolist() == pytest.approx([0.45, 0.30, 0.25], abs=1e-3)
    assert shares.sum(axis=1).to_numpy() == pytest.approx(np.ones(730))


def test_the_automaton_stays_in_its_long_run_by_itself():
    automaton = Automaton.like(Scalp())
    shares = automaton.run(50_000, 200, seed=3)
    for name, share in automaton.steady().items():
        error = 4 * np.sqrt(share * (1 - share) / 50_000)
        assert shares[name].to_numpy() == pytest.approx(np.full(200, share), abs=error)
    assert shares["shed"].mean() == pytest.approx(1 / automaton.means.sum(), rel=0.03)


def test_the_automaton_agrees_with_ours_on_share_size_and_date(table):
    ours, theirs = table["ours"], table["automaton"]
    assert theirs["growing (%)"] == pytest.approx(ours["growing (%)"], abs=0.1)
    times, days = "heaviest shedding, times normal", "days from the signal to it"
    assert theirs[times] == pytest.approx(ours[times], rel=0.08)
    assert theirs[days] == pytest.approx(ours[days], abs=7)
    lost = "shed beyond normal in a year"
    assert theirs[lost] == pytest.approx(ours[lost], rel=0.05)


def test_the_equations_know_no_delay(table):
    assert table.loc["days from the signal to it", "equations"] == 0
    assert table.loc["days from the signal to it", "ours"] > 60


def test_the_same_seed_gives_the_same_run():
    assert beside_ours(1000, 5).equals(beside_ours(1000, 5))
