"""What a sentence counts days from is drawn: the level of shedding that is noticed."""

import re

import plotly.graph_objects as go
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


def defaults(explore):
    return {one.key: one.default for one in (*explore.controls(), *explore.more())}


@pytest.mark.parametrize(("key", "part"), SAY_WHEN.items())
def test_the_level_that_a_sentence_names_is_a_line_with_its_number(key, part):
    lesson = find_lesson(key)
    explore = lesson.explore if part == "look" else lesson.challenge.explore
    result = explore.run(**defaults(explore))
    (chart,) = [one for one in explore.pictures if isinstance(one, Chart)]
    figure = chart.empty()
    chart.update(figure, result, None)
    (line,) = figure.select_traces({"name": "noticed"})
    (level,) = {round(height) for height in line.y}
    assert re.search(rf"\b{level} hairs a day", explore.say(result, None))
    assert level in figure.layout.yaxis.tickvals
    assert list(line.x) == list(figure.layout.xaxis.range)


@pytest.mark.parametrize("key", ["telogen_effluvium", "stress", "steroids"])
def test_the_line_says_what_it_is_where_nothing_else_stands(key):
    explore = find_lesson(key).explore
    start = defaults(explore)
    figure = explore.pictures[0].empty()
    explore.pictures[0].update(figure, explore.run(**start), None)
    assert [one.text for one in figure.layout.annotations].count("1.5 × normal") == 1


def test_at_the_end_of_the_year_a_curve_has_the_place_of_these_words():
    explore = find_lesson("telogen_effluvium").explore
    start = defaults(explore)
    figure = explore.pictures[0].empty()
    explore.pictures[0].update(figure, explore.run(**(start | {"day": 180})), None)
    assert not any(one.text == "1.5 × normal" for one in figure.layout.annotations)


def test_no_line_stands_for_a_thousand_people_of_whom_each_has_a_normal_of_their_own():
    explore = find_lesson("telogen_effluvium").explore
    start = defaults(explore)
    (chart,) = explore.pictures
    figure = chart.empty()
    chart.update(figure, explore.run(**start), None)
    page = go.FigureWidget(figure)  # which is changed all at once
    for who, drawn in (("thousand", False), ("expected", True), ("thousand", False)):
        with page.batch_update():
            chart.update(page, explore.run(**(start | {"who": who})), None)
        (line,) = page.select_traces({"name": "noticed"})
        assert (line.y[0] is not None) == drawn
        assert (page.layout.yaxis.tickvals is not None) == drawn
        assert any(one.text == "1.5 × normal" for one in page.layout.annotations) == drawn


def test_the_words_of_a_small_peak_keep_off_the_line():
    explore = find_lesson("telogen_effluvium").explore
    start = defaults(explore)
    (chart,) = explore.pictures
    figure = chart.empty()
    for released in (1, 2, 3, 4):  # of one person, whose curve is as rough as life
        story = explore.run(**(start | {"who": "person", "released_percent": released}))
        chart.update(figure, story, None)
        (line,) = figure.select_traces({"name": "noticed"})
        (words,) = [one for one in figure.layout.annotations if "a day" in (one.text or "")]
        pixels = 235 / figure.layout.yaxis.range[1]
        bottom = words.y * pixels + 2
        rows = 1 + words.text.count("<br>")
        assert not bottom < line.y[0] * pixels < bottom + 18 * rows, released
