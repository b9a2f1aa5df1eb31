"""The look of every picture, read from `theme.css` so that there is one palette."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from helpers.evidence import in_app, in_class, language, say
from helpers.pictures.drawing_program import KINDS

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial'
DASH = {
    "anagen": "solid",
    "catagen": "dot",
    "telogen": "dash",
    "kenogen": "dashdot",
    "scarred": "solid",
}
_THEME = Path(__file__).with_name("theme.css")


@cache
def stylesheet() -> str:
    """Return the whole theme as CSS."""
    return _THEME.read_text(encoding="utf-8")


@cache
def palette() -> dict[str, str]:
    """Return the colours of the theme by name.

    Examples
    --------
    >>> palette()["anagen"]
    '#0072b2'
    """
    root = re.search(r":root\s*{(.*?)}", stylesheet(), re.DOTALL)
    if root is None:
        raise ValueError("theme.css has no ':root { ... }' block with the palette; restore it.")
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", root[1]))


def blank_figure(height: int, rows: int = 1, **layout: Any) -> go.Figure:
    """Return an empty figure in the house style.

    Parameters
    ----------
    height : int
        In pixels; the width follows the page. In class both follow the screen.
    rows : int
        Number of charts in the figure, each with axes of its own.
    **layout
        Anything that `plotly.graph_objects.Layout` takes.
    """
    style = _in_house_style(None if in_class() else height, rows)
    return go.Figure(layout=_merged(style, layout))


def _merged(style: dict[str, Any], layout: dict[str, Any]) -> dict[str, Any]:
    """Return a style with what a chart wants otherwise; plotly's update takes ten times longer."""
    both = dict(style)
    for name, value in layout.items():
        nested = isinstance(value, dict) and isinstance(both.get(name), dict)
        both[name] = _merged(both[name], value) if nested else value
    return both


@cache
def _in_house_style(height: int | None, rows: int) -> dict[str, Any]:
    colour = palette()
    style: dict[str, Any] = {
        "template": "none",
        "height": height,
        "autosize": True,
        "showlegend": False,
        "hovermode": False,
        "dragmode": False,
        "paper_bgcolor": colour["paper"],
        "plot_bgcolor": colour["paper"],
        "font": {"family": FONT, "size": 15, "color": colour["ink"]},
        "margin": {"l": 8, "r": 16, "t": 34, "b": 48},
        "modebar": {
            "color": colour["quiet"],
            "activecolor": colour["accent"],
            "bgcolor": "rgba(0,0,0,0)",
        },
    }
    axis = {
        "showline": False,
        "zeroline": False,
        "gridcolor": colour["line"],
        "fixedrange": True,
        "automargin": True,
        "ticklabeloverflow": "allow",  # measuring every label costs a tenth of a redraw
        "ticks": "",
        "title": {"font": {"size": 15}},
    }
    apart = {"x": {"ticklabelstandoff": 9}, "y": {"ticklabelstandoff": 4}}  # the two zeros
    for number in ("", "2", "3", "4", "5")[:rows]:
        style |= {f"{name}axis{number}": axis | apart[name] for name in "xy"}
    return style


def _low(figure: go.Figure) -> None:
    """Let charts over each other do with less height, as on the screen of a class."""
    across, up = list(figure.select_xaxes()), list(figure.select_yaxes())
    if len(across) < 2:
        return
    for axis in across[:-1]:
        # Without a title of its own, it repeats the one below.
        if not axis.title.text:
            axis.showticklabels = False
    for axis in up:
        if axis.title.text:
            axis.title.text = _in_two(axis.title.text)
        bottom, top = axis.domain or (0, 1)
        if len(up) < 3 or top - bottom > 0.5:
            continue
        if isinstance(axis.dtick, int | float):
            axis.dtick *= 2
        elif axis.nticks:
            axis.nticks = 3


_LONG = 18  # letters beside a low chart


def _in_two(words: str) -> str:
    """Return the title of an axis in two lines, where it has a bracket or is long.

    Examples
    --------
    >>> _in_two("Stores (µg/L)"), _in_two("Hairs that come off a day"), _in_two("Day")
    ('Stores<br>(µg/L)', 'Hairs that<br>come off a day', 'Day')
    """
    if " (" in words:
        return words.replace(" (", "<br>(")
    spaces = [at for at, letter in enumerate(words) if letter == " "]
    if len(words) < _LONG or not spaces:
        return words
    at = min(spaces, key=lambda space: abs(space - len(words) / 2))
    return f"{words[:at]}<br>{words[at + 1 :]}"


def live(figure: go.Figure) -> go.FigureWidget:
    """Wrap a finished figure as a widget, with one button: save the picture.

    Plotly keeps this setting in a private field of the figure; this is the only place
    that touches it.

    Raises
    ------
    ValueError
        If the figure holds a kind of chart that the program of the page leaves out.
    """
    # Slow to load, and what a student reads first holds no chart.
    from helpers.pictures.figure_widget import FetchedFigure, WholeFigure

    unknown = {trace.type for trace in figure.data} - KINDS - {"scatter"}
    if unknown:
        raise ValueError(
            f"The page does not draw {', '.join(sorted(unknown))}: add it to KINDS in "
            "pictures/drawing_program.py."
        )
    if in_class():
        _low(figure)
    for trace in figure.select_traces({"mode": "lines"}):
        trace.line.simplify = False
    widget = (FetchedFigure if in_app() else WholeFigure)(figure)
    widget._config = {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "hair-cycle-lab"},
        "responsive": True,
        "showTips": False,
        "doubleClick": False,
        "scrollZoom": False,
        # The name of the one button; numbers stay as they are in English.
        "locale": language(),
        "locales": {language(): {"dictionary": {"Download plot as a PNG": say("picture_save")}}},
    }
    return widget.whole()
