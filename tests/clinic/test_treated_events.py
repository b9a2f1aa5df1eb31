"""Treatment in a patient's story works from its day on: what came before it stays."""

from datetime import timedelta

import numpy as np
import pytest

from helpers.clinic.events import AFTER, DAYS, VISIT, event_kinds, exposures_of
from helpers.evidence import Event, evidence, load_cases
from helpers.model import Scalp, simulate

CASE = load_cases()["three_clocks"]
BEFORE = 100  # days from the beginning of the event to the visit
COLUMNS = ["anagen", "catagen", "telogen", "kenogen", "scarred", "shed", "visible"]
# Whose release is over after two weeks, and whose goes on.
SHORT = ["flare", "infection", "childbirth", "thyroid_lack", "drug_release"]
LONG = ["scalp_disease", "scarring_disease", "patchy_loss", "iron_loss"]


def course(kind, treated=None):
    row = evidence().parameters[event_kinds()[kind].parameter]
    event = Event(
        what=kind,
        day=CASE.visit - timedelta(days=BEFORE),
        treated=None if treated is None else CASE.visit + timedelta(days=treated - BEFORE),
        amount=row.high if kind == "iron_loss" else None,
        asked="before",
        told="So it was.",
    )
    happened = exposures_of(CASE.model_copy(update={"event": (event,)}), "patches")
    return simulate(Scalp(), happened, DAYS).table[COLUMNS]


@pytest.mark.parametrize(
    ("kind", "after"),
    [*((kind, days) for kind in SHORT for days in (3, 7)), *((kind, 40) for kind in LONG)],
)
def test_nothing_changes_before_the_day_of_treatment_and_something_after_it(kind, after):
    alone, treated = course(kind), course(kind, after)
    day = VISIT - BEFORE + after
    # A week is the step of the disease, a month that of the stores.
    step = {"iron_loss": 30}.get(kind, 7 if kind in LONG else 0)
    same = slice(None, day - step)
    assert np.allclose(alone.iloc[same], treated.iloc[same])
    fewest = [table["visible"].iloc[day:].min() for table in (alone, treated)]
    assert fewest[0] < fewest[1]
    assert len(alone) == VISIT + AFTER + 1


@pytest.mark.parametrize("kind", SHORT)
def test_treatment_after_the_release_calls_nothing_back(kind):
    over = evidence().value("illness_release_days")
    for after in (over, over + 1, BEFORE):
        assert np.allclose(course(kind), course(kind, after))
    # The later it comes, the more hair falls.
    shed = [course(kind, after)["shed"].iloc[VISIT - BEFORE :].sum() for after in (2, 6, 10)]
    assert shed == sorted(set(shed))


def test_a_treated_patch_fills_over_months_and_not_in_weeks():
    """Of a wide loss a part is back after nine months; nobody sees a full head within weeks."""
    visible = course("patchy_loss", 40)["visible"].to_numpy()
    day = VISIT - BEFORE + 40
    now, *later = (visible[day + days] / visible[0] for days in (0, 30, 90, 180, AFTER))
    assert later == sorted(later)
    assert now < 0.5 and later[0] < now + 0.1
    assert later[1] < 0.65 and later[2] < 0.8 < later[3] < 0.95
