"""The pictures of lesson 10: people as icons, and one patient's two years."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from helpers.evidence import in_class, row_of, say
from helpers.lessons.immunosuppressants.counts import Count
from helpers.lessons.immunosuppressants.run import DAYS as DRUG_DAYS
from helpers.lessons.immunosuppressants.run import (
    FLARE_DAY,
    HALF_YEAR,
    LATEST_START,
    YEAR,
    DrugStory,
)
from helpers.model.scalp import Array
from helpers.pictures.labels import label
from helpers.pictures.theme import blank_figure, palette

_COLUMNS, _GAP = 10, 2.6
_MOST_LOST, _MOST_ACTIVITY, _FULL = 320, 66, 108
_LOST, _PERHAPS, _KEPT, _NOT_FOUND = range(4)
_WITHOUT, _WITH, _BEFORE, _BROKEN = 0, 3, 6, 9  # a line in each of the three rows, then one
_MARKS, _FLARE, _JUDGED, _JUDGED_LINE = 10, 13, 16, 17
# Days from the first dose that are there wherever its slider stands.
_EARLIEST, _LATEST = -FLARE_DAY - LATEST_START, DRUG_DAYS - 1 - FLARE_DAY - LATEST_START
_BROKEN_FILL = "#f2c9ae"  # also the sign of its key
_ROWS = (("", 1.0, 0.713), ("2", 0.62, 0.333), ("3", 0.24, 0.0))  # axis, top, bottom
_TITLES = ("figure_hairs_lost", "figure_drug_long", "figure_drug_activity")
_TOPS = (_MOST_LOST, _FULL, _MOST_ACTIVITY)
_PLAIN = {"text": "", "showarrow": False, "font": {"size": 13.5}, "x": 0, "y": 0}
_ICONS, _KEY = 3, 3  # notes of the icons: one a panel, then their key
_SAID = 3  # note of the two years, after the three titles: what each line is, and the peak


def people_chart() -> go.Figure:
    """Return the empty picture of people as icons, a panel for each way of asking."""
    colour = palette()
    figure = blank_figure(212, margin={"l": 8, "r": 12, "t": 68, "b": 46}, meta={"least": 205})
    width = 3 * _COLUMNS + 2 * _GAP
    figure.update_xaxes(range=[-0.9, width - 0.1], visible=False)
    figure.update_yaxes(range=[-9.6, 0.6], visible=False)
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
    above = {"yref": "paper", "y": 1, "yanchor": "bottom", "align": "left"}
    for place in range(_ICONS):
        figure.add_annotation(
            **(_PLAIN | above | {"x": place * (_COLUMNS + _GAP) - 0.6, "font": {"size": 13}}),
            xanchor="left",
        )
    figure.add_annotation(
        **(_PLAIN | {"font": {"size": 13}}), xref="paper", yref="paper", yshift=-6,
        xanchor="left", yanchor="top", align="left",
    )  # fmt: skip
    return figure


def drug_chart(from_dose: bool = False) -> go.Figure:
    """Return the empty picture of one patient's two years, counted from the flare or the dose."""
    figure = blank_figure(
        560,
        rows=3,
        margin={"l": 8, "r": 12, "t": 78 if in_class() else 112, "b": 38},
        meta={"least": 430},
    )
    first, words = (0, "figure_drug_ticks_dose") if from_dose else (FLARE_DAY, "figure_drug_ticks")
    names = label(words).split(";")
    ticks = [first + half * YEAR / 2 for half in range(len(names))]
    span = [_EARLIEST, _LATEST] if from_dose else [0, DRUG_DAYS]
    layout: dict[str, object] = {}
    for place, (axis, top, bottom) in enumerate(_ROWS):
        layout[f"xaxis{axis}"] = {
            "domain": [0, 1], "anchor": f"y{axis}", "range": span, "tickvals": ticks,
            "ticktext": names, "showticklabels": place == len(_ROWS) - 1,
        }  # fmt: skip
        layout[f"yaxis{axis}"] = {
            "domain": [bottom, top],
            "anchor": f"x{axis}",
            "range": [0, _TOPS[place]],
            "nticks": 4,
        }
    figure.update_layout(layout)
    _lines(figure)
    _words(figure)
    return figure


