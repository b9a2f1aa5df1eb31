"""The progress as one file of JSON, where there is no SQLite: in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers.evidence import say
from helpers.progress.entries import Entry, Ledger
from helpers.progress.files import check_plain, kept_aside, write_whole
from helpers.progress.json_file import left_out_words, read_bytes, to_text


class PlainFile:
    """One student's entries in one file of JSON, written whole each time, with a copy.

    A browser has one process, so nothing is locked.

    Parameters
    ----------
    path : Path

    Attributes
    ----------
    ledger : Ledger
        What is known of the file.
    notices : list of str
        Sentences about what was left out or kept aside.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ledger = Ledger()
        self.notices: list[str] = []

    @property
    def copy(self) -> Path:
        """The copy, which is read when the file is damaged."""
        return self.path.with_name(f"{self.path.stem}-copy{self.path.suffix}")

    def read(self) -> None:
        """Read the file; keep it aside if something in it cannot be used."""
        for file in (self.path, self.copy):
            check_plain(file)
        known, self.ledger = self.ledger.entries, Ledger()
        if not self.path.exists():
            self.copy.unlink(missing_ok=True)
            return
        found = read_bytes(self.path.read_bytes())
        self.ledger = Ledger(found.entries)
        if not found.why and not found.left_out:
            return
        if found.why != "newer" and self.copy.exists():
            known = [*known, *read_bytes(self.copy.read_bytes()).entries]
        self.ledger.add_all(known)
        kept = kept_aside(self.path, found.why or "damaged")
        self._write()
        values = {"file": self.path.name, "kept": kept.name}
        if found.why == "newer":
            said = say("store_kept_newer", why=say("store_newer"), **values)
        else:
            number = sum(entry.kind == "answer" for entry in self.ledger.entries)
            why = say(f"store_{found.why or 'damaged'}")
            said = say("store_kept_aside", why=why, number=number, **values)
        self.notices.append(f"{said} {left_out_words(found.left_out)}".strip())

    def write(self, make: Callable[[Ledger], list[Entry]]) -> None:
        """Add entries; they are in the file when this returns."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            self.read()
        self.ledger.add_all(make(self.ledger))
        self._write()

    def clear(self, kept: Callable[[], None]) -> None:
        """Forget every entry, after another function has kept them elsewhere."""
        self.read()
        kept()
        self.ledger = Ledger()
        self._write()

    def _write(self) -> None:
        text = to_text(self.ledger.entries)
        for file in (self.path, self.copy):
            write_whole(file, text)
