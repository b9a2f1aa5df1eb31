"""Lesson 11: the months of one patient, and what each cause accounts for."""

from __future__ import annotations

import plotly.graph_objects as go

from helpers.evidence import in_class, say
from helpers.lessons.many_causes.causes import CAUSES, MONTHS
from helpers.lessons.many_causes.lookalike import lookalike
from helpers.lessons.many_causes.marks import CLEAR, area, fill, line, note
from helpers.lessons.many_causes.run import History, Shares, usual_shares
from helpers.pictures.labels import label
from helpers.pictures.theme import blank_figure, palette

_MOST_SHED = 600
_KEYS = list(CAUSES)
_LEAST_ROWS = 6  # of causes, so that few of them do not stand far apart
_AXES = {  # range and step of the axis of shares, by measure
    "lost": ((-12_000, 40_000), 10_000),
    "missing": ((-12, 62), 10),
}
_MANY = ((-12_000, 120_000), 30_000)  # with hairs that break
_DASHES = ("solid", "dash")
# Where the three charts of the explanation stand: bottom, top, left, right.
_ONE_COLUMN = (("", 0.74, 1.0, 0, 1), ("2", 0.37, 0.63, 0, 1), ("3", 0.0, 0.24, 0, 1))
_SIDE_BY_SIDE = (("", 0.65, 1.0, 0, 0.46), ("2", 0.0, 0.33, 0, 0.46), ("3", 0.0, 1.0, 0.64, 1))


def history_chart() -> go.Figure:
    """Return the empty chart of a history: causes, hairs that come off, hair on the head."""
    colour = palette()
    figure = blank_figure(648, rows=3, meta={"least": 490})
    figure.update_layout(margin={"l": 8, "r": 14, "t": 26, "b": 46})
    for number, bottom, top in (("", 0.58, 1.0), ("2", 0.27, 0.52), ("3", 0.0, 0.19)):
        figure.update_layout(
            {
                f"xaxis{number}": {"anchor": f"y{number}", "range": [0, MONTHS], "dtick": 3},
                f"yaxis{number}": {"anchor": f"x{number}", "domain": [bottom, top]},
            }
        )
    figure.update_layout(
        xaxis={"showticklabels": False},
        yaxis={
            "range": [len(_KEYS) - 0.3, -0.7],
            "showticklabels": False,
            "showgrid": False,
            # A class has low rows, and their names need its place.
            "title": {"text": "" if in_class() else label("figure_history_causes")},
        },
        yaxis2={
            "range": [0, _MOST_SHED],
            "dtick": 200,
            "title": {"text": label("figure_history_hairs")},
        },
        yaxis3={"range": [0, 110], "dtick": 50, "title": {"text": label("figure_percent_of_hair")}},
        xaxis3={"title": {"text": label("figure_month")}},
    )
    for _ in _KEYS:
        line(figure, "", width=5, color=colour["accent"])
    for number, tone in (("2", colour["ink"]), ("3", colour["accent"])):
        fill(figure, number)
        line(figure, number, width=3.5, color=tone)
        line(figure, number, width=3, color=colour["before"], dash="dash")
    for place, _ in enumerate(_KEYS):
        beside = {"yanchor": "middle"} if in_class() else {"yshift": 1}
        note(figure, "", 0, place, "", font={"size": 13}, bgcolor=CLEAR, **beside)
    off = label("figure_history_off")
    note(figure, "2", MONTHS, _MOST_SHED, off, xanchor="right", yanchor="top")
    any_length = label("figure_history_any")
    note(figure, "3", MONTHS, 0, any_length, xanchor="right", yanchor="bottom")
    # Grey and dashes stand in both lower charts, so they are named between all three.
    note(figure, "2", 0, _MOST_SHED, "", yshift=4)
    return figure


def update_history_chart(figure: go.Figure, story: History, before: History | None) -> None:
    """Show a history, beside another if there is one."""
    data, notes = figure.data, figure.layout.annotations
    for place, key in enumerate(_KEYS):
        span = story.causes.get(key)
        # A cause of days would be a dot.
        data[place].x = [] if span is None else [span[0], max(span[1], span[0] + 0.35)]
        # Rows of what did not happen are left out: a name has room above its own bar.
        row = list(story.causes).index(key) if span is not None else 0
        data[place].y = [] if span is None else [row, row]
        notes[place].y = row
        notes[place].text = "" if span is None else say(f"cause_{key}")
        if span is not None:
            # Above its bar, from its beginning, or to its end near the edge.
            early = span[0] < MONTHS / 2
            end = min(max(span[1], span[0] + 0.35), MONTHS)
            left, at, aside = early, span[0] if early else end, -4
            if in_class():  # rows are low: after the bar, or before one that goes on
                left = end < 0.6 * MONTHS
                at, aside = end if left else span[0], 5
            notes[place].x, notes[place].xanchor = at, "left" if left else "right"
            notes[place].xshift = aside if left else -aside
    month, *edges = story.bands
    figure.layout.yaxis.range = [max(len(story.causes), _LEAST_ROWS) - 0.3, -0.7]
    first = len(_KEYS)
    lines = ((story.shed, before and before.shed), (story.hair, before and before.hair))
    for at, (now, earlier) in enumerate(lines):
        place = first + 3 * at
        data[place].x, data[place].y = area(month, edges[2 * at], edges[2 * at + 1])
        data[place + 1].x, data[place + 1].y = story.month, now
        data[place + 2].x = [] if earlier is None else story.month
        data[place + 2].y = [] if earlier is None else earlier
    own = [label("figure_history_zero")] if before is None else [label("figure_dashed_before")]
    notes[first + 2].text = "; ".join([*own, label("figure_history_range")])


