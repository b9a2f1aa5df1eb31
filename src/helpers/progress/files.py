"""Writing a file so that it is whole after a crash, and keeping another beside it."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path


class NotAFile(OSError):
    """What stands under a name is a folder, a device or a pipe."""


def check_plain(path: Path) -> None:
    """Refuse what is no ordinary file, before it is opened.

    Raises
    ------
    NotAFile
        A pipe would wait for ever, and a device must never be replaced.
    """
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise NotAFile(f"{path} is not a file.")


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
    keep_folder(path.parent)


def keep_folder(folder: Path) -> None:
    """See that new names in a folder survive a power cut.

    Windows does that by itself and cannot open one.
    """
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def free_name(path: Path, why: str, suffix: str = "") -> Path:
    """Return a name beside a file that nothing has yet.

    Raises
    ------
    OSError
        If there is none.
    """
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    for number in range(1000):
        more = f"-{number}" if number else ""
        other = path.with_name(f"{path.stem}-{why}-{stamp}{more}{suffix or path.suffix}")
        if not other.exists():
            return other
    raise OSError(f"There is no free name beside {path.name}.")


def kept_aside(path: Path, why: str) -> Path:
    """Keep a copy of a file under another name beside it, and return that name.

    Raises
    ------
    OSError
        If there is no room, or the folder cannot be written to; then there is no copy.
    """
    other = free_name(path, why)
    try:
        shutil.copyfile(path, other)
        shutil.copymode(path, other)
    except OSError:
        with suppress(OSError):
            other.unlink(missing_ok=True)
        raise
    return other
