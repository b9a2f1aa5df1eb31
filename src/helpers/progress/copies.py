"""The copy beside a database of progress, which is read when the file is damaged."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from helpers.progress.entries import Entry
from helpers.progress.files import check_plain
from helpers.progress.salvage import COLUMNS, FAULTS, entry_of, is_damage

APPLICATION = 0x48434C50  # says that a file of SQLite is ours
VERSION = 1
TABLE = """
CREATE TABLE IF NOT EXISTS {place}entries (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL, lesson TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
  value TEXT NOT NULL, UNIQUE (at, lesson, kind, key, value)
)"""


def keep_copy(base: sqlite3.Connection, copy: Path) -> None:
    """Bring the copy of a database up to date.

    It need not survive a power cut: the file does.
    """
    for again in (True, False):
        try:
            check_plain(copy)
            os.close(os.open(copy, os.O_RDWR | os.O_CREAT, 0o600))
            base.execute("ATTACH ? AS copy", (str(copy),))
            try:
                _update(base)
            finally:
                with suppress(sqlite3.Error):
                    base.execute("ROLLBACK")
                base.execute("DETACH copy")
            return
        except FAULTS as error:
            if not (again and is_damage(error)):
                return  # no room, or another page is at it: the next answer tries again
            with suppress(OSError):
                copy.unlink()
        except OSError:
            return


def _update(base: sqlite3.Connection) -> None:
    base.execute("PRAGMA copy.synchronous=OFF")
    base.execute("PRAGMA copy.secure_delete=ON")
    base.execute("BEGIN IMMEDIATE")
    base.execute(TABLE.format(place="copy."))
    base.execute(f"PRAGMA copy.application_id={APPLICATION}")
    base.execute(f"PRAGMA copy.user_version={VERSION}")
    base.execute(
        "INSERT OR IGNORE INTO copy.entries SELECT * FROM main.entries"
        " WHERE number > (SELECT coalesce(max(number), 0) FROM copy.entries)"
    )
    numbers = [
        base.execute(f"SELECT count(*) FROM {place}.entries").fetchone()
        for place in ("main", "copy")
    ]
    if numbers[0] != numbers[1]:
        base.execute(
            "DELETE FROM copy.entries WHERE number NOT IN (SELECT number FROM main.entries)"
        )
        base.execute("INSERT OR IGNORE INTO copy.entries SELECT * FROM main.entries")
    base.execute("COMMIT")


def lost_rows(base: sqlite3.Connection, copy: Path) -> list[Entry]:
    """Return what the copy holds and the file does not: rows that were lost or changed."""
    if not copy.exists():
        return []
    names = ", ".join(COLUMNS)
    with suppress(*FAULTS):
        base.execute("ATTACH ? AS copy", (str(copy),))
        query = f"SELECT {names} FROM copy.entries EXCEPT SELECT {names} FROM main.entries"
        return [entry for row in base.execute(query) if (entry := entry_of(row)) is not None]
    return []
