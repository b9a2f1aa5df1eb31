"""Two slow ways to the same answer, which share nothing with the engine but its laws.

`dense` keeps every cohort of every phase and computes the chance that it is still there
directly, pair of days by pair of days. `by_age` steps a plain table of ages from day to
day; it knows no clocks. Both read the effects of an exposure themselves.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from helpers.model import PHASES, Exposure, Scalp

HAIRY = PHASES[:3]


@dataclass
class Pool:
    """A hold as a reader would tell it."""

    share: list[float]
    first: int
    window: int

    def leaves(self, day: int) -> float:
        """Share of those who wait that leaves on a day: the rest goes on an even schedule."""
        gone = day - self.first
        return 1 / (self.window - gone) if 0 <= gone < self.window else 0.0


class Plan:
    """The effects of all exposures, spelled out day by day."""

    def __init__(self, scalp: Scalp, exposures: Iterable[Exposure], days: int) -> None:
        self.days = days
        self.speed = {phase: [1.0] * days for phase in PHASES}
        self.early = {phase: [0.0] * days for phase in PHASES}
        self.destroyed, self.fracture, self.breakage = [0.0] * days, [0.0] * days, [0.0] * days
        self.growth = [scalp.growth_mm_per_day] * days
        self.pools: dict[str, list[Pool]] = {phase: [] for phase in PHASES}
        for exposure in exposures:
            for effect in exposure.effects:
                self.spell_out(effect)

    def spell_out(self, effect) -> None:
        share = [
            max(0.0, min(day + 1, effect.end) - max(day, effect.start)) for day in range(self.days)
        ]
        subject, _, verb = effect.target.rpartition("_")
        if verb == "hold":
            phase = "kenogen" if subject == "entry" else subject
            kept = [effect.amount * part for part in share]
            first = math.ceil(effect.end) if effect.end < 1e6 else 10**6
            self.pools[phase].append(Pool(kept, first, max(1, round(effect.over_days))))
            return
        for day, part in enumerate(share):
            if verb == "speed":
                self.speed[subject][day] *= (1 - part) + part * effect.amount
            elif verb == "release":
                self.early[subject][day] += part * effect.amount
            elif verb == "growth":
                self.growth[day] *= (1 - part) + part * effect.amount
            else:
                name = {"destruction": "destroyed"}.get(verb, verb)
                getattr(self, name)[day] += part * effect.amount


class Cohorts:
    """Everyone who is or was in one phase, by the day of entry; 0 stands for 'long ago'."""

    def __init__(self, scalp: Scalp, plan: Plan, name: str) -> None:
        self.survival = scalp.law(name).survival
        share = scalp.kenogen_share if name == "kenogen" else 1.0
        self.past = len(self.survival)  # cohorts that entered before day 1
        days = plan.days
        self.tau = np.concatenate(([0.0], np.cumsum(plan.speed[name])))
        hazard = np.array(plan.early[name]) + np.array(plan.destroyed)
        self.hazard = np.concatenate(([0.0], np.cumsum(hazard)))
        # Cohort k < past entered k days before the run.
        self.entered = np.zeros(self.past + days)
        self.entered[: self.past] = share * scalp.follicles / scalp.cycle_days
        self.length = np.zeros(self.past + days)  # mm for each hair
        self.waiting = [np.zeros(self.past + days) for _ in plan.pools[name]]

    def proper(self, day: int) -> np.ndarray:
        """Return the cohorts' members in the phase itself, not waiting behind it."""
        ages = np.arange(len(self.survival))
        before = np.arange(self.past) + self.tau[day]
        since = self.tau[day] - self.tau[1 : day + 1]
        left = np.interp(np.concatenate((before, since)), ages, self.survival)
        fade = self.hazard[day] - np.concatenate((np.zeros(self.past), self.hazard[1 : day + 1]))
        out = np.zeros(len(self.entered))
        here = self.past + day
        out[:here] = self.entered[:here] * left * np.exp(-fade)
        return out


def dense(scalp: Scalp, exposures: Iterable[Exposure], days: int) -> dict[str, np.ndarray]:
    """Solve a run cohort by cohort; returns the columns of the course table."""
    plan = Plan(scalp, exposures, days)
    cohorts = {name: Cohorts(scalp, plan, name) for name in PHASES}
    growing = cohorts["anagen"]
    growing.length[: growing.past] = np.arange(growing.past) * scalp.growth_mm_per_day
    for name in ("catagen", "telogen"):
        old = cohorts[name]
        old.length[: old.past] = scalp.growth_mm_per_day * growing.survival.sum()
    names = (*PHASES, "scarred", "shed", "broken", "fractured", "visible", "mean_length_mm")
    out = {name: np.zeros(days) for name in names}
    scarred = 0.0
    here = {name: cohorts[name].proper(0) for name in PHASES}
    for day in range(days):
        count = {n: here[n].sum() + sum(p.sum() for p in cohorts[n].waiting) for n in PHASES}
        for name in PHASES:
            out[name][day] = count[name]
        out["scarred"][day] = scarred
        note_shafts(scalp, plan, cohorts, here, out, day)
        alive = math.exp(-plan.destroyed[day])
        scarred += sum(count.values()) * (1 - alive)
        broken = 1 - math.exp(-plan.breakage[day])
        keep = 1 - broken * (1 - scalp.break_keeps)
        for name in HAIRY:
            cohorts[name].length *= keep
        growing.length[: growing.past + day] *= math.exp(-plan.fracture[day])
        growing.length[: growing.past + day] += plan.growth[day]

        number, length = 0.0, 0.0
        for name in PHASES:
            now = cohorts[name]
            after = now.proper(day + 1) if day + 1 <= days else now
            gone, gone_length = leave(now, plan, name, here[name], after, day, alive)
            here[name] = after
            skip = 0.0
            if name == "anagen":
                first, first_length = gone, gone_length
            else:
                share = scalp.kenogen_share if name == "kenogen" else 1.0
                enter(now, here[name], day + 1, number * share, length * share)
                skip = number * (1 - share)
            if name == "telogen":
                out["shed"][day] = gone
            if name == "kenogen":
                gone = to_anagen(now, plan, gone, skip, day)
            # What left this phase enters the next on the same day.
            number, length = gone, gone_length
            if name == "anagen":
                number, length = first, first_length
        enter(growing, here["anagen"], day + 1, number, 0.0)
    return out


