"""What an explorer shows of a result: each kind of picture, and how it is brought up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import ipywidgets as widgets

from helpers.evidence import say
from helpers.page.in_notebook.close_view import CloseUp
from helpers.page.in_notebook.live import PatchMap
from helpers.page.spec import Chart, Close, Map, Words
from helpers.pictures.close_view import marks
from helpers.pictures.theme import live
from helpers.pictures.widget import HTML, Box


class View(Protocol):
    """A picture on the page."""

    widget: widgets.DOMWidget

    def show(self, result: Any, before: Any) -> None:
        """Show a result, and the one to compare it with, or None."""


def view_of(picture: Chart | Map | Close | Words, result: Any, before: Any, given: Any) -> View:
    """Return the view of a picture, which shows a result from the start.

    What is `given` stands beside every result, in a close look.
    """
    made: dict[type, type] = {Chart: ChartView, Map: MapView, Close: CloseView, Words: WordsView}
    view: View = made[type(picture)](picture, result, before, given)
    return view


class ChartView:
    """A plotly chart."""

    def __init__(self, chart: Chart, result: Any, before: Any, _: Any) -> None:
        figure = chart.empty()
        # A figure widget forgets late changes to its layout, so show a result first.
        chart.update(figure, result, before)
        self.chart, self.widget = chart, live(figure)
        if chart.wide:
            self.widget.add_class("hcl-wide")

    def show(self, result: Any, before: Any) -> None:
        """Show a result, and the one to compare it with, if any."""
        with self.widget.batch_update():
            self.chart.update(self.widget, result, before)


class MapView:
    """A patch of scalp from above."""

    def __init__(self, spec: Map, result: Any, *_: Any) -> None:
        self.spec, self.widget = spec, PatchMap(**spec.view(result))

    def show(self, result: Any, _: Any) -> None:
        """Show a result."""
        _set(self.widget, self.spec.view(result))


class CloseView:
    """A close look, and the one to compare it with beside it, at the same scale."""

    def __init__(self, spec: Close, result: Any, before: Any, given: Any) -> None:
        self.spec, self.now = spec, CloseUp(**spec.view(result))
        self.given = given  # it stays beside every other
        self.then: CloseUp | None = None
        self.widget = Box([self.now])
        self.widget.add_class("hcl-pair")
        self.show(result, before)

    def show(self, result: Any, before: Any) -> None:
        """Show a result, and the one to compare it with, if any."""
        then, mark = "", ""
        if before is not None:
            then, mark = marks(self.spec.named, before, result, self.spec.when)
        if self.given is not None:
            then, mark = say("close_given"), say("close_now")
        _set(self.now, {"mark": mark, **self.spec.view(result)})
        if before is None:
            self.widget.children = (self.now,)
            self.widget.remove_class("hcl-two")
            if self.then is not None:
                self.then.close()
                self.then = None
            return
        drawn = {"mark": then, **self.spec.view(before)}
        if self.then is None:
            self.then = CloseUp(**drawn)
        _set(self.then, drawn)
        self.widget.children = (self.then, self.now)
        self.widget.add_class("hcl-two")


class WordsView:
    """A picture made of words."""

    def __init__(self, spec: Words, result: Any, *_: Any) -> None:
        self.spec, self.widget = spec, HTML(spec.view(result))
        self.widget.add_class("hcl-card" if spec.narrow else "hcl-words")

    def show(self, result: Any, _: Any) -> None:
        """Show a result."""
        self.widget.value = self.spec.view(result)


def _set(widget: widgets.Widget, traits: Mapping[str, object]) -> None:
    with widget.hold_sync():
        for name, value in traits.items():
            setattr(widget, name, value)
