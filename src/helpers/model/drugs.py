"""Immunosuppressants: what each does to the hair of a person whose hair it takes.

How *many* people lose hair stands in `data/studies/drug_alopecia.csv`, by how they were
asked; how *much* such a person loses, nobody has measured. The other arrow, less hair lost
because the disease is calmed, belongs to the disease: `helpers.model.disease_activity`
with its first day of treatment. Doses are left out, since no dose-response is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from helpers.evidence import evidence, load_study
from helpers.model.checks import ModelInputError, within
from helpers.model.exposures import Effect, Exposure, anagen_release, shaft_fracture

Acts = Literal["rest", "fracture", "unknown"]
NUDT15 = "azathioprine_tt"
_ACTS: dict[str, Acts] = {"rest": "rest", "fracture": "fracture", "unknown": "unknown"}
_LONGEST = 36_500  # days


@dataclass(frozen=True)
class Drug:
    """What is known of a drug and hair: a row of `data/studies/drug_hair.csv`.

    Attributes
    ----------
    acts : str
        "rest" (follicles go to rest early: telogen effluvium), "fracture" (growing hairs
        break near the root: anagen effluvium) or "unknown" (no figure found).
    timing, benefit : str
        In words.
    calms : bool
        Whether the model lets the drug calm the disease.
    """

    key: str
    name: str
    acts: Acts
    timing: str
    calms: bool
    benefit: str


@cache
def drugs() -> dict[str, Drug]:
    """Return every drug by its key.

    Examples
    --------
    >>> drugs()["cyclophosphamide"].acts, drugs()["ivig"].acts
    ('fracture', 'unknown')
    """
    rows = load_study("drug_hair").astype(str).to_dict("records")
    return {
        row["key"]: Drug(
            key=row["key"],
            name=row["name"],
            acts=_ACTS[row["acts"]],
            timing=row["timing"],
            calms=row["calms"] == "yes",
            benefit=row["benefit"],
        )
        for row in rows
    }


@dataclass(frozen=True)
class DrugCourse(Exposure):
    """A course of a drug, with what it does to the follicles of one person."""

    drug: Drug
    start: float
    days: float
    affected: bool


def drug_course(
    name: str,
    start: float,
    days: float,
    affected: bool = True,
    share: float | None = None,
) -> DrugCourse:
    """Give a drug to one person.

    Parameters
    ----------
    name : str
        Key of the drug, see `drugs`.
    start : float
        Day of the first dose.
    days : float
        How long it is given. A course that ends early takes less hair.
    affected : bool, optional
        Whether this is one of the people whose hair the drug takes. For a drug of which
        no figure was found nothing is done to the hair either way.
    share : float, optional
        Share of the growing follicles that go to rest, or of the growing hairs that
        break, 0 to 1.

    Returns
    -------
    DrugCourse
        With no effects for a person who is not affected.

    Raises
    ------
    ModelInputError
        If the drug is unknown or a value is outside what the model covers.

    Notes
    -----
    Who loses hair: Lalani 2020, ALMS, and others, see the data set. Hairs that break:
    StatPearls; two copies of the NUDT15 variant: Pharmacogenomics J 2016. Every size is
    assumed.

    Examples
    --------
    >>> drug_course("methotrexate", start=30, days=365).effects[0].target
    'anagen_release'
    >>> drug_course("rituximab", start=30, days=365).effects
    ()
    """
    if name not in drugs():
        raise ModelInputError(f"There is no drug {name!r}; choose one of {', '.join(drugs())}.")
    drug = drugs()[name]
    start = within("Start", start, 0, _LONGEST, "days")
    days = within("Days", days, 1, _LONGEST, "days")
    if share is not None:
        share = within("Share", share, 0, 1)
    effects = _effects(drug, start, share) if affected else ()
    effects = tuple(_cut(effect, start + days) for effect in effects if effect.start < start + days)
    return DrugCourse(drug.name, effects, drug, start, days, affected)


def _effects(drug: Drug, start: float, share: float | None) -> tuple[Effect, ...]:
    value = evidence().value
    if drug.acts == "unknown":
        return ()
    if drug.acts == "rest":
        size = value("drug_rest_release") if share is None else share
        return anagen_release(start, size, value("drug_rest_days")).effects
    slow = drug.key == NUDT15  # its poison gathers in the cells over days
    size = value("thiopurine_fracture" if slow else "drug_fracture") if share is None else share
    delay = value("thiopurine_delay") if slow else 0.0
    return shaft_fracture(start + delay, size, value("drug_fracture_days")).effects


def _cut(effect: Effect, end: float) -> Effect:
    """End an effect with the course, if that ends first."""
    return Effect(effect.target, effect.start, min(effect.end, end), effect.amount)
