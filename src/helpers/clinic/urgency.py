"""How long something may wait: what the rules of safety ask for today, and within a week."""

from __future__ import annotations

from helpers.evidence import Case, Urgency, catalogue, evidence

TODAY = "Today"
"""The group of the plan that holds what cannot wait."""
_WITHIN_A_DAY = (Urgency.NOW, Urgency.TODAY)
_WITHIN_A_WEEK = (*_WITHIN_A_DAY, Urgency.THIS_WEEK)
_NO_HURRY = frozenset({"adrenal", "pregnancy_test"})


def this_week(name: str) -> bool:
    """Return whether a rule of safety asks for something within a week.

    Examples
    --------
    >>> this_week("lung"), this_week("")
    (True, False)
    """
    return bool(name) and evidence().safety[name].urgency in _WITHIN_A_WEEK


def cannot_wait(name: str) -> bool:
    """Return whether a rule of safety asks for something now or today.

    Examples
    --------
    >>> cannot_wait("lung"), cannot_wait("iron_cause"), cannot_wait("")
    (True, False, False)
    """
    return bool(name) and evidence().safety[name].urgency in _WITHIN_A_DAY


def acts_today(case: Case) -> frozenset[str]:
    """Return the steps after which somebody is seen again within days.

    They are what stands in the group of today, and what the rules ask for that cannot wait here;
    a sentence that is said, or a test that is made at once, is no reason.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> acts = acts_today(load_cases()["hair_vitamins"])
    >>> "stop_supplements" in acts, "lungs_today" in acts, "adrenal" in acts
    (True, True, False)
    """
    today = {n for n, offer in catalogue().offers("plan").items() if offer.group == TODAY}
    asked = {name for d in case.danger if cannot_wait(d.rule) for name in d.unless}
    return frozenset((today | asked) - _NO_HURRY)
