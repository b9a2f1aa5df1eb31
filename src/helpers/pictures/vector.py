"""Small tools for pictures drawn as SVG: smooth outlines, a bent axis, labels with leaders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import scipy

Point = tuple[float, float]

LINE_HEIGHT = 1.15
LETTER = 0.6
"""Mean width of a letter, as a share of the size of the type."""


def smooth(points: Sequence[Point], closed: bool = False) -> str:
    """Return the path of a curve through points (Catmull-Rom, as cubic Bezier pieces).

    Examples
    --------
    >>> smooth([(0, 0), (6, 0)])
    'M0 0C1 0 5 0 6 0'
    """
    at = [np.array(point, dtype=float) for point in points]
    count = len(at)
    pieces = [f"M{_pair(at[0])}"]
    for place in range(count if closed else count - 1):
        if closed:
            before, here, there, after = (at[(place + step) % count] for step in (-1, 0, 1, 2))
        else:
            before, here, there, after = (
                at[min(max(place + step, 0), count - 1)] for step in (-1, 0, 1, 2)
            )
        first, second = here + (there - before) / 6, there - (after - here) / 6
        pieces.append(f"C{_pair(first)} {_pair(second)} {_pair(there)}")
    return "".join(pieces) + ("Z" if closed else "")


def straight(points: Sequence[Point], closed: bool = False) -> str:
    """Return the path of straight pieces through points."""
    return "M" + "L".join(_pair(point) for point in points) + ("Z" if closed else "")


def _pair(point: Sequence[float] | np.ndarray) -> str:
    return f"{round(float(point[0]), 1):g} {round(float(point[1]), 1):g}"


def element(name: str, inside: str | None = None, /, **attributes: object) -> str:
    """Return an SVG element; an underscore in a name stands for a hyphen, numbers are rounded."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}/>" if inside is None else f"<{name}{said}>{inside}</{name}>"


def _attribute(value: object) -> str:
    if isinstance(value, int | float | np.floating):
        return f"{round(float(value), 2):g}"
    return escape(str(value))


def path(
    d: str, fill: str = "none", stroke: str | None = None, width: float = 1, **more: object
) -> str:
    """Return a path, with round joins."""
    line = (
        {
            "stroke": stroke,
            "stroke_width": width,
            "stroke_linejoin": "round",
            "stroke_linecap": "round",
        }
        if stroke
        else {}
    )
    return element("path", d=d, fill=fill, **line, **more)


def dots(places: Iterable[Point], radius: float, fill: str, **more: object) -> str:
    """Return many small round things as one path."""
    r = f"{radius:g}"
    d = "".join(
        f"M{_pair((x - radius, y))}a{r} {r} 0 1 0 {2 * radius:g} 0a{r} {r} 0 1 0 {-2 * radius:g} 0"
        for x, y in places
    )
    return element("path", d=d, fill=fill, **more)


def merged(outlines: Sequence[str], fill: str, stroke: str, width: float) -> str:
    """Return shapes as one: a common edge, and no line where they meet."""
    edge = "".join(path(one, fill, stroke, 2 * width) for one in outlines)
    return edge + "".join(path(one, fill) for one in outlines)


@dataclass(frozen=True)
class Axis:
    """A bent line down into the skin; places on it are (depth along it, distance to the right).

    Parameters
    ----------
    mouth : Point
        Where it meets the surface.
    lean, bend : float
        Its angle from the vertical at the surface, and how much that changes in a unit, in
        radians; positive leans to the right on the way down.
    """

    mouth: Point
    lean: float = 0.0
    bend: float = 0.0

    def at(self, depth: float, right: float = 0.0) -> Point:
        """Return the point at a depth along the axis, to the right of it."""
        angle = self.lean + self.bend * depth
        if abs(self.bend) < 1e-9:
            x, y = depth * np.sin(self.lean), depth * np.cos(self.lean)
        else:
            x = (np.cos(self.lean) - np.cos(angle)) / self.bend
            y = (np.sin(angle) - np.sin(self.lean)) / self.bend
        return (
            float(self.mouth[0] + x + right * np.cos(angle)),
            float(self.mouth[1] + y - right * np.sin(angle)),
        )

    def along(self, start: float, end: float, right: float = 0.0, step: float = 12) -> list[Point]:
        """Return points along the axis."""
        count = max(2, int(abs(end - start) / step) + 1)
        return [self.at(depth, right) for depth in np.linspace(start, end, count)]

    def outline(self, profile: Sequence[tuple[float, float]], right: float = 0.0) -> str:
        """Return a closed shape from (depth, half width), symmetrical about the axis."""
        return self.between([(depth, -half, half) for depth, half in profile], right)

    def between(self, profile: Sequence[tuple[float, float, float]], right: float = 0.0) -> str:
        """Return a closed shape from (depth, left edge, right edge)."""
        down = [self.at(depth, right + one) for depth, one, _ in profile]
        up = [self.at(depth, right + other) for depth, _, other in reversed(profile)]
        points = [down[0]]
        for point in (*down[1:], *up):
            if np.hypot(point[0] - points[-1][0], point[1] - points[-1][1]) > 0.3:
                points.append(point)
        return smooth(points, closed=True)


