"""What can still be read of a damaged progress file: its rows, its bytes, or its JSON."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from helpers.progress.entries import Entry
from helpers.progress.json_file import Reading, Why, read_bytes

WAIT = 5.0
"""Seconds to wait while another page writes."""
COLUMNS = ("at", "lesson", "kind", "key", "value")
# In SQLite's own form of a row: the lengths of five texts, the first 27 bytes long, then the
# texts. A row stands in the table and once more in the index.
_ROW = re.compile(
    rb"\x43((?:[\x80-\xff]{0,3}[\x00-\x7f]){4})[\x01-\x09]?"
    rb"(?=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z))",
    re.DOTALL,
)
_AT = 27
_MAGIC = b"SQLite format 3\0"
_DAMAGE = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"}


class Damaged(Exception):
    """The file cannot be used as it is."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


FAULTS = (Damaged, sqlite3.DatabaseError, UnicodeDecodeError)


def is_damage(error: Exception) -> bool:
    """Return whether the file, not the computer, is what is wrong."""
    if isinstance(error, (Damaged, UnicodeDecodeError)):
        return True
    name = str(getattr(error, "sqlite_errorname", ""))
    # Other faults of a statement come from a file whose table is not the one it was.
    return any(name.startswith(one) for one in _DAMAGE) or name in ("SQLITE_ERROR", "SQLITE_SCHEMA")


def entry_of(row: Iterable[object]) -> Entry | None:
    """Return the entry of a row, or None if it cannot be used."""
    try:
        fields = {
            name: cell.decode("utf-8") if isinstance(cell, bytes) else cell
            for name, cell in zip(COLUMNS, row, strict=True)
        }
        return Entry.model_validate({**fields, "value": json.loads(str(fields["value"]))})
    except (ValueError, RecursionError, OverflowError):
        return None


def _rows(base: sqlite3.Connection) -> list[Entry]:
    """Return every row of a file that can be read in order."""
    entries = []
    base.text_factory = bytes
    with suppress(*FAULTS):
        for row in base.execute(f"SELECT {', '.join(COLUMNS)} FROM entries"):
            entries.append(entry_of(row))
    return [entry for entry in entries if entry is not None]


def _rows_of(path: Path) -> list[Entry]:
    with closing(sqlite3.connect(path, WAIT, isolation_level=None)) as base:
        return _rows(base)


def salvaged(path: Path, base: sqlite3.Connection | None = None) -> Reading:
    """Return every entry that can still be read of a file: by its rows, its bytes, or as JSON."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Reading()
    found = read_bytes(data)  # a file of JSON under this name
    with suppress(*FAULTS):
        found.entries += _rows_of(path) if base is None else _rows(base)
    found.entries += carved(data)
    if found.entries or data[:16] == _MAGIC[: len(data)]:
        found.why = "damaged"
    return found


def carved(data: bytes) -> list[Entry]:
    """Find every row in the bytes of a damaged database.

    Examples
    --------
    >>> carved(b"nothing of ours")
    []
    """
    found = []
    for row in _ROW.finditer(data):
        sizes, number = [_AT], 0
        for byte in row[1]:
            number = number << 7 | byte & 0x7F
            if byte < 0x80:
                sizes.append((number - 13) // 2)
                number = 0
        at, texts = row.end(), []
        for size in sizes:
            texts.append(data[at : at + size])
            at += size
        entry = entry_of(texts)
        if entry is not None:
            found.append(entry)
    return found
