"""A drawing for teaching, with its controls, its names on demand and its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import traitlets

from helpers.evidence import say
from helpers.page.in_notebook.controls import JS
from helpers.page.in_notebook.worded import Worded
from helpers.page.spec import Drawing
from helpers.pictures.drawn import Picture, named, unique
from helpers.pictures.widget import HTML, Box, VBox


class Drawn(Worded):
    """Pictures side by side as SVG, what they show, and a box to tick that shows their names."""

    _esm = JS / "drawn.js"

    pictures = traitlets.List(traitlets.Dict()).tag(sync=True)
    has_names = traitlets.Bool(False).tag(sync=True)
    names = traitlets.Bool(False).tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    room = traitlets.Unicode().tag(sync=True)

    @traitlets.default("ui")
    def _words_of_page(self) -> dict[str, str]:
        return {"drawn_names": say("drawn_names")}

    def __init__(self, has_names: bool, room: str) -> None:
        super().__init__(has_names=has_names, room=room)
        self.add_class("hcl-drawn")


def shown(pictures: Sequence[Picture]) -> list[dict[str, str]]:
    """Return what the page draws of pictures."""
    return [{"svg": unique(named(one)), "caption": one.caption} for one in pictures]


class DrawingBox(VBox):
    """A drawing on the page.

    Parameters
    ----------
    spec : Drawing

    Attributes
    ----------
    controls : dict of str to Control
    picture : Drawn
    """

    def __init__(self, spec: Drawing) -> None:
        self.spec = spec
        controls = spec.controls()
        self.controls = {control.key: control for control in controls}
        self.picture = Drawn(spec.names, spec.room)
        self.refresh()
        for control in controls:
            control.observe(self.refresh, names="value")
        self.picture.observe(self.refresh, names="names")
        title = f"<h3>{escape(spec.title)}</h3><p><small>{escape(spec.note)}</small></p>"
        panel = VBox(list(controls))
        panel.add_class("hcl-drawing-panel")
        frame = Box([panel, self.picture] if controls else [self.picture])
        frame.add_class("hcl-drawing-frame")
        super().__init__([HTML(title), frame])
        self.add_class("hcl-drawing")

    @property
    def settings(self) -> dict[str, Any]:
        """What every control stands at."""
        return {key: control.value for key, control in self.controls.items()}

    def refresh(self, _: object = None) -> None:
        """Draw what the controls say, and say it."""
        sketch = self.spec.draw(names=self.picture.names, **self.settings)
        with self.picture.hold_sync():
            self.picture.pictures = shown(sketch.pictures)
            self.picture.said = sketch.said
