"""The level from which shedding counts as noticed: a thin line with its number on the axis.

Sentences count the days on which shedding begins and ends from this level, so that whoever
reads "over after 137 days" finds the place on the curve.
"""

from __future__ import annotations

import plotly.graph_objects as go

from helpers.evidence import evidence
from helpers.pictures.labels import label
from helpers.pictures.theme import palette

_NAME = "noticed"
_FEW = 400  # hairs a day: a higher axis has a number only every 200
_APART = 80  # hairs a day between two numbers, at least


def add_noticed(figure: go.Figure, days: float) -> None:
    """Add the line to the upper chart of an empty figure, over so many days."""
    figure.add_scatter(
        x=[0, days],
        y=[None, None],
        name=_NAME,
        mode="lines",
        line={"color": palette()["quiet"], "width": 1},
    )


def show_noticed(figure: go.Figure, normal: float | None) -> float | None:
    """Put the line, and its number on the axis, where it is for a normal shedding in hairs a day.

    Without a normal, as for many people of whom each has one, there is no line. Returns its
    height: on a page that is being changed, the figure itself still has the one before.

    Examples
    --------
    >>> figure = go.Figure(layout={"yaxis": {"range": [0, 500]}})
    >>> add_noticed(figure, 365)
    >>> show_noticed(figure, 80)
    120.0
    >>> figure.data[0].y, figure.layout.yaxis.tickvals
    ((120.0, 120.0), (0, 120, 300, 500))
    """
    (line,) = figure.select_traces({"name": _NAME})
    if normal is None:
        line.y, figure.layout.yaxis.tickvals = [None, None], None
        return None
    level = evidence().value("shedding_onset_factor") * normal
    line.y = [level, level]
    most = int(figure.layout.yaxis.range[1])
    step = 100 if most <= _FEW else 200
    others = range(most // 100 * 100, round(level) + _APART, -step)
    figure.layout.yaxis.tickvals = [0, round(level), *reversed(others)]
    return level


def noticed_words() -> str:
    """Say what the line is.

    Examples
    --------
    >>> noticed_words()
    '1.5 × normal'
    """
    return label("figure_story_noticed", times=evidence().value("shedding_onset_factor"))
