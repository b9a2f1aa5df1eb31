"""What a student's progress is made of: entries, and their union without doubles."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, date, datetime
from math import isfinite
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

DEEPEST = 20  # lists and objects inside each other in one entry
LONGEST = 20_000  # characters of one entry
YEARS = range(2000, 2100)
"""Years in which an entry can lie; any other comes from a damaged file or a broken clock."""

Kind = Literal["answer", "stage", "setting", "fresh"]


def _utc(at: datetime) -> datetime:
    # The ends of the calendar cannot be moved to another time zone.
    if at.year - 1 not in YEARS and at.year + 1 not in YEARS:
        raise ValueError("outside the calendar of the lessons")
    at = at.astimezone(UTC)
    if at.year not in YEARS:
        raise ValueError("outside the calendar of the lessons")
    return at


def _plain(value: Any, depth: int = 0) -> None:
    """Refuse what JSON, the database or a page cannot hold."""
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        value.encode("utf-8")  # half a character is refused
    elif isinstance(value, list):
        for one in value:
            _plain(one, depth + 1)
    elif isinstance(value, dict):
        for name, one in value.items():
            _plain(name, depth + 1)
            _plain(one, depth + 1)
    elif isinstance(value, (int, float)):
        try:
            finite = isfinite(value)
        except OverflowError:
            finite = False
        if not finite:
            raise ValueError("a number beyond all numbers")
    elif value is not None:
        raise ValueError("not a value of JSON")


def _checked(value: dict[str, Any]) -> dict[str, Any]:
    _plain(value)
    return value


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).year in YEARS
    except ValueError:
        return False


def _is_level(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100


_CHECKS = {
    "asked": lambda value: isinstance(value, str),
    "text": lambda value: isinstance(value, str),
    "case": lambda value: isinstance(value, str),
    "right": lambda value: isinstance(value, bool),
    "sure": _is_level,
    "on": _is_day,
}
_OF_A_CASE = ("on", "sure", "right")


class Entry(BaseModel):
    """One thing that happened, on one line of the file.

    `kind` is an answer (`key`: the question), a stage that was finished, a setting of an
    explorer (of which only the last one counts), or a fresh start of a lesson. What pages
    read of an answer has the type they expect, so no page meets another.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: Annotated[AwareDatetime, AfterValidator(_utc)]
    lesson: Annotated[str, Field(max_length=200)]
    kind: Kind
    key: Annotated[str, Field(max_length=200)] = ""
    value: Annotated[dict[str, Any], AfterValidator(_checked)] = {}

    @model_validator(mode="after")
    def _as_pages_read_it(self) -> Self:
        if self.kind == "answer":
            names = _OF_A_CASE if "case" in self.value else ()
            for name, fits in _CHECKS.items():
                if (name in self.value or name in names) and not fits(self.value.get(name)):
                    raise PydanticCustomError("part", "cannot be used", {"part": name})
        if len(self.line()) > LONGEST:
            raise PydanticCustomError("part", "too long", {"part": "value"})
        return self

    @property
    def when(self) -> str:
        """The time with a fixed number of digits, so that texts sort as times do."""
        return self.at.isoformat(timespec="microseconds").replace("+00:00", "Z")

    def line(self) -> str:
        """Return the entry as one line of JSON, always the same for the same entry."""
        fields: dict[str, Any] = {"at": self.when, "lesson": self.lesson, "kind": self.kind}
        if self.key:
            fields["key"] = self.key
        if self.value:
            fields["value"] = self.value
        return json.dumps(fields, ensure_ascii=False, allow_nan=False)


class Ledger:
    """Entries by time, each once; of a setting only the last one is kept.

    What is in it does not depend on the order in which entries are added, nor on how often,
    so that files of two tabs or two computers can be joined as often as one likes.

    Attributes
    ----------
    entries : list of Entry
        By time.
    size : int
        Characters of all entries together.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries: list[Entry] = []
        self.size = 0
        self._lines: list[str] = []
        self._known: set[str] = set()
        self._settings: dict[tuple[str, str], tuple[str, Entry]] = {}
        self.add_all(entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, entry: Entry) -> bool:
        return entry.line() in self._known

    def add_all(self, entries: Iterable[Entry]) -> None:
        """Add entries that are new."""
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Add an entry, if it is new."""
        line = entry.line()
        if line in self._known:
            return
        if entry.kind == "setting":
            place = entry.lesson, entry.key
            if place in self._settings:
                before, _ = self._settings[place]
                if before > line:
                    return
                self._drop(before)
            self._settings[place] = line, entry
        at = bisect_left(self._lines, line)
        self._lines.insert(at, line)
        self.entries.insert(at, entry)
        self._known.add(line)
        self.size += len(line)

    def _drop(self, line: str) -> None:
        at = bisect_left(self._lines, line)
        del self._lines[at], self.entries[at]
        self._known.remove(line)
        self.size -= len(line)

    @property
    def settings(self) -> list[Entry]:
        """The last setting of each explorer."""
        return [entry for _, entry in self._settings.values()]


def merged(*many: Iterable[Entry]) -> list[Entry]:
    """Return the union of entries by time; of a setting only the last one is kept.

    Examples
    --------
    >>> one = Entry(at="2026-01-01T00:00:00Z", lesson="iron", kind="stage", key="look")
    >>> len(merged([one], [one]))
    1
    """
    return Ledger(entry for entries in many for entry in entries).entries
