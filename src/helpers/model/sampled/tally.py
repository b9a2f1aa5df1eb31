"""Count something that lasts from one day until another."""

from __future__ import annotations

import numpy as np

from helpers.model.scalp import Array, Days


class Tally:
    """A daily count, filled by spells.

    Examples
    --------
    >>> tally = Tally(4)
    >>> tally.add(np.array([1]), np.array([3]))
    >>> tally.total
    array([0., 1., 1., 0.])
    """

    def __init__(self, days: int) -> None:
        self.days = days
        self.change = np.zeros(days + 2)

    def add(self, first: Days, until: Days, weight: Array | None = None) -> None:
        """Count `weight` (or one each) on every day from `first` up to, not with, `until`."""
        last = self.days + 1
        first, until = np.clip(first, 0, last), np.clip(until, 0, last)
        self.change += np.bincount(first, weight, last + 1)
        self.change -= np.bincount(until, weight, last + 1)

    @property
    def total(self) -> Array:
        """The count on each day of the run."""
        return np.cumsum(self.change)[: self.days]
