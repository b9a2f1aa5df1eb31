"""One lesson's share of the progress: what to restore, and what to note."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from helpers.progress.entries import Entry, Kind
from helpers.progress.store import Store


class LessonProgress:
    """What was done in a lesson since its last fresh start.

    Parameters
    ----------
    store : Store
    lesson : str

    Attributes
    ----------
    answers : list of (str, dict)
        Question id and answer, oldest first.
    stages : set of str
        Stages that were finished.
    settings : dict of str to dict
        The last setting of each explorer.
    """

    def __init__(self, store: Store, lesson: str) -> None:
        self.store, self.lesson = store, lesson
        self._read()

    def _read(self) -> None:
        self.answers: list[tuple[str, dict[str, Any]]] = []
        self.stages: set[str] = set()
        self.settings: dict[str, dict[str, Any]] = {}
        for entry in since_fresh(self.store.entries, self.lesson):
            if entry.kind == "answer":
                self.answers.append((entry.key, entry.value))
            elif entry.kind == "stage":
                self.stages.add(entry.key)
            elif entry.kind == "setting":
                self.settings[entry.key] = entry.value

    def __bool__(self) -> bool:
        return bool(self.answers or self.stages)

    def last(self, question: str) -> dict[str, Any] | None:
        """Return the last answer to a question, or None."""
        return next((value for key, value in reversed(self.answers) if key == question), None)

    def answer(self, question: str, value: Mapping[str, Any]) -> None:
        """Note an answer; it is on the disk when this returns."""
        self._note("answer", question, value)

    def stage(self, name: str) -> None:
        """Note that a stage is finished."""
        if name not in self.stages:
            self.stages.add(name)
            self._note("stage", name, {})

    def setting(self, explorer: str, value: Mapping[str, Any]) -> None:
        """Note where an explorer stands, if that is new; written when it rests."""
        if self.settings.get(explorer) == value:
            return
        self.settings[explorer] = deepcopy(dict(value))  # lists in it may grow later
        self.store.add_later(self.lesson, "setting", explorer, dict(value))

    def afresh(self) -> None:
        """Begin the lesson anew; what was answered before stays in the file."""
        self.store.add(self.lesson, "fresh")
        self._read()

    def _note(self, kind: Kind, key: str, value: Mapping[str, Any]) -> None:
        self.store.add(self.lesson, kind, key, dict(value))


def since_fresh(entries: list[Entry], lesson: str) -> list[Entry]:
    """Return the entries of a lesson after its last fresh start."""
    own = [entry for entry in entries if entry.lesson == lesson]
    starts = [place for place, entry in enumerate(own) if entry.kind == "fresh"]
    return own[starts[-1] + 1 :] if starts else own