def update_people_chart(figure: go.Figure, story: DrugStory, _: DrugStory | None) -> None:
    """Show the people who were asked about the drug of a story."""
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
    notes[_KEY].text = _key(story)


def _lines(figure: go.Figure) -> None:
    colour = palette()
    looks = (
        {"color": colour["telogen"], "width": 3, "dash": "dot"},
        {"color": colour["ink"], "width": 3.5},
        {"color": colour["before"], "width": 2, "dash": "dash"},
    )
    axes = [{"xaxis": f"x{axis}", "yaxis": f"y{axis}"} for axis, _, _ in _ROWS]
    for look in looks:
        for on in axes:
            figure.add_scatter(x=[], y=[], mode="lines", line=look, **on)
    figure.add_scatter(
        x=[], y=[], mode="lines", **axes[0],
        line={"width": 0}, fill="toself", fillcolor=_BROKEN_FILL,
    )  # fmt: skip
    for on in axes:
        figure.add_scatter(
            x=[], y=[], mode="lines", line={"color": colour["accent"], "width": 1.6}, **on
        )
    for on in axes:
        figure.add_scatter(
            x=[], y=[], mode="lines", line={"color": colour["quiet"], "width": 1.6, "dash": "dot"},
            **on,
        )  # fmt: skip
    figure.add_scatter(
        x=[], y=[], mode="markers", **axes[1],
        marker={"size": 11, "color": [colour["ink"], colour["telogen"]]},
    )  # fmt: skip
    figure.add_scatter(
        x=[], y=[], mode="lines", line={"color": colour["ink"], "width": 1.6}, **axes[1]
    )


def _words(figure: go.Figure) -> None:
    for title, (_, top, _) in zip(_TITLES, _ROWS, strict=True):
        figure.add_annotation(
            **(_PLAIN | {"text": f"<b>{label(title)}</b>", "y": top}), xref="paper", yref="paper",
            xanchor="left", yanchor="bottom",
        )  # fmt: skip
    # Above the charts, where no line runs: the peak, the first dose, what each line is.
    above = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    figure.add_annotation(**(_PLAIN | above | {"y": 1, "x": 0, "yshift": 18, "align": "left"}))


def update_drug_chart(
    figure: go.Figure, story: DrugStory, before: DrugStory | None, from_dose: bool = False
) -> None:
    """Show the two years of a story, beside an earlier one if there is one.

    With `from_dose` days count from the first dose, and the flare is marked. Two dots mark the day
    of the verdict, one year after the first dose; else that of the sentence, after half a year.
    """
    data, notes = figure.data, figure.layout.annotations
    day, shown = _days(story, from_dose)
    for first, run in ((_WITHOUT, "without"), (_WITH, "drugged")):
        for place, line in enumerate(_rows(story, run)):
            data[first + place].x, data[first + place].y = day[shown], line[shown]
    for place in range(len(_ROWS)):
        x: Array | list[float] = []
        y: Array | list[float] = []
        if before:
            earlier, there = _days(before, from_dose)
            x, y = earlier[there], _rows(before, "drugged")[place][there]
        data[_BEFORE + place].x, data[_BEFORE + place].y = x, y
    broken = story.drugged.broken
    here = (broken > 0) & shown
    data[_BROKEN].x, data[_BROKEN].y = _steps(day[here], broken[here])
    stops = [story.start] if story.stopped is None else [story.start, story.stopped]
    if from_dose:
        stops = [one - story.start for one in stops]
    for place, top in enumerate(_TOPS):
        _mark(data[_MARKS + place], stops, top)
        _mark(data[_FLARE + place], [FLARE_DAY - story.start] if from_dose else [], top)
    dose = label("figure_drug_dose" if story.stopped is None else "figure_drug_stopped")
    dose = f'<span style="color:{palette()["accent"]}">│ {dose}</span>'
    if from_dose:
        flare = f'<span style="color:{palette()["quiet"]}">┊ {label("figure_drug_flare")}</span>'
        dose = f"{dose}   {flare}"
    spoken = YEAR if from_dose else HALF_YEAR  # days after the first dose
    at = int(story.start) + spoken
    ends = [100 - one.missing[at] for one in (story.drugged, story.without)]
    for place in (_JUDGED, _JUDGED_LINE):
        data[place].x, data[place].y = [day[at], day[at]], ends
    judged = f"● {label('figure_drug_judged' if from_dose else 'figure_drug_half')}"
    with_, without = label("figure_drug_lines").split("<br>")
    rows = [f'{with_}   <span style="color:{palette()["telogen"]}">{without}</span>']
    rows += [label("figure_drug_before")] if before else []
    said = [*rows, f"{dose}   {judged}", *_peak(story)]
    if in_class():  # a low picture has two rows for them
        said = ["   ".join([rows[0], dose]), "   ".join([judged, *rows[1:], *_peak(story)])]
    notes[_SAID].text = "<br>".join(said)


