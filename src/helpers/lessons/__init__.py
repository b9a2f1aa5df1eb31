"""The lessons: one declarative file each, found by its name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from helpers.widgets import Lesson, Page, Stage
from helpers.widgets import guide as guide_of
from helpers.widgets import teaching as teaching_of


def lesson_keys() -> list[str]:
    """Return the key of every lesson."""
    return sorted(module.name for module in iter_modules(__path__))


def find_lesson(key: str) -> Lesson:
    """Return the spec of a lesson.

    Raises
    ------
    KeyError
        If there is no lesson of that name; the message lists those there are.
    """
    if key not in lesson_keys():
        raise KeyError(f"There is no lesson {key!r}. There are: {', '.join(lesson_keys())}.")
    found: Lesson = import_module(f"{__name__}.{key}").LESSON
    return found


def all_lessons() -> list[Lesson]:
    """Return every lesson, in the order of the notebooks."""
    return sorted(map(find_lesson, lesson_keys()), key=lambda spec: spec.notebook)


def lesson(key: str) -> Page:
    """Open a lesson.

    Parameters
    ----------
    key : str
        Name of the lesson, as in its notebook's file name.

    Examples
    --------
    >>> page = lesson("hair_growth_cycle")
    >>> page.spec.title
    'The hair growth cycle'
    """
    return Page(find_lesson(key), all_lessons)


def guide(key: str) -> Stage:
    """Open the instructor's guide of a lesson."""
    page = lesson(key)
    return guide_of(page.spec, page.facts)


def teaching() -> Stage:
    """Open the instructor's first page."""
    return teaching_of(all_lessons())
