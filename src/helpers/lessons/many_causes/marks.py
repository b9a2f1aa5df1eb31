"""Marks that the pictures of lesson 11 put on a figure with several charts."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.model.scalp import Array

CLEAR = "rgba(0,0,0,0)"
"""The ground of words that stand where nothing is drawn."""


def fill(figure: go.Figure, number: str) -> None:
    """Add an empty grey area to the chart whose axes have this number."""
    figure.add_scatter(
        x=[], y=[], mode="lines", line={"width": 0}, fill="toself", fillcolor="rgba(0,0,0,0.12)",
        xaxis=f"x{number}", yaxis=f"y{number}",
    )  # fmt: skip


def line(figure: go.Figure, number: str, **look: object) -> None:
    """Add an empty line with a look of its own."""
    figure.add_scatter(x=[], y=[], mode="lines", line=look, xaxis=f"x{number}", yaxis=f"y{number}")


def note(figure: go.Figure, number: str, x: float, y: float, text: str, **more: object) -> None:
    """Add words at a place of a chart; `more` are options of a plotly annotation."""
    figure.add_annotation(
        **(
            {
                "x": x,
                "y": y,
                "xref": f"x{number}",
                "yref": f"y{number}",
                "text": text,
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "bottom",
                "font": {"size": 13},
                "bgcolor": "rgba(255,255,255,0.8)",
            }
            | more
        )
    )


def area(x: Array, low: Array, high: Array) -> tuple[Array, Array]:
    """Return the outline of the area between two lines."""
    return np.concatenate((x, x[::-1])), np.concatenate((high, low[::-1]))
