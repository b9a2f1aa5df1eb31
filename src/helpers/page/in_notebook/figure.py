"""The figure under the prediction: built while the student decides, beside its task."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import NamedTuple

from helpers.evidence import in_class
from helpers.page.in_notebook.ahead import Ahead
from helpers.page.in_notebook.explorer import Explorer, row
from helpers.page.in_notebook.question import QuestionWidget
from helpers.page.spec import Settings
from helpers.page.text import PageText, Parts
from helpers.pictures.widget import Button, close_all


class Figure(NamedTuple):
    """The figure under the prediction, and what stands around it."""

    explorer: Explorer
    show: Button
    before: Parts
    after: Parts

    def close(self) -> None:
        """Take it away again."""
        for part in (self.explorer, self.show, *self.before, *self.after):
            close_all(part)


class PageFigure(PageText):
    """The part of a lesson's page that knows the figure under its prediction."""

    @cached_property
    def _figure(self) -> Ahead[int | None, Figure]:
        return Ahead(self._figure_of, Figure.close)

    def _build_ahead(self, asked: QuestionWidget, _: object) -> None:
        if asked.chosen >= 0:
            self._figure.prepare(self._sketched(asked))

    def _take_figure(self, asked: QuestionWidget | None) -> Figure:
        """Return the figure with what was predicted, if anything was."""
        return self._figure.take(self._sketched(asked) if asked and asked.locked else None)

    def _sketched(self, asked: QuestionWidget) -> int | None:
        """Return which curve was predicted; None where no curves are drawn, or none is chosen."""
        return asked.chosen if self.spec.sketches and asked.chosen >= 0 else None

    def _figure_of(self, sketch: int | None) -> Figure:
        """Build the figure with the predicted curve, and what stands around it."""
        explore, contrast = self.spec.explore, self.spec.contrast
        if sketch is not None:
            curve = self.spec.sketches[sketch]
            explore = replace(explore, run=partial(explore.run, sketch=curve))
        show = Button(description=contrast.button)
        before, task, after = self._task()
        # Else than in class, the button is beside what it changes.
        above = () if in_class() else (*task, row(show))
        try:
            explorer = self._explorer(
                "look", explore, self.spec.key,
                first_of_all=above,
                begins=self._first_run() if in_class() else {},
                # What was seen, and what is said of it, is the one beside the other.
                contrast=contrast if "look" in self.progress.stages else None,
            )  # fmt: skip
        except Exception:
            for part in (show, *before, *above, *after):
                close_all(part)
            raise
        return Figure(explorer, show, before, after)

    def _first_run(self) -> Settings:
        """Return the first run of the comparison, where the defaults are what it ends with.

        A class sees it before somebody presses the button, and the second run only then.
        """
        first, second = self.spec.contrast.before, self.spec.contrast.after
        shown = all(self._defaults[key] == value for key, value in second.items())
        return first if shown else {}
