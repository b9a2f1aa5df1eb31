"""A lesson as a page: the same stages in the same order, each opened by the one before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from html import escape
from typing import Any

import ipywidgets as widgets

from helpers.evidence import Question, load_questions, load_text
from helpers.figures import live, stylesheet
from helpers.widgets.exit_check import ExitCheck
from helpers.widgets.explorer import Explorer, row
from helpers.widgets.live import Fit
from helpers.widgets.prose import Facts, to_html
from helpers.widgets.provenance import model_card, traced
from helpers.widgets.question import QuestionWidget
from helpers.widgets.spec import Explore, Lesson
from helpers.widgets.tables import curve, glossary, lesson_sources, lesson_table, parameter_table

NOT_FOR_PATIENTS = (
    "A teaching model. It is not for decisions about any patient, and no clinician has "
    "reviewed it yet."
)
Build = Callable[["Stage"], list[widgets.Widget]]


class Stage(widgets.VBox):
    """One part of a page. Closed, it says what opens it.

    Its `repr` is a sentence, for a notebook that has not been run; where it speaks of the
    model, the notebook stores it and the tests compare it.
    """

    def __init__(self, text: str, waits_for: str, build: Build) -> None:
        self.text, self.build = text, build
        self.opened = self.done = False
        self.after: Callable[[], None] | None = None
        super().__init__([_html(f'<p class="hcl-waiting">{escape(waits_for)}</p>')])
        self.add_class("hcl")

    def __repr__(self) -> str:
        return f"{self.text} Run this cell to open it."

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
            if self.after:
                self.after()


class Page:
    """A lesson on the screen.

    Each method returns one stage; a notebook calls them in order, one in a cell.

    Parameters
    ----------
    spec : Lesson
    shelf : callable
        Returns all lessons, for the index.

    Attributes
    ----------
    answers : dict of str to dict
        What was answered, by question id.
    """

    def __init__(self, spec: Lesson, shelf: Callable[[], list[Lesson]] = list) -> None:
        self.spec, self.shelf = spec, shelf
        self.text = load_text(spec.key)
        self.questions = load_questions(spec.key)
        self.answers: dict[str, dict[str, object]] = {}
        self.stages: list[Stage] = []
        self.explorer: Explorer | None = None
        self.challenger: Explorer | None = None

    # -- what the text may speak of

    @cached_property
    def normal(self) -> Any:
        """The model's result at the default settings."""
        return self.spec.explore.run(**self._defaults)

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        return {
            control.key: control.default
            for control in (*self.spec.explore.controls(), *self.spec.explore.more())
        }

    @cached_property
    def facts(self) -> Facts:
        """Every computed number of the text, with the card that says how."""
        facts = {}
        for name, fact in self.spec.facts.items():
            settings = self._defaults | dict(fact.settings)
            result = self.spec.explore.run(**settings) if fact.settings else self.normal
            shown = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in settings.items())
            card = model_card(shown, self.spec.parameters)
            facts[name] = (fact.form.format(result.values[fact.value]), card)
        return facts

    @property
    def origin(self) -> str:
        """Words under a picture that open every row its numbers rest on."""
        card = model_card("the settings shown", self.spec.parameters, self.spec.published)
        return traced("Where these numbers come from", card)

    def html(self, section: str) -> widgets.HTML:
        """Return a section of the lesson's text."""
        return _html(to_html(self.text[section], self.facts))

    def ask(self, stage: str) -> list[Question]:
        """Return the questions of a stage, without their variants."""
        return [q for q in self.questions if q.stage == stage and not q.variant_of]

    def _stage(self, waits_for: str, build: Build, text: str = "") -> Stage:
        stage = Stage(text or waits_for, waits_for, build)
        if not self.stages or self.stages[-1].done:
            stage.reveal()
        else:
            self.stages[-1].after = stage.reveal
        self.stages.append(stage)
        return stage

    def _note(self, question: QuestionWidget) -> None:
        self.answers[question.question.id] = question.record

    # -- the stages, in the order of a page

    def predict(self) -> Stage:
        """Show the case and the prediction; nothing of the model until it is locked."""

        def build(stage: Stage) -> list[widgets.Widget]:
            def locked(asked: QuestionWidget) -> None:
                if asked.locked:
                    self._note(asked)
                stage.finish()

            asked = QuestionWidget(
                self.ask("predict")[0],
                self.facts,
                ask_sure=True,
                button="Lock in my prediction",
                skip="Go on without a prediction",
                judge=False,
                marks=tuple(map(curve, self.spec.sketches)),
                on_locked=locked,
            )
            self.prediction = asked
            style = _html(f"<style>{stylesheet()}</style>")
            style.layout.display = "none"
            return [style, self.html("case"), asked]

        return self._stage("", build, self.spec.summary(self.normal))

    def look(self) -> Stage:
        """Show the prediction beside the model, and one guided contrast."""

        def build(stage: Stage) -> list[widgets.Widget]:
            contrast = self.spec.contrast
            explorer = Explorer(
                self._explore(), self.spec.key, self.origin, lambda _: stage.finish()
            )
            self.explorer = explorer
            show = widgets.Button(description=contrast.button)
            show.on_click(lambda _: explorer.contrast(contrast.before, contrast.after))
            self.show_contrast = show
            return [self._prediction_again(), self.html("look"), row(show), explorer]

        say = self.spec.explore.say(self.normal, None)
        return self._stage("Opens when you have locked in your prediction.", build, say)

    def _explore(self) -> Explore:
        """Return the explorer's spec, with the predicted curve where there is one."""
        explore, asked = self.spec.explore, self.prediction
        if not self.spec.sketches or not asked.locked:
            return explore
        sketch = self.spec.sketches[asked.chosen]
        return replace(explore, run=partial(explore.run, sketch=sketch))

    def _prediction_again(self) -> widgets.HTML:
        asked = self.prediction
        if not asked.locked:
            return _html("")
        said = escape(asked.question.option[asked.chosen].text)
        return _html(f'<p class="hcl-notice"><strong>You predicted:</strong> {said}</p>')

    def seen(self) -> Stage:
        """Ask what was seen, before anything is explained."""

        def build(stage: Stage) -> list[widgets.Widget]:
            def locked(asked: QuestionWidget) -> None:
                self._note(asked)
                stage.finish()

            return [QuestionWidget(q, self.facts, on_locked=locked) for q in self.ask("see")]

        return self._stage("Opens when you have tried the comparison above.", build)

    def explain(self) -> Stage:
        """Explain what was seen, beginning with the prediction."""

        def build(stage: Stage) -> list[widgets.Widget]:
            content = [self.html("explain")]
            if self.prediction.locked:
                said = escape(self.prediction.question.option[self.prediction.chosen].text)
                content.insert(
                    0,
                    _html(
                        f'<div class="hcl-notice"><p><strong>You predicted:</strong> {said}</p>'
                        f"{self.prediction.verdict()}</div>"
                    ),
                )
            if self.spec.extra:
                extra = widgets.Box([live(self.spec.extra())])
                extra.add_class("hcl-pictures")
                content.append(widgets.VBox([extra, Fit()]))
            stage.finish()
            return content

        return self._stage("Opens when you have said what you saw.", build)

    def worked(self) -> Stage:
        """Work through a case, step by step."""

        def build(stage: Stage) -> list[widgets.Widget]:
            stage.finish()
            return [_steps(self.text["worked"], self.facts)]

        return self._stage("Opens when you have said what you saw.", build)

    def challenge(self) -> Stage:
        """Set a goal that the student reaches with the model."""

        def build(stage: Stage) -> list[widgets.Widget]:
            challenge = self.spec.challenge
            if challenge is None:
                raise ValueError(
                    f"The lesson {self.spec.key!r} has no challenge; give its spec one."
                )
            goal = challenge.goal
            verdict = widgets.HTML()
            after = widgets.VBox([])
            show = widgets.Button(description="Show me a solution")

            def judge(result: Any) -> None:
                missing = [
                    name
                    for name, (low, high) in goal.items()
                    if not low <= result.values[name] <= high
                ]
                if missing:
                    names = " and ".join(name.replace("_", " ") for name in missing)
                    verdict.value = f'<p role="status">Not there yet: {names} outside the goal.</p>'
                    return
                verdict.value = '<p role="status" class="hcl-done">✓ Goal reached.</p>'
                reveal()

            def reveal() -> None:
                if not after.children:
                    after.children = [self.html("challenge_done")]
                stage.finish()

            def give(_: object) -> None:
                explorer.set(challenge.solution)

            explorer = Explorer(
                challenge.explore,
                f"{self.spec.key}_challenge",
                self.origin,
                judge,
                challenge.given,
            )
            self.challenger, self.show_solution = explorer, show
            show.on_click(give)
            return [self.html("challenge"), explorer, verdict, row(show), after]

        return self._stage("Opens when you have said what you saw.", build)

    def check(self) -> Stage:
        """Ask the exit questions, one after the other; missed ones come back as a variant."""

        def build(stage: Stage) -> list[widgets.Widget]:
            box = widgets.VBox([])
            self.exit_check = ExitCheck(self.questions, self.facts, box, self._note, stage.finish)
            return [box]

        return self._stage("Opens when the goal is reached, or its solution shown.", build)

    def sources(self) -> Stage:
        """Say what the model leaves out, where its numbers come from, and when to refer."""

        def build(_: Stage) -> list[widgets.Widget]:
            return [
                _html(f'<p class="hcl-notice">{NOT_FOR_PATIENTS}</p>'),
                self.html("limits"),
                _html(parameter_table(self.spec.parameters)),
                _html(lesson_sources(self.text.values(), self.questions, self.spec.parameters)),
                self.html("refer"),
                self.html("next"),
            ]

        stage = Stage("", "", build)
        stage.reveal()
        return stage

    def index(self) -> Stage:
        """List all lessons, and the words they use."""

        def build(_: Stage) -> list[widgets.Widget]:
            return [_html(lesson_table(self.shelf())), _html(glossary())]

        stage = Stage("", "", build)
        stage.reveal()
        return stage


def _html(text: str) -> widgets.HTML:
    return widgets.HTML(text)


def _steps(text: str, facts: Facts) -> widgets.HTML:
    """Render a section; its ``### `` parts, if any, unfold one by one."""
    head, *parts = re.split(r"^### ", text, flags=re.MULTILINE)
    html = to_html(head, facts)
    if parts:
        steps = []
        for part in parts:
            title, _, body = part.partition("\n")
            steps.append(
                f"<details><summary>{escape(title)}</summary>{to_html(body, facts)}</details>"
            )
        html += f'<div class="hcl-steps">{"".join(steps)}</div>'
    return _html(html)
