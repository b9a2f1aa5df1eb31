"""A virtual patient's course in plain words."""

from __future__ import annotations

from helpers.clinic.casebook import Casebook
from helpers.evidence import say

_FEW = 2  # weeks that read as "now" or "within days"
_ALIKE = 1.03  # times that reads as the same
_NEAR = 1.15  # times the usual that still reads as "about as usual"


def case_sentence(book: Casebook) -> str:
    """Say what comes off today, what was the most, and when it is usual again.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> from helpers.clinic.casebook import open_case
    >>> case_sentence(open_case(load_cases()["short_hairs"]))[:30]
    'On the day of the visit about '
    """
    table, today = book.head.table, book.visit_day
    off = (table["shed"] + table["broken"] + table["fractured"]).to_numpy()
    usual = float(off[0])
    said = say("said_case_today", today=off[today], usual=usual)
    top = int(off[today - 365 :].argmax()) + today - 365
    if off[top] < _NEAR * usual:
        return f"{said} {say('said_case_quiet')}"
    weeks = round(abs(top - today) / 7)
    if weeks < _FEW or off[today] > off[top] / _ALIKE:
        said += f" {say('said_case_top_now')}"
    else:
        when = "past" if top < today else "ahead"
        said += f" {say(f'said_case_top_{when}', top=off[top], weeks=weeks)}"
    above = (off >= _NEAR * usual).nonzero()[0]
    last = int(above[-1])
    if last >= len(off) - 1:
        return f"{said} {say('said_case_not_back')}"
    if last <= today:
        return said
    weeks = round((last - today) / 7)
    soon = "days" if weeks < _FEW else "weeks"
    return f"{said} {say(f'said_case_back_{soon}', weeks=weeks)}"
