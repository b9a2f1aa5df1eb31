"""Words in pictures, with the little layout that a label has."""

from __future__ import annotations

from helpers.evidence import say


def label(name: str, /, **values: object) -> str:
    """Return a text of the table as a label: `*so*` is bold, ` | ` begins a new line.

    Examples
    --------
    >>> label("figure_delay_bulge"), label("figure_supply_first")
    ('<b>bulge</b>', '◂ first harm<br>reported')
    """
    parts = say(name, **values).replace(" | ", "<br>").split("*")
    return "".join(f"<b>{part}</b>" if place % 2 else part for place, part in enumerate(parts))
