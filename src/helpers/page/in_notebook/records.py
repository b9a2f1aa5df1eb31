"""What the start page keeps up to date: the course, what is due, where answers are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape

from helpers.evidence import say, say_number
from helpers.page.in_notebook.progress_bar import Keeper
from helpers.page.spec import Lesson
from helpers.page.way import REVIEW, AnyLesson, course_html, exit_items
from helpers.pictures.widget import HTML, VBox
from helpers.progress import Entry, Store, due_items

OFFERS = ("summary", "progress", "upload", "anew")


class CourseList(HTML):
    """The course with the state of each lesson; it follows what is loaded or put away.

    Parameters
    ----------
    store : Store
    shelf : callable
        Returns all lessons.
    """

    def __init__(self, store: Store, shelf: Callable[[], Sequence[AnyLesson]]) -> None:
        self.store, self.shelf = store, shelf
        self.known: list[Entry] | None = None
        super().__init__()
        self.show()
        store.on_change.append(self.show)

    def show(self) -> None:
        """Show how far one is; what is done on the start page itself changes nothing."""
        entries = [entry for entry in self.store.entries if entry.lesson != "start_here"]
        if entries != self.known:
            self.known = entries
            self.value = course_html(self.shelf(), datetime.now(UTC), entries)

    def close(self) -> None:
        """Close the list; the store no longer tells it anything."""
        if self.show in self.store.on_change:
            self.store.on_change.remove(self.show)
        super().close()


class Records(VBox):
    """What is due, where answers are kept, and buttons to take them along.

    Parameters
    ----------
    store : Store
    shelf : callable
        Returns all lessons.
    """

    def __init__(self, store: Store, shelf: Callable[[], Sequence[Lesson]]) -> None:
        self.store, self.shelf = store, shelf
        self.words = HTML()
        self.keeper = Keeper(store, shelf, OFFERS)
        self.keeper.after = self.show
        self.show()
        super().__init__([self.words, self.keeper])

    def show(self) -> None:
        """Say what is due and where answers are kept."""
        now = datetime.now(UTC)
        due = sum(one.at <= now for one in due_items(exit_items(self.shelf()), self.store.entries))
        words = say_number("records_due", due, number=due or say("general_or_none"))
        review = f'<a href="{REVIEW}">{say("records_review")}</a>'
        where = (
            say("records_off")
            if self.store.path is None
            else say("records_where", file=f"<code>{escape(str(self.store.path))}</code>")
        )
        self.words.value = f"<p><strong>{review}:</strong> {words}</p><p>{where}</p>"
