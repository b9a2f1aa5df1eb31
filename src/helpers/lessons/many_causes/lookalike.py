"""Lesson 11: two histories that no count of hairs can tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import scipy

from helpers.evidence import evidence
from helpers.lessons.many_causes.causes import STEROID_DAYS, TAPER_DAYS, day_of_month
from helpers.model import Course, Scalp, clinical, simulate
from helpers.model.scalp import Array
from helpers.readout.course_story import YEAR
from helpers.readout.spread import caught

FLARE_MONTH, STEROID_MONTH = 1, 2


@dataclass(frozen=True)
class Lookalike:
    """Two histories with the same dates and different causes.

    Attributes
    ----------
    month, first, second : ndarray
        Months; hairs shed a day by the flare alone, and by a smaller flare and the steroid.
    band : tuple of ndarray
        What a daily wash of 95 of 100 people with the first history would suggest, in hairs
        shed a day.
    first_flare, second_flare, second_steroid : float
        Share of growing follicles that each releases, 0 to 1.
    furthest : float
        Greatest distance of the two curves, as a share of the highest day of the first.
    """

    month: Array
    first: Array
    second: Array
    band: tuple[Array, Array]
    first_flare: float
    second_flare: float
    second_steroid: float
    furthest: float


@cache
def lookalike() -> Lookalike:
    """Return two histories whose curves are as close as the model can bring them.

    The steroid's own effect is at the upper end of its range; the size of the flare beside
    it is the one that comes closest to the flare alone.

    Examples
    --------
    >>> pair = lookalike()
    >>> bool(((pair.band[0] < pair.second) & (pair.second < pair.band[1])).all())
    True
    """
    first_flare = evidence().value("illness_release")
    direct = evidence().parameters["steroid_catagen_induction"].high
    first = _course(first_flare, 0.0)
    shed = first.table["shed"].to_numpy()

    def distance(flare: float) -> float:
        return float(np.abs(_course(flare, direct).table["shed"].to_numpy() - shed).max())

    found = scipy.optimize.minimize_scalar(distance, bounds=(0.0, first_flare), method="bounded")
    chance = caught("wash_capture", "wash_between_people_cv")
    share = evidence().value("wash_capture")
    limits = np.array([chance(first, day).limits for day in range(YEAR)]).T / share
    return Lookalike(
        month=first.table.index.to_numpy() * 12 / YEAR,
        first=shed,
        second=_course(found.x, direct).table["shed"].to_numpy(),
        band=(limits[0], limits[1]),
        first_flare=first_flare,
        second_flare=float(found.x),
        second_steroid=direct,
        furthest=float(found.fun / shed.max()),
    )


def _course(flare: float, steroid: float) -> Course:
    start = day_of_month(STEROID_MONTH)
    happens = [
        clinical.illness(day_of_month(FLARE_MONTH), flare),
        clinical.steroid_course(start, STEROID_DAYS, TAPER_DAYS, catagen_induction=steroid),
    ]
    return simulate(Scalp(), happens, days=YEAR)
