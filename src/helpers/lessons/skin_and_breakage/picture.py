"""Pictures of lesson 09: a year of hairs found, pulled and worn; and who looked at scalps."""

from __future__ import annotations

import plotly.graph_objects as go

from helpers.evidence import in_class, say_name
from helpers.lessons.skin_and_breakage.run import DAYS, START, SkinStory
from helpers.lessons.skin_and_breakage.scalp_series import pooled_share, scalp_shares, series_unlike
from helpers.lessons.skin_and_breakage.sentence import skin_named
from helpers.pictures.close_view import marks
from helpers.pictures.labels import label
from helpers.pictures.theme import blank_figure, palette

MOST_FOUND, MOST_PULLED, LONGEST_CM = 720, 3, 26
_PANELS = (  # domain and top of each of the three charts
    ((0.63, 1.0), MOST_FOUND),
    ((0.315, 0.495), MOST_PULLED),
    ((0.0, 0.18), LONGEST_CM),
)
_TITLES = ("figure_skin_found", "figure_skin_pull", "figure_skin_length")
_LOOK, _BEFORE, _LINES, _DOT = 0, 3, 6, 12
_NOTE_FOUND, _NOTE_CLUBS, _NOTE_LAST = 0, 1, 4


def skin_chart() -> go.Figure:
    """Return the empty charts of a year: found, pulled, length."""
    figure = blank_figure(620, rows=3)
    for place, ((low, high), top) in enumerate(_PANELS):
        axis = "" if place == 0 else str(place + 1)
        figure.update_layout(
            {
                f"xaxis{axis}": {"anchor": f"y{axis}", "range": [0, DAYS], "dtick": 60},
                f"yaxis{axis}": {
                    "domain": [low, high],
                    "range": [0, top],
                    "nticks": 4 if place else 6,
                },
            }
        )
    figure.update_layout(
        xaxis3={"title": {"text": label("figure_day"), "standoff": 4}},
        margin={"l": 8, "r": 14, "t": 64, "b": 44},
    )
    for place, (_, top) in enumerate(_PANELS):  # the day of the examination
        _line(figure, place, "quiet", 1.5, "dashdot", y=[0, top])
    for place in range(len(_PANELS)):
        _line(figure, place, "before", 2.5, "dash")
    _line(figure, 0, "ink", 3.5, "solid")  # found, clubs, pieces
    _line(figure, 0, "telogen", 2.5, "solid")
    _line(figure, 0, "accent", 2.5, "dot")
    _line(figure, 1, "telogen", 3, "solid")
    _line(figure, 2, "anagen", 3, "solid")
    _line(figure, 1, "quiet", 1.5, "dot", x=[0, DAYS], y=[2, 2])
    figure.add_scatter(
        x=[], y=[], mode="markers", marker={"size": 11, "color": palette()["ink"]},
        cliponaxis=False,
    )  # fmt: skip
    _words(figure)
    return figure


def _line(
    figure: go.Figure,
    place: int,
    name: str,
    width: float,
    dash: str,
    x: list[float] | None = None,
    y: list[float] | None = None,
) -> None:
    axis = "" if place == 0 else str(place + 1)
    figure.add_scatter(
        x=x or [], y=y or [], mode="lines", xaxis=f"x{axis}", yaxis=f"y{axis}",
        line={"color": palette()[name], "width": width, "dash": dash},
    )  # fmt: skip


def _words(figure: go.Figure) -> None:
    """Add the notes: three that move with their lines, and those that stay."""
    plain = {
        "text": "",
        "showarrow": False,
        "font": {"size": 14},
        "bgcolor": "rgba(255,255,255,0.8)",
    }
    colour = palette()
    # Above the charts, where no line runs: what was found, and what each line is.
    above = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left"}
    for name, up in (("ink", 38), ("telogen", 20)):
        look = {"font": {"size": 14, "color": colour[name]}, "bgcolor": "rgba(0,0,0,0)"}
        figure.add_annotation(**(plain | look | above), yanchor="bottom", yshift=up)
    for place, title in enumerate(_TITLES):
        axis = "" if place == 0 else str(place + 1)
        small = f' <span style="font-size:12px">···· {label("figure_skin_normal")}</span>'
        more = small if place == 1 else ""
        figure.add_annotation(
            **(plain | {"text": f"<b>{label(title)}</b>{more}", "bgcolor": "rgba(0,0,0,0)"}),
            xref="paper", x=0, yref=f"y{axis} domain", y=1, xanchor="left", yanchor="bottom",
        )  # fmt: skip


