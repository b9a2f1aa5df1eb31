"""The progress of one student: read, merged and written after each answer."""

from __future__ import annotations

import asyncio
import atexit
import errno
import json
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.evidence import in_class, say
from helpers.progress.entries import YEARS, Entry, Kind, Ledger
from helpers.progress.files import NotAFile, free_name, write_whole
from helpers.progress.json_file import LARGEST, left_out_words, read_text, to_text
from helpers.progress.plain import PlainFile

if TYPE_CHECKING:
    from helpers.progress.database import Database

VARIABLE = "HAIR_CYCLE_LAB_PROGRESS"
"""Environment variable: path of the file, or `off` to keep nothing.

A path that ends in `.json` names a file of an earlier version: it is taken over once and stays
as it is, and the database stands beside it, with `.sqlite3` in place of `.json`.
"""
REST = 0.5  # seconds without a move before a setting is written
_TICK = timedelta(microseconds=1)
_END = datetime(YEARS[-1], 12, 31, 23, 59, 59, tzinfo=UTC)


def in_browser() -> bool:
    """Return whether Python runs in a browser, or without SQLite as some of them do."""
    return sys.platform == "emscripten" or find_spec("_sqlite3") is None


def progress_path() -> Path | None:
    """Return where progress is kept, or None if it is not.

    The home folder outlives a new download of the lessons, is the student's own on a shared
    computer, and every tab finds the same file there. What is answered on the screen of a
    class is nobody's, so it is not kept: the lesson is as new in the next class.
    """
    if in_class():
        return None
    named = os.environ.get(VARIABLE, "").strip()
    if named.lower() == "off":
        return None
    if named:
        return _file(Path(named).expanduser())
    # In a browser only the working folder outlives the page.
    base = Path.cwd() if sys.platform == "emscripten" else Path.home()
    return _file(base / "hair-cycle-lab" / "progress.json")


def _file(path: Path) -> Path:
    """Return the file that is written, given the one that was named."""
    if in_browser():
        return path.with_suffix(".json")
    return path.with_suffix(".sqlite3") if path.suffix == ".json" else path


