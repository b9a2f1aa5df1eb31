"""The skin in which a follicle is drawn: epidermis, dermis, fat, and the colours of a section."""

from __future__ import annotations

from functools import cache

import numpy as np
import scipy

from helpers.pictures.vector import Axis, Point, dots, element, path, smooth

INK = {
    "line": "#6b4a78",
    "epidermis": "#d9b4d0",
    "basal": "#8c5a86",
    "horn": "#e9cf9f",
    "dermis": "#fae7e2",
    "collagen": "#efcdc7",
    "fat": "#fdf2cf",
    "fat_line": "#e6cf94",
    "sheath": "#cfb8e0",
    "glassy": "#f6eef8",
    "connective": "#eebfb8",
    "inner": "#f3d9c0",
    "inner_line": "#c9906b",
    "matrix": "#8465b0",
    "nucleus": "#54387f",
    "papilla": "#e4847f",
    "papilla_line": "#a2413f",
    "hair": "#5a3a22",
    "hair_line": "#2f1c0f",
    "pale": "#e8d3a4",
    "pale_line": "#a98a4e",
    "pigment": "#24150b",
    "gland": "#fbe6a2",
    "gland_line": "#bd9640",
    "muscle": "#c46a5e",
    "muscle_line": "#8a3b33",
    "bulge": "#3f9a94",
    "scar": "#f4efe8",
    "scar_line": "#cdbfae",
    "cell": "#2e3a8c",
}
"""Colours of the drawing, near to those of a stained section; the bulge is tinted to be found."""

SKIN = 84.0
"""Height of the surface in the picture; 100 units are about a millimetre."""
EPIDERMIS = 15.0
FAT = 262.0
"""Depth at which the subcutis begins."""


def wave(
    left: float, right: float, y: float, tall: float, length: float, shift: float = 0
) -> list[Point]:
    """Return a wavy line from left to right."""
    xs = np.linspace(left, right, max(3, int((right - left) / length * 4) + 1))
    return [(float(x), float(y + tall * np.sin(2 * np.pi * (x - shift) / length))) for x in xs]


@cache
def ground(width: float, height: float) -> str:
    """Draw dermis and subcutis."""
    rng = np.random.default_rng(5)
    border = wave(0, width, SKIN + FAT, 5, 130, 20)
    drawn = [
        element("rect", x=0, y=SKIN + 11, width=width, height=height, fill=INK["dermis"]),
    ]
    strands = []
    for _ in range(95):
        x, y = rng.uniform(-20, width), SKIN + 24 + (FAT - 34) * rng.uniform()
        long, tilt = rng.uniform(22, 52), rng.normal(0, 0.16)
        middle, end = x + long * np.cos(tilt) / 2, x + long * np.cos(tilt)
        up, low = y + long * np.sin(tilt) / 2, y + long * np.sin(tilt)
        bow = 7 * np.sin(x)
        strands.append(
            f"M{x:.0f} {y:.0f}Q{(x + middle) / 2:.0f} {(y + up) / 2 - bow:.0f} "
            f"{middle:.0f} {up:.0f}"
            f"T{end:.0f} {low:.0f}"
        )
    drawn.append(path("".join(strands), stroke=INK["collagen"], width=1.5, class_="texture"))
    below = smooth(border) + f"L{width:g} {height:g}L0 {height:g}Z"
    drawn.append(path(below, INK["fat"]))
    drawn.append(path(_fat(rng, width, height), INK["fat"], INK["fat_line"], 1, class_="texture"))
    drawn.append(path(smooth(border), stroke=INK["connective"], width=3))
    for x0, x1 in ((0.18 * width, 0.08 * width), (0.86 * width, 0.93 * width)):
        top = SKIN + FAT
        septum = [(x0, top + 5), (0.6 * x0 + 0.4 * x1, top + 60), (x1, top + 130), (x1, height)]
        drawn.append(path(smooth(septum), stroke=INK["connective"], width=4))
    return "".join(drawn)


