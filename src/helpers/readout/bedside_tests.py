"""What the clinic sees of a modelled scalp on a day: nine tests, each with its spread.

A test never sees the whole scalp. It catches some of the hairs, in one person out of
many, once. So every finding has the value expected, the range in which 95 of 100 people
with the same hair cycle lie, and a draw for one patient, by a seed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from zlib import crc32

import numpy as np

from helpers.evidence import evidence
from helpers.model import Course, ModelInputError
from helpers.model.checks import whole
from helpers.readout import spread as chances
from helpers.readout.methods import methods
from helpers.readout.spread import Chance

_HIGHEST_SEED = 2**53


@dataclass(frozen=True)
class ClinicTest:
    """One test of the clinic.

    Attributes
    ----------
    id, name : str
        Key, and what students call it.
    unit : str
        Unit of what is reported.
    normal : str
        The published normal, in words.
    chance : callable
        From a course and a day to the chances of what is found.
    limits : tuple of float, optional
        Published limits of the normal, where there are such.
    """

    id: str
    name: str
    unit: str
    normal: str
    chance: Callable[[Course, int], Chance]
    limits: tuple[float, float] | None = None

    def say(self, number: float) -> str:
        """Write a value with its unit.

        Examples
        --------
        >>> clinic_tests()["pull"].say(1), clinic_tests()["biopsy"].say(6.54)
        ('1 hair', '6.5% telogen')
        """
        if self.unit == "grade":
            return f"grade {number:.0f}"
        text = plain_number(number)
        space = "" if self.unit.startswith("%") else " "
        return f"{text}{space}{self.unit.replace('hairs', 'hair') if text == '1' else self.unit}"

    def say_range(self, low: float, high: float) -> str:
        """Write a range with its unit."""
        if self.unit == "grade":
            return f"grade {low:.0f} to {high:.0f}"
        return f"{plain_number(low)} to {self.say(high)}"


def plain_number(number: float) -> str:
    """Write a number with as many digits as the clinic counts.

    Examples
    --------
    >>> plain_number(6.54), plain_number(120.4)
    ('6.5', '120')
    """
    digits = 0 if abs(number) >= 10 else 1 if abs(number) >= 1 else 2
    text = f"{number:.{digits}f}"
    return text.rstrip("0").rstrip(".") if digits else text


@dataclass(frozen=True)
class Finding:
    """What a test found on a day.

    Attributes
    ----------
    test : ClinicTest
    day : int
    value : float
        The finding: of one patient if a seed was given, else the expected one.
    expected : float
    low, high : float
        95 of 100 people with this hair cycle lie between them.
    healthy_low, healthy_high : float
        The published limits of the normal where there are such; else 95 of 100 people
        with a healthy scalp lie between them, as the model has it.
    sentence : str
        The finding in words, with the published normal.
    """

    test: ClinicTest
    day: int
    value: float
    expected: float
    low: float
    high: float
    healthy_low: float
    healthy_high: float

    @property
    def unusual(self) -> bool:
        """Whether the value lies outside the healthy limits."""
        return not self.healthy_low <= self.value <= self.healthy_high

    @property
    def sentence(self) -> str:
        """Say the finding, its spread and the published normal."""
        test, spread = self.test, ""
        if test.say(self.low) != test.say(self.high):
            both = test.say_range(self.low, self.high)
            spread = f"; 95 of 100 people with this hair cycle would show {both}"
        return (
            f"{test.name} on day {self.day}: {test.say(self.value)}{spread}. "
            f"Published normal: {test.normal}."
        )


def examine(course: Course, day: int, test: str, seed: int | None = None) -> Finding:
    """Examine a course on a day with one of the clinic's tests.

    Wash, comb and shedding scale see every hair that came off, with or without a root, of
    the whole head: to use them on a sampled course, sample as many follicles as a head has.

    Parameters
    ----------
    course : Course
    day : int
        A day of the run.
    test : str
        "trichogram", "phototrichogram", "biopsy", "comb", "wash", "pull", "grade",
        "density" or "thinning".
    seed : int, optional
        Draw one patient with this seed; without it, the value is the expected one. The
        same patient keeps the same luck in a test from day to day.

    Returns
    -------
    Finding

    Raises
    ------
    ModelInputError
        If the test is unknown, the day is not part of the run, or no hair is left.

    Examples
    --------
    >>> from helpers.model import Scalp, clinical, simulate
    >>> course = simulate(Scalp(), [clinical.illness(day=0)], days=365)
    >>> round(examine(course, 103, "wash").value)
    120
    >>> examine(course, 103, "pull", seed=3).value == examine(course, 103, "pull", seed=3).value
    True
    """
    known = clinic_tests()
    if test not in known:
        raise ModelInputError(f"{test!r} is not a test; choose one of {', '.join(known)}.")
    day = whole("Day", day, 0, len(course.table) - 1)
    chosen = known[test]
    chance = chosen.chance(course, day)
    healthy = chosen.limits or chosen.chance(chances.healthy_day(), 0).limits
    expected = chance.expected
    value = expected
    if seed is not None:
        seed = whole("Seed", seed, 0, _HIGHEST_SEED)
        value = chance.of(np.random.default_rng((seed, crc32(test.encode()))).random())
    return Finding(chosen, day, value, expected, *chance.limits, *healthy)


@cache
def clinic_tests() -> Mapping[str, ClinicTest]:
    """Return the clinic's tests by id.

    Examples
    --------
    >>> clinic_tests()["comb"].normal
    '10.2 hairs on average'
    """
    value, published = evidence().value, evidence().observations
    highest = value("shedding_grade_normal")
    thinning_from = evidence().parameters["visible_thinning_share"]
    rows = [
        ClinicTest(
            method.id,
            method.name,
            f"% {method.boxes[-1]}s"
            if method.boxes[-1].endswith("root")
            else f"% {method.boxes[-1]}",
            " or ".join(
                f"{row.value:g}%" for row in published.values() if row.setup == method.setup
            ),
            chances.counted(method.id),
        )
        for method in methods().values()
    ]
    rows += [
        ClinicTest(
            "comb",
            "60-second comb",
            "hairs",
            f"{published['comb_count'].value:g} hairs on average",
            chances.caught("comb_capture", "comb_between_people_cv"),
        ),
        ClinicTest(
            "wash",
            "Daily wash",
            "hairs",
            f"{published['wash_count'].value:g} hairs on average",
            chances.caught("wash_capture", "wash_between_people_cv"),
        ),
        ClinicTest(
            "pull",
            "Pull test",
            "hairs",
            f"{published['pull_mean_normal'].value:g} hairs on average, and two or fewer in "
            f"{published['pull_two_or_fewer'].value:g}% of people",
            chances.pull,
        ),
        ClinicTest(
            "grade",
            "Shedding scale",
            "grade",
            f"grades 1 to {highest:g}; {highest + 1:g} and above are called excessive "
            "(the hairs of each grade are our assumption)",
            chances.grade,
            (1, highest),
        ),
        ClinicTest(
            "density",
            "Density",
            "hairs per cm²",
            f"{value('density_per_cm2'):g} hairs per cm² on average",
            chances.density,
        ),
        ClinicTest(
            "thinning",
            "Visible thinning",
            "% of long hairs missing",
            f"none missing; thinning is said to show from about {thinning_from.value:.0%} "
            f"({thinning_from.low:.0%} to {thinning_from.high:.0%}) missing, a figure without a "
            "known measurement",
            chances.thinned,
            (0, 100 * thinning_from.value),
        ),
    ]
    return MappingProxyType({row.id: row for row in rows})
