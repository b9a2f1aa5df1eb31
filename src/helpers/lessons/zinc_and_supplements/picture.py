"""The pictures of lesson 07: a thousand studies above, the people of one below; the U."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.evidence import evidence, in_class, row_of, say_name
from helpers.lessons.zinc_and_supplements.run import EDGES, ZincStudies
from helpers.model.nutrients import share_losing_hair
from helpers.model.zinc import Group
from helpers.pictures.labels import label
from helpers.pictures.theme import blank_figure, palette

MOST_STUDIES = 460
"""Top of the upper axis; studies of 1,000 people put up to about 400 into one bin."""
_SHOWN = 100
"""People of each group that are drawn."""
_JITTER = np.random.default_rng(6).uniform(-0.3, 0.3, _SHOWN)
_PLAIN, _FOUND, _BEFORE, _MARKS, _DOTS, _MEANS = 0, 1, 2, 3, 6, 10
_GROUPS = ("patients", "others")


def zinc_chart() -> go.Figure:
    """Return the empty chart: the gap in all studies, and the people of the first study."""
    colour, low = palette(), in_class()
    figure = blank_figure(640, rows=2, barmode="stack", bargap=0.08, meta={"least": 520})
    figure.update_layout(
        xaxis={
            "domain": [0, 1],
            "range": [-10, 40],
            "anchor": "y",
            "tickvals": [0, 10, 20, 30, 40],
            "title": {"text": label("figure_zinc_gap"), "standoff": 4},
        },
        yaxis={
            "domain": [0.62 if low else 0.53, 1],
            "range": [0, MOST_STUDIES],
            "anchor": "x",
            "dtick": 200 if low else 100,
            "title": {"text": label("figure_zinc_studies")},
        },
        xaxis2={
            "domain": [0, 1],
            "range": [0, 140],
            "anchor": "y2",
            "dtick": 20,
            "title": {"text": label("figure_zinc_person"), "standoff": 4},
        },
        yaxis2={
            "domain": [0, 0.28 if low else 0.29],
            "range": [-0.6, 1.6],
            "anchor": "x2",
            "visible": False,
        },
        margin={"l": 8, "r": 14, "t": 78 if low else 96, "b": 46},
    )
    middles = (EDGES[:-1] + EDGES[1:]) / 2
    figure.add_bar(
        x=middles, y=np.zeros_like(middles),
        marker={"color": colour["line"], "line": {"width": 1, "color": colour["before"]}},
    )  # fmt: skip
    figure.add_bar(
        x=middles, y=np.zeros_like(middles),
        marker={
            "color": colour["telogen"], "line": {"width": 1, "color": colour["ink"]},
            "pattern": {
                "shape": "/", "bgcolor": colour["telogen"], "fgcolor": colour["paper"],
                "size": 6, "solidity": 0.25,
            },
        },
    )  # fmt: skip
    figure.add_scatter(
        x=[], y=[], mode="lines",
        line={"color": colour["ink"], "width": 2.5, "dash": "dash", "shape": "hv"},
    )  # fmt: skip
    for dash in ("solid", "dashdot", "dot"):  # no gap, and the two marks
        figure.add_scatter(
            x=[], y=[], mode="lines", line={"color": colour["ink"], "width": 2, "dash": dash}
        )
    for _ in _GROUPS:
        for name, symbol in (("anagen", "circle-open"), ("telogen", "triangle-up")):
            figure.add_scatter(
                x=[], y=[], mode="markers", xaxis="x2", yaxis="y2",
                marker={
                    "symbol": symbol, "size": 6 if low else 8, "color": colour[name],
                    "line": {"width": 1.2 if low else 1.5},
                },
            )  # fmt: skip
    for _ in _GROUPS:
        figure.add_scatter(
            x=[], y=[], mode="lines", xaxis="x2", yaxis="y2",
            line={"color": colour["ink"], "width": 4},
        )  # fmt: skip
    _words(figure)
    return figure


def _words(figure: go.Figure) -> None:
    """Add the notes: two marks, the two kinds of studies, the earlier result, the people."""
    ground = {"showarrow": False, "align": "left"}
    small = ground | {"font": {"size": 13.5}, "text": ""}
    top = {"y": MOST_STUDIES, "yanchor": "bottom"}  # above the chart, where no line runs
    figure.add_annotation(x=0, xanchor="right", xshift=3, **top, **(small | {"align": "right"}))
    figure.add_annotation(x=0, xanchor="left", xshift=-3, **top, **small)
    figure.add_annotation(x=-10, xanchor="left", yshift=36, **top, **small)
    # Beside the line of no gap, higher than the fullest bin.
    zero = ground | {"font": {"size": 13.5}, "text": label("figure_zinc_no_gap")}
    below = small | {"xref": "x2", "yref": "y2", "x": 0, "xanchor": "left"}
    figure.add_annotation(y=1.6, yanchor="bottom", **below)
    for place, name in enumerate(_GROUPS):
        # In class right before the row: above it stand the words on the study.
        at = (1 - place, "middle") if in_class() else (1.31 - place, "bottom")
        figure.add_annotation(y=at[0], yanchor=at[1], **below)
        figure.layout.annotations[-1].text = f"<b>{say_name(name)}</b>"
    figure.add_annotation(
        x=0, y=MOST_STUDIES, yanchor="top", xanchor="right", xshift=-4, yshift=3, **zero
    )


def update_zinc_chart(figure: go.Figure, result: ZincStudies, before: ZincStudies | None) -> None:
    """Show a result, with the outline of an earlier one if there is one."""
    data, notes, values = figure.data, figure.layout.annotations, result.values
    for place, studies in ((_PLAIN, result.plain), (_FOUND, result.significant)):
        data[place].y = np.where(studies > 0, studies, np.nan)
    if before:
        data[_BEFORE].x, data[_BEFORE].y = _outline(before)
    else:
        data[_BEFORE].x, data[_BEFORE].y = [], []
    lines = {"no gap": 0.0, **result.marks}
    for place, gap in enumerate(lines.values()):
        data[_MARKS + place].x, data[_MARKS + place].y = [gap, gap], [0, MOST_STUDIES]
    for place, (name, gap) in enumerate(result.marks.items()):
        notes[place].x = gap
        notes[place].text = label(f"figure_zinc_{row_of(name)}", gap=gap)
    found = values["significant_percent"]
    second = []
    if before:
        earlier = before.values["significant_percent"]
        second.append(label("figure_zinc_before", percent=earlier))
    if values["off_the_axis"]:
        second.append(label("figure_zinc_beyond"))
    first = _coloured(label("figure_zinc_found", found=found, rest=100 - found))
    notes[2].text = ("   " if in_class() else "<br>").join([first, *second])
    for place, group in enumerate((result.world.patients, result.world.others)):
        _show_people(figure, place, group)
    found_one = values["first_p"] < values["chance_percent"] / 100
    study = label("figure_zinc_first" if found_one else "figure_zinc_first_not", **values)
    notes[3].text = f"{study}<br>{_coloured(label('figure_zinc_people'))}"


def _coloured(words: str) -> str:
    """Return a key whose signs have the colours of what they stand for."""
    colour = palette()
    for sign, name in {"▨": "telogen", "□": "before", "▲": "telogen", "○": "anagen"}.items():
        words = words.replace(sign, f'<span style="color:{colour[name]}">{sign}</span>')
    return words


def _outline(result: ZincStudies) -> tuple[list[float], list[float]]:
    """Return the steps around a histogram, from its first bin to its last."""
    height = result.plain + result.significant
    full = np.flatnonzero(height)
    first, last = int(full[0]), int(full[-1])
    edges = EDGES[first : last + 2]
    return (
        [float(edges[0]), *map(float, edges)],
        [0.0, *map(float, height[first : last + 1]), 0.0],
    )


def _show_people(figure: go.Figure, place: int, group: Group) -> None:
    """Draw the people of a group and the mean of all who are counted."""
    row = 1 - place
    zinc, inflamed = group.zinc[:_SHOWN], group.inflamed[:_SHOWN]
    height = row + _JITTER[: len(zinc)]
    for kind, chosen in enumerate((~inflamed, inflamed)):
        chosen = chosen & group.counted[:_SHOWN]
        dots = figure.data[_DOTS + 2 * place + kind]
        dots.x, dots.y = zinc[chosen], height[chosen]
    mean = float(group.zinc[group.counted].mean())
    bar = figure.data[_MEANS + place]
    bar.x, bar.y = [mean, mean], [row - 0.42, row + 0.42]


def supply_chart() -> go.Figure:
    """Return the picture of too little, enough and too much, with what was published of it."""
    colour, value = palette(), evidence().value
    figure = blank_figure(400, margin={"l": 8, "r": 16, "t": 30, "b": 52})
    supply = np.logspace(-1, 3, 400)
    share = 100 * share_losing_hair(supply)
    first, overdose = value("selenium_first_harm"), value("selenium_overdose")
    lost = 100 * value("selenium_lost_share")
    little = supply <= first
    for chosen, dash in ((little, "dot"), (~little & (supply <= overdose * 1.02), "solid")):
        figure.add_scatter(
            x=supply[chosen], y=share[chosen], mode="lines",
            line={"color": colour["ink"], "width": 3.5, "dash": dash},
        )  # fmt: skip
    figure.add_scatter(
        x=[first, overdose], y=[0, lost], mode="markers", cliponaxis=False,
        marker={"size": 13, "symbol": "diamond", "color": colour["telogen"]},
    )  # fmt: skip
    figure.update_xaxes(
        type="log", range=[-1.06, 3.1], title={"text": label("figure_supply_axis")},
        tickvals=[0.1, 1, 10, 100, 1000], ticktext=["0.1", "1", "10", "100", "1,000"],
    )  # fmt: skip
    figure.update_yaxes(range=[0, 100], title={"text": label("figure_supply_people")})
    words = {"showarrow": False, "font": {"size": 14}, "bgcolor": "rgba(255,255,255,0.85)"}
    for x, y, text, anchor, shift in (
        (0.1, 43, label("figure_supply_little"), "left", 4),
        (1.75, 5, label("figure_supply_enough"), "center", 0),
        (overdose, lost, label("figure_supply_overdose", lost=lost), "right", -12),
        (20, 1, label("figure_supply_first"), "left", 0),
        (50, 44, label("figure_supply_much"), "right", 0),
    ):
        figure.add_annotation(
            x=np.log10(x), y=y, text=text, xanchor=anchor, xshift=shift,
            yanchor="bottom", align="left" if anchor == "left" else "center", **words,
        )  # fmt: skip
    return figure