def _followed(path: Path) -> Path:
    """Follow symbolic links: what they lead to is written, and they stay."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link to itself
        return path


class Store:
    """The entries of one student.

    Parameters
    ----------
    path : Path or None
        The database, or a file of JSON beside which it stands; None keeps entries in memory
        only.

    Attributes
    ----------
    path : Path or None
        The file that is written.
    entries : list of Entry
        Everything known, by time.
    notices : list of str
        Sentences about entries that were left out and files that were kept aside.
    trouble : str
        Why answers are not being saved; empty if they are.
    on_change : list of callable
        Called without arguments when `trouble` or `notices` may have changed.
    """

    @property
    def seed(self) -> str:
        """Whose order the options of questions have: stable for one student on one machine.

        Empty where nothing is kept, as in class: there everybody sees one order.
        """
        if self.path is None:
            return ""
        return sha256(f"{platform.node()} {self.path}".encode()).hexdigest()[:16]

    def __init__(self, path: Path | None) -> None:
        self.path = None if path is None else _file(_followed(path))
        self._shelf = self._shelf_of(self.path, path)
        self.notices: list[str] = self._shelf.notices if self._shelf else []
        self.trouble = ""
        self.on_change: list[Callable[[], None]] = []
        self._known = Ledger()
        self._mine: list[Entry] = []
        self._taken: list[Entry] = []
        self._waiting: dict[tuple[str, str], Entry] = {}
        self._timer: asyncio.TimerHandle | None = None
        if self._shelf:
            self._sync(write=False)

    @staticmethod
    def _shelf_of(path: Path | None, named: Path | None) -> Database | PlainFile | None:
        if path is None or named is None:
            return None
        if in_browser():
            return PlainFile(path)
        from helpers.progress.database import Database

        # A link may lead to a database beside which no other file belongs to it.
        old = _followed(named) if named.suffix == ".json" else path.with_suffix(".json")
        return Database(_followed(path), old)

    @property
    def entries(self) -> list[Entry]:
        """Everything known, by time."""
        return self._known.entries

    # -- adding

    def add(
        self, lesson: str, kind: Kind, key: str = "", value: dict[str, Any] | None = None
    ) -> None:
        """Add an entry; it is on the disk when this returns, unless `trouble` says why not."""
        self._mine.append(self._entry(lesson, kind, key, value))
        self.flush()

    def add_later(self, lesson: str, kind: Kind, key: str, value: dict[str, Any]) -> None:
        """Add an entry that the next one under its key replaces; write when there is rest."""
        self._waiting[lesson, key] = self._entry(lesson, kind, key, value)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no kernel: a test, or a script
            self.flush()
            return
        if self._timer:
            self._timer.cancel()
        else:  # a page that is closed ends its kernel before the rest is over
            atexit.register(self.flush)
        self._timer = loop.call_later(REST, self.flush)

    def flush(self) -> None:
        """Write what has not been written."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
            atexit.unregister(self.flush)
        self._mine += self._waiting.values()
        self._waiting.clear()
        self._sync(write=True)

    def _entry(self, lesson: str, kind: Kind, key: str, value: dict[str, Any] | None) -> Entry:
        # What JSON makes of it is what comes back from the file: a tuple becomes a list.
        plain = json.loads(json.dumps(value or {}, default=list))
        return Entry(at=self._now(self._known), lesson=lesson, kind=kind, key=key, value=plain)

    def _now(self, known: Ledger, after: datetime | None = None) -> datetime:
        """Return the time, but never before the newest entry's.

        So the order is certain, and a clock that was ahead hides no later answer.
        """
        newest = [after] if after else []
        newest += [entries[-1].at for entries in (known.entries, self._mine) if entries]
        return min(_END, max([datetime.now(UTC), *(at + _TICK for at in newest)]))

    def _stamped(self, known: Ledger) -> list[Entry]:
        """Return what is to be written: own entries after all that other pages have written."""
        last = known.entries[-1].at if known.entries else None
        made: list[Entry] = []
        for entry in self._mine:
            if last is not None and entry.at <= last:
                entry = Entry(
                    at=min(_END, last + _TICK),
                    lesson=entry.lesson, kind=entry.kind, key=entry.key, value=entry.value,
                )  # fmt: skip
            made.append(entry)
            last = entry.at
        return [*self._taken, *made]

    # -- files

    def take_in(self, text: str) -> str:
        """Merge a file from elsewhere; say in a sentence what came of it."""
        found = read_text(text)
        if found.why and not found.entries:
            return say("store_nothing_read", why=say(f"store_{found.why}"))
        together = Ledger([*self.entries, *found.entries])
        if together.size > LARGEST:
            return say("store_nothing_read", why=say("store_no_room"))
        new = len(together) - len(self.entries)
        self._taken += found.entries
        self.flush()
        said = say("store_read", number=len(found.entries), new=new or say("general_none"))
        return " ".join(filter(None, [said, left_out_words(found.left_out), self.trouble]))

    def text(self) -> str:
        """Return everything as a file of JSON, for taking to another computer."""
        return to_text(Ledger([*self.entries, *self._waiting.values()]).entries)

    def begin_anew(self) -> str:
        """Keep the answers aside in a file of JSON and begin anew; say where they are."""
        self._mine += self._waiting.values()
        self._waiting.clear()
        if self._shelf is None or self.path is None or not (self.entries or self._mine):
            self._mine, self._taken, self._known = [], [], Ledger()
            return say("store_nothing_away")
        kept = free_name(self.path, "kept", ".json")
        self._sync(write=True)
        if self.trouble:
            return self.trouble
        try:
            self._shelf.clear(lambda: write_whole(kept, to_text(self._shelf_entries())))
        except Exception as error:
            return self._said(error)
        self._known = self._shelf.ledger
        return say("store_put_away", file=kept)

    def _shelf_entries(self) -> list[Entry]:
        return self._shelf.ledger.entries if self._shelf else []

    def _sync(self, write: bool) -> None:
        """Read what others have written, and write what is new."""
        if self._shelf is None:
            self._known.add_all([*self._taken, *self._mine])
            self._mine, self._taken = [], []
            return
        try:
            if write:
                self._shelf.write(self._stamped)
                self._mine, self._taken = [], []
            else:
                self._shelf.read()
            self.trouble = ""
            self._known = self._shelf.ledger
        except Exception as error:
            self.trouble = self._said(error)
            self._known = Ledger([*self._shelf.ledger.entries, *self._taken, *self._mine])
        for tell in self.on_change:
            tell()

    def _said(self, error: Exception) -> str:
        """Say why nothing could be written.

        Raises
        ------
        Exception
            The error itself, if neither the disk nor the file is to blame.
        """
        if type(error).__name__ == "Damaged":  # while another page is at it
            return say("store_not_saved", why=say("store_busy"))
        if not isinstance(error, OSError) and type(error).__module__ != "sqlite3":
            raise error
        place = self.path.parent if self.path else ""
        code = getattr(error, "errno", None)
        name = str(getattr(error, "sqlite_errorname", ""))
        if isinstance(error, NotAFile):
            why = say("store_no_file", file=self.path)
        elif code in (errno.ENOSPC, errno.EDQUOT) or name.startswith("SQLITE_FULL"):
            why = say("store_disk_full")
        elif code in (errno.EACCES, errno.EPERM, errno.EROFS) or name.startswith(
            ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")
        ):
            why = say("store_no_right", folder=place)
        elif name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            why = say("store_busy")
        elif isinstance(error, (NotADirectoryError, FileExistsError)):
            why = say("store_no_folder", folder=place)
        else:
            said = getattr(error, "strerror", None) or error
            why = say("store_computer_said", said=said, folder=place)
        return say("store_not_saved", why=why)
