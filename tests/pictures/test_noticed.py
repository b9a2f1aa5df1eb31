"""What a sentence counts days from is drawn: the level of shedding that is noticed."""

import re

import pytest

from helpers.course import find_lesson
from helpers.page.spec import Chart

# The lessons that say when shedding begins or ends, and the part of them that says it.
SAY_WHEN = {
    "telogen_effluvium": "look",
    "stress": "look",
    "steroids": "look",
    "iron": "challenge",
    "zinc_and_supplements": "challenge",
}


@pytest.mark.parametrize(("key", "part"), SAY_WHEN.items())
def test_the_level_that_a_sentence_names_is_a_line_with_its_number(key, part):
    lesson = find_lesson(key)
    explore = lesson.explore if part == "look" else lesson.challenge.explore
    result = explore.run(**{one.key: one.default for one in (*explore.controls(), *explore.more())})
    (chart,) = [one for one in explore.pictures if isinstance(one, Chart)]
    figure = chart.empty()
    chart.update(figure, result, None)
    (line,) = figure.select_traces({"name": "noticed"})
    (level,) = {round(height) for height in line.y}
    assert re.search(rf"\b{level} hairs a day", explore.say(result, None))
    assert level in figure.layout.yaxis.tickvals
    assert list(line.x) == list(figure.layout.xaxis.range)
