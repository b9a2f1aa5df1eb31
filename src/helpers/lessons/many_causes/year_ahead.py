"""Lesson 11: the year after the visit, by what is done and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.lessons.many_causes.causes import (
    CAUSES,
    DAYS,
    EFFECTS,
    YEAR_AHEAD,
    day_of_month,
    exposure_of,
    one_person,
    people,
)
from helpers.lessons.many_causes.run import EDGES
from helpers.model import (
    Exposure,
    ModelInputError,
    Scalp,
    clinical,
    disease_activity,
    scalp_disease,
    simulate,
)
from helpers.model.calendar import DAYS_A_MONTH, DAYS_A_WEEK
from helpers.model.cohort.subsets import Part, all_subsets, run_subsets
from helpers.model.exposures import FOREVER
from helpers.model.scalp import Array
from helpers.readout.landmarks import thinning, usual_visible

LENGTH = DAYS + YEAR_AHEAD
CARE_MONTH = 11


STEPS = ("inflammation", "drug", "nutrition", "topical", "care", "support", "referral")
"""What can be done, in the order of the panel."""


@dataclass(frozen=True)
class Year:
    """History and year after the visit, by days.

    Attributes
    ----------
    shed : ndarray
        Hairs that come off a day, shed or broken.
    hair, long_hair : ndarray
        Percent of the usual hairs that stand, short ones too, and of the usual long ones.
    """

    shed: Array
    hair: Array
    long_hair: Array


@dataclass(frozen=True)
class YearAhead:
    """The year after the visit.

    Attributes
    ----------
    done, idle : Year
        With the steps chosen, and if nothing is done.
    bands : tuple of ndarray
        By weeks: lower and upper limit of what comes off, lower and upper limit of the hair:
        the middle 80 percent of patients drawn from the ranges of all numbers.
    steps : tuple of str
        The keys of the steps chosen.
    values : dict of str to float
    """

    done: Year
    idle: Year
    bands: tuple[Array, Array, Array, Array]
    steps: tuple[str, ...]
    values: dict[str, float]

    @property
    def table(self) -> pd.DataFrame:
        """One row a week, from the visit on."""
        columns = {"Month after the visit": np.arange(YEAR_AHEAD) / DAYS_A_MONTH}
        for words, year in (("", self.done), (", nothing done", self.idle)):
            columns[f"Hairs a day{words}"] = year.shed[DAYS:]
            columns[f"Hair on the head (%){words}"] = year.hair[DAYS:]
            columns[f"Long hair (%){words}"] = year.long_hair[DAYS:]
        return pd.DataFrame(columns).iloc[::DAYS_A_WEEK].round(1)


def year_ahead(plan: str) -> YearAhead:
    """Run the year after the visit of the patient of lesson 11.

    Parameters
    ----------
    plan : str
        Steps such as "inflammation-care", or "none"; see `STEPS`.

    Examples
    --------
    >>> nothing, treated = (year_ahead(plan) for plan in ("none", "inflammation"))
    >>> treated.values["missing_in_a_year"] < nothing.values["missing_in_a_year"]
    True
    """
    steps = _read(plan)
    done, idle = _alone(steps), _alone(())
    bands = [np.quantile(path, EDGES, axis=0) for path in _among_people(steps)]
    gone, ahead = 100 - done.hair, slice(DAYS, LENGTH)
    values = {
        "normal": float(done.shed[0]),
        "missing_at_the_visit": float(gone[DAYS]),
        "most_missing": float(gone[ahead].max()),
        "better_from_month": float(gone[ahead].argmax() / DAYS_A_MONTH),
        "missing_in_a_year": float(max(gone[-1], 0.0)),
        "long_hair_lowest": float(done.long_hair[ahead].min()),
        "long_hair_lowest_month": float(done.long_hair[ahead].argmin() / DAYS_A_MONTH),
        "long_hair_in_a_year": float(done.long_hair[-1]),
        "missing_if_nothing_is_done": float(100 - idle.hair[-1]),
        "hairs_in_the_year": float(done.shed[ahead].sum()),
        "hairs_if_nothing_is_done": float(idle.shed[ahead].sum()),
        "scalp_examined": float("referral" in steps),
    }
    return YearAhead(done, idle, (*bands[0], *bands[1]), steps, values)


def _read(plan: str) -> tuple[str, ...]:
    chosen = [] if plan in ("", "none") else plan.split("-")
    for step in chosen:
        if step not in STEPS:
            raise ModelInputError(f"{step!r} is not a step; choose among {', '.join(STEPS)}.")
    return tuple(key for key in STEPS if key in chosen)


_ACT = frozenset({"inflammation", "drug", "nutrition", "care"})


@lru_cache(maxsize=64)
def _alone(steps: tuple[str, ...]) -> Year:
    """Return the year of the patient at the default of every number."""
    values = tuple(one_person()[list(EFFECTS)].iloc[0])
    course = simulate(Scalp(), _happens(values, _ACT & {*steps}), days=LENGTH)
    table = course.table
    return Year(
        shed=(table["shed"] + table["broken"]).to_numpy(),
        hair=100 * table["visible"].to_numpy() / usual_visible(course),
        long_hair=100 * (1 - thinning(course)),
    )


@lru_cache(maxsize=64)
def _among_people(steps: tuple[str, ...]) -> tuple[Array, Array]:
    """Return what comes off a day, and the percent of hair, people by weeks."""
    table = people()
    rows = [tuple(row) for row in table[list(EFFECTS)].itertuples(index=False)]
    acting = _ACT & {*steps}
    parts = [[Part(item, frozenset()) for item in _happens(row, acting)] for row in rows]
    paths, _ = run_subsets(table, parts, (), all_subsets(0), LENGTH, DAYS_A_WEEK)
    visible = paths["visible"][:, 0]
    return (paths["shed"] + paths["broken"])[:, 0], 100 * visible / visible[:, :1]


@lru_cache(maxsize=512)
def _happens(values: tuple[float, ...], acting: frozenset[str]) -> tuple[Exposure, ...]:
    """Return what happens to one person before and after the visit."""
    value = dict(zip(EFFECTS, values, strict=True))
    day = {key: day_of_month(cause.month) for key, cause in CAUSES.items()}
    day["care"] = day_of_month(CARE_MONTH)
    ends = {"iron": "nutrition", "care": "care", "drug": "drug"}

    def usual(key: str) -> Exposure:
        until = DAYS if ends.get(key) in acting else FOREVER
        return exposure_of(key, day[key], value, LENGTH, until)

    activity = _activity(
        day["scalp"], value["skin_half_life"] if "inflammation" in acting else None
    )
    scalp = scalp_disease(activity, value["disease_release"], value["disease_entry_block"])
    benefit = value["steroid_benefit"]
    happens = [clinical.treated(item, day["steroid"], benefit) for item in (usual("flare"), scalp)]
    happens += [usual(key) for key in ("steroid", "iron", "drug", "weight", "care")]
    if "nutrition" not in acting:  # she goes on losing weight
        happens.append(clinical.weight_loss(DAYS, value["weight_loss_release"]))
    return tuple(happens)


def _activity(start: float, half_life: float | None) -> Array:
    """Return the activity of the scalp disease, treated from the visit on or not at all."""
    if half_life is not None:
        return disease_activity(LENGTH, start, treated_from=DAYS, half_life=half_life)
    # A bout that ends by itself within the year would look like a success of doing nothing.
    before = disease_activity(DAYS, start)
    return np.append(before, np.full(YEAR_AHEAD, before[-1]))


__all__ = ["STEPS", "YearAhead", "year_ahead"]
