"""A lesson as a page: the same stages in the same order, each opened by the one before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from html import escape
from typing import Any

import ipywidgets as widgets

from helpers.evidence import Question, evidence, load_questions, load_text
from helpers.figures import live, stylesheet
from helpers.widgets.explorer import Explorer, row
from helpers.widgets.live import Fit
from helpers.widgets.prose import Facts, to_html
from helpers.widgets.provenance import KIND_WORDS, model_card, parameter_value, source_list, traced
from helpers.widgets.question import QuestionWidget
from helpers.widgets.spec import Explore, Lesson

PASS = 4  # of five exit questions
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
        return {control.key: control.default for control in self.spec.explore.controls()}

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
            self.exit_check = ExitCheck(self, box, stage.finish)
            return [box]

        return self._stage("Opens when the goal is reached, or its solution shown.", build)

    def sources(self) -> Stage:
        """Say what the model leaves out, where its numbers come from, and when to refer."""

        def build(_: Stage) -> list[widgets.Widget]:
            return [
                _html(f'<p class="hcl-notice">{NOT_FOR_PATIENTS}</p>'),
                self.html("limits"),
                _html(self._parameter_table()),
                _html(self._source_list()),
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

    def _parameter_table(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">{escape(row.name)}</th><td>{parameter_value(row)}</td>'
            f"<td>{row.low:,g} to {row.high:,g}</td><td>{KIND_WORDS[row.kind]}</td><td>{row.level}</td>"
            f"<td>{traced('source and reasons', escape(row.chosen) + source_list(row.sources))}</td></tr>"
            for row in (evidence().parameters[name] for name in self.spec.parameters)
        )
        return (
            '<h3>Every number of this model</h3><div class="scroll"><table><thead><tr>'
            + "".join(
                f'<th scope="col">{name}</th>'
                for name in ("Number", "Default", "Range", "Kind", "Level", "Why")
            )
            + f"</tr></thead><tbody>{rows}</tbody></table></div>"
            "<p><small>Level 1 is the strongest evidence, level 5 the weakest (Oxford CEBM 2011). "
            "A number tuned for this model was set so that the model meets what was published.</small></p>"
        )

    def _source_list(self) -> str:
        used = set(re.findall(r"\]\(claim:([a-z0-9_]+)\)", "\n".join(self.text.values())))
        for question in self.questions:
            for option in question.option:
                used |= set(re.findall(r"\]\(claim:([a-z0-9_]+)\)", option.feedback + option.why))
        sources: dict[str, None] = {}
        for name in sorted(used):
            sources |= dict.fromkeys(evidence().claims[name].sources)
        for name in self.spec.parameters:
            sources |= dict.fromkeys(evidence().parameters[name].sources)
        return (
            f"<details><summary>All {len(sources)} sources of this lesson</summary>"
            f"{source_list(tuple(sorted(sources)))}</details>"
        )


class ExitCheck:
    """Five questions one after the other; what was missed comes back in another version."""

    def __init__(self, page: Page, box: widgets.VBox, done: Callable[[], None]) -> None:
        self.page, self.box, self.done = page, box, done
        self.base = page.ask("exit")
        self.solved: set[str] = set()
        self.tries: dict[str, int] = {}
        self.queue = list(self.base)
        self._next()

    def _root(self, question: Question) -> str:
        return question.variant_of or question.id

    def _variant(self, root: str) -> Question:
        versions = [q for q in self.page.questions if self._root(q) == root]
        return versions[self.tries[root] % len(versions)]

    def _next(self) -> None:
        question = self.queue.pop(0)
        left = len(self.queue)
        self.now = QuestionWidget(question, self.page.facts, on_locked=self._locked)
        place = (
            f"Question {len(self.base) - left} of {len(self.base)}"
            if not self.tries.get(self._root(question))
            else "Once more, in other words"
        )
        self.box.children = (*self.box.children, _html(f"<p><small>{place}</small></p>"), self.now)

    def _locked(self, asked: QuestionWidget) -> None:
        self.page._note(asked)
        root = self._root(asked.question)
        self.tries[root] = self.tries.get(root, 0) + 1
        if asked.right:
            self.solved.add(root)
        if self.queue:
            self._next()
        else:
            self._count()

    def _count(self) -> None:
        right, of = len(self.solved), len(self.base)
        if right >= PASS:
            words = f"✓ {right} of {of} right. You have finished this lesson."
            self.box.children = (
                *self.box.children,
                _html(f'<p class="hcl-done" role="status">{words}</p>'),
            )
            self.done()
            return
        words = f"{right} of {of} right so far; {PASS} finish the lesson."
        again = widgets.Button(description="Try the missed ones again")
        again.on_click(self._again)
        self.again = again
        self.box.children = (*self.box.children, _html(f'<p role="status">{words}</p>'), row(again))

    def _again(self, button: widgets.Button) -> None:
        button.disabled = True
        self.queue = [self._variant(q.id) for q in self.base if q.id not in self.solved]
        self._next()


def curve(sketch: tuple[tuple[float, float], ...]) -> str:
    """Return a small drawing of a curve; the words of its option say the same."""
    width, height, days, top = 92, 40, 300, 5
    points = [(-30.0, 1.0), *sketch]
    path = " ".join(
        f"{(day + 30) / (days + 30) * width:.0f},{height - 3 - factor / top * (height - 6):.0f}"
        for day, factor in points
    )
    return (
        f'<svg class="hcl-curve" width="{width}" height="{height}" aria-hidden="true">'
        f'<line x1="8" x2="8" y1="2" y2="{height}"/><polyline points="{path}"/></svg>'
    )


def lesson_table(lessons: list[Lesson]) -> str:
    """Return the table of lessons, in order."""
    rows = "".join(
        f'<tr><th scope="row"><a href="{lesson.notebook}">{escape(lesson.title)}</a></th>'
        f"<td>{sum(lesson.minutes.values())} minutes</td><td>{escape(lesson.teaser)}</td></tr>"
        for lesson in lessons
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Lesson", "Time", "The question"))
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def glossary() -> str:
    """Return the glossary, folded."""
    terms = sorted(evidence().glossary.values(), key=lambda row: row.term.lower())
    rows = "".join(
        f'<tr><th scope="row">{escape(row.term)}</th><td>{escape(row.meaning)}</td></tr>'
        for row in terms
    )
    return (
        "<details><summary>Glossary: the words of these lessons</summary>"
        f'<div class="scroll"><table><tbody>{rows}</tbody></table></div></details>'
    )


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
