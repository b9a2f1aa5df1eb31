"""Individual follicles, drawn exactly: the same model as `expected`, follicle by follicle.

Nothing is stepped from day to day. A follicle's stay in a phase ends at the first of
three events, each found directly: its own clock runs out, it is released early, or it
is destroyed. Whole batches of follicles go round the cycle together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray

from helpers.model.rates import Hold, Rates, summed
from helpers.model.sampled.intervals import Intervals, Stays
from helpers.model.sampled.shafts import Anagen, Resting
from helpers.model.sampled.tally import Tally
from helpers.model.scalp import PHASES, Array, Days, Scalp


@dataclass
class _Batch:
    """Follicles that are in one phase together."""

    follicle: Days
    start: Days  # below zero for those who were here when the run began
    length: Array  # mm of shaft they brought along
    duration: Days | None = None  # drawn already, for those who were here at the start


class _Own:
    """Random numbers that a follicle has of its own at one step, whoever else is drawn with it."""

    def __init__(self, rng: np.random.Generator, number: int, follicle: Days) -> None:
        self.rng, self.number, self.follicle = rng, number, follicle

    def random(self, size: int) -> Array:
        return self.rng.random(self.number)[self.follicle]

    def standard_exponential(self, size: int) -> Array:
        return self.rng.standard_exponential(self.number)[self.follicle]

    def integers(self, low: int, high: int, size: int) -> Days:
        return self.rng.integers(low, high, self.number)[self.follicle]


_STEPS = ("stay", "release", "destroyed", "caught", "leave", "waits", "fresh")


_POOLS = 1000  # more than begin on one day


def _keyed(holds: list[Hold]) -> list[tuple[int, Hold]]:
    """Name each waiting pool by its first day, so that another that ends later has its luck."""
    first = [int((hold.share > 0).argmax()) for hold in holds]
    return [
        (day * _POOLS + first[:place].count(day), hold)
        for place, (day, hold) in enumerate(zip(first, holds, strict=True))
    ]


class _Sampler:
    def __init__(
        self, scalp: Scalp, rates: Rates, rng: np.random.Generator, paired: int | None = None
    ) -> None:
        self.scalp, self.rates, self.rng = scalp, rates, rng
        self.paired, self.round, self.number = paired, 0, 0
        self.pools = {name: _keyed(rates.holds[name]) for name in PHASES}
        self.days = rates.days
        self.never = self.days + 1
        self.count = {name: Tally(self.days) for name in (*PHASES, "scarred")}
        self.shed = np.zeros(self.days)
        self.release = {name: summed(rates.release[name]) for name in PHASES}
        self.destroyed = summed(rates.destroyed)
        self.clock = {name: rates.clock(name) for name in PHASES}
        self.laws = {name: scalp.law(name) for name in PHASES}
        self.anagen = Anagen(scalp, rates, rng)
        self.resting = Resting(scalp, rates, rng)
        self.log: Stays = []

    def luck(self, follicle: Days, step: str, *more: int) -> np.random.Generator:
        """Return what draws for these follicles; in paired runs, each has numbers of its own."""
        if self.paired is None:
            return self.rng
        key = (self.paired, self.round, _STEPS.index(step), *more)
        own = _Own(np.random.default_rng(key), self.number, follicle)
        return cast(np.random.Generator, own)  # it has what is asked of one here

    def first_day(self, total: Array, start: Days, luck: np.random.Generator) -> Days:
        """Draw the day by which an age-free hazard has struck."""
        if total[-1] == 0:
            return np.full(len(start), self.never)
        bears = luck.standard_exponential(len(start))
        return self.reached(total, total[np.maximum(start, 0)] + bears)

    def reached(self, total: Array, level: Array) -> Days:
        """Return the first day on which a running sum has reached each level."""
        day = np.full(len(level), self.never)
        within = np.flatnonzero(level <= total[-1])  # few, often; and searching is slow
        day[within] = np.searchsorted(total, level[within])
        return day

    def own_end(self, name: str, batch: _Batch) -> Days:
        """Return the day on which the phase's own clock runs out."""
        start, duration = batch.start, batch.duration
        luck = self.luck(batch.follicle, "stay", PHASES.index(name))
        if duration is None:
            duration = self.laws[name].draw(len(start), luck)
        clock = self.clock[name]
        if clock is None:
            return start + duration
        # Between whole days the law is a straight line, so spread the draw over its last day.
        wanted = duration - luck.random(len(duration))
        already = np.where(start < 0, start, clock[np.maximum(start, 0)])
        return self.reached(clock, already + wanted)

    def held(self, name: str, follicle: Days, end: Days, natural: NDArray[np.bool_]) -> Days:
        """Let the withheld share of natural exits wait for its pool to empty."""
        end = end.copy()
        phase = PHASES.index(name)
        for key, hold in self.pools[name]:
            eligible = np.flatnonzero(natural & (end <= self.days))
            luck = self.luck(follicle[eligible], "caught", phase, key)
            caught = eligible[luck.random(len(eligible)) < hold.share[end[eligible] - 1]]
            luck = self.luck(follicle[caught], "leave", phase, key)
            leave = hold.first + 1 + luck.integers(0, hold.window, len(caught))
            end[caught] = leave
            natural = natural.copy()
            natural[caught] = False
        return end

    def stay(self, name: str, batch: _Batch) -> tuple[Days, NDArray[np.bool_]]:
        """Return when each follicle leaves the phase, and whether it lives."""
        end = self.own_end(name, batch)
        luck = self.luck(batch.follicle, "release", PHASES.index(name))
        if self.rates.holds[name] and name != "kenogen":
            early = self.first_day(self.release[name], batch.start, luck)
            end = np.minimum(self.held(name, batch.follicle, end, end < early), early)
        elif self.release[name][-1]:
            end = np.minimum(end, self.first_day(self.release[name], batch.start, luck))
        return self.until_destroyed(batch.follicle, end, batch.start)

    def until_destroyed(
        self, follicle: Days, end: Days, start: Days
    ) -> tuple[Days, NDArray[np.bool_]]:
        if self.paired is None:
            lost = self.first_day(self.destroyed, start, self.rng)
        else:
            lost = self.reached(self.destroyed, self.bears[follicle])
        alive = (lost > end) | (lost >= self.never)
        return np.minimum(np.minimum(end, lost), self.never), alive

    @cached_property
    def bears(self) -> Array:
        """What each follicle of a paired run bears in all: the hazard asks for no phase."""
        rng = np.random.default_rng((cast(int, self.paired), _STEPS.index("destroyed")))
        return rng.standard_exponential(self.number)

    def record(
        self, name: str, follicle: Days, start: Days, end: Days, length: Array | None = None
    ) -> None:
        self.count[name].add(start, end)
        length = np.zeros(len(follicle)) if length is None else length
        self.log.append((follicle, (*PHASES, "scarred").index(name), start, end, length))

    def bury(self, follicle: Days, day: Days) -> None:
        day = np.minimum(day, self.never)
        self.record("scarred", follicle, day, np.full(len(day), self.never + 1))

    def pass_phase(self, name: str, batch: _Batch) -> _Batch:
        """Take a batch through a phase; return those who leave it alive before the end."""
        end, alive = self.stay(name, batch)
        if name == "anagen":
            before = np.maximum(-batch.start, 0) * self.scalp.growth_mm_per_day
            length = self.anagen.follow(batch.follicle, batch.start, end)
        else:
            before = batch.length
            length = self.resting.follow(batch.follicle, batch.start, end, batch.length)
        self.record(name, batch.follicle, batch.start, end, before)
        gone = ~alive & (end <= self.days)
        self.bury(batch.follicle[gone], end[gone])
        on = alive & (end <= self.days)
        return _Batch(batch.follicle[on], end[on], length[on])

    def empty(self, batch: _Batch, begun: _Batch) -> _Batch:
        """Shed follicles either wait empty or grow again; both may find the start blocked."""
        luck = self.luck(batch.follicle, "waits")
        waits = luck.random(len(batch.follicle)) < self.scalp.kenogen_share
        follicle = np.concatenate((begun.follicle, batch.follicle))
        start = np.concatenate((begun.start, batch.start))
        own = np.concatenate((np.ones(len(begun.follicle), bool), waits))
        luck = self.luck(batch.follicle[waits], "fresh")
        fresh = self.laws["kenogen"].draw(int(waits.sum()), luck)
        known = fresh if begun.duration is None else np.concatenate((begun.duration, fresh))
        end = start.copy()
        waiting = _Batch(follicle[own], start[own], np.zeros(int(own.sum())), known)
        end[own] = self.own_end("kenogen", waiting)
        end = self.held("kenogen", follicle, end, np.ones(len(end), bool))
        end, alive = self.until_destroyed(follicle, end, start)
        here = end > start
        self.record("kenogen", follicle[here], start[here], end[here])
        gone = ~alive & (end <= self.days)
        self.bury(follicle[gone], end[gone])
        on = alive & (end <= self.days)
        return _Batch(follicle[on], end[on], np.zeros(int(on.sum())))

    def begin(self, number: int) -> dict[str, _Batch]:
        """Draw the steady state: who is in which phase, for how long already."""
        chances = np.array([self.scalp.shares[name] for name in PHASES])
        counts = self.rng.multinomial(number, chances / chances.sum())
        follicles = self.rng.permutation(number)
        batches = {}
        for name, group in zip(PHASES, np.split(follicles, np.cumsum(counts)[:-1]), strict=True):
            law = self.laws[name]
            duration = law.draw_met(len(group), self.rng)
            age = (self.rng.random(len(group)) * duration).astype(np.int64)
            brought: Array = np.zeros(len(group))
            if name in ("catagen", "telogen"):
                grown = self.laws["anagen"].draw(len(group), self.rng)
                brought = grown.astype(np.float64) * self.scalp.growth_mm_per_day
            batches[name] = _Batch(group, -age, brought, duration)
        return batches

    def run(self, number: int) -> None:
        """Send everyone round until nobody has anything left to do."""
        self.number = number
        begun = self.begin(number)
        nobody = _Batch(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
        moving = nobody
        while begun or len(moving.follicle):
            for name in ("anagen", "catagen", "telogen"):
                moving = self.pass_phase(name, moving)
                if name in begun:
                    moving = _join(moving, self.pass_phase(name, begun.pop(name)))
            self.shed += np.bincount(moving.start - 1, minlength=self.days)
            moving = self.empty(moving, begun.pop("kenogen", nobody))
            self.round += 1


def _join(one: _Batch, two: _Batch) -> _Batch:
    return _Batch(
        np.concatenate((one.follicle, two.follicle)),
        np.concatenate((one.start, two.start)),
        np.concatenate((one.length, two.length)),
    )


def run_sampled(
    scalp: Scalp, rates: Rates, number: int, rng: np.random.Generator, paired: int | None = None
) -> tuple[dict[str, Array], Intervals]:
    """Draw one run of `number` follicles; runs paired by one number share their luck.

    Returns
    -------
    tuple
        A value a day for each column of `Course.table`, and every follicle's phases.
    """
    sampler = _Sampler(scalp, rates, rng, paired)
    sampler.run(number)
    values = {name: tally.total for name, tally in sampler.count.items()}
    values["shed"] = sampler.shed
    anagen, resting = sampler.anagen, sampler.resting
    hairs = values["anagen"] + values["catagen"] + values["telogen"]
    length = anagen.total(values["anagen"]) + resting.total
    values["broken"] = anagen.broken + resting.broken
    values["fractured"] = anagen.fractured
    values["visible"] = hairs - anagen.hidden
    values["mean_length_mm"] = np.divide(length, hairs, out=np.zeros(rates.days), where=hairs > 0)
    events = anagen.log + resting.log
    return values, Intervals(sampler.log, events, rates.grown)
