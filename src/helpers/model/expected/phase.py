"""Expected values of one phase: a renewal equation, solved by FFT.

With tau the phase's own time and Lam the summed hazards of release and destruction,

    P(still in p on day n | entered on day s) = S_p(tau_n - tau_s) exp(-(Lam_n - Lam_s))

so the follicles in a phase are what is left of those present at the start plus one
convolution of the entries.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers.model.rates import Rates, summed
from helpers.model.scalp import Array, Scalp, survival_table

_SPAN = 14.0  # exp(14) is as far as a scaled convolution keeps nine digits
_NOBODY = 1e-20  # entries too few to follow, as a share of the busiest day's
_FINE = 20.0  # days of spread below which a clock needs a grid finer than a day


@lru_cache(maxsize=64)
def _spectrum(mean: float, sd: float, size: int, points: int, steps: int) -> NDArray[np.complex128]:
    """Transform of ``1 - survival``: with it a late entry cannot leak backwards in time."""
    survival = survival_table(mean, sd)[0]
    kernel = np.ones(points)
    if steps > 1:
        kernel -= np.interp(np.arange(points) / steps, np.arange(len(survival)), survival)
    else:
        count = min(points, len(survival))
        kernel[:count] -= survival[:count]
    return scipy.fft.rfft(kernel, size)


class Phase:
    """One phase: what becomes of those who were in it at the start, and of those who enter."""

    def __init__(self, scalp: Scalp, rates: Rates, name: str, start: float) -> None:
        days = rates.days
        self.law = (getattr(scalp, f"{name}_mean"), getattr(scalp, f"{name}_sd"))
        _, self.tail, self.tail2 = survival_table(*self.law)
        self.release, self.destroyed = rates.release[name], rates.destroyed
        self.hazard = summed(self.release + self.destroyed)
        self.tau = rates.clock(name)
        self.days = days
        # Follicles enter at `start` a day in the steady state, so this is who is here now.
        self.start = start
        self.fading = np.exp(-self.hazard)
        self.initial = start * self.read(self.tail) * self.fading
        self.points, self.steps = days + 1, 1
        if self.tau is not None:
            # Entries are laid on a grid of clock time by straight lines, and read off again:
            # a blur of one grid step, which must stay small against the spread of the law.
            self.steps = min(16, max(1, math.ceil(_FINE / self.law[1])))
            self.place = (self.tau * self.steps).astype(np.int64)
            self.rest = self.tau * self.steps - self.place
            self.points = int(self.place[-1]) + 3
        self.size = scipy.fft.next_fast_len(2 * self.points, real=True)

    def read(self, table: Array) -> Array:
        """Read a table of the law at the phase's own time."""
        if self.tau is None:
            out = np.zeros(self.days + 1)
            count = min(self.days + 1, len(table))
            out[:count] = table[:count]
            return out
        place = np.minimum(self.tau, len(table) - 1.001)
        whole = place.astype(np.int64)
        rest = place - whole
        return table[whole] * (1 - rest) + table[whole + 1] * rest

    def carry(self, entries: Array, extra: Array | None = None) -> Array:
        """Follow everything that entered; `extra` is one more summed hazard.

        Where the hazards add up to more than a scaled convolution can hold, the entries
        are taken in blocks, each scaled by its own start.
        """
        hazard = self.hazard if extra is None else self.hazard + extra
        total = np.zeros(self.days + 1)
        first, few = 0, _NOBODY * entries.max()
        while first <= self.days:
            last = int(np.searchsorted(hazard, hazard[first] + _SPAN, side="right"))
            if entries[first:last].max() > few:
                block, here = slice(first, last), slice(first, self.days + 1)
                scaled = np.zeros(self.days + 1)
                scaled[block] = entries[block] * np.exp(hazard[block] - hazard[first])
                left = np.cumsum(scaled)[here] - self._gone(scaled)[here]
                total[here] += left * np.exp(hazard[first] - hazard[here])
            first = last
        return total

    def _gone(self, entries: Array) -> Array:
        """Return how many of the (scaled) entries have reached the end of the phase."""
        spectrum = _spectrum(*self.law, self.size, self.points, self.steps)
        if self.tau is None:
            gone = scipy.fft.irfft(scipy.fft.rfft(entries, self.size) * spectrum, self.size)
            return gone[: self.days + 1]
        late, early = entries * self.rest, entries * (1 - self.rest)
        deposit = np.bincount(self.place, early, self.points)
        deposit += np.bincount(self.place + 1, late, self.points)
        gone = scipy.fft.irfft(scipy.fft.rfft(deposit, self.size) * spectrum, self.size)
        return gone[self.place] * (1 - self.rest) + gone[self.place + 1] * self.rest

    def leaving(self, present: Array, entries: Array) -> Array:
        """Return what leaves on each day, alive."""
        return present[:-1] * np.exp(-self.destroyed) - (present[1:] - entries[1:])


def after_start(entries: Array) -> Array:
    """Entries from day 1 on; those of day 0 are part of the steady state."""
    later = entries.copy()
    later[0] = 0.0
    return later
