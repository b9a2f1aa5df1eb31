"""What a step of a plan does to a patient: whether it fits, and what it comes to."""

from __future__ import annotations

from collections.abc import Collection

from helpers.evidence import Case, catalogue


def fits_here(case: Case, action: str) -> bool:
    """Return whether an action may stand in a plan for this patient.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["dry_cough"]
    >>> fits_here(case, "lungs_today"), fits_here(case, "stop_steroid")
    (True, False)
    """
    own, offer = case.at("plan").get(action), catalogue().offers("plan")[action]
    return own.worth != "trap" if own else bool(offer.fits)


def holds_back(case: Case) -> bool:
    """Return whether holding a medicine back takes away what this patient needs.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> cases = load_cases()
    >>> holds_back(cases["short_hairs"]), holds_back(cases["sudden_loss"])
    (True, False)
    """
    own = case.at("plan")
    needed = "stop_immuno" in own and own["stop_immuno"].worth == "trap"
    return needed and "hold_drug" not in own


def acts(case: Case, plan: Collection[str]) -> tuple[str, ...]:
    """Return a plan with what it does to this patient: to hold a needed medicine is to stop it.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> acts(load_cases()["short_hairs"], ["hold_drug"])
    ('hold_drug', 'stop_immuno')
    """
    stops = "hold_drug" in plan and "stop_immuno" not in plan and holds_back(case)
    return (*plan, "stop_immuno") if stops else tuple(plan)
