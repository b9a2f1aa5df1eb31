"""One part of a page, opened by the one before."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from helpers.evidence import say

Build = Callable[["Stage"], list[widgets.Widget]]


class Stage(widgets.VBox):
    """One part of a page. Closed, it says what opens it.

    Its `repr` is a sentence, for a notebook that has not been run; where it speaks of the
    model, the notebook stores it and the tests compare it.
    """

    def __init__(self, text: str, waits_for: str, build: Build, name: str = "") -> None:
        self.text, self.build, self.name = text, build, name
        self.opened = self.done = False
        self.after: Callable[[], None] | None = None
        self.note: Callable[[], None] | None = None
        self.waiting = widgets.HTML(f'<p class="hcl-waiting">{escape(waits_for)}</p>')
        super().__init__([self.waiting])
        self.add_class("hcl")

    def __repr__(self) -> str:
        return f"{self.text} {say('stage_run_cell')}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        # A widget's own text is cut after a line; the sentence is compared whole.
        bundle: dict[str, str] = super()._repr_mimebundle_(**kwargs)
        return bundle | {"text/plain": repr(self)}

    def reveal(self) -> None:
        """Build the content, once."""
        if not self.opened:
            self.opened = True
            self.children = self.build(self)

    def finish(self) -> None:
        """Let the next stage open."""
        if not self.done:
            self.done = True
            if self.note:
                self.note()
            if self.after:
                self.after()

    def shut(self) -> None:
        """Go back to before the stage was opened."""
        self.opened = self.done = False
        self.children = [self.waiting]
