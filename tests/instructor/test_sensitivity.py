"""Which unknown decides: the estimator, the cached indices, and that they are not stale."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.course import lesson_keys
from helpers.evidence import evidence, phrases
from helpers.evidence.sensitivity import sensitivity, version_of
from helpers.instructor.outcomes import OUTCOMES
from helpers.instructor.unknowns import first_results, ranked
from helpers.instructor.which_unknown import DRAWS, SEED, indices, spreads
from helpers.lessons.many_causes import causes
from helpers.lessons.many_causes.run import history
from helpers.model.cohort.patients import patients_at

SPREADS = sensitivity().spread
NO_RESULT = {"start_here"}


def test_every_lesson_with_a_model_has_its_indices():
    assert {row.lesson for row in SPREADS} == set(OUTCOMES) == set(lesson_keys()) - NO_RESULT


@pytest.mark.parametrize("row", SPREADS, ids=lambda row: f"{row.lesson}-{row.outcome}")
def test_indices_belong_to_the_numbers_of_today(row):
    outcome = OUTCOMES[row.lesson]
    assert row.version == version_of(outcome.parameters), "run: uv run --group author which-unknown"
    assert {index.group: index.parameters for index in row.indices} == dict(outcome.groups)


@pytest.mark.parametrize("key", OUTCOMES)
def test_indices_belong_to_the_model_of_today(key):
    """The model at the middle of every range still lies where it did among the draws."""
    outcome = OUTCOMES[key]
    table = pd.DataFrame(patients_at({name: np.full(2, 0.5) for name in outcome.parameters}, 2))
    found = outcome.compute(table)
    kept = {row.outcome: row for row in SPREADS if row.lesson == key}
    assert set(found) == set(kept)
    for name, values in found.items():
        assert values[0] == pytest.approx(kept[name].at_middle, rel=1e-3, abs=1e-6)


def test_the_flares_share_is_of_the_hairs_beyond_normal():
    """At the usual numbers it is the share of the lesson's bar, and is named as such."""
    shown = history(causes.usual_causes()).values
    names = OUTCOMES["many_causes"].parameters
    table = pd.DataFrame(patients_at({name: np.full(1, 0.5) for name in names}, 1))
    table = table.assign(**{name: evidence().value(name) for name in names})
    found = OUTCOMES["many_causes"].compute(table)["flare_percent"][0]
    assert found == pytest.approx(100 * shown["share_flare"] / shown["hairs_lost"], rel=0.02)
    assert "beyond normal" in phrases()["outcome_flare_percent"].en


@pytest.mark.parametrize("row", SPREADS, ids=lambda row: f"{row.lesson}-{row.outcome}")
def test_indices_are_shares(row):
    for index in row.indices:
        assert -index.first_interval - 0.02 <= index.first <= 1.02
        assert index.total >= index.first - index.first_interval - index.total_interval - 0.02
    assert [index.first for index in row.indices] == sorted(
        (index.first for index in row.indices), reverse=True
    )
    assert row.low <= row.middle <= row.high


def test_a_changed_range_makes_a_new_version(monkeypatch):
    before = version_of(["telogen_mean"])
    row = evidence().parameters["telogen_mean"]
    wider = {**evidence().parameters, row.id: row.model_copy(update={"high": row.high + 1})}
    monkeypatch.setattr(evidence(), "parameters", wider)
    assert version_of(["telogen_mean"]) != before


def test_the_ranking_adds_up_the_first_result_of_each_lesson():
    total = sum(max(0.0, row.first) for spread in first_results() for row in spread.indices)
    assert sum(one for _, one, _ in ranked()) == pytest.approx(total)
    assert len(first_results()) == len(OUTCOMES)


def _ishigami(chance):
    x, y, z = (2 * np.pi * chance.T - np.pi)[:3]
    return {"ishigami": np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)}


def test_the_estimator_meets_ishigamis_function():
    pytest.importorskip("SALib", reason="what authors compute with: uv run --group author")
    groups = {name: (name,) for name in ("x", "y", "z")}
    ranked_, _ = indices(groups, _ishigami, 2**14, seed=1)
    found = {row.group: row for row in ranked_["ishigami"]}
    first = {"x": 0.3139, "y": 0.4424, "z": 0.0}
    total = {"x": 0.5576, "y": 0.4424, "z": 0.2437}
    for name in groups:
        assert found[name].first == pytest.approx(first[name], abs=0.02)
        assert found[name].total == pytest.approx(total[name], abs=0.02)


def test_numbers_that_belong_together_get_one_index():
    pytest.importorskip("SALib", reason="what authors compute with: uv run --group author")
    ranked_, _ = indices({"both": ("x", "z"), "y": ("y",)}, _shuffled, 2**13, seed=1)
    found = {row.group: row.first for row in ranked_["ishigami"]}
    assert found["both"] == pytest.approx(0.3139 + 0.2437, abs=0.02)


def _shuffled(chance):
    return _ishigami(chance[:, [0, 2, 1]])


@pytest.mark.parametrize("key", ["iron", "telogen_effluvium", "zinc_and_supplements"])
def test_another_seed_gives_the_same_indices_within_their_intervals(key):
    pytest.importorskip("SALib", reason="what authors compute with: uv run --group author")
    again = {row.outcome: row for row in spreads(OUTCOMES[key], DRAWS, SEED + 1)}
    for row in (row for row in SPREADS if row.lesson == key):
        other = {index.group: index for index in again[row.outcome].indices}
        for index in row.indices:
            new = other[index.group]
            assert abs(index.first - new.first) <= index.first_interval + new.first_interval
            assert abs(index.total - new.total) <= index.total_interval + new.total_interval
