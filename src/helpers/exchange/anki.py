"""The question bank and the key points as an Anki deck that updates its own cards."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from string import ascii_uppercase

import genanki

from helpers.evidence import say
from helpers.exchange.bank import Item, Point

DECK, QUESTIONS, POINTS = 1_734_206_911, 1_734_206_912, 1_734_206_913
"""Numbers of the deck and of its two kinds of notes: they never change, or cards would double."""
_NAME = "Hair Cycle Lab"
_CSS = """
.card { font: 18px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
.card { max-width: 42em; margin: 0 auto; padding: 1em; text-align: left; }
.source, .lesson { color: #595959; font-size: 14px; }
svg { max-width: 100%; height: auto; max-height: 320px; }
"""
_FOOT = '<p class="source">{{Source}}</p><p class="lesson">{{Lesson}}</p>'


def _model(number: int, name: str) -> genanki.Model:
    fields = [{"name": field} for field in ("Front", "Back", "Source", "Lesson", "Id")]
    card = {
        "name": "Card 1",
        "qfmt": "{{Front}}",
        "afmt": f'{{{{FrontSide}}}}<hr id="answer">{{{{Back}}}}{_FOOT}',
    }
    return genanki.Model(number, f"{_NAME}: {name}", fields=fields, templates=[card], css=_CSS)


def _note(
    model: genanki.Model, front: str, back: str, of: Item | Point, tags: Iterable[str]
) -> genanki.Note:
    source = "; ".join(of.sources[:1])
    return genanki.Note(
        model=model,
        fields=[front, back, _escaped(source), _escaped(of.title), of.id],
        # From the id alone: a card whose words change stays the same card.
        guid=genanki.guid_for("hair-cycle-lab", of.id),
        tags=[f"hair-cycle-lab::{tag}" for tag in tags],
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def write_deck(
    items: Iterable[Item], points: Iterable[Point], file: Path, made: float | None = None
) -> int:
    """Write the deck; return how many cards it has.

    Anki updates a card from a deck that was `made` later; by default, now.
    """
    deck = genanki.Deck(DECK, _NAME)
    questions, key_points = _model(QUESTIONS, "questions"), _model(POINTS, "key points")
    for item in items:
        letters = list(zip(ascii_uppercase, item.answers, strict=False))
        options = "".join(f"<p>{letter}. {answer.text}</p>" for letter, answer in letters)
        told = "".join(f"<p><b>{letter}</b></p>{answer.feedback}" for letter, answer in letters)
        danger = f"<p><b>{item.danger}</b></p>" if item.danger else ""
        front = f"{item.picture}<p><b>{item.stem}</b></p>{options}"
        best = next(f"<p><b>{letter}. {one.text}</b></p>" for letter, one in letters if one.right)
        deck.add_note(_note(questions, front, best + danger + told, item, item.tags))
    for point in points:
        front = f"<p>{_escaped(point.title)}</p><p><b>{_escaped(point.name)}?</b></p>"
        deck.add_note(_note(key_points, front, point.text, point, (point.lesson, "key_points")))
    deck.description = say("static_foot")
    genanki.Package(deck).write_to_file(file, timestamp=made or time.time())
    return len(deck.notes)
