"""The part of the drawing that does not change with the phase."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from helpers.pictures.follicle import parts
from helpers.pictures.follicle.facts import WIDTH, Follicle
from helpers.pictures.follicle.parts import BULGE
from helpers.pictures.tissue import INK, SKIN, cells, epidermis, swarm
from helpers.pictures.vector import Point, dots, element, merged, path


class Canvas:
    """A follicle while it is drawn: what every phase has, and where its parts lie.

    Parameters
    ----------
    follicle : Follicle

    Attributes
    ----------
    points : dict of str to (Point, bool)
        Every part that can be named, and whether its name stands on the left.
    """

    size: float
    opening = 14.0
    """Half the width of the opening of the follicle, its wall included."""

    def __init__(self, follicle: Follicle) -> None:
        self.follicle = follicle
        self.axis = follicle.axis
        self.rng = np.random.default_rng(11)
        self.points: dict[str, tuple[Point, bool]] = {}

    def mark(self, name: str, depth: float, right: float = 0.0, left: bool = False) -> None:
        """Note where a part lies, and on which side its name belongs."""
        self.points[name] = (self.axis.at(depth, right), left)

    def muscle_point(self) -> Point:
        """Return the point of the muscle that its name points at."""
        a, b = (24, SKIN + 34), self.axis.at(BULGE + 2, -26)
        return a[0] + 0.36 * (b[0] - a[0]), a[1] + 0.36 * (b[1] - a[1]) + 2

    def sheath(
        self, profile: Sequence[tuple[float, float]], more: Sequence[str] = (), wide: float = 1.0
    ) -> str:
        """Draw epidermis and outer root sheath as the one epithelium that they are."""
        axis = self.axis
        deep = self.follicle.bulge_depth
        skin, horn, basal = epidermis(WIDTH, axis.mouth[0], self.opening)
        outer = axis.outline(profile)
        # the connective tissue sheath follows the epithelium from outside
        lower = axis.outline(
            [(depth, half + (4.5 if depth > 40 else 1)) for depth, half in profile]
        )
        drawn = path(lower, INK["connective"])
        drawn += merged(
            [skin, outer, parts.bulge(axis, wide, deep), *more], INK["sheath"], INK["line"], 1.3
        )
        drawn += path(skin, INK["epidermis"]) + path(horn, INK["horn"], "#c9a86f", 0.7)
        drawn += dots(basal, 1.7, INK["basal"])
        # the epidermis turns into the wall of the opening; its horny layer goes down with it
        turn = element(
            "linearGradient",
            element("stop", offset=0.2, stop_color=INK["epidermis"])
            + element("stop", offset=1, stop_color=INK["epidermis"], stop_opacity=0),
            id="~turn",
            gradientUnits="userSpaceOnUse",
            x1=0,
            y1=SKIN + 8,
            x2=0,
            y2=SKIN + 62,
        )
        drawn += turn + path(
            axis.outline([(5, 17.5), (14, 16), (28, 14.5), (48, 13.4), (62, 13.4)]),
            "url(#~turn)",
        )
        attacked = self.follicle.attack == "bulge"
        drawn += path(
            parts.bulge(axis, wide, deep), INK["bulge"], fill_opacity=0.5 if attacked else 0.85
        )
        self.mark("bulge", deep, -18 * wide - 3, left=True)
        return drawn

    def canal(self, bottom: float, half: float) -> str:
        """Draw the open canal above the duct of the gland."""
        walls = [(-4, 13.5), (9, half + 5), (26, half + 2.6), (bottom, half + 1)]
        horn = [(depth, wide + (1.9 if depth > 0 else 0)) for depth, wide in walls[:-1]]
        return path(
            self.axis.outline([*horn, (44, half + 2.6), (56, half + 1.4)]), INK["horn"]
        ) + path(self.axis.outline(walls), "#fffdf9")

    def hair(
        self,
        top: float,
        bottom: float,
        thin: float,
        right: float = 0.0,
        widths: list[tuple[float, float]] | None = None,
    ) -> str:
        """Draw a pigmented hair from a depth down into the bulb; a tip above or below ground."""
        fill = "pale" if self.follicle.kind == "vellus" else "hair"
        start = max(top, -SKIN - 10)
        if top > -SKIN - 10 and widths is None:
            widths = [(top, 0.05), (top + 40, 0.7), (top + 90, 1)]
        return parts.shaft(
            self.axis,
            start,
            bottom,
            thin,
            right,
            widths,
            fill,
            medulla=self.follicle.kind == "terminal",
        )

    @staticmethod
    def behind(pieces: list[str], count: int) -> list[str]:
        """Put the first pieces together: they lie behind the sebaceous gland."""
        return ["".join(pieces[: count + 1]), *pieces[count + 1 :]]

    def infiltrate(self) -> str:
        """Draw the cells of an inflammation where it sits."""
        it = self.follicle
        if it.attack == "none":
            return ""
        if it.attack == "bulb":
            bottom = it.papilla_depth + 15
            places = swarm(self.axis, self.rng, 120, bottom - 64, bottom + 22, 9, 50)
            self.mark("cells", bottom - 6, 34)
        else:
            places = swarm(self.axis, self.rng, 150, 58, BULGE + 36, 9, 38)
            self.mark("cells", 150, 32)
        return self.damage() + cells(places, INK["cell"])

    def damage(self) -> str:
        """Draw what the cells do to the basal layer: gaps and dead cells at its edge."""
        if self.follicle.attack != "bulge":
            return ""
        gaps: list[Point] = []
        dead: list[Point] = []
        for depth in np.arange(84, BULGE + 28, 13):
            for side in (-1, 1):
                place = self.axis.at(
                    depth + self.rng.uniform(-4, 4), side * self.rng.uniform(13, 18)
                )
                (dead if self.rng.uniform() < 0.3 else gaps).append(place)
        return dots(
            gaps, 3.2, "#fffaf6", stroke=INK["line"], stroke_width=0.6, stroke_opacity=0.5
        ) + dots(dead, 2.8, "#d8607e")
