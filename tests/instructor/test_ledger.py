"""Predictions stay as they were written, and results came after them."""

import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from helpers.evidence import EvidenceError, data_folder, evidence, ledger, supposing
from helpers.instructor.predicted import PREDICTED

ROOT = Path(__file__).resolve().parents[2]
FROZEN = ("quantity", "unit", "predicted", "low", "high", "date", "setup", "reason", "known")


def test_at_least_eight_predictions_each_with_a_setup():
    assert len(ledger()) >= 8
    assert {row.setup for row in ledger()} == set(PREDICTED)


@pytest.mark.parametrize("row", ledger(), ids=lambda row: row.id)
def test_the_model_still_says_what_was_predicted_or_says_why_not(row):
    setup = PREDICTED[row.setup]
    said = setup.band()[0] if setup.spread else setup.compute()
    same = said == pytest.approx(row.predicted, rel=0.02)
    assert same != bool(row.since), f"today {said:.3g}, predicted {row.predicted:g}"


def test_a_band_comes_from_the_ranges():
    row = next(row for row in ledger() if row.id == "iron_80_4_weeks")
    said, low, high = PREDICTED[row.setup].band()
    assert (said, low, high) == pytest.approx((row.predicted, row.low, row.high), abs=0.06)


def test_supposing_ends_with_its_block_and_refuses_unknown_names():
    with supposing({"telogen_mean": 90}), supposing({"catagen_mean": 15}):
        assert evidence().value("telogen_mean") == 90
        assert evidence().value("catagen_mean") == 15
    assert evidence().value("telogen_mean") == evidence().parameters["telogen_mean"].value
    with pytest.raises(EvidenceError, match="telogen_meen"), supposing({"telogen_meen": 1}):
        pass


def _as_committed(commit: str) -> dict:
    shown = subprocess.run(
        ["git", "-C", ROOT, "show", f"{commit}:data/ledger.toml"], capture_output=True, text=True
    )
    if shown.returncode:
        pytest.skip("this copy has no history")
    return {row["id"]: row for row in tomllib.loads(shown.stdout)["prediction"]}


def test_the_commit_of_a_prediction_holds_it_unchanged_and_without_a_result():
    now = tomllib.loads((data_folder() / "ledger.toml").read_text(encoding="utf-8"))
    for row in now["prediction"]:
        for result in row.get("result", ()):
            before = _as_committed(result["predicted_in"])[row["id"]]
            assert "result" not in before, row["id"]
            assert {name: row[name] for name in FROZEN} == {name: before[name] for name in FROZEN}


def test_ids_are_unique():
    assert max(Counter(row.id for row in ledger()).values()) == 1
