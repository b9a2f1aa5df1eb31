"""Expected values of the cycle: a renewal equation, solved by FFT.

With tau the phase's own time and Lam the summed hazards of release and destruction,

    P(still in p on day n | entered on day s) = S_p(tau_n - tau_s) exp(-(Lam_n - Lam_s))

so the follicles in a phase are what is left of those present at the start plus one
convolution of the entries. The phases feed each other in a ring; a few sweeps around
it give the exact solution, because no follicle can pass a phase in less than a day.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft

from helpers.model.rates import Hold, Rates, summed
from helpers.model.scalp import PHASES, Array, Scalp, survival_table

_SPAN = 14.0  # exp(14) is as far as a scaled convolution keeps nine digits
_CLOSE = 1e-12  # change between two sweeps at which they have met, as a share of the follicles
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
    return rfft(kernel, size)


class _Phase:
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
        self.size = next_fast_len(2 * self.points, real=True)

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
            return irfft(rfft(entries, self.size) * spectrum, self.size)[: self.days + 1]
        late, early = entries * self.rest, entries * (1 - self.rest)
        deposit = np.bincount(self.place, early, self.points)
        deposit += np.bincount(self.place + 1, late, self.points)
        gone = irfft(rfft(deposit, self.size) * spectrum, self.size)
        return gone[self.place] * (1 - self.rest) + gone[self.place + 1] * self.rest

    def leaving(self, present: Array, entries: Array) -> Array:
        """Return what leaves on each day, alive."""
        return present[:-1] * np.exp(-self.destroyed) - (present[1:] - entries[1:])


def _through(entries: Array, hold: Hold, release: Array, destroyed: Array) -> tuple[Array, Array]:
    """Pass a flow through a waiting pool: (waiting at each day, leaving on each day)."""
    alive = np.exp(-destroyed)
    waiting = np.zeros(len(entries) + 1)
    now = 0.0
    stay = alive * np.exp(-release) * hold.stays
    # A plain loop, but only over the days on which somebody waits.
    used = slice(int(np.argmax(hold.share > 0)), hold.first + hold.window)
    pool = []
    for stays, enters in zip(stay[used].tolist(), entries[used].tolist(), strict=True):
        now = now * stays + enters
        pool.append(now)
    waiting[used.start + 1 : used.start + 1 + len(pool)] = pool
    return waiting, waiting[:-1] * (alive - stay)


def run_expected(scalp: Scalp, rates: Rates) -> dict[str, Array]:
    """Solve one run.

    Returns
    -------
    dict of str to ndarray
        A value a day for each column of `Course.table`.
    """
    days = rates.days
    shares = {"anagen": 1.0, "catagen": 1.0, "telogen": 1.0, "kenogen": scalp.kenogen_share}
    steady = scalp.shed_per_day
    phases = {p: _Phase(scalp, rates, p, steady * shares[p]) for p in PHASES}
    entry = np.full(days + 1, steady)
    leaving: dict[str, Array] = {}
    entries: dict[str, Array] = {}
    present: dict[str, Array] = {}
    waiting: dict[str, list[Array]] = {p: [] for p in PHASES}
    limit = _CLOSE * scalp.follicles

    for _ in range(days + 2):
        before = entry
        for name in PHASES:
            phase = phases[name]
            share = shares[name]
            entries[name] = entry * share
            present[name] = phase.initial + phase.carry(_after_start(entries[name]))
            flow = phase.leaving(present[name], entries[name])
            if name == "kenogen":  # the others start growing again at once
                flow = flow + (entry * (1 - share))[1:]
            waiting[name] = []
            if rates.holds[name]:
                flow = _held(flow, name, phase, rates, present, waiting)
            leaving[name] = flow
            entry = np.concatenate(([steady], flow))
        if np.abs(entry - before).max() <= limit:
            break

    counts = {name: present[name] + sum(waiting[name], np.zeros(days + 1)) for name in PHASES}
    lost = sum(counts.values(), np.zeros(days + 1))[:-1] * -np.expm1(-rates.destroyed)
    table = {name: counts[name][:-1] for name in PHASES}
    table["scarred"] = summed(lost)[:-1]
    table["shed"] = leaving["telogen"]
    shaft = _Shafts(scalp, rates, phases, present, entries, waiting)
    table |= shaft.columns(counts)
    return table


def _after_start(entries: Array) -> Array:
    """Entries from day 1 on; those of day 0 are part of the steady state."""
    later = entries.copy()
    later[0] = 0.0
    return later


def _held(
    flow: Array,
    name: str,
    phase: _Phase,
    rates: Rates,
    present: dict[str, Array],
    waiting: dict[str, list[Array]],
) -> Array:
    """Send the withheld share of the natural exits through the waiting pools."""
    early = present[name][:-1] * np.exp(-phase.destroyed) * -np.expm1(-phase.release)
    rest = flow - early
    out = early
    for hold in rates.holds[name]:
        pool, late = _through(rest * hold.share, hold, phase.release, phase.destroyed)
        waiting[name].append(pool)
        rest = rest * (1 - hold.share)
        out = out + late
    return out + rest


class _Shafts:
    """The shaft layer: lengths, fractures and breaks, for follicles that are already solved."""

    def __init__(
        self,
        scalp: Scalp,
        rates: Rates,
        phases: dict[str, _Phase],
        present: dict[str, Array],
        entries: dict[str, Array],
        waiting: dict[str, list[Array]],
    ) -> None:
        self.scalp, self.rates, self.phases = scalp, rates, phases
        self.present, self.entries, self.waiting = present, entries, waiting
        self.alive = np.exp(-rates.destroyed)

    def columns(self, counts: dict[str, Array]) -> dict[str, Array]:
        """Return broken, fractured, visible and mean length."""
        hairs = counts["anagen"] + counts["catagen"] + counts["telogen"]
        length, hidden = self._lengths(), self._hidden(counts["anagen"])
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(hairs > 1e-9, length / hairs, 0.0)
        return {
            "broken": hairs[:-1] * self.rates.broken,
            # A stub that has not grown out is no hair that could be lost again.
            "fractured": (counts["anagen"] - hidden)[:-1] * -np.expm1(-self.rates.fracture),
            "visible": (hairs - hidden)[:-1],
            "mean_length_mm": mean[:-1],
        }

    def _lengths(self) -> Array:
        """Return the summed length of all shafts in mm, on each day."""
        rates, scalp = self.rates, self.scalp
        fall = rates.shortened + rates.fracture
        keep = np.exp(-fall)
        grown = self._ideal(keep)
        # A hair that entered on day s is as long as one that always grew, less what that
        # one had on day s and would have left.
        anagen = self.phases["anagen"]
        extra = summed(fall)
        total = grown * self.present["anagen"]
        old = anagen.start * scalp.growth_mm_per_day * anagen.read(anagen.tail2)
        total += old * np.exp(-extra) * anagen.fading
        if grown.any():
            total -= anagen.carry(_after_start(self.entries["anagen"]) * grown, extra)
        after = self.alive * (total[:-1] * keep + rates.growth * self.present["anagen"][:-1])
        flow = after - total[1:]
        pools, flow = self._pooled("anagen", flow, after, keep, rates.growth)
        whole = total + pools

        keep, extra = np.exp(-rates.shortened), summed(rates.shortened)
        full = scalp.growth_mm_per_day * scalp.law("anagen").mean
        for name in ("catagen", "telogen"):
            phase = self.phases[name]
            entering = np.concatenate(([0.0], flow))
            total = phase.initial * full * np.exp(-extra) + phase.carry(entering, extra)
            after = self.alive * total[:-1] * keep
            flow = after - (total[1:] - entering[1:])
            pools, flow = self._pooled(name, flow, after, keep, np.zeros(rates.days))
            whole = whole + total + pools
        return whole

    def _ideal(self, keep: Array) -> Array:
        """Return the length of a hair that grows from day 0 on and never leaves anagen."""
        if not self.rates.fracture.any() and not self.rates.breakage.any():
            return self.rates.grown
        length, out = 0.0, [0.0]
        for kept, grows in zip(keep.tolist(), self.rates.growth.tolist(), strict=True):
            length = length * kept + grows
            out.append(length)
        return np.array(out)

    def _pooled(
        self, name: str, flow: Array, after: Array, keep: Array, growth: Array
    ) -> tuple[Array, Array]:
        """Lengths in the waiting pools, and the flow of length once they are passed."""
        inside = np.zeros(self.rates.days + 1)
        if not self.rates.holds[name]:
            return inside, flow
        phase = self.phases[name]
        early = after * -np.expm1(-phase.release)
        rest, out = flow - early, early
        for hold, waiting in zip(self.rates.holds[name], self.waiting[name], strict=True):
            stay = self.alive * np.exp(-phase.release) * hold.stays
            added = (rest * hold.share).tolist()
            grows = (growth * waiting[:-1]).tolist()
            now, pool, left = 0.0, [0.0], []
            for day, (kept, stays) in enumerate(zip(keep.tolist(), stay.tolist(), strict=True)):
                new = now * kept + grows[day]
                left.append(new * (self.alive[day] - stays))
                now = new * stays + added[day]
                pool.append(now)
            inside += np.array(pool)
            rest = rest * (1 - hold.share)
            out = out + np.array(left)
        return inside, out + rest

    def _hidden(self, anagen: Array) -> Array:
        """Return the anagen follicles whose hair fractured and has not grown out again.

        Follicles held at the end of anagen are taken to be older than any stub: that fails
        only where a hair stays hidden for about as long as anagen lasts.
        """
        hidden = np.zeros(len(anagen))
        if not self.rates.fracture.any():
            return hidden
        phase, entries = self.phases["anagen"], self.entries["anagen"]
        hazard = summed(self.rates.fracture)
        since = self.rates.hidden_since(self.scalp.regrowth_visible_mm)
        survival = survival_table(*phase.law)[0]
        tau = np.arange(len(anagen), dtype=float) if phase.tau is None else phase.tau
        ages = np.arange(len(survival))
        for day in np.flatnonzero(hazard > hazard[np.minimum(since, len(hazard) - 1)]):
            young = np.arange(max(since[day], 0) + 1, day + 1)
            left = np.interp(tau[day] - tau[young], ages, survival)
            number = entries[young] * left * np.exp(phase.hazard[young] - phase.hazard[day])
            old = anagen[day] - number.sum()
            hidden[day] = old * -np.expm1(hazard[since[day]] - hazard[day])
            hidden[day] -= number @ np.expm1(hazard[young] - hazard[day])
        return hidden
