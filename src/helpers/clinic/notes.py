"""What is said of a student's choices, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.clinic.judge import Note
from helpers.evidence import evidence, in_english, say
from helpers.page.prose import to_html
from helpers.page.provenance import english, source_list, traced

MARKS = {
    "danger": "⚠",
    "made": "✓",
    "missed": "○",
    "trap": "↷",
    "wasted": "–",
    "fits": "·",
    "considered": "·",
}


def told(text: str) -> str:
    """Return a text of a case as HTML."""
    return in_english(to_html(text))


def note_list(notes: Sequence[Note], without: str = "case_without_news") -> str:
    """Return the notes on a step, by kind, each with its reason.

    Parameters
    ----------
    notes : sequence of Note
    without : str
        Row of the words before the choices that did neither good nor harm.
    """
    parts = []
    for kind, mark in MARKS.items():
        own = [note for note in notes if ("danger" if note.danger else note.kind) == kind]
        if not own:
            continue
        items = "".join(
            f"<li><strong>{english(_stopped(note.name))}</strong> {line(note.text)}"
            f"{_unseen(note)}{idea(note.misconception)}</li>"
            for note in own
        )
        title = f'<p class="kind"><span aria-hidden="true">{mark}</span> {say(f"case_{kind}")}</p>'
        parts.append(f'<div class="notes {kind}">{title}<ul>{items}</ul></div>')
    free = [english(note.name) for note in notes if note.kind == "free"]
    if free:
        parts.append(f"<p><small>{say(without)}: {'; '.join(free)}</small></p>")
    return "".join(parts)


def _unseen(note: Note) -> str:
    """Say which findings of a note nobody looked for."""
    if not note.unseen:
        return ""
    return f" <small>{say('case_unseen', names=english(_stopped('; '.join(note.unseen))))}</small>"


def _stopped(name: str) -> str:
    return name if name.endswith("?") else f"{name}."


def line(text: str) -> str:
    """Return a text of a case as HTML that stands in a line."""
    return in_english(to_html(text).removeprefix("<p>").removesuffix("</p>"), "span")


def idea(name: str) -> str:
    """Return the belief behind a choice, folded, with what is better supported; or nothing."""
    if not name:
        return ""
    row = evidence().misconceptions[name]
    think = english(say("case_quoted", idea=row.think))
    sources = source_list(row.sources)
    source = traced(say("question_source"), sources, "") if row.sources else ""
    return (
        f"<details><summary>{say('case_idea')}</summary><p>{think} "
        f"<em>{say('question_better')}</em> {english(row.better)} {source}</p></details>"
    )


def wait_words(wait: str) -> str:
    """Return how long a result takes, in the language of the page."""
    return say(f"case_wait_{wait.replace(' ', '_')}")
