"""Too little, enough, too much: what a supply of a nutrient does to hair.

Lack of zinc, ordinary supplements, and too much selenium or vitamin A. Where nobody has
measured an effect in people its default is zero, or its range reaches zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.evidence import evidence
from helpers.model.calendar import DAYS_A_WEEK
from helpers.model.checks import ModelInputError, within
from helpers.model.clinical import treated
from helpers.model.exposures import Exposure, anagen_release, shaft_fracture
from helpers.model.iron import MOST_RELEASE, iron_course, release_by_shortage
from helpers.model.zinc import repletion

Array = NDArray[np.float64]

_WEEKS_2 = 14.0
_LONGEST = 3650  # days
_LOW = -1.0  # tenfolds; the height of the left arm is given at a tenth of the supply


def share_losing_hair(supply: ArrayLike) -> NDArray[np.float64]:
    """Return which share of people loses hair at a supply of selenium, beyond the usual.

    **A teaching shape.** Only two points of it were published, both on the right: the lowest
    intake with reported hair loss, where the curve leaves zero, and an overdose, where 72
    percent lost hair. Between them it is a straight line in tenfolds. The left arm, too
    little, is assumed; in between more does nothing.

    Parameters
    ----------
    supply : array_like
        Multiples of the recommended amount, above 0.

    Examples
    --------
    >>> share_losing_hair([1, 3, 759]).round(2)
    array([0.  , 0.  , 0.72])
    """
    value = evidence().value
    lowest = 10**_LOW
    tenfolds = np.log10(np.maximum(np.asarray(supply, dtype=float), lowest))
    begins, ends = np.log10(value("selenium_first_harm")), np.log10(value("selenium_overdose"))
    much = value("selenium_lost_share") * (tenfolds - begins) / (ends - begins)
    lack = np.log10(value("lack_begins"))
    little = value("lack_lost_share") * (lack - tenfolds) / (lack - _LOW)
    return np.clip(np.maximum(much, little), 0, 1)


def _or_default(given: float | None, parameter: str) -> float:
    return within("Share", evidence().value(parameter) if given is None else given, 0, 1)


def zinc_lack(day: float, released: float | None = None) -> Exposure:
    """Lack of zinc: it releases growing follicles early, or, by default, none.

    Examples
    --------
    >>> zinc_lack(day=0).effects[0].amount
    0.0
    """
    share = _or_default(released, "zinc_lack_release")
    return replace(anagen_release(day, share), name="lack of zinc")


def selenium_excess(day: float, fractured: float | None = None) -> Exposure:
    """Overdose of selenium, in a person who loses hair by it: hairs break at the root.

    The loss came within about two weeks, before any resting phase could end.

    Examples
    --------
    >>> selenium_excess(day=0).effects[0].target
    'fracture'
    """
    share = _or_default(fractured, "selenium_fracture")
    return replace(shaft_fracture(day, share, _WEEKS_2), name="too much selenium")


def vitamin_a_excess(day: float, released: float | None = None) -> Exposure:
    """Too much vitamin A: growing follicles are released early.

    Examples
    --------
    >>> vitamin_a_excess(day=0).effects[0].target
    'anagen_release'
    """
    share = _or_default(released, "vitamin_a_release")
    return replace(anagen_release(day, share), name="too much vitamin A")


def supplemented(exposure: Exposure, from_day: float, benefit: float | None = None) -> Exposure:
    """Take an ordinary supplement, without a deficiency, from a day on.

    By default it prevents nothing: the exposure goes on as it would have.

    Examples
    --------
    >>> wave = vitamin_a_excess(day=0)
    >>> supplemented(wave, from_day=3).effects == wave.effects
    True
    """
    share = _or_default(benefit, "supplement_benefit")
    name = f"{exposure.name}, with a supplement"
    return replace(treated(exposure, from_day, share), name=name)


@dataclass(frozen=True)
class Marker:
    """What a blood value shows of one nutrient: three rows of the parameters, and its unit."""

    normal: str
    deepest: str
    noticed_below: str
    unit: str


MARKERS = {
    "zinc": Marker("zinc_healthy_mean", "zinc_deepest", "zinc_release_below", "µg/dL"),
    "iron": Marker("ferritin_normal", "ferritin_deepest", "iron_release_below", "µg/L"),
}
"""Zinc in the blood for zinc, ferritin for iron; both without inflammation."""


def _marker(nutrient: str) -> Marker:
    if nutrient not in MARKERS:
        raise ModelInputError(
            f"There is no model of a lack of {nutrient!r}. There are: {', '.join(MARKERS)}."
        )
    return MARKERS[nutrient]


def deficiency_course(
    nutrient: str,
    depth: float,
    days: int,
    begins: float = 0,
    replaced_from: float | None = None,
    iron_mg_per_day: float = 0,
) -> Array:
    """Follow the blood value of a person who begins to lack a nutrient, and refills it.

    It falls in a straight line, stays, and rises from the first dose on to where it began.
    Zinc rises as in the one series that we read, ferritin as on the tablets given.

    Parameters
    ----------
    nutrient : str
        "zinc" or "iron".
    depth : float
        How deep the lack gets: 0 none, 1 the deepest.
    days : int
    begins : float
        Day on which the value begins to fall.
    replaced_from : float, optional
        Day of the first dose; never by default.
    iron_mg_per_day : float
        Iron in the tablets, where iron is lacking.

    Returns
    -------
    ndarray
        Zinc in µg/dL or ferritin in µg/L, on each day.

    Examples
    --------
    >>> deficiency_course("zinc", depth=1, days=400)[[0, 45, 399]].round(1).tolist()
    [80.6, 55.3, 30.0]
    """
    marker, value = _marker(nutrient), evidence().value
    depth = within("Depth of the lack", depth, 0, 1)
    begins = within("Beginning of the lack", begins, 0, _LONGEST, "days")
    normal, deepest = value(marker.normal), value(marker.deepest)
    day = np.arange(days, dtype=float)
    fallen = np.clip((day - begins) / value("deficiency_develops_days"), 0, 1)
    level = normal - depth * (normal - deepest) * fallen
    if replaced_from is None or replaced_from >= days:
        return level
    first = round(within("First dose", replaced_from, 0, _LONGEST, "days"))
    start, later = float(level[first]), np.arange(days - first, dtype=float)
    if nutrient == "zinc":
        per_week = repletion(start, 1) - start
        level[first:] = np.minimum(start + later * per_week / DAYS_A_WEEK, normal)
    else:
        tablets = iron_course(start, len(later), iron_mg_per_day, loss_mg_per_day=0)
        level[first:] = np.minimum(tablets["stores"].to_numpy(), max(start, normal))
    return level


def deficiency(nutrient: str, level: Array, released: float | None = None) -> Exposure:
    """Let a true lack release growing follicles: an assumption, whose range begins at none.

    Parameters
    ----------
    nutrient : str
        "zinc" or "iron".
    level : ndarray
        The blood value on each day, without inflammation.
    released : float, optional
        Share of anagen follicles released by three months at the deepest lack, 0 to 1.

    Examples
    --------
    >>> deficiency("zinc", deficiency_course("zinc", depth=0, days=90)).effects
    ()
    >>> len(deficiency("zinc", deficiency_course("zinc", depth=1, days=90)).effects)
    3
    """
    marker, value = _marker(nutrient), evidence().value
    share = _or_default(released, "deficiency_release")
    below, deepest = value(marker.noticed_below), value(marker.deepest)
    shortage = np.clip((below - level) / (below - deepest), 0, 1)
    return release_by_shortage(f"lack of {nutrient}", shortage, min(share, MOST_RELEASE))
