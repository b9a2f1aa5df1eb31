"""Every published observation is a test; a kept miss is listed, and fails once it passes."""

from __future__ import annotations

import pytest

from helpers.evidence import evidence
from helpers.instructor.against_observations import MISSES, check_all
from helpers.instructor.observed import SETUPS, febrile_onsets

ROWS = evidence().observations
TOPICS = {"phase_shares", "shedding", "tests", "growth", "telogen_effluvium", "weight_loss"}
TOPICS |= {"stress", "steroids"}
COLUMNS = ["id", "topic", "meaning", "unit", "published", "low", "high", "model", "passed"]
COLUMNS += ["role", "note"]


@pytest.fixture(scope="module")
def table():
    return check_all().set_index("id")


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.id)
def test_the_model_meets_the_observation_or_says_that_it_does_not(row, table):
    found = table.loc[row.id]
    said = f"{row.meaning}: model {found['model']:.3g}, accepted {row.low:g} to {row.high:g}"
    assert bool(found["passed"]) != (row.id in MISSES), said


def test_every_observation_has_a_setup_and_every_setup_an_observation():
    assert {row.setup for row in ROWS.values()} == set(SETUPS)


def test_at_least_fifteen_observations_and_few_misses():
    assert sum(row.topic in TOPICS for row in ROWS.values()) >= 15
    assert len(MISSES) <= 4
    assert MISSES.keys() <= ROWS.keys()


def test_the_table_shows_every_row_with_a_note_and_every_miss_with_its_reason(table):
    assert list(check_all().columns) == COLUMNS
    assert list(table.index) == list(ROWS)
    assert (table["note"].str.len() > 20).all()
    for name, reason in MISSES.items():
        assert table.loc[name, "note"].startswith(reason)


def test_what_was_tuned_is_said(table):
    for name in ("phototrichogram_2001", "trichogram_telogen", "febrile_onset_clinics"):
        assert "tuned" in table.loc[name, "note"]
    assert "in view" in table.loc["te_wash_ratio", "note"]
    for name in ("pull_mean_normal", "steroid_direct", "wash_count", "comb_count"):
        assert "by construction" in table.loc[name, "note"]


def test_a_reader_may_change_the_table_without_changing_ours():
    mine = check_all()
    mine["passed"] = False
    assert check_all()["passed"].any()


def test_people_are_drawn_from_a_seed():
    assert febrile_onsets(20, 3) == febrile_onsets.__wrapped__(20, 3)
    assert febrile_onsets(20, 3) != febrile_onsets(20, 4)
