"""The parts of a follicle, each drawn along its axis; depths and widths in units of the picture."""

from __future__ import annotations

import numpy as np
import scipy

from helpers.pictures.tissue import INK, SKIN
from helpers.pictures.vector import Axis, Point, dots, element, merged, path, smooth, straight

GLAND = 70.0
"""Depth at which the duct of the sebaceous gland opens."""
BULGE = 172.0
"""Depth of the bulge, where the arrector muscle inserts."""
CLUB = 190.0
"""Depth of the lower end of a club at rest."""
REST = 220.0
"""Depth of the papilla at rest."""
FULL = 418.0
"""Depth of the lower end of the bulb of a growing terminal hair."""


def upper_sheath(wide: float = 1.0) -> list[tuple[float, float]]:
    """Return the profile of the lasting upper part, from the mouth to below the bulge."""
    shape = [
        (7, 17.5),
        (14, 16),
        (28, 14.5),
        (52, 14),
        (80, 15.5),
        (120, 17),
        (150, 18.5),
        (185, 19),
    ]
    return [(depth, half * (wide if depth > 40 else 1)) for depth, half in shape]


def bulge(axis: Axis, wide: float = 1.0, depth: float = BULGE) -> str:
    """Return the outline of the bulge: a swelling of the sheath towards the muscle."""
    half = 18.5 * wide
    return axis.between(
        [
            (depth - 27 * wide, -half, -6),
            (depth - 14 * wide, -half - 6 * wide, -6),
            (depth + 1, -half - 10 * wide, -6),
            (depth + 14 * wide, -half - 6 * wide, -6),
            (depth + 26 * wide, -half, -6),
        ]
    )


def muscle(axis: Axis, origin: Point, end: float = BULGE, right: float = -26) -> str:
    """Draw the arrector muscle from the upper dermis to the bulge."""
    a, b = np.array(origin), np.array(axis.at(end + 2, right))
    across = np.array([-(b - a)[1], (b - a)[0]]) / np.hypot(*(b - a))

    def line(offset: float) -> list[Point]:
        widths = [0.5, 0.9, 1.0, 0.95, 0.8]
        return [
            tuple(a + (b - a) * share + across * (offset * width + 5 * np.sin(np.pi * share)))
            for share, width in zip(np.linspace(0, 1, 5), widths, strict=True)
        ]

    edge = smooth([*line(7.5), *reversed(line(-7.5))], closed=True)
    fibres = "".join(smooth(line(offset)) for offset in (-3.8, 0, 3.8))
    return path(edge, INK["muscle"], INK["muscle_line"], 1.2) + path(
        fibres, stroke=INK["muscle_line"], width=0.9, stroke_opacity=0.6
    )


def gland(axis: Axis, size: float = 1.0) -> str:
    """Draw the sebaceous gland: lobes with foamy cells, and a duct into the canal."""
    lobes = [(-33, 92, 17, 20), (-50, 108, 16, 20), (-34, 122, 16.5, 19), (-24, 106, 13, 20)]
    outlines, foam = [], []
    rng = np.random.default_rng(3)
    for right, depth, wide, tall in lobes:
        x, y = axis.at(GLAND + 6 + (depth - GLAND - 6) * size, right * size)
        turns = np.linspace(0, 2 * np.pi, 9)[:-1]
        outlines.append(
            smooth(
                [(x + wide * size * np.cos(t), y + tall * size * np.sin(t)) for t in turns], True
            )
        )
        for ring, many in ((0.0, 1), (0.5, 6)):
            for turn in np.linspace(0, 2 * np.pi, many + 1)[:-1] + rng.uniform(0, 1):
                foam.append(
                    (x + wide * size * ring * np.cos(turn), y + tall * size * ring * np.sin(turn))
                )
    duct = axis.between(
        [
            (GLAND - 4, -15, -8),
            (GLAND + 8, -21, -8),
            (GLAND + 22, -27 * size, -13),
            (GLAND + 34, -30 * size, -17),
        ]
    )
    drawn = merged([*outlines, duct], INK["gland"], INK["gland_line"], 1.3)
    rings = "".join(element("circle", cx=x, cy=y, r=4.6 * size, fill="none") for x, y in foam)
    drawn += element("g", rings, stroke=INK["gland_line"], stroke_width=0.8, stroke_opacity=0.55)
    return drawn + dots(foam, 1.2, INK["gland_line"])


