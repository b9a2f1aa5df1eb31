"""A hundred people, drawn twice side by side: who has lung disease, and who has a cancer."""

from __future__ import annotations

import plotly.graph_objects as go

from helpers.lessons.dermatomyositis.run import Findings
from helpers.pictures.labels import label
from helpers.pictures.theme import blank_figure, palette

_WIDE, _PEOPLE = 10, 100
_DANGERS = ("lung", "cancer")
_COLOURS = {"lung": "anagen", "cancer": "telogen"}
_PLACES = [(number % _WIDE, -(number // _WIDE)) for number in range(_PEOPLE)]


def hundred_chart() -> go.Figure:
    """Return the empty picture: two groups of a hundred people, one beside the other."""
    figure = blank_figure(196, rows=2)
    for row, danger in enumerate(_DANGERS):
        axis = "" if row == 0 else "2"
        figure.update_layout(
            {
                f"xaxis{axis}": {"range": [-0.6, _WIDE - 0.4], "visible": False,
                                 "domain": ((0.0, 0.46), (0.54, 1.0))[row],
                                 "anchor": f"y{axis}"},
                f"yaxis{axis}": {"range": [-_WIDE + 0.4, 0.6], "visible": False,
                                 "anchor": f"x{axis}"},
            }
        )  # fmt: skip
        colour = palette()[_COLOURS[danger]]
        shapes = {"lung": "circle", "cancer": "square"}
        for kind in ("with", "without"):
            figure.add_scatter(
                x=[], y=[], mode="markers", name=f"{danger} {kind}", cliponaxis=False,
                xaxis=f"x{axis}", yaxis=f"y{axis}",
                marker={
                    "size": 11,
                    "symbol": shapes[danger] + ("" if kind == "with" else "-open"),
                    "color": colour if kind == "with" else palette()["quiet"],
                },
            )  # fmt: skip
        figure.add_annotation(
            name=danger, text="", showarrow=False, xref=f"x{axis} domain", x=0, xanchor="left",
            yref="paper", y=1, yanchor="bottom", font={"size": 15}, align="left",
        )  # fmt: skip
    figure.update_layout(margin={"l": 10, "r": 10, "t": 44, "b": 4})
    return figure


def update_hundred_chart(figure: go.Figure, found: Findings, before: Findings | None) -> None:
    """Show the shares; an earlier one stands beside a share of the same danger."""
    for danger in _DANGERS:
        number = round(found.values[danger])
        for kind, people in (("with", _PLACES[:number]), ("without", _PLACES[number:])):
            across, up = zip(*people, strict=True) if people else ((), ())
            (trace,) = figure.select_traces({"name": f"{danger} {kind}"})
            trace.x, trace.y = list(across), list(up)
        (words,) = figure.select_annotations({"name": danger})
        rapid = danger == "lung" and found.rapid
        text = label("figure_dm_lung_rapid" if rapid else f"figure_dm_{danger}", number=number)
        alike = before is not None and (danger != "lung" or before.rapid == found.rapid)
        if before is not None and alike and round(before.values[danger]) != number:
            text += f" {label('figure_dm_before', number=before.values[danger])}"
        words.text = text
