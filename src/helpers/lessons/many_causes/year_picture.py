"""Lesson 11: the year after the visit."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.lessons.many_causes.causes import DAYS
from helpers.lessons.many_causes.marks import CLEAR, area, fill, line, note
from helpers.lessons.many_causes.year_ahead import YearAhead
from helpers.model.calendar import DAYS_A_MONTH
from helpers.pictures.labels import label
from helpers.pictures.theme import blank_figure, palette

_FROM, _TO = -6, 12
_MOST = 540  # the band at its highest, when nothing is done
_IDLE = (1, 3)


def year_chart() -> go.Figure:
    """Return the empty chart of the year after the visit."""
    colour = palette()
    figure = blank_figure(600, rows=2)
    figure.update_layout(margin={"l": 8, "r": 14, "t": 30, "b": 46})
    for number, bottom, top in (("", 0.56, 1.0), ("2", 0.0, 0.46)):
        figure.update_layout(
            {
                f"xaxis{number}": {"anchor": f"y{number}", "range": [_FROM, _TO], "dtick": 3},
                f"yaxis{number}": {"anchor": f"x{number}", "domain": [bottom, top]},
            }
        )
    figure.update_layout(
        yaxis={"range": [0, _MOST], "dtick": 100, "title": {"text": label("figure_history_hairs")}},
        yaxis2={"range": [0, 110], "dtick": 25, "title": {"text": label("figure_year_hair")}},
        xaxis2={"title": {"text": label("figure_year_months")}},
    )
    quiet = {"width": 1.5, "color": colour["quiet"], "dash": "dashdot"}
    for number, top in (("", _MOST), ("2", 110)):
        line(figure, number, **quiet)
        figure.data[-1].x, figure.data[-1].y = [0, 0], [0, top]
    for number in ("", "2"):
        fill(figure, number)
    line(figure, "", width=3.5, color=colour["ink"])
    line(figure, "", width=3, color=colour["before"], dash="dash")
    line(figure, "2", width=3.5, color=colour["accent"])
    line(figure, "2", width=3, color=colour["before"], dash="dash")
    line(figure, "2", width=3, color=colour["anagen"], dash="dot")
    note(figure, "", 0, _MOST, label("figure_year_visit"), xshift=-3, bgcolor=CLEAR)
    note(
        figure, "", _TO, _MOST, label("figure_year_lines"),
        xanchor="right", yanchor="top", align="right", font={"size": 13}, bgcolor=CLEAR,
    )  # fmt: skip
    # Above the chart: in it, the two lines meet where words would stand.
    lines = {"accent": "figure_year_all", "anagen": "figure_year_long"}
    both = "   ".join(
        f'<span style="color:{colour[tone]}">{label(row)}</span>' for tone, row in lines.items()
    )
    note(figure, "2", _FROM, 110, both, xshift=-3, bgcolor=CLEAR)
    return figure


def update_year_chart(figure: go.Figure, year: YearAhead, _: YearAhead | None) -> None:
    """Show the year with the steps chosen, and without any."""
    data, notes = figure.data, figure.layout.annotations
    since = (np.arange(len(year.done.shed)) - DAYS) / DAYS_A_MONTH
    shown = since >= _FROM
    weeks = np.linspace(since[0], since[-1], len(year.bands[0]))
    seen = weeks >= _FROM
    for place in (0, 1):
        low, high = year.bands[2 * place : 2 * place + 2]
        data[2 + place].x, data[2 + place].y = area(weeks[seen], low[seen], high[seen])
    lines = (
        year.done.shed,
        year.idle.shed,
        year.done.hair,
        year.idle.hair,
        year.done.long_hair,
    )
    for place, drawn in enumerate(lines):
        hidden = not year.steps and place in _IDLE  # it would lie under the other line
        data[4 + place].x = [] if hidden else since[shown]
        data[4 + place].y = [] if hidden else drawn[shown]
    notes[1].text = label("figure_year_lines" if year.steps else "figure_year_idle")
