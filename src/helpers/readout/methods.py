"""Three ways to ask a scalp which phase its hairs are in, and why they disagree.

A method never sees the phases. It sees sections, growth over a few days, or plucked
roots, and sorts what it sees into its own boxes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy

from helpers.evidence import evidence
from helpers.model import Course, ModelInputError, Scalp
from helpers.model.checks import whole

Shares = dict[str, float]


@dataclass(frozen=True)
class Method:
    """One way to read a scalp.

    Attributes
    ----------
    id, name : str
        Key, and what students call it.
    counts : str
        What it counts, in plain words.
    boxes : tuple of str
        The boxes it sorts hairs into.
    sample : float
        Hairs or follicles in one sample of the usual size.
    setup : str
        The rows of `observations.csv` that give its published resting share.
    sort : callable
        From the true shares of anagen, catagen and telogen hairs to the share that is
        found in each box.
    """

    id: str
    name: str
    counts: str
    boxes: tuple[str, ...]
    sample: float
    setup: str
    sort: Callable[[Shares], Shares]


@dataclass(frozen=True)
class Reading:
    """What a method reports of a scalp.

    Attributes
    ----------
    method : Method
    shares : dict of str to float
        Expected share in each box, 0 to 1.
    low, high : dict of str to float
        95% of single samples of the usual size lie between these shares, by chance alone.
    """

    method: Method
    shares: Shares
    low: Shares
    high: Shares

    @property
    def resting(self) -> str:
        """The box that a clinician calls the resting share."""
        return self.method.boxes[-1]

    @property
    def published(self) -> list[float]:
        """Published resting shares by this method, in percent."""
        rows = evidence().observations.values()
        return sorted(row.value for row in rows if row.setup == self.method.setup)


def _biopsy(true: Shares) -> Shares:
    return true


def _phototrichogram(true: Shares) -> Shares:
    slow = evidence().value("phototrichogram_slow_anagen") * true["anagen"]
    return {
        "growing": true["anagen"] - slow,
        "not growing": true["catagen"] + true["telogen"] + slow,
    }


def _trichogram(true: Shares) -> Shares:
    taken = evidence().value("trichogram_catagen_as_telogen") * true["catagen"]
    anagen = (1 - evidence().value("trichogram_anagen_lost")) * true["anagen"]
    boxes = {
        "anagen root": anagen + true["catagen"] - taken,
        "club root": true["telogen"] + taken,
    }
    total = sum(boxes.values())
    return {box: share / total for box, share in boxes.items()}


def methods() -> dict[str, Method]:
    """Return the three methods by id."""
    value = evidence().value
    area = value("phototrichogram_area_cm2") * value("density_per_cm2")
    rows = (
        Method(
            "biopsy",
            "Biopsy",
            "follicles cut across under the microscope",
            ("anagen", "catagen", "telogen"),
            value("biopsy_terminal_follicles"),
            "healthy_biopsy_telogen",
            _biopsy,
        ),
        Method(
            "phototrichogram",
            "Phototrichogram",
            "clipped hairs that did, or did not, grow within two or three days",
            ("growing", "not growing"),
            area,
            "healthy_phototrichogram_nongrowing",
            _phototrichogram,
        ),
        Method(
            "trichogram",
            "Trichogram",
            "the roots of plucked hairs",
            ("anagen root", "club root"),
            value("trichogram_sample"),
            "healthy_trichogram_telogen",
            _trichogram,
        ),
    )
    return {row.id: row for row in rows}


def read_scalp(scalp: Scalp, method: str) -> Reading:
    """Read a steady scalp with a method.

    Parameters
    ----------
    scalp : Scalp
    method : str
        "biopsy", "phototrichogram" or "trichogram".

    Returns
    -------
    Reading

    Raises
    ------
    ModelInputError
        If the method is not one of the three.

    Examples
    --------
    >>> round(read_scalp(Scalp(), "phototrichogram").shares["not growing"], 2)
    0.12
    """
    known = methods()
    if method not in known:
        raise ModelInputError(f"{method!r} is not a method; choose one of {', '.join(known)}.")
    return read_shares(scalp.shares, known[method])


def read_course(course: Course, day: int, method: str) -> Reading:
    """Read a course on a day with a method.

    A biopsy sees every follicle that is not empty; the other methods see only hairs that
    stand above the skin, so growing hairs that broke at the root are left out.

    Parameters
    ----------
    course : Course
    day : int
        A day of the run.
    method : str
        "biopsy", "phototrichogram" or "trichogram".

    Raises
    ------
    ModelInputError
        If the day is not part of the run, the method is unknown, or no hair is left.

    Examples
    --------
    >>> from helpers.model import simulate
    >>> round(read_course(simulate(Scalp(), days=2), 1, "biopsy").shares["telogen"], 3)
    0.079
    """
    known = methods()
    if method not in known:
        raise ModelInputError(f"{method!r} is not a method; choose one of {', '.join(known)}.")
    day = whole("Day", day, 0, len(course.table) - 1)
    table = course.table
    count = {
        phase: max(0.0, float(table[phase].iloc[day])) for phase in ("anagen", "catagen", "telogen")
    }
    if method != "biopsy":
        hidden = sum(count.values()) - float(table["visible"].iloc[day])
        count["anagen"] = max(0.0, count["anagen"] - max(0.0, hidden))
    if sum(count.values()) < 1:
        raise ModelInputError(f"On day {day} no hair is left to examine.")
    return read_shares(count, known[method])


def read_shares(shares: Shares, method: Method) -> Reading:
    """Read phase shares or counts with a method; empty follicles show no hair."""
    hairs = {phase: shares[phase] for phase in ("anagen", "catagen", "telogen")}
    total = sum(hairs.values())
    found = method.sort({phase: share / total for phase, share in hairs.items()})
    number = round(method.sample)
    edges = {
        box: scipy.stats.binom.ppf([0.025, 0.975], number, np.clip(share, 0, 1)) / number
        for box, share in found.items()
    }
    return Reading(
        method,
        found,
        {box: float(edge[0]) for box, edge in edges.items()},
        {box: float(edge[1]) for box, edge in edges.items()},
    )
