"""One page at a time at a database of progress."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from helpers.progress.files import check_plain
from helpers.progress.salvage import WAIT


@contextmanager
def alone(path: Path, reading: bool = False) -> Iterator[bool]:
    """Keep other pages out of a database while the block runs.

    The lock is an empty file of SQLite beside the database: the system frees it when its
    process dies, and it stays the same when another file takes the database's place. (A
    journal finds its database by name, so nobody may be at work then.)
    """
    lock = path.with_name(f".{path.stem}.lock")
    check_plain(lock)
    with ExitStack() as held:
        try:
            base = held.enter_context(closing(sqlite3.connect(lock, WAIT, isolation_level=None)))
            base.execute("PRAGMA journal_mode=OFF")
            base.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            # In a folder that cannot be written to one can still read; so one can while
            # another page takes too long.
            if not reading:
                raise error
            yield False
            return
        yield True
