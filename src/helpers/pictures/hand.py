"""A hand that pinches hair between thumb and fingers."""

from __future__ import annotations

import numpy as np

from helpers.pictures.vector import Point, merged, path, smooth

HAND = "#c98f66"
HAND_LINE = "#7a4a2c"
NAIL = "#e9c3ae"


def _finger(base: Point, joint: Point, tip: Point, half: float) -> str:
    """Return the outline of a bent finger."""
    points = np.array([base, joint, tip], dtype=float)
    first, second = points[1] - points[0], points[2] - points[1]
    first, second = first / np.hypot(*first), second / np.hypot(*second)

    def across(direction: np.ndarray) -> np.ndarray:
        return np.array([-direction[1], direction[0]])

    bend = across((first + second) / np.hypot(*(first + second)))
    side = [
        points[0] + across(first) * half * 1.1,
        points[1] + bend * half * 1.04,
        points[2] + across(second) * half * 0.9 - second * half,
        points[2] + across(second) * half * 0.55 - second * half * 0.2,
        points[2] + second * half * 0.1,
        points[2] - across(second) * half * 0.55 - second * half * 0.2,
        points[2] - across(second) * half * 0.9 - second * half,
        points[1] - bend * half * 1.04,
        points[0] - across(first) * half * 1.1,
    ]
    return smooth([(float(x), float(y)) for x, y in side], closed=True)


def _crease(joint: Point, angle: float, half: float) -> str:
    c, s = np.cos(angle), np.sin(angle)
    marks = [
        smooth(
            [
                (joint[0] + c * at - s * half * 0.45, joint[1] + s * at + c * half * 0.45),
                (joint[0] + c * (at + 2.2), joint[1] + s * (at + 2.2)),
                (joint[0] + c * at + s * half * 0.45, joint[1] + s * at - c * half * 0.45),
            ]
        )
        for at in (-2.5, 2.5)
    ]
    return path("".join(marks), stroke=HAND_LINE, width=1)


def hand(x: float, y: float, mirrored: bool = False) -> tuple[str, str]:
    """Return a hand that pinches at a point: what lies behind the hair, and what lies before it.

    The thumb is behind, index and middle finger are in front; the back of the hand is to the
    right, or to the left where it is mirrored.
    """

    def at(dx: float, dy: float) -> Point:
        return x + (-dx if mirrored else dx), y + dy

    thumb = _finger(at(92, 62), at(46, 30), at(-13, 5), 12.5)
    nail = path(
        smooth([at(-9, 1), at(2, 1), at(7, 7), at(2, 12), at(-8, 8)], True), NAIL, HAND_LINE, 0.9
    )
    palm = smooth(
        [at(70, -26), at(112, -34), at(170, -22), at(176, 74), at(120, 84), at(78, 66), at(62, 24)],
        True,
    )
    ring = _finger(at(108, 34), at(64, 34), at(58, 54), 11.5)
    middle = _finger(at(104, 2), at(48, -12), at(0, 3), 11)
    index = _finger(at(100, -18), at(40, -35), at(-14, -4), 11.5)
    tip = path(
        smooth([at(-11, -8), at(-4, -13), at(4, -17), at(6, -12), at(0, -6), at(-8, -2)], True),
        NAIL,
        HAND_LINE,
        0.9,
    )
    angle = np.pi - 0.35 if mirrored else 0.35
    behind = path(thumb, HAND, HAND_LINE, 1.6) + nail
    front = (
        path(ring, HAND, HAND_LINE, 1.6)
        + path(middle, HAND, HAND_LINE, 1.6)
        + merged(
            [palm, _finger(at(128, -6), at(100, -18), at(90, -21), 11.4)], HAND, HAND_LINE, 0.8
        )
        + path(index, HAND, HAND_LINE, 1.6)
        + path(smooth([at(74, -18), at(84, -16), at(100, -10), at(118, 2)]), HAND, HAND, 12)
        + _crease(at(40, -34), angle, 10)
        + tip
    )
    return behind, front
