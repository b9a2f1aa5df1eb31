"""The page of reference, and the key points of the whole course, as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from helpers.evidence import data_folder, load_text
from helpers.page.prose import Openers, to_html
from helpers.page.spec import Clinic, Lesson

REFERENCE = "hair_loss"
_HEADING = re.compile(r"^### .*\n+")


def reference_html(openers: Openers | None = None) -> str:
    """Return the reference: kinds of hair loss, triggers and treatments side by side.

    Parameters
    ----------
    openers : mapping, optional
        What a kind of link becomes where nothing can be pressed, as on paper.

    Examples
    --------
    >>> "exclamation-mark hairs" in reference_html()
    True
    """
    path = data_folder() / "reference" / f"{REFERENCE}.md"
    return to_html(path.read_text(encoding="utf-8"), openers=openers)


def key_points_html(lessons: Sequence[Lesson | Clinic], openers: Openers | None = None) -> str:
    """Return the key points of all lessons that have them, lesson by lesson.

    Examples
    --------
    >>> key_points_html([])
    ''
    """
    parts = []
    for lesson in lessons:
        if said := load_text(lesson.key).get("key_points"):
            number = escape(lesson.notebook[:2])
            points = to_html(_HEADING.sub("", said), openers=openers)
            parts.append(f"<section><h2>{number} {escape(lesson.title)}</h2>{points}</section>")
    return "".join(parts)
