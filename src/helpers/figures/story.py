"""The picture of a course: shedding above, what it does to the hair below."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.figures.theme import DASH, blank_figure, palette
from helpers.measure import Story, five_types
from helpers.model.scalp import Array

_LINES = {  # every line of the lower chart has its colour and dash
    "telogen": ("telogen", DASH["telogen"]),
    "long hair missing": ("quiet", "dot"),
    "hairs standing": ("accent", "solid"),
}
_BAND, _SHED, _BEFORE, _SKETCH, _EVENTS, _LOWER, _LOWER_BEFORE = 0, 1, 2, 3, 4, 6, 8
_MARKS = 2


def story_chart(most_shed: float, lower: tuple[float, float], lower_title: str) -> go.Figure:
    """Return the empty chart of a course.

    Parameters
    ----------
    most_shed : float
        Top of the upper axis, in hairs a day; it stays while sliders move.
    lower : tuple of float
        Ends of the lower axis, in percent.
    lower_title : str
        What the lower lines have in common.
    """
    colour = palette()
    figure = blank_figure(540, rows=2)
    figure.update_layout(
        xaxis={"domain": [0, 1], "range": [0, 365], "anchor": "y", "dtick": 60},
        yaxis={"domain": [0.42, 1], "range": [0, most_shed], "title": {"text": "Hairs shed a day"}},
        xaxis2={
            "domain": [0, 1],
            "range": [0, 365],
            "anchor": "y2",
            "dtick": 60,
            "title": {"text": "Day"},
        },
        yaxis2={
            "domain": [0, 0.3],
            "range": list(lower),
            "anchor": "x2",
            "title": {"text": lower_title},
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
    figure.add_annotation(
        **(words | {"x": 362, "y": 0, "xanchor": "right", "font": {"size": 13}}),
        yanchor="bottom",
        **ground,
    )  # the band
    figure.add_annotation(**words, yanchor="bottom", **ground)  # the sketch
    for _ in range(2):
        figure.add_annotation(**words, xref="x2", yref="y2", yanchor="bottom", yshift=4)
    return figure


def update_story_chart(
    figure: go.Figure, story: Story, before: Story | None, earlier: str = "before"
) -> None:
    """Show a course, beside another if there is one; `earlier` is what the other is called."""
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
        notes[place].text, notes[place].x = name, day or 0
    _note_peak(notes[_MARKS], story)
    band = f"grey band: {story.band_words}" if story.band is not None else ""
    notes[_MARKS + 1].text = band + (f"{'; ' if band else ''}dashed: {earlier}" if before else "")
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
        note.text = f"{name} {'┅' if look[1] != 'solid' else '━'}" if name else ""
        if len(line):
            at = int(np.abs(line - line[0]).argmax())
            note.x, note.y = float(min(at, 270)), float(line[at])


def _points(days: Array, line: Array | None) -> tuple[Array | list[float], Array | list[float]]:
    """Return what a trace needs to draw a line, or to draw nothing."""
    return ([], []) if line is None or not len(line) else (days, line)


def _note_peak(note: go.layout.Annotation, story: Story) -> None:
    at = int(story.shed.argmax())
    note.x, note.y = float(at), float(story.shed[at])
    shown = story.values["peak_ratio"] > 1.05
    note.text = f"<b>{story.shed[at]:.0f} a day</b>, day {at}" if shown else ""
    note.xanchor = "left" if at < 220 else "right"


def _note_sketch(note: go.layout.Annotation, story: Story) -> None:
    if story.sketch is None:
        note.text = ""
        return
    days, shed = story.sketch
    at = int(np.argmax(shed))
    note.x, note.y = float(min(days[at], 240)), float(shed[at])
    note.text = "your prediction"


def five_types_chart() -> go.Figure:
    """Return Headington's five types of telogen effluvium, one below the other."""
    courses = five_types()
    colour = palette()
    figure = blank_figure(150 * len(courses), rows=len(courses))
    share = 1 / len(courses)
    for place, (name, shed) in enumerate(courses.items()):
        axis = "" if place == 0 else str(place + 1)
        top = 1 - place * share
        figure.update_layout(
            {
                f"xaxis{axis}": {"anchor": f"y{axis}", "range": [0, len(shed)], "dtick": 90},
                f"yaxis{axis}": {
                    "domain": [top - 0.68 * share, top],
                    "range": [0, 420],
                    "dtick": 200,
                },
            }
        )
        figure.add_scatter(
            x=np.arange(len(shed)),
            y=shed,
            mode="lines",
            line={"color": colour["ink"], "width": 3},
            xaxis=f"x{axis}",
            yaxis=f"y{axis}",
        )
        figure.add_annotation(
            x=len(shed), y=410, xref=f"x{axis}", yref=f"y{axis}", text=f"<b>{name}</b>",
            showarrow=False, xanchor="right", yanchor="top", font={"size": 14},
            bgcolor="rgba(255,255,255,0.85)",
        )  # fmt: skip
    last = f"xaxis{len(courses)}"
    figure.update_layout({last: {"title": {"text": "Day; each fault begins on day 30"}}})
    figure.update_layout(yaxis3={"title": {"text": "Hairs shed a day"}})
    return figure
