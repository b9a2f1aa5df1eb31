"""The ends of hairs, as a lens shows them: by the end one tells what happened to the hair."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy

from helpers.pictures.tissue import INK
from helpers.pictures.vector import Axis, element, path, smooth, straight

WIDTH, HEIGHT = 170.0, 270.0
HALF = 9.0
"""Half the width of a hair."""
GROUND = 222.0
"""Height of the skin, where there is one."""
AXIS = Axis((72.0, -20.0), 0.03, 0.0005)
"""A plucked or shed hair hangs down with its root."""
STANDS = Axis((72.0, -20.0), 0.10, -0.0002)
"""A hair that stands on the skin."""


def _lens(inside: str, skin: bool) -> str:
    """Return a drawing on its ground: skin below, or white paper."""
    ground = ""
    if skin:
        top = [(x, GROUND + 1.6 * np.sin(x / 19)) for x in np.linspace(-5, WIDTH + 5, 16)]
        area = smooth(top) + f"L{WIDTH + 5:g} {HEIGHT:g}L-5 {HEIGHT:g}Z"
        lines = "".join(
            smooth([(x, y), (x + 13, y + 2.5), (x + 27, y - 0.5)])
            for x, y in ((8, 246), (58, 258), (104, 243), (132, 260), (20, 262))
        )
        ground = path(area, "#e7bfa0", "#b98763", 1.2) + path(lines, stroke="#d3a27f", width=1.2)
    clip = element("clipPath", element("rect", x=0, y=0, width=WIDTH, height=HEIGHT), id="~card")
    back = element("rect", x=0, y=0, width=WIDTH, height=HEIGHT, fill="#ffffff")
    return element(
        "svg",
        clip + element("g", back + ground + inside, clip_path="url(#~card)"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
    )


def _shaft(
    axis: Axis,
    profile: list[tuple[float, float]],
    fill: str = INK["hair"],
    core: tuple[float, float] | None = None,
) -> str:
    """Return a hair from (depth, half width), with a sheen; `core` says where its medulla runs."""
    depths = np.arange(profile[0][0], profile[-1][0] + 0.1, 5)
    halves = scipy.interpolate.PchipInterpolator(*zip(*profile, strict=True))(depths)
    left = [axis.at(d, -h) for d, h in zip(depths, halves, strict=True)]
    right = [axis.at(d, h) for d, h in zip(depths, halves, strict=True)]
    sheen = [axis.at(d, -0.45 * h) for d, h in zip(depths, halves, strict=True) if h > 3]
    drawn = path(smooth([*left, *reversed(right)], True), fill, INK["hair_line"], 1.2)
    if core:
        drawn += path(
            smooth(axis.along(*core)),
            stroke=INK["hair_line"],
            width=2.6,
            stroke_dasharray="18 7",
            stroke_opacity=0.6,
        )
    return drawn + (
        path(smooth(sheen), stroke="#a77f58", width=1.6, stroke_opacity=0.7)
        if len(sheen) > 1
        else ""
    )


def _opening(axis: Axis) -> str:
    """Return the follicle's opening around the hair: the skin closes over its near side."""
    x, y = axis.at(GROUND + 20 + 2)
    hole = element("ellipse", cx=x, cy=y + 1, rx=19, ry=6.5, fill="#a87355")
    return hole


def _rim(axis: Axis) -> str:
    x, y = axis.at(GROUND + 20 + 2)
    lip = smooth(
        [(x - 19, y + 1), (x - 11, y + 6.2), (x, y + 7.6), (x + 11, y + 6.2), (x + 19, y + 1)]
    )
    below = lip + f"L{x + 26:g} {y + 34:g}L{x - 26:g} {y + 34:g}Z"
    return path(below, "#e7bfa0") + path(lip, stroke="#b98763", width=1.3)


def _standing(hair: str) -> str:
    return _lens(_opening(STANDS) + hair + _rim(STANDS), skin=True)


DOWN = GROUND + 36
"""How far a standing hair reaches into its opening."""


