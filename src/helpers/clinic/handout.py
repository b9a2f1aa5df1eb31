"""A patient on one page of paper, for a group: the story and room to write, without the key."""

from __future__ import annotations

import base64
from html import escape

from helpers.clinic.casebook import open_case
from helpers.clinic.notes import told
from helpers.evidence import Case, catalogue, language, say, say_name
from helpers.page.provenance import english

_STYLE = (
    "body{font:11pt/1.35 Georgia,serif;margin:14mm;max-width:180mm}h1{font-size:15pt;margin:0}"
    "h2{font-size:11.5pt;margin:5mm 0 1mm}p{margin:1mm 0}small{color:#333}"
    ".line{border-bottom:1px solid #888;height:7mm}@page{size:A4;margin:0}"
)
_LINES = {"ask": 4, "look": 3, "first": 1, "order": 2, "think": 2, "plan": 4}
"""Lines to write on, by part; together they leave the page one page."""


def handout(case: Case) -> str:
    """Return the page as HTML: what a patient says at the door, and nothing that was found.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["short_hairs"]
    >>> case.title in handout(case)
    False
    """
    person, book = case.person, open_case(case)
    looks = say("case_looks", skin=say_name(person.skin), hair=say_name(person.hair))
    parts = "".join(
        f"<h2>{escape(say(f'handout_{part}'))}</h2>{'<div class=line></div>' * lines}"
        for part, lines in _LINES.items()
    )
    invented = say("handout_invented", minutes=catalogue().minutes)
    return (
        f'<!doctype html><html lang="{language()}"><meta charset="utf-8">'
        f"<title>{escape(say('handout_title'))}</title><style>{_STYLE}</style>"
        f"<h1>{english(f'{person.name}, {person.age}, {person.work}')}</h1>"
        f"<p><small>{escape(looks)}</small></p>{told(book.fill(case.opening))}"
        f"{parts}<p><small>{escape(invented)}</small></p></html>"
    )


def handout_link(case: Case) -> str:
    """Return a link that saves the page."""
    whole = base64.b64encode(handout(case).encode()).decode()
    name = f"patient_{case.person.name.lower()}.html"
    return (
        f'<a download="{escape(name)}" href="data:text/html;base64,{whole}">'
        f"{escape(say('case_handout'))}</a>"
    )
