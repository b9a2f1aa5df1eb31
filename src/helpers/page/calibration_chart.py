"""The picture of confidence against correctness."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from helpers.pictures.labels import label
from helpers.pictures.theme import blank_figure, palette
from helpers.progress import SureRow, sure_words

_PART, _POINT, _CHANCE = range(3)  # traces


def _ticks(rows: Sequence[SureRow]) -> list[str]:
    """Return the words of the axis, each with how many were right."""
    # Two lines each: narrow on a phone, and the counts below stand on one line.
    names = [w.replace(" ", "<br>") if " " in w else f"{w}<br> " for w in sure_words()]
    counts = [
        label("figure_right_of", right=row.right, number=row.number) if row.number else "–"
        for row in rows
    ]
    return [f"{word}<br>{count}" for word, count in zip(names, counts, strict=True)]


def calibration_chart() -> go.Figure:
    """Return the empty chart: four words of confidence, and how often each was right."""
    colour = palette()
    figure = blank_figure(380)
    words = sure_words()
    places = list(range(len(words)))
    figure.update_layout(
        xaxis={
            "range": [-0.5, len(words) - 0.5],
            "tickvals": places,
            "ticktext": _ticks([SureRow(word, 0, 0) for word in words]),
            "tickangle": 0,
            "tickfont": {"size": 14},
            "title": {"text": label("figure_sure_axis"), "standoff": 8},
            "showgrid": False,
        },
        yaxis={
            "range": [-6, 106],
            "tickvals": [0, 25, 50, 75, 100],
            "title": {"text": label("figure_right_percent")},
        },
    )
    figure.add_scatter(
        x=places, y=[], mode="lines", connectgaps=True,
        line={"color": colour["before"], "width": 2, "dash": "dot"},
    )  # fmt: skip
    figure.add_scatter(
        x=places, y=[], mode="markers",
        marker={"size": 14, "color": colour["accent"], "symbol": "circle"},
    )  # fmt: skip
    figure.add_scatter(x=[], y=[], mode="lines", line={"color": colour["accent"], "width": 3})
    return figure


def update_calibration_chart(figure: go.Figure, rows: Sequence[SureRow]) -> None:
    """Show how often each word of confidence was right, with its 95% interval."""
    shares = [row.percent for row in rows]
    for trace in (_PART, _POINT):
        figure.data[trace].y = shares
    known = [(place, row.limits) for place, row in enumerate(rows) if row.number]
    figure.data[_CHANCE].x = [x for place, _ in known for x in (place, place, None)]
    figure.data[_CHANCE].y = [y for _, (low, high) in known for y in (low, high, None)]
    figure.layout.xaxis.ticktext = _ticks(rows)
