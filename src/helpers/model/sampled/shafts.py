"""The shafts of sampled follicles: growth, breaks and fractures of single hairs.

Without events the summed length of all hairs needs no list of hairs: a hair that began
on day s is ``grown[n] - grown[s]`` long on day n. An event only changes that constant.
"""

from __future__ import annotations

import numpy as np

from helpers.model.rates import Rates, summed
from helpers.model.sampled.intervals import Events
from helpers.model.sampled.tally import Tally
from helpers.model.scalp import Array, Days, Scalp


class _Shafts:
    def __init__(self, scalp: Scalp, rates: Rates, rng: np.random.Generator) -> None:
        self.rates, self.rng, self.days = rates, rng, rates.days
        self.break_hazard = summed(rates.breakage)
        # A uniform number to this power has the wanted mean.
        self.power = 1 / scalp.break_keeps - 1
        self.lengths = Tally(rates.days)
        self.broken = np.zeros(rates.days)
        self.log: Events = []  # what happened to single hairs

    def strike(self, hazard: Array, start: Days, end: Days) -> tuple[Days, Days]:
        """Draw events of an age-free hazard during each stay: (which stay, on which day).

        They come in the order of the stays, and of the days in each stay.
        """
        first, last = np.maximum(start, 0), np.minimum(end, self.days)
        # Laid end to end, the stays are one long Poisson process.
        until = np.cumsum(hazard[last] - hazard[first])
        total = until[-1] if len(until) else 0.0
        place = total * np.sort(1 - self.rng.random(self.rng.poisson(total)))
        stay = np.searchsorted(until, place)
        day = np.searchsorted(hazard, hazard[last[stay]] - (until[stay] - place)) - 1
        day = np.clip(day, first[stay], last[stay] - 1)
        # Two events of one hair on one day are one event.
        once = np.diff(stay * self.days + day, prepend=-1) > 0
        return stay[once], day[once]

    def remaining(self, number: int) -> Array:
        """Draw the share of its length that each broken hair keeps."""
        return self.rng.random(number) ** self.power


class Anagen(_Shafts):
    """Hairs that grow."""

    def __init__(self, scalp: Scalp, rates: Rates, rng: np.random.Generator) -> None:
        super().__init__(scalp, rates, rng)
        self.grown, self.per_day = rates.grown, scalp.growth_mm_per_day
        self.fracture_hazard = summed(rates.fracture)
        self.since = rates.hidden_since(scalp.regrowth_visible_mm)
        self.fractured = np.zeros(rates.days)
        self.stubs = Tally(rates.days)

    def follow(self, follicle: Days, start: Days, end: Days) -> Array:
        """Follow each hair through anagen; return its length in mm at the end."""
        origin = np.where(start < 0, start * self.per_day, self.grown[np.maximum(start, 0)])
        offset = -origin
        self.lengths.add(start, end, offset)
        if self.break_hazard[-1] or self.fracture_hazard[-1]:
            offset = self._events(follicle, start, end, offset)
        return offset + self.grown[np.minimum(end, self.days)]

    def _events(self, follicle: Days, start: Days, end: Days, offset: Array) -> Array:
        stay, day = self.strike(self.break_hazard, start, end)
        root_stay, root_day = self.strike(self.fracture_hazard, start, end)
        self.broken += np.bincount(day, minlength=self.days)
        self._hide(root_stay, root_day, end)
        keep = np.concatenate((self.remaining(len(stay)), np.zeros(len(root_stay))))
        root = np.arange(len(keep)) >= len(stay)
        stay, day = np.concatenate((stay, root_stay)), np.concatenate((day, root_day))
        offset = offset.copy()
        for which in _in_turn(stay, day):
            who, when = stay[which], day[which]
            kept = keep[which] * (offset[who] + self.grown[when])
            self.log.append((follicle[who], when, kept, root[which]))
            new = kept - self.grown[when]
            self.lengths.add(when + 1, end[who], new - offset[who])
            offset[who] = new
        return offset

    def _hide(self, stay: Days, day: Days, end: Days) -> None:
        """Count fractured hairs as missing until they have grown out, or fracture again."""
        again = np.full(len(stay), self.days + 1)
        same = stay[1:] == stay[:-1]
        again[:-1][same] = day[1:][same] + 1
        # Day n still hides a fracture of day t while since[n] <= t.
        out = np.searchsorted(self.since, day, side="right")
        # A stub that has not grown out is no hair that could be lost again.
        stub = np.append(False, same & (out[:-1] > day[1:]))[: len(stay)]
        self.fractured += np.bincount(day[~stub], minlength=self.days)
        self.stubs.add(day + 1, np.maximum(np.minimum.reduce((out, end[stay], again)), day + 1))

    def total(self, hairs: Array) -> Array:
        """Return the summed length in mm, given how many hairs are in anagen on each day."""
        return self.lengths.total + hairs * self.grown[:-1]

    @property
    def hidden(self) -> Array:
        """Anagen follicles without a visible hair."""
        return self.stubs.total


class Resting(_Shafts):
    """Hairs that no longer grow: catagen and telogen."""

    def follow(self, follicle: Days, start: Days, end: Days, length: Array) -> Array:
        """Follow each hair through a phase; return its length in mm at the end."""
        self.lengths.add(start, end, length)
        if not self.break_hazard[-1]:
            return length
        stay, day = self.strike(self.break_hazard, start, end)
        self.broken += np.bincount(day, minlength=self.days)
        keep, length = self.remaining(len(stay)), length.copy()
        for which in _in_turn(stay, day):
            who, when = stay[which], day[which]
            lost = (keep[which] - 1) * length[who]
            self.lengths.add(when + 1, end[who], lost)
            length[who] += lost
            self.log.append((follicle[who], when, length[who], np.zeros(len(who), bool)))
        return length

    @property
    def total(self) -> Array:
        """Summed length in mm on each day."""
        return self.lengths.total


def _in_turn(stay: Days, day: Days) -> list[Days]:
    """Group events so that each group holds at most one of every stay, earliest first."""
    order = np.argsort(stay * (day.max(initial=0) + 1) + day, kind="stable")
    first = np.flatnonzero(np.r_[True, np.diff(stay[order]) != 0]) if len(order) else order
    run = np.diff(np.append(first, len(order)))
    rank = np.arange(len(order)) - np.repeat(first, run)
    return [order[rank == turn] for turn in range(int(rank.max(initial=-1)) + 1)]
