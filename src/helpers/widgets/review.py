"""The review: exit questions of all lessons come back after a week and after a month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, partial
from html import escape

import ipywidgets as widgets

from helpers.describe import calibration_sentence
from helpers.evidence import load_questions, load_text
from helpers.figures import calibration_chart, live, stylesheet, update_calibration_chart
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
from helpers.widgets.explorer import row
from helpers.widgets.keeping import Keeper
from helpers.widgets.live import Fit, Sentence
from helpers.widgets.page import NOT_FOR_PATIENTS, Stage
from helpers.widgets.prose import Facts, to_html
from helpers.widgets.question import QuestionWidget
from helpers.widgets.records import exit_items, exit_keys
from helpers.widgets.spec import Lesson
from helpers.widgets.tables import html_table

KEY = "review"
NONE_YET = (
    "There is nothing to review yet. Answer the five questions at the end of a lesson; they come "
    "back here after about a week."
)
SETTLED = (
    "Every question you have met is settled: you were right after a week and after a month. "
    "The next lesson brings new ones."
)
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
        self.box = widgets.VBox([])

    @property
    def due(self) -> list[Due]:
        """Every item that will come back, the earliest first."""
        return due_items(self.items, self.store.entries)

    # -- the parts of the page

    def ask(self) -> Stage:
        """Ask what is due today, one question after the other."""

        def build(_: Stage) -> list[widgets.Widget]:
            style = widgets.HTML(f"<style>{stylesheet()}</style>")
            style.layout.display = "none"
            self._begin()
            keeper = Keeper(self.store, self.shelf, alarm=True)
            return [style, keeper, widgets.HTML(to_html(self.text["case"])), self.box]

        return _open(build)

    def sure(self) -> Stage:
        """Show confidence against correctness, over all lessons."""

        def build(_: Stage) -> list[widgets.Widget]:
            figure = calibration_chart()
            update_calibration_chart(figure, sure_rows(self.store.entries))
            self.figure, self.sentence, self.table = live(figure), Sentence(), widgets.HTML()
            picture = widgets.Box([self.figure])
            picture.add_class("hcl-pictures")
            self._show_sure()
            explained = widgets.HTML(to_html(self.text["sure"]))
            return [explained, picture, Fit(), self.sentence, self.table]

        return _open(build)

    def sources(self) -> Stage:
        """Say how the review works, and offer a summary for the portfolio."""

        def build(_: Stage) -> list[widgets.Widget]:
            return [
                widgets.HTML(f'<p class="hcl-notice">{NOT_FOR_PATIENTS}</p>'),
                widgets.HTML(to_html(self.text["limits"])),
                Keeper(self.store, self.shelf, ("summary",)),
            ]

        return _open(build)

    # -- one sitting

    def _begin(self) -> None:
        due = self.due
        self.queue = draw(due, self.now())
        self.planned = len(self.queue)
        self.missed: list[Due] = []
        if self.queue:
            lessons = len({one.item.lesson for one in self.queue})
            said = f"{_count(self.planned, 'question')} from {_count(lessons, 'lesson')} today."
            self.box.children = (_said(said),)
            self._next()
        else:
            self._nothing(due)

    def _nothing(self, due: list[Due]) -> None:
        first = next_due(due)
        if first is None:
            self.box.children = (_said(SETTLED if self._any_tried() else NONE_YET),)
            return
        day = f"{first.astimezone():%d %B %Y}".lstrip("0")
        words = (
            f"Nothing is due today. {_count(len(due), 'question')} will come back, the first on "
            f"{day}."
        )
        early = widgets.Button(description="Practise now all the same")
        early.on_click(lambda _: self._early(early))
        self.early = early
        self.box.children = (_said(words), row(early))

    def _any_tried(self) -> bool:
        tried = {entry.key for entry in self.store.entries if entry.kind == "answer"}
        return any(version in tried for item in self.items for version in item.versions)

    def _early(self, button: widgets.Button) -> None:
        button.disabled = True
        due = self.due
        self.queue = draw(due, max(one.at for one in due))
        self.planned = len(self.queue)
        self._next()

    def _next(self) -> None:
        due = self.queue.pop(0)
        question = self.questions[due.version]
        again = len(self.asked) >= self.planned
        place = "Once more, in other words" if again else f"{len(self.asked) + 1} of {self.planned}"
        asked = QuestionWidget(
            question,
            _Lazy(partial(self.facts, due.item.lesson)),
            ask_sure=True,
            on_locked=partial(self._locked, due),
        )
        self.asked.append(asked)
        # No lesson's name before the answer: to see which idea fits is half of the task.
        head = widgets.HTML(f"<p><small>{place}</small></p>")
        self.box.children = (*self.box.children, head, asked)

    def _locked(self, due: Due, asked: QuestionWidget) -> None:
        self.progress.answer(asked.question.id, asked.record)
        title = escape(self.titles[due.item.lesson])
        notebook = next(one.notebook for one in self.shelf() if one.key == due.item.lesson)
        link = f'<p><small>From the lesson <a href="{notebook}">{title}</a></small></p>'
        self.box.children = (*self.box.children, widgets.HTML(link))
        first_time = len(self.asked) <= self.planned
        others = [v for v in due.item.versions if v != due.version]
        if not asked.right and first_time and others:
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
        words = f"✓ {right} of {len(first)} right at the first try."
        later = next_due(self.due)
        if later is not None:
            words += f" The next question is due on {f'{later.astimezone():%d %B %Y}'.lstrip('0')}."
        self.box.children = (*self.box.children, _said(words, "hcl-done"))

    def _show_sure(self) -> None:
        if not hasattr(self, "figure"):
            return
        rows = sure_rows(self.store.entries)
        with self.figure.batch_update():
            update_calibration_chart(self.figure, rows)
        self.sentence.value = escape(calibration_sentence(rows))
        table = html_table(
            ("How sure", "Answers", "Right", "Right (%)", "95% interval (%)"),
            [
                [
                    one.word,
                    one.number,
                    one.right,
                    "" if one.percent is None else f"{one.percent:.0f}",
                    f"{one.limits[0]:.0f} to {one.limits[1]:.0f}" if one.number else "",
                ]
                for one in rows
            ],
        )
        self.table.value = (
            f"<details><summary>Show the numbers as a table</summary>{table}</details>"
        )


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _said(words: str, css: str = "") -> widgets.HTML:
    return widgets.HTML(f'<p class="{css}" role="status">{escape(words)}</p>')


def _open(build: Callable[[Stage], list[widgets.Widget]]) -> Stage:
    stage = Stage("The review of all lessons.", "", build)
    stage.reveal()
    return stage
