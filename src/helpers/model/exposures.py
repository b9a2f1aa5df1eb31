"""What can happen to a scalp: the generic exposures, one for each fault of the cycle.

Days count from the start of the run. An exposure is a tuple of effects; the clinical
exposures of `helpers.model.clinical` are built from the same effects.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from helpers.model.checks import ModelInputError, within

__all__ = [
    "Effect",
    "Exposure",
    "anagen_release",
    "blocked_anagen_entry",
    "breakage",
    "delayed_anagen_release",
    "delayed_telogen_release",
    "destruction",
    "shaft_fracture",
    "short_anagen",
    "slowed_growth",
    "telogen_release",
]


def __dir__() -> list[str]:
    return list(__all__)


Target = Literal[
    "anagen_speed",
    "telogen_speed",
    "kenogen_speed",
    "anagen_release",
    "telogen_release",
    "anagen_hold",
    "telogen_hold",
    "entry_hold",
    "destruction",
    "fracture",
    "breakage",
    "growth",
]
FOREVER = math.inf
_LONGEST = 36_500  # days; a century is further than any lesson looks
_ALL = 1 - 1e-13  # the largest share that a finite hazard can release


@dataclass(frozen=True)
class Effect:
    """One rate of the model, changed from day `start` to day `end`.

    `amount` is a factor for speeds and growth, a hazard per day for release,
    destruction, fracture and breakage, and a share (0 to 1) for holds; what a hold
    kept back leaves evenly over the `over_days` after `end`.
    """

    target: Target
    start: float
    end: float
    amount: float
    over_days: float = 0.0


@dataclass(frozen=True)
class Exposure:
    """A named set of effects.

    Examples
    --------
    >>> short_anagen(0.5).effects[0].target
    'anagen_speed'
    """

    name: str
    effects: tuple[Effect, ...]


def _period(start: float, end: float) -> tuple[float, float]:
    start = within("Start", start, 0, _LONGEST, "days")
    end = within("End", end, 0, FOREVER, "days")
    if not end > start:
        raise ModelInputError(f"The end (day {end:g}) must come after the start (day {start:g}).")
    return start, end


def _pulse(target: Target, day: float, fraction: float, over_days: float) -> Effect:
    day = within("Day", day, 0, _LONGEST, "days")
    fraction = within("Fraction", fraction, 0, 1)
    over_days = within("Over", over_days, 1, 3650, "days")
    hazard = -math.log1p(-min(fraction, _ALL)) / over_days
    return Effect(target, day, day + over_days, hazard)


def _hold(target: Target, start: float, end: float, share: float, over_days: float) -> Effect:
    start, end = _period(start, end)
    return Effect(target, start, end, share, within("Over", over_days, 1, 3650, "days"))


def anagen_release(day: float, fraction: float, over_days: float = 14) -> Exposure:
    """Immediate anagen release: `fraction` of the growing follicles leaves within `over_days`.

    Parameters
    ----------
    day : float
        First day of the trigger.
    fraction : float
        Share of anagen follicles that enter catagen early, 0 to 1.
    over_days : float
        How long the release takes.

    Examples
    --------
    >>> anagen_release(day=30, fraction=0.2).name
    'immediate anagen release'
    """
    effect = _pulse("anagen_release", day, fraction, over_days)
    return Exposure("immediate anagen release", (effect,))


def delayed_anagen_release(start: float, end: float, hold: float, over_days: float) -> Exposure:
    """Delayed anagen release: follicles are held in anagen, then let go together.

    Parameters
    ----------
    start, end : float
        First and last day of the hold.
    hold : float
        Share of the normal anagen exits that is withheld, 0 to 1.
    over_days : float
        The held follicles leave evenly over this time after `end`.
    """
    effect = _hold("anagen_hold", start, end, within("Hold", hold, 0, 1), over_days)
    return Exposure("delayed anagen release", (effect,))


def short_anagen(scale: float, start: float = 0) -> Exposure:
    """Short anagen: from `start` on, anagen lasts `scale` times its normal length.

    Examples
    --------
    >>> short_anagen(0.5).effects[0].amount
    2.0
    """
    start, scale = within("Start", start, 0, _LONGEST, "days"), within("Scale", scale, 0.02, 10)
    return Exposure("short anagen", (Effect("anagen_speed", start, FOREVER, 1 / scale),))


def telogen_release(start: float, end: float, speed: float) -> Exposure:
    """Immediate telogen release: the telogen clock runs `speed` times as fast."""
    start, end = _period(start, end)
    effect = Effect("telogen_speed", start, end, within("Speed", speed, 0, 100))
    return Exposure("immediate telogen release", (effect,))


def delayed_telogen_release(start: float, end: float, hold: float, over_days: float) -> Exposure:
    """Delayed telogen release: club hairs are held, then shed over `over_days` after `end`."""
    effect = _hold("telogen_hold", start, end, within("Hold", hold, 0, 1), over_days)
    return Exposure("delayed telogen release", (effect,))


def blocked_anagen_entry(start: float, end: float, block: float, over_days: float = 14) -> Exposure:
    """Blocked anagen entry: shed follicles wait, empty, and start growing after `end`.

    Parameters
    ----------
    start, end : float
        First and last day of the block.
    block : float
        Share of the anagen starts that is withheld, 0 to 1.
    over_days : float, optional
        The waiting follicles start growing evenly over this time.
    """
    effect = _hold("entry_hold", start, end, within("Block", block, 0, 1), over_days)
    return Exposure("blocked anagen entry", (effect,))


def destruction(start: float, end: float, per_day: float) -> Exposure:
    """Destruction: follicles of any phase are lost for good at the hazard `per_day`."""
    start, end = _period(start, end)
    effect = Effect("destruction", start, end, within("Destruction", per_day, 0, 10, "per day"))
    return Exposure("destruction", (effect,))


def shaft_fracture(day: float, fraction: float, over_days: float = 14) -> Exposure:
    """Shaft fracture at the root (anagen effluvium): `fraction` of the anagen hairs is lost.

    The follicles stay in anagen and their hairs grow back from nothing.
    """
    return Exposure("shaft fracture", (_pulse("fracture", day, fraction, over_days),))


def breakage(start: float, end: float, per_day: float) -> Exposure:
    """Breakage along the shaft, at the hazard `per_day` for every hair."""
    start, end = _period(start, end)
    effect = Effect("breakage", start, end, within("Breakage", per_day, 0, 10, "per day"))
    return Exposure("breakage", (effect,))


def slowed_growth(start: float, end: float, factor: float) -> Exposure:
    """Slowed growth: shafts grow `factor` times as fast as normal."""
    start, end = _period(start, end)
    effect = Effect("growth", start, end, within("Growth factor", factor, 0, 5))
    return Exposure("slowed growth", (effect,))
