"""What a waiting kernel loads before a lesson asks for it."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

import numpy as np

MODULES = (
    "helpers.course",
    "scipy.fft",
    "scipy.stats",
    "pandas",
)

PICTURES = ("helpers.pictures.theme", "helpers.pictures.figure_widget")


def warm() -> None:
    """Import what lessons use and draw one figure that nobody sees.

    The first figure of a kernel is slow, because plotly loads its chart types when they are
    first used, and looks through all that is installed for what its first array may be.
    Nothing here may stop a lesson: what fails is simply not prepared.
    """
    for module in MODULES:
        with suppress(Exception):
            import_module(module)
    with suppress(Exception):
        theme, widget = map(import_module, PICTURES)
        figure = theme.blank_figure(300, annotations=[{"text": "", "font": {"size": 13}}])
        line, marker = {"color": theme.palette()["ink"]}, {"size": 9}
        figure.add_scatter(x=np.arange(2.0), y=np.arange(2.0), line=line, marker=marker)
        widget.FetchedFigure(figure).close()
