"""The picture of a ferritin: stores and printout above people, and whom a cut-off names."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from helpers.evidence import in_class
from helpers.lessons.iron.run import IronTest
from helpers.pictures.labels import group_words, label
from helpers.pictures.theme import blank_figure, palette

MOST_FERRITIN, BIN, MOST_PEOPLE = 240, 10, 40
"""Ends of the upper axes; the fullest bin of the athletes holds 22, the rest is for words."""
_PATIENT = 31  # height of the patient's marks
_LINE_TOP = _PATIENT - 8  # under the words of the stores, and above the fullest bin
_BELOW, _ABOVE, _LINE, _OLD_LINE, _ARROW, _STORES, _PRINTED = range(7)
_ROWS, _NAMES, _JUMP, _OLD, _NEW, _WORDS, _HERS = 8, 7, 8, 9, 10, 11, 12
_HERS_TOP = 18  # under the words of the line
_NAME_UP, _UNDER = 0.2, 0.27  # rows: of a name above its marks, of the band below them
_APART = 36  # µg/L; lines nearer than this have no room for words of their own
_NAMES_WIDE = 0.53  # of the width: in class the names stand before their rows
LOOKS = {  # colour and symbol of a group
    "healthy": ("ink", "square"),
    "survey": ("ink", "diamond"),
    "inflamed": ("accent", "diamond"),
    "control": ("anagen", "circle"),
    "hair loss": ("telogen", "triangle-up"),
}
_EDGES = np.arange(0, MOST_FERRITIN + BIN, BIN)


def iron_chart() -> go.Figure:
    """Return the empty chart of a ferritin and a cut-off."""
    colour = palette()
    figure = blank_figure(692, rows=2, barmode="stack", bargap=0.06)
    figure.update_layout(
        xaxis={
            "domain": [0, 1],
            "range": [0, MOST_FERRITIN],
            "anchor": "y",
            "tickvals": [15, 40, 70, 100, 150, 200],
            "title": {"text": label("figure_ferritin"), "standoff": 4},
        },
        yaxis={
            "domain": [0.68 if in_class() else 0.665, 1],
            "range": [0, MOST_PEOPLE],
            "anchor": "x",
            "visible": False,
        },
        xaxis2={
            "domain": [_NAMES_WIDE if in_class() else 0, 1],
            "range": [-8, 126] if in_class() else [-1.5, 118],
            "anchor": "y2",
            "tickvals": [0, 25, 50, 75, 100],
            "showgrid": False,  # names and percents stand there
            "showline": True,
            "ticks": "outside",
            "title": {
                "text": label("figure_iron_called"),
                "standoff": 4,
                "font": {"size": 13},
            },
        },
        yaxis2={
            "domain": [0, 0.48 if in_class() else 0.55],
            "range": [-0.45, _ROWS - 0.1],
            "visible": False,
        },
        margin={"l": 10, "r": 10, "t": 22, "b": 46},
        meta={"least": 505},  # px: eight rows, each with a name above it
    )
    middles = (_EDGES[:-1] + _EDGES[1:]) / 2
    for name, pattern in (("telogen", "/"), ("anagen", "")):
        figure.add_bar(
            x=middles, y=0 * middles, width=BIN * 0.92,
            marker={
                "color": colour[name],
                "pattern": {
                    "shape": pattern, "solidity": 0.25,
                    "bgcolor": colour[name], "fgcolor": colour["paper"],
                },
            },
        )  # fmt: skip
    for name, width, dash in (("ink", 2.5, "solid"), ("before", 2, "dash")):
        figure.add_scatter(
            x=[], y=[0, _LINE_TOP], mode="lines",
            line={"color": colour[name], "width": width, "dash": dash},
        )  # fmt: skip
    figure.add_scatter(
        x=[], y=[_PATIENT] * 2, mode="lines", line={"color": colour["accent"], "width": 3}
    )
    for symbol in ("diamond-open", "diamond"):
        figure.add_scatter(
            x=[], y=[_PATIENT], mode="markers",
            marker={
                "symbol": symbol, "size": 14, "color": colour["accent"], "line": {"width": 2.5}
            },
        )  # fmt: skip
    _rows(figure)
    figure.add_scatter(
        x=[], y=[0, _HERS_TOP], mode="lines", line={"color": colour["accent"], "width": 2.5}
    )
    _words(figure)
    return figure


def _rows(figure: go.Figure) -> None:
    """Add the groups: how each share jumped, where it was, and where it is."""
    colour = palette()
    axes = {"xaxis": "x2", "yaxis": "y2"}
    up = 0 if in_class() else _NAME_UP
    # A name and its marks share a band, so that no name is read for the row above it.
    for row in range(0, 0 if in_class() else _ROWS, 2):
        figure.add_shape(
            type="rect", xref="x2 domain", x0=0, x1=1, yref="y2",
            y0=_height(row) - _UNDER, y1=_height(row) + 1 - _UNDER,
            fillcolor=colour["wash"], line={"width": 0}, layer="below",
        )  # fmt: skip
    figure.add_scatter(
        x=[-7 if in_class() else -1] * _ROWS,
        y=[_height(row) + up for row in range(_ROWS)],
        mode="text",
        text=[""] * _ROWS,
        textposition="middle left" if in_class() else "top right",
        cliponaxis=not in_class(),
        textfont={"size": 13, "color": colour["ink"]},
        **axes,
    )
    figure.add_scatter(
        x=[], y=[], mode="lines", line={"color": colour["before"], "width": 2, "dash": "dot"},
        **axes,
    )  # fmt: skip
    figure.add_scatter(
        x=[], y=[], mode="markers", **axes, cliponaxis=False,
        marker={"size": 11, "color": colour["paper"], "line": {"width": 2}},
    )  # fmt: skip
    figure.add_scatter(x=[], y=[], mode="markers", marker={"size": 13}, cliponaxis=False, **axes)
    figure.add_scatter(
        x=[], y=[], mode="text", textposition="middle right", **axes,
        textfont={"size": 13, "color": colour["ink"]},
    )  # fmt: skip


def _words(figure: go.Figure) -> None:
    plain = {"text": "", "showarrow": False, "font": {"size": 13.5}, "x": 0}
    top = plain | {"y": _PATIENT}
    over = {"bgcolor": "rgba(255,255,255,0.85)"} if in_class() else {}  # the bars are near
    figure.add_annotation(yanchor="top", yshift=-9, **top, **over)  # stores
    figure.add_annotation(yanchor="bottom", yshift=9, **top)  # printed
    figure.add_annotation(
        y=_LINE_TOP, yanchor="top", xanchor="left", xshift=5, **plain,
        bgcolor="rgba(255,255,255,0.85)",
    )  # fmt: skip
    figure.add_annotation(
        **(plain | {"x": MOST_FERRITIN}),
        y=_PATIENT - (11 if in_class() else 14),
        yanchor="top",
        xanchor="right",
    )  # the athletes
    figure.add_annotation(
        y=_PATIENT - 13,
        yanchor="bottom",
        xanchor="center",
        **plain,
        bgcolor="rgba(255,255,255,0.85)",
    )  # the cut-off before


def _height(row: int) -> float:
    return float(_ROWS - 1 - row)


def update_iron_chart(figure: go.Figure, result: IronTest, before: IronTest | None) -> None:
    """Show a result, beside an earlier one if there is one."""
    data, notes, values = figure.data, figure.layout.annotations, result.values
    line = values["line"]
    low = result.ferritin < line
    for place, part in ((_BELOW, low), (_ABOVE, ~low)):
        data[place].y = np.histogram(result.ferritin[part], _EDGES)[0]
    data[_LINE].x = [line, line]
    old_line = before.values["line"] if before else line
    data[_OLD_LINE].x = [] if old_line == line else [old_line, old_line]
    data[_OLD_LINE].y = [0, _PATIENT - 13]  # under the words of the line of now
    notes[4].x = old_line
    # Away from the line of now, and inside the picture.
    notes[4].xanchor, notes[4].xshift = ("left", 3) if old_line > line else ("center", 0)
    # The low picture of a class has one row for both.
    apart = abs(old_line - line) >= _APART and not in_class()
    notes[4].text = label("figure_iron_cutoff_before", line=old_line) if apart else ""
    stores, printed = values["stores"], values["printed"]
    data[_ARROW].x = [stores, printed]
    data[_STORES].x, data[_PRINTED].x = [stores], [printed]
    same = result.state == "none"
    own_stores = "figure_iron_stores_class" if in_class() else "figure_iron_stores"
    notes[0].text = "" if same else label(own_stores, stores=stores)
    said = "figure_iron_printed_stores" if same else "figure_iron_printed"
    notes[1].text = label(said, printed=printed)
    for note, at in ((notes[0], stores), (notes[1], printed)):
        note.x, note.xanchor = at, _anchor(at)
    own = "figure_iron_cutoff_inflamed" if values["cutoff"] != line else "figure_iron_cutoff"
    words = label(own, line=line, cutoff=values["cutoff"])
    data[_HERS].x = []
    if values["cutoff"] != line:  # her own line, and its words in its colour
        data[_HERS].x = [values["cutoff"]] * 2
        rule, _, hers = words.partition("; ")
        words = f'{rule}; <span style="color:{palette()["accent"]}">{hers}</span>'
    if old_line != line and not apart:  # two lines side by side have their words in one place
        words = label("figure_iron_cutoff_both", now=words, line=old_line)
    notes[2].x, notes[2].text = line, words
    below, above = int(low.sum()), int((~low).sum())
    number = len(result.ferritin)
    # A low picture has the words on the cut-off in the same line: here fewer.
    whose = "figure_iron_athletes_class" if in_class() else "figure_iron_athletes"
    said = label(whose, number=number, below=below, above=above)
    notes[3].text = said.replace("▨", f'<span style="color:{palette()["telogen"]}">▨</span>')
    notes[3].align = "right"
    _show_rows(figure, result, before)


def _anchor(place: float) -> str:
    """Return the side of a label that keeps it inside the picture."""
    if in_class() and 0.08 < place / MOST_FERRITIN < 0.3:
        return "center"  # words that are short, and away from the line
    if place < 0.3 * MOST_FERRITIN:
        return "left"
    return "right" if place > 0.7 * MOST_FERRITIN else "center"


def _show_rows(figure: go.Figure, result: IronTest, before: IronTest | None) -> None:
    data, colour = figure.data, palette()
    called = "figure_iron_called" if before is None else "figure_iron_called_before"
    figure.layout.xaxis2.title.text = label(called)
    heights = [_height(row) for row in range(_ROWS)]
    looks = [LOOKS[group.kind] for group in result.groups]
    now = [group.percent for group in result.groups]
    data[_NEW].x, data[_NEW].y = now, heights
    data[_NEW].marker.color = [colour[name] for name, _ in looks]
    data[_NEW].marker.symbol = [symbol for _, symbol in looks]
    data[_OLD].marker.line.color = data[_NEW].marker.color
    data[_OLD].marker.symbol = data[_NEW].marker.symbol
    # A share that fell is written past its earlier mark, and says that it is the new one.
    then = [group.percent for group in before.groups] if before else now
    data[_WORDS].x, data[_WORDS].y = list(map(max, now, then)), heights
    data[_WORDS].text = [
        f"  {label('figure_iron_now', share=share) if old > share else f'<b>{share:.0f}%</b>'}"
        for share, old in zip(now, then, strict=True)
    ]
    if before:
        pairs = [x for pair in zip(then, now, strict=True) for x in (*pair, None)]
        data[_OLD].x, data[_OLD].y = then, heights
        data[_JUMP].x = pairs
        data[_JUMP].y = [y for height in heights for y in (height, height, None)]
    else:
        for trace in (data[_OLD], data[_JUMP]):
            trace.x, trace.y = [], []
    data[_NAMES].text = [group_words(group.name) for group in result.groups]
