"""The causes of lesson 11, with their dates, as parts of the model's subsets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

import numpy as np
import pandas as pd

from helpers.evidence import evidence
from helpers.model import (
    ModelInputError,
    Scalp,
    clinical,
    disease_activity,
    draw_patients,
    exposures,
    scalp_disease,
)
from helpers.model.calendar import DAYS_A_MONTH
from helpers.model.cohort.subsets import Part
from helpers.model.drugs import drug_course
from helpers.model.exposures import FOREVER, Exposure
from helpers.model.iron import low_iron
from helpers.model.nutrients import zinc_lack

DAYS = 546  # the history: 78 weeks, about 18 months
MONTHS = 18
YEAR_AHEAD = 371  # 53 weeks
LOW_STORES, FULL_STORES = 12.0, 60.0  # µg/L, of an invented patient
STEROID_DAYS, TAPER_DAYS = 120.0, 90.0
PEOPLE, SEED = 24, 1  # of several tried, one whose bands hold 80 of 100 other people
EFFECTS = (
    "illness_release",
    "disease_release",
    "disease_entry_block",
    "steroid_catagen_induction",
    "steroid_benefit",
    "mtx_release_one_person",
    "iron_follicle_release",
    "zinc_lack_release",
    "weight_loss_release",
    "stress_release",
    "breakage_share_per_day",
    "skin_half_life",
)
"""What is drawn from its range, beside the scalp itself."""


@dataclass(frozen=True)
class Cause:
    """One cause: its usual month in the history, and whether it is on at first."""

    key: str
    month: int
    on: bool = True


CAUSES: Mapping[str, Cause] = MappingProxyType(
    {
        cause.key: cause
        for cause in (
            Cause("flare", 1),
            Cause("steroid", 2),
            Cause("scalp", 3),
            Cause("iron", 4),
            Cause("drug", 7),
            Cause("weight", 14),
            Cause("stress", 15, on=False),
            Cause("zinc", 14, on=False),
            Cause("care", 6, on=False),
        )
    }
)
"""In the order in which they happen to the patient, and as the panel lists them."""

_ITEM = re.compile(r"([a-z]+)(\d{1,2})")
Months = tuple[tuple[str, int], ...]


def usual_causes() -> str:
    """Return the causes that are on at first, as a setting.

    Examples
    --------
    >>> usual_causes()
    'flare1-steroid2-scalp3-iron4-drug7-weight14'
    """
    return "-".join(f"{cause.key}{cause.month}" for cause in CAUSES.values() if cause.on)


def read_causes(setting: str) -> Months:
    """Read a setting such as "flare1-steroid2": each cause with the month it began.

    Raises
    ------
    ModelInputError
        If a cause is unknown or named twice, or a month lies outside the history.

    Examples
    --------
    >>> read_causes("steroid2-flare1")
    (('flare', 1), ('steroid', 2))
    >>> read_causes("none")
    ()
    """
    found: dict[str, int] = {}
    for item in [] if setting in ("", "none") else setting.split("-"):
        match = _ITEM.fullmatch(item)
        if match is None or match[1] not in CAUSES or match[1] in found:
            raise ModelInputError(
                f"{item!r} is not a cause with its month; causes are {', '.join(CAUSES)}."
            )
        month = int(match[2])
        if month >= MONTHS:
            raise ModelInputError(
                f"{match[1]} in month {month}: the history ends with month {MONTHS - 1}."
            )
        found[match[1]] = month
    return tuple((key, found[key]) for key in CAUSES if key in found)


def day_of_month(month: float) -> float:
    """Return the first day of a month of the history."""
    return float(round(month * DAYS_A_MONTH))


@cache
def one_person() -> pd.DataFrame:
    """Return the patient at the default of every number, as a table of one row."""
    usual = {name: evidence().value(name) for name in EFFECTS}
    return pd.DataFrame([vars(Scalp()) | usual])


@cache
def people() -> pd.DataFrame:
    """Return the patient once for each draw of all numbers from their ranges."""
    return draw_patients(PEOPLE, SEED, also=EFFECTS)


def parts_of(table: pd.DataFrame, months: Months, days: int) -> list[list[Part]]:
    """Return what can happen in each row of a table of patients."""
    rows = [tuple(row) for row in table[list(EFFECTS)].itertuples(index=False)]
    began = dict(months)
    treated = began.get("steroid")
    each = [[_parts(row, key, month, treated, days) for key, month in months] for row in rows]
    return [[part for parts in row for part in parts] for row in each]


def exposures_of_all(months: Months, days: int) -> list[Exposure]:
    """Return what happens to the patient if all these causes act."""
    on = {key for key, _ in months}
    parts = parts_of(one_person(), months, days)[0]
    return [part.exposure for part in parts if part.needs <= on and not part.without & on]


def lasting_days(key: str) -> float:
    """Return how long a cause acts on the follicles or the hairs; to the end if it is endless.

    Examples
    --------
    >>> lasting_days("weight")
    90.0
    """
    rows = {
        "flare": "illness_release_days",
        "weight": "weight_loss_days",
        "stress": "stress_release_days",
    }
    if key == "steroid":
        return STEROID_DAYS + TAPER_DAYS
    return evidence().value(rows[key]) if key in rows else FOREVER


@lru_cache(maxsize=4096)
def _parts(
    values: tuple[float, ...], key: str, month: int, steroid: int | None, days: int
) -> tuple[Part, ...]:
    """Return the parts of one cause; a disease has one for each state of treatment."""
    value = dict(zip(EFFECTS, values, strict=True))
    exposure = exposure_of(key, day_of_month(month), value, days)
    needs = frozenset({key})
    if key not in ("flare", "scalp") or steroid is None:
        return (Part(exposure, needs),)
    calmed = clinical.treated(exposure, day_of_month(steroid), value["steroid_benefit"])
    drug = frozenset({"steroid"})
    return Part(exposure, needs, drug), Part(calmed, needs | drug)


def exposure_of(
    key: str, day: float, value: Mapping[str, float], days: int, until: float = FOREVER
) -> Exposure:
    """Return what a cause does from a day on, by the values of one person.

    Low stores, the drug and rough care end on day `until`; other causes end by themselves.
    """
    if key == "flare":
        return clinical.illness(day, value["illness_release"])
    if key == "steroid":
        direct = value["steroid_catagen_induction"]
        return clinical.steroid_course(day, STEROID_DAYS, TAPER_DAYS, catagen_induction=direct)
    if key == "scalp":
        activity = disease_activity(days, day)
        return scalp_disease(activity, value["disease_release"], value["disease_entry_block"])
    if key == "drug":
        taken = min(until, days) - day
        return drug_course("methotrexate", day, taken, share=value["mtx_release_one_person"])
    if key == "iron":
        low = (np.arange(days) >= day) & (np.arange(days) < until)
        stores = np.where(low, LOW_STORES, FULL_STORES)
        return low_iron(stores, value["iron_follicle_release"])
    if key == "weight":
        return clinical.weight_loss(day, value["weight_loss_release"])
    if key == "stress":
        return clinical.stress_event(day, value["stress_release"])
    if key == "zinc":
        return zinc_lack(day, value["zinc_lack_release"])
    return exposures.breakage(day, until, value["breakage_share_per_day"])
