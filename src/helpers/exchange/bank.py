"""Every question of the lessons as other programs show it: HTML that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.course import all_lessons
from helpers.evidence import Question, evidence, load_questions, load_text, load_vignettes, say
from helpers.page.prose import Facts, inline, to_html
from helpers.page.provenance import traced_by
from helpers.page.spec import Lesson
from helpers.pictures.drawn import asked, named, unique
from helpers.printed.multiples import facts
from helpers.printed.questions import danger, said

STAGES = ("exit", "more")
"""Questions that stand alone; the others speak of a picture on the page."""
_ROWS = re.compile(r"\]\((claim|param|safety):([a-z0-9_]+)\)")


@dataclass(frozen=True)
class Answer:
    """An option with what is said to whoever chose it, as HTML."""

    text: str
    feedback: str
    right: bool


@dataclass(frozen=True)
class Item:
    """A question as HTML.

    Attributes
    ----------
    id : str
        The question's own; the same in the app, in a lesson's file and in every other form.
    lesson, title : str
        Key and title of its lesson.
    picture : str
        A drawing as SVG, or nothing.
    sources : tuple of str
        The citations that its feedback rests on.
    tags : tuple of str
        What it asks for, its outcome, its difficulty, and `danger` where it is about one.
    """

    id: str
    lesson: str
    title: str
    stem: str
    picture: str
    answers: tuple[Answer, ...]
    sources: tuple[str, ...]
    tags: tuple[str, ...]
    danger: str


@dataclass(frozen=True)
class Point:
    """A key point of a lesson: a card of its own."""

    id: str
    lesson: str
    title: str
    name: str
    text: str
    sources: tuple[str, ...]


def _bare(text: str, card: str, label: str) -> str:
    # Nothing opens there: the sources stand in a line, and a word that only opens them is left out.
    return "" if text == say("question_source") else text


def sources_of(markdown: str) -> tuple[str, ...]:
    """Return the citations behind the links of a text, each once."""
    tables = {
        "claim": evidence().claims,
        "param": evidence().parameters,
        "safety": evidence().safety,
    }
    names = [
        source
        for kind, name in _ROWS.findall(markdown)
        for source in tables[kind][name].sources  # type: ignore[attr-defined]
    ]
    return tuple(evidence().sources[name].citation for name in dict.fromkeys(names))


def _item(question: Question, lesson: str, title: str, known: Facts) -> Item:
    told = "\n".join(option.feedback + option.why for option in question.option)
    svg = unique(named(asked(question.picture)), 0) if question.picture else ""
    about = [question.tests, question.outcome, question.difficulty]
    with traced_by(_bare):
        return Item(
            id=question.id,
            lesson=lesson,
            title=title,
            stem=inline(question.stem, known),
            picture=svg,
            answers=tuple(
                Answer(inline(option.text, known), said(option, known), option.right)
                for option in question.option
            ),
            sources=sources_of(told),
            tags=(lesson, *about, *(["danger"] if question.red_flag else [])),
            danger=danger(question) if question.red_flag else "",
        )


def bank(lessons: Iterable[Lesson] | None = None) -> list[Item]:
    """Return every question of check and practice, in the order of the lessons."""
    chosen = all_lessons() if lessons is None else lessons
    found = []
    for lesson in chosen:
        if isinstance(lesson, Lesson):
            known = facts(lesson)
            found += [
                _item(question, lesson.key, lesson.title, known)
                for question in load_questions(lesson.key)
                if question.stage in STAGES
            ]
    return found


def vignettes() -> list[Item]:
    """Return the questions that are kept for an instructor's own examination."""
    title = say("exchange_vignettes")
    return [_item(question, "exam", title, {}) for question in load_vignettes()]


def points(lessons: Iterable[Lesson] | None = None) -> list[Point]:
    """Return the key points of the lessons; a point keeps its id when its words change."""
    chosen = all_lessons() if lessons is None else lessons
    found = []
    for lesson in chosen:
        if not isinstance(lesson, Lesson) or "key_points" not in load_text(lesson.key):
            continue
        known = facts(lesson)
        for line in re.findall(r"^- (.*)$", load_text(lesson.key)["key_points"], re.MULTILINE):
            name, _, rest = line.removeprefix("**").partition("**")
            label = re.sub(r"[^a-z]+", "_", name.lower()).strip("_")
            with traced_by(_bare):
                text = to_html(rest.strip(), known)
            mark = f"{lesson.key}_point_{label}"
            heading, cited = name.strip(" :."), sources_of(line)
            found.append(Point(mark, lesson.key, lesson.title, heading, text, cited))
    return found
