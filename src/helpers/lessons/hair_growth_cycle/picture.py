"""The pictures of lesson 02: the patch, the shares with the daily count, the map of pairs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from helpers.evidence import evidence, in_class, say, say_name
from helpers.lessons.hair_growth_cycle.patch import LEFT, LOST, NO_HAIR
from helpers.lessons.hair_growth_cycle.run import Steady, steady_scalp, telogen_days_for
from helpers.pictures.labels import label
from helpers.pictures.theme import DASH, blank_figure, palette
from helpers.readout.methods import Reading

# Each box of each method looks like the phase it stands for.
LOOKS = {
    "anagen": ("anagen", "grow", ""),
    "growing": ("anagen", "grow", ""),
    "anagen root": ("anagen", "grow", ""),
    "catagen": ("catagen", "shrink", "x"),
    "telogen": ("telogen", "club", "/"),
    "not growing": ("telogen", "club", "/"),
    "club root": ("telogen", "club", "/"),
    "kenogen": ("kenogen", "empty", "."),
    NO_HAIR: ("kenogen", "empty", "."),
    LOST: ("ink", "cross", "x"),
    LEFT: ("before", "dot", "."),
}
_PLACE = {"telogen": 0, "catagen": 1, "anagen": 2}
"""From the left: the share at rest, which the lesson is about, is read from the axis."""
MOST_SHED = 260  # hairs a day; the shortest cycle of the lesson sheds about 250


def patch_view(result: Steady) -> dict[str, object]:
    """Return what `PatchMap` draws: kinds, boxes, title and description."""
    boxes = result.patch.boxes
    names = [name for name in LOOKS if name in (*result.reading.method.boxes, *boxes)]
    colour = palette()
    kinds = [
        {"name": say_name(name), "colour": colour[LOOKS[name][0]], "glyph": LOOKS[name][1]}
        for name in names
    ]
    counts = ", ".join(f"{boxes.count(name)} {say_name(name)}" for name in names)
    method = say(f"control_method_{result.reading.method.id}")
    shown = {"number": len(boxes), "method": method, "counts": counts}
    return {
        "kinds": kinds,
        "boxes": [names.index(box) for box in boxes],
        "title": say("figure_patch_title", **shown),
        "description": say("figure_patch_described", **shown),
    }


def steady_chart() -> go.Figure:
    """Return the empty chart: shares above, hairs shed a day below."""
    colour = palette()
    figure = blank_figure(480, rows=2, barmode="stack", bargap=0.75)
    figure.update_layout(
        xaxis={
            "domain": [0, 1],
            "range": [0, 100],
            "anchor": "y",
            "title": {"text": label("figure_steady_share"), "standoff": 4},
        },
        yaxis={"domain": [0.48, 1], "range": [-0.35, 3.05], "visible": False},
        xaxis2={
            "domain": [0, 1],
            "range": [0, 61],
            "anchor": "y2",
            "title": {"text": label("figure_steady_day"), "standoff": 4},
        },
        yaxis2={
            "domain": [0, 0.27],
            "range": [0, MOST_SHED],
            "anchor": "x2",
            "nticks": 4,
        },
        margin={"l": 8, "r": 12, "t": 26, "b": 44},
    )
    rows = [2.3, 1.2, 0]
    for _ in range(3):
        figure.add_bar(
            x=[0, 0, 0],
            y=rows,
            orientation="h",
            marker={"line": {"width": 1, "color": colour["paper"]}},
        )
    figure.add_scatter(
        x=[],
        y=[],
        mode="markers",
        marker={"symbol": "line-ns", "size": 19, "line": {"width": 3, "color": colour["ink"]}},
    )
    figure.add_scatter(
        x=[],
        y=[],
        mode="lines+markers",
        line={"color": colour["ink"], "width": 1},
        marker={"size": 4},
        xaxis="x2",
        yaxis="y2",
    )
    figure.add_scatter(
        x=[0, 61],
        y=[0, 0],
        mode="lines",
        line={"color": colour["ink"], "width": 3},
        xaxis="x2",
        yaxis="y2",
    )
    figure.add_scatter(
        x=[0, 61],
        y=[None, None],
        mode="lines",
        line={"color": colour["before"], "width": 3, "dash": "dash"},
        xaxis="x2",
        yaxis="y2",
    )
    words = {"showarrow": False, "xanchor": "left", "align": "left", "font": {"size": 13.5}}
    for row in rows:
        figure.add_annotation(x=0, y=row + 0.19, yanchor="bottom", text="", xshift=-4, **words)
    shed = words | {"xref": "x2 domain", "yref": "y2 domain"}  # above the chart, on no line
    figure.add_annotation(x=0, y=1, text="", yanchor="bottom", **shed)
    return figure


def update_steady_chart(figure: go.Figure, result: Steady, before: Steady | None) -> None:
    """Show a result, beside an earlier one if there is one."""
    rows = [_true_row(result), _reported_row(result.reading)]
    rows.append(_reported_row(before.reading) if before else ([0, 0, 0], list(_PLACE)))
    colour = palette()
    for place in range(3):
        figure.data[place].x = [shares[place] for shares, _ in rows]
        looks = [LOOKS[names[place]] for _, names in rows]
        figure.data[place].marker.color = [colour[look[0]] for look in looks]
        figure.data[place].marker.pattern.shape = [look[2] for look in looks]
        figure.data[place].opacity = 1
    published = result.reading.published
    figure.data[3].x, figure.data[3].y = (
        published,
        [1.2] * len(published),
    )
    days = np.arange(1, len(result.daily) + 1)
    figure.data[4].x, figure.data[4].y = days, result.daily
    mean = result.values["shed_per_day"]
    figure.data[5].y = [mean, mean]
    note = label("figure_steady_shed", shed=mean)
    if before:
        earlier = before.values["shed_per_day"]
        figure.data[6].y = [earlier, earlier]
        note = label("figure_steady_shed_before", shed=mean, before=earlier)
    else:
        figure.data[6].y = [None, None]
    texts = figure.layout.annotations
    # With the row whose bar holds the lines: beside another row it would be read for that one.
    published_words = label(
        "figure_steady_published",
        values=f" {say('said_and')} ".join(f"{value:g}" for value in published),
    )
    texts[0].text = _row(label("figure_steady_truth"), rows[0])
    texts[1].text = _row(say_name(result.reading.method.name), rows[1], published_words)
    texts[2].text = _row(label("figure_steady_before"), rows[2]) if before else ""
    texts[3].text = note


def _true_row(result: Steady) -> tuple[list[float], list[str]]:
    names = list(_PLACE)
    total = sum(result.scalp.shares[name] for name in names)
    return [100 * result.scalp.shares[name] / total for name in names], names


def _reported_row(reading: Reading) -> tuple[list[float], list[str]]:
    shares, names = [0.0, 0.0, 0.0], list(_PLACE)
    for box, share in reading.shares.items():
        place = _PLACE[LOOKS[box][0]]
        shares[place], names[place] = 100 * share, box
    return shares, names


def _row(name: str, row: tuple[list[float], list[str]], more: str = "") -> str:
    shares, names = row
    boxes = ", ".join(
        f"{say_name(box)} {share:.0f}%" for share, box in zip(shares, names, strict=True) if share
    )
    # Rounded, three shares of a whole can add up to 99 or 101.
    if abs(sum(shares) - 100) < 0.5 and sum(float(f"{share:.0f}") for share in shares) != 100:
        more = f"{label('figure_steady_rounded')}  {more}"
    words = label("figure_steady_row", name=name, boxes=boxes)
    if more:
        words = words.replace("</b>", f'</b>  <span style="font-size:12px">{more}</span>', 1)
    # In class the rows are low.
    return words.replace("<br>", "  ") if in_class() else words


def _diamond(name: str) -> dict[str, object]:
    """Return the mark of the present settings."""
    colour = palette()
    edge = {"width": 2, "color": colour["paper"]}
    return {"size": 16, "symbol": "diamond", "color": colour[name], "line": edge}


def pairs_map(
    anagen_percent: tuple[float, float], printed: Mapping[str, tuple[float, float]]
) -> go.Figure:
    """Return the map of durations: which pairs put a wanted share of hairs in anagen.

    Parameters
    ----------
    anagen_percent : tuple of float
        The wanted share of hairs in anagen, lower and upper end.
    printed : dict
        Ranges of "anagen_years" and "telogen_days" as printed in textbooks.
    """
    colour = palette()
    figure = blank_figure(450, margin={"l": 8, "r": 12, "t": 66, "b": 48})
    years = np.linspace(1, 8, 60)
    low, high = (telogen_days_for(share, years) for share in reversed(anagen_percent))
    figure.add_scatter(x=years, y=low, mode="lines", line={"color": colour["anagen"], "width": 3})
    figure.add_scatter(
        x=years, y=high, mode="lines", fill="tonexty", fillcolor="rgba(0,114,178,0.14)",
        line={"color": colour["anagen"], "width": 3, "dash": DASH["telogen"]},
    )  # fmt: skip
    figure.add_scatter(
        x=[0], y=[0], mode="markers",
        marker=_diamond("ink"),
    )  # fmt: skip
    box = {
        **dict(zip(("x0", "x1"), printed["anagen_years"], strict=True)),
        **dict(zip(("y0", "y1"), printed["telogen_days"], strict=True)),
    }
    figure.add_shape(
        type="rect",
        line={"color": colour["telogen"], "width": 3},
        fillcolor="rgba(213,94,0,0.12)",
        layer="below",  # the mark of the settings stays whole on its edge
        **box,
    )
    # Room at both ends: the mark of the settings is whole there too.
    figure.update_xaxes(range=[0.7, 8.3], title={"text": label("figure_anagen_years")}, dtick=1)
    figure.update_yaxes(range=[0, 200], title={"text": label("figure_telogen_days")}, dtick=40)
    words = {
        "showarrow": False,
        "align": "left",
        "font": {"size": 14},
    }
    first, last = anagen_percent
    above = words | {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    band = label("figure_pairs_band", low=first, high=last)
    figure.add_annotation(x=0, y=1, yshift=22, text=band, **above)
    figure.add_annotation(
        x=printed["anagen_years"][1] + 0.1,
        y=np.mean(printed["telogen_days"]),
        xanchor="left",
        text=label("figure_pairs_printed"),
        **words,
    )
    figure.add_annotation(x=0, y=1, yshift=3, text="", **above)
    return figure


def update_pairs_map(figure: go.Figure, result: Steady, before: Steady | None) -> None:
    """Move the mark to the present settings."""
    years, days = result.values["anagen_years"], result.values["telogen_days"]
    figure.data[2].x, figure.data[2].y = [years], [days]
    here = figure.layout.annotations[2]
    here.text = f"◆ {label('figure_pairs_you', **result.values)}"


def shed_curve() -> go.Figure:
    """Return the line of the start page: hairs shed a day for every length of anagen."""
    colour = palette()
    figure = blank_figure(380)
    years, telogen = np.linspace(1, 8, 29), evidence().value("telogen_mean")
    shed = [steady_scalp(year, telogen, "biopsy").values["shed_per_day"] for year in years]
    figure.add_scatter(x=years, y=shed, mode="lines", line={"color": colour["ink"], "width": 3})
    figure.add_scatter(
        x=[None], y=[None], mode="markers",
        marker=_diamond("accent"),
    )  # fmt: skip
    figure.add_scatter(
        x=[None], y=[None], mode="markers",
        marker=_diamond("before") | {"symbol": "diamond-open"},
    )  # fmt: skip
    figure.update_xaxes(range=[0.8, 8.2], title={"text": label("figure_anagen_years")}, dtick=1)
    figure.update_yaxes(range=[0, MOST_SHED], title={"text": label("figure_hairs_shed")})
    figure.add_annotation(x=1, y=0, text="", showarrow=False, xanchor="left", xshift=14, yshift=14)
    return figure


def update_shed_curve(figure: go.Figure, result: Steady, before: Steady | None) -> None:
    """Move the mark along the line."""
    points = [result, before]
    for place, point in enumerate(points, start=1):
        figure.data[place].x = [point.values["anagen_years"] if point else None]
        figure.data[place].y = [point.values["shed_per_day"] if point else None]
    note = figure.layout.annotations[0]
    years = result.values["anagen_years"]
    note.x, note.y = years, result.values["shed_per_day"]
    said = label("figure_shed_here", **result.values)
    if before:
        earlier = before.values["shed_per_day"]
        said += f"<br>{label('figure_shed_before', before=earlier)}"
    note.text = said  # in one step: on the page, a note still holds what it held before
    # The line falls: above it and to the right there is room, at its end only high above.
    last = years >= 6  # not note.x: on the page, that is still where the note stood before
    note.xanchor, note.xshift, note.yshift = ("right", 8, 34) if last else ("left", 14, 14)
    note.yanchor = "bottom"
