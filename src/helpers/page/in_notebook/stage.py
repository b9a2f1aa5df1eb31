"""One part of a page, opened by the one before."""

from __future__ import annotations

import base64
import logging
import os
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from helpers.evidence import data_folder, in_app, in_class, in_english, say
from helpers.page.in_notebook.controls import JS
from helpers.page.prose import Facts, to_html
from helpers.pictures.widget import HTML, VBox, close_all

Build = Callable[["Stage"], list[widgets.Widget]]


def still_path(lesson: str, stage: str) -> Path:
    """Return the file of the picture that stands in a lesson's notebook for a stage."""
    return data_folder() / "stills" / f"{lesson}_{stage}.png"


def beside_its_text() -> bool:
    """Whether the page is open in JupyterLab, where the notebook's own cells show the text.

    Jupyter's server names the notebook to its kernels; the app's server names itself.
    """
    return bool(os.environ.get("JPY_SESSION_NAME")) and not in_app()


def prose(text: str, facts: Facts | None = None) -> HTML:
    """Return a part of the text as a widget; empty where the notebook itself shows it."""
    return HTML("" if beside_its_text() else in_english(to_html(text, facts)))


class StageMark(anywidget.AnyWidget):
    """An invisible line in a part that a button finishes: does it again after a reload in class.

    Parameters
    ----------
    stage : Stage
    finish : callable
        What the button does.
    """

    _esm = JS / "stage_mark.js"

    stage = traitlets.Unicode().tag(sync=True)
    done = traitlets.Bool(False).tag(sync=True)

    def __init__(self, stage: Stage, finish: Callable[[], None]) -> None:
        super().__init__(stage=stage.name, done=stage.done)
        self.of, self.finish = stage, finish
        self.on_msg(self._message)

    def _message(self, _: object, content: dict, __: object) -> None:  # type: ignore[type-arg]
        if content.get("finish") and not self.of.done:
            self.finish()


class Stage(VBox):
    """One part of a page. Closed, it says what opens it.

    Parameters
    ----------
    text : str
        A sentence for whoever reads the notebook without running it; empty for none.
    waits_for : str
        What opens the part.
    build : callable
        Makes the widgets of the part, once it is open.
    name : str
        Its name among the stages of the lesson.
    still : Path, optional
        A picture that stands in the notebook for the one that moves. Notebooks store sentence
        and picture, and the tests compare them.
    """

    def __init__(
        self, text: str, waits_for: str, build: Build, name: str = "", still: Path | None = None
    ) -> None:
        self.text, self.build, self.name, self.still = text, build, name, still
        self.shown = False
        self.opened = self.done = False
        self.mark: StageMark | None = None
        self.after: Callable[[], None] | None = None
        self.note: Callable[[], None] | None = None
        self._waits = f'<p class="hcl-waiting">{escape(waits_for)}</p>'
        self.waiting = HTML(self._waits)
        super().__init__([self.waiting])
        self.add_class("hcl")
        if name:
            self.add_class(f"hcl-stage-{name}")

    def __repr__(self) -> str:
        return self.text or say("stage_run_cell")

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        self.shown = True
        # A widget's own text is cut after a line; the sentence is compared whole.
        bundle: dict[str, str] = super()._repr_mimebundle_(**kwargs)
        bundle["text/plain"] = repr(self)
        if self.still is not None and self.still.is_file():
            bundle["image/png"] = base64.b64encode(self.still.read_bytes()).decode() + "\n"
        return bundle

    def wait_for(self, cell: str) -> None:
        """Say which cell of the notebook must be run before this one."""
        self.waiting.value = (
            f'<p class="hcl-waiting">{escape(say("stage_run_first", cell=cell))}</p>'
        )

    def reveal(self) -> None:
        """Build the content, once."""
        if not self.opened:
            self.opened = True
            # The page shows this while the model is computed and drawn.
            self.waiting.value = f'<p class="hcl-waiting">{say("stage_opening")}</p>'
            try:
                self.children = self.build(self)
            except Exception:
                # A fault of ours. The student reads a sentence, the log the whole of it.
                logging.getLogger(__name__).exception("A part could not be opened")
                failed = escape(say("stage_failed"))
                self.waiting.value = f'<p class="hcl-waiting" role="alert">{failed}</p>'
                if not (in_app() or beside_its_text()):
                    raise

    def finish(self) -> None:
        """Let the next stage open."""
        if not self.done:
            self.done = True
            if self.mark:
                self.mark.done = True
            if self.note:
                self.note()
            if self.after:
                self.after()

    def marked(self, finish: Callable[[], None]) -> list[widgets.Widget]:
        """Return the mark of a part that a button finishes, in class; nothing elsewhere."""
        if not in_class():
            return []
        self.mark = StageMark(self, finish)
        return [self.mark]

    def shut(self) -> None:
        """Go back to before the stage was opened."""
        self.opened = self.done = False
        self.waiting.value = self._waits
        gone = [child for child in self.children if child is not self.waiting]
        self.children = [self.waiting]
        for child in gone:
            close_all(child)