def shares_chart() -> go.Figure:
    """Return the empty chart of the shares of all causes."""
    figure = blank_figure(150 + 30 * len(_KEYS))
    _share_axes(figure, "")
    figure.update_layout(margin={"l": 8, "r": 14, "t": 92, "b": 50})
    _above(figure, "", "", font={"size": 13})
    _above(figure, "", "", yshift=44, xshift=-30)
    return figure


def _above(figure: go.Figure, number: str, text: str, **more: object) -> None:
    """Write above a chart; from the right, so that it has the labels' room on a phone too."""
    top = (figure.layout[f"yaxis{number}"].domain or (0, 1))[1]
    right = (figure.layout[f"xaxis{number}"].domain or (0, 1))[1]
    place = {"xref": "paper", "yref": "paper", "xanchor": "right", "align": "right", "yshift": 6}
    size = 13 if in_class() else 15
    note(figure, number, right, top, text, **(place | {"font": {"size": size}} | more))


def _share_axes(figure: go.Figure, number: str) -> None:
    colour = palette()
    figure.update_layout(
        {
            f"yaxis{number}": {
                "range": [len(_KEYS) - 0.4, -0.6],
                "tickvals": list(range(len(_KEYS))),
                "ticktext": [say(f"cause_{key}") for key in _KEYS],
                "tickfont": {"size": 13},
                "showgrid": False,
            },
            f"xaxis{number}": {"zeroline": True, "zerolinecolor": colour["quiet"]},
        }
    )
    ref = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    figure.add_bar(
        x=[], y=[], orientation="h", width=0.5, marker={"color": colour["anagen"]},
        error_x={"type": "data", "symmetric": False, "thickness": 2, "width": 5,
                 "color": colour["ink"]},
        **ref,
    )  # fmt: skip
    figure.add_scatter(
        x=[], y=[], mode="markers", cliponaxis=False,
        marker={"symbol": "diamond-open", "size": 11, "color": colour["telogen"],
                "line": {"width": 2.5}},
        **ref,
    )  # fmt: skip


def _show_shares(figure: go.Figure, shares: Shares, number: str, first: int) -> None:
    rows = shares.table
    places = [_KEYS.index(key) for key in rows.index]
    bar, alone = figure.data[first], figure.data[first + 1]
    bar.y, bar.x = places, rows["share"].to_numpy()
    ranged = "low" in rows
    bar.error_x.array = (rows["high"] - rows["share"]).to_numpy() if ranged else []
    bar.error_x.arrayminus = (rows["share"] - rows["low"]).to_numpy() if ranged else []
    alone.y, alone.x = places, rows["removed"].to_numpy()
    ends, step = _AXES[shares.measure]
    if shares.measure == "lost" and "care" in rows.index:
        ends, step = _MANY
    axis = figure.layout[f"xaxis{number}"]
    axis.range, axis.dtick = ends, step
    axis.title.text = label(f"figure_axis_{shares.measure}")


def update_shares_chart(figure: go.Figure, story: History, _: History | None) -> None:
    """Show what each cause accounts for."""
    shares = story.shares
    _show_shares(figure, shares, "", 0)
    legend, title = figure.layout.annotations
    ranged = "low" in shares.table
    legend.text = label("figure_shares_legend_ranged" if ranged else "figure_shares_legend")
    title.text = label(f"figure_shared_{shares.measure}")


def explained_chart() -> go.Figure:
    """Return the shares of both measures with ranges, and two histories that look alike."""
    colour, pair = palette(), lookalike()
    figure = blank_figure(1130, rows=3)
    figure.update_layout(margin={"l": 8, "r": 14, "t": 46, "b": 46})
    for number, bottom, top, left, right in _SIDE_BY_SIDE if in_class() else _ONE_COLUMN:
        figure.update_layout(
            {
                f"xaxis{number}": {"anchor": f"y{number}", "domain": [left, right]},
                f"yaxis{number}": {"anchor": f"x{number}", "domain": [bottom, top]},
            }
        )
    for place, (number, measure) in enumerate((("", "lost"), ("2", "missing"))):
        _share_axes(figure, number)
        shares = usual_shares(measure)
        _show_shares(figure, shares, number, 2 * place)
        last = max(_KEYS.index(key) for key in shares.table.index)  # no rows for absent causes
        figure.layout[f"yaxis{number}"].range = [last + 0.6, -0.6]
        _above(figure, number, label(f"figure_of_{measure}"))
    fill(figure, "3")
    figure.data[-1].x, figure.data[-1].y = area(pair.month, *pair.band)
    for shed, tone, dash in zip(
        (pair.first, pair.second), (colour["ink"], colour["telogen"]), _DASHES, strict=True
    ):
        line(figure, "3", width=3.5, color=tone, dash=dash)
        figure.data[-1].x, figure.data[-1].y = pair.month, shed
    figure.update_layout(
        xaxis3={"range": [0, 12], "dtick": 3, "title": {"text": label("figure_month")}},
        yaxis3={"range": [0, 700], "dtick": 200, "title": {"text": label("figure_hairs_shed")}},
    )
    # Beside the other charts it is narrow: its words lie on the band, which must be seen.
    over = {"bgcolor": "rgba(0,0,0,0)"} if in_class() else {}
    at = int(pair.first.argmax())
    first = label("figure_alike_flare")
    note(figure, "3", pair.month[at], pair.first[at], first, xanchor="right", xshift=-8, **over)
    note(
        figure, "3", 12, 290 if in_class() else 230, label("figure_alike_steroid"),
        xanchor="right", align="right",
        font={"size": 13, "color": colour["telogen"]}, **over,
    )  # fmt: skip
    _above(figure, "3", label("figure_alike"))
    note(figure, "3", 12, 640, label("figure_alike_grey"), xanchor="right",
          yanchor="top", align="right", **over)  # fmt: skip
    return figure
