"""The picture of a course: shedding above, what it does to the hair below."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.evidence import in_class, say_name
from helpers.model.scalp import Array
from helpers.pictures.labels import label
from helpers.pictures.noticed import add_noticed, noticed_words, show_noticed
from helpers.pictures.theme import blank_figure, palette
from helpers.readout.course_story import YEAR, Story

_LINES = {"telogen": "telogen", "long hair missing": "quiet", "hairs standing": "accent"}
"""Colour of every line of the lower chart. A dashed line is the earlier one, everywhere."""
_A_WAVE = 1.15  # times the usual: one person's best week gets to 1.12 by chance alone
_SEEN = 0.5  # hairs a day: a band that is narrower is only a line
_BAND, _SHED, _BEFORE, _SKETCH, _EVENTS, _LOWER, _LOWER_BEFORE, _TOP = 0, 1, 2, 3, 4, 6, 8, 10
_MARKS = 2
_PEAK, _BETWEEN, _NAMES, _LINE = 2, 3, 4, 5  # notes, after those of the marks
_UPPER, _UNDER = 0.485, 0.265  # where the charts end and begin
_ONE_LINE = 60  # letters that fit in one line on the narrow screen of a class
_UNDER_IN_CLASS = 0.2  # a lower picture, and words as high as before
_ROW = 18  # pixels of a row of words
_NARROW, _WIDE = 0.78, 1.75  # pixels a day, on a phone and beside the controls
_BESIDE = 40  # days that the words beside a peak reach, at least
_LETTER, _SMALL, _HEIGHT = 7.6, 6.9, 235  # pixels: of two kinds of letters, of the upper chart


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
    # In class only the lower chart has numbers across: the words stand right below the upper one.
    under, drop = (_UNDER_IN_CLASS, -4) if in_class() else (_UNDER, -26)
    figure = blank_figure(
        585,
        rows=2,
        meta={"least": 465},
        xaxis={"domain": [0, 1], "range": [0, YEAR], "anchor": "y", "dtick": 60},
        yaxis={
            "domain": [_UPPER, 1],
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
            "domain": [0, under],
            "range": list(lower),
            "nticks": 4 if in_class() else 0,  # none given: as many as the chart holds
            "anchor": "x2",
            "title": {"text": label(lower_title)},
        },
        margin={"l": 8, "r": 14, "t": 62, "b": 46},
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
    figure.add_scatter(x=[], y=[], mode="markers", marker={"size": 9, "color": ink})
    add_noticed(figure, YEAR)
    words = {
        "text": "",
        "x": 0,
        "y": most_shed,
        "showarrow": False,
        "font": {"size": 14},
        "xanchor": "left",
    }
    for _ in range(_MARKS):  # above the chart, where no line runs
        figure.add_annotation(**words, yanchor="bottom")
    figure.add_annotation(**words, yanchor="bottom")  # the peak
    # What a line or band is stands between the charts: in them it would lie on a line.
    out = words | {"xref": "paper", "yref": "paper", "align": "left", "font": {"size": 13}}
    figure.add_annotation(**(out | {"y": _UPPER}), yanchor="top", yshift=drop)
    figure.add_annotation(**(out | {"y": under}), yanchor="bottom", yshift=1)
    end = words | {"x": YEAR, "xanchor": "right", "font": {"size": 13}}
    figure.add_annotation(**end, yanchor="bottom", yshift=1)  # what the thin line is
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
        note = notes[place]
        note.text, note.x = name and say_name(name), day or 0
        note.yshift = _ROW * (len(marks) - 1 - place)  # the later one nearer to its line
        # Not note.x: on the page, that is still where the note stood before.
        note.xanchor, note.xshift = ("left", -3) if (day or 0) < YEAR * 0.6 else ("right", 3)
    level = show_noticed(figure, None if "people" in story.values else story.normal)
    taken = _note_peak(figure, story, before, level, _ROW * len(marks))
    _note_line(figure, story, before, level, taken)
    said = [] if story.band is None or (high - low).max() < _SEEN else [_band_words(story)]
    # Beside a prediction there is one row for both: the sentence says how high the other was.
    alone = story.sketch is None or in_class()
    other = [_named_before(before, earlier, alone)] if before else []
    if story.sketch is not None:
        whose = "figure_story_prediction_class" if in_class() else "figure_story_prediction"
        own = f"···· {label(whose)}"
        other.append(f'<span style="color:{data[_SKETCH].line.color}">{own}</span>')
    both = ("; " if in_class() else "   ").join(other)
    notes[_BETWEEN].text = "<br>".join([*said, *([both] if both else [])])
    colour, names = palette(), []
    for place in range(2):
        lines = list(story.lower.items())
        name, line = lines[place] if place < len(lines) else ("", np.array([]))
        tone = colour[_LINES.get(name, "ink")]
        trace, old = data[_LOWER + place], before.lower.get(name) if before else None
        trace.x, trace.y = _points(story.day, line)
        earlier_line = data[_LOWER_BEFORE + place]
        earlier_line.x, earlier_line.y = _points(before.day if before else story.day, old)
        trace.line.color = earlier_line.line.color = tone
        names += [f'<span style="color:{tone}">━ {say_name(name)}</span>'] if name else []
    notes[_NAMES].text = "   ".join(names)


def _band_words(story: Story) -> str:
    words = label("figure_story_band", band=say_name(story.band_words))
    return words.replace("<br>", " ") if in_class() and len(words) < _ONE_LINE else words


def _named_before(before: Story, earlier: str, top: bool) -> str:
    """Say what the dashed line is, and how high its top, which has no words of its own."""
    which, values = label(earlier), before.values
    if not top:
        return which
    if earlier == "figure_dashed_before" and "released_percent" in values:
        which = label("figure_dashed_pushed", percent=values["released_percent"])
    if values["peak_ratio"] <= _A_WAVE:
        return which
    return label("figure_story_peak_before", which=which, shed=values["peak_shed"])


def _points(days: Array, line: Array | None) -> tuple[Array | list[float], Array | list[float]]:
    """Return what a trace needs to draw a line, or to draw nothing."""
    return ([], []) if line is None or not len(line) else (days, line)


_Place = tuple[float, float, float, float]
"""What words take: first and last day; lower and upper end, in pixels."""


def _note_peak(
    figure: go.Figure, story: Story, before: Story | None, level: float | None, above: int
) -> _Place | None:
    """Write the top beside its dot, or above the chart where a line runs there.

    Returns the place of the words on a phone, if they stand in the chart.
    """
    note, dot = figure.layout.annotations[_PEAK], figure.data[_TOP]
    at, top = story.events.get("peak", float(story.day[story.shed.argmax()])), story.shed.max()
    values = story.values
    if values["peak_ratio"] <= _A_WAVE:
        note.text, dot.x, dot.y = "", [], []
        note.update(x=0, y=0, xanchor="left", xshift=0, yshift=0, align="left")
        return None
    begins = story.events.get(story.since.removeprefix("the "), float("nan"))
    # Among many people the top of their middle has a day of its own.
    days = at - begins if "people" in values else values["peak_days"]
    since = "figure_story_peak" if np.isnan(days) else "figure_story_peak_since"
    words = label(since, shed=values["peak_shed"], day=round(at), days=days)
    others = _lines(story, before)
    others += [] if level is None else [(np.array([0, YEAR]), np.array([level, level]))]
    most = figure.layout.yaxis.range[1]
    marks = [day for name, day in story.events.items() if name != "peak"]
    dot.x, dot.y = [at], [values["peak_shed"]]
    base = float(top)  # the words stand above the band, too
    if story.band is not None:
        base = max(base, float(story.band[1][np.abs(story.day - at) <= _BESIDE].max()))
    short = words.replace(", ", "<br>")
    for side in ("left", "right") if at < YEAR / 2 else ("right", "left"):
        if _free(short, at, base / most, side, others, most, marks):
            note.text, note.x, note.y = short, at, base
            note.xanchor, note.xshift, note.yshift = side, 12 if side == "left" else -12, 2
            note.align = side
            return _place(short, at, base / most, side, _NARROW)
    # Set once: within a batch, a value that is set back to what it was would be dropped.
    # And not read back: on the page it is still what it was.
    end = "left" if at <= YEAR * 0.25 else "right" if at >= YEAR * 0.75 else "center"
    note.xanchor = end
    note.text = f"{words} ●" if end == "right" else f"● {words}"  # its sign above the dot
    note.x, note.y = at, most
    note.xshift, note.yshift, note.align = 0, above, "left"
    return None


def _lines(story: Story, before: Story | None) -> list[tuple[Array, Array]]:
    """Return the lines of the upper chart, each as days and hairs a day."""
    lines = [(story.day, story.shed)]
    lines += [(before.day, before.shed)] if before else []
    return lines + ([story.sketch] if story.sketch is not None else [])


def _note_line(
    figure: go.Figure,
    story: Story,
    before: Story | None,
    level: float | None,
    taken: _Place | None,
) -> None:
    """Say at the right end of the thin line what it is, where no other line or word stands."""
    note, words = figure.layout.annotations[_LINE], noticed_words()
    if level is None or in_class():  # in class letters are larger, and somebody tells
        note.text = ""
        return
    most, marks = figure.layout.yaxis.range[1], list(story.events.values())
    at = (YEAR, level / most, "right")
    first, _, bottom, top = _place(words, *at, _NARROW, _SMALL)
    apart = taken is None or taken[1] < first or taken[3] < bottom or taken[2] > top
    free = apart and _free(words, *at, _lines(story, before), most, marks, _SMALL)
    note.y, note.text = level, words if free else ""


def _place(
    words: str, at: float, height: float, side: str, scale: float, letter: float = _LETTER
) -> _Place:
    """Return what words beside a day take at so many pixels a day."""
    rows = words.replace("<b>", "").replace("</b>", "").split("<br>")
    length = (12 + letter * max(map(len, rows))) / scale
    first, last = sorted((at, at + length * (1 if side == "left" else -1)))
    bottom = height * _HEIGHT
    return first, last, bottom, bottom + 2 + _ROW * len(rows)


def _free(
    words: str,
    at: float,
    height: float,
    side: str,
    lines: list[tuple[Array, Array]],
    most: float,
    marks: list[float],
    letter: float = _LETTER,
) -> bool:
    """Whether no line runs through words beside a day, and they fit, at both widths."""
    for scale in (_NARROW, _WIDE):
        first, last, bottom, top = _place(words, at, height, side, scale, letter)
        if top > _HEIGHT or first < 0 or last > YEAR or any(first < day < last for day in marks):
            return False
        for x, y in lines:
            days = np.arange(first + 3 / scale, last, 1.0)
            drawn = np.interp(days, x, y) / most * _HEIGHT
            if np.any((drawn > bottom) & (drawn < top)):
                return False
    return True
