"""The progress as one table of SQLite, with a copy beside it.

Each answer is one row, on the disk before it counts as saved. The journal is SQLite's own
(not write-ahead), so that one file holds everything, may lie in a network folder, and can be
copied while a page is open.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from helpers.evidence import say
from helpers.progress.alone import alone
from helpers.progress.copies import APPLICATION, TABLE, VERSION, keep_copy, lost_rows
from helpers.progress.entries import Entry, Ledger
from helpers.progress.files import (
    check_plain,
    free_name,
    keep_folder,
    kept_aside,
    write_whole,
)
from helpers.progress.json_file import Reading, Why, left_out_words, read_bytes, to_text
from helpers.progress.salvage import (
    COLUMNS,
    FAULTS,
    WAIT,
    Damaged,
    entry_of,
    is_damage,
    salvaged,
)

_INSERT = f"INSERT OR IGNORE INTO entries ({', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?)"


def _row(entry: Entry) -> tuple[str, str, str, str, str]:
    value = json.dumps(entry.value, ensure_ascii=False, allow_nan=False)
    return entry.when, entry.lesson, entry.kind, entry.key, value


class Database:
    """One student's entries in one file.

    Parameters
    ----------
    path : Path
        The file; a symbolic link must have been followed.
    old : Path
        A file of JSON that is taken over when there is no database yet; it stays as it is.

    Attributes
    ----------
    ledger : Ledger
        What is known of the file.
    notices : list of str
        Sentences about what was taken over, left out or kept aside.
    """

    def __init__(self, path: Path, old: Path) -> None:
        self.path, self.old = path, old
        self.ledger = Ledger()
        self.notices: list[str] = []
        self._seen = 0
        self._rescued: list[Entry] = []

    @property
    def copy(self) -> Path:
        """The copy, which is read when the file is damaged."""
        return self.path.with_name(f"{self.path.stem}-copy{self.path.suffix}")

    # -- what a page does

    def read(self) -> None:
        """Read the file, or what there is in its place, and write nothing if it is whole."""
        for file in (self.path, self.copy):
            check_plain(file)
        if not self.path.exists():
            if self.copy.exists():
                self._gone()
            self._take_over()
            return
        with alone(self.path, reading=True) as held:
            place = _place(self.path)
            try:
                with self._open() as base:
                    base.execute("BEGIN")
                    self._read(base)
                    base.execute("COMMIT")
                    self._rescued += lost_rows(base, self.copy)
                    self.ledger.add_all(self._rescued)
            except FAULTS as error:
                if not held:
                    raise
                self._repair(error, place)

    def write(self, make: Callable[[Ledger], list[Entry]]) -> None:
        """Add entries; they are on the disk when this returns.

        Parameters
        ----------
        make : callable
            Returns the entries to add, given those that are in the file.

        Raises
        ------
        OSError, sqlite3.Error
            If nothing could be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with alone(self.path):
            for _ in range(5):
                if not self.path.exists():
                    known = self.ledger.entries  # what this page has seen stays
                    if self.copy.exists():
                        self._gone()
                    self._take_over()
                    self._rescued = [*self._rescued, *self.ledger.entries, *known]
                    self._begin()
                place = _place(self.path)
                try:
                    self._write(make)
                except FAULTS as error:
                    self._repair(error, place)
                    continue
                # Whoever put another file under this name meanwhile takes no rows away.
                if _place(self.path) == place:
                    return
        raise OSError("The file changed each time it was written.")

    def clear(self, kept: Callable[[], None]) -> None:
        """Forget every entry, after another function has kept them elsewhere."""
        with alone(self.path), self._open() as base:
            base.execute("BEGIN IMMEDIATE")
            self._read(base)
            kept()
            self.copy.unlink(missing_ok=True)
            base.execute("DELETE FROM entries")
            base.execute("COMMIT")
        self.ledger, self._rescued = Ledger(), []

    # -- one connection

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        check_plain(self.path)
        # Each time anew: a file that was moved away meanwhile must not be written to.
        with closing(sqlite3.connect(self.path, WAIT, isolation_level=None)) as base:
            base.text_factory = bytes  # a damaged text is found where it is decoded
            base.execute("PRAGMA synchronous=EXTRA")
            base.execute("PRAGMA secure_delete=ON")
            yield base

    def _begin(self) -> None:
        """Make an empty file that only its owner can read."""
        check_plain(self.path)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))

    def _write(self, make: Callable[[Ledger], list[Entry]]) -> None:
        with self._open() as base:
            base.execute("BEGIN IMMEDIATE")
            try:
                if self._is_empty(base):
                    base.execute(TABLE.format(place=""))
                    base.execute(f"PRAGMA application_id={APPLICATION}")
                    base.execute(f"PRAGMA user_version={VERSION}")
                self._read(base)
                new = [*self._rescued, *make(self.ledger)]
                self.ledger.add_all(new)
                kept = [entry for entry in new if entry in self.ledger]
                base.executemany(_INSERT, map(_row, kept))
                self._drop_older(base, [entry for entry in kept if entry.kind == "setting"])
                if self._number(base) != len(self.ledger):
                    self._drop_older(base, self.ledger.settings)
                    if self._number(base) != len(self.ledger):
                        raise Damaged("damaged")  # a row went nowhere
                base.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    base.execute("ROLLBACK")
                raise
            self._rescued = []
            keep_copy(base, self.copy)

    @staticmethod
    def _drop_older(base: sqlite3.Connection, settings: Iterable[Entry]) -> None:
        for entry in settings:
            at, lesson, kind, key, value = _row(entry)
            base.execute(
                "DELETE FROM entries WHERE kind=? AND lesson=? AND key=? AND (at, value)<(?, ?)",
                (kind, lesson, key, at, value),
            )

    def _is_empty(self, base: sqlite3.Connection) -> bool:
        """Return whether nothing was ever written; refuse what is not ours."""
        (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:
            if self.copy.exists():  # a file with a copy was never empty
                raise Damaged("damaged")
            return True
        (ours,) = base.execute("PRAGMA application_id").fetchone()
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if ours != APPLICATION:
            raise Damaged("foreign")
        if version > VERSION:
            raise Damaged("newer")
        return False

    def _read(self, base: sqlite3.Connection) -> None:
        """Read the rows that are new; all of them if others have gone."""
        if self._is_empty(base):
            self._take_over()
            self._rescued = [*self._rescued, *self.ledger.entries]
            return
        self._read_from(base, self._seen)
        number = self._number(base)
        if number != len(self.ledger):
            self.ledger = Ledger()
            if self._read_from(base, 0) != number:
                raise Damaged("damaged")

    def _read_from(self, base: sqlite3.Connection, seen: int) -> int:
        """Read the rows after a number; return how many there were."""
        query = f"SELECT number, {', '.join(COLUMNS)} FROM entries WHERE number>? ORDER BY number"
        entries, last = [], seen
        for number, *row in base.execute(query, (seen,)):
            entry = entry_of(row)
            if entry is None:
                raise Damaged("damaged")
            entries.append(entry)
            last = number
        self.ledger.add_all(entries)
        self._seen = last
        return len(entries)

    @staticmethod
    def _number(base: sqlite3.Connection) -> int:
        return int(base.execute("SELECT count(*) FROM entries").fetchone()[0])

    # -- what was there before

    def _take_over(self) -> None:
        """Read a file of JSON of an earlier version, and its copy; both stay as they are."""
        found = Reading()
        for file in (self.old, self.old.with_name(f"{self.old.stem}-copy{self.old.suffix}")):
            if file in (self.path, self.copy) or not self.old.exists():
                continue
            with suppress(FileNotFoundError):
                check_plain(file)
                read = read_bytes(file.read_bytes())
                found.entries += read.entries
                if file == self.old:
                    found.why, found.left_out = read.why, read.left_out
        self.ledger = Ledger(found.entries)
        said = left_out_words(found.left_out)
        if found.why:
            said = say(
                "store_kept_json",
                file=self.old.name, why=say(f"store_{found.why}"), number=self._answers(),
            )  # fmt: skip
        self._tell(said)

    def _gone(self) -> None:
        """Keep what the copy holds aside: the student took the file itself away."""
        entries = salvaged(self.copy).entries
        kept = free_name(self.path, "kept", ".json")
        write_whole(kept, to_text(entries))
        self.copy.unlink(missing_ok=True)
        # An earlier version's file must not bring it back either.
        self.ledger, self._seen = Ledger(), 0
        self._tell(say("store_gone", file=self.path, kept=kept.name))

    def _repair(self, error: Exception, place: tuple[int, int]) -> None:
        """Keep a damaged file aside and put what can be read of it and of its copy in its place.

        Raises
        ------
        OSError, sqlite3.Error
            If that cannot be done; then everything is as it was.
        """
        if not is_damage(error):
            raise error
        with closing(sqlite3.connect(self.path, WAIT, isolation_level=None)) as base:
            base.text_factory = bytes
            try:
                base.execute("BEGIN EXCLUSIVE")  # also against programs that know no lock of ours
            except FAULTS as fault:
                if not is_damage(fault):
                    raise
            if _place(self.path) != place:
                return  # another page has done it meanwhile
            why = error.why if isinstance(error, Damaged) else "damaged"
            known = self.ledger.entries
            found = salvaged(self.path, base)
            if why == "newer":
                found = Reading()
            elif why != "foreign" and not found.entries and found.why == "foreign":
                why = "foreign"
            known = [*known, *salvaged(self.copy).entries]
            # Of a text that changed in one of them the copy's is the better one.
            times = {entry.at for entry in known}
            found.entries = [entry for entry in found.entries if entry.at not in times]
            self.ledger = Ledger([*found.entries, *known])
            self._replace(why, found.left_out)

    def _replace(self, why: Why, left_out: list[str]) -> None:
        new = self.path.with_name(f".{self.path.stem}-{os.getpid()}.new")
        journal = self.path.with_name(f"{self.path.name}-journal")
        fresh = Database(new, new)
        try:
            fresh._begin()
            fresh._write(lambda _: self.ledger.entries)
            kept = kept_aside(self.path, why)
            with suppress(FileNotFoundError):
                os.replace(journal, kept.with_name(f"{kept.name}-journal"))
            os.replace(new, self.path)
        finally:
            for file in (new, fresh.copy):
                with suppress(OSError):
                    file.unlink(missing_ok=True)
        keep_folder(self.path.parent)
        self._seen = 0
        with suppress(OSError, *FAULTS):
            self.copy.unlink(missing_ok=True)
            with self._open() as base:
                keep_copy(base, self.copy)
        values = {"file": self.path.name, "kept": kept.name, "why": say(f"store_{why}")}
        if why == "newer":
            self._tell(say("store_kept_newer", **values))
        else:
            said = say("store_kept_aside", number=self._answers(), **values)
            self._tell(f"{said} {left_out_words(left_out)}".strip())

    def _answers(self) -> int:
        return sum(entry.kind == "answer" for entry in self.ledger.entries)

    def _tell(self, said: str) -> None:
        if said and said not in self.notices:
            self.notices.append(said)


def _place(path: Path) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return 0, 0
    return found.st_dev, found.st_ino
