"""The blood of a virtual patient, as a laboratory prints it."""

from __future__ import annotations

from collections.abc import Callable

from helpers.clinic.found import Found, place_of
from helpers.evidence import Case, Parameter, evidence
from helpers.model.iron import measured_ferritin, transferrin_saturation
from helpers.model.zinc import printed_zinc

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
    crp, limit = crp_of(case), evidence().value("crp_raised")
    raised = crp > limit
    text = f"CRP {crp:.3g} mg/L (reference: up to {limit:g})."
    return Found(text, raised, {"crp": crp}, "raised" if raised else "normal")


def _ferritin(case: Case) -> Found:
    ferritin = measured_ferritin(case.lab.iron_stores, inflammation(case))
    alarm = evidence().value("ferritin_lung_factor") if case.lab.lung_alarm else 1.0
    ferritin = float(round(ferritin * alarm))
    value = evidence().value
    limit, limit_anaemia = value("ferritin_cutoff_inflamed"), value("ferritin_cutoff_anaemia")
    empty = ferritin < value("ferritin_cutoff_healthy")
    inflamed = inflammation(case) != "none" and ferritin < limit
    anaemic = _haemoglobin(case).unusual and ferritin < limit_anaemia
    low = empty or inflamed or anaemic
    high = ferritin > value("ferritin_high")
    row = _row(case, "lab_ferritin")
    word = place_of(ferritin, row.low, row.high)
    if empty:
        word = "below the limit for healthy adults"
    elif inflamed:
        also = " and anaemic" if anaemic else ""
        word = f"low for a person who is inflamed{also} (limit {limit:.0f})"
    elif anaemic:
        word = f"low for a person with anaemia (limit {limit_anaemia:.0f})"
    elif high:
        word = "far above normal"
    elif inflammation(case) != "none":
        word = "it says little about iron stores while something is inflamed"
    text = f"Ferritin {ferritin:,.0f} µg/L ({_printed(row)})."
    return Found(text, low or high, {"ferritin": ferritin}, word)


def _tsat(case: Case) -> Found:
    tsat = transferrin_saturation(case.lab.iron_stores, inflammation(case))
    row = _row(case, "lab_saturation")
    low = tsat < row.low
    text = f"Transferrin saturation {tsat:.0f}% ({_printed(row)})."
    return Found(text, low, {"tsat": float(round(tsat))}, "low" if low else "normal")


def _zinc(case: Case) -> Found:
    status = case.lab.zinc_status
    if status is None:
        status = evidence().value("zinc_healthy_mean")
    zinc = printed_zinc(status, crp_of(case), case.lab.drawn, case.lab.albumin)
    row, value = _row(case, "lab_zinc"), float(round(zinc.value))
    drawn = f"drawn in the {case.lab.drawn}"
    reading = place_of(value, row.low, row.high)
    if not zinc.readable:
        reading += ", but with this CRP it cannot be read"
    text = f"Zinc {value:.0f} µg/dL, {drawn} ({_printed(row)}, in the morning)."
    return Found(text, value < row.low, {"zinc": value}, reading)


def _row(case: Case, name: str) -> Parameter:
    """Return the row of a reference range for a person; some differ with sex and age."""
    rows, person = evidence().parameters, case.person
    if person.sex in ("girl", "boy") and f"{name}_children" in rows:
        return rows[f"{name}_children"]
    if name in rows:
        return rows[name]
    as_in_men = evidence().value("ferritin_as_in_men_age")
    older = name == "lab_ferritin" and person.age >= as_in_men
    return rows[f"{name}_{'men' if person.sex in ('man', 'boy') or older else 'women'}"]


def _printed(row: Parameter) -> str:
    return f"reference {row.low:g} to {row.high:g}"


def _within_usual(name: str, field: str, row: str) -> BloodTest:
    """Print a value of the case beside the reference range of a row."""

    def test(case: Case) -> Found:
        usual = _row(case, row)
        given = getattr(case.lab, field)
        value = usual.value if given is None else float(given)
        word = place_of(value, usual.low, usual.high)
        text = f"{name} {value:,.4g} {usual.unit} ({_printed(usual)})."
        return Found(text, word != "normal", {field: value}, word)

    return test


def _haemoglobin(case: Case) -> Found:
    return _within_usual("Haemoglobin", "haemoglobin", "lab_haemoglobin")(case)


def _blood_count(case: Case) -> Found:
    names = ("haemoglobin", "white cells", "neutrophils", "platelets")
    parts = (
        _haemoglobin(case),
        _within_usual("White cells", "white_cells", "lab_white_cells")(case),
        _within_usual("Neutrophils", "neutrophils", "lab_neutrophils")(case),
        _within_usual("Platelets", "platelets", "lab_platelets")(case),
    )
    numbers = {name: value for part in parts for name, value in part.numbers.items()}
    odd = [
        f"{name} {part.reading}" for name, part in zip(names, parts, strict=True) if part.unusual
    ]
    reading = ", ".join(odd) or "normal"
    return Found(" ".join(part.text for part in parts), bool(odd), numbers, reading)


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
        "liver": _within_usual("Alanine aminotransferase (ALT)", "alt", "lab_alt"),
        "creatinine": _within_usual("Creatinine", "creatinine", "lab_creatinine"),
        "potassium": _within_usual("Potassium", "potassium", "lab_potassium"),
        "phosphate": _within_usual("Phosphate", "phosphate", "lab_phosphate"),
    }
