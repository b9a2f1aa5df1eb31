"""What a waiting kernel loads before a lesson asks for it."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

MODULES = (
    "helpers.course",
    "helpers.pictures.figure_widget",
    "scipy.fft",
    "scipy.stats",
    "pandas",
)


def warm() -> None:
    """Import what lessons use and draw one figure that nobody sees.

    The first figure of a kernel is slow, because plotly loads its chart types when they
    are first used. Nothing here may stop a lesson: what fails is simply not prepared.
    """
    for module in MODULES:
        with suppress(Exception):
            import_module(module)
    with suppress(Exception):
        figure = import_module("plotly.graph_objects")
        figure.FigureWidget(figure.Figure(figure.Scatter(y=[0, 1]))).close()
