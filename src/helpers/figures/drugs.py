"""The picture of lesson 09: people as icons above, one patient's two years below."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.evidence import row_of, say
from helpers.figures.labels import label
from helpers.figures.theme import blank_figure, palette
from helpers.measure import DRUG_DAYS, FLARE_DAY, Count, DrugStory
from helpers.model.scalp import Array

_COLUMNS, _GAP = 10, 2.6
_MOST_LOST, _MOST_ACTIVITY, _FULL = 320, 66, 108
_YEAR = 365
_MIDDLE = 330  # days: words of a later peak stand to the left of it
_LOST, _PERHAPS, _KEPT, _NOT_FOUND = range(4)
_WITHOUT, _WITH, _BEFORE, _BROKEN = 4, 7, 10, 13  # a line in each of the three rows, then one
_MARKS = 14
_ROWS = (("y2", 0.645, 0.46), ("y3", 0.4, 0.215), ("y4", 0.155, 0.0))
_TITLES = ("figure_hairs_lost", "figure_drug_long", "figure_drug_activity")
_TOPS = (_MOST_LOST, _FULL, _MOST_ACTIVITY)
_ICONS = 3  # notes: three of icons, their key, three titles, then those that move
_KEY, _PEAK, _DOSE = 3, 7, 8


def drug_chart() -> go.Figure:
    """Return the empty picture."""
    colour = palette()
    figure = blank_figure(720, rows=4)
    width = 3 * _COLUMNS + 2 * _GAP
    layout: dict[str, object] = {
        "xaxis": {
            "domain": [0, 1], "anchor": "y", "range": [-0.9, width - 0.1], "visible": False,
        },
        "yaxis": {"domain": [0.765, 0.905], "anchor": "x", "range": [-9.6, 0.6], "visible": False},
        "margin": {"l": 8, "r": 12, "t": 8, "b": 30},
    }  # fmt: skip
    ticks = [FLARE_DAY + half * _YEAR / 2 for half in range(5)]
    for place, (axis, top, bottom) in enumerate(_ROWS):
        number = axis[1:]
        layout[f"xaxis{number}"] = {
            "domain": [0, 1], "anchor": axis, "range": [0, DRUG_DAYS], "tickvals": ticks,
            "ticktext": label("figure_drug_ticks").split(";"),
            "showticklabels": place == len(_ROWS) - 1,
        }  # fmt: skip
        layout[f"yaxis{number}"] = {
            "domain": [bottom, top],
            "anchor": f"x{number}",
            "range": [0, _TOPS[place]],
            "nticks": 4,
        }
    figure.update_layout(layout)
    for name, symbol in (
        ("telogen", "triangle-up"), ("telogen", "diamond-open"), ("before", "circle-open"),
    ):  # fmt: skip
        figure.add_scatter(
            x=[], y=[], mode="markers", cliponaxis=False,
            marker={"symbol": symbol, "size": 7.5, "color": colour[name], "line": {"width": 1.4}},
        )  # fmt: skip
    figure.add_scatter(
        x=[], y=[], mode="text", text="?", textfont={"size": 54, "color": colour["line"]}
    )
    _lines(figure)
    _words(figure)
    return figure


def _lines(figure: go.Figure) -> None:
    colour = palette()
    looks = (
        {"color": colour["quiet"], "width": 2.5, "dash": "dot"},
        {"color": colour["ink"], "width": 3.5},
        {"color": colour["before"], "width": 2, "dash": "dash"},
    )
    axes = [{"xaxis": f"x{axis[1:]}", "yaxis": axis} for axis, _, _ in _ROWS]
    for look in looks:
        for on in axes:
            figure.add_scatter(x=[], y=[], mode="lines", line=look, **on)
    figure.add_scatter(
        x=[], y=[], mode="lines", **axes[0],
        line={"color": colour["telogen"], "width": 3, "dash": "dashdot"},
        fill="toself", fillcolor="rgba(213,94,0,0.18)",
    )  # fmt: skip
    for on in axes:
        figure.add_scatter(
            x=[], y=[], mode="lines", line={"color": colour["accent"], "width": 1.6}, **on
        )


def _words(figure: go.Figure) -> None:
    plain = {"text": "", "showarrow": False, "font": {"size": 13.5}, "x": 0, "y": 0}
    above = plain | {"yref": "paper", "y": 0.912, "yanchor": "bottom", "align": "left"}
    for place in range(_ICONS):
        figure.add_annotation(
            **(above | {"x": place * (_COLUMNS + _GAP) - 0.6, "font": {"size": 13}}),
            xanchor="left",
        )
    figure.add_annotation(
        **(plain | {"y": 0.755, "font": {"size": 13}}), xref="paper", yref="paper",
        xanchor="left", yanchor="top", align="left",
    )  # fmt: skip
    for title, (_, top, _) in zip(_TITLES, _ROWS, strict=True):
        figure.add_annotation(
            **(plain | {"text": f"<b>{label(title)}</b>", "y": top}), xref="paper", yref="paper",
            xanchor="left", yanchor="bottom",
        )  # fmt: skip
    ground = {"bgcolor": "rgba(255,255,255,0.85)"}
    figure.add_annotation(  # the peak
        **plain, xref="x2", yref="y2", xanchor="left", yanchor="bottom", xshift=6, **ground
    )
    figure.add_annotation(  # the first dose
        **(plain | {"y": _MOST_LOST}), xref="x2", yref="y2", xanchor="left", yanchor="top",
        xshift=4, font_color=palette()["accent"], **ground,
    )  # fmt: skip
    figure.add_annotation(
        **(plain | {"x": DRUG_DAYS, "y": 16, "text": label("figure_drug_lines")}),
        xref="x3", yref="y3", xanchor="right", yanchor="bottom", align="left",
    )  # fmt: skip


def update_drug_chart(figure: go.Figure, story: DrugStory, before: DrugStory | None) -> None:
    """Show a story, beside an earlier one if there is one."""
    _show_icons(figure, story, before)
    data, notes = figure.data, figure.layout.annotations
    for place, line in enumerate(_rows(story, "without")):
        data[_WITHOUT + place].x, data[_WITHOUT + place].y = story.day, line
    for place, line in enumerate(_rows(story, "drugged")):
        data[_WITH + place].x, data[_WITH + place].y = story.day, line
    for place in range(len(_ROWS)):
        old = data[_BEFORE + place]
        old.x, old.y = (before.day, _rows(before, "drugged")[place]) if before else ([], [])
    broken = story.drugged.broken
    here = broken > 0
    data[_BROKEN].x, data[_BROKEN].y = _steps(story.day[here], broken[here])
    stops = [story.start] if story.stopped is None else [story.start, story.stopped]
    marks = [x for day in stops for x in (day, day, None)]
    for place, top in enumerate(_TOPS):
        mark = data[_MARKS + place]
        mark.x, mark.y = marks, [0, top, None] * len(stops)
    notes[_DOSE].x = stops[-1]
    notes[_DOSE].text = label(
        "figure_drug_dose" if story.stopped is None else "figure_drug_stopped"
    )
    _note_peak(notes[_PEAK], story)


def _steps(day: Array, broken: Array) -> tuple[Array | list[float], Array | list[float]]:
    """Return the outline of what broke, cut above the chart, down to zero at both ends."""
    if not len(day):
        return [], []
    return np.r_[day[0], day, day[-1]], np.r_[0, np.minimum(broken, 2 * _MOST_LOST), 0]


def _rows(story: DrugStory, which: str) -> tuple[Array, Array, Array]:
    patient = story.drugged if which == "drugged" else story.without
    return patient.shed, 100 - patient.missing, patient.activity


def _note_peak(note: go.layout.Annotation, story: DrugStory) -> None:
    value = story.values
    at = story.start + value["peak_days"]
    note.x = float(at)
    if story.drugged.broken.any():
        note.y = 0.36 * _MOST_LOST
        note.text = label("figure_drug_broken", **value)
        note.align, note.xanchor, note.xshift = "left", "left", 6
        note.x = float(at) + 20
        return
    early = at < _MIDDLE
    note.xanchor, note.xshift = ("left", 6) if early else ("right", -6)
    note.y = float(value["peak_lost"])
    shown = not np.isnan(value["onset_days"])
    note.text = label("figure_drug_clubs", **value) if shown else ""


def _show_icons(figure: go.Figure, story: DrugStory, before: DrugStory | None) -> None:
    data, notes = figure.data, figure.layout.annotations
    places: dict[int, list[tuple[float, float]]] = {kind: [] for kind in range(4)}
    for panel, count in enumerate(story.counts):
        left = panel * (_COLUMNS + _GAP)
        if not count.found:
            places[_NOT_FOUND].append((left + (_COLUMNS - 1) / 2, -4.5))
        for icon in range(count.icons):
            at = (left + icon % _COLUMNS, -float(icon // _COLUMNS))
            places[_kind(count, icon)].append(at)
        notes[panel].text = "<br>".join(_counted(count))
    for kind, points in places.items():
        data[kind].x = [x for x, _ in points]
        data[kind].y = [y for _, y in points]
    notes[_KEY].text = f"{_key(story)}<br>{label('figure_drug_before') if before else ' '}"


def _counted(count: Count) -> list[str]:
    """Return how people were asked, how many of them lost hair, and how many they were."""
    how = label(f"figure_drug_{row_of(count.asked)}")
    if not count.found:
        return [how, label("figure_drug_none")]
    of = say(f"drug_count_{count.form}", lost=count.lost, most=count.most, icons=count.icons)
    people = f" {say('said_and')} ".join(f"{number:,}" for number in count.people)
    group = "figure_drug_people" if count.counted is None else "figure_drug_people_lost"
    return [how, f"<b>{of}</b>", label(group, counted=count.counted, people=people)]


def _key(story: DrugStory) -> str:
    if any(count.found for count in story.counts):
        perhaps = any(count.perhaps for count in story.counts)
        return label("figure_drug_key_perhaps" if perhaps else "figure_drug_key")
    if story.reports:
        lost, people = story.reports
        return label("drug_reports", lost=lost, people=people)
    return label("figure_drug_no_figure")


def _kind(count: Count, icon: int) -> int:
    if icon < count.lost:
        return _LOST
    return _PERHAPS if icon < count.lost + count.perhaps else _KEPT
