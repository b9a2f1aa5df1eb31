"""What stands on each side of a line in a picture; what is worst after a visit."""

import numpy as np
import pytest

from helpers.lessons.iron.picture import _EDGES, iron_chart, update_iron_chart
from helpers.lessons.iron.run import athletes, iron_test
from helpers.lessons.many_causes.causes import DAYS
from helpers.lessons.many_causes.year_ahead import year_ahead
from helpers.model.calendar import DAYS_A_MONTH

LINES = (1, 10, 20, 40, 75, 150, 400)


@pytest.mark.parametrize("people", ["women", "men"])
@pytest.mark.parametrize("line", LINES)
def test_the_hatched_bars_are_those_below_the_cut_off(people, line):
    figure = iron_chart()
    update_iron_chart(figure, iron_test(30, "none", line, people), None)
    below, above = figure.data[0], figure.data[1]
    assert (below.marker.pattern.shape, above.marker.pattern.shape) == ("/", "")
    own = athletes(people)
    for bar, part in ((below, own[own < line]), (above, own[own >= line])):
        assert list(bar.y) == list(np.histogram(part, _EDGES)[0])
    number = (own < line).sum()
    assert f"{number}" in figure.layout.annotations[3].text


@pytest.mark.parametrize("plan", ["none", "inflammation", "drug-care"])
def test_the_worst_month_is_counted_from_the_visit(plan):
    year = year_ahead(plan)
    gone = 100 - year.done.hair[DAYS:]
    assert year.values["better_from_month"] == pytest.approx(int(np.argmax(gone)) / DAYS_A_MONTH)
    assert 0 <= year.values["better_from_month"] <= 12.5
    long = year.done.long_hair[DAYS:]
    lowest = int(np.argmin(long)) / DAYS_A_MONTH
    assert year.values["long_hair_lowest_month"] == pytest.approx(lowest)
