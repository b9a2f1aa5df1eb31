"""The way through the course: how far one is in each lesson, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Literal

from helpers.evidence import load_questions, say
from helpers.page.spec import Clinic, Lesson
from helpers.page.summary import begun, finished
from helpers.progress import Entry, Item, due_cases, due_items, since_fresh

REVIEW = "13_review.ipynb"
GO_ON = "#go-on"
"""Added to a lesson's address: open it where one was."""

AnyLesson = Lesson | Clinic
State = Literal["new", "begun", "done", "due"]


def exit_keys(lessons: Sequence[AnyLesson]) -> list[str]:
    """Return the keys of the lessons that end with an exit check."""
    return [lesson.key for lesson in lessons if lesson.challenge]


def exit_items(lessons: Sequence[AnyLesson]) -> list[Item]:
    """Return every question of check and practice with its versions, for the review."""
    items = []
    for key in exit_keys(lessons):
        versions: dict[str, list[str]] = {}
        for question in load_questions(key):
            if question.stage in ("exit", "more"):
                versions.setdefault(question.variant_of or question.id, []).append(question.id)
        items += [Item(key, tuple(ids)) for ids in versions.values()]
    return items


def course(shelf: Sequence[AnyLesson]) -> list[AnyLesson]:
    """Return the lessons of the course; the start page is none of them."""
    return [lesson for lesson in shelf if lesson.number]


def due_of(lesson: AnyLesson, entries: Sequence[Entry], now: datetime) -> int:
    """Return how many questions or patients of a lesson are due again."""
    if isinstance(lesson, Clinic):
        played = [entry.value for entry in since_fresh(list(entries), lesson.key)]
        return len(due_cases(played, now.astimezone().date()))
    return sum(one.at <= now for one in due_items(exit_items([lesson]), entries))


def state(lesson: AnyLesson, entries: Sequence[Entry], now: datetime) -> State:
    """Say how far one is in a lesson."""
    if finished(lesson, entries):
        return "due" if due_of(lesson, entries, now) else "done"
    return "begun" if begun(lesson, entries) else "new"


@dataclass(frozen=True)
class Place:
    """Where to go on: a lesson, or the review if there is none left; and why there."""

    why: Literal["begin", "go_on", "next", "review"]
    lesson: AnyLesson | None = None

    @property
    def address(self) -> str:
        """The address of its page."""
        if self.lesson is None:
            return REVIEW
        return self.lesson.notebook + (GO_ON if self.why == "go_on" else "")

    @property
    def said(self) -> str:
        """What the link to it says."""
        known = self.lesson
        named = {"number": known.number, "title": known.title} if known else {}
        return say(f"course_{self.why}", **named)


def place(lessons: Sequence[AnyLesson], entries: Sequence[Entry]) -> Place:
    """Return where to go on.

    That is the lesson of the latest entry until its last part is done, then the next one that
    is not finished, and at the end the review.

    Examples
    --------
    >>> place([], []).why
    'review'
    """
    by_key = {lesson.key: lesson for lesson in lessons}
    known = [entry for entry in entries if entry.lesson in by_key and entry.kind != "fresh"]
    if not known:
        return Place("begin", lessons[0]) if lessons else Place("review")
    last = by_key[max(known, key=lambda entry: entry.at).lesson]
    if not finished(last, since_fresh(list(entries), last.key)):
        return Place("go_on", last)
    at = lessons.index(last) + 1
    for lesson in (*lessons[at:], *lessons[:at]):
        if not finished(lesson, entries):
            return Place("next", lesson)
    return Place("review")


def _core_route(lessons: Sequence[AnyLesson]) -> str:
    """Return the short route: its lessons, its minutes, and what it leaves out."""
    core = [lesson for lesson in lessons if lesson.core]
    minutes = round(sum(lesson.core_minutes for lesson in core) / 5) * 5
    links = []
    for lesson in core:
        words = say("course_two_patients") if isinstance(lesson, Clinic) else lesson.title
        links.append(f'<a href="{lesson.notebook}">{escape(words)}</a>')
    how = say(
        "course_core_how",
        worked=say("head_worked"),
        challenge=say("head_challenge"),
        button=say("page_show_solution"),
    )
    head = say("course_core", minutes=minutes)
    return f"<p><strong>{head}</strong> {' → '.join(links)}. <small>{escape(how)}</small></p>"


def _row(lesson: AnyLesson, entries: Sequence[Entry] | None, now: datetime) -> str:
    known = state(lesson, entries, now) if entries is not None else None
    words = ""
    if known and entries is not None:
        number = due_of(lesson, entries, now) if known == "due" else 0
        words = escape(say(f"course_{known}", number=number))
    minutes = sum(lesson.minutes.values())
    core = f' <span class="hcl-badge">{say("course_core_mark")}</span>' if lesson.core else ""
    return (
        f'<li class="{known or ""}"><span class="number">{lesson.number}</span>'
        f'<span class="what"><a href="{lesson.notebook}">{escape(lesson.title)}</a>{core}'
        f"<small>{escape(lesson.teaser)}</small></span>"
        f'<span class="minutes">{say("table_minutes", number=minutes)}</span>'
        f'<span class="state">{words}</span></li>'
    )


def course_html(
    shelf: Sequence[AnyLesson], now: datetime, entries: Sequence[Entry] | None = None
) -> str:
    """Return the course as a list, with the short route before it.

    Parameters
    ----------
    shelf : sequence of Lesson or Clinic
        Every lesson in order.
    now : datetime
    entries : sequence of Entry, optional
        What was done; without them, as on paper, nothing is said of it.
    """
    lessons = course(shelf)
    rows = "".join(_row(lesson, entries, now) for lesson in lessons)
    on = ""
    if entries is not None:
        to = place(lessons, entries)
        on = f'<p><a class="hcl-button primary" href="{to.address}">{escape(to.said)}</a></p>'
    return f'{on}{_core_route(lessons)}<ol class="hcl-course" role="list">{rows}</ol>'
