"""What a set-up is: the model's side of one published observation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Setup:
    """A modelled observation; calling it gives the model's value.

    Attributes
    ----------
    compute : callable
    how : str
        How the model gets the value, and what was tuned; shown to instructors.
    """

    compute: Callable[[], float]
    how: str

    def __call__(self) -> float:
        """Return the model's value, in the unit of the observation."""
        return self.compute()
