"""Every drawing by its name: its SVG, what it is called, and what it looks like in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import count

from helpers.evidence import say
from helpers.pictures.follicle import BREAKS, Follicle, section
from helpers.pictures.hair_ends import ENDS
from helpers.pictures.pull_test import STEPS, step

FOLLICLES = {
    "anagen": Follicle("anagen", 0.6),
    "new_anagen": Follicle("anagen", 0.25),
    "catagen": Follicle("catagen", 0.5),
    "telogen": Follicle("telogen", 0.5),
    "exogen": Follicle("exogen", 0.6),
    "kenogen": Follicle("kenogen", 0.5),
    "scarred": Follicle("scarred", 1.0),
    "attack_bulb": Follicle(attack="bulb"),
    "attack_bulge": Follicle(attack="bulge"),
    "narrowed": Follicle("anagen", 0.27, effect="cytotoxic"),
    "broken": Follicle("anagen", 0.9, effect="cytotoxic"),
    "vellus": Follicle(kind="vellus"),
    "coiled": Follicle(coiled=True),
}
"""Follicles with a name, as questions show them: without labels."""

PARTS = {
    "bulb": "anagen",
    "bulge": "anagen",
    "papilla": "anagen",
    "gland": "anagen",
    "muscle": "anagen",
    "sheath": "anagen",
    "strand": "catagen",
    "club": "telogen",
    "germ": "telogen",
}
"""Parts that a question may point at, each in the follicle that has it."""

PICTURES: dict[str, Callable[[], str]] = (
    {f"follicle:{name}": partial(section, one) for name, one in FOLLICLES.items()}
    | {
        f"part:{name}": partial(section, FOLLICLES[host], asked=name)
        for name, host in PARTS.items()
    }
    | {f"hair_end:{name}": draw for name, draw in ENDS.items()}
    | {
        f"{test}:{number}": partial(step, test, number)
        for test, steps in STEPS.items()
        for number in range(1, len(steps) + 1)
    }
)
"""What draws each picture. A question names one: ``hair_end:exclamation_mark``."""


@dataclass(frozen=True)
class Picture:
    """A drawing with its words.

    Attributes
    ----------
    svg : str
        Ids in it begin with ``~``; `unique` makes them fit for a page.
    alt : str
        What stands for it where it cannot be seen.
    caption : str
        Words under it, for everybody; empty for none.
    """

    svg: str
    alt: str
    caption: str = ""


def _row(name: str) -> str:
    if name not in PICTURES:
        raise ValueError(f"There is no picture {name!r}; there are {', '.join(PICTURES)}.")
    return name.replace(":", "_")


def picture(name: str) -> Picture:
    """Return a picture with its name.

    Examples
    --------
    >>> picture("hair_end:club").caption
    'Club: pale, rounded, without a sheath'
    """
    row = _row(name)
    return Picture(PICTURES[name](), say(f"drawn_looks_{row}"), say(f"drawn_name_{row}"))


def asked(name: str) -> Picture:
    """Return a picture for a question: its words say what is seen and do not name it.

    Examples
    --------
    >>> asked("hair_end:blunt_break").caption
    ''
    """
    return Picture(PICTURES[name](), say(f"drawn_looks_{_row(name)}"))


def before_question(name: str, number: int | None = None) -> str:
    """Return the picture of a question as HTML, with what is seen for whoever cannot see it.

    Parameters
    ----------
    name : str
        One of `PICTURES`; empty for a question without a picture.
    number : int, optional
        Makes its ids unique where pages must come out the same each time.

    Examples
    --------
    >>> before_question("")
    ''
    """
    if not name:
        return ""
    svg = named(asked(name))
    return f'<span class="hcl-asked">{unique(svg, number)}</span>'


_numbers = count(1)


def named(one: Picture) -> str:
    """Return the SVG of a picture with its words, for whoever cannot see it."""
    return one.svg.replace('role="img"', f'role="img" aria-label="{escape(one.alt)}"', 1)


def unique(svg: str, number: int | None = None) -> str:
    """Return a drawing whose ids occur once on any page; `number` tells it from the others.

    Examples
    --------
    >>> unique('<g id="~a"/>') == unique('<g id="~a"/>')
    False
    """
    mark = f"drawn{next(_numbers)}-" if number is None else f"asked{number}-"
    return svg.replace('id="~', f'id="{mark}').replace("#~", f"#{mark}")


def follicle_said(follicle: Follicle) -> str:
    """Say what a follicle shows: its phase first.

    Examples
    --------
    >>> follicle_said(Follicle("telogen"))[:7]
    'Telogen'
    """
    if follicle.attack != "none":
        return say(f"drawn_said_attack_{follicle.attack}")
    if follicle.effect == "cytotoxic":
        return say(
            f"drawn_said_cytotoxic_{'broken' if follicle.progress >= BREAKS else 'narrowed'}"
        )
    if follicle.phase == "anagen" and follicle.progress < 0.4:
        return say("drawn_said_anagen_new")
    return say(f"drawn_said_{follicle.phase}")
