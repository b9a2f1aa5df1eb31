"""Lesson 10: hairs that break within weeks, and hairs that rest for months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.model import Scalp, simulate
from helpers.model.clinical import illness
from helpers.model.drugs import drug_course
from helpers.model.scalp import Array

_DAYS = 200


@dataclass(frozen=True)
class Effluvium:
    """One kind of effluvium on an otherwise healthy scalp, from the first dose on.

    Attributes
    ----------
    day : ndarray
        Days after the first dose.
    clubs, broken : ndarray
        Hairs a day that fall with a club, and that break near the root.
    peak, peak_day
        The most hairs lost on one day, and that day.
    """

    day: Array
    clubs: Array
    broken: Array
    peak: float
    peak_day: int


def two_effluvia() -> tuple[Effluvium, Effluvium]:
    """Return an anagen effluvium and a telogen effluvium that begin on one day.

    The first is the model's cyclophosphamide in a person whose hair it takes, the second a
    release of follicles as by a severe illness.

    Examples
    --------
    >>> [kind.peak_day for kind in two_effluvia()]
    [0, 103]
    """
    causes = (drug_course("cyclophosphamide", 0, _DAYS), illness(0))
    found = []
    for cause in causes:
        course = simulate(Scalp(), [cause], days=_DAYS)
        clubs, broken = course.table["shed"].to_numpy(), course.table["fractured"].to_numpy()
        lost = clubs + broken
        at = int(lost.argmax())
        found.append(Effluvium(np.arange(_DAYS, dtype=float), clubs, broken, float(lost[at]), at))
    return found[0], found[1]
