"""Words in pictures, with the little layout that a label has."""

from __future__ import annotations

import re

from helpers.evidence import say, say_name


def label(name: str, /, **values: object) -> str:
    """Return a text of the table as a label: `*so*` is bold, ` | ` begins a new line.

    Examples
    --------
    >>> label("figure_delay_bulge"), label("figure_supply_first")
    ('<b>bulge</b>', '◂ first harm<br>reported')
    """
    parts = say(name, **values).replace(" | ", "<br>").split("*")
    return "".join(f"<b>{part}</b>" if place % 2 else part for place, part in enumerate(parts))


def group_words(name: str) -> str:
    """Return a name such as "Kantor: no hair loss (11)" with its group in the page's language."""
    study, colon, group = name.rpartition(": ")
    group, bracket, rest = group.partition(" (")
    number = re.match(r"[\d,]+ ", group)
    before = number[0] if number else ""
    return f"{study}{colon}{before}{say_name(group.removeprefix(before))}{bracket}{rest}"
