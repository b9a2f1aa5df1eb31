"""Exposures added up for many scalps at once: the rate of everything in every step."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from helpers.model.checks import ModelInputError
from helpers.model.exposures import Effect
from helpers.model.scalp import Array

Effects = dict[str, list[tuple[float, ...]]]  # target → (scalp, start, end, amount, over_days)


def add_effect(effects: Effects, scalp: int, effect: Effect) -> None:
    """Note an effect on the scalp in row `scalp`."""
    entry = (scalp, effect.start, effect.end, effect.amount, effect.over_days)
    effects.setdefault(effect.target, []).append(entry)


def summed_rows(rate: Array) -> Array:
    """Return the running sum along each row, with a leading zero."""
    total = np.zeros((rate.shape[0], rate.shape[1] + 1))
    np.cumsum(rate, axis=1, out=total[:, 1:])
    return total


@dataclass
class Grid:
    """The rates of every scalp (rows) in every step (columns).

    What no exposure touches is None or missing, so that the solution can take short cuts.
    """

    scalps: int
    steps: int
    step: int
    speed: dict[str, Array] = field(default_factory=dict)
    hazard: dict[str, Array] = field(default_factory=dict)
    holds: dict[str, list[tuple[Array, Array]]] = field(default_factory=dict)

    @classmethod
    def of(cls, effects: Effects, scalps: int, steps: int, step: int) -> Grid:
        """Add up the effects."""
        grid = cls(scalps, steps, step)
        for target, entries in effects.items():
            table = np.array(entries)
            # Turn by turn, so that no turn holds two effects on one scalp.
            who = table[:, 0].astype(np.int64)
            turn = np.zeros(len(who), dtype=np.int64)
            for place in range(1, len(who)):
                turn[place] = turn[place - 1] + 1 if who[place] == who[place - 1] else 0
            for number in range(int(turn.max()) + 1):
                chosen = turn == number
                grid._add(target, who[chosen], table[chosen, 1:].T[:, :, None])
        return grid

    @cached_property
    def day(self) -> Array:
        """First day of each step."""
        return np.arange(self.steps, dtype=np.float64) * self.step

    def _add(self, target: str, who: NDArray[np.int64], values: Array) -> None:
        if (values == values[:, :1]).all():
            values = values[:, :1]  # the same for all: reckoned once
        start, end, amount, over = values
        covered = np.minimum(self.day + self.step, end) - np.maximum(self.day, start)
        covered = np.clip(covered, 0.0, self.step)
        phase, _, what = target.rpartition("_")
        shape = (self.scalps, self.steps)
        if what in ("speed", "growth"):
            rate = self.speed.setdefault(phase or what, np.ones(shape))
            rate[who] *= 1 + (amount - 1) * covered / self.step
        elif what == "hold":
            # In the window after the hold the pool empties evenly, as in `rates.Hold`.
            window = np.maximum(1, np.round(over))
            edges = np.append(self.day, self.day[-1] + self.step)
            left = np.clip((np.ceil(end) + window - edges) / window, 0, 1)
            share, stays = np.zeros(shape), np.ones(shape)
            share[who] = amount * covered / self.step
            stays[who] = np.divide(
                left[:, 1:], left[:, :-1], out=np.zeros_like(covered), where=left[:, :-1] > 0
            )
            name = "kenogen" if phase == "entry" else phase
            self.holds.setdefault(name, []).append((share, stays))
        elif what in ("release", "destruction", "fracture", "breakage"):
            rate = self.hazard.setdefault(phase or what, np.zeros(shape))
            rate[who] += amount * covered
        else:
            raise ModelInputError(f"A cohort cannot run the effect {target!r}.")

    @cached_property
    def alive(self) -> Array | None:
        """Share of the follicles that outlive a step; None if nothing destroys any."""
        destroyed = self.hazard.get("destruction")
        return None if destroyed is None else np.exp(-destroyed)

    def leaves(self, phase: str) -> Array | None:
        """Return the summed hazard of leaving a phase early or being destroyed."""
        known = [self.hazard[name] for name in (phase, "destruction") if name in self.hazard]
        return summed_rows(sum(known[1:], known[0])) if known else None

    def touches(self, phase: str) -> bool:
        """Say whether anything changes how follicles pass the phase."""
        return phase in self.speed or phase in self.holds or self.leaves(phase) is not None
