"""What is said of a challenge: how far off its goal is, or that it is reached, and how."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

from helpers.evidence import in_class, say
from helpers.page.in_notebook.controls import Control
from helpers.page.spec import Challenge


def longest_message(challenge: Challenge) -> int:
    """Return the letters of the longest message under a challenge.

    Examples
    --------
    >>> from helpers.course import find_lesson
    >>> 100 < longest_message(find_lesson("stress").challenge) < 250
    True
    """
    missing = []
    for name, (low, high) in challenge.goal.items():
        if low == high:
            missing.append(say(f"goal_{name}"))
        else:
            goal = say(f"goal_{name}", value="10,000")
            missing.append(say("page_too_high", goal=goal))
    not_there = say("page_not_there", names=". ".join(missing))
    controls = {one.key: one for one in challenge.explore.known()}
    solved = solution_said(challenge, controls)
    return max(len(not_there), len(solved) + len(say("page_explained")))


def solution_said(challenge: Challenge, controls: Mapping[str, Control]) -> str:
    """Say that the page shows a solution, and which controls stand elsewhere for it."""
    moved = [
        controls[key].said(value)
        for key, value in challenge.solution.items()
        if value != controls[key].default
    ]
    said = say("page_solution_shown", settings="; ".join(moved))
    # A wall shows all controls, and has no room for more lines.
    return f"{said.partition('. ')[0]}." if in_class() else said


def verdict_html(said: str, reached: bool) -> str:
    """Return what stands beside the picture: whether the goal is reached, then how far off.

    Where it is reached, a button goes to what explains it.
    """
    first, dot, rest = said.partition(". ")
    mark = ' class="hcl-done"' if reached else ""
    below = f'<button type="button" class="hcl-button small">{say("page_explained")}</button>'
    if in_class() or not reached:
        below = ""
    return f"<p><strong{mark}>{escape(first + dot)}</strong>{escape(rest)} {below}</p>"


_IN_TENTHS = {"standing_percent", "anagen_percent"}
"""Goals whose sentence, beside the verdict, says tenths: one number has the same digits twice."""


def missed(goal: Mapping[str, tuple[float, float]], values: Mapping[str, float]) -> list[str]:
    """Say of each value outside its goal where it is, and on which side.

    Examples
    --------
    >>> missed({"peak_ratio": (0, 1.2)}, {"peak_ratio": 1.204})
    ['Shedding at its peak 1.204 times normal: too high']
    >>> missed({"standing_percent": (0, 95)}, {"standing_percent": 99.84})
    ['Hairs standing 99.8% of normal: too high']
    """
    said = []
    for name, (low, high) in goal.items():
        value = values[name]
        if low <= value <= high:
            continue
        if low == high:  # done or not done
            said.append(say(f"goal_{name}"))
            continue
        if math.isnan(value):
            said.append(say("page_too_low", goal=say(f"goal_{name}", value="–")))
            continue
        whole = abs(value) >= 10 and name not in _IN_TENTHS
        digits = 0 if whole or value == round(value) else 1
        while low <= round(value, digits) <= high and digits < 6:  # it would look like the goal
            digits += 1
        written = f"{value:,.{digits}f}".replace("-", "\N{MINUS SIGN}")
        number = say(f"goal_{name}", value=written)
        said.append(say("page_too_low" if value < low else "page_too_high", goal=number))
    return said
