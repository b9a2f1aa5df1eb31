"""Exposures added up: the rate of everything on every day."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from helpers.model.exposures import Effect, Exposure
from helpers.model.scalp import PHASES, Array, Scalp


def coverage(days: int, start: float, end: float) -> Array:
    """Return the part of each day 0, 1, ... that lies between `start` and `end`.

    Examples
    --------
    >>> coverage(4, 0.5, 2)
    array([0.5, 1. , 0. , 0. ])
    """
    day = np.arange(days)
    return np.clip(np.minimum(day + 1, end) - np.maximum(day, start), 0.0, 1.0)


def summed(rate: Array) -> Array:
    """Return the running sum at the start of each day; one element longer than `rate`."""
    total = np.zeros(len(rate) + 1)
    np.cumsum(rate, out=total[1:])
    return total


@dataclass(frozen=True)
class Hold:
    """A waiting pool: `share` of a normal exit a day waits and leaves evenly in a window."""

    share: Array
    first: int
    window: int

    @cached_property
    def stays(self) -> Array:
        """Share of the waiting follicles that still wait a day later."""
        stays = np.ones(len(self.share))
        ahead = np.arange(self.window, 0, -1)
        inside = slice(self.first, self.first + self.window)
        stays[inside] = ((ahead - 1) / ahead)[: max(0, len(stays) - self.first)]
        return stays


class Rates:
    """All rates of one run, a value a day.

    Attributes
    ----------
    speed : dict of str to ndarray or None
        Clock speed of each phase; None where it is 1 throughout.
    release : dict of str to ndarray
        Hazard per day of leaving a phase early.
    destroyed, fracture, breakage : ndarray
        Hazards per day.
    growth : ndarray
        Shaft growth in mm a day.
    holds : dict of str to list of Hold
        Waiting pools behind anagen and telogen, and before anagen (under "kenogen").
    """

    def __init__(self, scalp: Scalp, exposures: Iterable[Exposure], days: int) -> None:
        self.days = days
        self.speed: dict[str, Array | None] = dict.fromkeys(PHASES)
        self.release: dict[str, Array] = {phase: np.zeros(days) for phase in PHASES}
        self.destroyed, self.fracture, self.breakage = np.zeros((3, days))
        self.growth = np.full(days, scalp.growth_mm_per_day)
        self.holds: dict[str, list[Hold]] = {phase: [] for phase in PHASES}
        self.break_keeps = scalp.break_keeps
        for exposure in exposures:
            for effect in exposure.effects:
                self._add(effect)

    def _add(self, effect: Effect) -> None:
        part = coverage(self.days, effect.start, effect.end)
        phase, _, what = effect.target.rpartition("_")
        if what == "speed":
            before = self.speed[phase]
            factor = 1 + (effect.amount - 1) * part
            self.speed[phase] = factor if before is None else before * factor
        elif what == "release":
            self.release[phase] += effect.amount * part
        elif what == "hold":
            first = min(math.ceil(effect.end), self.days) if effect.end < math.inf else self.days
            hold = Hold(effect.amount * part, first, max(1, round(effect.over_days)))
            self.holds["kenogen" if phase == "entry" else phase].append(hold)
        elif what == "growth":
            self.growth *= 1 + (effect.amount - 1) * part
        elif what == "destruction":
            self.destroyed += effect.amount * part
        elif what == "fracture":
            self.fracture += effect.amount * part
        else:
            self.breakage += effect.amount * part

    def clock(self, phase: str) -> Array | None:
        """Return the phase's own time at the start of each day; None where it is the calendar."""
        speed = self.speed[phase]
        return None if speed is None else summed(speed)

    @cached_property
    def broken(self) -> Array:
        """Probability that a hair breaks along its shaft on each day."""
        return -np.expm1(-self.breakage)

    @cached_property
    def shortened(self) -> Array:
        """Hazard that shortens a hair like breakage does on average: length falls by exp(-it)."""
        return -np.log1p(-self.broken * (1 - self.break_keeps))

    @cached_property
    def grown(self) -> Array:
        """Length grown since day 0 in mm, at the start of each day."""
        return summed(self.growth)

    def hidden_since(self, visible_mm: float) -> NDArray[np.int64]:
        """Return for each day the first day on which a fracture still leaves no visible hair."""
        return np.searchsorted(self.grown, self.grown - visible_mm, side="right")