def _days(story: DrugStory, from_dose: bool) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Return the days as the axis counts them, and which of them the chart shows."""
    if not from_dose:
        return story.day, np.full(len(story.day), True)
    day = story.day - story.start
    return day, (day >= _EARLIEST) & (day <= _LATEST)


def _mark(line: go.Scatter, days: list[float], top: float) -> None:
    """Draw lines across a chart at some days."""
    line.x = [x for day in days for x in (day, day, None)]
    line.y = [0, top, None] * len(days)


def _steps(day: Array, broken: Array) -> tuple[Array | list[float], Array | list[float]]:
    """Return the outline of what broke, cut above the chart, down to zero at both ends."""
    if not len(day):
        return [], []
    return np.r_[day[0], day, day[-1]], np.r_[0, np.minimum(broken, 2 * _MOST_LOST), 0]


def _rows(story: DrugStory, which: str) -> tuple[Array, Array, Array]:
    patient = story.drugged if which == "drugged" else story.without
    # All that is lost: hairs that break lead the line out of the chart, and back.
    lost = np.minimum(patient.shed + patient.broken, 2 * _MOST_LOST)
    return lost, 100 - patient.missing, patient.activity


def _peak(story: DrugStory) -> list[str]:
    """Return what falls at most, if there is a wave."""
    value = story.values
    if story.drugged.broken.any():
        sign = f'<span style="color:{_BROKEN_FILL}">■</span>'
        return [label("figure_drug_broken", **value).replace("■", sign)]
    shown = not np.isnan(value["onset_days"])
    return [label("figure_drug_clubs", **value)] if shown else []


def _counted(count: Count) -> list[str]:
    """Return how people were asked, how many of them lost hair, and how many they were."""
    how = label(f"figure_drug_{row_of(count.asked)}")
    if not count.found:
        return [how, label("figure_drug_none")]
    of = say(f"drug_count_{count.form}", lost=count.lost, most=count.most, icons=count.icons)
    people = " / ".join(f"{number:,}" for number in count.people)
    if len(count.people) > 1:  # no room for the word; no sum: a group can be part of the other
        return [how, f"<b>{of}</b>", people]
    group = "figure_drug_people" if count.counted is None else "figure_drug_people_lost"
    return [how, f"<b>{of}</b>", label(group, counted=count.counted, people=people)]


def _key(story: DrugStory) -> str:
    if any(count.found for count in story.counts):
        perhaps = any(count.perhaps for count in story.counts)
        return label("figure_drug_key_perhaps" if perhaps else "figure_drug_key")
    if story.reports:
        lost, people = story.reports
        return label("figure_drug_reports", lost=lost, people=people)
    return label("figure_drug_no_figure")


def _kind(count: Count, icon: int) -> int:
    if icon < count.lost:
        return _LOST
    return _PERHAPS if icon < count.lost + count.perhaps else _KEPT
