"""In which order the harms of a plan are told, and which of them a hospital prevents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from helpers.evidence import Danger, evidence

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen"),
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_UNITS = MappingProxyType({"day": 1, "night": 1, "evening": 1, "week": 7, "month": 30, "year": 365})
_LATER = re.compile(
    rf"\b({'|'.join(_NUMBERS)}|a) (day|night|week|month|year)s? (?:later|long)",
    re.IGNORECASE,
)
_ON = re.compile(rf"\b(?:on|in) the ({'|'.join(_ORDINALS)}) (day|night|evening)", re.IGNORECASE)
_SOON = re.compile(r"\b(at four in the morning|in the evening|two nights|on sunday)", re.IGNORECASE)
_FAR = MappingProxyType({"now": 3, "today": 10, "this week": 150})
_HOSPITAL = re.compile(r"ambulance|intensive care|hospital|brought in|adrenal crisis|ventilator")
_CHEST = frozenset({"lung", "swallowing", "crp"})  # what brings the chest under a scanner
_PREVENTED = frozenset(
    {"lung", "swallowing", "crp", "iron_cause", "steroid_stop", "fever_marrow", "drug_stop"}
)


def days_after(danger: Danger) -> int:
    """Return after how many days a harm happens, as its text says; else a guess by its rule.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> [days_after(one) for one in load_cases()["out_of_breath"].danger]
    [330, 150, 21]
    """
    found = [
        (match.start(), _number(match[1]) * _UNITS[match[2].lower()])
        for pattern in (_LATER, _ON)
        for match in pattern.finditer(danger.next)
    ]
    if found:
        return min(found)[1]
    if _SOON.search(danger.next):
        return 1
    return _FAR[evidence().safety[danger.rule].urgency] if danger.rule else 150


def _number(word: str) -> int:
    word = word.lower()
    if word == "a":
        return 1
    return (_NUMBERS.index(word) if word in _NUMBERS else _ORDINALS.index(word)) + 1


def to_hospital(danger: Danger) -> bool:
    """Return whether a harm brings somebody into hospital."""
    return bool(_HOSPITAL.search(danger.next))


def in_order(dangers: Sequence[Danger]) -> tuple[tuple[Danger, bool], ...]:
    """Return the harms by date, each with whether it is told.

    Who is brought into hospital is looked after there: what the hospital would have prevented
    does not happen later, and of it the broken rule alone is said.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> found = in_order(load_cases()["out_of_breath"].danger)
    >>> [(days_after(danger), told) for danger, told in found]
    [(21, True), (150, True), (330, False)]
    """
    told: list[tuple[Danger, bool]] = []
    seen: set[str] = set()
    for danger in sorted(dangers, key=days_after):
        reasons = seen & _CHEST if danger.rule == "lung" else seen
        told.append((danger, not (reasons and danger.rule in _PREVENTED)))
        if told[-1][1] and to_hospital(danger):
            seen.add(danger.rule or "unnamed")
    return tuple(told)
