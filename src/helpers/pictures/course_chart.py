"""The picture of a course: shedding above, what it does to the hair below."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.evidence import say_name
from helpers.model.scalp import Array
from helpers.pictures.labels import label
from helpers.pictures.theme import DASH, blank_figure, palette
from helpers.readout.course_story import YEAR, Story

_LINES = {  # every line of the lower chart has its colour and dash
    "telogen": ("telogen", DASH["telogen"]),
    "long hair missing": ("quiet", "dot"),
    "hairs standing": ("accent", "solid"),
}
_A_WAVE = 1.15  # times the usual: one person's best week gets to 1.12 by chance alone
_BAND, _SHED, _BEFORE, _SKETCH, _EVENTS, _LOWER, _LOWER_BEFORE = 0, 1, 2, 3, 4, 6, 8
_MARKS = 2
_DAYS_A_LETTER = 9.5  # in a chart as wide as a phone


def story_chart(most_shed: float, lower: tuple[float, float], lower_title: str) -> go.Figure:
    """Return the empty chart of a course.

    Parameters
    ----------
    most_shed : float
        Top of the upper axis, in hairs a day; it stays while sliders move.
    lower : tuple of float
        Ends of the lower axis, in percent.
    lower_title : str
        Row of the table of words that says what the lower lines have in common.
    """
    colour = palette()
    figure = blank_figure(540, rows=2)
    figure.update_layout(
        xaxis={"domain": [0, 1], "range": [0, YEAR], "anchor": "y", "dtick": 60},
        yaxis={
            "domain": [0.42, 1],
            "range": [0, most_shed],
            "title": {"text": label("figure_hairs_shed")},
        },
        xaxis2={
            "domain": [0, 1],
            "range": [0, YEAR],
            "anchor": "y2",
            "dtick": 60,
            "title": {"text": label("figure_day")},
        },
        yaxis2={
            "domain": [0, 0.28],
            "range": list(lower),
            "anchor": "x2",
            "title": {"text": label(lower_title)},
        },
        margin={"l": 8, "r": 14, "t": 30, "b": 46},
    )
    ink, grey = colour["ink"], colour["before"]
    figure.add_scatter(
        x=[], y=[], mode="lines", line={"width": 0}, fill="toself", fillcolor="rgba(0,0,0,0.13)"
    )
    figure.add_scatter(x=[], y=[], mode="lines", line={"color": ink, "width": 3.5})
    figure.add_scatter(x=[], y=[], mode="lines", line={"color": grey, "width": 3, "dash": "dash"})
    figure.add_scatter(
        x=[], y=[], mode="lines", line={"color": colour["accent"], "width": 3, "dash": "dot"}
    )
    for _ in range(_MARKS):
        figure.add_scatter(
            x=[],
            y=[0, most_shed],
            mode="lines",
            line={"color": colour["quiet"], "width": 1.5, "dash": "dashdot"},
        )
    for _ in range(2):
        figure.add_scatter(x=[], y=[], mode="lines", line={"width": 3}, xaxis="x2", yaxis="y2")
    for _ in range(2):
        figure.add_scatter(
            x=[],
            y=[],
            mode="lines",
            line={"width": 2, "color": grey, "dash": "dash"},
            xaxis="x2",
            yaxis="y2",
        )
    words = {
        "text": "",
        "x": 0,
        "y": most_shed,
        "showarrow": False,
        "font": {"size": 14},
        "xanchor": "left",
        "xshift": 4,
    }
    ground = {"bgcolor": "rgba(255,255,255,0.85)"}
    for place in range(_MARKS):
        figure.add_annotation(**words, yanchor="top", yshift=-20 * place)
    figure.add_annotation(**(words | {"xshift": 12}), yanchor="bottom", yshift=10)  # the peak
    # The band is explained between the charts: in them it would lie on a line, or be cut off.
    below = {"xref": "paper", "x": 1, "yref": "paper", "y": 0.42, "xanchor": "right", "xshift": 0}
    figure.add_annotation(
        **(words | below | {"font": {"size": 13}}), yanchor="top", yshift=-20, align="right"
    )
    middle = words | {"xanchor": "center", "xshift": 0}
    figure.add_annotation(**middle, yanchor="bottom", **ground)  # the sketch
    for _ in range(2):
        figure.add_annotation(**middle, xref="x2", yref="y2", yanchor="bottom", yshift=4)
    return figure


def update_story_chart(
    figure: go.Figure,
    story: Story,
    before: Story | None,
    earlier: str = "figure_dashed_before",
) -> None:
    """Show a course, beside another if there is one; `earlier` is the row that names the other."""
    data, notes = figure.data, figure.layout.annotations
    low, high = story.band if story.band is not None else (story.shed, story.shed)
    data[_BAND].x = np.concatenate((story.day, story.day[::-1]))
    data[_BAND].y = np.concatenate((high, low[::-1]))
    data[_SHED].x, data[_SHED].y = story.day, story.shed
    data[_BEFORE].x, data[_BEFORE].y = (before.day, before.shed) if before else ([], [])
    data[_SKETCH].x, data[_SKETCH].y = story.sketch if story.sketch is not None else ([], [])
    marks = [(name, day) for name, day in story.events.items() if name != "peak"]
    for place in range(_MARKS):
        name, day = marks[place] if place < len(marks) else ("", None)
        data[_EVENTS + place].x = [] if day is None else [day, day]
        notes[place].text, notes[place].x = name and say_name(name), day or 0
    _note_peak(notes[_MARKS], story)
    grey = "" if story.band is None else _band_words(story)
    dashed = label(earlier) if before else ""
    between = ("; " if "<br>" in grey else "<br>") if grey and dashed else ""
    notes[_MARKS + 1].text = f"{grey}{between}{dashed}"
    _note_sketch(notes[_MARKS + 2], story)
    colour = palette()
    for place in range(2):
        lines = list(story.lower.items())
        name, line = lines[place] if place < len(lines) else ("", np.array([]))
        look = _LINES.get(name, ("ink", "solid"))
        trace = data[_LOWER + place]
        trace.x, trace.y = _points(story.day, line)
        trace.line.color, trace.line.dash = colour[look[0]], look[1]
        old = before.lower.get(name) if before else None
        earlier_line = data[_LOWER_BEFORE + place]
        earlier_line.x, earlier_line.y = _points(story.day, old)
        note = notes[_MARKS + 3 + place]
        note.text = f"{say_name(name)} {'┅' if look[1] != 'solid' else '━'}" if name else ""
        if len(line):
            at = int(np.abs(line - line[0]).argmax())
            note.x, note.y = _inside(story.day[at], note.text), float(line[at])


def _band_words(story: Story) -> str:
    return label("figure_story_band", band=say_name(story.band_words))


def _points(days: Array, line: Array | None) -> tuple[Array | list[float], Array | list[float]]:
    """Return what a trace needs to draw a line, or to draw nothing."""
    return ([], []) if line is None or not len(line) else (days, line)


def _inside(day: float, text: str) -> float:
    """Return the day nearest to this one at which words fit into the chart, on a phone too."""
    half = _DAYS_A_LETTER * len(text) / 2
    return float(np.clip(day, half, YEAR - half))


def _note_peak(note: go.layout.Annotation, story: Story) -> None:
    # The highest day of one person is chance; the story's own peak is not.
    at = story.events.get("peak", float(story.day[story.shed.argmax()]))
    note.x, note.y = at, float(story.shed.max())
    shown = story.values["peak_ratio"] > _A_WAVE
    note.text = (
        label("figure_story_peak", shed=story.values["peak_shed"], day=round(at)) if shown else ""
    )
    note.xanchor = "left" if at < YEAR / 2 else "right"


def _note_sketch(note: go.layout.Annotation, story: Story) -> None:
    if story.sketch is None:
        note.text = ""
        return
    days, shed = story.sketch
    at = int(np.argmax(shed))
    note.text = label("figure_story_prediction")
    note.x, note.y = _inside(float(days[at]), note.text), float(shed[at])
