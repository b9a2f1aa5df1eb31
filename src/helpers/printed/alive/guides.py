"""The settings that a lesson's guide opens: each of them is in the lesson's file."""

from __future__ import annotations

import re

from helpers.evidence import data_folder
from helpers.page.in_notebook.controls import NumberControl
from helpers.page.spec import Lesson, Settings

_LINK = re.compile(r"\(scenario:([^)]+)\)")
_CHALLENGE = "challenge,"


def guided(lesson: Lesson) -> dict[str, list[Settings]]:
    """Return the settings that the guide's links state, by the picture they belong to.

    Examples
    --------
    >>> from helpers.course import find_lesson
    >>> {"day": 84.0} in guided(find_lesson("telogen_effluvium"))["look"]
    True
    """
    found: dict[str, list[Settings]] = {"look": [], "challenge": []}
    guide = data_folder() / "guides" / f"{lesson.key}.md"
    if not guide.is_file():
        return found
    for stated in _LINK.findall(guide.read_text(encoding="utf-8")):
        challenge = stated.startswith(_CHALLENGE) and lesson.challenge is not None
        explore = lesson.challenge.explore if challenge and lesson.challenge else lesson.explore
        controls = {one.key: one for one in explore.known()}
        pairs = [part.partition("=")[::2] for part in stated.removeprefix(_CHALLENGE).split(",")]
        found["challenge" if challenge else "look"].append(
            {
                key: float(word) if isinstance(controls[key], NumberControl) else word
                for key, word in pairs
            }
        )
    return found
