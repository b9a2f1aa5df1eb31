"""The picture of a virtual patient's months: with one's own plan, and with the best one."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.clinic.ending import Ending
from helpers.clinic.events import MONTHS, VISIT
from helpers.evidence import Case
from helpers.model.calendar import DAYS_A_MONTH
from helpers.pictures.labels import label
from helpers.pictures.theme import blank_figure, palette

_BEFORE = 6  # months before the visit
_LEAST = 200  # hairs a day: a quiet course is not blown up


def ending_chart(case: Case, after: Ending, lines: str = "figure_end_lines") -> go.Figure:
    """Return what the case is about, from half a year before the visit to nine months after.

    Parameters
    ----------
    case : Case
    after : Ending
    lines : str
        Row of the words that name the two lines.
    """
    colour = palette()
    month = (np.arange(len(after.own)) - VISIT) / DAYS_A_MONTH
    shown = (month >= -_BEFORE) & (month <= MONTHS)
    own, best = after.own[shown], after.best[shown]
    least = _LEAST if after.summed else 100.0
    top = max(least, 1.05 * float(max(own.max(), best.max())))
    figure = blank_figure(360)
    percent = not after.summed  # no share is above 100 percent: the axis names none
    ticks = {"tickvals": list(range(0, 101, 20))} if percent and top < 120 else {}
    figure.update_layout(
        xaxis={
            "range": [-_BEFORE, MONTHS],
            "dtick": 3,
            "title": {"text": label("figure_end_months")},
        },
        yaxis={
            "range": [0, 1.25 * top],
            "title": {"text": label(f"figure_end_{case.measure}")},
            **ticks,
        },
    )
    figure.add_scatter(
        x=month[shown], y=own, mode="lines", line={"color": colour["ink"], "width": 3.5}
    )
    figure.add_scatter(
        x=month[shown],
        y=best,
        mode="lines",
        line={"color": colour["accent"], "width": 3, "dash": "dot"},
    )
    figure.add_scatter(
        x=[0, 0], y=[0, 1.03 * top], mode="lines", line={"color": colour["quiet"], "width": 2}
    )
    for at, words, anchor in (
        (0.0, label("figure_case_visit"), "left"),
        (-_BEFORE, label(f"{lines}_alike" if after.alike else lines), "left"),
    ):
        figure.add_annotation(
            x=at,
            y=1.25 * top if at else 1.08 * top,
            text=words,
            showarrow=False,
            yanchor="top",
            xanchor=anchor,
            xshift=5,
            align="left",
            font={"size": 13.5},
        )
    return figure
