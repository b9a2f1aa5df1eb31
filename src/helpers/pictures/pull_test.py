"""The pull test and the tug test, each in four drawn steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from helpers.pictures.hand import hand
from helpers.pictures.tissue import INK
from helpers.pictures.vector import Point, element, path, smooth, straight

WIDTH, HEIGHT = 240.0, 220.0
SCALP = "#e3b792"
SCALP_LINE = "#a9754f"
PAPER = "#f3f6f8"


def _panel(*pieces: str) -> str:
    clip = element("clipPath", element("rect", x=0, y=0, width=WIDTH, height=HEIGHT), id="~panel")
    back = element("rect", x=0, y=0, width=WIDTH, height=HEIGHT, fill="#ffffff")
    return element(
        "svg",
        clip + element("g", back + "".join(pieces), clip_path="url(#~panel)"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
    )


def _head(x: float) -> float:
    """Return the height of the scalp."""
    return 182 + ((x - 70) / 21) ** 2 * 0.55


def _scalp() -> str:
    edge = [(x, _head(x)) for x in np.linspace(-10, WIDTH + 10, 14)]
    return path(
        smooth(edge) + f"L{WIDTH + 10:g} {HEIGHT + 10:g}L-10 {HEIGHT + 10:g}Z",
        SCALP,
        SCALP_LINE,
        1.6,
    )


def _hairs(ends: list[tuple[Point, list[Point]]], width: float = 1.5) -> str:
    d = "".join(smooth([start, *rest]) for start, rest in ends)
    return path(d, stroke=INK["hair"], width=width)


def _rest() -> str:
    """Draw the hair that nobody holds: it lies to both sides."""
    hairs = []
    rng = np.random.default_rng(2)
    for x in np.linspace(-6, 46, 13):
        y = _head(x)
        hairs.append(
            ((x, y), [(x - 16 - rng.uniform(0, 5), y - 22), (x - 44, y + 4 + rng.uniform(0, 12))])
        )
    for x in np.linspace(98, 244, 26):
        y = _head(x)
        hairs.append(
            ((x, y), [(x + 18 + rng.uniform(0, 6), y - 20), (x + 52, y + 8 + rng.uniform(0, 16))])
        )
    return _hairs(hairs)


def _lock(grip: Point, tip: Point, kink: bool = False) -> str:
    """Draw a lock from the scalp through a grip to its free ends."""
    hairs = []
    for place, x in enumerate(np.linspace(52, 92, 15)):
        share = (place - 7) / 7
        narrow = (grip[0] + 2.4 * share, grip[1] + 2.0 * share)
        spread = 5 if kink else 11
        end = (tip[0] + spread * share, tip[1] + 7 * share * (1 if place % 2 else -1))
        middle = (
            (narrow[0] + end[0]) / 2 + (0 if kink else 2),
            (narrow[1] + end[1]) / 2 - (0 if kink else 4),
        )
        hairs.append(
            (
                (float(x), _head(float(x))),
                [
                    ((x + narrow[0] * 2) / 3 - 1, (_head(x) + narrow[1] * 2) / 3),
                    narrow,
                    middle,
                    end,
                ],
            )
        )
    return _hairs(hairs, 1.6)


def _arrow(start: Point, end: Point) -> str:
    a, b = np.array(start), np.array(end)
    way = (b - a) / np.hypot(*(b - a))
    side = np.array([-way[1], way[0]])
    neck = b - 13 * way
    head = straight([tuple(b), tuple(neck + 7.5 * side), tuple(neck - 7.5 * side)], True)
    return path(straight([start, tuple(neck)]), stroke="#0b6e4f", width=4.5) + path(head, "#0b6e4f")


def _grasp() -> str:
    behind, front = hand(78, 138)
    return _panel(_rest(), _scalp(), behind, _lock((78, 140), (40, 26)), front)


def _slide() -> str:
    behind, front = hand(84, 74)
    return _panel(
        _rest(),
        _scalp(),
        behind,
        _lock((84, 76), (80, -24), kink=True),
        front,
        _arrow((60, 66), (58, 8)),
    )


def _sheet(inside: str) -> str:
    sheet = straight([(16, 24), (214, 14), (226, 196), (28, 206)], True)
    return path(sheet, PAPER, "#9aa7b1", 1.6) + inside


def _lying(
    x: float, y: float, long: float, turn: float, root: str, tip: str = "", dull: bool = False
) -> str:
    """Draw a hair that lies on the paper; `root` and `tip` say what its ends are."""
    c, s = np.cos(turn), np.sin(turn)

    def at(u: float, v: float) -> Point:
        return float(x + u * c - v * s), float(y + u * s + v * c)

    curve = [at(u * long, 9 * np.sin(u * 4.2)) for u in np.linspace(0, 1, 7)]
    colour = INK["hair"]
    drawn = path(smooth(curve), stroke=colour, width=2.1, stroke_opacity=0.45 if dull else 1)
    for kind, (px, py), (qx, qy) in ((root, curve[0], curve[1]), (tip, curve[-1], curve[-2])):
        if kind == "club":
            way = np.array([qx - px, qy - py]) / np.hypot(qx - px, qy - py)
            angle = np.degrees(np.arctan2(way[1], way[0]))
            drawn += element(
                "ellipse",
                cx=px,
                cy=py,
                rx=6,
                ry=3.9,
                fill="#f0e2bd",
                stroke="#8f6f3f",
                stroke_width=1.2,
                transform=f"rotate({angle:.0f} {px:.1f} {py:.1f})",
            )
        elif kind == "frayed":
            way = np.array([px - qx, py - qy]) / np.hypot(px - qx, py - qy)
            side = np.array([-way[1], way[0]])
            base = np.array([px, py])
            fan = "".join(
                straight([(px, py), tuple(base + way * 8 + side * spread)])
                for spread in (-4.5, -1.5, 1.5, 4.5)
            )
            drawn += path(fan, stroke=colour, width=1)
    return drawn


def _count() -> str:
    long = [
        _lying(48, 62, 140, 0.12, "club"),
        _lying(60, 104, 132, -0.14, "club"),
        _lying(52, 126, 140, 0.08, "club"),
        _lying(66, 164, 118, -0.2, "club"),
    ]
    apart = _lying(150, 176, 34, -0.3, "", dull=True)
    cross = path(
        straight([(156, 158), (182, 182)]) + straight([(182, 158), (156, 182)]),
        stroke="#a3202c",
        width=3,
    )
    numbers = "".join(
        element(
            "text",
            str(number),
            x=34,
            y=y,
            font_size=21,
            font_weight="700",
            fill="#1a1a1a",
            text_anchor="middle",
        )
        for number, y in ((1, 67), (2, 108), (3, 131), (4, 169))
    )
    return _panel(_sheet("".join(long) + apart + cross + numbers))


def _lens(inside: str) -> str:
    """Draw a magnifying glass over the paper."""
    glass = element("circle", cx=112, cy=98, r=78, fill="#ffffff", stroke="#4a5560", stroke_width=7)
    handle = path(straight([(168, 154), (222, 208)]), stroke="#4a5560", width=15)
    clip = element("clipPath", element("circle", cx=112, cy=98, r=74), id="~glass")
    shine = path(smooth([(56, 74), (68, 54), (86, 41)]), stroke="#cfd8df", width=4)
    return clip + handle + glass + element("g", inside, clip_path="url(#~glass)") + shine


def _big(x: float, y: float, turn: float, end: str) -> str:
    """Draw the end of a hair under the glass."""
    if end == "club":
        d = smooth(
            [
                (-4.5, -120),
                (-4.5, -46),
                (-5, -34),
                (-8.5, -20),
                (-9.5, -8),
                (-6, 0),
                (0, 2),
                (6, 0),
                (9.5, -8),
                (8.5, -20),
                (5, -34),
                (4.5, -46),
                (4.5, -120),
            ],
            True,
        )
        fade = element(
            "linearGradient",
            element("stop", offset=0.35, stop_color=INK["hair"])
            + element("stop", offset=0.75, stop_color="#f0e2bd"),
            id=f"~c{round(x)}",
            x1=0,
            y1=0,
            x2=0,
            y2=1,
        )
        body = fade + path(d, f"url(#~c{round(x)})", "#8f6f3f", 1.2)
        body += path(
            "".join(
                straight([(side, 0), (side * 1.3, 7 - abs(side) * 0.3)]) for side in (-7, -3, 1, 5)
            ),
            stroke="#b99b62",
            width=1.1,
        )
    else:
        d = straight([(-5, -120), (-5, -14), (5, -14), (5, -120)], True)
        body = path(d, INK["hair"], INK["hair_line"], 1.2)
        if end == "frayed":
            fan = "".join(
                smooth([(side, -22), (side * 1.5, -8), (side * 3.2, 8 + (side * 7) % 6)])
                for side in (-4.5, -3, -1.5, 0, 1.5, 3, 4.5)
            )
            body += path(fan, stroke=INK["hair_line"], width=2.6) + path(
                fan, stroke="#7a5637", width=1.4
            )
        else:
            body += element(
                "ellipse",
                cx=0,
                cy=-14,
                rx=5,
                ry=2,
                fill="#8d6a48",
                stroke=INK["hair_line"],
                stroke_width=1,
            )
    return element("g", body, transform=f"translate({x:g} {y:g}) rotate({turn:g})")


def _look_clubs() -> str:
    return _panel(
        _sheet(""),
        _lens(_big(76, 132, 14, "club") + _big(112, 146, -3, "club") + _big(148, 130, -16, "club")),
    )


def _hold() -> str:
    behind, front = hand(84, 112)
    return _panel(_rest(), _scalp(), behind, _lock((84, 114), (70, 16)), front)


def _tug() -> str:
    behind, front = hand(84, 128)
    behind2, front2 = hand(74, 42, mirrored=True)
    return _panel(
        _rest(),
        _scalp(),
        behind,
        behind2,
        _lock((84, 130), (66, -30), kink=True),
        front,
        front2,
        _arrow((104, 54), (98, 4)),
    )


def _pieces() -> str:
    bits = [
        _lying(58, 66, 52, 0.2, "frayed"),
        _lying(132, 60, 46, -0.3, "", "frayed"),
        _lying(70, 112, 40, -0.5, ""),
        _lying(128, 122, 58, 0.25, "frayed"),
        _lying(62, 160, 48, 0.1, "", "frayed"),
        _lying(146, 168, 38, -0.15, ""),
    ]
    return _panel(_sheet("".join(bits)))


def _look_breaks() -> str:
    return _panel(
        _sheet(""),
        _lens(
            _big(76, 128, 14, "frayed")
            + _big(112, 142, -3, "blunt")
            + _big(148, 124, -16, "frayed")
        ),
    )


STEPS: dict[str, tuple[Callable[[], str], ...]] = {
    "pull_test": (_grasp, _slide, _count, _look_clubs),
    "tug_test": (_hold, _tug, _pieces, _look_breaks),
}
"""The steps of each test, in order."""


def step(test: str, number: int) -> str:
    """Return a step of a test as SVG, counted from 1."""
    if test not in STEPS or not 1 <= number <= len(STEPS[test]):
        raise ValueError(
            f"There is no step {number} of {test!r}; each of {', '.join(STEPS)} has four."
        )
    return STEPS[test][number - 1]()
