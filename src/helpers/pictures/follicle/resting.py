"""A follicle that shrinks, rests, lets go, stands empty, or has become a scar."""

from __future__ import annotations

import numpy as np

from helpers.pictures.follicle import parts
from helpers.pictures.follicle.facts import HEIGHT, WIDTH, between
from helpers.pictures.follicle.growing import Growing
from helpers.pictures.follicle.parts import CLUB, FULL, GLAND, REST
from helpers.pictures.tissue import FAT, INK, SKIN, epidermis, ground
from helpers.pictures.vector import Axis, dots, merged, path, smooth


class Resting(Growing):
    """Draws every other phase; in exogen a new hair grows beside the old one."""

    def catagen(self) -> list[str]:
        """Draw the follicle as it shrinks: the club rises, the papilla follows."""
        it, axis = self.follicle, self.axis
        done, thin = it.progress, it.thin
        ball = it.papilla_depth
        end = between(it.full_depth - 44, CLUB, done / 0.8)
        strand = between(17, 5.2, done / 0.3)
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
        pieces.append(self.hair(-SKIN - 30, end - 18, thin))
        pieces.append(
            parts.club(
                axis,
                end,
                thin,
                colour=colour,
                swollen=between(0.4, 1, done),
                hair="pale" if it.kind == "vellus" else "hair",
            )
        )
        pieces.append(parts.ball(axis, ball, between(9.5, 9, done)))
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
        """Draw rest."""
        it, axis = self.follicle, self.axis
        thin = it.thin
        pieces = [
            parts.streamer(axis, REST + 7, it.full_depth + 4),
            self.sheath(self.resting_profile()),
        ]
        pieces.append(self.canal(GLAND + 24, thin))
        pieces.append(parts.sac(axis, CLUB, thin))
        pieces.append(self.hair(-SKIN - 30, CLUB - 18, thin))
        pieces.append(parts.club(axis, CLUB, thin, colour=70))
        pieces += [self.germ(), parts.ball(axis, REST + 1, 9)]
        self.mark("hair", -34, 1)
        self.mark("club", CLUB - 8, 6)
        self.mark("papilla", REST + 4, 5)
        if it.kind == "terminal":
            self.mark("streamer", (REST + it.full_depth) / 2, 0)
        return self.behind(pieces, 1)

    def exogen(self) -> list[str]:
        """Draw the club leaving, and the new hair beside it."""
        it, axis = self.follicle, self.axis
        thin, bottom, leaving = it.thin, it.bulb_depth, it.club_depth
        assert leaving is not None  # exogen always has a club
        aside = 12.0
        self.opening = 18.0
        pocket_end = CLUB + 6
        pocket = axis.outline(
            [
                (8, 8),
                (34, 8),
                (62, 9),
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
            path(
                axis.outline(  # one canal for both hairs, as far down as the club has left it
                    [
                        (-4, 18),
                        (9, 17),
                        (30, 16),
                        (GLAND, 15.5),
                        (max(GLAND + 20, leaving - 20), 12.5),
                        (max(GLAND + 40, min(leaving + 14, CLUB)), 9),
                        (max(GLAND + 56, min(leaving + 34, CLUB + 4)), 3),
                        (max(GLAND + 60, min(leaving + 38, CLUB + 6)), 0),
                    ],
                    6,
                ),
                "#fffdf9",
            )
        )
        if it.grows:
            pieces.append(self.growing(bottom, thin * 0.9))
            root = bottom - 50 * self.size
            if it.tip_depth < root - 8:
                pieces.append(self.hair(it.tip_depth, root, thin * 0.9, right=0))
            pieces.append(self.pigmented(bottom, thin * 0.9))
            self.mark("new_bulb", bottom - 24 * size, -22 * size, left=True)
            if it.tip_depth < bottom - 90:
                self.mark("new_hair", it.tip_depth + 42, -3, left=True)
        else:
            pieces += [self.germ(), parts.ball(axis, REST + 1, 9)]
            self.mark("papilla", REST + 4, 5)
        lift = max(0.0, CLUB - leaving)
        pieces.append(parts.sac(axis, CLUB, thin, aside) if lift < 2 else "")
        pieces.append(
            self.hair(-SKIN - 30, leaving - 18, thin, right=aside if leaving > 40 else aside * 0.7)
        )
        pieces.append(
            parts.club(axis, leaving, thin, aside if leaving > 40 else aside * 0.7, colour=70)
        )
        self.mark("leaving_club", leaving - 8, aside + 4)
        self.mark("old_hair", min(-34, leaving - 64), aside)
        return self.behind(pieces, 1)

    def kenogen(self) -> list[str]:
        """Draw the empty follicle."""
        it, axis = self.follicle, self.axis
        pieces = [
            parts.streamer(axis, REST + 7, it.full_depth + 4),
            self.sheath(self.resting_profile()),
        ]
        hollow = [
            (-4, 13.5),
            (9, 8.5),
            (26, 5.6),
            (GLAND + 10, 4),
            (CLUB - 60, 2.2),
            (CLUB - 26, 2),
            (CLUB - 8, 1.6),
            (CLUB, 0),
        ]
        horn = [(depth, half + 1.8) for depth, half in hollow[1:5]]
        pieces.append(path(axis.outline([(-2, 13.5), *horn, (CLUB - 50, 1.5)]), INK["horn"]))
        pieces.append(path(axis.outline(hollow), "#fffdf9"))
        shed = "".join(  # loose layers of horn in the empty canal
            smooth([axis.at(d, -w), axis.at(d + 5, 0.3 * w), axis.at(d + 2, w)])
            for d, w in ((2, 8), (9, 6), (17, 5), (27, 4), (39, 3.4), (54, 3), (70, 2.6))
        )
        pieces.append(path(shed, stroke="#c9a86f", width=1.5))
        pieces += [self.germ(), parts.ball(axis, REST + 1, 9)]
        self.mark("empty", 130, 2)
        self.mark("papilla", REST + 4, 5)
        return self.behind(pieces, 1)

    def scarred(self) -> str:
        """Draw what is left of a destroyed follicle."""
        axis = self.axis
        skin, horn, basal = epidermis(WIDTH, None, 0, dip=9)
        x = axis.mouth[0]
        tract = axis.between(
            [
                (8, -10, 10),
                (14, -14, 14),
                (60, -13, 14),
                (150, -13, 12),
                (230, -9, 9),
                (330, -6, 5),
                (FULL, -2, 2),
            ]
        )
        strands = "".join(
            path(
                _strand(axis, side, 24, between(FULL - 10, 190, abs(side) / 18)),
                stroke=INK["scar_line"],
                width=1.4,
            )
            for side in (-17, -13, -9, -5, -2, 2, 5, 9, 12, 16)  # the outermost fray it
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


def _strand(axis: Axis, side: float, top: float, bottom: float) -> str:
    depths = np.arange(top, bottom, 14)
    taper = np.interp(depths, (0, 150, FULL), (1.1, 1, 0.15))
    return smooth(
        [
            axis.at(d, side * t + 1.5 * np.sin(d / 16 + side))
            for d, t in zip(depths, taper, strict=True)
        ]
    )
