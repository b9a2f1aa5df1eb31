"""A lesson as a page: the same stages in the same order, each opened by the one before."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from helpers.evidence import in_app, in_class, in_english, say
from helpers.page.in_notebook.drawing import DrawingBox
from helpers.page.in_notebook.exit_check import ExitCheck, Practice
from helpers.page.in_notebook.explorer import row
from helpers.page.in_notebook.figure import PageFigure
from helpers.page.in_notebook.goal import longest_message, missed, solution_said, verdict_html
from helpers.page.in_notebook.live import Arrival, Fit, Spoken
from helpers.page.in_notebook.poll import poll_for
from helpers.page.in_notebook.predicted import judged, predicted
from helpers.page.in_notebook.question import QuestionWidget
from helpers.page.in_notebook.records import CourseList, Records
from helpers.page.in_notebook.restore import notice
from helpers.page.in_notebook.stage import (
    Build,
    Stage,
    beside_its_text,
    still_path,
)
from helpers.page.in_notebook.vote import vote_for
from helpers.page.in_notebook.written import WrittenTask
from helpers.page.prose import Facts, folded, to_html
from helpers.page.tables import curve, glossary, lesson_sources, parameter_table
from helpers.page.text import for_a_class
from helpers.page.unknowns import which_unknown
from helpers.pictures.theme import live, stylesheet
from helpers.pictures.widget import HTML, Box, Button, VBox

__all__ = ["Page", "Stage"]

STAGES = ("predict", "look", "seen", "explain", "worked", "challenge", "check")
"""The stages in the order in which they open; a short lesson leaves some out."""


class Page(PageFigure):
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
    progress : LessonProgress
        What is kept of it, and what an earlier visit left.
    """

    def __repr__(self) -> str:
        return f"{self.spec.title}. Its parts, in order: .{'(), .'.join(STAGES)}(), .sources()"

    def _stage(
        self, name: str, waits_for: str, build: Build, said: Callable[[], str] | None = None
    ) -> Stage:
        """Return a stage, with all that come before it; a cell may be run twice, or early.

        What its still shows is `said` where notebooks store it, and not in the app.
        """
        made = {stage.name: stage for stage in self.stages}
        if name not in made:
            for earlier in STAGES[: STAGES.index(name)]:
                if earlier not in made and (earlier != "challenge" or self.spec.challenge):
                    getattr(self, earlier)()
            text = said() if said and not in_app() else ""
            still = still_path(self.spec.key, name) if text else None
            stage = Stage(text, waits_for, build, name, still)
            stage.note = partial(self.progress.stage, name)
            before = self.stages[-1] if self.stages else None
            if before:
                before.after = stage.reveal
            self.stages.append(stage)
            if before is None or before.done:
                stage.reveal()
            made[name] = stage
        stage = made[name]
        first = self.stages[0]
        if not stage.opened and not first.shown and first is not stage:
            stage.wait_for(say("head_predict"))
        return stage

    # -- the stages, in the order of a page

    key_points: HTML | None = None
    _arrives = False  # whether the page goes to the figure: after a lock, not on a later visit

    def predict(self) -> Stage:
        """Show the case and the prediction; nothing of the model until it is locked."""

        def build(stage: Stage) -> list[widgets.Widget]:
            def locked(asked: QuestionWidget) -> None:
                if asked.locked:
                    self._note(asked)
                self._arrives = not asked.restored
                stage.finish()

            head = [_style(), *self._left_out(), *self._welcome(), self.html("case")]
            head += self._drawn("predict") + poll_for(self.spec.poll)
            questions = self.ask("predict")
            self.prediction: QuestionWidget | None = None
            if not questions:  # left out: the lesson goes on without a prediction
                stage.finish()
                return head
            asked = QuestionWidget(
                questions[0],
                self.facts,
                ask_sure=True,
                button=say("page_lock_prediction"),
                skip=say("page_no_prediction"),
                judge=False,
                marks=tuple(map(curve, self.spec.sketches)),
                on_locked=locked,
            )
            self.prediction = asked
            self._figure.forget()  # of before the lesson was begun anew

            def skipped() -> None:
                asked.pass_over()
                stage.finish()

            page = [*head, asked, *vote_for(asked), *stage.marked(skipped)]
            if not self._restore(asked):
                # The figure is there when it is asked for: built while the student decides.
                asked.observe(partial(self._build_ahead, asked), "chosen")
                if stage.name in self.progress.stages:
                    skipped()
            return page

        return self._stage("predict", "", build, partial(self._drawn_said, "predict"))

    def _left_out(self) -> list[widgets.Widget]:
        """Tell the author which questions have a fault; the lesson goes on without them."""
        if not self.faults:
            return []
        told = "<br>".join(map(escape, self.faults))
        return [notice(f"{say('page_left_out')}<br>{told}")]

    def look(self) -> Stage:
        """Show the prediction beside the model, and one guided contrast."""

        def build(stage: Stage) -> list[widgets.Widget]:
            asked = self.prediction
            figure = self._take_figure(asked)
            contrast, explorer, show = self.spec.contrast, figure.explorer, figure.show

            def compare(_: object) -> None:
                if explorer.contrast(contrast.before, contrast.after):
                    stage.finish()

            self.explorer, self.show_contrast = explorer, show
            show.on_click(compare)
            if stage.name in self.progress.stages:
                stage.finish()
            apart = in_class()  # there the button has a place of its own
            again = [] if apart else [self._prediction_again()]  # a class predicted many things
            above = [*again, *figure.before, *([row(show)] if apart else [])]
            arrives = [Arrival()] if self._arrives else []
            polled = poll_for(self.spec.poll, with_model=True)
            end = stage.marked(stage.finish)
            return [*above, explorer, *polled, *arrives, *figure.after, *end]

        return self._stage(
            "look",
            say("page_opens_predicted"),
            build,
            lambda: self.spec.explore.say(self.normal, None),
        )

    def _prediction_again(self) -> HTML:
        asked = self.prediction
        if asked is None or not asked.locked:
            return HTML("")
        return predicted(asked)

    def seen(self) -> Stage:
        """Ask what was seen, before anything is explained."""

        def build(stage: Stage) -> list[widgets.Widget]:
            def locked(asked: QuestionWidget) -> None:
                self._note(asked)
                stage.finish()

            asked = [QuestionWidget(q, self.facts, on_locked=locked) for q in self.ask("see")]
            for one in asked:
                self._restore(one)
            if not asked:  # left out: the lesson goes on without it
                stage.finish()
            return [part for one in asked for part in (one, *vote_for(one))]

        return self._stage("seen", say("page_opens_tried"), build)

    def explain(self) -> Stage:
        """Explain what was seen, beginning with the prediction."""

        def build(stage: Stage) -> list[widgets.Widget]:
            content = [*self._drawn("explain"), self.html("explain")]
            if self.prediction is not None and self.prediction.locked:
                self.prediction.best = self.prediction.question.answer  # now it may be marked
                content[:0] = judged(self.prediction)
            if self.spec.extra:
                extra = Box([live(self.spec.extra())])
                extra.add_class("hcl-pictures")
                if in_class():  # it stands alone on its screen
                    content.append(HTML(f"<h3>{say(f'extra_{self.spec.key}')}</h3>"))
                content.append(VBox([extra, Fit()]))
            content += self._deeper()
            stage.finish()
            if self.closing is not None:
                self.closing.reveal()
            return content

        said = partial(self._drawn_said, "explain")
        return self._stage("explain", say("page_opens_saw"), build, said)

    def _drawn(self, stage: str) -> list[widgets.Widget]:
        """Return the drawings of a stage."""
        made = [DrawingBox(one) for one in self.spec.drawings.get(stage, ())]
        self.drawings[stage] = made
        return list(made)

    def _drawn_said(self, stage: str) -> str:
        """Return what the still of a stage's drawing shows, in a sentence; empty for none."""
        drawings = self.spec.drawings.get(stage, ())
        return drawings[0].said if drawings else ""

    def _deeper(self) -> list[widgets.Widget]:
        """Return what a reader may skip: methods, doubts, and which unknown decides."""
        parts = []
        if "deeper" in self.text and not beside_its_text():
            title, text = say("head_deeper"), self.text["deeper"]
            inside = to_html(for_a_class(text) if in_class() else text, self.facts)
            if in_class():  # a screen folds nothing
                html = f'<div class="hcl-section-deeper"><h3>{title}</h3>{inside}</div>'
                return [HTML(in_english(html))]
            parts.append(HTML(in_english(folded(title, inside))))
        if in_class():
            return parts
        if unknown := which_unknown(self.spec.key):
            parts.append(HTML(unknown))
        return parts

    def _key_points(self) -> list[widgets.Widget]:
        """Return what to take home, in a box.

        It tells the answers of the check, so it is folded until the check is done.
        """
        self.key_points = None
        if "key_points" not in self.text or beside_its_text():
            return []
        self.key_points = HTML()
        self.key_points.add_class("hcl-key-points")
        self.key_points.add_class("hcl-section-key_points")
        self._unfold_key_points()
        return [self.key_points]

    def _unfold_key_points(self) -> None:
        """Show the key points as far as the check is."""
        if self.key_points is None:
            return
        told = in_english(to_html(self.text["key_points"], self.facts))
        # A screen folds nothing: whoever teaches says when it comes.
        done = in_class() or any(one.name == "check" and one.done for one in self.stages)
        self.key_points.value = told if done else folded(say("page_key_points_later"), told)

    def worked(self) -> Stage:
        """Work through a case, step by step."""

        def build(stage: Stage) -> list[widgets.Widget]:
            stage.finish()
            if beside_its_text():
                return [notice(say("page_worked_in_cells"))]
            return [_steps(self.text["worked"], self.facts)]

        return self._stage("worked", say("page_opens_saw"), build)

    def challenge(self) -> Stage:
        """Set a goal that the student reaches with the model."""
        challenge = self.spec.challenge
        if challenge is None:
            raise ValueError(f"The lesson {self.spec.key!r} has no challenge; give its spec one.")

        def build(stage: Stage) -> list[widgets.Widget]:
            goal = challenge.goal
            verdict, aloud, shows = HTML(), Spoken(), Arrival(at_once=False)
            verdict.add_class("hcl-verdict")
            # A screen of a class that is not there would not be missed.
            opens = f'<p class="hcl-waiting">{say("page_opens_goal")}</p>'
            waits = (HTML(opens),) if in_class() else ()
            after = VBox(waits)
            show = Button(description=say("page_show_solution"))

            def tell(result: Any) -> bool:
                """Say beside the picture whether it reaches the goal."""
                missing = missed(goal, result.values)
                if missing:
                    said = say("page_not_there", names=". ".join(missing))
                elif self.solution_shown and explorer.settings == given:
                    said = solution_said(challenge, explorer.controls)
                else:
                    said = say("page_goal_reached")
                verdict.value = verdict_html(said, not missing)
                aloud.value = said
                return not missing

            def judge(result: Any) -> None:
                if tell(result):
                    reveal()

            def reveal() -> None:
                if after.children == waits:
                    after.children = [self.html("challenge_done"), *self._written()]
                stage.finish()

            def give(_: object) -> None:
                self.solution_shown = True
                explorer.set(given)
                shows.calls += 1

            name = f"{self.spec.key}_challenge"
            case, asked, more = self._goal()
            explorer = self._explorer(
                stage.name, challenge.explore, name, judge, challenge.given, asked,
                (verdict, aloud), longest_message(challenge),
            )  # fmt: skip
            self.challenger, self.show_solution = explorer, show
            given = {**explorer.defaults, **challenge.solution}
            # On a later visit nobody knows any more who found it.
            self.solution_shown = explorer.settings == given
            if not in_class():
                judge(explorer.result)
            show.on_click(give)
            if stage.name in self.progress.stages:
                reveal()
            marked = stage.marked(reveal)
            return [*case, explorer, *more, row(show), shows, after, *marked]

        return self._stage(
            "challenge",
            say("page_opens_saw"),
            build,
            lambda: challenge.explore.say(self._challenged, None),
        )

    def _written(self) -> list[widgets.Widget]:
        """Return the task to be written, in a lesson that has one; a class writes on paper."""
        if "written" not in self.text:
            return []
        if in_class():
            return [
                part
                for name in ("written", "written_answer")
                for part in (_headed(name), self.html(name))
            ]
        return [WrittenTask(self.text["written"], self.text["written_answer"], self.facts)]

    def check(self) -> Stage:
        """Ask the exit questions, one after the other; missed ones come back as a variant."""

        def build(stage: Stage) -> list[widgets.Widget]:
            box = VBox([])
            past = self.progress.answers
            practice = Practice(self.questions, self.facts, self._note, past, self.store.seed)

            def passed() -> None:
                if not in_class():
                    practice.offer()
                stage.finish()
                self._unfold_key_points()

            self.practice = practice
            self.exit_check = ExitCheck(
                self.questions, self.facts, box, self._note, passed, past, self.store.seed
            )
            return [box, practice.box]

        return self._stage("check", say("page_opens_goal"), build)

    def sources(self) -> Stage:
        """Say what the model leaves out, where its numbers come from, and when to refer."""

        def build(_: Stage) -> list[widgets.Widget]:
            parameters = self.spec.parameters
            table = parameter_table(parameters, heading=False)
            said = [*self._key_points(), self.html("refer"), self.html("limits")]
            if in_class():  # tables to look something up, and own work, are for a desk
                return [*said, notice(say("general_not_for_patients")), self.html("next")]
            return [
                *said,
                HTML(folded(say("table_every_number"), table)),
                HTML(lesson_sources(self.text.values(), self.questions, parameters)),
                self.html("next"),
                *self._own_work(),
            ]

        # Key points and limits answer the prediction, so they wait for the explanation.
        self.closing = Stage("", say("page_opens_saw"), build)
        if self.explain().done:
            self.closing.reveal()
        # In class it stands with the limits: key points come first.
        first = [] if in_class() else [notice(say("general_not_for_patients"))]
        return _open(lambda _: [*first, self.closing])

    def course(self) -> Stage:
        """List the lessons, with how far one is and where to go on."""
        return _open(lambda _: [_style(), CourseList(self.store, self.shelf)])

    def own_work(self) -> Stage:
        """Say what is kept of one's work, and the words of all lessons."""
        return _open(lambda _: [Records(self.store, self.shelf), HTML(glossary())])


def _open(build: Build) -> Stage:
    """Return a part that waits for nothing."""
    stage = Stage("", "", build)
    stage.reveal()
    return stage


def _style() -> HTML:
    style = HTML(f"<style>{stylesheet()}</style>", layout={"display": "none"})
    return style


def _headed(section: str) -> HTML:
    return HTML(f"<h3>{say(f'head_{section}')}</h3>").add_class(f"hcl-section-{section}")


def _steps(text: str, facts: Facts) -> HTML:
    """Render a section; its ``### `` parts, if any, unfold one by one."""
    head, *parts = re.split(r"^### ", text, flags=re.MULTILINE)
    if in_class():  # the screen of a class has one step, so there is none to open
        head = re.sub(r" *Think before you open [^.]*\.", "", head)
    html = to_html(head, facts)
    if parts:
        steps = []
        for part in parts:
            title, _, body = part.partition("\n")
            steps.append(
                f"<details><summary>{escape(title)}</summary>{to_html(body, facts)}</details>"
            )
        html += f'<div class="hcl-steps">{"".join(steps)}</div>'
    return HTML(in_english(html))
