"""Each day that a timeline names is the day of its own line, whatever happened."""

import numpy as np
import pytest

from helpers.model import Scalp, clinical, simulate
from helpers.model import exposures as ex
from helpers.readout.landmarks import thinning, timeline, usual_visible

HAPPENS = {
    "illness": lambda: clinical.illness(day=20),
    "blocked entry": lambda: ex.blocked_anagen_entry(10, 100, 0.8),
    "fracture": lambda: ex.shaft_fracture(40, 0.6, 20),
    "stress": lambda: clinical.stress_event(60, 0.4, 40, entry_block=0.5),
}


@pytest.mark.parametrize("name", HAPPENS)
def test_each_day_is_that_of_its_own_line(name):
    course = simulate(Scalp(), [HAPPENS[name]()], days=500)
    found, table = timeline(course), course.table
    missing = 1 - table["visible"].to_numpy() / usual_visible(course)
    lines = {"most_missing": missing, "most_thinned": thinning(course)}
    lines["highest_telogen"] = (
        table["telogen"] / table[["anagen", "catagen", "telogen"]].sum(axis=1)
    ).to_numpy()
    for key, line in lines.items():
        assert getattr(found, f"{key}_day") == int(np.argmax(line)), key
        assert getattr(found, key) == pytest.approx(line.max())