def papilla(axis: Axis, bottom: float, top: float, half: float, stalk: float) -> str:
    """Draw a papilla that grows: an onion on a narrow neck, with one loop of capillary."""
    tall = bottom - top
    shape = axis.outline(
        [
            (bottom + 4.5, stalk * 1.25),
            (bottom + 1, stalk),
            (bottom - 0.12 * tall, stalk * 1.1),
            (bottom - 0.27 * tall, half * 0.85),
            (bottom - 0.42 * tall, half),
            (bottom - 0.58 * tall, half * 0.88),
            (bottom - 0.72 * tall, half * 0.5),
            (bottom - 0.8 * tall, half * 0.2),
            (bottom - 0.84 * tall, 0.0),
        ]
    )
    loop = [
        axis.at(bottom + 3, -stalk * 0.4),
        axis.at(bottom - 0.14 * tall, -stalk * 0.45),
        axis.at(bottom - 0.38 * tall, -half * 0.42),
        axis.at(bottom - 0.6 * tall, 0),
        axis.at(bottom - 0.38 * tall, half * 0.42),
        axis.at(bottom - 0.14 * tall, stalk * 0.45),
        axis.at(bottom + 3, stalk * 0.4),
    ]
    return path(shape, INK["papilla"], INK["papilla_line"], 1.2) + path(
        smooth(loop), stroke=INK["papilla_line"], width=1.3
    )


def ball(axis: Axis, depth: float, half: float) -> str:
    """Draw a papilla that rests: a compact ball of dark cells."""
    tall = half * 1.05
    shape = axis.outline(
        [
            (depth - tall, 0),
            (depth - 0.7 * tall, 0.72 * half),
            (depth, half),
            (depth + 0.7 * tall, 0.72 * half),
            (depth + tall, 0),
        ]
    )
    places = [
        axis.at(depth + r * tall * np.sin(t), r * half * np.cos(t))
        for r, many in ((0, 1), (0.58, 6))
        for t in np.linspace(0, 2 * np.pi, many + 1)[:-1]
    ]
    return path(shape, INK["papilla"], INK["papilla_line"], 1.3) + dots(
        places, 1.5, INK["papilla_line"]
    )


def streamer(axis: Axis, top: float, bottom: float) -> str:
    """Draw what the follicle leaves below itself as it shrinks: a collapsed fibrous sheath."""
    if bottom - top < 12:
        return ""
    edge = axis.between(
        [
            (top, -7, 7),
            (top + 14, -5, 5),
            ((top + bottom) / 2, -4, 4),
            (bottom - 12, -3, 3),
            (bottom, -1, 1),
        ]
    )
    strands = "".join(
        smooth(
            [
                axis.at(depth, side + 1.1 * np.sin(depth / 7))
                for depth in np.arange(top + 4, bottom - 4, 8)
            ]
        )
        for side in (-1.7, 1.7)
    )
    return path(edge, INK["connective"], "#cf978f", 0.9) + path(
        strands, stroke="#cf978f", width=0.9
    )


def wrinkled(axis: Axis, top: float, bottom: float, half: float) -> str:
    """Draw the thick, wrinkled glassy membrane around an epithelial strand."""
    if bottom - top < 14:
        return ""
    depths = np.arange(top, bottom, 3.0)

    def pleat(side: int, share: float) -> list[Point]:
        wave = 1.5 * np.sin(depths / 2.9 + 1.4 * side) + 0.9 * np.sin(depths / 6.1 + side)
        ends = np.clip(np.minimum(depths - top, bottom - depths) / 12, 0.35, 1)
        return [
            axis.at(d, side * (half * 0.5 + share * (half * 0.5 + 3.5 + w) * e))
            for d, w, e in zip(depths, wave, ends, strict=True)
        ]

    edge = smooth([*pleat(-1, 1), *reversed(pleat(1, 1))], True)
    folds = "".join(smooth(pleat(side, share)) for side in (-1, 1) for share in (0.62, 0.82))
    return path(edge, INK["glassy"], "#c9b4d3", 1) + path(folds, stroke="#d6c6de", width=0.8)


