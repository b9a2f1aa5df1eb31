"""What an explorer shows at each setting of its grid, as a file keeps it."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.evidence import say
from helpers.model import ModelInputError
from helpers.page.in_notebook.controls import ChoiceControl, Control, NumberControl
from helpers.page.in_notebook.goal import missed
from helpers.page.spec import Chart, Close, Contrast, Explore, Map, Settings, Words
from helpers.page.tables import shown
from helpers.printed.alive.grid import MOST, Grid, grid_of, kind_of
from helpers.printed.alive.pack import Tree, pack, plain
from helpers.printed.multiples import Explored

REACH = 1.5
"""Millimetres around the field of a close look from which a hair can reach into it."""


def traits(widget: Any) -> dict[str, Tree]:
    """Return the values that a widget hands to its script."""
    return {
        name: plain(getattr(widget, name))
        for name in sorted(widget.traits(sync=True))
        if not name.startswith("_")
        and name not in ("comm", "layout", "keys", "tabbable", "tooltip")
    }


def picture_kind(picture: Chart | Map | Close | Words) -> str:
    """Return the name of the script that draws a picture."""
    return {Chart: "chart", Map: "patch", Close: "closeup", Words: "words"}[type(picture)]


class Pen:
    """Draws one picture again and again: a chart is built once and then updated, as in the app."""

    def __init__(self, picture: Chart | Map | Close | Words) -> None:
        self.picture = picture
        self.figure = picture.build() if isinstance(picture, Chart) else None
        self.last: Tree = None

    def draw(self, result: Any, before: Any = None) -> Tree:
        """Return what the picture shows of a result."""
        self.last = self._drawn(result, before)
        return self.last

    def _drawn(self, result: Any, before: Any) -> Tree:
        if isinstance(self.picture, Chart):
            self.picture.update(self.figure, result, before)
            return chart(self.figure)
        view = self.picture.view(result)
        return plain(near(view) if isinstance(view, Mapping) and "places" in view else view)


def chart(figure: Any) -> Tree:
    """Return a chart as the page's script draws it: traces and layout, nothing else."""
    found = figure.to_dict()
    layout = {
        name: value
        for name, value in found["layout"].items()
        if name not in ("template", "modebar", "hovermode", "dragmode", "autosize", "showlegend")
    }
    return plain({"data": [_numbers(trace) for trace in found["data"]], "layout": layout})


def _numbers(value: Any) -> Any:
    """Return a part of a chart with arrays of numbers in place of plotly's coded ones."""
    if isinstance(value, Mapping):
        if value.keys() >= {"bdata", "dtype"}:
            return np.frombuffer(b64decode(value["bdata"]), dtype=value["dtype"])
        return {name: _numbers(one) for name, one in value.items()}
    return [_numbers(one) for one in value] if isinstance(value, (list, tuple)) else value


