"""The picture of the months after a visit draws each plan as the words beside it name it."""

import numpy as np
import pytest

from helpers.clinic.ending import best_plan, ending
from helpers.clinic.events import AFTER, MONTHS, VISIT
from helpers.clinic.picture import ending_chart
from helpers.evidence import load_cases
from helpers.model.calendar import DAYS_A_MONTH

CASES = load_cases()
SIGN = {None: "━", "dot": "····"}  # of a line, by its dash
LINES = {"figure_end_lines": "your plan", "figure_end_lines_static": "nothing is done"}


def at(line, day):
    """Return the height of a line so many days after the visit."""
    x, y = np.asarray(line.x, float), np.asarray(line.y, float)
    assert x[0] <= day / DAYS_A_MONTH <= x[-1] <= MONTHS
    return float(np.interp(day / DAYS_A_MONTH, x, y))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lines", LINES)
def test_each_line_is_that_of_the_plan_that_the_words_give_it(name, lines):
    case = CASES[name]
    for plan in ((), best_plan(case)):
        after = ending(case, plan)
        figure = ending_chart(case, after, lines)
        own, best, visit = figure.data
        for line, course in ((own, after.own), (best, after.best)):
            for day in (-182, 0, 30, 91, 182, AFTER):
                assert at(line, day) == pytest.approx(course[VISIT + day])
        assert set(visit.x) == {0}
        words = figure.layout.annotations[1].text
        if after.alike:
            assert SIGN[None] in words and SIGN["dot"] not in words
        else:
            first, second = words.split("<br>")
            assert first.startswith(SIGN[own.line.dash]) and LINES[lines] in first
            assert second.startswith(SIGN[best.line.dash]) and "the best plan" in second


def test_a_plan_that_differs_is_drawn_apart():
    """Without a patient whose plans part, the lines could be exchanged unseen."""
    apart = [name for name, case in CASES.items() if not ending(case, ()).alike]
    assert len(apart) > 5
