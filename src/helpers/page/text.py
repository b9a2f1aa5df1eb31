"""What the text of a lesson's page is made of: its sections, its questions, computed numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

import ipywidgets as widgets

from helpers.evidence import Question, in_class, load_text, questions_file, read_questions, say
from helpers.page.in_notebook.controls import Control
from helpers.page.in_notebook.restore import Kept
from helpers.page.in_notebook.stage import beside_its_text, prose
from helpers.page.prose import Facts, goal_of, task_of
from helpers.page.provenance import model_card, traced
from helpers.page.results import run_once
from helpers.page.spec import Lesson
from helpers.pictures.widget import HTML

_MINUTES_MORE = re.compile(r"^\*“Go deeper” takes .*\*$", re.MULTILINE)
# A sentence that only says where a control is: without a number, and no part of another.
_WHERE_IT_IS = re.compile(r" ?\(?[^.:;()\[\]\n]*“More controls”[^.()\[\]\n]*\.\)?")
# The band of a class has a way to all lessons, and the page to look things up is for a desk.
_WAYS = re.compile(r" *(?:\[[^\]]*\]\(reference\.ipynb\) · )?\[[^\]]*\]\(00_start_here\.ipynb\)$")
_ALOUD = {
    "Then press the button": "Then comes the comparison",
    "Press the button": "Next comes the comparison",
}
"""What a text says to one person beside the button, and what is read to a class instead."""


Parts = list[widgets.Widget]
"""Some widgets, one under the other."""


def for_a_class(text: str) -> str:
    """Return a text as a class reads it: without what is said to one person at a desk.

    Examples
    --------
    >>> for_a_class("A pale patch is a scar. Under “More controls” you choose another month.")
    'A pale patch is a scar.'
    >>> for_a_class("With no push (“More controls”), [79 hairs](model:shed_normal) fall.")
    'With no push (“More controls”), [79 hairs](model:shed_normal) fall.'
    """
    for said_at_a_desk in (_MINUTES_MORE, _WHERE_IT_IS, _WAYS):
        text = said_at_a_desk.sub("", text)
    for said, aloud in _ALOUD.items():
        text = text.replace(said, aloud)
    return text


class PageText(Kept):
    """The part of a lesson's page that knows what the text may say.

    Parameters
    ----------
    spec : Lesson
    shelf : callable
        Returns all lessons, for the index.
    """

    def __init__(self, spec: Lesson, shelf: Callable[[], list[Lesson]] = list) -> None:
        super().__init__(spec, shelf)
        self.text = load_text(spec.key)
        self.questions, self.faults = read_questions(questions_file(spec.key))

    # -- what the text may speak of

    @cached_property
    def _challenged(self) -> Any:
        """The model's result where the challenge begins."""
        challenge = self.spec.challenge
        assert challenge is not None
        explore = challenge.explore
        return run_once(explore, {control.key: control.default for control in explore.known()})

    @cached_property
    def normal(self) -> Any:
        """The model's result at the default settings."""
        return run_once(self.spec.explore, self._defaults)

    @cached_property
    def _controls(self) -> dict[str, Control]:
        return {control.key: control for control in self.spec.explore.known()}

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        return {key: control.default for key, control in self._controls.items()}

    @cached_property
    def facts(self) -> Facts:
        """Every computed number of the text, with the card that says how."""
        facts = {}
        for name, fact in self.spec.facts.items():
            settings = self._defaults | dict(fact.settings)
            result = run_once(self.spec.explore, settings)  # most share theirs with others
            shown = "; ".join(self._controls[key].said(value) for key, value in settings.items())
            card = model_card(shown, self.spec.parameters)
            facts[name] = (fact.form.format(result.values[fact.value]), card)
        return facts

    @property
    def origin(self) -> str:
        """Words under a picture that open every row its numbers rest on."""
        card = model_card(say("page_settings_shown"), self.spec.parameters, self.spec.published)
        return traced(say("page_origin"), card, "")

    def html(self, section: str) -> HTML:
        """Return a section of the lesson's text; empty where the notebook itself shows it."""
        text = self.text[section]
        shown = prose(for_a_class(text) if in_class() else text, self.facts)
        shown.add_class(f"hcl-section-{section}")
        return shown

    def ask(self, stage: str) -> list[Question]:
        """Return the questions of a stage, without their variants."""
        return [q for q in self.questions if q.stage == stage and not q.variant_of]

    # -- the text around a figure

    def _task(self) -> tuple[Parts, Parts, Parts]:
        """Return the text before the figure, the task that stands in it, and what comes after."""
        words, asked, more = task_of(self.text["look"])
        if in_class():  # what is tried later tells the answer of the question that comes next
            first = prose(for_a_class(f"{words}\n\n{asked}"), self.facts)
            first.add_class("hcl-section-look")
            return [first], [], []
        return self._beside("look", (words, asked, more))

    def _goal(self) -> tuple[Parts, Parts, Parts]:
        """Return the text before the challenge, the goal that stands in it, and what follows."""
        return self._beside("challenge", goal_of(self.text["challenge"]))

    def _beside(self, section: str, parts: tuple[str, str, str]) -> tuple[Parts, Parts, Parts]:
        """Return a section in three parts, of which the second stands beside the figure."""
        words, asked, more = parts
        if in_class() or beside_its_text() or not asked:
            return [self.html(section)], [], []
        around = [[prose(one, self.facts)] if one else [] for one in (words, more)]
        for part in (one for some in around for one in some):
            part.add_class(f"hcl-section-{section}")
        return around[0], [prose(asked, self.facts).add_class("hcl-task")], around[1]
