"""Individual follicles, drawn exactly: the same model as `expected`, follicle by follicle.

Nothing is stepped from day to day. A follicle's stay in a phase ends at the first of
three events, each found directly: its own clock runs out, it is released early, or it
is destroyed. Whole batches of follicles go round the cycle together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.model.rates import Rates, summed
from helpers.model.scalp import PHASES, Array, Days, Scalp
from helpers.model.shafts import Anagen, Resting
from helpers.model.tally import Tally


@dataclass(frozen=True)
class Intervals:
    """Which follicle was in which phase from which day until which (its first day elsewhere).

    Attributes
    ----------
    follicle, phase, start, end : ndarray of int
        Phases count along `PHASES`; 4 stands for scarred. A start below zero lies before
        the run.
    length : ndarray
        Shaft in mm on the first day of the interval that lies in the run.
    hairs : Hairs
        What happened to single shafts.
    """

    follicle: Days
    phase: Days
    start: Days
    end: Days
    length: Array
    hairs: Hairs

    def on(self, day: int) -> pd.Series:
        """Return the phase of every follicle on a day, by follicle number."""
        here = (self.start <= day) & (day < self.end)
        order = np.argsort(self.follicle[here])
        names = np.array([*PHASES, "scarred"])
        return pd.Series(
            names[self.phase[here]][order],
            index=pd.Index(self.follicle[here][order], name="follicle"),
            name="phase",
        )

    def hairs_on(self, day: int) -> pd.DataFrame:
        """Return phase, length and tip of every follicle's hair on a day.

        Returns
        -------
        DataFrame
            One row a follicle, in order: `phase` along `PHASES` with 4 for scarred,
            `length_mm` (0 where there is no hair), `blunt` (broken along the shaft since it
            began to grow) and `since_root_mm` (grown since it broke at the root; nan if it
            did not).
        """
        here = np.flatnonzero((self.start <= day) & (day < self.end))
        here = here[np.argsort(self.follicle[here])]
        who, phase = self.follicle[here], self.phase[here]
        since = np.maximum(self.start[here], 0)
        length = self.length[here]
        events, grown = self.hairs, self.hairs.grown
        number = int(who.max(initial=-1)) + 1
        # The last event of each follicle so far; events are kept in the order of days.
        past = slice(0, int(np.searchsorted(events.day, day)))
        last = np.full(number, -1)
        last[events.follicle[past]] = np.arange(past.stop)
        roots = np.flatnonzero(events.root[past])
        last_root = np.full(number, -1)
        last_root[events.follicle[roots]] = roots
        begun = np.full(number, -1)  # day on which the present hair began to grow
        grew = np.flatnonzero((self.phase == 0) & (self.start <= day))
        np.maximum.at(begun, self.follicle[grew], self.start[grew])

        def since_event(last: Days, from_day: Days) -> NDArray[np.bool_]:
            return (last >= 0) & (events.day[last] >= from_day) if len(events.day) else last >= 0

        latest, root = last[who], last_root[who]
        struck = since_event(latest, since)
        length = np.where(struck, events.kept_mm[latest], length) if struck.any() else length
        since = np.where(struck, events.day[latest], since) if struck.any() else since
        length = length + np.where(phase == 0, grown[day] - grown[since], 0.0)
        hair = phase < PHASES.index("kenogen")
        rooted = hair & since_event(root, begun[who])
        blunt = hair & since_event(latest, begun[who])
        since_root = np.full(len(who), np.nan)
        if rooted.any():
            blunt &= ~events.root[latest]
            since_root[rooted] = grown[day] - grown[events.day[root[rooted]]]
        return pd.DataFrame(
            {
                "phase": phase,
                "length_mm": np.where(hair, length, 0.0),
                "blunt": blunt,
                "since_root_mm": since_root,
            },
            index=pd.Index(who, name="follicle"),
        )


@dataclass(frozen=True)
class Hairs:
    """What happened to single hairs, in the order of days.

    Attributes
    ----------
    follicle, day : ndarray of int
        Where and when a hair broke.
    kept_mm : ndarray
        What was left of it.
    root : ndarray of bool
        Whether it broke at the root.
    grown : ndarray
        Length in mm, at the start of each day, of a hair that grows from day 0 on.
    """

    follicle: Days
    day: Days
    kept_mm: Array
    root: NDArray[np.bool_]
    grown: Array


@dataclass
class _Batch:
    """Follicles that are in one phase together."""

    follicle: Days
    start: Days  # below zero for those who were here when the run began
    length: Array  # mm of shaft they brought along
    duration: Days | None = None  # drawn already, for those who were here at the start


class _Sampler:
    def __init__(self, scalp: Scalp, rates: Rates, rng: np.random.Generator) -> None:
        self.scalp, self.rates, self.rng = scalp, rates, rng
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
        self.log: list[tuple[Days, int, Days, Days, Array]] = []

    def first_day(self, total: Array, start: Days) -> Days:
        """Draw the day by which an age-free hazard has struck."""
        if total[-1] == 0:
            return np.full(len(start), self.never)
        bears = self.rng.standard_exponential(len(start))
        return self.reached(total, total[np.maximum(start, 0)] + bears)

    def reached(self, total: Array, level: Array) -> Days:
        """Return the first day on which a running sum has reached each level."""
        day = np.full(len(level), self.never)
        within = np.flatnonzero(level <= total[-1])  # few, often; and searching is slow
        day[within] = np.searchsorted(total, level[within])
        return day

    def own_end(self, name: str, start: Days, duration: Days | None) -> Days:
        """Return the day on which the phase's own clock runs out."""
        if duration is None:
            duration = self.laws[name].draw(len(start), self.rng)
        clock = self.clock[name]
        if clock is None:
            return start + duration
        # Between whole days the law is a straight line, so spread the draw over its last day.
        wanted = duration - self.rng.random(len(duration))
        already = np.where(start < 0, start, clock[np.maximum(start, 0)])
        return self.reached(clock, already + wanted)

    def held(self, name: str, end: Days, natural: NDArray[np.bool_]) -> Days:
        """Let the withheld share of natural exits wait for its pool to empty."""
        end = end.copy()
        for hold in self.rates.holds[name]:
            eligible = np.flatnonzero(natural & (end <= self.days))
            caught = eligible[self.rng.random(len(eligible)) < hold.share[end[eligible] - 1]]
            leave = hold.first + 1 + self.rng.integers(0, hold.window, len(caught))
            end[caught] = leave
            natural = natural.copy()
            natural[caught] = False
        return end

    def stay(self, name: str, batch: _Batch) -> tuple[Days, NDArray[np.bool_]]:
        """Return when each follicle leaves the phase, and whether it lives."""
        end = self.own_end(name, batch.start, batch.duration)
        if self.rates.holds[name] and name != "kenogen":
            early = self.first_day(self.release[name], batch.start)
            end = np.minimum(self.held(name, end, end < early), early)
        elif self.release[name][-1]:
            end = np.minimum(end, self.first_day(self.release[name], batch.start))
        return self.until_destroyed(end, batch.start)

    def until_destroyed(self, end: Days, start: Days) -> tuple[Days, NDArray[np.bool_]]:
        lost = self.first_day(self.destroyed, start)
        alive = (lost > end) | (lost >= self.never)
        return np.minimum(np.minimum(end, lost), self.never), alive

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
        waits = self.rng.random(len(batch.follicle)) < self.scalp.kenogen_share
        follicle = np.concatenate((begun.follicle, batch.follicle))
        start = np.concatenate((begun.start, batch.start))
        own = np.concatenate((np.ones(len(begun.follicle), bool), waits))
        fresh = self.laws["kenogen"].draw(int(waits.sum()), self.rng)
        known = fresh if begun.duration is None else np.concatenate((begun.duration, fresh))
        end = start.copy()
        end[own] = self.own_end("kenogen", start[own], known)
        end = self.held("kenogen", end, np.ones(len(end), bool))
        end, alive = self.until_destroyed(end, start)
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


