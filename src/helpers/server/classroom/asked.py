"""What a vote asks for besides a choice: a number on a scale, a drawn curve, one word.

Every answer is a place on a scale, a place for each point of a curve, or a word; so a vote needs
little room, and is counted without fractions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

KINDS = ("choice", "number", "curve", "words")
MOST_PLACES = 101
POINTS = range(12, 25)
"""How many points a drawn curve may have."""
MOST_SIZE = 100_000
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=\w)){0,29}")

Answer = int | tuple[int, ...] | str


@dataclass(frozen=True)
class Scale:
    """A scale of whole numbers; with points, the height of a curve at each of them.

    Examples
    --------
    >>> Scale(0, 300, 10).places, Scale(0, 300, 10).value(7)
    (31, 70)
    """

    low: int
    high: int
    step: int
    points: tuple[int, ...] = ()

    @property
    def places(self) -> int:
        """How many numbers stand on it."""
        return (self.high - self.low) // self.step + 1

    def value(self, place: int) -> int:
        """Return the number at a place."""
        return self.low + self.step * place

    def as_dict(self) -> dict[str, Any]:
        """Return it as a browser gets it."""
        return asdict(self)


def read_scale(kind: str, sent: object) -> Scale | None:
    """Return the scale that a page sent; None if it is none that this kind can use.

    Examples
    --------
    >>> read_scale("number", {"low": 0, "high": 300, "step": 10})
    Scale(low=0, high=300, step=10, points=())
    >>> read_scale("number", {"low": 0, "high": 305, "step": 10}) is None
    True
    """
    if not isinstance(sent, dict):
        return None
    low, high, step = (sent.get(name) for name in ("low", "high", "step"))
    points = sent.get("points") or []
    if not isinstance(points, list):
        return None
    if any(type(one) is not int or abs(one) > MOST_SIZE for one in (low, high, step, *points)):
        return None
    assert isinstance(low, int) and isinstance(high, int) and isinstance(step, int)
    if step < 1 or high <= low or (high - low) % step:
        return None
    scale = Scale(low, high, step, tuple(points))
    rising = all(a < b for a, b in pairwise(points))
    right = len(points) in POINTS and rising if kind == "curve" else not points
    return scale if right and scale.places <= MOST_PLACES else None


def read_answer(kind: str, places: int, sent: object, points: int = 0) -> Answer | None:
    """Return an answer that a phone sent; None if it is no answer to such a vote.

    Parameters
    ----------
    kind : str
    places : int
        Options of a choice, or numbers on the scale.
    sent : object
    points : int
        Points of a curve.

    Examples
    --------
    >>> read_answer("number", 31, 7), read_answer("number", 31, 31), read_answer("number", 31, True)
    (7, None, None)
    >>> read_answer("words", 0, " Telogen "), read_answer("words", 0, "two words")
    ('telogen', None)
    """
    if kind == "words":
        word = sent.strip().casefold() if isinstance(sent, str) and len(sent) < 100 else ""
        return word if _WORD.fullmatch(word) else None
    if kind == "curve":
        if not isinstance(sent, list) or len(sent) != points:
            return None
        good = all(type(one) is int and 0 <= one < places for one in sent)
        return tuple(sent) if good else None
    return sent if type(sent) is int and 0 <= sent < places else None


def quartiles(values: Sequence[int]) -> list[int]:
    """Return lower quartile, median and upper quartile, as whole numbers.

    Examples
    --------
    >>> quartiles([1, 2, 3, 4, 9]), quartiles([7])
    ([2, 3, 4], [7, 7, 7])
    """
    ordered, made = sorted(values), []
    for quarter in (1, 2, 3):
        place, part = divmod(quarter * (len(ordered) - 1), 4)
        above = ordered[min(place + 1, len(ordered) - 1)]
        made.append(round(ordered[place] + (above - ordered[place]) * part / 4))
    return made
