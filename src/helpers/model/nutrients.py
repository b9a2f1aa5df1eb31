"""Too little, enough, too much: what a supply of a nutrient does to hair.

Lack of zinc, ordinary supplements, and too much selenium or vitamin A. Where nobody has
measured an effect in people its default is zero, or its range reaches zero.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.evidence import evidence
from helpers.model.checks import within
from helpers.model.clinical import treated
from helpers.model.exposures import Exposure, anagen_release, shaft_fracture

_WEEKS_2 = 14.0
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
