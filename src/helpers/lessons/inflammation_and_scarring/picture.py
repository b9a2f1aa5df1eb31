"""Lesson 08: a scalp under attack, and what each month of delay costs."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.evidence import say, say_name, say_number
from helpers.lessons.inflammation_and_scarring.run import (
    DAYS,
    START,
    AttackStory,
    delay_cost,
    weeks_alike,
)
from helpers.model.calendar import DAYS_A_MONTH
from helpers.pictures.close_view import close_view, marks
from helpers.pictures.labels import label
from helpers.pictures.theme import DASH, blank_figure, palette

_BEFORE, _LEFT, _STANDING, _TREATED, _FALLEN_BEFORE, _FALLEN, _ACTIVITY_BEFORE, _ACTIVITY = range(8)
_ALIKE, _ALONE = 8, 9
_NOTE_END, _NOTE_TREATED, _NOTE_LINES, _NOTE_FALL = range(4)
_NOTE_ALIKE = 5
_TOP = 118  # of the upper axis: room for a word above the lines
_MOST_FALLEN = 400
_MOST_POINTS = 60
_LAST_MONTH = (DAYS - START) / DAYS_A_MONTH
_PLACES = (("", 0.485, 1.0), ("2", 0.24, 0.36), ("3", 0.0, 0.115))


def attack_close(story: AttackStory) -> dict[str, object]:
    """Return what `CloseUp` draws of a scalp under attack."""
    after = say_number("close_months", _looked_at(story))
    return close_view(story.close, "close_caption_attack", after)


def attack_when(story: AttackStory) -> str:
    """Return when one looks closely."""
    return say("close_month", month=_looked_at(story))


def _looked_at(story: AttackStory) -> int:
    return round((story.look_day - START) / DAYS_A_MONTH)


def attack_named(story: AttackStory) -> str:
    """Return what a scalp is, beside another."""
    return say(f"close_named_{story.target}")


def attack_chart() -> go.Figure:
    """Return the empty chart: hairs standing, hairs shed, and the activity behind them."""
    colour = palette()
    figure = blank_figure(600, rows=3, meta={"least": 400})  # px: rows with numbers of their own
    titles = (label("figure_attack_standing"), "", "")
    ends = ((0, _TOP), (0, _MOST_FALLEN), (0, _MOST_POINTS))
    ticks = (25, _MOST_FALLEN, _MOST_POINTS)
    for (axis, low, high), title, span, tick in zip(_PLACES, titles, ends, ticks, strict=True):
        figure.update_layout(
            {
                f"xaxis{axis}": {"range": [-1, _LAST_MONTH], "anchor": f"y{axis}", "dtick": 12},
                f"yaxis{axis}": {
                    "domain": [low, high], "range": list(span), "dtick": tick,
                    "title": {"text": title},
                },
            }
        )  # fmt: skip
    figure.update_layout(
        xaxis3={"title": {"text": label("figure_attack_months")}},
        margin={"l": 8, "r": 14, "t": 62, "b": 46},
    )
    grey = {"color": colour["before"], "width": 3, "dash": "dash"}
    scar = {"color": colour["scarred"], "width": 2, "dash": "dot"}
    treated = {"color": colour["accent"], "width": 2, "dash": "dashdot"}
    ink = {"color": colour["ink"], "width": 3.5}
    lines = (
        ("", grey), ("", scar), ("", {"color": colour["anagen"], "width": 3.5}), ("", treated),
        ("2", grey | {"width": 2}), ("2", ink | {"width": 3}),
        ("3", grey | {"width": 2}), ("3", {"color": colour["telogen"], "width": 3}),
    )  # fmt: skip
    for axis, line in lines:
        figure.add_scatter(x=[], y=[], mode="lines", line=line, xaxis=f"x{axis}", yaxis=f"y{axis}")
    figure.add_scatter(
        x=[], y=[], mode="lines", line={"width": 0}, fill="toself", fillcolor="rgba(0,0,0,0.13)"
    )
    figure.add_scatter(
        x=[], y=[], mode="lines", xaxis="x3", yaxis="y3",
        line={"color": colour["telogen"], "width": 2, "dash": "dot"},
    )  # fmt: skip
    words = {
        "text": "", "x": 0, "y": 0, "showarrow": False, "font": {"size": 14},
        "bgcolor": "rgba(255,255,255,0.85)",
    }  # fmt: skip
    right = words | {"x": _LAST_MONTH, "xanchor": "right"}
    figure.add_annotation(**right)
    figure.add_annotation(**(words | {"y": _TOP}), yanchor="top")
    above = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left"}
    figure.add_annotation(
        **(words | above | {"align": "left", "font": {"size": 13}}), yanchor="bottom", yshift=4
    )
    left = words | {"x": 0, "xref": "paper", "xanchor": "left", "yref": "paper"}
    figure.add_annotation(
        **(left | {"text": label("figure_attack_fall"), "y": 0.36}), yanchor="bottom"
    )
    figure.add_annotation(
        **(left | {"text": label("figure_attack_activity"), "y": 0.115}), yanchor="bottom"
    )
    figure.add_annotation(**words, xanchor="left", yanchor="bottom", xshift=2, yshift=2)
    return figure


def _month(day: np.ndarray) -> np.ndarray:
    return (day - START) / DAYS_A_MONTH


def update_attack_chart(figure: go.Figure, story: AttackStory, before: AttackStory | None) -> None:
    """Show a course, beside another if there is one. A point a week is enough for the eye."""
    data, notes = figure.data, figure.layout.annotations
    few = slice(None, None, 7)
    months = _month(story.day[few])
    lines = {_STANDING: story.standing, _FALLEN: story.fallen, _ACTIVITY: story.activity}
    for place, line in lines.items():
        data[place].x, data[place].y = months, line[few]
    data[_ALONE].x, data[_ALONE].y = months, story.alone[few]
    earlier = {_BEFORE: "standing", _FALLEN_BEFORE: "fallen", _ACTIVITY_BEFORE: "activity"}
    for place, name in earlier.items():
        old = () if before is None else getattr(before, name)[few]
        data[place].x, data[place].y = months if before else (), old
    most = max(float(one.fallen.max()) for one in (story, before) if one is not None)
    cut = most > _MOST_FALLEN  # which the words above the chart say
    fall = label("figure_attack_fall_cut", most=most) if cut else label("figure_attack_fall")
    notes[_NOTE_FALL].text = fall
    alike = weeks_alike(story, before)
    end = 0.0 if alike is None else alike * 7 / DAYS_A_MONTH
    data[_ALIKE].x = [0, 0, end, end] if end else []
    data[_ALIKE].y = [0, _TOP, _TOP, 0] if end else []
    notes[_NOTE_ALIKE].text = say_number("figure_attack_alike", round(alike)) if alike else ""
    hurt = story.values["destroyed_percent"] >= 0.5
    data[_LEFT].x, data[_LEFT].y = (months, story.left[few]) if hurt else ([], [])
    at = float(_month(np.array(story.treated)))
    data[_TREATED].x, data[_TREATED].y = [at, at], [0, _TOP]
    note = notes[_NOTE_TREATED]
    late = at > _LAST_MONTH / 2
    note.text, note.x = label("figure_attack_treated"), at
    note.xanchor, note.xshift = ("right", -5) if late else ("left", 5)
    final = story.values["final_percent"]
    note = notes[_NOTE_END]
    note.text, note.y = f"<b>{final:.0f}%</b>", final
    # The words stand where the lines do not end.
    low = final < _TOP / 2
    note.yanchor, note.yshift = ("top", -5) if not low else ("bottom", 5)
    names = [f'<span style="color:{palette()["anagen"]}">━</span> {say_name("hairs standing")}']
    names += [f"···· {label('figure_attack_left')}"] if hurt else []
    if before is not None:
        names.append(f"– – {marks(attack_named, before, story)[0]}")
    note = notes[_NOTE_LINES]
    note.text = "<br>".join(["   ".join(names[:2]), *names[2:]])


def delay_chart() -> go.Figure:
    """Return the follicles left for good against the delay of treatment."""
    colour = palette()
    cost = delay_cost()
    figure = blank_figure(400)
    figure.update_layout(
        xaxis={
            "range": [0, cost.months[-1]], "dtick": 6,
            "title": {"text": label("figure_delay_months")},
        },
        yaxis={"range": [0, 112], "dtick": 25, "title": {"text": label("figure_delay_left")}},
    )  # fmt: skip
    figure.add_scatter(
        x=np.concatenate((cost.months, cost.months[::-1])),
        y=np.concatenate((cost.high, cost.low[::-1])),
        mode="lines", line={"width": 0}, fill="toself", fillcolor="rgba(0,0,0,0.10)",
    )  # fmt: skip
    figure.add_scatter(
        x=cost.months, y=cost.left, mode="lines",
        line={"color": colour["scarred"], "width": 3.5, "dash": DASH["scarred"]},
    )  # fmt: skip
    figure.add_scatter(
        x=cost.months, y=np.full(len(cost.months), 100.0), mode="lines",
        line={"color": colour["anagen"], "width": 3.5, "dash": "dash"},
    )  # fmt: skip
    words = {"showarrow": False, "font": {"size": 14}, "bgcolor": "rgba(255,255,255,0.85)"}
    middle = len(cost.months) // 2
    figure.add_annotation(
        x=0.6, y=100, xanchor="left", yanchor="bottom", yshift=2,
        text=label("figure_delay_bulb"), **words,
    )  # fmt: skip
    figure.add_annotation(
        x=float(cost.months[middle]), y=float(cost.left[middle]), xanchor="left",
        yanchor="bottom", xshift=8, yshift=4, text=label("figure_delay_bulge"), **words,
    )  # fmt: skip
    figure.add_annotation(
        x=0.6, y=3, xanchor="left", yanchor="bottom",
        text=label("figure_delay_range"),
        align="left", **(words | {"font": {"size": 13}}),
    )  # fmt: skip
    return figure
