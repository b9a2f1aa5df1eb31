"""A virtual patient's course in plain words."""

from __future__ import annotations

from helpers.measure import Casebook

_FEW = 2  # weeks that read as "now" or "within days"
_ALIKE = 1.03  # times that reads as the same
_NEAR = 1.15  # times the usual that still reads as "about as usual"


def case_sentence(book: Casebook) -> str:
    """Say what comes off today, what was the most, and when it is usual again.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> from helpers.measure import open_case
    >>> case_sentence(open_case(load_cases()["short_hairs"]))[:30]
    'On the day of the visit about '
    """
    table, today = book.head.table, book.visit_day
    off = (table["shed"] + table["broken"] + table["fractured"]).to_numpy()
    usual = float(off[0])
    said = (
        f"On the day of the visit about {off[today]:,.0f} hairs come off; before anything "
        f"happened it was {usual:.0f}."
    )
    top = int(off[today - 365 :].argmax()) + today - 365
    if off[top] < _NEAR * usual:
        return f"{said} It stays near the usual throughout."
    weeks = round(abs(top - today) / 7)
    if weeks < _FEW or off[today] > off[top] / _ALIKE:
        said += " That is about the top."
    else:
        when = f"{weeks} weeks {'ago' if top < today else 'from now'}"
        said += f" The top, {off[top]:,.0f} a day, is {when}."
    above = (off >= _NEAR * usual).nonzero()[0]
    last = int(above[-1])
    if last >= len(off) - 1:
        return f"{said} Half a year later it is not yet back to the usual, if nothing changes."
    if last <= today:
        return said
    weeks = round((last - today) / 7)
    soon = "within days" if weeks < _FEW else f"in {weeks} weeks"
    return f"{said} In the model it is back near the usual {soon}."
