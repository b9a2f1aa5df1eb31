"""The picture of a true lack and its replacement: shedding above, the blood below."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.lessons.zinc_and_supplements.deficiency import BEGINS, DAYS, Deficiency
from helpers.model.calendar import DAYS_A_MONTH
from helpers.pictures.labels import label
from helpers.pictures.noticed import add_noticed, show_noticed
from helpers.pictures.theme import blank_figure, palette

MOST_SHED = 350
_MOST_LEVEL = {"zinc": 100, "iron": 50}
_BAND, _WITH, _WITHOUT, _OLD, _BEGINS, _FIRST = range(6)
_LEVEL, _LEVEL_WITHOUT, _LINE, _FIRST_BELOW = range(6, 10)
_MONTHS = range(0, 31, 6)
_UPPER, _UNDER = 0.46, 0.3


def deficiency_chart() -> go.Figure:
    """Return the empty chart."""
    colour = palette()
    figure = blank_figure(540, rows=2, meta={"least": 380})  # px: the axes' titles keep apart
    months = {
        "domain": [0, 1],
        "range": [0, DAYS],
        "tickvals": [BEGINS + DAYS_A_MONTH * month for month in _MONTHS],
        "ticktext": [str(month) for month in _MONTHS],
    }
    figure.update_layout(
        xaxis=months | {"anchor": "y"},
        yaxis={
            "domain": [_UPPER, 1],
            "range": [0, MOST_SHED],
            "title": {"text": label("figure_hairs_shed")},
        },
        xaxis2=months | {"anchor": "y2", "title": {"text": label("figure_lack_months")}},
        yaxis2={"domain": [0, _UNDER], "anchor": "x2", "title": {"text": ""}},
        margin={"l": 8, "r": 14, "t": 88, "b": 46},
    )
    ink, orange, grey = colour["ink"], colour["telogen"], colour["before"]
    below = {"xaxis": "x2", "yaxis": "y2"}
    figure.add_scatter(
        x=[], y=[], mode="lines", line={"width": 0}, fill="toself", fillcolor="rgba(0,0,0,0.13)"
    )
    mark = {"color": colour["quiet"], "width": 1.5, "dash": "dashdot"}
    with_, without = {"color": ink, "width": 3.5}, {"color": orange, "width": 3, "dash": "dot"}
    for line in (with_, without, {"color": grey, "width": 2, "dash": "dash"}):
        figure.add_scatter(x=[], y=[], mode="lines", line=line)
    figure.add_scatter(x=[BEGINS] * 2, y=[0, MOST_SHED], mode="lines", line=mark)
    figure.add_scatter(x=[], y=[0, MOST_SHED], mode="lines", line=mark)
    for line in (with_, without):
        figure.add_scatter(x=[], y=[], mode="lines", line=line, **below)
    figure.add_scatter(x=[0, DAYS], y=[], mode="lines", line=mark | {"width": 1.2}, **below)
    figure.add_scatter(x=[], y=[], mode="lines", line=mark, **below)
    add_noticed(figure, DAYS)
    words = {"showarrow": False, "font": {"size": 13.5}, "xanchor": "left", "yanchor": "bottom"}
    out = words | {"xref": "paper", "yref": "paper", "x": 0, "align": "left"}
    figure.add_annotation(x=0, y=MOST_SHED, xshift=-3, text="", **words)  # the first dose
    figure.add_annotation(y=1, yshift=20, text="", **out)
    figure.add_annotation(y=_UNDER, text="", **out)
    return figure


def update_deficiency_chart(
    figure: go.Figure, story: Deficiency, before: Deficiency | None
) -> None:
    """Show a lack with replacement and without, and an earlier one if there is one."""
    data, notes, values = figure.data, figure.layout.annotations, story.values
    low, high = story.band
    show_noticed(figure, values["normal"])
    data[_BAND].x = np.concatenate((story.day, story.day[::-1]))
    data[_BAND].y = np.minimum(np.concatenate((high, low[::-1])), MOST_SHED)
    data[_WITH].x, data[_WITH].y = story.day, story.shed
    data[_WITHOUT].x, data[_WITHOUT].y = story.day, np.minimum(story.shed_without, MOST_SHED)
    data[_OLD].x, data[_OLD].y = (before.day, before.shed) if before else ([], [])
    first = BEGINS + DAYS_A_MONTH * values["month"]
    data[_FIRST].x = data[_FIRST_BELOW].x = [first, first]
    most = _MOST_LEVEL[story.nutrient]
    figure.layout.yaxis2.range = [0, most]
    figure.layout.yaxis2.tickvals = [0, values["line"], most]
    figure.layout.yaxis2.title.text = label(f"figure_lack_{story.nutrient}")
    data[_FIRST_BELOW].y = [0, most]
    data[_LINE].y = [values["line"]] * 2
    data[_LEVEL].x, data[_LEVEL].y = story.day, story.level
    data[_LEVEL_WITHOUT].x, data[_LEVEL_WITHOUT].y = story.day, story.level_without
    notes[0].x = first
    notes[0].text = label("figure_lack_first")
    tone = palette()["telogen"]
    other = f'<span style="color:{tone}">{label("figure_lack_without")}</span>'
    said = [f"{label('figure_lack_with')}   {other}", label("figure_lack_band")]
    if before:
        said[1] += f"   {label('figure_dashed_before')}"
    notes[1].text = "<br>".join(said)
    notes[2].text = label("figure_lack_line", line=values["line"])