def update_skin_chart(
    figure: go.Figure,
    story: SkinStory,
    before: SkinStory | None,
    earlier: str = "",
) -> None:
    """Show a year, beside an earlier one if there is one; `earlier` is a row that names it."""
    data, notes = figure.data, figure.layout.annotations
    at = int(story.values["day"])
    lines = (story.clubs + story.fragments, story.pull, story.length_cm)
    old = (before.clubs + before.fragments, before.pull, before.length_cm) if before else ()
    for place in range(len(_PANELS)):
        data[_LOOK + place].x = [at, at]
        trace = data[_BEFORE + place]
        trace.x, trace.y = (story.day, old[place]) if before else ([], [])
    shown = (lines[0], story.clubs, story.fragments, lines[1], lines[2])
    both = story.fragments.max() > 1
    for place, line in enumerate(shown):
        drawn = both or line is not story.fragments
        data[_LINES + place].x, data[_LINES + place].y = (story.day, line) if drawn else ([], [])
    found, tone = float(lines[0][at]), palette()
    data[_DOT].x, data[_DOT].y = [at], [found]
    look = f'<span style="color:{tone["quiet"]}">┆ {label("figure_skin_look")}</span>'
    first = [f"● {label('figure_skin_now', found=found)}", look]
    if before:  # in all three charts
        which = label(earlier) if earlier else f"– – {marks(skin_named, before, story)[0]}"
        first.append(f'<span style="color:{tone["before"]}">{which}</span>')
    notes[_NOTE_FOUND].text = "  ".join(first)
    clubs = f"━ {label('figure_skin_clubs' if both else 'figure_skin_all_clubs')}"
    pieces = f'   <span style="color:{tone["accent"]}">···· {label("figure_skin_broken")}</span>'
    notes[_NOTE_CLUBS].text = clubs + (pieces if both else "")
    begins = "" if before else f"   {label('figure_skin_begins', day=START)}"
    notes[_NOTE_LAST].text = f"<b>{label(_TITLES[-1])}</b>{begins}"


def scalp_series_chart() -> go.Figure:
    """Return the four series with their intervals, and what adding them up would say."""
    colour = palette()
    rows = [*scalp_shares(), pooled_share(), *scalp_shares("alopecia")]
    heights = [7.4, 6.4, 5.4, 4.4, 3.4, 1.4, 0.4]
    # In class rows are low: a name stands close above its own line, not between two.
    near = {"yshift": 4} if in_class() else {"yshift": 8, "bgcolor": "rgba(255,255,255,0.85)"}
    looks = {
        "examined": ("anagen", "circle"),
        "records": ("telogen", "triangle-up"),
        "pooled": ("before", "x"),
    }
    figure = blank_figure(560)
    figure.update_layout(
        xaxis={
            "range": [0, 100], "dtick": 20,
            "title": {"text": label("figure_series_axis"), "standoff": 4},
        },
        yaxis={"range": [0, 9.1], "visible": False},
        margin={"l": 12, "r": 18, "t": 10, "b": 44},
    )  # fmt: skip
    for share, height in zip(rows, heights, strict=True):
        name, symbol = looks[share.looked]
        pooled = share.looked == "pooled"
        dash = "dot" if pooled else "solid"
        words = label(
            "figure_series_share",
            percent=share.percent,
            label=say_name(share.label) if pooled else share.label,
            affected=share.affected,
            people=share.people,
            looked=label(f"figure_series_{share.looked}"),
        )
        figure.add_scatter(
            x=[share.low, share.high], y=[height, height], mode="lines",
            line={"color": colour[name], "width": 3, "dash": dash},
        )  # fmt: skip
        figure.add_scatter(
            x=[share.percent], y=[height], mode="markers",
            marker={"color": colour[name], "symbol": symbol, "size": 13},
        )  # fmt: skip
        figure.add_annotation(
            x=0, y=height, xanchor="left", yanchor="bottom", showarrow=False,
            text=words, font={"size": 13}, **near,
        )  # fmt: skip
    for height, text in (
        (8.3, label("figure_series_scalp", percent=series_unlike().i2_percent)),
        (2.3, label("figure_series_hair")),
    ):
        figure.add_annotation(
            x=0, y=height, text=text, showarrow=False, xanchor="left", yanchor="bottom",
            align="left", font={"size": 14},
        )  # fmt: skip
    return figure
