"""Writing a file so that it is whole after a crash, and by one process at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

WAIT = 5.0
"""Seconds to wait for another process; after that we write without the lock."""


def write_whole(path: Path, text: str) -> None:
    """Replace a file by a new one: whoever reads finds the old text or the new one, whole.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written to; the old file is untouched.
    """
    number, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    _keep_folder(path.parent)


def _keep_folder(folder: Path) -> None:
    # A new name in a folder survives a power cut only when the folder is written too;
    # Windows does that by itself and cannot open one.
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def set_aside(path: Path, why: str) -> Path:
    """Give a file another name beside it, and return that name.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    """
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    for number in range(1000):
        other = path.with_name(
            f"{path.stem}-{why}-{stamp}{f'-{number}' if number else ''}{path.suffix}"
        )
        if not other.exists():
            os.rename(path, other)
            return other
    raise OSError(f"There is no free name beside {path.name}.")


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Keep other processes out while the block runs.

    The lock is an empty SQLite file: the operating system frees it when its process dies,
    on every platform. Where a folder knows no locks, the block runs without; merging makes
    that safe but for two writes in the same instant.
    """
    try:
        import sqlite3
    except ImportError:  # in a browser, where there is one process only
        yield
        return
    try:
        connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    except sqlite3.Error:
        yield
        return
    with closing(connection):
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("BEGIN EXCLUSIVE")
        yield
