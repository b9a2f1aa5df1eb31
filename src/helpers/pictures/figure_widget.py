"""The widgets in which charts reach a page."""

from __future__ import annotations

from pathlib import Path

import plotly.graph_objects as go

from helpers.pictures.widget import OneClass


class WholeFigure(OneClass, go.FigureWidget):
    """A figure that reaches the page once, whole.

    Plotly's own opens its line to the page while it is still empty and sends the rest
    after; a busy page then draws the empty figure and never looks again.
    """

    _whole = False

    def open(self) -> None:
        """Send the figure to the page, once it is whole."""
        if self._whole:
            super().open()

    def whole(self) -> WholeFigure:
        """Say that nothing more is to come, and send it."""
        self._whole = True
        self.open()
        return self


# Plotly's program is five megabytes, and each figure sends it along and has it read anew. The
# page of the app fetches it once, while the student reads (page.js), and names its address.
_FETCHED = (Path(__file__).parent / "fetched_figure.js").read_text(encoding="utf-8")


class FetchedFigure(WholeFigure):
    """A figure on a page that has its own copy of plotly's program."""

    _esm = _FETCHED
