"""The student's own corner of the start page: where answers are kept, and how they travel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape

import ipywidgets as widgets

from helpers.evidence import load_questions, say, say_number
from helpers.page.in_notebook.progress_bar import Keeper
from helpers.page.spec import Lesson
from helpers.page.summary import begun, finished
from helpers.progress import Item, Store, due_items

OFFERS = ("summary", "progress", "upload", "anew")


def exit_keys(lessons: Sequence[Lesson]) -> list[str]:
    """Return the keys of the lessons that end with an exit check."""
    return [lesson.key for lesson in lessons if lesson.challenge]


def exit_items(lessons: Sequence[Lesson]) -> list[Item]:
    """Return every question of check and practice with its versions, for the review."""
    items = []
    for key in exit_keys(lessons):
        versions: dict[str, list[str]] = {}
        for question in load_questions(key):
            if question.stage in ("exit", "more"):
                versions.setdefault(question.variant_of or question.id, []).append(question.id)
        items += [Item(key, tuple(ids)) for ids in versions.values()]
    return items


class Records(widgets.VBox):
    """What was finished, where it is kept, and buttons to take it along.

    Parameters
    ----------
    store : Store
    shelf : callable
        Returns all lessons.
    """

    def __init__(self, store: Store, shelf: Callable[[], Sequence[Lesson]]) -> None:
        self.store, self.shelf = store, shelf
        self.words = widgets.HTML()
        self.keeper = Keeper(store, shelf, OFFERS)
        self.keeper.after = self.show
        self.show()
        super().__init__([self.words, self.keeper])

    def show(self) -> None:
        """Say what has been done and where it is kept."""
        done, open_ = [], []
        for lesson in self.shelf():
            if finished(lesson, self.store.entries):
                done.append(lesson.title)
            elif begun(lesson, self.store.entries):
                open_.append(lesson.title)
        said = [
            f"<p><strong>{word}:</strong> {escape('; '.join(titles))}</p>"
            for word, titles in ((say("records_finished"), done), (say("records_begun"), open_))
            if titles
        ]
        now = datetime.now(UTC)
        due = sum(one.at <= now for one in due_items(exit_items(self.shelf()), self.store.entries))
        words = say_number("records_due", due, number=due or say("general_or_none"))
        review = f'<a href="13_review.ipynb">{say("records_review")}</a>'
        said.append(f"<p><strong>{review}:</strong> {words}</p>")
        where = (
            say("records_off")
            if self.store.path is None
            else say("records_where", file=f"<code>{escape(str(self.store.path))}</code>")
        )
        self.words.value = f"<h3>{say('records_your_work')}</h3>{''.join(said)}<p>{where}</p>"
