"""The progress file and its copy: read, merged and written after each answer."""

from __future__ import annotations

import asyncio
import atexit
import errno
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from helpers.evidence import in_class, say
from helpers.progress.entries import Entry, Kind, NotProgress, from_text, merged, rescued, to_text
from helpers.progress.files import only_one, set_aside, write_whole

VARIABLE = "HAIR_CYCLE_LAB_PROGRESS"
"""Environment variable: path of the file, or `off` to keep nothing."""
REST = 0.5  # seconds without a move before a setting is written


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
        return Path(named).expanduser()
    # In a browser only the working folder outlives the page.
    base = Path.cwd() if sys.platform == "emscripten" else Path.home()
    return base / "hair-cycle-lab" / "progress.json"


class Store:
    """The entries of one student.

    Parameters
    ----------
    path : Path or None
        The file; None keeps entries in memory only.

    Attributes
    ----------
    entries : list of Entry
        Everything known, by time.
    notices : list of str
        Sentences about files that were kept aside.
    trouble : str
        Why answers are not being saved; empty if they are.
    on_change : list of callable
        Called without arguments when `trouble` or `notices` may have changed.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.entries: list[Entry] = []
        self.notices: list[str] = []
        self.trouble = ""
        self.on_change: list[Callable[[], None]] = []
        self._own: list[Entry] = []
        self._waiting: dict[tuple[str, str], Entry] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._last = datetime.min.replace(tzinfo=UTC)
        if path is not None and (path.exists() or self._copy(path).exists()):
            self._sync(write=False)

    @staticmethod
    def _copy(path: Path) -> Path:
        return path.with_name(f"{path.stem}-copy{path.suffix}")

    # -- adding

    def add(
        self, lesson: str, kind: Kind, key: str = "", value: dict[str, Any] | None = None
    ) -> None:
        """Add an entry and write the file at once."""
        self._take(self._entry(lesson, kind, key, value))
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
        for entry in self._waiting.values():
            self._take(entry)
        self._waiting.clear()
        if self.path is not None:
            self._sync(write=True)

    def _entry(self, lesson: str, kind: Kind, key: str, value: dict[str, Any] | None) -> Entry:
        # Two entries of one process never share a time, so their order is certain.
        self._last = max(datetime.now(UTC), self._last + timedelta(microseconds=1))
        return Entry(at=self._last, lesson=lesson, kind=kind, key=key, value=value or {})

    def _take(self, entry: Entry) -> None:
        self._own.append(entry)
        self.entries = merged(self.entries, [entry])

    # -- files

    def take_in(self, text: str) -> str:
        """Merge a file from elsewhere; say in a sentence what came of it."""
        try:
            found = from_text(text)
        except NotProgress as error:
            found = rescued(text) if error.why == "damaged" else []
            if not found:
                return say("store_nothing_read", why=say(f"store_{error.why}"))
        before = len(self.entries)
        self._own = merged(self._own, found)
        self.entries = merged(self.entries, found)
        self.flush()
        new = len(self.entries) - before
        said = say("store_read", number=len(found), new=new or say("general_none"))
        return f"{said} {self.trouble}".strip()

    def text(self) -> str:
        """Return the whole file, for taking to another computer."""
        return to_text(merged(self.entries, self._waiting.values()))

    def begin_anew(self) -> str:
        """Keep the file aside and begin an empty one; say where the old one is."""
        self._waiting.clear()
        self.entries, self._own = [], []
        if self.path is None or not self.path.exists():
            return say("store_nothing_away")
        try:
            with only_one(self._lock_file(self.path)):
                kept = set_aside(self.path, "kept")
                self._copy(self.path).unlink(missing_ok=True)
        except OSError as error:
            return self._said(error)
        return say("store_put_away", file=kept)

    @staticmethod
    def _lock_file(path: Path) -> Path:
        return path.with_name(f".{path.stem}.lock")

    def _sync(self, write: bool) -> None:
        """Read both files, keep aside what is not ours, and write the union back."""
        path = self.path
        assert path is not None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with only_one(self._lock_file(path)):
                found, bad = self._read(path)
                if bad:  # what this page has seen may be in no file any more
                    found = merged(found, self.entries)
                self.entries = merged(found, self._own)
                if write or bad:
                    self._write(path, bad)
            self.trouble = ""
        except OSError as error:
            self.trouble = self._said(error)
        for tell in self.on_change:
            tell()

    def _read(self, path: Path) -> tuple[list[Entry], dict[Path, str]]:
        """Return the entries of both files, and which of them must be kept aside, and why."""
        found: list[list[Entry]] = []
        bad: dict[Path, str] = {}
        for file in (path, self._copy(path)):
            try:
                text = file.read_bytes().decode("utf-8", errors="replace")
            except FileNotFoundError:
                if file == path and self._copy(path).exists():
                    # The student took the file away: the copy must not bring it back.
                    bad[self._copy(path)] = "kept"
                    return [], bad
                continue
            try:
                found.append(from_text(text))
            except NotProgress as error:
                bad[file] = error.why
                if error.why == "damaged":
                    found.append(rescued(text))
        return merged(*found), bad

    def _write(self, path: Path, bad: dict[Path, str]) -> None:
        text = to_text(self.entries)
        for file in (path, self._copy(path)):
            if file in bad:
                # First see that there is room for the new file, then let go of the old name.
                new = path.with_name(f".{path.stem}.new")
                write_whole(new, text)
                kept = set_aside(file, bad[file])
                os.replace(new, file)
                self._tell_kept(file, kept, bad[file])
            else:
                write_whole(file, text)

    def _tell_kept(self, file: Path, kept: Path, why: str) -> None:
        number = sum(entry.kind == "answer" for entry in self.entries)
        if why == "kept":
            said = say("store_gone", file=self.path, kept=kept.name)
        else:
            values = {"file": file.name, "kept": kept.name, "why": say(f"store_{why}")}
            said = (
                say("store_kept_newer", **values)
                if why == "newer"
                else say("store_kept_aside", number=number, **values)
            )
        if said not in self.notices:
            self.notices.append(said)

    def _said(self, error: OSError) -> str:
        place = self.path.parent if self.path else ""
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            why = say("store_disk_full")
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            why = say("store_no_right", folder=place)
        elif isinstance(error, (NotADirectoryError, FileExistsError)):
            why = say("store_no_folder", folder=place)
        else:
            why = say("store_computer_said", said=error.strerror or error, folder=place)
        return say("store_not_saved", why=why)