def near(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return a close look with the follicles of its field alone."""
    places = np.frombuffer(view["places"], dtype="<u2").reshape(-1, 2)
    at = places / 65535 * view["side"]
    away = np.abs(at - np.array(view["centre"])).max(axis=1)
    kept = away <= view["field"] / 2 + REACH
    near = {"places": places[kept].tobytes()}
    for name in ("looks", "lengths", "widths"):
        near[name] = np.frombuffer(view[name], dtype=np.uint8)[kept].tobytes()
    return {**view, **near}


def _table(table: pd.DataFrame) -> Tree:
    heads, rows = shown(table)
    return {
        "heads": heads,
        "columns": {f"c{k}": list(one) for k, one in enumerate(zip(*rows, strict=True))},
    }


@dataclass(frozen=True)
class Carried:
    """One explorer as a file keeps it.

    Attributes
    ----------
    grid : Grid
    tree : dict
        What the page's script reads.
    """

    grid: Grid
    tree: dict[str, Tree]


def carry(
    name: str,
    explore: Explore,
    goal: Mapping[str, tuple[float, float]] | None = None,
    contrast: Contrast | None = None,
    given: Settings | None = None,
    wanted: Iterable[Settings] = (),
    liked: Iterable[Settings] = (),
    most: int = MOST,
) -> Carried:
    """Run an explorer at every setting of its grid.

    Parameters
    ----------
    name : str
        File name for saved numbers.
    explore : Explore
    goal : mapping, optional
        The values that a challenge judges.
    contrast : Contrast, optional
        The guided comparison: shown as the app shows it.
    given : mapping, optional
        Settings that stand beside every other.
    wanted : iterable of mapping
        Further settings that must be on the grid.
    liked : iterable of mapping
        Settings that are on it where their controls are carried.
    most : int
        About how many settings to carry.
    """
    explored = Explored(explore)
    asked = [*wanted]
    asked += [contrast.before, contrast.after] if contrast else []
    asked += [given] if given else []
    grid = grid_of(explored, asked, most, liked)
    beside = None if given is None else explored.result(explored.start | dict(given))
    pens = [Pen(picture) for picture in explore.pictures]
    frames = [_frame(explore, pens, settings, beside, goal or {}) for settings in grid.settings()]
    # One table may have a column more than another: the same places in all.
    most_columns = max(len(frame["table"]["heads"]) for frame in frames)
    for frame in frames:
        columns = frame["table"]["columns"]
        columns.update({f"c{k}": [] for k in range(len(columns), most_columns)})
    tree: dict[str, Tree] = {
        "name": name,
        "controls": [
            {"kind": kind_of(control), "key": key, "grid": plain(grid.values[key]),
             "folded": control in explored.more, "moves": explore.moves(key),
             "traits": _own(control, grid.values[key])}
            for key, control in explored.controls.items()
            if key in grid.values
        ],
        "pictures": [picture_kind(one) for one in explore.pictures],
        "wide": [isinstance(one, Chart) and one.wide for one in explore.pictures],
        "narrow": [isinstance(one, Words) and one.narrow for one in explore.pictures],
        "answers": explore.answers,
        "letters": [explore.longest] if explore.longest else [],
        "frames": pack(frames, exact=("table", "boxes")),
        "start": grid.place(explored.start),
        "idle": [[one.key, one.value, one.controls, say(one.words)] for one in explore.idle],
        "left": [control.label for key, control in explored.controls.items() if key in grid.fixed],
    }  # fmt: skip
    if goal:
        tree["goal"] = {name: list(ends) for name, ends in goal.items()}
    if contrast:
        before, after = (explored.start | dict(contrast.before), dict(contrast.after))
        result, other = explored.result(before | after), explored.result(before)
        tree["contrast"] = {
            "button": contrast.button,
            "before": grid.place(before),
            "after": grid.place(before | after),
            "frame": _shown(explore, [Pen(one) for one in explore.pictures], result, other),
        }
    return Carried(grid, tree)


def _own(control: Control, values: tuple[Any, ...]) -> dict[str, Tree]:
    """Return the traits of a control, with what the file does not carry taken out."""
    found = traits(control)
    if isinstance(control, (NumberControl, ChoiceControl)):
        return found
    # Months are left to the app: a cause is on at its usual one, or not at all.
    found["items"] = [
        {**item, "words": _dated(item), "month": -1, "key": item["key"]} for item in found["items"]
    ]
    return found


def _dated(item: Mapping[str, Any]) -> str:
    if item["month"] < 0:
        return str(item["words"])
    return f"{item['words']} ({say('switches_month', number=item['month'])})"


def _frame(
    explore: Explore,
    pens: Sequence[Pen],
    settings: Settings,
    beside: Any,
    goal: Mapping[str, tuple[float, float]],
) -> dict[str, Tree]:
    try:
        result = explore.run(**settings)
    except ModelInputError as refusal:
        return {
            "refused": str(refusal), "say": "", "missed": [], "table": {"heads": [], "columns": {}},
            "pictures": [pen.last for pen in pens],
        }  # fmt: skip
    there = missed(goal, result.values)
    return {"refused": "", "missed": there, **_shown(explore, pens, result, beside)}


def _shown(explore: Explore, pens: Sequence[Pen], result: Any, beside: Any) -> dict[str, Tree]:
    return {
        "say": explore.say(result, beside),
        "pictures": [pen.draw(result, beside) for pen in pens],
        "table": plain(_table(result.table)),
    }
