"""A follicle that makes a hair: bulb, matrix, papilla, and what a cytotoxic drug does to it."""

from __future__ import annotations

import numpy as np
import scipy

from helpers.pictures.follicle import parts
from helpers.pictures.follicle.canvas import Canvas
from helpers.pictures.follicle.facts import BREAKS, NARROWEST, between
from helpers.pictures.follicle.parts import FULL, GLAND, REST
from helpers.pictures.tissue import INK, SKIN
from helpers.pictures.vector import dots, element, path, straight


class Growing(Canvas):
    """Draws anagen."""

    def growing(self, bottom: float, thin: float, shrunk: float = 1.0) -> str:
        """Draw bulb, matrix, papilla, inner sheath: what makes a hair, ending at a depth."""
        axis, it = self.axis, self.follicle
        size = (0.62 + 0.38 * it.small) * shrunk
        size *= it.young
        self.size = size
        top = bottom - 50 * size
        covered = it.tip_depth > GLAND  # the sheath covers a young tip as a cone
        sleeve_top = max(GLAND + 14, it.tip_depth - 14)
        drawn = []
        if bottom - 75 > sleeve_top:
            drawn.append(
                path(
                    axis.outline(
                        [
                            *self.sleeve(sleeve_top, bottom - 80, thin, covered),
                            (top, thin * 1.35 + 5 * size),
                            (bottom - 30 * size, 19 * size),
                            (bottom - 22 * size, 19 * size),
                        ]
                    ),
                    INK["inner"],
                    INK["inner_line"],
                    1,
                )
            )
            self.mark("inner_sheath", max(sleeve_top + 40, bottom - 105), thin + 2.6)
        matrix = axis.outline(
            [
                (top - 14 * size, thin * 0.9),
                (top, thin * 1.15),
                (bottom - 36 * size, 13.5 * size),
                (bottom - 22 * size, 20 * size),
                (bottom - 9 * size, 19 * size),
                (bottom - 1, 10 * size),
                (bottom + 1, 0),
            ]
        )
        drawn.append(path(matrix, INK["matrix"], INK["nucleus"], 1))
        drawn.append(
            parts.nuclei(
                axis,
                self.rng,
                bottom - 29 * size,
                bottom - 5 * size,
                16.5 * size,
                int(44 * shrunk**2),
                avoid=8 * size,
            )
        )
        self.mark("matrix", bottom - 16 * size, 15 * size)
        return "".join(drawn)

    def sleeve(
        self, top: float, bottom: float, thin: float, covered: bool
    ) -> list[tuple[float, float]]:
        """Return the inner sheath above the bulb; it thins towards the duct of the gland."""
        depths = np.linspace(top, bottom, max(4, int((bottom - top) / 9)))
        shares = np.ones_like(depths)
        if self.follicle.effect == "cytotoxic" and self.follicle.progress < BREAKS:
            at, share = zip(*self.narrow_widths(bottom + 30), strict=True)
            shares = scipy.interpolate.PchipInterpolator(at, share)(depths)
        if covered:
            shares = np.minimum(1, (depths - top) / 80)
        wall = np.interp(depths, (top, top + 150), (2.6 if covered else 0.9, 4.4))
        found = [
            (float(d), float(thin * s + w)) for d, s, w in zip(depths, shares, wall, strict=True)
        ]
        return [(top, 0.2), *found[1:]] if covered else found

    def pigmented(self, bottom: float, thin: float) -> str:
        """Draw the pigment cells over the papilla, and the colour that they give to the hair."""
        size, axis = self.size, self.axis
        drawn = [self.young_hair(bottom, thin)] if self.has_root(bottom) else []
        if (
            self.follicle.kind == "terminal" and bottom > REST + 42
        ) or self.follicle.kind == "miniaturised":
            drawn.append(self.granules(bottom))
            self.mark("pigment", bottom - 31 * size, -6 * size, left=True)
        drawn.append(parts.papilla(axis, bottom, bottom - 35 * size, 8.2 * size, 2.6 * size))
        self.mark("papilla", bottom - 13 * size, 2 * size)
        return "".join(drawn)

    def granules(self, bottom: float) -> str:
        """Draw melanin: grains that lie densest over the papilla and thin out around it."""
        size, found = self.size, []
        for _ in range(120):
            up = 46 - 32 * self.rng.beta(1.3, 1.6)  # above the lower end
            inner = float(np.interp(up, (14, 24, 34, 40), (7.5, 6.5, 2.2, 0)))
            away = inner + 6.5 * self.rng.beta(0.9, 2.4)
            found.append(self.axis.at(bottom - up * size, self.rng.choice((-1, 1)) * away * size))
        return dots(found, 0.8, INK["pigment"], fill_opacity=0.85)

    def has_root(self, bottom: float) -> bool:
        """Whether a hair has begun over the bulb."""
        return self.follicle.tip_depth < bottom - 46 * self.size

    def young_hair(self, bottom: float, thin: float) -> str:
        """Draw where the hair hardens: cells of the matrix rise, take pigment, turn to horn."""
        size, axis = self.size, self.axis
        low, high = bottom - 33 * size, bottom - 74 * size
        start, end = axis.at(high), axis.at(low)
        pale = self.follicle.kind == "vellus"
        stops = element("stop", offset=0.1, stop_color=INK["pale" if pale else "hair"])
        stops += element("stop", offset=1, stop_color=INK["matrix"])
        ramp = element(
            "linearGradient",
            stops,
            id="~horn",
            gradientUnits="userSpaceOnUse",
            x1=start[0],
            y1=start[1],
            x2=end[0],
            y2=end[1],
        )
        shape = axis.outline(
            [
                (high, thin if self.follicle.tip_depth < high - 24 else 0.4),
                (bottom - 56 * size, thin * 1.05),
                (bottom - 44 * size, thin * 1.5),
                (low, 10.5 * size),
                (low + 2, 0),
            ]
        )
        return ramp + path(shape, "url(#~horn)")

    def lower_profile(
        self, bottom: float, size: float, wide: float = 1.0
    ) -> list[tuple[float, float]]:
        """Return the outline of a growing follicle, mouth to bulb."""
        upper = [one for one in parts.upper_sheath(wide) if one[0] < bottom - 84 * size]
        stem = 17.5 * wide
        middle = [(depth, stem) for depth in np.arange(upper[-1][0] + 40, bottom - 95 * size, 40)]
        return [
            *upper,
            *middle,
            (bottom - 70 * size, 16.5 * wide),
            (bottom - 48 * size, 19 * size),
            (bottom - 28 * size, 25 * size),
            (bottom - 12 * size, 23.5 * size),
            (bottom - 1, 14 * size),
            (bottom + 4, 0),
        ]

    def anagen(self) -> list[str]:
        """Draw growth."""
        it = self.follicle
        bottom, thin = it.bulb_depth, it.thin
        shrunk = 1.0
        if it.effect == "cytotoxic":
            shrunk = between(1, 0.72, it.progress / 0.4)
        wide = 0.72 + 0.28 * it.small
        size = (0.62 + 0.38 * it.small) * shrunk * it.young
        sheath = self.sheath(self.lower_profile(bottom, size, wide), wide=wide)
        if it.kind == "miniaturised":  # the streamer shows how deep it once reached
            sheath = parts.streamer(self.axis, bottom + 8, FULL) + sheath
            self.mark("streamer", (bottom + FULL) / 2 + 6, 0)
        pieces = [sheath, self.canal(GLAND + 24, thin), self.growing(bottom, thin, shrunk)]
        root = bottom - 50 * size
        if it.effect == "cytotoxic":
            pieces.append(self.narrowed(root, thin))
        elif it.tip_depth < root - 6:
            pieces.append(self.hair(it.tip_depth, root, thin))
            self.mark("hair", -34 if it.tip_depth < -45 else it.tip_depth + 30, 1)
        pieces.append(self.pigmented(bottom, thin))
        self.mark("sheath", bottom - 118 if bottom > 330 else 130, 14 * wide)
        self.mark("bulb", bottom - 26 * size, -13 * size, left=True)
        return pieces

    def narrow_at(self, root: float) -> float:
        """Return the depth of the narrowest place of the hair."""
        return between(root - 26, 60, self.follicle.progress / BREAKS)

    def narrow_widths(self, root: float) -> list[tuple[float, float]]:
        """Return how wide the hair is along its length, as (depth, share)."""
        done, at = self.follicle.progress, self.narrow_at(root)
        thinnest, below = between(0.85, NARROWEST, done / 0.2), between(1, 0.6, done / 0.4)
        widths = [
            (-SKIN - 10, 1.0),
            (at - 44, 1.0),
            (at - 18, thinnest * 1.6),
            (at, thinnest),
            (at + 18, thinnest * 1.6),
            (at + 44, below),
        ]
        return [one for one in widths if one[0] < root - 4] + [
            (root, below if root > at + 44 else thinnest * 1.6)
        ]

    def narrowed(self, root: float, thin: float) -> str:
        """Draw the hair over a bulb that a cytotoxic drug has stopped: narrowed, then broken."""
        done = self.follicle.progress
        at = self.narrow_at(root)
        below = between(1, 0.6, done / 0.4)
        if done < BREAKS:
            widths = self.narrow_widths(root)
            self.mark("narrowing", at - 2, 2)
            self.mark("hair", -34, 1)
            hair = self.hair(-SKIN - 30, root, thin, widths=widths)
            if done < 0.3:
                return hair
            crack = [
                self.axis.at(at + up, side * thin) for side, up in ((-0.24, -2), (0, 1), (0.24, -1))
            ]
            return hair + path(straight(crack), stroke="#fff6ea", width=1.4)
        gone = 74 * (done - BREAKS) / (1 - BREAKS)
        stub = [(at, 0.06), (at + 14, NARROWEST), (at + 70, below), (root, below)]
        off = [
            (-SKIN - 10, 1),
            (at - gone - 62, 1),
            (at - gone - 16, NARROWEST + 0.08),
            (at - gone - 4, 0.06),
        ]
        self.mark("stub", at + 22, 1)
        self.mark("fallen", at - gone - 48, 1)
        return self.hair(at, root, thin, widths=stub) + parts.shaft(
            self.axis, -SKIN - 10, at - gone - 4, thin, 0, off, medulla=False
        )
