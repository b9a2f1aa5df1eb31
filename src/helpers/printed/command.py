"""What the commands that write lessons share: their arguments, and the lessons asked for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from helpers.printed.page import AnyLesson, stem
from helpers.server.local import CannotStart

Asked = TypeVar("Asked", bound=AnyLesson)


def lesson_arguments(prog: str, description: str, folder: Path) -> argparse.ArgumentParser:
    """Return the parser of a command that writes all lessons, or one, into a folder.

    Examples
    --------
    >>> parser = lesson_arguments("lesson-files", "Write.", Path("build"))
    >>> parser.parse_args(["--only", "05_steroids"]).only
    '05_steroids'
    """
    parser = argparse.ArgumentParser(prog=prog, description=description)
    parser.add_argument(
        "folder", nargs="?", type=Path, help=f"where to write them (default {folder.as_posix()})"
    )
    parser.add_argument("--only", metavar="LESSON", help="write one lesson, such as 05_steroids")
    return parser


def lessons_asked_for(shelf: Sequence[Asked], only: str) -> list[Asked]:
    """Return the one lesson asked for by the name of its notebook, or all of them.

    Raises
    ------
    CannotStart
        If the one lesson asked for does not exist; the message names those that do.
    """
    chosen = [lesson for lesson in shelf if not only or stem(lesson) == only]
    if not chosen:
        names = ", ".join(map(stem, shelf))
        raise CannotStart(f"There is no lesson {only!r}. There are: {names}.")
    return chosen
