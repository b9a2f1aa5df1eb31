"""The picture behind a virtual patient: what came off, week by week, around the visit."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.clinic.casebook import Casebook
from helpers.clinic.events import event_kind
from helpers.evidence import Case, Event, say, say_name
from helpers.model.drugs import drugs
from helpers.pictures.labels import label
from helpers.pictures.theme import blank_figure, palette

_BEFORE, _AFTER = 52, 26  # weeks around the visit
_LEAST = 200  # hairs a day: a quiet course is not blown up
_ROW = 0.085  # height of one line of words, as a share of the chart


def case_chart(book: Casebook) -> go.Figure:
    """Return the hairs that came off a day, from a year before the visit to half a year after.

    Parameters
    ----------
    book : Casebook
    """
    colour = palette()
    table = book.head.table
    off = (table["shed"] + table["broken"] + table["fractured"]).to_numpy()
    week = (np.arange(len(off)) - book.visit_day) / 7
    shown = (week >= -_BEFORE) & (week <= _AFTER)
    marks = _marks(book.case)
    top = max(_LEAST, 1.12 * float(off[shown].max()))
    room = top * (1 + _ROW * (len(marks) + 1))
    figure = blank_figure(380)
    figure.update_layout(
        xaxis={
            "range": [-_BEFORE, _AFTER],
            "dtick": 13,
            "title": {"text": label("figure_case_weeks")},
        },
        yaxis={"range": [0, room], "title": {"text": label("figure_hairs_off")}},
    )
    figure.add_scatter(
        x=week[shown], y=off[shown], mode="lines", line={"color": colour["ink"], "width": 3.5}
    )
    for place, (at, words) in enumerate([*marks, (0.0, label("figure_case_visit"))]):
        height = room * (1 - 0.075 * place)
        figure.add_scatter(
            x=[at, at], y=[0, height], mode="lines",
            line={
                "color": colour["accent" if at == 0 else "quiet"],
                "width": 2.5 if at == 0 else 1.5,
                "dash": "solid" if at == 0 else "dashdot",
            },
        )  # fmt: skip
        right = at > -_BEFORE / 3
        figure.add_annotation(
            x=at, y=height, text=words, showarrow=False, yanchor="top",
            xanchor="right" if right else "left", xshift=-5 if right else 5,
            font={"size": 13.5}, bgcolor="rgba(255,255,255,0.85)",
        )  # fmt: skip
    return figure


def _marks(case: Case) -> list[tuple[float, str]]:
    """Return when each event of the last year began, in weeks from the visit, and its name."""
    found = []
    for event in sorted(case.event, key=lambda event: event.day):
        at = (event.day - case.visit).days / 7
        name = _event_words(event)
        found.append((max(at, -float(_BEFORE)), name if at >= -_BEFORE else f"← {name}"))
    return found


def _event_words(event: Event) -> str:
    if event.what != "note":
        return say_name(event_kind(event).name)
    if event.name in drugs():
        return say(f"drug_{event.name}")
    return say_name(event.name)
