"""One page while it is written: its numbered notes, and what is folded or moved to the end."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from helpers.evidence import say
from helpers.page.provenance import traced_by
from helpers.page.tables import html_table, numbers_table, shown
from helpers.printed.artist import Artist

PAPER_ROWS = 14


@dataclass
class Sheet:
    """A page for the screen or for paper.

    On the screen, answers and numbers are folded where they belong; on paper they stand at
    the end, so that they can be kept covered.

    Attributes
    ----------
    artist : Artist
        Draws the pictures.
    paper : bool
    cards : dict of str to int
        The number of each note, by its text.
    """

    artist: Artist
    paper: bool = False
    cards: dict[str, int] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    questions: int = 0
    pictures: int = 0

    # -- notes instead of cards that open

    def noting(self) -> AbstractContextManager[None]:
        """Turn every origin into a numbered note while it lasts."""
        return traced_by(self.note)

    def note(self, text: str, card: str, label: str = "") -> str:
        """Tie a text to its note; the same card keeps the same number."""
        first = card not in self.cards
        number = self.cards.setdefault(card, len(self.cards) + 1)
        mark = f' id="ref-{number}"' if first else ""
        words = say("static_note_on" if label else "static_note", number=number, label=label)
        said = escape(words)
        # In brackets: a bare raised 2 after a 7 would read as 49.
        return (
            f'<span class="traced">{text}</span><sup class="note"><a href="#note-{number}"{mark}'
            f' aria-label="{said}">[{number}]</a></sup>'
        )

    def notes(self) -> str:
        """Return all notes so far as a numbered list."""
        items = "".join(
            f'<li id="note-{number}">{card}<a class="back" href="#ref-{number}"'
            f' aria-label="{say("static_back_to", number=number)}">↩ {say("static_back")}</a></li>'
            for card, number in self.cards.items()
        )
        return f'<ol class="notes">{items}</ol>'

    # -- what a student opens

    def step(self, title: str, body: str) -> str:
        """Return a part that unfolds on the screen and simply follows on paper."""
        head = f"<h3>{title}</h3>"
        if self.paper:
            return f"{head}{body}"
        return f"<details><summary>{head}</summary>{body}</details>"

    def answer(self, title: str, label: str, body: str) -> str:
        """Return something to be opened after thinking; on paper it stands at the end."""
        if not self.paper:
            return f"<details><summary>{escape(label)}</summary>{body}</details>"
        number = len(self.answers) + 1
        self.answers.append(f'<div id="answer-{number}"><h3>{escape(title)}</h3>{body}</div>')
        pointer = say("static_at_end", name=say("head_answers"))
        return f'<p class="pointer"><a href="#answer-{number}">{escape(pointer)}</a></p>'

    def once(self, html: str) -> str:
        """Return a piece of HTML the first time only."""
        if html in self.said:
            return ""
        self.said.add(html)
        return html

    def table(self, table: pd.DataFrame, title: str, name: str) -> str:
        """Return the numbers of a picture, folded; on paper a part of them, at the end."""
        if not self.paper:
            return f'<div class="numbers">{numbers_table(table, name)}</div>'
        step = -(-len(table) // PAPER_ROWS)
        caption = say("static_numbers_of", name=title)
        said = f"<p><small>{say('static_rows', step=step, all=len(table))}</small></p>"
        self.numbers.append(
            f"<div class=block><h3>{escape(caption)}</h3>"
            f"{html_table(*shown(table.iloc[::step]))}"
            f"{said if step > 1 else ''}</div>"
        )
        return ""

    # -- parts of the page

    def section(self, name: str, *parts: str, head: str = "") -> str:
        """Return a part of the page under its heading."""
        title = escape(head or say(f"head_{name}"))
        return f'<section class="part-{name}"><h2>{title}</h2>{"".join(parts)}</section>'

    def ends(self) -> Sequence[str]:
        """Return what was moved to the end."""
        found = (("answers", self.answers), ("numbers", self.numbers))
        return [self.section(name, *parts) for name, parts in found if parts]
