"""A page for the student's portfolio: what was predicted, answered and explored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from helpers.evidence import language, phrases, say, say_day
from helpers.page.in_notebook.controls import Control
from helpers.page.provenance import english
from helpers.page.scenario import usable
from helpers.page.spec import Clinic, Lesson
from helpers.progress import Entry, since_fresh, sure_rows, sure_words

_STYLE = """
body { font: 400 16px/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif;
  color: #1a1a1a; background: #fff; max-width: 46em; margin: 2em auto; padding: 0 1.2em; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 1.8em;
  border-bottom: 1px solid #d9d9d9; }
h3 { font-size: 1rem; margin-bottom: 0.3em; }
table { border-collapse: collapse; width: 100%; font-size: 0.95rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3em 0.8em 0.3em 0;
  border-bottom: 1px solid #d9d9d9; }
.quiet { color: #595959; font-size: 0.9rem; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; }
  tr, li { break-inside: avoid; } h2, h3 { break-after: avoid; } }
"""


def finished(lesson: Lesson | Clinic, entries: Sequence[Entry]) -> bool:
    """Whether the last part of a lesson has been done, ever."""
    last = "check" if lesson.challenge else "seen"
    return any(e.lesson == lesson.key and e.kind == "stage" and e.key == last for e in entries)


def begun(lesson: Lesson | Clinic, entries: Sequence[Entry]) -> bool:
    """Whether anything has been done in a lesson."""
    return any(e.lesson == lesson.key and e.kind != "fresh" for e in entries)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _sure(value: Mapping[str, Any]) -> str:
    level = value.get("sure", 0)
    words = sure_words()
    return words[level - 1] if isinstance(level, int) and 1 <= level <= len(words) else ""


def _day(entry: Entry) -> str:
    return say_day(entry.at.astimezone())


def _answers(entries: Sequence[Entry]) -> str:
    rows = [
        (
            _day(entry),
            english(str(entry.value.get("asked", entry.key))),
            english(str(entry.value.get("text", ""))),
            _sure(entry.value),
            say("summary_yes" if entry.value.get("right") else "summary_not_yet"),
        )
        for entry in entries
        if entry.kind == "answer"
    ]
    head = [say(f"summary_{name}") for name in ("day", "question", "answer", "sure", "best")]
    return _table(head, rows) if rows else ""


def _settings(entries: Sequence[Entry], lesson: object) -> str:
    last = {entry.key: entry for entry in entries if entry.kind == "setting"}
    said = [
        control.said(settings[control.key])
        for stage, entry in last.items()
        for controls in (_controls(lesson, stage),)
        for settings in (usable(entry.value, controls),)
        for control in controls
        if control.key in settings
    ]
    if not said:
        return ""
    return f'<p class="quiet">{escape(say("summary_settings", settings="; ".join(said)))}</p>'


def _controls(lesson: object, stage: str) -> list[Control]:
    """Return the controls of a lesson's explorer, or of its challenge."""
    if not isinstance(lesson, Lesson):
        return []
    own = lesson.challenge.explore if stage == "challenge" and lesson.challenge else lesson.explore
    return list(own.known())


def _section(title: str, entries: Sequence[Entry], state: str, lesson: object = None) -> str:
    if not entries:
        return ""
    settings = _settings(entries, lesson)
    return f"<h2>{escape(title)}</h2><p>{state}</p>{_answers(entries)}{settings}"


def _title(key: str) -> str:
    """Return the title of what is no lesson, such as the review."""
    row = f"title_{key}"
    return say(row) if row in phrases() else key.replace("_", " ").capitalize()


def _confidence(entries: Sequence[Entry]) -> str:
    rows = [(row.word, str(row.number), str(row.right)) for row in sure_rows(entries) if row.number]
    if not rows:
        return ""
    table = _table([say(f"summary_{name}") for name in ("said", "answers", "right")], rows)
    return f"<h2>{say('summary_how_sure')}</h2>{table}"


def summary(entries: Sequence[Entry], lessons: Sequence[Lesson], only: str = "") -> str:
    """Return the summary as one page of HTML that needs nothing else.

    Parameters
    ----------
    entries : sequence of Entry
    lessons : sequence of Lesson
        In the order in which they are to stand.
    only : str
        Key of the one lesson to summarise; empty for all, with the review.

    Examples
    --------
    >>> summary([], []).count("<h1>")
    1
    """
    parts = []
    for lesson in lessons:
        if only in ("", lesson.key):
            own = since_fresh(list(entries), lesson.key)
            state = say("summary_finished" if finished(lesson, entries) else "summary_begun")
            parts.append(_section(lesson.title, own, state, lesson))
    if not only:
        known = {lesson.key for lesson in lessons}
        parts += [
            _section(_title(key), since_fresh(list(entries), key), "")
            for key in sorted({entry.lesson for entry in entries} - known)
        ]
        parts.append(_confidence(entries))
    body = "".join(parts) or f"<p>{say('summary_nothing')}</p>"
    now, title = say_day(datetime.now()), say("summary_title")
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{title}</h1><p>{now}</p>"
        f'{body}<p class="quiet">{say("summary_record")}</p></body></html>\n'
    )
