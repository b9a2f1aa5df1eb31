"""How many scalps at once pass a phase: its durations, alone or with what happens to it.

Rows are scalps, columns are steps; `batch` goes around the cycle with these.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import scipy

from helpers.model.checks import ModelInputError
from helpers.model.cohort.grid import Grid, summed_rows
from helpers.model.scalp import Array

_SPAN = 14.0  # exp(14) is as far as a scaled convolution keeps nine digits
_NOBODY = 1e-20  # entries too few to follow, as a share of the busiest step's
_NARROW = 0.4  # least spread of a duration, in steps
_COARSE = 0.03  # most that rounding to steps may change the mean duration of a phase


class Law:
    """The duration of one phase in whole steps, for every scalp."""

    def __init__(self, name: str, mean: Array, sd: Array, grid: Grid) -> None:
        speed = grid.speed.get(name)
        self.tau = None if speed is None else summed_rows(speed)
        points = grid.steps + 1 if self.tau is None else int(self.tau.max()) + 3
        self.size = scipy.fft.next_fast_len(2 * points - 1, real=True)
        # Rounding keeps the mean only of a law that is not much narrower than a step.
        log_variance = np.log1p((np.maximum(sd, _NARROW * grid.step) / mean) ** 2)
        centre = (np.log(mean / grid.step) - log_variance / 2)[:, None]
        spread = np.sqrt(log_variance)[:, None]
        survival = scipy.special.ndtr((centre - np.log(np.arange(points) + 0.5)) / spread)
        survival[:, 0] = 1.0
        self.survival = survival
        # Beyond the table the sum of the survival is close to its integral, the partial
        # expectation, which has a closed form; the density is what the sum falls short.
        high = (centre - np.log(points)) / spread
        within, without = scipy.special.ndtr(high + spread), scipy.special.ndtr(high)
        beyond = (mean / grid.step)[:, None] * within - points * without
        beyond -= np.exp(-(high**2) / 2) / (24 * np.sqrt(2 * np.pi) * points * spread)
        self.tail = np.concatenate((survival, beyond), axis=1)
        self.tail = np.cumsum(self.tail[:, ::-1], axis=1)[:, ::-1]
        self.mean = self.tail[:, 0]
        off = np.abs(self.mean * grid.step / mean - 1)
        if off.max() > _COARSE:
            raise ModelInputError(
                f"A step of {grid.step:g} days is too coarse for a mean {name} duration of "
                f"{mean[off.argmax()]:.4g} days. Use a smaller step."
            )

        for table in (self.survival, self.tail):
            table.flags.writeable = False  # `law_of` hands them out again


def law_of(name: str, mean: Array, sd: Array, grid: Grid) -> Law:
    """Return the law of a phase for every scalp; the same scalps are not worked out twice.

    A slider runs the same people again and again, and their laws are a third of the work.
    """
    if name in grid.speed:
        return Law(name, mean, sd, grid)
    return _known_law(name, mean.tobytes(), sd.tobytes(), grid.steps, grid.step)


@lru_cache(maxsize=64)  # a thousand people are ten batches of four laws
def _known_law(name: str, mean: bytes, sd: bytes, steps: int, step: int) -> Law:
    means = np.frombuffer(mean)
    return Law(name, means, np.frombuffer(sd), Grid(len(means), steps, step))


class Plain:
    """A phase that nothing touches: each entry leaves after its duration, and no more."""

    def __init__(self, law: Law, start: Array, steps: int, share: Array | None = None) -> None:
        self.law, self.start = law, start[:, None]
        leaving = np.zeros((len(start), steps + 1))
        leaving[:, 1:] = law.survival[:, :steps] - law.survival[:, 1 : steps + 1]
        self.base = np.zeros_like(leaving)
        self.base[:, 1:] = self.start * law.survival[:, :steps]
        if share is not None:  # the others pass at once
            leaving *= share[:, None]
            leaving[:, 0] = 1 - share
        self.size, self.points = law.size, steps + 1
        self.spectrum = scipy.fft.rfft(leaving, self.size)

    def passed(self, entries: Array) -> Array:
        """Return what leaves, given what enters; the first column is the steady state."""
        moved = entries.copy()
        moved[:, 0] = 0.0
        left = scipy.fft.rfft(moved, self.size) * self.spectrum
        moved = scipy.fft.irfft(left, self.size)[:, : self.points]
        moved += self.base
        moved[:, 0] = entries[:, 0]
        return moved

    def present(self, entries: Array, leaving: Array) -> Array:
        """Return who is in the phase at the start of each step."""
        change = entries - leaving
        change[:, 0] = self.start[:, 0] * self.law.mean
        return np.cumsum(change, axis=1)


def plain_of(law: Law, start: Array, steps: int, share: Array | None = None) -> Plain:
    """Return an untouched phase of every scalp; like a law, it is not worked out twice."""
    return _known_plain(law, start.tobytes(), steps, None if share is None else share.tobytes())


@lru_cache(maxsize=32)
def _known_plain(law: Law, start: bytes, steps: int, share: bytes | None) -> Plain:
    return Plain(law, np.frombuffer(start), steps, None if share is None else np.frombuffer(share))


@lru_cache(maxsize=16)
def merged(first: Plain, later: Plain) -> Plain:
    """Return two untouched phases, one after the other, as one delay."""
    both = object.__new__(Plain)
    both.size, both.points = first.size, first.points
    both.base = later.passed(first.base)
    kernel = scipy.fft.irfft(first.spectrum * later.spectrum, first.size)[:, : first.points]
    both.spectrum = scipy.fft.rfft(kernel, first.size)
    return both


class Touched:
    """A phase with a changed clock, early exits, destruction or holds."""

    def __init__(
        self, law: Law, start: Array, grid: Grid, name: str, share: Array | None = None
    ) -> None:
        self.law, self.steps = law, grid.steps
        self.share = None if share is None else share[:, None]
        self.hazard = grid.leaves(name)
        self.alive = grid.alive
        release = grid.hazard.get(name)
        self.stays = None if release is None else np.exp(-release)
        self.holds = grid.holds.get(name, [])
        self.waiting: list[Array] = []
        self.tau = law.tau
        if self.tau is not None:
            self.place = self.tau.astype(np.int64)
            self.rest = self.tau - self.place
            # The table takes a follicle to enter in the middle of a step of normal speed;
            # a clock that runs otherwise has gone on by more or less since.
            entered = self.tau.copy()
            entered[:, 1:] -= (grid.speed[name] - 1) * (1 - 1 / grid.step) / 2
            place = entered.astype(np.int64)
            self.late = entered - place
            self.rows = np.arange(len(start))[:, None]
            flat = (place + self.rows * law.survival.shape[1]).ravel()
            self.flat = np.concatenate((flat, flat + 1))
        self.initial = start[:, None] * self._read(law.tail)
        self.fading: Array | None = None
        if self.hazard is not None:
            fading = np.exp(-self.hazard)
            self.initial *= fading
            self.fading = fading if self.hazard.max() <= _SPAN else None
        # With 1 - survival a late entry cannot leak backwards in time.
        self.spectrum = scipy.fft.rfft(1 - law.survival, law.size)

    def _read(self, table: Array) -> Array:
        """Read a table at the phase's own time."""
        if self.tau is None:
            return table[:, : self.steps + 1]
        at = self.place + self.rows * table.shape[1]
        low = np.take(table, at)
        at += 1
        return low + (np.take(table, at) - low) * self.rest

    def _gone(self, entries: Array) -> Array:
        """Return how many of the (scaled) entries have reached the end of the phase."""
        if self.tau is not None:
            shape = self.law.survival.shape
            late = entries * self.late
            both = np.concatenate(((entries - late).ravel(), late.ravel()))
            entries = np.bincount(self.flat, both, shape[0] * shape[1]).reshape(shape)
        stays = scipy.fft.rfft(entries, self.law.size) * self.spectrum
        return self._read(scipy.fft.irfft(stays, self.law.size))

    def _left(self, entries: Array) -> Array:
        """Return how many of the entries are still here at the start of each step."""
        hazard = self.hazard
        if hazard is None:
            return np.cumsum(entries, axis=1) - self._gone(entries)
        if self.fading is not None:
            scaled = entries / self.fading
            return (np.cumsum(scaled, axis=1) - self._gone(scaled)) * self.fading
        total = np.zeros_like(entries)
        first = np.zeros((len(entries), 1), dtype=np.int64)
        someone = (entries > _NOBODY * entries.max()).any(axis=0)
        end = int(np.flatnonzero(someone).max(initial=-1))
        while (first <= end).any():
            # In blocks, each scaled by its own start: exp(14) is all a sum can carry.
            begin = np.take_along_axis(hazard, np.minimum(first, self.steps), axis=1)
            here = np.arange(self.steps + 1) >= first
            block = here & (hazard <= begin + _SPAN)
            since = np.where(here, hazard - begin, 0.0)
            scaled = np.where(block, entries * np.exp(np.minimum(since, _SPAN)), 0.0)
            left = np.cumsum(scaled, axis=1) - self._gone(scaled)
            total += np.where(here, left * np.exp(-since), 0.0)
            first = first + block.sum(axis=1, keepdims=True)
        return total

    def passed(self, entries: Array) -> Array:
        """Return what leaves, given what enters; the first column is the steady state."""
        ours = entries if self.share is None else entries * self.share
        later = ours.copy()
        later[:, 0] = 0.0
        self.here = self.initial + self._left(later)
        staying = self.here[:, :-1] if self.alive is None else self.here[:, :-1] * self.alive
        flow = staying - self.here[:, 1:] + ours[:, 1:]
        if self.share is not None:  # the others pass at once
            flow += entries[:, 1:] - ours[:, 1:]
        if self.holds:
            flow = self._held(flow, staying)
        self.leaving = np.concatenate((entries[:, :1], flow), axis=1)
        return self.leaving

    def _held(self, flow: Array, staying: Array) -> Array:
        """Send the withheld share of the natural exits through the waiting pools."""
        early = np.zeros_like(flow) if self.stays is None else staying * (1 - self.stays)
        rest, out, self.waiting = flow - early, early, []
        alive = np.ones_like(flow) if self.alive is None else self.alive
        for share, leaves in self.holds:
            stays = alive * leaves if self.stays is None else alive * leaves * self.stays
            pool = np.zeros((self.steps + 1, len(flow)))
            enter, keep = (rest * share).T.copy(), stays.T.copy()
            used = np.flatnonzero(share.any(axis=0))
            for step in range(used[0] if len(used) else self.steps, self.steps):
                np.multiply(pool[step], keep[step], out=pool[step + 1])
                pool[step + 1] += enter[step]
                if step > used[-1] and not pool[step + 1].any():
                    break
            self.waiting.append(pool.T)
            out = out + pool.T[:, :-1] * (alive - stays)
            rest = rest * (1 - share)
        return out + rest

    def present(self, entries: Array, leaving: Array) -> Array:
        """Return who is in the phase, or waits to leave it, at the start of each step."""
        return sum(self.waiting, self.here)
