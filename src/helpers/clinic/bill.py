"""What tests cost, and how long one waits for them."""

from __future__ import annotations

from collections.abc import Collection

from helpers.clinic.casebook import WAITS
from helpers.evidence import Case, Ordered, catalogue


def in_notes(case: Case, test: str) -> bool:
    """Return whether a result stands in the notes already.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> cases = load_cases()
    >>> in_notes(cases["three_clocks"], "antibodies"), in_notes(cases["office_cold"], "antibodies")
    (True, False)
    """
    offer = catalogue().offers("tests")[test]
    sent = any(sign.test == test and sign.sent for sign in case.sign)
    return isinstance(offer, Ordered) and offer.in_notes and not sent


def spent(tests: Collection[str], case: Case | None = None) -> tuple[int, str]:
    """Return the cost points of the tests, and the longest wait among them.

    With a case, what stands in the notes costs nothing.

    Examples
    --------
    >>> spent(["pull", "ferritin", "biopsy"])
    (4, 'weeks')
    """
    offers = [
        offer
        for name, offer in catalogue().offers("tests").items()
        if name in tests and not (case and in_notes(case, name))
    ]
    ordered = [offer for offer in offers if isinstance(offer, Ordered)]
    waits = [WAITS.index(offer.wait) for offer in ordered]
    return sum(offer.cost for offer in ordered), WAITS[max(waits, default=0)]