def _join(one: _Batch, two: _Batch) -> _Batch:
    return _Batch(
        np.concatenate((one.follicle, two.follicle)),
        np.concatenate((one.start, two.start)),
        np.concatenate((one.length, two.length)),
    )


def run_sampled(
    scalp: Scalp, rates: Rates, number: int, rng: np.random.Generator
) -> tuple[dict[str, Array], Intervals]:
    """Draw one run of `number` follicles.

    Returns
    -------
    tuple
        A value a day for each column of `Course.table`, and every follicle's phases.
    """
    sampler = _Sampler(scalp, rates, rng)
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
    follicle, phase, start, end, before = zip(*sampler.log, strict=True)
    phases = np.repeat(phase, [len(who) for who in follicle])
    log = Intervals(
        np.concatenate(follicle),
        phases,
        np.concatenate(start),
        np.concatenate(end),
        np.concatenate(before),
        _hairs(sampler),
    )
    return values, log


def _hairs(sampler: _Sampler) -> Hairs:
    """Put what happened to single hairs in the order of days."""
    events = sampler.anagen.log + sampler.resting.log
    none = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, bool))
    follicle, day, kept, root = (
        np.concatenate(part) for part in zip(*(events or [none]), strict=True)
    )
    order = np.argsort(day, kind="stable")
    return Hairs(follicle[order], day[order], kept[order], root[order], sampler.rates.grown)
