"""The review: exit questions of all lessons come back after a week and after a month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, partial
from html import escape

import ipywidgets as widgets

from helpers.evidence import load_questions, load_text, say, say_day, say_number, shuffled
from helpers.page.calibration_chart import calibration_chart, update_calibration_chart
from helpers.page.calibration_sentence import calibration_sentence
from helpers.page.in_notebook.explorer import row
from helpers.page.in_notebook.live import Fit, Sentence, Spoken
from helpers.page.in_notebook.progress_bar import Keeper
from helpers.page.in_notebook.question import QuestionWidget
from helpers.page.in_notebook.restore import language_notice, notice
from helpers.page.in_notebook.stage import Stage, prose
from helpers.page.prose import Facts
from helpers.page.spec import Lesson
from helpers.page.tables import html_table
from helpers.page.way import exit_items, exit_keys
from helpers.pictures.theme import live, stylesheet
from helpers.pictures.widget import HTML, Box, Button, VBox
from helpers.progress import (
    Due,
    LessonProgress,
    Store,
    draw,
    due_items,
    next_due,
    progress_path,
    sure_rows,
)

KEY = "review"
Clock = Callable[[], datetime]


class _Lazy(Mapping[str, tuple[str, str]]):
    """The computed numbers of a lesson, computed when the first of them is spoken of."""

    def __init__(self, load: Callable[[], Facts]) -> None:
        self._load = load

    @cached_property
    def _facts(self) -> Facts:
        return self._load()

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, name: str) -> tuple[str, str]:
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def _now() -> datetime:
    return datetime.now(UTC)


class Review:
    """The review on the screen; a notebook calls its parts in order.

    Parameters
    ----------
    shelf : callable
        Returns all lessons.
    facts : callable
        From a lesson's key to the computed numbers its feedback may speak of.
    now : callable, optional
        The clock; tests set it.

    Attributes
    ----------
    store : Store
    asked : list of QuestionWidget
        The questions of this sitting so far.
    """

    def __init__(
        self,
        shelf: Callable[[], Sequence[Lesson]],
        facts: Callable[[str], Facts],
        now: Clock = _now,
    ) -> None:
        self.shelf, self.facts, self.now = shelf, facts, now
        self.text = load_text(KEY)
        self.store = Store(progress_path())
        self.progress = LessonProgress(self.store, KEY)
        self.titles = {lesson.key: lesson.title for lesson in shelf()}
        self.questions = {
            question.id: question for key in exit_keys(shelf()) for question in load_questions(key)
        }
        self.items = exit_items(shelf())
        self.asked: list[QuestionWidget] = []
        self.queue: list[Due] = []
        self.box, self.aloud = VBox([]), Spoken()

    @property
    def due(self) -> list[Due]:
        """Every item that will come back, the earliest first."""
        return due_items(self.items, self.store.entries)

    def __repr__(self) -> str:
        return "Review. Its parts, in order: .ask(), .sure(), .sources()"

    # -- the parts of the page

    def ask(self) -> Stage:
        """Ask what is due today, one question after the other."""

        def build(_: Stage) -> list[widgets.Widget]:
            style = HTML(f"<style>{stylesheet()}</style>", layout={"display": "none"})
            self._begin()
            keeper = Keeper(self.store, self.shelf, alarm=True)
            words = self._prose("case")
            return [style, keeper, *language_notice(), words, self.box, self.aloud]

        return _open(build)

    def sure(self) -> Stage:
        """Show confidence against correctness, over all lessons."""

        def build(_: Stage) -> list[widgets.Widget]:
            self.figure, self.sentence = live(calibration_chart()), Sentence()
            self.table = HTML()
            self.picture = Box([])
            self.picture.add_class("hcl-pictures")
            self._show_sure()
            return [self._prose("sure"), self.picture, Fit(), self.sentence, self.table]

        return _open(build)

    def sources(self) -> Stage:
        """Say how the review works, and offer a summary for the portfolio."""

        def build(_: Stage) -> list[widgets.Widget]:
            return [
                notice(say("general_not_for_patients")),
                self._prose("limits"),
                Keeper(self.store, self.shelf, ("summary",)),
            ]

        return _open(build)

    def _prose(self, section: str) -> HTML:
        return prose(self.text[section])

    # -- one sitting

    def _begin(self) -> None:
        due = self.due
        self.queue = draw(due, self.now())
        self.planned = len(self.queue)
        self.missed: list[Due] = []
        if self.queue:
            lessons = len({one.item.lesson for one in self.queue})
            said = say(
                "review_today",
                questions=say_number("general_question", self.planned),
                lessons=say_number("general_lesson", lessons),
            )
            self.box.children = (_said(said),)
            self._next()
        else:
            self._nothing(due)

    def _nothing(self, due: list[Due]) -> None:
        first = next_due(due)
        if first is None:
            self.box.children = (
                _said(say("review_settled" if self._any_tried() else "review_none_yet")),
            )
            return
        words = say(
            "review_nothing_due",
            questions=say_number("general_question", len(due)),
            day=say_day(first.astimezone()),
        )
        early = Button(description=say("review_early"))
        early.on_click(lambda _: self._early(early))
        self.early = early
        self.box.children = (_said(words), row(early))

    def _any_tried(self) -> bool:
        tried = {entry.key for entry in self.store.entries if entry.kind == "answer"}
        return any(version in tried for item in self.items for version in item.versions)

    def _early(self, button: Button) -> None:
        button.disabled = True
        due = self.due
        self.queue = draw(due, max(one.at for one in due))
        self.planned = len(self.queue)
        self._next()

    def _next(self) -> None:
        due = self.queue.pop(0)
        question = shuffled(self.questions[due.version], self.store.seed)
        again = len(self.asked) >= self.planned
        place = (
            say("exit_once_more")
            if again
            else say("review_place", number=len(self.asked) + 1, total=self.planned)
        )
        asked = QuestionWidget(
            question,
            _Lazy(partial(self.facts, due.item.lesson)),
            ask_sure=True,
            on_locked=partial(self._locked, due),
        )
        self.asked.append(asked)
        # No lesson's name before the answer: to see which idea fits is half of the task.
        head = HTML(f"<p><small>{place}</small></p>")
        self.box.children = (*self.box.children, head, asked)

    def _locked(self, due: Due, asked: QuestionWidget) -> None:
        self.progress.answer(asked.question.id, asked.record)
        title = escape(self.titles[due.item.lesson])
        notebook = next(one.notebook for one in self.shelf() if one.key == due.item.lesson)
        link = f'<p><small>{say("review_from")} <a href="{notebook}">{title}</a></small></p>'
        self.box.children = (*self.box.children, HTML(link))
        first_time = len(self.asked) <= self.planned
        others = [v for v in due.item.versions if v != due.version]
        # A danger comes back until it is answered right; other questions once.
        if not asked.right and others and (first_time or asked.question.red_flag):
            self.missed.append(Due(due.item, others[0], due.at))
        if not self.queue and self.missed:
            self.queue, self.missed = self.missed, []
        if self.queue:
            self._next()
        else:
            self._finish()
        self._show_sure()

    def _finish(self) -> None:
        first = self.asked[: self.planned]
        right = sum(asked.right for asked in first)
        words = say("review_right", right=right, total=len(first))
        later = next_due(self.due)
        if later is not None:
            words += f" {say('review_next', day=say_day(later.astimezone()))}"
        self.aloud.value = words
        self.box.children = (*self.box.children, _said(words, "hcl-done"))

    def _show_sure(self) -> None:
        if not hasattr(self, "figure"):
            return
        rows = sure_rows(self.store.entries)
        self.sentence.value = escape(calibration_sentence(rows))
        if not any(row.number for row in rows):
            return  # a chart without a point would look broken
        with self.figure.batch_update():
            update_calibration_chart(self.figure, rows)
        self.picture.children = (self.figure,)
        table = html_table(
            [
                say(f"review_{name}")
                for name in ("sure", "answers", "right_number", "right_percent", "interval")
            ],
            [
                [
                    one.word,
                    one.number,
                    one.right,
                    "" if one.percent is None else f"{one.percent:.0f}",
                    _between(*one.limits) if one.number else "",
                ]
                for one in rows
            ],
        )
        self.table.value = f"<details><summary>{say('general_table')}</summary>{table}</details>"


def _between(low: float, high: float) -> str:
    return say("general_between", low=f"{low:.0f}", high=f"{high:.0f}")


def _said(words: str, css: str = "") -> HTML:
    return HTML(f'<p class="{css}">{escape(words)}</p>')


def _open(build: Callable[[Stage], list[widgets.Widget]]) -> Stage:
    stage = Stage(say("review_all"), "", build)
    stage.reveal()
    return stage
