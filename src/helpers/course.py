"""The course: every lesson by its name, and how each page is opened."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from helpers import lessons
from helpers.evidence import in_english, notebook_path, say
from helpers.page.in_notebook.page import Page, Stage
from helpers.page.spec import Clinic, Lesson

# A page loads only what it shows: the clinic, the review and the instructor's pages are
# imported by whoever opens them.
if TYPE_CHECKING:
    from helpers.clinic.page import ClinicPage
    from helpers.review.page import Review

ROOMS = {"clinic": "helpers.clinic"}
"""Rooms of the lessons whose page is not made of the eight stages."""

OTHER_FORMS = tuple(ROOMS)

REVIEW = "review"
"""Name of the page on which questions of all lessons come back."""


class UnknownLesson(LookupError):
    """There is no lesson of that name; the message lists those there are."""


def _plain(name: str | int) -> str:
    """Return a lesson's key from what people type: its number, its file name, or its key."""
    plain = re.sub(r"^\d\d_|\.ipynb$", "", str(name).strip())
    return _numbered().get(f"{plain:0>2}", plain) if plain.isdecimal() else plain


def _numbered() -> dict[str, str]:
    """Return the key of each notebook by its number."""
    notebooks = notebook_path("start_here").parent.glob("[0-9][0-9]_*.ipynb")
    return dict(path.stem.split("_", 1) for path in sorted(notebooks))


def lesson_keys() -> list[str]:
    """Return the key of every lesson that is made of the eight stages."""
    return sorted({module.name for module in iter_modules(lessons.__path__)})


def find_lesson(key: str | int) -> Lesson:
    """Return the spec of a lesson.

    Parameters
    ----------
    key : str or int
        The lesson's number or name, or its notebook's file name.

    Raises
    ------
    UnknownLesson
        If there is no lesson of that name; the message lists those there are.

    Examples
    --------
    >>> find_lesson("05_steroids").key, find_lesson(5).key
    ('steroids', 'steroids')
    """
    known = (*lesson_keys(), *OTHER_FORMS)
    named, key = key, _plain(key)
    if key not in known:
        near = get_close_matches(key, (*known, REVIEW), 1)
        meant = f" Did you mean {near[0]!r}?" if near else ""
        listed = ", ".join(f"{number} {name}" for number, name in _numbered().items())
        raise UnknownLesson(f"There is no lesson {named!r}.{meant} There are: {listed}.")
    found: Lesson = import_module(ROOMS.get(key, f"helpers.lessons.{key}") + ".spec").LESSON
    return found


def all_lessons() -> list[Lesson]:
    """Return every lesson of either form, in the order of the notebooks."""
    keys = (*lesson_keys(), *OTHER_FORMS)
    return sorted(map(find_lesson, keys), key=lambda spec: spec.notebook)


def new_page(key: str | int) -> Page | ClinicPage:
    """Open a lesson anew, beside any that is open already.

    Parameters
    ----------
    key : str or int
        The lesson's number or name, or its notebook's file name.

    Examples
    --------
    >>> new_page("hair_growth_cycle").spec.title
    'The hair growth cycle'
    """
    spec: Lesson | Clinic = find_lesson(key)
    if isinstance(spec, Clinic):
        from helpers.clinic.page import ClinicPage

        return ClinicPage(spec, all_lessons)
    return Page(spec, all_lessons)


@cache
def _page_of(key: str) -> Page | ClinicPage | Review:
    return review() if key == REVIEW else new_page(key)


def lesson(key: str | int) -> Page | ClinicPage | Review:
    """Return the page of a lesson; every cell of a notebook asks for the same one.

    Parameters
    ----------
    key : str or int
        The lesson's number or name, or its notebook's file name; "review" opens the review.

    Raises
    ------
    UnknownLesson
        If there is no lesson of that name; the message lists those there are.

    Examples
    --------
    >>> page = lesson("hair_growth_cycle")
    >>> page.spec.title
    'The hair growth cycle'
    >>> lesson("02_hair_growth_cycle.ipynb") is page
    True
    """
    return _page_of(REVIEW if _plain(key) == REVIEW else find_lesson(key).key)


def review() -> Review:
    """Open the review anew: questions of all lessons that are due today."""
    from helpers.review.page import Review

    return Review(all_lessons, lambda key: new_page(key).facts)


def guide(key: str | int) -> Stage:
    """Open the instructor's guide of a lesson."""
    from helpers.instructor.guides import guide as guide_of

    page = new_page(key)
    return guide_of(find_lesson(key), page.facts)


def teaching() -> Stage:
    """Open the instructor's first page."""
    from helpers.instructor.guides import teaching as teaching_of

    return teaching_of(all_lessons())


def teach_tomorrow() -> Stage:
    """Open the one page for whoever teaches a lesson for the first time."""
    from helpers.instructor.guides import tomorrow as tomorrow_of

    return tomorrow_of()


def reference() -> Stage:
    """Open the page of reference, with the key points of all lessons below it."""
    from helpers.instructor.guides import instructor_page
    from helpers.page.reference import key_points_html, reference_html

    points = f"<h2>{say('reference_key_points')}</h2>{key_points_html(all_lessons())}"
    return instructor_page(say("reference_said"), in_english(reference_html()), in_english(points))


def unknowns() -> Stage:
    """Open the page that ranks the unknowns of the course."""
    from helpers.instructor.unknowns import unknowns_page

    return unknowns_page(all_lessons())


def got_wrong() -> Stage:
    """Open the page of what the model got wrong."""
    from helpers.instructor.wrong import wrong_page

    return wrong_page()


def model_cards() -> Stage:
    """Open the cards of all models."""
    from helpers.instructor.model_cards import card_page

    return card_page(all_lessons())


def class_data() -> Stage:
    """Open the page that makes a data set for a class."""
    from helpers.instructor.class_data import class_data as class_data_of

    return class_data_of()
