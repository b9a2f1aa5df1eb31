"""A hair follicle cut lengthwise, drawn from a few facts about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from helpers.evidence import say
from helpers.pictures import follicle_parts as parts
from helpers.pictures.follicle_parts import BULGE, CLUB, FULL, GLAND, REST
from helpers.pictures.theme import FONT
from helpers.pictures.tissue import FAT, INK, SKIN, cells, epidermis, ground, swarm
from helpers.pictures.vector import (
    Axis,
    Label,
    Placed,
    Point,
    dots,
    draw_labels,
    element,
    merged,
    path,
    place_labels,
    smooth,
)

PHASES = ("anagen", "catagen", "telogen", "exogen", "kenogen", "scarred")
KINDS = ("terminal", "miniaturised", "vellus")
PLACES = ("none", "bulb", "bulge")
EFFECTS = ("none", "cytotoxic")

WIDTH, HEIGHT, ROOM = 280.0, 540.0, 121.0
"""Size of the skin in the picture, and width of the labels on either side."""
TYPE = 17.0
NARROWEST = 0.2
GROWN = 0.3
"""Progress in anagen at which a follicle has reached its full depth."""
OUT = 0.36
"""Progress in anagen at which the tip of its hair reaches the surface."""
BREAKS = 0.7
"""Progress of a cytotoxic effect at which the narrowed hair breaks."""


def _between(low: float, high: float, share: float) -> float:
    share = float(np.clip(share, 0, 1))
    share = share * share * (3 - 2 * share)
    return low + (high - low) * share


@dataclass(frozen=True)
class Follicle:
    """What there is to know about a follicle before it is drawn.

    Parameters
    ----------
    phase : str
        One of `PHASES`. In exogen the club leaves while a new hair grows beside it; kenogen is
        the empty follicle, "scarred" what is left of a destroyed one.
    progress : float
        How far the phase has gone, 0 to 1.
    kind : str
        One of `KINDS`.
    coiled : bool
        A bent follicle, as under tightly curled hair.
    attack : str
        Where inflammatory cells sit: one of `PLACES`.
    effect : str
        What acts on a growing follicle: one of `EFFECTS`; `progress` is then that of the effect.

    Examples
    --------
    >>> Follicle("telogen").papilla_depth < Follicle("anagen").papilla_depth
    True
    """

    phase: str = "anagen"
    progress: float = 0.6
    kind: str = "terminal"
    coiled: bool = False
    attack: str = "none"
    effect: str = "none"

    def __post_init__(self) -> None:
        for name, allowed in (
            ("phase", PHASES),
            ("kind", KINDS),
            ("attack", PLACES),
            ("effect", EFFECTS),
        ):
            if getattr(self, name) not in allowed:
                raise ValueError(
                    f"{name} must be one of {', '.join(allowed)}, not {getattr(self, name)!r}."
                )
        if not 0 <= self.progress <= 1:
            raise ValueError(f"progress must lie between 0 and 1, not {self.progress}.")

    # -- where things lie; depths in units of the picture

    @property
    def small(self) -> float:
        """Share of its size that the lower part has, by kind of hair."""
        return {"terminal": 1.0, "miniaturised": 0.3, "vellus": 0.05}[self.kind]

    @property
    def thin(self) -> float:
        """Half the width of the hair."""
        return {"terminal": 6.2, "miniaturised": 3.6, "vellus": 2.0}[self.kind]

    @property
    def full_depth(self) -> float:
        """Depth of the bulb when it is fully grown."""
        return REST + 22 + (FULL - REST - 22) * self.small

    @property
    def young(self) -> float:
        """Share of its size that a bulb on its way down has."""
        if self.kind != "terminal":
            return 1.0
        return _between(0.66, 1, (self.bulb_depth - REST) / (FULL - REST))

    @property
    def grows(self) -> bool:
        """Whether a bulb makes a hair."""
        return self.phase == "anagen" or (self.phase == "exogen" and self.progress > 0.15)

    @property
    def papilla_depth(self) -> float:
        """Depth of the middle of the papilla."""
        if self.phase == "anagen":
            return self.bulb_depth - 15
        if self.phase == "catagen":
            return _between(self.full_depth - 13, REST + 4, (self.progress - 0.2) / 0.8)
        if self.phase == "exogen":
            return REST if not self.grows else self.bulb_depth - 15
        return REST

    @property
    def bulb_depth(self) -> float:
        """Depth of the lower end of the epithelium."""
        if self.phase == "anagen":
            share = 1.0 if self.effect != "none" else self.progress / GROWN
            return _between(REST + 14, self.full_depth, share)
        if self.phase == "exogen":
            return _between(
                REST + 4, _between(REST + 14, self.full_depth, 0.62), (self.progress - 0.1) / 0.9
            )
        if self.phase == "catagen":
            return self.papilla_depth - 9
        return CLUB + 16

    @property
    def club_depth(self) -> float | None:
        """Depth of the lower end of a finished club; None while there is none."""
        if self.phase == "telogen":
            return CLUB
        if self.phase == "exogen":
            return CLUB - 300 * max(0.0, self.progress - 0.25) ** 1.3
        return None

    @property
    def has_club(self) -> bool:
        """Whether a finished club hair sits in the follicle or is leaving it."""
        return self.club_depth is not None

    @property
    def tip_depth(self) -> float:
        """Depth of the tip of the growing hair; negative above the surface."""
        if self.phase == "exogen":
            return (
                self.bulb_depth
                - 40
                - _between(0, self.bulb_depth - 70, (self.progress - 0.3) / 0.7)
            )
        if self.effect != "none":
            return -SKIN - 30
        share = self.progress
        if share < OUT:
            return _between(self.bulb_depth - 22, 0, (share - 0.08) / (OUT - 0.08))
        return -(SKIN + 30) * min(1.0, (share - OUT) / 0.2)

    @cached_property
    def axis(self) -> Axis:
        """The axis of the follicle."""
        if self.coiled:
            return Axis((146.0, SKIN), -0.42, 0.00295)
        return Axis((134.0, SKIN), 0.10, 0.00028)


@dataclass
class _Drawing:
    """A follicle being drawn: pieces from back to front, and what can be labelled."""

    follicle: Follicle

    def __post_init__(self) -> None:
        self.axis = self.follicle.axis
        self.rng = np.random.default_rng(11)
        self.points: dict[str, tuple[Point, bool]] = {}

    def mark(self, name: str, depth: float, right: float = 0.0, left: bool = False) -> None:
        """Note where a part lies, and on which side its name belongs."""
        self.points[name] = (self.axis.at(depth, right), left)

    # -- the whole

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
        front = [self.infiltrate()]
        self.points["epidermis"] = ((WIDTH - 24, SKIN + 8), False)
        self.points["fat"] = ((WIDTH - 16, SKIN + FAT + 60), False)
        self.points["dermis"] = ((WIDTH - 22, SKIN + 120), False)
        self.mark("gland", 112, -40 * size, left=True)
        return "".join([*back, *body[:1], parts.gland(self.axis, size), *body[1:], *front])

    def muscle_point(self) -> Point:
        a, b = (24, SKIN + 34), self.axis.at(BULGE + 2, -26)
        return a[0] + 0.36 * (b[0] - a[0]), a[1] + 0.36 * (b[1] - a[1]) + 2

    # -- pieces

    def sheath(
        self, profile: Sequence[tuple[float, float]], more: Sequence[str] = (), wide: float = 1.0
    ) -> str:
        """Draw epidermis and outer root sheath as the one epithelium that they are."""
        axis = self.axis
        skin, horn, basal = epidermis(WIDTH, axis.mouth[0], 14)
        outer = axis.outline(profile)
        # the connective tissue sheath follows the epithelium from outside
        lower = axis.outline(
            [(depth, half + (4.5 if depth > 40 else 1)) for depth, half in profile]
        )
        drawn = path(lower, INK["connective"])
        drawn += merged(
            [skin, outer, parts.bulge(axis, wide), *more], INK["sheath"], INK["line"], 1.3
        )
        drawn += path(skin, INK["epidermis"]) + path(horn, INK["horn"], "#c9a86f", 0.7)
        drawn += dots(basal, 1.7, INK["basal"])
        drawn += path(parts.bulge(axis, wide), INK["bulge"], fill_opacity=0.85)
        self.mark("bulge", BULGE, -18 * wide - 3, left=True)
        return drawn

    def canal(self, bottom: float, half: float) -> str:
        """Draw the open canal above the duct of the gland."""
        return path(
            self.axis.outline([(-4, 13.5), (9, half + 5), (26, half + 2.6), (bottom, half + 1)]),
            "#fffdf9",
        )

    def growing(self, bottom: float, thin: float, shrunk: float = 1.0) -> str:
        """Draw bulb, matrix, papilla, inner sheath: what makes a hair, ending at a depth."""
        axis, it = self.axis, self.follicle
        size = (0.62 + 0.38 * it.small) * shrunk
        size *= it.young
        self.size = size
        top = bottom - 50 * size
        sleeve_top = max(GLAND + 26, bottom - 210, it.tip_depth - 6)
        drawn = []
        if bottom - 75 > sleeve_top:
            drawn.append(
                path(
                    axis.outline(
                        [
                            (sleeve_top, 1 if it.tip_depth > GLAND else thin + 1),
                            (sleeve_top + 24, thin + 3.6),
                            (bottom - 80, thin + 4.6),
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

    def pigmented(self, bottom: float, thin: float) -> str:
        """Draw the pigment cells over the papilla, and the colour that they give to the hair."""
        size, axis = self.size, self.axis
        drawn = [self.young_hair(bottom, thin)] if self.has_root(bottom) else []
        cap = axis.between(
            [
                (bottom - 14 * size, -11 * size, -7.5 * size),
                (bottom - 30 * size, -8.5 * size, -4 * size),
                (bottom - 40 * size, -3 * size, 0),
            ]
        )
        other = axis.between(
            [
                (bottom - 14 * size, 7.5 * size, 11 * size),
                (bottom - 30 * size, 4 * size, 8.5 * size),
                (bottom - 40 * size, 0, 3 * size),
            ]
        )
        if (
            self.follicle.kind == "terminal" and bottom > REST + 42
        ) or self.follicle.kind == "miniaturised":
            drawn += [path(cap, INK["pigment"]), path(other, INK["pigment"])]
            self.mark("pigment", bottom - 31 * size, -6 * size, left=True)
        drawn.append(parts.papilla(axis, bottom, bottom - 35 * size, 8.6 * size, 3.6 * size))
        self.mark("papilla", bottom - 13 * size, 2 * size)
        return "".join(drawn)

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

    # -- phases

    def anagen(self) -> list[str]:
        it = self.follicle
        bottom, thin = it.bulb_depth, it.thin
        shrunk = 1.0
        if it.effect == "cytotoxic":
            shrunk = _between(1, 0.72, it.progress / 0.4)
        wide = 0.72 + 0.28 * it.small
        size = (0.62 + 0.38 * it.small) * shrunk * it.young
        pieces = [self.sheath(self.lower_profile(bottom, size, wide), wide=wide)]
        pieces.append(self.canal(GLAND + 24, thin))
        pieces.append(self.growing(bottom, thin, shrunk))
        root = bottom - 50 * size
        if it.effect == "cytotoxic":
            pieces.append(self.narrowed(root, thin))
        elif it.tip_depth < root - 6:
            pieces.append(self.hair(it.tip_depth, root, thin))
            self.mark("hair", -34 if it.tip_depth < -45 else it.tip_depth + 30, 1)
        pieces.append(self.pigmented(bottom, thin))
        self.mark("sheath", bottom - 118 if bottom > 330 else 130, 14 * wide)
        self.mark("bulb", bottom - 24 * size, -23 * size, left=True)
        return pieces

    def narrowed(self, root: float, thin: float) -> str:
        """Draw the hair over a bulb that a cytotoxic drug has stopped: narrowed, then broken."""
        done = self.follicle.progress
        at = _between(root - 26, 60, done / BREAKS)
        thinnest = _between(0.85, NARROWEST, done / 0.35)
        below = _between(1, 0.9, done)
        if done < BREAKS:
            widths = [
                (-SKIN - 10, 1),
                (at - 62, 1),
                (at - 24, thinnest * 1.1),
                (at, thinnest),
                (at + 16, thinnest * 1.1),
                (at + 56, below),
                (root, below),
            ]
            self.mark("narrowing", at - 2, 2)
            self.mark("hair", -34, 1)
            return self.hair(-SKIN - 30, root, thin, widths=widths)
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

    def catagen(self) -> list[str]:
        it, axis = self.follicle, self.axis
        done, thin = it.progress, it.thin
        ball = it.papilla_depth
        end = _between(it.full_depth - 44, CLUB, done / 0.8)
        strand = _between(17, 5.2, done / 0.3)
        profile = [one for one in parts.upper_sheath() if one[0] < end - 40]
        profile += [(depth, 17.5) for depth in np.arange(profile[-1][0] + 40, end - 60, 40)]
        profile += [
            (end - 30, 17),
            (end - 8, 17.5),
            (end + 8, 13 if done > 0.2 else 18),
            (end + 20, strand + 2),
        ]
        profile = [one for one in profile if one[0] < ball - 24]
        if ball - 32 > end + 34:
            profile += [(depth, strand) for depth in np.linspace(end + 32, ball - 32, 3)]
        profile += [
            (ball - 20, strand),
            (ball - 12, strand * 0.85),
            (ball - 7, strand * 0.55),
            (ball - 4, 0),
        ]
        pieces = [parts.streamer(axis, ball + 8, it.full_depth + 4)]
        if strand < 9:
            pieces.append(parts.wrinkled(axis, end + 4, ball - 4, strand + 4.6))
        pieces.append(self.sheath(profile))
        pieces.append(self.canal(GLAND + 24, thin))
        if strand < 12:
            pieces.append(parts.nuclei(axis, self.rng, end + 22, ball - 12, strand - 2, 16))
        pieces.append(parts.sac(axis, end, thin * 0.95))
        colour = 26 + 44 * min(1, done * 1.6)
        pieces.append(self.hair(-SKIN - 30, end - colour + 8, thin))
        pieces.append(
            parts.club(
                axis,
                end,
                thin * _between(0.85, 1, done),
                colour=colour,
                hair="pale" if it.kind == "vellus" else "hair",
            )
        )
        pieces.append(parts.ball(axis, ball, _between(9.5, 9, done)))
        self.mark("hair", -34, 1)
        self.mark("forming_club", end - 8, 4)
        self.mark("papilla", ball, 5)
        self.mark("sheath", end - 62, 14)
        if ball - end > 46:
            self.mark("strand", (end + ball) / 2 + 4, -1, left=True)
            self.mark("glassy", (end + ball) / 2 + 2, strand + 4.5)
        if it.full_depth - ball > 50:
            self.mark("streamer", (ball + it.full_depth) / 2 + 10, 0)
        return self.behind(pieces, 2 if strand < 9 else 1)

    @staticmethod
    def behind(pieces: list[str], count: int) -> list[str]:
        """Put the first pieces together: they lie behind the sebaceous gland."""
        return ["".join(pieces[: count + 1]), *pieces[count + 1 :]]

    def resting_profile(self) -> list[tuple[float, float]]:
        """Return the outline of a follicle at rest."""
        return [
            *parts.upper_sheath()[:-1],
            (CLUB - 16, 18.5),
            (CLUB, 16),
            (CLUB + 10, 12),
            (CLUB + 19, 7.5),
            (CLUB + 22, 0),
        ]

    def germ(self) -> str:
        """Draw the small germ below a club, from which the next hair comes."""
        axis = self.axis
        shape = axis.outline(
            [(CLUB + 7, 0), (CLUB + 9, 9), (CLUB + 15, 9.5), (CLUB + 20, 6.5), (CLUB + 23, 0)]
        )
        self.mark("germ", CLUB + 15, -5, left=True)
        return path(shape, INK["matrix"], INK["nucleus"], 0.9) + parts.nuclei(
            axis, self.rng, CLUB + 10, CLUB + 20, 7, 10
        )

    def telogen(self) -> list[str]:
        it, axis = self.follicle, self.axis
        thin = it.thin
        pieces = [
            parts.streamer(axis, REST + 7, it.full_depth + 4),
            self.sheath(self.resting_profile()),
        ]
        pieces.append(self.canal(GLAND + 24, thin))
        pieces.append(parts.sac(axis, CLUB, thin))
        pieces.append(self.hair(-SKIN - 30, CLUB - 62, thin))
        pieces.append(parts.club(axis, CLUB, thin, colour=70))
        pieces += [self.germ(), parts.ball(axis, REST + 4, 9)]
        self.mark("hair", -34, 1)
        self.mark("club", CLUB - 8, 6)
        self.mark("papilla", REST + 4, 5)
        if it.kind == "terminal":
            self.mark("streamer", (REST + it.full_depth) / 2, 0)
        return self.behind(pieces, 1)

    def exogen(self) -> list[str]:
        it, axis = self.follicle, self.axis
        thin, bottom, leaving = it.thin, it.bulb_depth, it.club_depth
        assert leaving is not None  # exogen always has a club
        aside = 9.0
        pocket_end = CLUB + 6
        pocket = axis.outline(
            [
                (34, 3),
                (62, 7.5),
                (100, 11.5),
                (150, 14.5),
                (pocket_end - 22, 15),
                (pocket_end - 4, 12),
                (pocket_end + 6, 0),
            ],
            aside + 5,
        )
        down = [*parts.upper_sheath()[:-1]]
        size = it.young
        pieces = [parts.streamer(axis, bottom + 6, it.full_depth + 4)]
        if it.grows:
            profile = [
                *down,
                *[(d, 17) for d in np.arange(190, bottom - 95 * size, 40)],
                (bottom - 62 * size, 16.5),
                (bottom - 45 * size, 19 * size),
                (bottom - 28 * size, 25 * size),
                (bottom - 12 * size, 23.5 * size),
                (bottom - 1, 14 * size),
                (bottom + 4, 0),
            ]
            profile = [
                one for one in profile if one[0] <= bottom - 62 * size or one in profile[-6:]
            ]
        else:
            profile = self.resting_profile()
        pieces.append(self.sheath(profile, [pocket]))
        pieces.append(
            path(axis.outline([(-4, 13.5), (9, 12), (30, 11.5), (GLAND + 20, 11)], 1.5), "#fffdf9")
        )
        if leaving < CLUB - 14:  # the bed that the club has left
            bed = axis.outline(
                [
                    (max(GLAND, leaving + 6), thin * 1.3),
                    (CLUB - 26, thin * 1.7),
                    (CLUB - 10, thin * 2.0),
                    (CLUB, 0),
                ],
                aside,
            )
            pieces.append(path(bed, "#fffaf3", "#c98f5c", 0.9))
        if it.grows:
            pieces.append(self.growing(bottom, thin * 0.9))
            root = bottom - 50 * self.size
            if it.tip_depth < root - 8:
                pieces.append(self.hair(it.tip_depth, root, thin * 0.9, right=-2))
            pieces.append(self.pigmented(bottom, thin * 0.9))
            self.mark("new_bulb", bottom - 24 * size, -22 * size, left=True)
            if it.tip_depth < bottom - 90:
                self.mark("new_hair", it.tip_depth + 42, -3, left=True)
        else:
            pieces += [self.germ(), parts.ball(axis, REST + 4, 9)]
            self.mark("papilla", REST + 4, 5)
        lift = max(0.0, CLUB - leaving)
        pieces.append(parts.sac(axis, CLUB, thin, aside) if lift < 2 else "")
        pieces.append(
            self.hair(-SKIN - 30, leaving - 62, thin, right=aside if leaving > 40 else aside * 0.6)
        )
        pieces.append(
            parts.club(axis, leaving, thin, aside if leaving > 40 else aside * 0.6, colour=70)
        )
        self.mark("leaving_club", leaving - 8, aside + 4)
        self.mark("old_hair", min(-34, leaving - 64), aside)
        return self.behind(pieces, 1)

    def kenogen(self) -> list[str]:
        it, axis = self.follicle, self.axis
        pieces = [
            parts.streamer(axis, REST + 7, it.full_depth + 4),
            self.sheath(self.resting_profile()),
        ]
        hollow = [
            (-4, 13.5),
            (9, 11),
            (26, 8.6),
            (GLAND + 10, 6.5),
            (CLUB - 60, 4),
            (CLUB - 26, 4.5),
            (CLUB - 8, 6),
            (CLUB, 0),
        ]
        pieces.append(path(axis.outline(hollow), "#fffdf9", INK["line"], 0.5))
        pieces += [self.germ(), parts.ball(axis, REST + 4, 9)]
        self.mark("empty", 130, 2)
        self.mark("papilla", REST + 4, 5)
        return self.behind(pieces, 1)

    def scarred(self) -> str:
        axis = self.axis
        skin, horn, basal = epidermis(WIDTH, None, 0, dip=9)
        x = axis.mouth[0]
        tract = axis.between(
            [
                (8, -20, 20),
                (14, -27, 27),
                (60, -27, 27),
                (150, -25, 25),
                (230, -18, 18),
                (330, -11, 11),
                (FULL, -4, 4),
            ]
        )
        strands = "".join(
            path(
                _strand(axis, side, 24, _between(FULL - 10, 260, abs(side) / 24)),
                stroke=INK["scar_line"],
                width=1.4,
            )
            for side in (-22, -16, -10, -4, 3, 9, 15, 21)
        )
        stub = parts.muscle(axis, (24, SKIN + 34), right=-22)
        self.points.update(
            muscle=(self.muscle_point(), True),
            epidermis=((WIDTH - 24, SKIN + 8), False),
            fat=((WIDTH - 16, SKIN + FAT + 60), False),
        )
        self.points["no_opening"] = ((x + 2, SKIN + 12), True)
        self.mark("scar", 130, 8)
        return "".join(
            [
                ground(WIDTH, HEIGHT),
                stub,
                path(tract, INK["scar"], INK["scar_line"], 1.2),
                strands,
                merged([skin], INK["epidermis"], INK["line"], 1.3),
                path(horn, INK["horn"], "#c9a86f", 0.7),
                dots(basal, 1.7, INK["basal"]),
            ]
        )

    def infiltrate(self) -> str:
        """Draw the cells of an inflammation where it sits."""
        it = self.follicle
        if it.attack == "none":
            return ""
        if it.attack == "bulb":
            bottom = it.papilla_depth + 15
            places = swarm(self.axis, self.rng, 105, bottom - 64, bottom + 22, 12, 52)
            self.mark("cells", bottom - 6, 34)
        else:
            places = swarm(self.axis, self.rng, 120, 62, BULGE + 34, 13, 46)
            self.mark("cells", 150, 32)
        return cells(places, INK["cell"])


def _strand(axis: Axis, side: float, top: float, bottom: float) -> str:
    depths = np.arange(top, bottom, 14)
    taper = np.interp(depths, (0, 150, FULL), (1.1, 1, 0.15))
    return smooth(
        [
            axis.at(d, side * t + 1.5 * np.sin(d / 16 + side))
            for d, t in zip(depths, taper, strict=True)
        ]
    )


QUIET = ("dermis",)
"""Parts that are named only when somebody asks for them."""


def anatomy(follicle: Follicle) -> tuple[str, dict[str, tuple[Point, bool]]]:
    """Return a follicle without labels, and where each of its parts lies."""
    drawing = _Drawing(follicle)
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


CYCLE: tuple[tuple[float, str, float, float], ...] = (
    (0, "anagen", 0.0, 1.0),
    (40, "catagen", 0.0, 1.0),
    (60, "telogen", 0.0, 1.0),
    (76, "exogen", 0.0, 1.0),
)
"""The slider of the cycle: where each phase begins, and its progress from there to the next."""


def in_cycle(place: float) -> Follicle:
    """Return the follicle at a place of the cycle, 0 to 100; the lengths are not to scale.

    Examples
    --------
    >>> in_cycle(0).phase, in_cycle(50).phase, in_cycle(100).phase
    ('anagen', 'catagen', 'exogen')
    """
    at = max(number for number, one in enumerate(CYCLE) if one[0] <= place)
    start, phase, low, high = CYCLE[at]
    end = CYCLE[at + 1][0] if at + 1 < len(CYCLE) else 100.0
    share = (place - start) / (end - start)
    return Follicle(phase, low + (high - low) * min(1.0, share))