# -- labels


@dataclass(frozen=True)
class Label:
    """A name and the point that it names."""

    words: str
    point: Point
    left: bool = False


@dataclass(frozen=True)
class Placed:
    """A label in its place: its lines of type, where they stand, and the ends of its leader."""

    label: Label
    lines: tuple[str, ...]
    x: float
    top: float
    size: float
    start: Point

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the words."""
        wide = max(len(line) for line in self.lines) * LETTER * self.size
        left = self.x - wide if self.label.left else self.x
        return left, self.top, left + wide, self.top + len(self.lines) * LINE_HEIGHT * self.size


def wrapped(words: str, room: float, size: float) -> tuple[str, ...]:
    """Break words into lines that fit into the room; ` | ` begins a new line in any case.

    Examples
    --------
    >>> wrapped("outer root sheath", 125, 20)
    ('outer root', 'sheath')
    """
    lines: list[str] = []
    for part in words.split(" | "):
        lines.append("")
        for word in part.split():
            longer = f"{lines[-1]} {word}".strip()
            if not lines[-1] or len(longer) * LETTER * size <= room:
                lines[-1] = longer
            else:
                lines.append(word)
    return tuple(lines)


def place_labels(
    labels: Sequence[Label],
    columns: tuple[float, float],
    room: float,
    height: tuple[float, float],
    size: float,
) -> list[Placed]:
    """Give every label a place beside the picture, so that neither words nor leaders cross.

    Parameters
    ----------
    labels : sequence of Label
    columns : (float, float)
        Where the words of the left side end and those of the right side begin.
    room : float
        Width of a column.
    height : (float, float)
        Top and bottom of the columns.
    size : float
        Size of the type.
    """
    found: list[Placed] = []
    for left, x in ((True, columns[0]), (False, columns[1])):
        side = [one for one in labels if one.left is left]
        lines = {one: wrapped(one.words, room, size) for one in side}
        order = sorted(side, key=lambda one: one.point[1])
        for _ in range(8):  # heights differ, so places and order are found by turns
            tops = _tops(
                [len(lines[one]) * LINE_HEIGHT * size for one in order],
                [one.point[1] for one in order],
                height,
                size * 0.5,
            )
            middles = [
                top + len(lines[one]) * LINE_HEIGHT * size / 2
                for top, one in zip(tops, order, strict=True)
            ]
            start = x + (6 if left else -6)
            cost = [
                [np.hypot(start - one.point[0], middle - one.point[1]) for middle in middles]
                for one in order
            ]
            _, seats = scipy.optimize.linear_sum_assignment(cost) if order else ((), ())
            if list(seats) == list(range(len(order))):
                break
            order = [one for _, one in sorted(zip(seats, order, strict=True), key=lambda p: p[0])]
        for one, top, middle in zip(order, tops, middles, strict=True):
            found.append(Placed(one, lines[one], x, top, size, (start, middle)))
    return found


def _tops(
    sizes: Sequence[float], wanted: Sequence[float], height: tuple[float, float], apart: float
) -> list[float]:
    """Return tops near the wanted middles, in order, without overlap."""
    tops: list[float] = []
    edge = height[0]
    for size, middle in zip(sizes, wanted, strict=True):
        tops.append(max(edge, middle - size / 2))
        edge = tops[-1] + size + apart
    edge = height[1]
    for place in reversed(range(len(tops))):
        tops[place] = min(tops[place], edge - sizes[place])
        edge = tops[place] - apart
    return tops


def draw_labels(placed: Sequence[Placed], ink: str) -> str:
    """Draw labels with their leaders; the end of a leader is a dot with a light rim."""
    drawn = []
    for one in placed:
        line = straight([one.start, one.label.point])
        drawn.append(path(line, stroke="#ffffff", width=3.2, stroke_opacity=0.75))
        drawn.append(path(line, stroke=ink, width=1.2))
        drawn.append(
            element(
                "circle",
                cx=one.label.point[0],
                cy=one.label.point[1],
                r=3,
                fill=ink,
                stroke="#ffffff",
                stroke_width=1,
            )
        )
        spans = "".join(
            element(
                "tspan", escape(line), x=one.x, y=one.top + (row + 0.82) * LINE_HEIGHT * one.size
            )
            for row, line in enumerate(one.lines)
        )
        drawn.append(
            element(
                "text",
                spans,
                font_size=one.size,
                fill=ink,
                text_anchor="end" if one.label.left else "start",
            )
        )
    return "".join(drawn)
