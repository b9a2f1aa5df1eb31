"""What happened to a virtual patient, turned into exposures of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from helpers.evidence import Case, Event, evidence
from helpers.model import (
    Exposure,
    bulge_attack,
    clinical,
    disease_activity,
    exposures,
    scalp_disease,
)
from helpers.model.calendar import DAYS_A_MONTH
from helpers.model.checks import ModelInputError
from helpers.model.iron import low_iron
from helpers.model.nutrients import selenium_excess, vitamin_a_excess, zinc_lack
from helpers.model.scalp import Array

VISIT = 1460
"""Day of the visit: the run begins four years before it."""
MONTHS = 9
"""Months that the run goes on after the visit."""
AFTER = int(MONTHS * DAYS_A_MONTH)
"""The same in whole days."""
DAYS = VISIT + AFTER + 1


@dataclass(frozen=True)
class EventKind:
    """One kind of event: what it is called, and the row that limits its amount.

    `build` takes the event with its first and last day in the run; None changes no hair.
    """

    name: str
    parameter: str = ""
    build: Callable[[Event, Case, float, float], Exposure] | None = None


def day_of(case: Case, event: Event) -> float:
    """Return the day of the run on which an event began."""
    return float(VISIT + (event.day - case.visit).days)


def last_day(case: Case, event: Event) -> float:
    """Return the day of the run on which an event ended; the end of the run if it lasts."""
    return float(DAYS if event.until is None else VISIT + (event.until - case.visit).days)


def exposures_of(case: Case, where: str) -> list[Exposure]:
    """Return what happened to the whole scalp, or to its patches as well.

    Parameters
    ----------
    case : Case
    where : str
        "scalp" for what happens everywhere, "patches" for that and what happens in them.

    Raises
    ------
    ModelInputError
        If an event is unknown, or its size or date is outside what the model covers.
    """
    chosen = []
    for event in case.event:
        if where == "scalp" and event.where == "patches":
            continue
        kind = event_kind(event)
        if kind.build is None:
            continue
        start, end = day_of(case, event), last_day(case, event)
        if start < 0:
            raise ModelInputError(
                f"{event.name} began {VISIT - start:.0f} days before the visit; the run covers "
                f"{VISIT} days before it."
            )
        chosen.append(kind.build(event, case, start, end))
    return chosen


def event_kind(event: Event) -> EventKind:
    """Return the kind of an event, and refuse an amount outside its row's range.

    Raises
    ------
    ModelInputError
        If the kind is unknown, or the amount lies outside the range.
    """
    kinds = event_kinds()
    if event.what not in kinds:
        raise ModelInputError(
            f"{event.what!r} is not an event of the model; choose one of {', '.join(kinds)}."
        )
    kind = kinds[event.what]
    if event.amount is not None and not kind.parameter:
        raise ModelInputError(f"{event.name}: a {kind.name} has no amount; leave it out.")
    if event.amount is not None:
        row = evidence().parameters[kind.parameter]
        if not row.low <= event.amount <= row.high:
            raise ModelInputError(
                f"{event.name}: an amount of {event.amount:g} is outside the range of "
                f"{kind.parameter} ({row.low:g} to {row.high:g} {row.unit})."
            )
    return kind


@cache
def event_kinds() -> Mapping[str, EventKind]:
    """Return every kind of event that a case can name.

    Examples
    --------
    >>> event_kinds()["flare"].parameter
    'illness_release'
    """
    return MappingProxyType(
        {
            "note": EventKind("something that changes no hair"),
            "flare": EventKind("flare", "illness_release", _illness),
            "infection": EventKind("severe infection", "illness_release", _illness),
            "childbirth": EventKind("childbirth", "illness_release", _illness),
            "thyroid_lack": EventKind("underactive thyroid", "illness_release", _illness),
            "drug_release": EventKind("shedding by a medicine", "illness_release", _illness),
            "weight_loss": EventKind(
                "fast weight loss",
                "weight_loss_release",
                lambda event, _, start, __: clinical.weight_loss(start, event.amount),
            ),
            "stress": EventKind(
                "psychological stress",
                "stress_release",
                lambda event, _, start, __: clinical.stress_event(start, event.amount),
            ),
            "steroid": EventKind(
                "steroid course",
                "steroid_catagen_induction",
                lambda event, _, start, end: clinical.steroid_course(
                    start, end - start, catagen_induction=event.amount
                ),
            ),
            "scalp_disease": EventKind("scalp disease", "disease_peak", _scalp),
            "scarring_disease": EventKind("scarring scalp disease", "disease_peak", _scarring),
            "patchy_loss": EventKind("loss in patches", "case_patch_release", _areata),
            "shorter_growth": EventKind(
                "shorter growth",
                "case_shorter_growth",
                lambda event, _, start, __: exposures.short_anagen(
                    _amount(event, "case_shorter_growth"), start
                ),
            ),
            "root_fracture": EventKind(
                "hairs breaking at the root", "case_root_fracture", _fracture
            ),
            "breakage": EventKind(
                "breakage",
                "case_breakage",
                lambda event, _, start, end: exposures.breakage(
                    start, end, _amount(event, "case_breakage")
                ),
            ),
            "selenium": EventKind(
                "too much selenium",
                "selenium_fracture",
                lambda event, _, start, __: selenium_excess(start, event.amount),
            ),
            "vitamin_a": EventKind(
                "too much vitamin A",
                "vitamin_a_release",
                lambda event, _, start, __: vitamin_a_excess(start, event.amount),
            ),
            "iron_loss": EventKind(
                "iron loss",
                "iron_follicle_release",
                _iron,
            ),
            "zinc_lack": EventKind(
                "lack of zinc",
                "zinc_lack_release",
                lambda event, _, start, __: zinc_lack(start, event.amount),
            ),
        }
    )


def _amount(event: Event, parameter: str) -> float:
    return evidence().value(parameter) if event.amount is None else event.amount


def _treated(event: Event, case: Case) -> float | None:
    return None if event.treated is None else float(VISIT + (event.treated - case.visit).days)


def _illness(event: Event, case: Case, start: float, __: float) -> Exposure:
    """Release follicles as an illness does; of other triggers nobody has measured the shape."""
    illness, treated = clinical.illness(start, event.amount), _treated(event, case)
    return illness if treated is None else clinical.treated(illness, treated)


def _scalp(event: Event, case: Case, start: float, _: float) -> Exposure:
    return scalp_disease(_activity(event, case, start))


def _scarring(event: Event, case: Case, start: float, _: float) -> Exposure:
    return bulge_attack(_activity(event, case, start))


def _activity(event: Event, case: Case, start: float) -> Array:
    treated = _treated(event, case)
    return disease_activity(DAYS, start, event.amount, treated_from=treated)


def _iron(event: Event, case: Case, start: float, _: float) -> Exposure:
    """Let the stores be enough until the loss begins, and as the laboratory finds them after.

    Treated, they come back in a straight line over the time that a spell of low stores counts.
    """
    enough, low = evidence().value("iron_release_below"), case.lab.iron_stores
    day, enough = np.arange(DAYS), max(enough, low)
    stores = np.where(day < start, enough, low)
    treated = _treated(event, case)
    if treated is not None:
        back = np.interp(
            day, [treated, treated + evidence().value("case_refill_days")], [low, enough]
        )
        stores = np.where(day < treated, stores, back)
    return low_iron(stores, event.amount)


def _areata(event: Event, case: Case, start: float, end: float) -> Exposure:
    """Hairs of a patch leave within weeks, and their follicles wait: a teaching shape.

    Treated, the follicles begin to grow again one after the other, over months.
    """
    treated = _treated(event, case)
    full = end if treated is None else treated
    share, days = _amount(event, "case_patch_release"), evidence().value("case_patch_days")
    back = evidence().value("case_areata_back_days") if full < end else 14
    parts = (
        exposures.anagen_release(start, share, days),
        exposures.telogen_release(start, start + 2 * days, evidence().value("case_patch_speed")),
        exposures.blocked_anagen_entry(start, full, 1, back),
    )
    return Exposure("patch", tuple(effect for part in parts for effect in part.effects))


def _fracture(event: Event, _: Case, start: float, __: float) -> Exposure:
    return exposures.shaft_fracture(start, _amount(event, "case_root_fracture"))
