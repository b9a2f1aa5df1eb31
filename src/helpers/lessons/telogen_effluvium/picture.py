"""Headington's five types of telogen effluvium, one below the other."""

import numpy as np
import plotly.graph_objects as go

from helpers.evidence import say_name
from helpers.lessons.telogen_effluvium.run import five_types
from helpers.pictures.labels import label
from helpers.pictures.theme import blank_figure, palette


def five_types_chart() -> go.Figure:
    """Return Headington's five types of telogen effluvium, one below the other."""
    courses = five_types()
    colour = palette()
    figure = blank_figure(150 * len(courses), rows=len(courses))
    share = 1 / len(courses)
    for place, (name, shed) in enumerate(courses.items()):
        axis = "" if place == 0 else str(place + 1)
        top = 1 - place * share
        figure.update_layout(
            {
                f"xaxis{axis}": {"anchor": f"y{axis}", "range": [0, len(shed)], "dtick": 90},
                f"yaxis{axis}": {
                    "domain": [top - 0.68 * share, top],
                    "range": [0, 420],
                    "dtick": 200,
                },
            }
        )
        figure.add_scatter(
            x=np.arange(len(shed)),
            y=shed,
            mode="lines",
            line={"color": colour["ink"], "width": 3},
            xaxis=f"x{axis}",
            yaxis=f"y{axis}",
        )
        figure.add_annotation(
            x=len(shed), y=410, xref=f"x{axis}", yref=f"y{axis}", text=f"<b>{say_name(name)}</b>",
            showarrow=False, xanchor="right", yanchor="top", font={"size": 14},
            bgcolor="rgba(255,255,255,0.85)",
        )  # fmt: skip
    last = f"xaxis{len(courses)}"
    figure.update_layout({last: {"title": {"text": label("figure_types_axis")}}})
    figure.update_layout(yaxis3={"title": {"text": label("figure_hairs_shed")}})
    return figure
