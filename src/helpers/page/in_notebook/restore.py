"""What an earlier visit left on a lesson's page: answers, stages, settings, a link."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from types import MappingProxyType
from typing import Any

import ipywidgets as widgets

from helpers.evidence import LANGUAGES, in_app, in_class, language, say
from helpers.page.in_notebook.controls import Control
from helpers.page.in_notebook.drawing import DrawingBox
from helpers.page.in_notebook.explorer import Explorer
from helpers.page.in_notebook.live import Arrival
from helpers.page.in_notebook.progress_bar import Keeper
from helpers.page.in_notebook.question import QuestionWidget
from helpers.page.in_notebook.stage import Stage
from helpers.page.in_notebook.sure import AskFirst
from helpers.page.scenario import BadScenario, asked_scenario, bad_link, read_scenario, usable
from helpers.page.spec import Contrast, Explore, Lesson, Settings
from helpers.page.way import GO_ON
from helpers.pictures.widget import HTML
from helpers.progress import LessonProgress, Store, progress_path

COMPARED = "compared"
"""Of a saved setting: what it was compared with, as settings; None for nothing."""


def _compared(
    saved: Settings, known: Sequence[Control], start: Settings, contrast: Contrast | None
) -> Settings | None:
    """Return what a saved setting was compared with.

    A setting from a file, or from an older edition, does not say: whoever stands at the end of
    the guided `contrast` finds it there. A comparison that no longer fits the controls is none.
    """
    if COMPARED in saved:
        held = saved[COMPARED]
        first = usable(held, known) if isinstance(held, dict) else {}
        return first if len(first) == len(known) else None
    usual = {control.key: control.default for control in known}
    if contrast and {**usual, **start} == {**usual, **contrast.after}:
        return contrast.before
    return None


def notice(words: str) -> HTML:
    """Return a framed notice."""
    return HTML(f'<p class="hcl-notice">{words}</p>')


def language_notice() -> list[HTML]:
    """Say, on a page of another language, that the lessons' texts are English."""
    return [] if language() == LANGUAGES[0] else [notice(say("general_lessons_in_english"))]


class Kept(ABC):
    """The part of a lesson's page that remembers.

    Parameters
    ----------
    spec : Lesson
    shelf : callable
        Returns all lessons.

    Attributes
    ----------
    answers : dict of str to dict
        What was answered, by question id.
    progress : LessonProgress
        What is kept of it, and what an earlier visit left.
    """

    def __init__(self, spec: Lesson, shelf: Callable[[], Sequence[Lesson]]) -> None:
        self.spec, self.shelf = spec, shelf
        self.store = Store(progress_path())
        self.progress = LessonProgress(self.store, spec.key)
        self.link = asked_scenario()
        self.answers: dict[str, dict[str, object]] = {}
        self.stages: list[Stage] = []
        self.explorer: Explorer | None = None
        self.challenger: Explorer | None = None
        self.drawings: dict[str, list[DrawingBox]] = {}
        self.closing: Stage | None = None

    @property
    @abstractmethod
    def origin(self) -> str:
        """Words under a picture that say where its numbers come from."""

    def afresh(self) -> None:
        """Shut the lesson and open it as on the first day; earlier answers stay in the file."""
        self.progress.afresh()
        self.answers = {}
        self.explorer = self.challenger = None
        for stage in (*self.stages, *([self.closing] if self.closing else [])):
            stage.shut()
        first = self.stages[0]
        first.reveal()
        first.children = [*first.children, Arrival()]

    def _note(self, question: QuestionWidget) -> None:
        self.answers[question.question.id] = question.record
        if not question.restored:
            self.progress.answer(question.question.id, question.record)

    def _restore(self, asked: QuestionWidget) -> bool:
        return asked.restore(self.progress.last(asked.question.id))

    def _explorer(
        self,
        stage: str,
        explore: Explore,
        name: str,
        judge: Callable[[Any], None] | None = None,
        given: Settings | None = None,
        first_of_all: Sequence[widgets.Widget] = (),
        told: Sequence[widgets.Widget] = (),
        told_letters: int = 0,
        begins: Settings = MappingProxyType({}),
        contrast: Contrast | None = None,
    ) -> Explorer:
        """Build an explorer where it stood on the last visit, or as the page's link says.

        Else it begins with `begins`, or with its defaults. What it was compared with is there,
        too, but not beside the setting of a link.
        """
        saved, linked = self.progress.settings.get(stage, {}), self.linked.get(name, {})
        known = explore.known()
        start = usable(saved, known) | linked or begins
        compared = None if linked or given else _compared(saved, known, start, contrast)

        def moved(result: Any) -> None:
            kept = {} if given else {COMPARED: explorer.before_settings}
            self.progress.setting(stage, explorer.settings | kept)
            if judge is not None:
                judge(result)

        explorer = Explorer(
            explore, name, self.origin, moved, given, self.spec.notebook, start, compared,
            first_of_all, told, told_letters,
        )  # fmt: skip
        return explorer

    @cached_property
    def linked(self) -> dict[str, dict[str, Any]]:
        """Settings from the address of the page, by the explorer they belong to.

        Empty if there is no code, or none that fits.
        """
        if not self.link:
            return {}
        explores = {self.spec.key: self.spec.explore}
        if self.spec.challenge:
            explores[f"{self.spec.key}_challenge"] = self.spec.challenge.explore
        for name, explore in explores.items():
            with suppress(BadScenario):
                return {name: read_scenario(self.link, name, explore.known())}
        return {}

    def _own_work(self) -> list[widgets.Widget]:
        """Return the summary of the lesson and the way to begin it anew."""
        if not self.spec.challenge:
            return []
        return [
            HTML(f"<h3>{say('page_your_work')}</h3>"),
            Keeper(self.store, self.shelf, ("summary",), self.spec.key),
            AskFirst("page_afresh", self.afresh),
        ]

    def _welcome(self) -> list[widgets.Widget]:
        """Return the bar for trouble with saving and, on a later visit, what was restored."""
        head: list[widgets.Widget] = [
            Keeper(self.store, self.shelf, alarm=True),
            *language_notice(),
        ]
        if self.link and not self.linked:
            head.append(HTML(bad_link(self.link)))
        elif self.link and not in_class():  # whoever teaches prepared the link
            head.append(notice(say("page_linked")))
        if self.progress:
            go_on = f'<a href="{GO_ON}">{say("page_go_on")}</a>' if in_app() else ""
            words = f"{say('page_welcome_back')} {go_on}"
            head += [notice(words), AskFirst("page_afresh", self.afresh)]
        return head