def club() -> str:
    """Draw the root of a hair that has ended its rest: a pale, smooth, rounded club, no sheath."""
    end = 238.0
    fade = element(
        "linearGradient",
        element("stop", offset=0, stop_color=INK["hair"])
        + element("stop", offset=0.85, stop_color="#f0e2bd"),
        id="~pale",
        gradientUnits="userSpaceOnUse",
        x1=0,
        y1=AXIS.at(end - 110)[1],
        x2=0,
        y2=AXIS.at(end - 22)[1],
    )
    body = AXIS.outline(
        [
            (-5, HALF),
            (60, HALF),
            (end - 90, HALF),
            (end - 60, HALF * 0.97),
            (end - 42, HALF * 1.1),
            (end - 26, HALF * 1.65),
            (end - 12, HALF * 1.85),
            (end - 3, HALF * 1.3),
            (end + 1, HALF * 0.5),
            (end + 1.5, 0),
        ]
    )
    rng = np.random.default_rng(7)
    shreds = "".join(  # a fine remnant of the germ's cells, shorter than it is wide
        straight([AXIS.at(end - 2, side * HALF), AXIS.at(end + long, (side + lean) * HALF)])
        for side, long, lean in zip(
            np.linspace(-0.9, 0.9, 14),
            rng.uniform(1.5, 4, 14),
            rng.normal(0, 0.07, 14),
            strict=True,
        )
    )
    sheen = smooth(AXIS.along(0, end - 90, -0.45 * HALF))
    core = smooth(AXIS.along(0, end - 105))
    return _lens(
        fade
        + path(shreds, stroke="#c7ad7a", width=0.6)
        + path(body, "url(#~pale)", "#8f6f3f", 1.3)
        + path(
            core, stroke=INK["hair_line"], width=2.6, stroke_dasharray="18 7", stroke_opacity=0.6
        )
        + path(sheen, stroke="#a77f58", width=1.6, stroke_opacity=0.7),
        skin=False,
    )


def anagen_root() -> str:
    """Draw a growing hair that was plucked: dark, bent root in a clear, gelatinous sheath."""
    bend = Axis((72.0, -20.0), -0.02, 0.0013)
    end = 252.0
    sleeve = bend.between(
        [
            (84, -HALF - 3, HALF + 2),
            (92, -HALF - 8, HALF + 9),
            (104, -HALF - 5, HALF + 12),
            (150, -HALF - 8, HALF + 9),
            (195, -HALF - 12, HALF + 11),
            (222, -HALF - 13, HALF + 15),
            (end - 10, -HALF - 10, HALF + 11),
            (end + 6, -9, 10),
            (end + 10, 0, 0),
        ]
    )
    inner = bend.outline(
        [
            (98, HALF + 2),
            (112, HALF + 4),
            (180, HALF + 5),
            (215, HALF + 6),
            (end - 6, HALF + 2),
            (end + 2, 0),
        ]
    )
    folds = "".join(
        smooth([bend.at(d, -HALF - 7), bend.at(d + 3, -HALF - 3), bend.at(d + 1, -HALF)])
        for d in (118, 136, 152)
    )
    root = [
        (-5, HALF),
        (170, HALF),
        (205, HALF * 0.92),
        (220, HALF * 1.1),
        (236, HALF * 1.7),
        (end - 4, HALF * 1.45),
        (end, HALF * 0.6),
    ]
    dark = element(
        "linearGradient",
        element("stop", offset=0, stop_color=INK["hair"])
        + element("stop", offset=1, stop_color=INK["pigment"]),
        id="~dark",
        gradientUnits="userSpaceOnUse",
        x1=0,
        y1=150,
        x2=0,
        y2=225,
    )
    return _lens(
        dark
        + path(sleeve, "#e3d7ee", "#9c86b5", 1.3, fill_opacity=0.85)
        + path(inner, "#f6eee2", "#bfa486", 1, fill_opacity=0.8)
        + path(folds, stroke="#9c86b5", width=1.2)
        + _shaft(bend, root, "url(#~dark)", (0, 165)),
        skin=False,
    )


def tapered_stub() -> str:
    """Draw a growing hair that broke where a drug had narrowed it: a pencil point, no root."""
    end = 236.0
    profile = [
        (-5, HALF),
        (96, HALF),
        (120, HALF * 0.86),
        (150, HALF * 0.66),
        (166, HALF * 0.72),
        (190, HALF * 0.5),
        (215, HALF * 0.3),
        (end, HALF * 0.24),
    ]
    rag = "".join(
        straight([AXIS.at(end - 6, side), AXIS.at(end + long, 1.25 * side)])
        for side, long in ((-1.8, 3), (-0.8, 6), (0.2, 2.5), (1.1, 5), (1.9, 1.5))
    )
    x, y = AXIS.at(end - 34, 36)
    cue = path(straight([(x, y + 34), (x, y)]), stroke="#6b7480", width=2) + path(
        straight([(x - 5, y + 8), (x, y), (x + 5, y + 8)]), stroke="#6b7480", width=2
    )
    return _lens(
        path(rag, stroke=INK["hair_line"], width=0.9) + _shaft(AXIS, profile, core=(0, 100)) + cue,
        skin=False,
    )