def enter(cohorts: Cohorts, here: np.ndarray, day: int, number: float, length: float) -> None:
    """Start the cohort of a day."""
    place = cohorts.past + day - 1
    if place < len(cohorts.entered):
        cohorts.entered[place] = here[place] = number
        cohorts.length[place] = length / number if number > 0 else 0.0


def leave(cohorts, plan, name, before, after, day, alive) -> tuple[float, float]:
    """Return (follicles, mm of hair) that leave alive on a day, after any waiting."""
    flow = before * alive - after
    if name == "kenogen":  # pools before anagen also hold those who skip kenogen
        return float(flow.sum()), 0.0
    early = before * alive * (1 - math.exp(-plan.early[name][day]))
    rest, out = flow - early, early
    for pool, waiting in zip(plan.pools[name], cohorts.waiting, strict=True):
        stay = alive * math.exp(-plan.early[name][day]) * (1 - pool.leaves(day))
        out = out + waiting * (alive - stay)
        waiting *= stay
        waiting += rest * pool.share[day]
        rest = rest * (1 - pool.share[day])
    out = out + rest
    return float(out.sum()), float(out @ cohorts.length)


def to_anagen(cohorts: Cohorts, plan: Plan, gone: float, skip: float, day: int) -> float:
    """Return how many start to grow, after any block."""
    alive = math.exp(-plan.destroyed[day])
    rest, out = gone + skip, 0.0
    for pool, waiting in zip(plan.pools["kenogen"], cohorts.waiting, strict=True):
        leaving = waiting[0] * alive * pool.leaves(day)
        waiting[0] = waiting[0] * alive - leaving + rest * pool.share[day]
        rest *= 1 - pool.share[day]
        out += leaving
    return out + rest


def note_shafts(scalp, plan, cohorts, here, out, day) -> None:
    """Fill in the columns of the shaft layer for one day."""
    hairs = {n: here[n] + sum(cohorts[n].waiting) for n in HAIRY}
    total = sum(h.sum() for h in hairs.values())
    length = sum(float(hairs[n] @ cohorts[n].length) for n in HAIRY)
    out["mean_length_mm"][day] = length / total if total else 0.0
    out["broken"][day] = total * (1 - math.exp(-plan.breakage[day]))
    # Look back day by day: a fracture hides its hair until enough has grown since.
    growing = cohorts["anagen"]
    spared = np.ones(len(growing.entered))
    grown = 0.0
    for when in range(day - 1, -1, -1):
        grown += plan.growth[when]
        if grown >= scalp.regrowth_visible_mm:
            break
        spared[: growing.past + when] *= math.exp(-plan.fracture[when])
    hidden = float(hairs["anagen"] @ (1 - spared))
    out["visible"][day] = total - hidden
    standing = hairs["anagen"].sum() - hidden
    out["fractured"][day] = standing * (1 - math.exp(-plan.fracture[day]))


def by_age(scalp: Scalp, exposures: Iterable[Exposure], days: int) -> dict[str, np.ndarray]:
    """Step ages from day to day. Only for exposures that leave all clocks at speed 1."""
    plan = Plan(scalp, exposures, days)
    assert all(set(plan.speed[name]) == {1.0} for name in PHASES)
    entry = scalp.follicles / scalp.cycle_days
    shares = dict.fromkeys(PHASES, 1.0) | {"kenogen": scalp.kenogen_share}
    ages = {name: entry * shares[name] * scalp.law(name).survival for name in PHASES}
    pools = {name: [0.0] * len(plan.pools[name]) for name in PHASES}
    ends = {}
    for name in PHASES:
        survival = scalp.law(name).survival
        ends[name] = 1 - np.append(survival[1:], 0) / np.where(survival > 0, survival, 1)
    scarred = 0.0
    out = {name: np.zeros(days) for name in (*PHASES, "scarred", "shed")}
    for day in range(days):
        for name in PHASES:
            out[name][day] = ages[name].sum() + sum(pools[name])
        out["scarred"][day] = scarred
        alive = math.exp(-plan.destroyed[day])
        scarred += sum(out[name][day] for name in PHASES) * (1 - alive)
        incoming = 0.0
        for name in PHASES:
            living = ages[name] * alive
            spared = math.exp(-plan.early[name][day])
            early = living.sum() * (1 - spared)
            natural = float((living * spared) @ ends[name])
            ages[name][1:] = (living * spared * (1 - ends[name]))[:-1]
            ages[name][0] = incoming * shares[name]
            rest = natural + incoming * (1 - shares[name])
            leaving = early
            for which, pool in enumerate(plan.pools[name]):
                stay = pools[name][which] * alive * spared * (1 - pool.leaves(day))
                leaving += pools[name][which] * alive - stay
                pools[name][which] = stay + rest * pool.share[day]
                rest *= 1 - pool.share[day]
            incoming = leaving + rest
            if name == "telogen":
                out["shed"][day] = incoming
        ages["anagen"][0] = incoming
    return out
