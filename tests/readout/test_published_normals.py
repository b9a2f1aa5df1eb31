"""Beside each test of the clinic stands its own published normal, and it counts what it should."""

import re

import pytest

from helpers.evidence import evidence
from helpers.model import Scalp, simulate
from helpers.model import exposures as ex
from helpers.readout.bedside_tests import clinic_tests, examine
from helpers.readout.methods import methods

ROWS = evidence().observations
# Of each test, the rows whose value its normal prints, in that order.
NORMALS = {
    "comb": ["comb_count"],
    "wash": ["wash_count"],
    "pull": ["pull_mean_normal", "pull_two_or_fewer"],
}


@pytest.mark.parametrize("test", [*NORMALS, *methods()])
def test_a_normal_is_that_of_its_own_rows(test):
    own = [ROWS[name] for name in NORMALS.get(test, ())]
    own = own or [row for row in ROWS.values() if row.setup == methods()[test].setup]
    assert own
    said = re.findall(r"\d+(?:\.\d+)?", clinic_tests()[test].normal)
    assert said == [f"{row.value:g}" for row in own]


# What comes off in each way -> the tests that see it: all but the pull see a broken shaft.
SEEN = {"breakage": ("wash", "comb", "grade"), "fracture": ("wash", "comb", "grade", "pull")}


@pytest.mark.parametrize("way", SEEN)
@pytest.mark.parametrize("test", ["wash", "comb", "grade", "pull"])
def test_whatever_comes_off_is_counted_by_the_tests_that_see_it(way, test):
    what = ex.breakage(0, 100, 0.01) if way == "breakage" else ex.shaft_fracture(0, 0.8, 60)
    hit = examine(simulate(Scalp(), [what], days=30), 10, test).expected
    usual = examine(simulate(Scalp(), days=30), 10, test).expected
    assert (hit > 1.5 * usual) == (test in SEEN[way])
