"""Pictures of iron in time: a wave that passes with tablets and without; and the studies."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.evidence import in_class, say, say_name
from helpers.lessons.iron.course import DAYS, FLARE_DAY, IronStory, goal_ferritin
from helpers.lessons.iron.studies import (
    Compared,
    cutoff_odds,
    ferritin_differences,
    pooled_difference,
)
from helpers.pictures.labels import group_words, label
from helpers.pictures.noticed import add_noticed, show_noticed
from helpers.pictures.theme import blank_figure, palette

MOST_SHED, MOST_STORES = 500, 120
_NAMES_WIDE = 0.47  # of the width: in class the names of studies stand before their rows
_WITH, _WITHOUT, _OLD, _FLARE, _FIRST = range(5)
_IRON, _NONE, _ALL, _GOAL, _FIRST_BELOW = range(5, 10)


def iron_story_chart() -> go.Figure:
    """Return the empty chart: shedding above, stores below."""
    colour = palette()
    figure = blank_figure(600, rows=2)
    days = {"domain": [0, 1], "range": [0, DAYS], "dtick": 90}
    figure.update_layout(
        xaxis=days | {"anchor": "y"},
        yaxis={
            "domain": [0.44, 1],
            "range": [0, MOST_SHED],
            "title": {"text": label("figure_hairs_shed")},
        },
        xaxis2=days | {"anchor": "y2", "title": {"text": label("figure_day")}},
        yaxis2={
            "domain": [0, 0.32],
            "range": [0, MOST_STORES],
            "anchor": "x2",
            "tickvals": [0, goal_ferritin(), MOST_STORES],
            "ticktext": ["0", label("figure_iron_goal", goal=goal_ferritin()), f"{MOST_STORES}"],
            "title": {"text": label("figure_iron_stores_axis"), "standoff": 8},
        },
        margin={"l": 8, "r": 14, "t": 84, "b": 46},
    )
    ink, grey, accent = colour["ink"], colour["before"], colour["accent"]
    below = {"xaxis": "x2", "yaxis": "y2"}
    for line in (
        {"color": ink, "width": 3.5},
        {"color": colour["telogen"], "width": 3, "dash": "dot"},
        {"color": grey, "width": 2, "dash": "dash"},
    ):
        figure.add_scatter(x=[], y=[], mode="lines", line=line)
    mark = {"color": colour["quiet"], "width": 1.5, "dash": "dashdot"}
    figure.add_scatter(x=[FLARE_DAY] * 2, y=[0, MOST_SHED], mode="lines", line=mark)
    figure.add_scatter(x=[], y=[0, MOST_SHED], mode="lines", line=mark)
    for line in (
        {"color": ink, "width": 3.5},
        {"color": colour["telogen"], "width": 3, "dash": "dot"},
        {"color": accent, "width": 2.5, "dash": "dot"},
    ):
        figure.add_scatter(x=[], y=[], mode="lines", line=line, **below)
    figure.add_scatter(
        x=[0, DAYS], y=[goal_ferritin()] * 2, mode="lines", line=mark | {"width": 1.2}, **below
    )
    figure.add_scatter(x=[], y=[0, MOST_STORES], mode="lines", line=mark, **below)
    add_noticed(figure, DAYS)
    words = {"showarrow": False, "font": {"size": 13.5}, "xanchor": "left", "yanchor": "bottom"}
    mark = words | {"xshift": -3}  # above the chart, where no line runs
    figure.add_annotation(x=FLARE_DAY, y=MOST_SHED, yshift=18, text=say_name("flare"), **mark)
    tablet = label("figure_iron_first_tablet")
    figure.add_annotation(x=0, y=MOST_SHED, text=tablet, **mark)
    out = words | {"xref": "paper", "yref": "paper", "x": 0, "align": "left"}
    figure.add_annotation(y=1, yshift=37, xshift=-34, text="", **out)
    figure.add_annotation(y=0.32, text=label("figure_iron_all_stored"), font_color=accent, **out)
    return figure


def update_iron_story_chart(figure: go.Figure, story: IronStory, before: IronStory | None) -> None:
    """Show a course with iron and without, and an earlier one if there is one."""
    data, notes, values = figure.data, figure.layout.annotations, story.values
    show_noticed(figure, values["normal"])
    data[_WITH].x, data[_WITH].y = story.day, story.shed
    data[_WITHOUT].x, data[_WITHOUT].y = story.day, story.shed_without
    data[_OLD].x, data[_OLD].y = (before.day, before.shed) if before else ([], [])
    start = FLARE_DAY + values["iron_after"]
    data[_FIRST].x = data[_FIRST_BELOW].x = [start, start]
    notes[1].x = start
    same = bool(np.allclose(story.shed, story.shed_without))
    tone = palette()["telogen"]
    other = f'<span style="color:{tone}">{label("figure_iron_without")}</span>'
    if same:
        other = label("figure_iron_same_line", without=other)
    lines_said = [label("figure_iron_with"), other]
    lines_said += [label("figure_iron_before")] if before else []
    notes[2].text = "<br>".join(["   ".join(lines_said[:2]), *lines_said[2:]])
    lines = {_IRON: "iron", _NONE: "no iron", _ALL: "all stored"}
    for place, name in lines.items():
        data[place].x = story.day
        data[place].y = np.minimum(story.stores[name].to_numpy(), 2 * MOST_STORES)
    notes[1].xanchor, notes[1].xshift = ("left", -3) if start < DAYS / 2 else ("right", 3)


def iron_studies_chart() -> go.Figure:
    """Return the studies of ferritin and hair with their intervals: a picture of conflict."""
    colour = palette()
    gaps, odds = [*ferritin_differences(), pooled_difference()], cutoff_odds()
    figure = blank_figure(80 + 40 * (len(gaps) + len(odds) + 3), rows=2)
    share = len(odds) / (len(gaps) + len(odds) + 2.5)
    names, apart = 0.0, 0.17
    if in_class():
        names, apart, share = _NAMES_WIDE, 0.26, 0.26
    figure.update_layout(
        xaxis={
            "domain": [names, 1], "range": [-75, 40], "anchor": "y", "dtick": 20,
            "title": {"text": label("figure_iron_gap_axis"), "standoff": 4},
        },
        yaxis={"domain": [share + apart, 1], "range": [-0.5, len(gaps) - 0.2], "visible": False},
        xaxis2={
            "domain": [names, 1], "type": "log", "range": [0.62, -1.15], "anchor": "y2",
            "tickvals": [0.1, 0.33, 1, 3], "ticktext": ["0.1", "0.33", "1", "3"],
            "title": {"text": label("figure_iron_odds_axis"), "standoff": 4},
        },
        yaxis2={"domain": [0, share], "range": [-0.5, len(odds) - 0.2], "visible": False},
        margin={"l": 8, "r": 12, "t": 30, "b": 50},
    )  # fmt: skip
    _forest(figure, gaps, "", 0.0)
    _forest(figure, odds, "2", 1.0)
    ends = {"showarrow": False, "font": {"size": 13.5, "color": colour["quiet"]}, "yref": "paper"}
    for top in (1.0, share):
        figure.add_annotation(
            x=names, xref="paper", y=top, yanchor="bottom", xanchor="left", yshift=4, **ends,
            text=label("figure_iron_less"),
        )  # fmt: skip
        figure.add_annotation(
            x=1, xref="paper", y=top, yanchor="bottom", xanchor="right", xshift=-34, yshift=4,
            **ends,
            text=label("figure_iron_more"),
        )  # fmt: skip
    for top, key in ((1.0, "figure_iron_open"), (share, "figure_iron_brackets")):
        figure.add_annotation(
            x=(1 + names) / 2, xref="paper", y=top, yanchor="bottom", xanchor="center", yshift=4,
            xshift=-14, **ends, text=label(key),
        )  # fmt: skip
    return figure


def _row_words(row: Compared) -> str:
    if row.study == "Pooled":
        return label("figure_iron_pooled", number=row.group.split()[0])
    return f"<b>{row.study}</b>: {group_words(row.group)}"


def _read_out(row: Compared) -> str:
    """Return a row of a forest in words and numbers, for whoever cannot see it."""
    ends = say("general_between", low=f"{row.low:.3g}", high=f"{row.high:.3g}")
    return f"{_row_words(row)}: {row.value:.3g}" + (f" ({ends})" if np.isfinite(row.low) else "")


def _forest(figure: go.Figure, rows: list[Compared], axis: str, nothing: float) -> None:
    """Draw one row a comparison: its value, its interval, its name."""
    colour = palette()
    axes = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    # The line of no difference, a piece beside each mark: whole, it would run through names.
    pieces = [y for row in range(len(rows)) for y in (row - 0.36, row + 0.05, None)]
    # In class a row is low: its name stands before it.
    beside = {"yanchor": "middle"} if in_class() else {"yanchor": "bottom", "yshift": 5}
    figure.add_scatter(
        x=[nothing, nothing, None] * len(rows), y=pieces, mode="lines",
        line={"color": colour["ink"], "width": 1.5}, **axes,
    )  # fmt: skip
    for place, row in enumerate(rows):
        height = len(rows) - 1 - place
        known, pooled = not np.isnan(row.low), row.study == "Pooled"
        figure.add_scatter(
            x=[row.low, row.high] if known else [], y=[height] * 2, mode="lines",
            line={"color": colour["accent" if pooled else "quiet"], "width": 3}, **axes,
        )  # fmt: skip
        figure.add_scatter(
            x=[row.value], y=[height], mode="markers", **axes, hovertext=[_read_out(row)],
            marker={
                "symbol": "diamond" if pooled else "circle" if known else "circle-open",
                "size": 14 if pooled else 11,
                "color": colour["accent" if pooled else "ink"],
                "line": {"width": 2},
            },
        )  # fmt: skip
        figure.add_annotation(
            x=0, xref="paper", y=height, yref=f"y{axis}", xanchor="left", **beside,
            showarrow=False, font={"size": 13}, bgcolor="rgba(255,255,255,0.8)",
            text=_row_words(row),
        )  # fmt: skip