def shaft(
    axis: Axis,
    top: float,
    bottom: float,
    half: float,
    right: float = 0.0,
    widths: list[tuple[float, float]] | None = None,
    fill: str = "hair",
    medulla: bool = True,
) -> str:
    """Draw a stretch of hair; `widths` are (depth, share of the half width) where it changes."""
    depths = np.linspace(top, bottom, max(3, int((bottom - top) / (7 if widths else 16)) + 1))
    shares = np.ones_like(depths)
    if widths:
        share_at = scipy.interpolate.PchipInterpolator(*zip(*widths, strict=True))
        shares = share_at(np.clip(depths, widths[0][0], widths[-1][0]))
    left = [axis.at(d, right - half * s) for d, s in zip(depths, shares, strict=True)]
    other = [axis.at(d, right + half * s) for d, s in zip(depths, shares, strict=True)]
    drawn = path(smooth([*left, *reversed(other)], True), INK[fill], INK[f"{fill}_line"], 1)
    wide = depths[shares > 0.9]
    narrows = top < -SKIN and len(wide) < len(depths)  # then no medulla is drawn in it
    if medulla and half > 4 and bottom - top > 60 and len(wide) > 3 and not narrows:
        line = smooth(axis.along(max(top + 12, wide[0]), min(bottom - 20, wide[-1]), right, 30))
        drawn += path(
            line, stroke=INK["hair_line"], width=1.5, stroke_dasharray="15 7", stroke_opacity=0.6
        )
    return drawn


def club(
    axis: Axis,
    bottom: float,
    half: float,
    right: float = 0.0,
    colour: float = 58,
    hair: str = "hair",
    swollen: float = 1.0,
) -> str:
    """Draw the lower end of a resting hair: pale, swollen, with a brush of rootlets."""
    fade = bottom - colour
    sides = [
        (fade, half),
        (bottom - 34, half),
        (bottom - 22, half * (1 + 0.2 * swollen)),
        (bottom - 10, half * (1 + 0.75 * swollen)),
        (bottom - 3, half * (1 + 0.6 * swollen)),
        (bottom + 1, half * 0.9),
        (bottom + 2, 0),
    ]
    body = axis.outline(sides, right)
    # no line across the hair where its colour begins to fade
    edges = "".join(
        smooth([axis.at(depth, right + side * wide) for depth, wide in sides]) for side in (-1, 1)
    )
    brush = "".join(
        straight(
            [
                axis.at(bottom - 7, right + side * 0.7),
                axis.at(bottom + 4 - abs(side) * 0.35, right + side * 1.15),
            ]
        )
        for side in np.linspace(-1.5, 1.5, 6) * half
    )
    start, end = axis.at(fade, right), axis.at(bottom - 12, right)
    name = f"~fade{round(bottom)}"
    ramps = ""
    for ramp, edge in ((name, ""), (f"{name}-edge", "_line")):
        stops = element("stop", offset=0, stop_color=INK[f"{hair}{edge}"])
        stops += element("stop", offset=1, stop_color=INK[f"pale{edge}"])
        ramps += element(
            "linearGradient",
            stops,
            id=ramp,
            gradientUnits="userSpaceOnUse",
            x1=start[0],
            y1=start[1],
            x2=end[0],
            y2=end[1],
        )
    grain = "".join(
        smooth(axis.along(bottom - 22, bottom - 4, right + side * half, 5))
        for side in (-0.6, 0, 0.6)
    )
    return (
        ramps
        + path(brush, stroke=INK["pale_line"], width=1.2)
        + path(body, f"url(#{name})")
        + path(edges, stroke=f"url(#{name}-edge)", width=1.1)
        + path(grain, stroke=INK["pale_line"], width=0.8, stroke_opacity=0.7)
    )


def sac(axis: Axis, bottom: float, half: float, right: float = 0.0) -> str:
    """Draw the horny capsule that holds a club."""
    return path(
        axis.outline(
            [
                (bottom - 56, half * 0.9),
                (bottom - 40, half * 1.1),
                (bottom - 22, half * 1.45),
                (bottom - 8, half * 2.1),
                (bottom + 3, half * 1.7),
                (bottom + 8, 0),
            ],
            right,
        ),
        "#efc9a0",
        "#c98f5c",
        0.9,
    )


def nuclei(
    axis: Axis,
    rng: np.random.Generator,
    top: float,
    bottom: float,
    half: float,
    count: int,
    colour: str = "nucleus",
    radius: float = 1.4,
    avoid: float = 0.0,
) -> str:
    """Draw nuclei in a stretch of epithelium."""
    found: list[Point] = []
    tries = 0
    while len(found) < count and tries < 40 * count:
        tries += 1
        depth, right = rng.uniform(top, bottom), rng.uniform(-half, half)
        if abs(right) < avoid:
            continue
        x, y = axis.at(depth, right)
        if all((x - a) ** 2 + (y - b) ** 2 > 16 for a, b in found):
            found.append((x, y))
    return dots(found, radius, INK[colour])