def _fat(rng: np.random.Generator, width: float, height: float) -> str:
    """Return the outlines of fat cells, packed like foam."""
    step = 25.0
    seeds = [
        (x + (row % 2) * step / 2 + rng.normal(0, 2.6), y + rng.normal(0, 2.6))
        for row, y in enumerate(np.arange(SKIN + FAT - 40, height + 60, step * 0.87))
        for x in np.arange(-40, width + 60, step)
    ]
    foam = scipy.spatial.Voronoi(seeds)
    cells = []
    for seed, region in zip(seeds, (foam.regions[at] for at in foam.point_region), strict=True):
        if -1 in region or not region:
            continue
        corners = foam.vertices[region]
        inside = corners[:, 1].min() > SKIN + FAT + 6 and corners[:, 1].max() < height + 26
        if not inside or corners[:, 0].min() < -30 or corners[:, 0].max() > width + 30:
            continue
        shrunk = np.array(seed) + (corners - np.array(seed)) * 0.94
        halves = np.rint((shrunk + np.roll(shrunk, -1, axis=0)) / 2).astype(int)
        turns = np.rint(np.roll(shrunk, -1, axis=0)).astype(int)
        ends = np.roll(halves, -1, axis=0)
        cells.append(
            f"M{halves[0][0]} {halves[0][1]}"
            + "".join(f"Q{a} {b} {x} {y}" for (a, b), (x, y) in zip(turns, ends, strict=True))
            + "Z"
        )
    return "".join(cells)


def epidermis(
    width: float, mouth: float | None, half: float, dip: float = 0.0
) -> tuple[str, str, list[Point]]:
    """Return the epidermis beside an opening: its outline, its horny layer, its basal cells.

    Parameters
    ----------
    width : float
    mouth : float or None
        Where the opening lies; None where there is none.
    half : float
        Half the width of the opening, wall included.
    dip : float
        How far the surface sinks over a scar.
    """
    middle = width / 2 if mouth is None else mouth

    def surface(x: float) -> float:
        sink = dip * float(np.exp(-(((x - middle) / 42) ** 2)))
        if mouth is not None:
            sink += 9 * float(np.exp(-max(0.0, abs(x - mouth) - half) / 7))
        return SKIN + sink + 0.8 * float(np.sin(x / 13))

    def base(x: float) -> float:
        ridges = 3.6 * np.sin(2 * np.pi * x / 31) + 1.4 * np.sin(2 * np.pi * x / 17 + 1)
        flat = 1 - float(np.exp(-(((x - middle) / 60) ** 2))) if dip else 1
        return min(surface(x), SKIN + 4 + dip) + EPIDERMIS * (0.75 + 0.25 * flat) + ridges * flat

    outlines: list[str] = []
    horn: list[str] = []
    basal: list[Point] = []
    pieces = (
        [(-6.0, width + 6)] if mouth is None else [(-6.0, mouth - half), (mouth + half, width + 6)]
    )
    for left, right in pieces:
        xs = np.linspace(left, right, max(4, int((right - left) / 4)))
        top = [(float(x), surface(float(x))) for x in xs]
        bottom = [(float(x), base(float(x))) for x in xs[::-1]]
        outlines.append(smooth([*top, *bottom], closed=True))
        basal += [(float(x), base(float(x)) - 4) for x in np.arange(left + 4, right - 4, 6.5)]
        horn.append(smooth([*top, *[(x, y + 4) for x, y in reversed(top)]], closed=True))
    return "".join(outlines), "".join(horn), basal


def swarm(
    axis: Axis,
    rng: np.random.Generator,
    count: int,
    start: float,
    end: float,
    near: float,
    far: float,
) -> list[Point]:
    """Return places of inflammatory cells around a stretch of a follicle, densest close to it."""
    found: list[Point] = []
    while len(found) < count:
        depth = rng.uniform(start, end)
        away = near + (far - near) * rng.beta(1.1, 2.2)
        x, y = axis.at(depth, away * rng.choice((-1, 1)))
        if all((x - a) ** 2 + (y - b) ** 2 > 26 for a, b in found):
            found.append((x, y))
    return found


def cells(places: list[Point], fill: str, radius: float = 2.5) -> str:
    """Draw cells as dark round nuclei."""
    return dots(places, radius, fill)
