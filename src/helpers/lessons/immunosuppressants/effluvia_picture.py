"""Three weeks against three months: the two kinds of effluvium from one day on."""

from __future__ import annotations

import plotly.graph_objects as go

from helpers.lessons.immunosuppressants.effluvia import two_effluvia
from helpers.pictures.labels import label
from helpers.pictures.theme import blank_figure, palette

# Hairs a day at the top of each row: broken hairs are many times those with a club.
_MOST, _LAST = (5200, 760), 200
_ROW = 0.4
_WORDS_FROM = (20, -6)


def two_effluvia_chart() -> go.Figure:
    """Return the chart of both, with the root of a hair drawn beside each."""
    colour = palette()
    figure = blank_figure(420, rows=2)
    figure.update_layout(margin={"l": 8, "r": 12, "t": 10, "b": 46})
    kinds = two_effluvia()
    for place, (kind, most) in enumerate(zip(kinds, _MOST, strict=True)):
        number = "" if place == 0 else str(place + 1)
        top = 1 - 0.55 * place
        figure.update_layout(
            {
                f"xaxis{number}": {
                    "domain": [0, 1], "anchor": f"y{number}", "range": [-8, _LAST],
                    "tickvals": [0, 21, 60, 90, 120, 180],
                    "title": {"text": label("figure_effluvia_days")} if place else None,
                },
                f"yaxis{number}": {
                    "domain": [top - _ROW, top], "anchor": f"x{number}", "range": [0, most],
                    "nticks": 4, "tickformat": ",",
                },
            }
        )  # fmt: skip
        on = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        figure.add_scatter(
            x=kind.day, y=kind.clubs, mode="lines", line={"color": colour["ink"], "width": 3}, **on
        )
        here = kind.broken > 0
        days, broken = kind.day[here].tolist(), kind.broken[here].tolist()
        if days:
            figure.add_scatter(
                x=[days[0], *days, days[-1]], y=[0, *broken, 0], mode="lines", fill="toself",
                fillcolor="rgba(213,94,0,0.18)",
                line={"color": colour["telogen"], "width": 3, "dash": "dashdot"}, **on,
            )  # fmt: skip
        figure.add_annotation(
            xref=f"x{number}", yref=f"y{number}", x=_WORDS_FROM[place], y=most, xanchor="left",
            yanchor="top", align="left", showarrow=False, font={"size": 13.5},
            bgcolor="rgba(255,255,255,0.85)", text=_words(place, kind.peak, kind.peak_day),
        )  # fmt: skip
        _root(figure, place, number)
    figure.update_yaxes(title={"text": label("figure_hairs_lost")})
    return figure


def _words(place: int, peak: float, day: int) -> str:
    return label(f"figure_effluvia_{('anagen', 'telogen')[place]}", peak=peak, day=day)


def _root(figure: go.Figure, place: int, number: str) -> None:
    """Draw the lower end of a hair, large and not to scale, beside the words."""
    ink = palette()["ink"]
    left, most = 190.0, _MOST[place]
    low, high, knob = 0.37 * most, 0.97 * most, 0.14 * most
    on = {"xref": f"x{number}", "yref": f"y{number}", "fillcolor": ink, "line": {"color": ink}}
    shaft = left + 2.2
    if place == 0:
        figure.add_annotation(
            xref=f"x{number}", yref=f"y{number}", x=shaft + 2, y=low, xanchor="right",
            yanchor="top", showarrow=False, font={"size": 12}, text=label("figure_effluvia_root"),
        )  # fmt: skip
        path = (
            f"M {left} {high} L {shaft} {high} "
            f"L {shaft + 0.1} {low + 0.2 * most} L {left + 1.5} {low} "
            f"L {left + 1.2} {low + 0.05 * most} L {left + 0.9} {low + 0.01 * most} "
            f"L {left - 0.1} {low + 0.2 * most} Z"
        )
        figure.add_shape(type="path", path=path, **on)
        return
    figure.add_shape(type="rect", x0=left, x1=shaft, y0=low + 0.08 * most, y1=high, **on)
    pale = on | {"fillcolor": palette()["paper"], "line": {"color": ink, "width": 2}}
    figure.add_shape(type="circle", x0=left - 1.6, x1=shaft + 1.6, y0=low, y1=low + knob, **pale)