def pointed_regrowth() -> str:
    """Draw a new hair on the skin: even at the base, thinning to a soft point never cut."""
    slim = Axis((58.0, -20.0), -0.12, 0.0017)
    hair = _shaft(
        slim,
        [
            (52, 0.4),
            (75, HALF * 0.22),
            (110, HALF * 0.48),
            (150, HALF * 0.74),
            (200, HALF * 0.92),
            (DOWN, HALF),
        ],
        core=(150, DOWN - 20),
    )
    return _lens(_opening(slim) + hair + _rim(slim), skin=True)


def blunt_break() -> str:
    """Draw a hair broken straight across, as wide at the break as below."""
    top = 74.0
    d = [
        STANDS.at(top + 1, -HALF),
        STANDS.at(top - 2, -HALF * 0.4),
        STANDS.at(top + 1.5, 0.1),
        STANDS.at(top - 1, HALF * 0.5),
        STANDS.at(top + 1.5, HALF),
        STANDS.at(DOWN, HALF),
        STANDS.at(DOWN, -HALF),
    ]
    face = element(
        "ellipse",
        cx=STANDS.at(top + 1)[0],
        cy=STANDS.at(top + 1)[1],
        rx=HALF,
        ry=3.2,
        fill="#8d6a48",
        stroke=INK["hair_line"],
        stroke_width=1.2,
    )
    body = path(straight([d[0], d[4], d[5], d[6]], True), INK["hair"], INK["hair_line"], 1.2)
    sheen = path(
        smooth(STANDS.along(top + 8, DOWN, -0.45 * HALF)),
        stroke="#a77f58",
        width=1.6,
        stroke_opacity=0.7,
    )
    core = path(
        smooth(STANDS.along(top + 12, DOWN)),
        stroke=INK["hair_line"],
        width=2.6,
        stroke_dasharray="18 7",
        stroke_opacity=0.6,
    )
    hub = element(
        "circle", cx=STANDS.at(top + 1)[0], cy=STANDS.at(top + 1)[1], r=1.6, fill=INK["hair_line"]
    )
    return _standing(body + core + sheen + face + hub)


def _brush(
    axis: Axis,
    top: float,
    spread: float,
    length: float,
    half: float,
    count: int = 9,
    fine: float = 1,
) -> str:
    """Return fibres that fan out from a break."""
    rng = np.random.default_rng(4)
    fibres = []
    for share in np.linspace(-1, 1, count):
        long = length * (1 - (0.28 if fine == 1 else 0.6) * rng.uniform()) * (1 - 0.18 * abs(share))
        root, tip = axis.at(top + 12, share * half * 0.85), axis.at(top - long, share * spread)
        middle = axis.at(top - 0.4 * long, share * (half * 0.9 + 0.32 * (spread - half)))
        fibres.append(smooth([root, middle, tip]))
    return path("".join(fibres), stroke=INK["hair_line"], width=3.4 * fine) + path(
        "".join(fibres), stroke="#7a5637", width=1.9 * fine
    )


def frayed_break() -> str:
    """Draw a hair whose break has split into a brush of fibres."""
    top = 92.0
    hair = _shaft(
        STANDS,
        [(top, HALF * 1.1), (top + 12, HALF * 1.1), (top + 34, HALF), (DOWN, HALF)],
        core=(top + 40, DOWN),
    )
    return _standing(
        _brush(STANDS, top + 2, 19, 30, HALF * 1.2, 19, 0.38)
        + hair
        + _brush(STANDS, top + 6, 13, 27, HALF * 0.9, 12, 0.38)
    )


def exclamation_mark() -> str:
    """Draw a short hair, broad and ragged at its end, thinning and paling towards the skin."""
    top = 84.0
    fade = element(
        "linearGradient",
        element("stop", offset=0.25, stop_color=INK["hair"])
        + element("stop", offset=1, stop_color="#cfae7c"),
        id="~wan",
        gradientUnits="userSpaceOnUse",
        x1=0,
        y1=top,
        x2=0,
        y2=GROUND + 6,
    )
    profile = [
        (top, HALF * 1.15),
        (top + 30, HALF * 1.1),
        (top + 70, HALF * 0.88),
        (top + 110, HALF * 0.62),
        (top + 140, HALF * 0.48),
        (GROUND + 26, HALF * 0.44),  # inside the opening
    ]
    rag = _brush(STANDS, top + 3, 15, 14, HALF * 1.3, 14, 0.5)
    return _lens(
        fade + _opening(STANDS) + rag + _shaft(STANDS, profile, "url(#~wan)") + _rim(STANDS),
        skin=True,
    )


ENDS: dict[str, Callable[[], str]] = {
    "club": club,
    "anagen_root": anagen_root,
    "tapered_stub": tapered_stub,
    "pointed_regrowth": pointed_regrowth,
    "blunt_break": blunt_break,
    "frayed_break": frayed_break,
    "exclamation_mark": exclamation_mark,
}
"""Every end by its name."""
