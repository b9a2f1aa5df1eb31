"""Expected lengths, fractures and breaks of the hair shafts."""

from __future__ import annotations

import numpy as np

from helpers.model.expected.phase import Phase, after_start
from helpers.model.rates import Rates, summed
from helpers.model.scalp import Array, Scalp, survival_table


class Shafts:
    """The shaft layer: lengths, fractures and breaks, for follicles that are already solved."""

    def __init__(
        self,
        scalp: Scalp,
        rates: Rates,
        phases: dict[str, Phase],
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
            total -= anagen.carry(after_start(self.entries["anagen"]) * grown, extra)
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
