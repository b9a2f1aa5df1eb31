"""The student's progress on the page: what is wrong with saving, and files in and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import traitlets

from helpers.evidence import in_class, say
from helpers.page.in_notebook.controls import JS
from helpers.page.in_notebook.worded import Worded
from helpers.page.spec import Lesson
from helpers.page.summary import summary
from helpers.progress import LARGEST, Store


class Keeper(Worded):
    """A bar that appears when answers cannot be saved, and buttons for files.

    Parameters
    ----------
    store : Store
    shelf : callable
        Returns all lessons, for the summary.
    offers : sequence of str
        Which buttons: `summary`, `progress`, `upload`, `anew`.
    only : str
        Key of the lesson the summary is about; empty for all.
    alarm : bool
        Show the bar; one widget of a page does.
    """

    _esm = JS / "progress.js"
    word_groups = ("keeper",)

    trouble = traitlets.Unicode().tag(sync=True)
    notices = traitlets.List(traitlets.Unicode()).tag(sync=True)
    unsaved = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    kept = traitlets.Bool().tag(sync=True)
    largest = traitlets.Int(LARGEST).tag(sync=True)
    offers = traitlets.List(traitlets.Unicode()).tag(sync=True)
    alarm = traitlets.Bool().tag(sync=True)

    def __init__(
        self,
        store: Store,
        shelf: Callable[[], Sequence[Lesson]],
        offers: Sequence[str] = (),
        only: str = "",
        alarm: bool = False,
    ) -> None:
        self.store, self.shelf, self.only = store, shelf, only
        self.after: Callable[[], None] | None = None
        super().__init__(offers=list(offers), alarm=alarm, kept=store.path is not None)
        self.show()
        store.on_change.append(self.show)
        self.on_msg(self._message)

    def close(self) -> None:
        """Close the bar; the store no longer tells it anything."""
        if self.show in self.store.on_change:
            self.store.on_change.remove(self.show)
        super().close()

    def show(self) -> None:
        """Show what the store has to say."""
        self.trouble = self.store.trouble
        # The page holds what is not on the disk, for the case that the kernel goes next.
        self.unsaved = self.store.text() if self.trouble and self.alarm else ""
        if self.alarm:
            # What a room answers is nobody's own, and kept by the room.
            off = [] if self.kept or in_class() else [say("records_off")]
            self.notices = [*self.store.notices, *off]

    def file(self, kind: str) -> dict[str, str]:
        """Return a file by name, type and text: the `summary`, or the `progress` itself."""
        day = datetime.now().strftime("%Y-%m-%d")
        if kind == "summary":
            text = summary(self.store.entries, self.shelf(), self.only)
            name = f"hair-cycle-lab-{self.only.replace('_', '-') or 'summary'}-{day}.html"
            return {"name": name, "type": "text/html", "text": text}
        name = f"hair-cycle-lab-progress-{day}.json"
        return {"name": name, "type": "application/json", "text": self.store.text()}

    def _message(self, _: object, content: dict, __: object) -> None:  # type: ignore[type-arg]
        if content.get("file") in self.offers or content.get("file") == "progress":
            self.send({"save": self.file(content["file"])})
            return
        if "upload" in content:
            self.said = self.store.take_in(str(content["upload"]))
        elif content.get("anew"):
            self.said = self.store.begin_anew()
        if self.after:
            self.after()
