"""Charts on the low screen of a class: words stand beside what they name, not on it."""

import re

import numpy as np
import pytest

from helpers.course import find_lesson
from helpers.lessons.hair_growth_cycle.picture import steady_chart
from helpers.lessons.iron.course_picture import iron_studies_chart
from helpers.lessons.iron.picture import MOST_FERRITIN, iron_chart
from helpers.lessons.many_causes.picture import explained_chart, history_chart
from helpers.page.in_notebook.explorer import Explorer
from helpers.pictures.course_chart import story_chart


@pytest.fixture(params=[False, True])
def in_class(request, monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "class=1" if request.param else "")
    return request.param


def test_names_of_rows_stand_before_them_in_class(in_class):
    names = iron_chart().data[7]
    whole = np.equal(np.mod(np.asarray(names.y, dtype=float), 1), 0)
    assert whole.all() == in_class
    assert {note.yanchor for note in history_chart().layout.annotations[:5]} == {
        "middle" if in_class else "bottom"
    }
    studies = iron_studies_chart().layout
    assert (studies.xaxis.domain[0] > 0.4) == in_class


PLOT = 425  # px: the width of a plot on a screen of 1024 by 768, as plotly draws it
LETTER = 0.52  # of a letter's size: its width on average


def test_the_words_on_the_cutoff_end_before_those_on_the_athletes(monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "class=1")
    explorer = Explorer(find_lesson("iron").explore, "iron")
    explorer.contrast({"cutoff": 20}, {"cutoff": 60})
    line, athletes = explorer.views[0].widget.layout.annotations[2:4]

    def width(note):
        lines = re.sub("<(?!br)[^>]*>", "", note.text).split("<br>")
        return max(map(len, lines)) * LETTER * note.font.size

    ends = line.x / MOST_FERRITIN * PLOT + line.xshift + width(line)
    assert ends < PLOT - width(athletes)
    # Those on the stores stand over their mark, whole, and before the line.
    stores = explorer.views[0].widget.layout.annotations[0]
    middle = stores.x / MOST_FERRITIN * PLOT
    assert stores.xanchor == "center"
    assert middle > width(stores) / 2
    assert middle + width(stores) / 2 < line.x / MOST_FERRITIN * PLOT + line.xshift


def test_three_charts_stand_side_by_side_in_class(in_class):
    layout = explained_chart().layout
    assert (layout.xaxis3.domain[0] > layout.xaxis.domain[1]) == in_class
    assert layout.yaxis.domain[0] > layout.yaxis2.domain[1]


def test_the_words_between_two_charts_have_more_room_in_class(in_class):
    layout = story_chart(400, (0, 100), "figure_percent_of_hair").layout
    room = layout.yaxis.domain[0] - layout.yaxis2.domain[1]
    assert (room > 0.25) == in_class


PHONE = 401  # px: a chart of usual height as it is drawn on a phone
LINE = 1.2  # of a letter's size


def row_height(figure, axis, high):
    """Return the pixels between two rows of a chart that is `high` in all."""
    margin, across = figure.layout.margin, figure.layout[axis]
    bottom, top = across.domain
    low, up = across.range
    return (high - margin.t - margin.b) * (top - bottom) / (up - low)


def test_the_name_of_a_row_lies_on_no_bar_on_a_phone():
    figure = steady_chart()
    upper, lower, _ = figure.data[0].y
    name = figure.layout.annotations[1]
    half = (1 - figure.layout.bargap) * (upper - lower) / 2
    room = (upper - half - name.y) * row_height(figure, "yaxis", PHONE)
    assert room >= 2 * LINE * name.font.size


def test_a_share_lies_on_no_name_on_a_phone():
    figure = iron_chart()
    names, shares = figure.data[7], figure.data[11]
    up = names.y[1] - round(names.y[1])
    room = (1 - up) * row_height(figure, "yaxis2", figure.layout.meta["least"])
    assert room >= LINE * names.textfont.size + shares.textfont.size / 2
