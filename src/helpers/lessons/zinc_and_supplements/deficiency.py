"""Lesson 07: a true lack of zinc or iron, its replacement, and what both may do to shedding."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.evidence import evidence
from helpers.lessons.iron.course import trial
from helpers.model import Scalp, simulate
from helpers.model.calendar import DAYS_A_MONTH
from helpers.model.nutrients import MARKERS, deficiency, deficiency_course
from helpers.model.scalp import Array
from helpers.readout.course_story import story_numbers
from helpers.readout.landmarks import Timeline, timeline

BEGINS, DAYS = 30, 900
RELEASE = "deficiency_release"


@dataclass(frozen=True)
class Deficiency:
    """Shedding and blood in a lack that is replaced, beside the same lack left alone.

    Attributes
    ----------
    day : ndarray
    shed, shed_without : ndarray
        Hairs shed a day, with replacement and without.
    band : tuple of ndarray
        Shedding with replacement, from no push to the strongest that is considered.
    level, level_without : ndarray
        The blood value, in the unit of the nutrient.
    nutrient : str
    values : dict of str to float
        The numbers of sentences and challenges; nan for what never happens.
    """

    day: Array
    shed: Array
    shed_without: Array
    band: tuple[Array, Array]
    level: Array
    level_without: Array
    nutrient: str
    values: dict[str, float]

    @property
    def unit(self) -> str:
        """Unit of the blood value."""
        return MARKERS[self.nutrient].unit

    @property
    def table(self) -> pd.DataFrame:
        """One row a week."""
        return (
            pd.DataFrame(
                {
                    "Day": self.day,
                    "Hairs shed a day, with replacement": self.shed,
                    "Hairs shed a day, without": self.shed_without,
                    f"Blood, with replacement ({self.unit})": self.level,
                    f"Blood, without ({self.unit})": self.level_without,
                }
            )
            .iloc[::7]
            .round(1)
        )


def deficiency_story(
    nutrient: str, depth_percent: float, month: float, release_percent: float | None = None
) -> Deficiency:
    """Run a person who begins to lack a nutrient and takes it some months later.

    Parameters
    ----------
    nutrient : str
        "zinc" or "iron".
    depth_percent : float
        How deep the lack gets, from 0 (none) to 100 (the deepest).
    month : float
        Months from the beginning of the lack to the first dose.
    release_percent : float, optional
        Share of the growing follicles that three months at the deepest lack release.

    Examples
    --------
    >>> story = deficiency_story("zinc", depth_percent=0, month=6)
    >>> bool(abs(story.shed - story.values["normal"]).max() < 1e-6)
    True
    """
    row, marker = evidence().parameters[RELEASE], MARKERS[nutrient]
    released = row.value if release_percent is None else release_percent / 100
    depth, first = depth_percent / 100, BEGINS + DAYS_A_MONTH * month
    dose = float(trial()["iron_mg_per_day"])
    level = deficiency_course(nutrient, depth, DAYS, BEGINS, first, dose)
    without = deficiency_course(nutrient, depth, DAYS, BEGINS)
    shed, facts = _shed(nutrient, level.tobytes(), released)
    alone, left = _shed(nutrient, without.tobytes(), released)
    none, most = (_shed(nutrient, level.tobytes(), share)[0] for share in (row.low, row.high))
    line = evidence().value(marker.noticed_below)
    at = round(first)
    values = story_numbers(facts, BEGINS) | {
        "depth_percent": depth_percent,
        "month": month,
        "release_percent": 100 * released,
        "normal_level": float(level[0]),
        "lowest": float(level.min()),
        "line": line,
        "blood_days": _first(level[at:] >= line),
        "shed_months": (_or_nan(facts.return_day) - first) / DAYS_A_MONTH,
        "onset_months": (_or_nan(facts.onset_day) - BEGINS) / DAYS_A_MONTH,
        "peak_after_first": _or_nan(facts.peak_day) - first,
        "left_alone": float(alone[-1]),
        "left_thinned_percent": 100 * left.most_thinned,
    }
    return Deficiency(
        day=np.arange(DAYS, dtype=float),
        shed=shed,
        shed_without=alone,
        band=(np.minimum(none, most), np.maximum(none, most)),
        level=level,
        level_without=without,
        nutrient=nutrient,
        values=values,
    )


@lru_cache(maxsize=64)
def _shed(nutrient: str, level: bytes, released: float) -> tuple[Array, Timeline]:
    """Return daily shedding, and its facts; a moved slider leaves some of the runs as they are."""
    exposure = deficiency(nutrient, np.frombuffer(level), released)
    course = simulate(Scalp(), [exposure], days=DAYS)
    return course.table["shed"].to_numpy(), timeline(course)


def _or_nan(day: int | None) -> float:
    return math.nan if day is None else float(day)


def _first(reached: NDArray[np.bool_]) -> float:
    """Return the first day on which something is reached; nan if it never is."""
    days = np.flatnonzero(reached)
    return float(days[0]) if len(days) else math.nan
