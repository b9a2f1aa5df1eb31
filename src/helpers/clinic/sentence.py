"""The months after a visit in plain words."""

from __future__ import annotations

from helpers.clinic.ending import Ending
from helpers.evidence import Case, say


def ending_sentence(case: Case, after: Ending) -> str:
    """Say what the months after a plan bring, beside the best plan.

    Examples
    --------
    >>> from helpers.clinic.ending import ending
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["short_hairs"]
    >>> ending_sentence(case, ending(case, ["care"]))
    'In the nine months after, about 1,900 hairs break off; with the best plan it is the same.'
    """
    own, best = after.told
    if after.alike and case.measure == "hair" and best >= _NEARLY_ALL:
        return say("said_end_hair_all")
    if after.alike:
        return say(f"said_end_{case.measure}_alike", best=_rough(own, after))
    return say(f"said_end_{case.measure}", own=_rough(own, after), best=_rough(best, after))


_NEARLY_ALL = 97.0  # percent of the usual hair


def _rough(value: float, after: Ending) -> float:
    return round(value, -2) if after.summed else value
