"""After the first dose the blood rises as fast as the row of the parameters says, week by week."""

import pytest

from helpers.evidence import evidence
from helpers.model.iron import iron_course
from helpers.model.nutrients import MARKERS, deficiency_course
from helpers.model.zinc import repletion

WEEKS = range(5)


@pytest.mark.parametrize("nutrient", MARKERS)
@pytest.mark.parametrize("depth", [0.3, 0.8, 1])
def test_each_week_after_the_first_dose_is_that_of_the_treatment(nutrient, depth):
    first, dose = 120, 80
    level = deficiency_course(nutrient, depth, 400, 0, first, iron_mg_per_day=dose)
    start, normal = level[first], evidence().value(MARKERS[nutrient].normal)
    for week in WEEKS:
        if nutrient == "zinc":
            meant = repletion(start, week)
        else:
            meant = iron_course(start, 400, dose, loss_mg_per_day=0)["stores"].iloc[7 * week]
        assert level[first + 7 * week] == pytest.approx(min(meant, normal)), week
