"""A whole follicle cut lengthwise, as SVG, with names on demand."""

from __future__ import annotations

from functools import lru_cache

from helpers.evidence import say
from helpers.pictures.follicle import parts
from helpers.pictures.follicle.facts import (
    HEIGHT,
    ROOM,
    TYPE,
    WIDTH,
    Follicle,
)
from helpers.pictures.follicle.resting import Resting
from helpers.pictures.theme import FONT
from helpers.pictures.tissue import FAT, SKIN, ground
from helpers.pictures.vector import (
    Label,
    Placed,
    Point,
    draw_labels,
    element,
    place_labels,
)


class _Whole(Resting):
    def drawn(self) -> str:
        """Return the picture without labels."""
        it = self.follicle
        if it.phase == "scarred":
            return self.scarred()
        body = {
            "anagen": self.anagen,
            "catagen": self.catagen,
            "telogen": self.telogen,
            "exogen": self.exogen,
            "kenogen": self.kenogen,
        }[it.phase]()
        back = [ground(WIDTH, HEIGHT)]
        if it.kind != "vellus":
            back.append(parts.muscle(self.axis, (24, SKIN + 34)))
            self.points["muscle"] = (self.muscle_point(), True)
        size = {"terminal": 1.0, "miniaturised": 1.05, "vellus": 1.1}[it.kind]
        if it.attack == "bulge":
            size *= 0.66  # the gland shrinks
        front = [self.infiltrate()]
        self.points["epidermis"] = ((WIDTH - 24, SKIN + 8), False)
        self.points["fat"] = ((WIDTH - 16, SKIN + FAT + 60), False)
        self.points["dermis"] = ((WIDTH - 22, SKIN + 120), False)
        self.mark("gland", 112, -40 * size, left=True)
        return "".join([*back, *body[:1], parts.gland(self.axis, size), *body[1:], *front])


QUIET = ("dermis",)
"""Parts that are named only when somebody asks for them."""


@lru_cache(maxsize=64)
def anatomy(follicle: Follicle) -> tuple[str, dict[str, tuple[Point, bool]]]:
    """Return a follicle without labels, and where each of its parts lies."""
    drawing = _Whole(follicle)
    return drawing.drawn(), drawing.points


def labels_of(follicle: Follicle, asked: str = "") -> list[Placed]:
    """Return the labels of a follicle in their places; of one asked part only a question mark."""
    return _labels(follicle, anatomy(follicle)[1], asked)


def _labels(follicle: Follicle, found: dict[str, tuple[Point, bool]], asked: str) -> list[Placed]:
    points = {name: ((x + ROOM, y), left) for name, ((x, y), left) in found.items()}
    if asked:
        if asked not in points:
            raise ValueError(
                f"A follicle in {follicle.phase} has no part {asked!r}; it has {', '.join(points)}."
            )
        labels = [Label("?", *points[asked])]
    else:
        labels = [
            Label(say(f"drawn_part_{name}"), *place)
            for name, place in points.items()
            if name not in QUIET
        ]
    return place_labels(labels, (ROOM - 8, ROOM + WIDTH + 8), ROOM - 12, (6, HEIGHT - 6), TYPE)


def section(
    follicle: Follicle, labels: bool = False, asked: str = "", margins: bool | None = None
) -> str:
    """Return a follicle as SVG.

    Parameters
    ----------
    follicle : Follicle
    labels : bool
        Name its parts.
    asked : str
        Point at one part with a question mark instead.
    margins : bool, optional
        Keep room for labels, also when there are none; by default only with labels.
    """
    drawn, found = anatomy(follicle)
    room = ROOM if (labels or asked if margins is None else margins) else 0.0
    over = draw_labels(_labels(follicle, found, asked), "#1a1a1a") if labels or asked else ""
    clip = element(
        "clipPath", element("rect", x=0, y=0, width=WIDTH, height=HEIGHT, rx=4), id="~skin"
    )
    body = element("g", drawn, clip_path="url(#~skin)", transform=f"translate({room:g} 0)")
    return element(
        "svg",
        clip + body + over,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH + 2 * room:g} {HEIGHT:g}",
        font_family=FONT.replace('"', "'"),
        role="img",
    )
