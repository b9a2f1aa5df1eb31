"""The blood of a virtual patient, as a laboratory prints it."""

from __future__ import annotations

from collections.abc import Callable

from helpers.evidence import Case, evidence
from helpers.model.iron import measured_ferritin, transferrin_saturation
from helpers.model.zinc import printed_zinc

Found = tuple[str, bool, dict[str, float]]
"""A result in words, whether it is unusual, and its numbers."""
BloodTest = Callable[[Case], Found]


def crp_of(case: Case) -> float:
    """Return the C-reactive protein, in mg/L; it follows the disease unless it is given."""
    if case.lab.crp is not None:
        return case.lab.crp
    inflamed = case.lab.activity == "systemic"
    return evidence().value("crp_inflamed" if inflamed else "crp_quiet")


def inflammation(case: Case) -> str:
    """Return the state of inflammation in the words of the model of iron."""
    raised = crp_of(case) > evidence().value("crp_raised")
    if raised:
        return "both" if case.lab.agp_raised else "crp"
    return "agp" if case.lab.agp_raised else "none"


def _crp(case: Case) -> Found:
    crp = crp_of(case)
    raised = crp > evidence().value("crp_raised")
    return f"CRP {crp:.3g} mg/L{': raised' if raised else ''}.", raised, {"crp": crp}


def _ferritin(case: Case) -> Found:
    ferritin = measured_ferritin(case.lab.iron_stores, inflammation(case))
    alarm = evidence().value("ferritin_lung_factor") if case.lab.lung_alarm else 1.0
    ferritin = float(round(ferritin * alarm))
    empty = ferritin < _WHO_HEALTHY
    inflamed = inflammation(case) != "none" and ferritin < _WHO_INFLAMED
    anaemic = _haemoglobin(case)[1] and ferritin < _ANAEMIC
    low = empty or inflamed or anaemic
    high = ferritin > _HIGH
    word = ""
    if empty:
        word = "below the limit for healthy adults"
    elif inflamed:
        also = " and anaemic" if anaemic else ""
        word = f"low for a person who is inflamed{also} (limit {_WHO_INFLAMED:.0f})"
    elif anaemic:
        word = f"low for a person with anaemia (limit {_ANAEMIC:.0f})"
    elif high:
        word = "far above normal"
    return (
        f"Ferritin {ferritin:,.0f} µg/L{': ' + word if word else ''}.",
        low or high,
        {"ferritin": ferritin},
    )


_WHO_HEALTHY = 15.0  # µg/L, as in the claim iron_who
_WHO_INFLAMED = 70.0  # µg/L, as in the claim iron_who
_ANAEMIC = 45.0  # µg/L, as in the claim iron_anaemia_45
_HIGH = 500.0  # µg/L; about the highest twentieth of healthy adults in a national survey
_TSAT_LOW = 20.0  # percent, as in the claim iron_tsat


def _tsat(case: Case) -> Found:
    tsat = transferrin_saturation(case.lab.iron_stores, inflammation(case))
    low = tsat < _TSAT_LOW
    return (
        f"Transferrin saturation {tsat:.0f}%{': low' if low else ''}.",
        low,
        {"tsat": float(round(tsat))},
    )


def _zinc(case: Case) -> Found:
    status = case.lab.zinc_status
    if status is None:
        status = evidence().value("zinc_healthy_mean")
    zinc = printed_zinc(status, crp_of(case), case.lab.drawn, case.lab.albumin)
    limit = evidence().value("zinc_healthy_mean") - evidence().value("zinc_between_people_sd")
    drawn = f", drawn in the {case.lab.drawn}"
    readable = "" if zinc.readable else "; with this CRP it cannot be read"
    return (
        f"Zinc {zinc.value:.0f} µg/dL{drawn}{readable}.",
        zinc.value < limit,
        {"zinc": float(round(zinc.value))},
    )


def _within_usual(name: str, field: str, row: str) -> BloodTest:
    """Print a value of the case beside the usual range of a row."""

    def test(case: Case) -> Found:
        own = row.format(sex="men" if case.person.sex == "man" else "women")
        usual = evidence().parameters[own]
        given = getattr(case.lab, field)
        value = usual.value if given is None else float(given)
        word = "low" if value < usual.low else "raised" if value > usual.high else "normal"
        ends = f"normal {usual.low:g} to {usual.high:g}"
        return (
            f"{name} {value:,.4g} {usual.unit}: {word} ({ends}).",
            word != "normal",
            {field: value},
        )

    return test


def _haemoglobin(case: Case) -> Found:
    return _within_usual("Haemoglobin", "haemoglobin", "lab_haemoglobin_{sex}")(case)


def _blood_count(case: Case) -> Found:
    parts = (
        _haemoglobin(case),
        _within_usual("White cells", "white_cells", "lab_white_cells")(case),
        _within_usual("Neutrophils", "neutrophils", "lab_neutrophils")(case),
        _within_usual("Platelets", "platelets", "lab_platelets")(case),
    )
    numbers = {name: value for part in parts for name, value in part[2].items()}
    return " ".join(part[0] for part in parts), any(part[1] for part in parts), numbers


def blood_tests() -> dict[str, BloodTest]:
    """Return every blood test that is computed or checked, by id.

    Examples
    --------
    >>> sorted(blood_tests())[:3]
    ['albumin', 'blood_count', 'creatine_kinase']
    """
    return {
        "crp": _crp,
        "ferritin": _ferritin,
        "saturation": _tsat,
        "zinc": _zinc,
        "blood_count": _blood_count,
        "creatine_kinase": _within_usual(
            "Creatine kinase", "creatine_kinase", "lab_creatine_kinase"
        ),
        "thyroid": _within_usual("TSH", "tsh", "lab_tsh"),
        "vitamin_d": _within_usual("Vitamin D (25-OH)", "vitamin_d", "lab_vitamin_d"),
        "selenium": _within_usual("Selenium", "selenium", "lab_selenium"),
        "albumin": _within_usual("Albumin", "albumin", "albumin_normal"),
    }
