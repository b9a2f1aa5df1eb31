"""A scalp before anything happens to it: how many follicles, how long each phase lasts."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers.evidence import evidence
from helpers.model.checks import within

Array = NDArray[np.float64]
Days = NDArray[np.int64]

PHASES = ("anagen", "catagen", "telogen", "kenogen")
_NEGLIGIBLE = 1e-13  # share of follicles still in a phase at which its table ends


class Alias:
    """Walker's alias table (built by Vose's method): exact draws of 0, 1, ... by weight."""

    def __init__(self, weights: Array) -> None:
        scaled = (weights * len(weights) / weights.sum()).tolist()
        alias = list(range(len(scaled)))
        small = [i for i, weight in enumerate(scaled) if weight < 1]
        large = [i for i, weight in enumerate(scaled) if weight >= 1]
        while small and large:
            low, high = small.pop(), large[-1]
            alias[low] = high
            scaled[high] -= 1 - scaled[low]
            if scaled[high] < 1:
                small.append(large.pop())
        for rest in small + large:
            scaled[rest] = 1.0
        self.keep, self.alias = np.array(scaled), np.array(alias)

    def draw(self, count: int, rng: np.random.Generator) -> Days:
        """Draw `count` numbers."""
        place = rng.random(count) * len(self.keep)
        whole = place.astype(np.int64)
        return np.where(place - whole < self.keep[whole], whole, self.alias[whole])


@dataclass(frozen=True)
class Law:
    """How long one phase lasts, in whole days.

    Attributes
    ----------
    survival : ndarray
        ``survival[a]`` is the share still in the phase `a` days after entering it.
        Between whole days it is read along a straight line.
    tail : ndarray
        ``tail[a]`` is the sum of `survival` from `a` on, in days.
    tail2 : ndarray
        ``tail2[a]`` is the sum of ``(b - a) * survival[b]`` over ``b >= a``, in days squared.
    """

    survival: Array
    tail: Array
    tail2: Array

    @cached_property
    def _any(self) -> Alias:
        return Alias(-np.diff(self.survival))

    @cached_property
    def _met(self) -> Alias:
        return Alias(-np.diff(self.survival) * np.arange(1, len(self.survival)))

    @property
    def mean(self) -> float:
        """Mean duration in days."""
        return float(self.tail[0])

    def draw(self, count: int, rng: np.random.Generator) -> Days:
        """Draw durations in whole days (1, 2, ...)."""
        return self._any.draw(count, rng) + 1

    def draw_met(self, count: int, rng: np.random.Generator) -> Days:
        """Draw durations of phases met at a random moment: long in proportion to length."""
        return self._met.draw(count, rng) + 1


@lru_cache(maxsize=256)
def survival_table(mean: float, sd: float) -> tuple[Array, Array, Array]:
    """Return `survival`, `tail` and `tail2` of a lognormal duration in whole days.

    ``P(duration > a) = S(a + 1/2)`` keeps the mean of the continuous law.
    """
    log_variance = np.log1p((sd / mean) ** 2)
    centre, spread = np.log(mean) - log_variance / 2, np.sqrt(log_variance)
    last = int(np.exp(centre + 7.4 * spread)) + 3
    survival = scipy.special.ndtr((centre - np.log(np.arange(last) + 0.5)) / spread)
    survival[0] = 1.0
    survival[survival < _NEGLIGIBLE] = 0.0
    survival[-2:] = 0.0
    tail = np.cumsum(survival[::-1])[::-1].copy()
    tail2 = np.append(np.cumsum(tail[::-1])[::-1][1:], 0.0)
    for table in (survival, tail, tail2):
        table.flags.writeable = False
    return survival, tail, tail2


@lru_cache(maxsize=64)
def duration_law(mean: float, sd: float) -> Law:
    """Return the lognormal law of a phase with this mean and SD (days).

    Examples
    --------
    >>> round(duration_law(100.0, 40.0).mean, 3)
    100.0
    """
    return Law(*survival_table(mean, sd))


def _default(parameter: str) -> float:
    return field(default_factory=lambda: evidence().value(parameter))


@dataclass(frozen=True)
class Scalp:
    """A scalp in its steady state. Every default is a row of `data/parameters.csv`.

    Parameters
    ----------
    follicles : float
        Number of follicles on the head.
    anagen_mean, anagen_sd, catagen_mean, catagen_sd, telogen_mean, telogen_sd : float
        Duration of each phase, mean and standard deviation between follicles, in days.
    kenogen_share : float
        Share of cycles that pass through an empty phase after shedding, 0 to 1.
    kenogen_mean, kenogen_sd : float
        Duration of that empty phase in days.
    growth_mm_per_day : float
        Growth of a shaft in anagen.
    regrowth_visible_mm : float
        Length at which a hair fractured at the root is visible again.
    break_keeps : float
        Mean share of its length that a hair keeps when it breaks, 0 to 1.

    Raises
    ------
    ModelInputError
        If a value is outside what the model covers.

    Examples
    --------
    >>> scalp = Scalp(anagen_mean=1000)
    >>> round(scalp.shares["telogen"], 3), round(scalp.shed_per_day)
    (0.089, 89)
    """

    follicles: float = _default("follicles")
    anagen_mean: float = _default("anagen_mean")
    anagen_sd: float = _default("anagen_sd")
    catagen_mean: float = _default("catagen_mean")
    catagen_sd: float = _default("catagen_sd")
    telogen_mean: float = _default("telogen_mean")
    telogen_sd: float = _default("telogen_sd")
    kenogen_share: float = _default("kenogen_share")
    kenogen_mean: float = _default("kenogen_mean")
    kenogen_sd: float = _default("kenogen_sd")
    growth_mm_per_day: float = _default("growth_mm_per_day")
    regrowth_visible_mm: float = _default("regrowth_visible_mm")
    break_keeps: float = _default("break_keeps")

    def __post_init__(self) -> None:
        limits = {
            "follicles": (1, 1e7, "follicles"),
            "anagen_mean": (30, 4000, "days"),
            "catagen_mean": (2, 200, "days"),
            "telogen_mean": (5, 1000, "days"),
            "kenogen_mean": (2, 1000, "days"),
            "kenogen_share": (0, 1, ""),
            "growth_mm_per_day": (0, 2, "mm/day"),
            "regrowth_visible_mm": (0, 50, "mm"),
            "break_keeps": (0.01, 1, ""),
        }
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name.endswith("_sd"):
                mean = getattr(self, item.name.replace("_sd", "_mean"))
                low, high, unit = 0.02 * mean, 1.5 * mean, "days"
            else:
                low, high, unit = limits[item.name]
            name = item.name.replace("_", " ")
            object.__setattr__(self, item.name, within(name, value, low, high, unit))

    def law(self, phase: str) -> Law:
        """Return the duration law of a phase."""
        return duration_law(getattr(self, f"{phase}_mean"), getattr(self, f"{phase}_sd"))

    def mean_days(self, phase: str) -> float:
        """Mean duration of a phase in days, as the tables of whole days have it."""
        return self.law(phase).mean

    @property
    def cycle_days(self) -> float:
        """Mean length of a whole cycle in days."""
        always = sum(self.mean_days(phase) for phase in PHASES[:3])
        return always + self.kenogen_share * self.mean_days("kenogen")

    @property
    def shed_per_day(self) -> float:
        """Hairs shed a day in the steady state: follicles over mean cycle."""
        return self.follicles / self.cycle_days

    @property
    def shares(self) -> dict[str, float]:
        """Share of the follicles in each phase in the steady state."""
        cycle = self.cycle_days
        shares = {phase: self.mean_days(phase) / cycle for phase in PHASES}
        shares["kenogen"] *= self.kenogen_share
        return shares


SCALP_PARAMETERS = tuple(item.name for item in fields(Scalp))
"""The rows of `data/parameters.csv` that make a scalp."""
