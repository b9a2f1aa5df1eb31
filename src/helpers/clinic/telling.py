"""In which order the harms of a plan are told, and which of them a hospital prevents."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.evidence import Danger

CHEST = frozenset({"lung", "swallowing", "crp"})  # what brings the chest under a scanner
PREVENTED = frozenset(
    {
        "lung",
        "swallowing",
        "crp",
        "iron_cause",
        "weight_loss",
        "steroid_stop",
        "fever_marrow",
        "drug_stop",
    }
)


def in_order(dangers: Sequence[Danger]) -> tuple[tuple[Danger, bool], ...]:
    """Return the harms by date, each with whether it is told.

    Who is brought into hospital is looked after there: what the hospital would have prevented
    does not happen later, and of it the broken rule alone is said.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> found = in_order(load_cases()["out_of_breath"].danger)
    >>> [(danger.after_days, told) for danger, told in found]
    [(21, True), (150, True), (160, False), (330, False)]
    """
    told: list[tuple[Danger, bool]] = []
    seen: set[str] = set()
    for danger in sorted(dangers, key=lambda one: one.after_days):
        reasons = seen & CHEST if danger.rule == "lung" else seen
        happens = not (reasons and danger.rule in PREVENTED)
        told.append((danger, happens))
        if happens and danger.hospital:
            seen.add(danger.rule or "unnamed")
    return tuple(told)
