"""What a sampled run remembers of every follicle: its phases, and what happened to its hair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.model.scalp import PHASES, Array, Days

# follicle, phase, first day, first day elsewhere, mm on the first day in the run
Stays = list[tuple[Days, int, Days, Days, Array]]
# follicle, day, mm kept, at the root?
Events = list[tuple[Days, Days, Array, NDArray[np.bool_]]]


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


class Intervals:
    """Which follicle was in which phase from which day until which (its first day elsewhere).

    The lists of a run are put together when they are first asked for: most runs are only
    counted.
    """

    def __init__(self, stays: Stays, events: Events, grown: Array) -> None:
        self._stays, self._events, self._grown = stays, events, grown

    @cached_property
    def follicle(self) -> Days:
        """Number of the follicle."""
        return np.concatenate([stay[0] for stay in self._stays])

    @cached_property
    def phase(self) -> Days:
        """Place of the phase along `PHASES`; 4 stands for scarred."""
        return np.repeat([stay[1] for stay in self._stays], [len(stay[0]) for stay in self._stays])

    @cached_property
    def start(self) -> Days:
        """First day in the phase."""
        return np.concatenate([stay[2] for stay in self._stays])

    @cached_property
    def end(self) -> Days:
        """First day elsewhere."""
        return np.concatenate([stay[3] for stay in self._stays])

    @cached_property
    def length(self) -> Array:
        """Shaft in mm on the first day of the interval that lies in the run."""
        return np.concatenate([stay[4] for stay in self._stays])

    @cached_property
    def hairs(self) -> Hairs:
        """What happened to single shafts."""
        none = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, bool))
        follicle, day, kept, root = (
            np.concatenate(part) for part in zip(*(self._events or [none]), strict=True)
        )
        order = np.argsort(day, kind="stable")
        return Hairs(follicle[order], day[order], kept[order], root[order], self._grown)

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
