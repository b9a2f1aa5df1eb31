"""Figures as widgets: one script for all of them, and one button."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import anywidget
import plotly
import plotly.graph_objects as go
import traitlets

JS = Path(__file__).parent / "js"
_BUNDLE = Path(plotly.__file__).parent / "package_data" / "widgetbundle.js"


class Script(anywidget.AnyWidget):
    """Plotly's script, which a page needs once; it has nothing to show.

    Plotly gives every figure a copy of its own, and a page would start each anew.
    """

    _esm = JS / "plotly.js"

    source = traitlets.Unicode().tag(sync=True)


class Ahead(anywidget.AnyWidget):
    """An invisible line that fetches the script before the first figure needs it."""

    _esm = JS / "ahead.js"

    def __init__(self) -> None:
        super().__init__()
        self.layout.display = "none"
        self.on_msg(lambda *_: script())


class LiveFigure(go.FigureWidget):
    """A figure widget that shares the script with all others."""

    _esm = JS / "figure.js"


@cache
def script() -> Script:
    """Send the script of all figures to the page, once."""
    return Script(source=_BUNDLE.read_text(encoding="utf-8"))


def live(figure: go.Figure) -> LiveFigure:
    """Wrap a finished figure as a widget, with one button: save the picture.

    Plotly keeps this setting in a private field of the figure; this is the only place
    that touches it.
    """
    script()
    widget = LiveFigure(figure)
    widget._config = {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "hair-cycle-lab"},
        "responsive": True,
        "showTips": False,
        "doubleClick": False,
        "scrollZoom": False,
    }
    return widget
