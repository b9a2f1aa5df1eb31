"""How likely each count of the clinic is: chance, and the spread between people.

A count of hairs is Poisson around what a person sheds, and people differ by a factor;
a count of roots or follicles is binomial, and in a phototrichogram people differ too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import scipy

from helpers.evidence import evidence
from helpers.model import Course, Scalp, simulate
from helpers.model.scalp import Array
from helpers.readout.landmarks import thinning, usual_visible
from helpers.readout.methods import Reading, read_course

_EDGES = (0.025, 0.975)


@dataclass(frozen=True)
class Law:
    """One of SciPy's laws of chance with its numbers.

    SciPy's own way to hold them together makes a new law each time, which takes longer than to
    ask it; lessons do so at each move of a slider.

    Examples
    --------
    >>> import scipy
    >>> float(Law(scipy.stats.binom, (10, 0.5)).mean())
    5.0
    """

    law: Any  # a distribution of scipy.stats
    numbers: tuple[Any, ...]

    def mean(self) -> Any:
        """Return the expected count."""
        return self.law.mean(*self.numbers)

    def ppf(self, luck: float | Array) -> Any:
        """Return the count that a share of all people, 0 to 1, does not exceed."""
        return self.law.ppf(luck, *self.numbers)

    def cdf(self, count: float) -> Any:
        """Return how likely it is that a count is not exceeded."""
        return self.law.cdf(count, *self.numbers)

    def sf(self, count: float) -> Any:
        """Return how likely it is that a count is exceeded."""
        return self.law.sf(count, *self.numbers)


@dataclass(frozen=True)
class Chance:
    """How the count of a test varies, and how the count is reported."""

    count: Law
    report: Callable[[float], float]

    @property
    def expected(self) -> float:
        """What is reported of the mean count."""
        return self.report(float(self.count.mean()))

    @property
    def limits(self) -> tuple[float, float]:
        """What is reported at both ends of the middle 95 percent."""
        return self.of(_EDGES[0]), self.of(_EDGES[1])

    def of(self, luck: float) -> float:
        """Return the finding of someone with this luck, 0 to 1: the same luck, the same rank."""
        return self.report(float(self.count.ppf(luck)))


@cache
def healthy_day() -> Course:
    """Return a day of a healthy scalp."""
    return simulate(Scalp(), days=1)


def people(mean: float | Array, normal_mean: float, cv: float) -> Law:
    """Return counts that vary by chance and between people.

    People differ by a gamma factor, whose size reproduces the published spread `cv` at
    the normal mean; around it a count is Poisson. Together: a negative binomial.
    """
    factor = cv**2 - 1 / normal_mean
    if factor <= 0 or np.all(np.asarray(mean) <= 0):
        return Law(scipy.stats.poisson, (np.maximum(mean, 0.0),))
    return Law(scipy.stats.nbinom, (1 / factor, 1 / (1 + factor * mean)))


def _row(course: Course, day: int) -> dict[str, float]:
    return dict(zip(course.table.columns, course.table.to_numpy()[day].tolist(), strict=True))


def _came_off(course: Course, day: int) -> float:
    """Hairs that came off on a day, shed or broken."""
    row = _row(course, day)
    return row["shed"] + row["broken"] + row["fractured"]


def caught(share: str, cv: str) -> Callable[[Course, int], Chance]:
    """Count the hairs that a test catches of those that came off."""

    def chance(course: Course, day: int) -> Chance:
        part, normal = evidence().value(share), Scalp().shed_per_day
        count = people(part * _came_off(course, day), part * normal, evidence().value(cv))
        return Chance(count, float)

    return chance


def pull(course: Course, day: int) -> Chance:
    """Pull at a bundle: as many times normal come out as the day's shedding is."""
    value, row, normal = evidence().value, _row(course, day), Scalp()
    loose = (row["shed"] + row["fractured"]) / course.scalp.follicles
    times = loose / (normal.shed_per_day / normal.follicles)
    mean = value("pull_mean")
    count = people(mean * times, mean, value("pull_variance") ** 0.5 / mean)
    return Chance(count, lambda hairs: min(hairs, value("pull_hairs")))


def grade(course: Course, day: int) -> Chance:
    """Grade the hairs of a day; people differ as in the wash test."""
    normal, cv = Scalp().shed_per_day, evidence().value("wash_between_people_cv")
    return Chance(people(_came_off(course, day), normal, cv), shedding_grade)


def shedding_grade(hairs_per_day: float) -> int:
    """Return the grade, 1 to 6, of a day's hairs on the shedding scale.

    The hairs in the pictures of the scale were not seen; the limits are assumed rows.

    Examples
    --------
    >>> shedding_grade(79), shedding_grade(340)
    (3, 6)
    """
    limits = [evidence().value(f"shedding_grade_{grade}") for grade in range(1, 6)]
    return 1 + sum(hairs_per_day > limit for limit in limits)


def _kept(course: Course, day: int) -> float:
    """Visible hair as a share of what this scalp had before anything happened."""
    return _row(course, day)["visible"] / usual_visible(course)


def density(course: Course, day: int) -> Chance:
    """Count the hairs, short ones too, on the usual area."""
    value = evidence().value
    area = value("phototrichogram_area_cm2")
    usual = area * value("density_per_cm2")
    cv = value("density_between_people_cv")
    count = people(usual * _kept(course, day), usual, cv)
    return Chance(count, lambda hairs: hairs / area)


def thinned(course: Course, day: int) -> Chance:
    """Judge the share, in percent, of the usual long hairs that is missing."""
    number = max(1, round(usual_visible(course)))
    missing = min(1.0, max(0.0, float(thinning(course)[day])))
    return Chance(Law(scipy.stats.binom, (number, missing)), lambda hairs: 100 * hairs / number)


def counted(method: str) -> Callable[[Course, int], Chance]:
    """Find the resting share, in percent, in a sample of the usual size of a method."""

    def chance(course: Course, day: int) -> Chance:
        reading: Reading = read_course(course, day, method)
        number = round(reading.method.sample)
        share = min(1.0, max(0.0, reading.shares[reading.resting]))
        count = Law(scipy.stats.binom, (number, share))
        if method == "phototrichogram":
            count = _between_people(number, share)
        return Chance(count, lambda hairs: 100 * hairs / number)

    return chance


def _between_people(number: int, share: float) -> Law:
    """Spread a phototrichogram between people as published for healthy ones."""
    normal = read_course(healthy_day(), 0, "phototrichogram")
    usual = normal.shares[normal.resting]
    variance = (evidence().value("phototrichogram_between_people_sd") / 100) ** 2
    alike = (variance / (usual * (1 - usual)) - 1 / number) / (1 - 1 / number)
    if alike <= 0 or share in (0.0, 1.0):
        return Law(scipy.stats.binom, (number, share))
    size = 1 / alike - 1
    return Law(scipy.stats.betabinom, (number, share * size, (1 - share) * size))
